//! The words of one page against the rules.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::load::Rules;
use super::project::{Listed, forms, without_capital};
use super::prose;
use super::token::{Token, is_hyphen, is_word, plain, without_possessive, words};
use crate::document::{Excerpt, FileId, Span};
use crate::lints::Subject;
use crate::site::SitePage;

/// What the words of a page come to.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// How many were compared with the dictionaries.
    pub(super) checked: usize,
    /// Those that nobody knows, in the order of the page, in the form that [`plain`] makes.
    pub(super) unknown: Vec<(String, Span)>,
    /// Those that must not be used, with what stands for them.
    pub(super) forbidden: Vec<(String, Span, Vec<String>)>,
    /// Words that the page says are right, but does not use.
    pub(super) unused: Vec<(String, Span)>,
    /// The entries of lists that make its words right, each once.
    pub(super) listed: Vec<Listed>,
}

/// What is known of a word, whatever page it is on.
#[derive(Debug)]
pub(super) struct Known {
    /// It can be in a dictionary.
    is_word: bool,
    /// A dictionary has it.
    right: bool,
    /// The entries of lists that it is a form of, with or without its capital.
    listed: Vec<Listed>,
    instead: Option<Vec<String>>,
}

/// What is known of the words that one thread has seen, as written.
pub(super) type Cache = FxHashMap<Box<str>, Rc<Known>>;

/// Parts of words that stand before a hyphen and are in no dictionary by themselves.
const PREFIXES: &[&str] = &[
    "anti", "auto", "bi", "bio", "co", "counter", "cyber", "de", "dis", "ex", "geo", "hyper", "infra", "inter", "intra", "macro",
    "mega", "meta", "micro", "mid", "mini", "mono", "multi", "nano", "neo", "non", "omni", "pan", "para", "poly", "post", "pre",
    "pro", "proto", "pseudo", "quasi", "re", "semi", "sub", "super", "tele", "trans", "tri", "ultra", "un", "uni",
];

/// Checks the page. `cache` may hold what was learnt from other pages of the same book.
pub(super) fn page(subject: &Subject<'_>, rules: &Rules, page: &SitePage, cache: &mut Cache) -> Words {
    let parsed = &page.parsed.page;
    let accepted = parsed.words.accepted.iter().map(|(word, span)| (plain(word).into_owned(), *span, Cell::new(false))).collect();
    let in_force = rules.project.lists.iter().map(|list| list.holds_for(&page.parsed.source)).collect();
    let (skipped, listed) = (parsed.words.skipped.as_slice(), BTreeSet::new());
    let mut checker = Checker { rules, cache, accepted, in_force, skipped, listed, words: Words::default() };
    prose::of(parsed, subject.sources, |prose| checker.prose(prose));
    let Checker { accepted, listed, mut words, .. } = checker;
    words.listed = listed.into_iter().collect();
    words.unused = accepted
        .into_iter()
        .filter(|(_, span, used)| !used.get() && span.file == FileId::PAGE)
        .map(|(word, span, _)| (word, span))
        .collect();
    words
}

struct Checker<'a> {
    rules: &'a Rules,
    cache: &'a mut Cache,
    /// The page's own words, and whether they were seen.
    accepted: Vec<(String, Span, Cell<bool>)>,
    /// Which lists hold for the page.
    in_force: Vec<bool>,
    skipped: &'a [Span],
    /// The entries of lists that were needed.
    listed: BTreeSet<Listed>,
    words: Words,
}

impl Checker<'_> {
    fn prose(&mut self, prose: &Excerpt) {
        words(prose.text(), |token| {
            let is_within = |outer: &Span| {
                let place = prose.span(token.range.clone());
                outer.file == place.file && outer.start <= place.start && place.end <= outer.end
            };
            if !self.skipped.iter().any(is_within) {
                self.token(&token, prose);
            }
        });
    }

    fn token(&mut self, token: &Token<'_>, prose: &Excerpt) {
        let known = self.known(token.text);
        let is_right = self.is_right(token.text, &known);
        if self.forbidden(token.text, &known, prose, token.range.start) {
            return;
        }
        if !token.text.contains(is_hyphen) {
            if known.is_word {
                self.words.checked += 1;
                if !is_right {
                    self.unknown(token.text, prose, token.range.start);
                }
            }
            return;
        }
        let mut at = token.range.start;
        for part in token.text.split_inclusive(is_hyphen) {
            let (start, is_last) = (at, !part.ends_with(is_hyphen));
            at += part.len();
            let part = part.trim_end_matches(is_hyphen);
            let may_be_prefix = !is_last && PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(part));
            let known = self.known(part);
            let part_is_right = self.is_right(part, &known);
            if self.forbidden(part, &known, prose, start) || !known.is_word {
                continue;
            }
            self.words.checked += 1;
            if !is_right && !part_is_right && !may_be_prefix {
                self.unknown(part, prose, start);
            }
        }
    }

    fn unknown(&mut self, word: &str, prose: &Excerpt, at: usize) {
        let base = without_possessive(word);
        let span = prose.span(at..at + base.len());
        self.words.unknown.push((plain(base).into_owned(), span));
    }

    /// Whether the word is forbidden, which is noted.
    fn forbidden(&mut self, word: &str, known: &Known, prose: &Excerpt, at: usize) -> bool {
        let Some(instead) = known.instead.clone() else { return false };
        let base = without_possessive(word);
        self.words.forbidden.push((plain(base).into_owned(), prose.span(at..at + base.len()), instead));
        true
    }

    fn known(&mut self, word: &str) -> Rc<Known> {
        if let Some(known) = self.cache.get(word) {
            return Rc::clone(known);
        }
        let known = Rc::new(self.learn(word));
        self.cache.insert(word.into(), Rc::clone(&known));
        known
    }

    /// Whether the word is right in this page. What makes it right is marked as used.
    fn is_right(&mut self, word: &str, known: &Known) -> bool {
        let mut is_right = known.right;
        for listed in &known.listed {
            if self.in_force.get(listed.0 as usize) == Some(&true) {
                is_right = true;
                self.listed.insert(*listed);
            }
        }
        if !self.accepted.is_empty() {
            let mut look = |form: &str| {
                for (_, _, used) in self.accepted.iter().filter(|(accepted, _, _)| accepted == form) {
                    used.set(true);
                    is_right = true;
                }
            };
            let word = plain(word);
            forms(&word, &mut look);
            if let Some(small) = without_capital(&word) {
                forms(&small, &mut look);
            }
        }
        is_right
    }

    fn learn(&self, word: &str) -> Known {
        let Rules { dictionaries, project, forbidden, .. } = self.rules;
        let plain = plain(word);
        let base = without_possessive(&plain);
        let known = dictionaries.know(&plain) || base.len() < plain.len() && dictionaries.know(base);
        let mut listed = project.find(&plain);
        listed.extend(without_capital(&plain).into_iter().flat_map(|small| project.find(&small)));
        Known { is_word: is_word(word), right: known, listed, instead: forbidden.instead_of(&plain) }
    }
}
