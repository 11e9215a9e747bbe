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
        let text = text.get(..part.end).unwrap_or(text);
        let mut at = part.start;
        // Which of the characters before a chunk may be an apostrophe behind a word is seen on the way.
        let (mut last, mut before_last) = (' ', ' ');
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if !is_word(c) {
                (before_last, last) = (last, c);
                at += c.len_utf8();
                continue;
            }
            let runs = chunk(text, at);
            let end = runs.last().map_or(at + c.len_utf8(), |run| run.end);
            let is_single = end == at + c.len_utf8();
            if !(is_single && matches!(last, '\'' | '’') && is_word(before_last)) {
                self.add_chunk(text, &runs);
            }
            (before_last, last) = (' ', text.get(..end).and_then(|before| before.chars().next_back()).unwrap_or(' '));
            at = end;
        }
    }

    fn add_chunk(&mut self, text: &str, runs: &[Range<usize>]) {
        let number = self.pieces.last().map_or(0, |piece| piece.chunk + 1);
        let first = self.pieces.len();
        let mut has_unspaced = false;
        for run in runs {
            let first_of_run = self.pieces.len();
            let unspaced = self.add_run(text, run.clone(), number);
            has_unspaced |= unspaced;
            if !unspaced {
                self.add_whole(first_of_run);
            }
        }
        if runs.len() > 1 && !has_unspaced {
            self.add_whole(first);
        }
    }

    /// Adds the pieces from `first` on as a whole, if they are two or more.
    fn add_whole(&mut self, first: usize) {
        let Some([one, two, rest @ ..]) = self.pieces.get(first..) else { return };
        let mut form = [one, two].into_iter().chain(rest).map(|piece| piece.form.as_str()).collect::<String>();
        cut(&mut form);
        self.wholes.push(Whole { form, pieces: first..self.pieces.len() });
    }

    /// Adds the pieces of a run; says whether some of it is of a script without spaces.
    fn add_run(&mut self, text: &str, run: Range<usize>, chunk: usize) -> bool {
        let mut has_unspaced = false;
        let mut start = run.start;
        while let Some(first) = text.get(start..run.end).and_then(|rest| rest.chars().next()) {
            let kind = is_unspaced(first);
            let rest = text.get(start..run.end).unwrap_or_default();
            let end = start + rest.find(|c| is_unspaced(c) != kind).unwrap_or(rest.len());
            if kind {
                has_unspaced = true;
                self.add_pairs(text, start..end, chunk);
            } else {
                self.add_joined(text, start..end, chunk);
            }
            start = end;
        }
        has_unspaced
    }

    /// Adds every two neighbouring characters.
    fn add_pairs(&mut self, text: &str, part: Range<usize>, chunk: usize) {
        let mut folded: Vec<(char, Range<usize>)> = Vec::new();
        let mut one = String::new();
        for (at, c) in text.get(part.clone()).unwrap_or_default().char_indices() {
            let range = part.start + at..part.start + at + c.len_utf8();
            one.clear();
            fold(c.encode_utf8(&mut [0; 4]), &mut one);
            folded.extend(one.chars().map(|c| (c, range.clone())));
        }
        if let [(c, range)] = folded.as_slice() {
            self.pieces.push(Piece { form: c.to_string(), range: range.clone(), chunk, is_pair: true });
        }
        for pair in folded.windows(2) {
            if let [(a, from), (b, to)] = pair {
                let range = from.start..to.end;
                self.pieces.push(Piece { form: [*a, *b].iter().collect(), range, chunk, is_pair: true });
            }
        }
    }

    /// Adds what stands between the joints of a name in mixed case: `Jwt` and `Leeway` of `JwtLeeway`.
    fn add_joined(&mut self, text: &str, part: Range<usize>, chunk: usize) {
        let inner = text.get(part.clone()).unwrap_or_default();
        let mut start = 0;
        let mut before: Option<char> = None;
        for (at, c) in inner.char_indices() {
            if before.is_some_and(|before| is_joint(before, c, inner.get(at + c.len_utf8()..).unwrap_or_default())) {
                self.add_piece(text, part.start + start..part.start + at, chunk);
                start = at;
            }
            before = Some(c);
        }
        self.add_piece(text, part.start + start..part.end, chunk);
    }

    fn add_piece(&mut self, text: &str, range: Range<usize>, chunk: usize) {
        let mut form = String::new();
        fold(text.get(range.clone()).unwrap_or_default(), &mut form);
        cut(&mut form);
        if !form.is_empty() {
            self.pieces.push(Piece { form, range, chunk, is_pair: false });
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

/// The runs of the chunk that starts at `start`.
fn chunk(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::with_capacity(1);
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let end = at + rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        runs.push(at..end);
        match connector(text.get(end..).unwrap_or_default()) {
            Some(length) => at = end + length,
            None => return runs,
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
