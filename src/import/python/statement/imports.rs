//! Statements that bring names from other modules.

use std::collections::BTreeMap;

use super::super::token::{Kind, Token};
use super::super::{DEPTH, Value};
use super::{Reader, own_is_path, run, split};

impl Reader<'_> {
    /// `import a, b.c as d`.
    pub(super) fn import(&mut self, tokens: &[Token<'_>], line: u32) {
        for part in split(tokens, ",") {
            let (path, own) = named(part);
            let bound = own.unwrap_or_else(|| path.split('.').next().unwrap_or_default().to_owned());
            let value = if own_is_path(part) { path.clone() } else { bound.clone() };
            self.names_of(&path);
            if !bound.is_empty() {
                self.bind(&bound, Value::Foreign(value), line);
                self.mark_read(&bound);
            }
        }
    }

    /// `from a import b as c, d`, `from a import (b, c)` and `from a import *`.
    pub(super) fn import_from(&mut self, tokens: &[Token<'_>], line: u32) {
        let Some(at) = tokens.iter().position(|token| token.is_name("import")) else { return };
        let (path, _) = named(tokens.get(..at).unwrap_or_default());
        if path == "__future__" {
            return;
        }
        let known = self.names_of(&path);
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let rest = match rest {
            [open, inner @ .., close] if open.is("(") && close.is(")") => inner,
            rest => rest,
        };
        if rest.first().is_some_and(|token| token.is("*")) {
            match known {
                Some(names) => names.into_iter().for_each(|(name, value)| self.bind(&name, value, line)),
                None => self.module.lacking.push((path, line)),
            }
            return;
        }
        for part in split(rest, ",") {
            let (name, own) = named(part);
            if name.is_empty() {
                continue;
            }
            let value = known.as_ref().and_then(|names| names.get(&name)).cloned();
            let value = value.unwrap_or_else(|| Value::Foreign(format!("{path}.{name}")));
            let bound = own.unwrap_or(name);
            self.bind(&bound, value, line);
        }
    }

    /// The names of a module, if it is there to read.
    fn names_of(&mut self, path: &str) -> Option<BTreeMap<String, Value>> {
        if let Some(known) = self.read.get(path) {
            return known.clone();
        }
        // A module that imports itself, by whatever way, finds nothing.
        self.read.insert(path.to_owned(), None);
        if self.depth >= DEPTH || self.budget.modules == 0 || path.is_empty() {
            return None;
        }
        let text = self.modules.text(&self.folders, path)?;
        self.budget.modules -= 1;
        let module = run(&text, self.modules, self.budget, self.depth + 1);
        let is_own = |value: &Value| !matches!(value, Value::Unknown(_));
        let names: BTreeMap<String, Value> =
            module.names.into_iter().map(|(name, bound)| (name, bound.value)).filter(|(_, value)| is_own(value)).collect();
        self.read.insert(path.to_owned(), Some(names.clone()));
        Some(names)
    }
}

/// A dotted path and, behind `as`, the name that it gets.
fn named(tokens: &[Token<'_>]) -> (String, Option<String>) {
    let at = tokens.iter().position(|token| token.is_name("as")).unwrap_or(tokens.len());
    let (path, own) = tokens.split_at(at);
    let word = |token: &Token<'_>| match token.kind {
        Kind::Name(text) | Kind::Sign(text) => text.to_owned(),
        _ => String::new(),
    };
    (path.iter().map(word).collect(), own.get(1).map(word))
}
