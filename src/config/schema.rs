//! The form of one setting: what [`super::SETTINGS`] is a table of.

use std::fmt;

use super::{Config, Redirect, SearchChapter};
use crate::diagnostic::Place;

/// One key of `book.toml`.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The full key, as in `output.html.site-url`.
    pub key: &'static str,
    /// What it holds, and what becomes of it.
    pub kind: Kind,
    /// The default, written as TOML; empty where the setting is simply absent.
    pub default: &'static str,
    /// What it does, for the reference page: one or two sentences in Markdown. Empty for reserved keys.
    pub about: &'static str,
}

impl Setting {
    /// The table and the key within it: `("output.html", "site-url")`.
    #[must_use]
    pub fn split(&self) -> (&'static str, &'static str) {
        self.key.rsplit_once('.').unwrap_or(("", self.key))
    }

    /// Whether the key is accepted for mdBook's sake and has no effect.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        matches!(self.kind, Kind::Reserved(_))
    }
}

/// What a setting holds, and the function that puts it into its place. The function's error says what is wrong with the value; it
/// completes the sentence "`key` …".
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    Text(fn(&mut Config, &str) -> Result<(), String>),
    /// `true` or `false`.
    Flag(fn(&mut Config, bool)),
    /// A whole number that is not negative.
    Number(fn(&mut Config, u32)),
    /// One of a few words.
    Choice(&'static [&'static str], fn(&mut Config, &str)),
    /// A list of texts; the function is called for each.
    Texts(fn(&mut Config, &str) -> Result<(), String>),
    /// A text or a list of texts; the function is called for each.
    OneOrMore(fn(&mut Config, &str) -> Result<(), String>),
    /// A table from old URLs to new ones; the function is called for each.
    Redirects(fn(&mut Config, Redirect)),
    /// A table of names of the author's choosing: texts, and tables of texts one level deeper. The function is called for each text with
    /// the table's name, where there is one, and with the places of the name and the text.
    Names(fn(&mut Config, Named<'_>) -> Result<(), String>),
    /// A table from patterns for paths to numbers; the function is called for each.
    Weights(fn(&mut Config, &str, f64) -> Result<(), String>),
    /// A table from paths to tables with the key `enable`; the function is called for each.
    Chapters(fn(&mut Config, SearchChapter)),
    /// A table whose keys are those of the entries, each with a text, or a list of texts where the entry takes one. The function is called
    /// for each text with its entry's name.
    Known(&'static [Entry], fn(&mut Config, Named<'_>) -> Result<(), String>),
    /// A list of tables (`[[facts]]`). The first function makes room for one more; then each key in it is read as the rows say, whose
    /// keys are relative to the table. The texts are the keys that must be there.
    Each(fn(&mut Config, Place), &'static [Setting], &'static [&'static str]),
    /// A key that mdBook knows and that has no effect yet; its kind of value is checked all the same.
    Reserved(Shape),
}

impl Kind {
    /// The kind of value, as people and TOML see it.
    #[must_use]
    pub fn shape(&self) -> Shape {
        match *self {
            Self::Text(_) | Self::Choice(..) => Shape::Text,
            Self::Flag(_) => Shape::Flag,
            Self::Number(_) => Shape::Integer,
            Self::Texts(_) => Shape::Texts,
            Self::OneOrMore(_) => Shape::OneOrMore,
            Self::Redirects(_) | Self::Names(_) | Self::Weights(_) | Self::Chapters(_) | Self::Known(..) => Shape::Table,
            Self::Each(..) => Shape::Tables,
            Self::Reserved(shape) => shape,
        }
    }
}

/// A key of a table of [`Kind::Known`].
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The key.
    pub name: &'static str,
    /// Whether a list of texts can stand there, too.
    pub is_list: bool,
    /// What it is for, for the reference page.
    pub about: &'static str,
}

impl Entry {
    /// The kind of value that the key takes.
    #[must_use]
    pub fn shape(&self) -> Shape {
        if self.is_list { Shape::OneOrMore } else { Shape::Text }
    }
}

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A Boolean.
    Flag,
    /// An integer.
    Integer,
    /// An integer or a decimal fraction.
    Number,
    /// An array of strings.
    Texts,
    /// A string or an array of strings.
    OneOrMore,
    /// A table.
    Table,
    /// An array of tables.
    Tables,
}

/// One text in a table of [`Kind::Names`] or [`Kind::Known`].
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// The name of the table within the table that it stands in, if it does.
    pub table: Option<&'a str>,
    /// The name.
    pub name: &'a str,
    /// The name's place.
    pub place: Place,
    /// The text.
    pub text: &'a str,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text in quotes",
            Self::Flag => "`true` or `false`",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Texts => "a list of texts, as in `[\"one\", \"two\"]`",
            Self::OneOrMore => "text in quotes, or a list of texts",
            Self::Table => "a table",
            Self::Tables => "a list of tables, each under `[[…]]`",
        })
    }
}
