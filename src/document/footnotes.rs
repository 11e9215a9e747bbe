//! Which footnotes a page defines and which it refers to.

use std::collections::BTreeMap;

use super::slug::fold;
use super::{Markup, Span};
use crate::diagnostic::Finding;

/// The footnotes of a page, by folded label.
#[derive(Clone, Debug, Default)]
pub struct Footnotes {
    /// Labels that look defined before parsing, so that a reference may come before its definition or stand in another directive.
    expected: BTreeMap<String, String>,
    defined: BTreeMap<String, (String, Span)>,
    referred: BTreeMap<String, (String, Vec<Span>)>,
    repeated: Vec<Finding>,
}

impl Footnotes {
    /// Notes that `label` is probably defined somewhere in the page.
    pub fn expect(&mut self, label: &str) {
        self.expected.entry(fold(label)).or_insert_with(|| label.to_owned());
    }

    /// The label as its definition has it, if there is one or will be.
    #[must_use]
    pub fn label(&self, label: &str) -> Option<&str> {
        let key = fold(label);
        self.defined.get(&key).map(|(label, _)| label).or_else(|| self.expected.get(&key)).map(String::as_str)
    }

    /// Notes a definition.
    pub fn define(&mut self, label: &str, span: Span) {
        let known = self.defined.insert(fold(label), (label.to_owned(), span));
        if known.is_some() {
            let message = format!("the footnote `{label}` is defined twice");
            self.repeated.push(Finding::error("duplicate-footnote", span, message).help("give one of them another label"));
        }
    }

    /// Notes a reference and returns its position among those to the same label, from 1.
    pub fn refer(&mut self, label: &str, span: Span) -> u32 {
        let (_, places) = self.referred.entry(fold(label)).or_insert_with(|| (label.to_owned(), Vec::new()));
        places.push(span);
        places.len() as u32
    }

    /// What is wrong with the footnotes of a page in that language, once all of it is parsed.
    #[must_use]
    pub fn findings(&self, markup: Markup) -> Vec<Finding> {
        let mut findings = self.repeated.clone();
        for (key, (label, places)) in &self.referred {
            if !self.defined.contains_key(key) {
                findings.extend(places.iter().map(|span| undefined(label, *span, markup)));
            }
        }
        for (key, (label, span)) in &self.defined {
            if !self.referred.contains_key(key) {
                let message = format!("nothing refers to the footnote `{label}`");
                findings.push(
                    Finding::warning("unused-footnote", *span, message)
                        .help(format!("write `{}` where it belongs", markup.footnote_mark(label))),
                );
            }
        }
        findings
    }
}

/// The finding for a reference to a footnote that is not defined.
#[must_use]
pub fn undefined(label: &str, span: Span, markup: Markup) -> Finding {
    Finding::error("undefined-footnote", span, format!("the footnote `{label}` is not defined in this page"))
        .help(format!("add a line `{}`, or write `\\[` if no footnote is meant", markup.footnote(label)))
}
