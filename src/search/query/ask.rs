//! What a query asks for, before anything is looked up.

use crate::search::characters::cut;
use crate::search::words::Words;

/// Longer queries are cut to so many characters.
const LONGEST: usize = 400;
/// And to so many words.
const MOST_WORDS: usize = 16;

/// A query, read.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// The words that sections are to have, each once.
    pub(super) words: Vec<Asked>,
    /// The words of each phrase.
    pub(super) phrases: Vec<Vec<String>>,
    /// All of the query's words in order, those that say nothing among them.
    pub(super) all: Vec<String>,
    /// The names that are written in one.
    pub(super) names: Vec<String>,
    /// Words that stand for several of the query's, by their positions in `words`.
    pub(super) joined: Vec<(String, Vec<usize>)>,
}

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Folded.
    pub(super) form: String,
    /// It may be the beginning of a word.
    pub(super) open: bool,
    /// It stands in a phrase.
    pub(super) in_phrase: bool,
    /// It is of a script without spaces.
    pub(super) is_pair: bool,
}

impl Question {
    /// Reads a query; `stop` are the words that say nothing, in order.
    pub(super) fn read(text: &str, stop: &[&str], prefix: bool) -> Self {
        let text = text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
        let mut words = Words::default();
        let mut in_phrase = Vec::new();
        let mut phrases = Vec::new();
        for (part, quoted) in parts(text) {
            let first = words.pieces.len();
            words.add(text, part);
            in_phrase.resize(words.pieces.len().min(MOST_WORDS), quoted);
            let pieces = words.pieces.iter().take(MOST_WORDS).skip(first);
            let phrase: Vec<String> = pieces.map(|piece| piece.form.clone()).collect();
            phrases.extend(Some(phrase).filter(|phrase| quoted && !phrase.is_empty()));
        }
        words.pieces.truncate(MOST_WORDS);
        let mut asked: Vec<Asked> = words
            .pieces
            .iter()
            .zip(in_phrase)
            .map(|(piece, in_phrase)| Asked { form: piece.form.clone(), open: false, in_phrase, is_pair: piece.is_pair })
            .collect();
        if let Some((last, piece)) = asked.last_mut().zip(words.pieces.last()) {
            last.open = prefix && !last.in_phrase && piece.range.end == text.len();
        }
        let says = |asked: &Asked| asked.in_phrase || stop.binary_search(&asked.form.as_str()).is_err();
        let says_nothing = !asked.iter().any(says);
        let mut content: Vec<Asked> = Vec::new();
        for one in asked.iter().filter(|asked| says_nothing || says(asked)) {
            match content.iter_mut().find(|other| other.form == one.form) {
                Some(other) => {
                    other.open = one.open;
                    other.in_phrase |= one.in_phrase;
                }
                None => content.push(one.clone()),
            }
        }
        let joined = joined(&words, &content);
        let names =
            words.wholes.iter().filter(|whole| whole.pieces.end <= words.pieces.len()).map(|whole| whole.form.clone()).collect();
        let all = words.pieces.into_iter().map(|piece| piece.form).collect();
        Self { words: content, phrases, all, names, joined }
    }
}

/// The parts of a query, each with whether it is quoted.
fn parts(text: &str) -> Vec<(std::ops::Range<usize>, bool)> {
    let mut marks: Vec<(usize, usize)> =
        text.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”' | '„')).map(|(at, c)| (at, at + c.len_utf8())).collect();
    if marks.len() % 2 == 1 {
        marks.pop();
    }
    let starts = std::iter::once(0).chain(marks.iter().map(|(_, end)| *end));
    let ends = marks.iter().map(|(start, _)| *start).chain([text.len()]);
    starts.zip(ends).enumerate().map(|(number, (start, end))| (start..end, number % 2 == 1)).collect()
}

/// The names that are written in one, and every two words that may be written in one.
fn joined(words: &Words, content: &[Asked]) -> Vec<(String, Vec<usize>)> {
    let position = |form: &str| content.iter().position(|asked| asked.form == form);
    let mut joined = Vec::new();
    for whole in &words.wholes {
        if let Some(pieces) = words.pieces.get(whole.pieces.clone()) {
            joined.push((whole.form.clone(), pieces.iter().filter_map(|piece| position(&piece.form)).collect()));
        }
    }
    for pair in words.pieces.windows(2) {
        if let [one, two] = pair
            && one.chunk != two.chunk
            && !one.is_pair
            && !two.is_pair
        {
            let form = format!("{}{}", one.form, two.form);
            joined.push((cut(&form).to_owned(), [one, two].into_iter().filter_map(|piece| position(&piece.form)).collect()));
        }
    }
    joined
}
