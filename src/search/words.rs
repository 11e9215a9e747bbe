//! The words of a text: the pieces that phrases and excerpts go by, and the wholes that names made of several pieces are besides.

use std::ops::Range;

use super::characters::{cut, fold, is_lower, is_number, is_unspaced, is_upper, is_word};

/// A word that is not divided further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The word, folded.
    pub(super) form: String,
    /// The bytes of the text that it was made from.
    pub(super) range: Range<usize>,
    /// Counts chunks: pieces of one name have the same number.
    pub(super) chunk: usize,
    /// It is a pair of characters, or a single one, of a script without spaces.
    pub(super) is_pair: bool,
}

/// Several pieces as one word: `jwtleeway` for `jwt_leeway`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    /// The word, folded.
    pub(super) form: String,
    /// Its pieces, by their positions.
    pub(super) pieces: Range<usize>,
}

/// The words of a text in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) pieces: Vec<Piece>,
    pub(super) wholes: Vec<Whole>,
}

impl Words {
    /// The words of `text`.
    #[must_use]
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self::default();
        words.add(text, 0..text.len());
        words
    }

    /// Adds the words of a part of `text`; no name reaches across its ends.
    pub(super) fn add(&mut self, text: &str, part: Range<usize>) {
        let chunk = self.pieces.last().map_or(0, |piece| piece.chunk + 1);
        read(text, part, &mut Collector { words: self, chunk });
    }
}

/// What is told of the words of a text, in order.
pub(super) trait Listener {
    /// A piece: its folded form, the bytes that it was made from, and whether it is of a script without spaces.
    fn piece(&mut self, form: &str, range: Range<usize>, is_pair: bool);
    /// The last so many pieces as one word.
    fn whole(&mut self, form: &str, pieces: usize);
    /// The pieces that follow are of another name.
    fn next_chunk(&mut self) {}
}

struct Collector<'w> {
    words: &'w mut Words,
    chunk: usize,
}

impl Listener for Collector<'_> {
    fn piece(&mut self, form: &str, range: Range<usize>, is_pair: bool) {
        self.words.pieces.push(Piece { form: form.to_owned(), range, chunk: self.chunk, is_pair });
    }

    fn whole(&mut self, form: &str, pieces: usize) {
        let end = self.words.pieces.len();
        self.words.wholes.push(Whole { form: form.to_owned(), pieces: end.saturating_sub(pieces)..end });
    }

    fn next_chunk(&mut self) {
        self.chunk = self.words.pieces.last().map_or(0, |piece| piece.chunk + 1);
    }
}

/// Tells `listener` the words of a part of `text`; no name reaches across its ends.
pub(super) fn read(text: &str, part: Range<usize>, listener: &mut impl Listener) {
    let text = text.get(..part.end).unwrap_or(text);
    let mut reader = Reader { text, listener, forms: String::new(), ends: Vec::new() };
    let mut at = part.start;
    let mut runs = Vec::new();
    // Which of the characters before a chunk may be an apostrophe behind a word is seen on the way.
    let (mut last, mut before_last) = (' ', ' ');
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if !is_word(c) {
            (before_last, last) = (last, c);
            at += c.len_utf8();
            continue;
        }
        chunk(text, at, &mut runs);
        let end = runs.last().map_or(at + c.len_utf8(), |run| run.end);
        let is_single = end == at + c.len_utf8();
        if !(is_single && matches!(last, '\'' | '’') && is_word(before_last)) {
            reader.chunk(&runs);
        }
        (before_last, last) = (' ', text.get(..end).and_then(|before| before.chars().next_back()).unwrap_or(' '));
        at = end;
    }
}

/// The words of a text while they are told. Texts are long and words short: none has memory of its own here.
struct Reader<'a, L> {
    text: &'a str,
    listener: &'a mut L,
    /// The forms of the pieces of the present chunk, one behind the other.
    forms: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl<L: Listener> Reader<'_, L> {
    fn chunk(&mut self, runs: &[Range<usize>]) {
        self.forms.clear();
        self.ends.clear();
        self.listener.next_chunk();
        let mut has_unspaced = false;
        for run in runs {
            let first_of_run = self.ends.len();
            let unspaced = self.run(run.clone());
            has_unspaced |= unspaced;
            if !unspaced {
                self.whole(first_of_run);
            }
        }
        if runs.len() > 1 && !has_unspaced {
            self.whole(0);
        }
    }

    /// Tells of the pieces from number `first` of the chunk on as a whole, if they are two or more.
    fn whole(&mut self, first: usize) {
        let pieces = self.ends.len() - first;
        if pieces < 2 {
            return;
        }
        let start = first.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.listener.whole(cut(self.forms.get(start..).unwrap_or_default()), pieces);
    }

    /// Tells of the pieces of a run; says whether some of it is of a script without spaces.
    fn run(&mut self, run: Range<usize>) -> bool {
        if self.text.get(run.clone()).is_some_and(str::is_ascii) {
            self.joined(run);
            return false;
        }
        let mut has_unspaced = false;
        let mut start = run.start;
        while let Some(first) = self.text.get(start..run.end).and_then(|rest| rest.chars().next()) {
            let kind = is_unspaced(first);
            let rest = self.text.get(start..run.end).unwrap_or_default();
            let end = start + rest.find(|c| is_unspaced(c) != kind).unwrap_or(rest.len());
            if kind {
                has_unspaced = true;
                self.pairs(start..end);
            } else {
                self.joined(start..end);
            }
            start = end;
        }
        has_unspaced
    }

    /// Tells of every two neighbouring characters.
    fn pairs(&mut self, part: Range<usize>) {
        let mut folded: Vec<(char, Range<usize>)> = Vec::new();
        let mut one = String::new();
        for (at, c) in self.text.get(part.clone()).unwrap_or_default().char_indices() {
            let range = part.start + at..part.start + at + c.len_utf8();
            one.clear();
            fold(c.encode_utf8(&mut [0; 4]), &mut one);
            folded.extend(one.chars().map(|c| (c, range.clone())));
        }
        if let [(c, range)] = folded.as_slice() {
            self.push(|form| form.push(*c), range.clone(), true);
        }
        for pair in folded.windows(2) {
            if let [(a, from), (b, to)] = pair {
                self.push(|form| form.extend([*a, *b]), from.start..to.end, true);
            }
        }
    }

    /// Tells of what stands between the joints of a name in mixed case: `Jwt` and `Leeway` of `JwtLeeway`.
    fn joined(&mut self, part: Range<usize>) {
        let text = self.text;
        let inner = text.get(part.clone()).unwrap_or_default();
        if !inner.chars().skip(1).any(is_upper) {
            return self.piece(part);
        }
        let mut start = 0;
        let mut before: Option<char> = None;
        for (at, c) in inner.char_indices() {
            if before.is_some_and(|before| is_joint(before, c, inner.get(at + c.len_utf8()..).unwrap_or_default())) {
                self.piece(part.start + start..part.start + at);
                start = at;
            }
            before = Some(c);
        }
        self.piece(part.start + start..part.end);
    }

    fn piece(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        self.push(|form| fold(text, form), range, false);
    }

    /// Tells of a piece whose form `write` adds, unless there is nothing to it.
    fn push(&mut self, write: impl FnOnce(&mut String), range: Range<usize>, is_pair: bool) {
        let start = self.forms.len();
        write(&mut self.forms);
        let kept = start + cut(self.forms.get(start..).unwrap_or_default()).len();
        self.forms.truncate(kept);
        if kept > start {
            self.ends.push(kept);
            self.listener.piece(self.forms.get(start..).unwrap_or_default(), range, is_pair);
        }
    }
}

/// Whether a name has a joint between `a` and `b`: `fileName`, `HTTPServer`. The `s` of `URLs` makes none.
fn is_joint(a: char, b: char, rest: &str) -> bool {
    if !is_upper(b) {
        return false;
    }
    let mut next = rest.chars();
    is_lower(a) || is_number(a) || is_upper(a) && next.next().is_some_and(is_lower) && next.next().is_some_and(is_lower)
}

/// Puts the runs of the chunk that starts at `start` into `runs`.
fn chunk(text: &str, start: usize, runs: &mut Vec<Range<usize>>) {
    runs.clear();
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let end = at + rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        runs.push(at..end);
        match connector(text.get(end..).unwrap_or_default()) {
            Some(length) => at = end + length,
            None => return,
        }
    }
}

/// The length of what connects two runs: `_`, `-`, `--`, `.`, `::`.
fn connector(rest: &str) -> Option<usize> {
    let length = match rest.as_bytes() {
        [b'_', ..] => rest.bytes().take_while(|b| *b == b'_').count(),
        [b'-', b'-', ..] | [b':', b':', ..] => 2,
        [b'-' | b'.', ..] => 1,
        _ => return None,
    };
    rest.get(length..)?.chars().next().is_some_and(is_word).then_some(length)
}
