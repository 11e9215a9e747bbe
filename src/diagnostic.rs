//! What is wrong in the user's files, as data: where, why, and what to do.
//!
//! The stages of the pipeline never print and never stop at the first problem: they collect [`Finding`]s (page-relative, so that
//! they can be memoised with the page) and [`Diagnostic`]s (book-relative, what the user sees). [`crate::report`] turns them into text.

use std::ops::Range;

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

use crate::document::Span;

/// How bad a problem is. The order is the order of severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The output is as the author wants it, but something deserves a look. A check ends with exit code 1, a build with 0.
    Warning,
    /// The output lacks something, or is wrong. A check and a build end with exit code 1.
    Error,
}

/// A problem at a place in a page or in a file that the page includes.
///
/// It holds no path: [`Span::file`] counts within the page's own list of files, so adding a page to the book cannot change it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// The lint's name in kebab case, as in `broken-link`.
    pub code: String,
    /// How bad it is before the book's own settings are applied.
    pub level: Level,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The bytes concerned.
    pub span: Span,
    /// A few words put beside the underlined bytes.
    pub label: Option<String>,
    /// What to do, one sentence each.
    pub help: Vec<String>,
    /// What could stand in place of the marked bytes, best first.
    pub suggestions: Vec<String>,
}

impl Finding {
    /// An error with no label and no help yet.
    #[must_use]
    pub fn error(code: &str, span: Span, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            level: Level::Error,
            message: message.into(),
            span,
            label: None,
            help: Vec::new(),
            suggestions: Vec::new(),
        }
    }

    /// A warning with no label and no help yet.
    #[must_use]
    pub fn warning(code: &str, span: Span, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(code, span, message) }
    }

    /// The same finding with words beside the underlined bytes.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self { label: Some(label.into()), ..self }
    }

    /// The same finding with one more sentence on what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same finding with one more text that could stand in place of the marked bytes.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestions.push(suggestion.into());
        self
    }

    /// The finding as the user sees it; `files` is the page's list of files, which [`Span::file`] counts in.
    #[must_use]
    pub fn place(self, files: &[Utf8PathBuf]) -> Diagnostic {
        let place =
            files.get(self.span.file.index()).map(|file| Place { file: file.clone(), range: self.span.start..self.span.end });
        Diagnostic {
            code: self.code,
            level: self.level,
            message: self.message,
            place,
            label: self.label,
            help: self.help,
            suggestions: self.suggestions,
            fix: Vec::new(),
        }
    }
}

/// Bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// Path relative to the book's root folder (the one that holds `book.toml`).
    pub file: Utf8PathBuf,
    /// Byte offsets within the file.
    pub range: Range<u32>,
}

/// A change to one file that mends a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace. Bytes `0..0` of a file that does not exist make the file.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// A problem as the user sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The lint's name in kebab case.
    pub code: String,
    /// How bad it is.
    pub level: Level,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; `None` only where no file is at fault.
    pub place: Option<Place>,
    /// A few words put beside the underlined bytes.
    pub label: Option<String>,
    /// What to do, one sentence each.
    pub help: Vec<String>,
    /// What could stand in place of the marked bytes, best first.
    pub suggestions: Vec<String>,
    /// The changes that mend it without anybody's judgement; empty where somebody must decide.
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// An error at bytes of a file.
    #[must_use]
    pub fn error(code: &str, file: impl Into<Utf8PathBuf>, range: Range<usize>, message: impl Into<String>) -> Self {
        let place = Place { file: file.into(), range: range.start as u32..range.end as u32 };
        Self {
            code: code.to_owned(),
            level: Level::Error,
            message: message.into(),
            place: Some(place),
            label: None,
            help: Vec::new(),
            suggestions: Vec::new(),
            fix: Vec::new(),
        }
    }

    /// A problem that no bytes of the book are to blame for.
    #[must_use]
    pub fn nowhere(code: &str, message: impl Into<String>) -> Self {
        Self { place: None, ..Self::error(code, "", 0..0, message) }
    }

    /// A warning at bytes of a file.
    #[must_use]
    pub fn warning(code: &str, file: impl Into<Utf8PathBuf>, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(code, file, range, message) }
    }

    /// The same diagnostic with words beside the underlined bytes.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self { label: Some(label.into()), ..self }
    }

    /// The same diagnostic with one more sentence on what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same diagnostic with one more text that could stand in place of the marked bytes.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestions.push(suggestion.into());
        self
    }

    /// The same diagnostic with a change that mends it.
    #[must_use]
    pub fn fix(mut self, file: impl Into<Utf8PathBuf>, range: Range<usize>, text: impl Into<String>) -> Self {
        let place = Place { file: file.into(), range: range.start as u32..range.end as u32 };
        self.fix.push(Edit { place, text: text.into() });
        self
    }
}

/// Puts diagnostics into the order in which they are shown: by file, then place, then code and message, each once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let key = |d: &Diagnostic| {
        let place = d.place.as_ref().map(|p| (p.file.clone(), p.range.start, p.range.end));
        (place, d.code.clone(), d.message.clone())
    };
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup_by(|one, other| (&one.place, &one.code, &one.message) == (&other.place, &other.code, &other.message));
}
