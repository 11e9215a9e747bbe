//! Code blocks, coloured while the book is built.
//!
//! A fence becomes HTML in three pure steps, each a file:
//!
//! 1. [`parse_info`] reads the words behind the fence into a [`CodeOptions`], and [`language`] finds the grammar;
//! 2. [`colour`] runs the grammar and marks the text up with sixteen classes: the slow step, so its result is memoised;
//! 3. [`to_html`] adds what the author asked for: a title, line numbers, marked lines, additions and removals.
//!
//! The text of the result with its tags removed is the text that went in. Prompts, numbers and colours are left to
//! `themes/default/code.css`, so nothing in a page needs an inline style.

mod class;
mod colour;
mod html;
mod language;
mod markup;
mod transcript;

#[cfg(test)]
mod stylesheet;
#[cfg(test)]
mod tests;

pub use colour::{Coloured, colour};
pub use html::to_html;
pub use language::{Language, language, nearest};

/// What coloured text depends on besides language and text, as a part of memo keys: the grammars, the engine that
/// runs them, and the revision of this module. Raise the last number whenever [`colour`] changes its output.
pub const ENGINE: &str = "syntect 5.3, two-face 0.5.2, classes 1";
