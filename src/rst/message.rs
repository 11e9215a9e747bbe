//! Problems, as the parser reports them.

use super::tree::Severity;
use crate::document::Span;

/// A problem in a text: docutils' severity and words, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub text: String,
    /// The bytes concerned.
    pub span: Span,
    /// The name of the text.
    pub source: String,
    /// The line, from 1.
    pub line: u32,
    /// The byte in the line, from 1, after tabs are expanded.
    pub column: usize,
}
