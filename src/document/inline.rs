//! What a paragraph is made of.

use super::{Attributes, NoteSign, ReferenceId, Span};

/// A piece of running text and the bytes that it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Inline {
    /// The bytes of the source, markup included.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of running text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// Words, entities already resolved.
    Text(String),
    /// Literal text.
    Code(String),
    /// Stress.
    Emphasis(Vec<Inline>),
    /// Importance.
    Strong(Vec<Inline>),
    /// Text that no longer holds.
    Strikethrough(Vec<Inline>),
    /// Lowered text.
    Subscript(Vec<Inline>),
    /// Raised text.
    Superscript(Vec<Inline>),
    /// A hyperlink or a role that refers to something.
    Link(Link),
    /// A picture in the line.
    Image(Box<Image>),
    /// A short form and what it stands for.
    Abbreviation {
        /// The short form.
        content: Vec<Inline>,
        /// What it stands for.
        title: String,
    },
    /// Keys to press; `Ctrl+C` is two.
    Keyboard(Vec<String>),
    /// Words of a kind that is no more than that.
    Phrase {
        /// The kind.
        kind: Phrase,
        /// The words.
        content: Vec<Inline>,
    },
    /// A formula in LaTeX.
    Math {
        /// The formula.
        source: String,
        /// Set on a line of its own.
        display: bool,
    },
    /// Words that can be led to; there may be none.
    Anchor {
        /// What stands behind `#`.
        id: String,
        /// The words.
        content: Vec<Inline>,
    },
    /// One HTML tag or comment, passed through.
    RawHtml(RawHtml),
    /// A mark that leads to a footnote of the page, by its label.
    FootnoteReference {
        /// The label, as the definition has it.
        label: String,
        /// Position among this label's references, from 1: the return links need it.
        occurrence: u32,
        /// What the footnote is told by.
        sign: NoteSign,
    },
    /// A line end in the source.
    SoftBreak,
    /// A line end in the output.
    HardBreak,
}

/// A kind of words that has an element or a look of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Phrase {
    /// The title of a work: what text between single backticks is in reStructuredText.
    Title,
    /// A word where it is explained.
    Definition,
    /// Code, in which stress marks what stands for something else.
    Sample,
    /// What a program shows: the words on a button or in a menu.
    Interface,
    /// The number of what follows, and the space behind it; the site writes it.
    Number,
    /// Words with classes of the author's own.
    Classes(Vec<String>),
}

/// A hyperlink.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// What it leads to.
    pub reference: ReferenceId,
    /// The words; empty where the target's own title is to be shown.
    pub content: Vec<Inline>,
    /// The tool tip.
    pub title: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Image {
    /// The file.
    pub reference: ReferenceId,
    /// What stands for the picture where it is not seen; empty for a decoration.
    pub alt: String,
    /// The tool tip.
    pub title: Option<String>,
    /// Width, where the author gave one.
    pub width: Option<Length>,
    /// Height, where the author gave one.
    pub height: Option<Length>,
    /// Identifier and classes.
    pub attributes: Attributes,
}

/// How wide or high a picture is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// In CSS pixels.
    Pixels(u32),
    /// In percent of the text's width.
    OfText(u32),
    /// In percent of the picture's own.
    OfOwn(u32),
}

impl std::str::FromStr for Length {
    type Err = ();

    /// Reads `200`, a percentage, or a number with one of CSS's absolute units or one that is relative to letters.
    fn from_str(text: &str) -> Result<Self, ()> {
        let end = text.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let number: f64 = number.trim().parse().map_err(|_| ())?;
        let pixels = match unit {
            "px" | "%" | "" => 1.0,
            "em" | "rem" | "pc" => 16.0,
            "ex" | "ch" => 8.0,
            "in" => 96.0,
            "cm" => 96.0 / 2.54,
            "mm" => 9.6 / 2.54,
            "Q" => 2.4 / 2.54,
            "pt" => 4.0 / 3.0,
            _ => return Err(()),
        };
        let length = (number * pixels).round();
        if !(1.0..1e6).contains(&length) {
            return Err(());
        }
        // In that range, no conversion loses anything.
        let length = format!("{length:.0}").parse().map_err(|_| ())?;
        Ok(if unit == "%" { Self::OfText(length) } else { Self::Pixels(length) })
    }
}

/// HTML that passes through, with the references that its attributes make.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RawHtml {
    /// The HTML as written.
    pub html: String,
    /// Byte ranges of `html` (attribute values without their quotes) that are to be replaced by what the reference resolves to,
    /// in order and not overlapping.
    pub references: Vec<(u32, u32, ReferenceId)>,
}

/// The words of `inlines` with all markup gone, as a title in the browser's tab shows them.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(inlines, &mut text);
    text
}

fn push_plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            InlineKind::Math { source, .. } => text.push_str(source),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Subscript(content)
            | InlineKind::Superscript(content)
            | InlineKind::Abbreviation { content, .. }
            | InlineKind::Phrase { content, .. }
            | InlineKind::Anchor { content, .. }
            | InlineKind::Link(Link { content, .. }) => push_plain(content, text),
            InlineKind::Image(image) => text.push_str(&image.alt),
            InlineKind::Keyboard(keys) => text.push_str(&keys.join("+")),
            InlineKind::RawHtml(_) | InlineKind::FootnoteReference { .. } => {}
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
        }
    }
}

/// `inlines` in a form that may stand inside a link or twice in a page: no links, no anchors, no pictures, no raw HTML. `words` says
/// what stands for a link.
#[must_use]
pub fn bare(inlines: &[Inline], words: &dyn Fn(&Link) -> Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let kind = match &inline.kind {
            InlineKind::Link(link) => {
                out.extend(bare(&words(link), words));
                continue;
            }
            InlineKind::Abbreviation { content, .. } | InlineKind::Anchor { content, .. } => {
                out.extend(bare(content, words));
                continue;
            }
            InlineKind::RawHtml(_) | InlineKind::FootnoteReference { .. } => continue,
            InlineKind::Image(image) => InlineKind::Text(image.alt.clone()),
            InlineKind::SoftBreak | InlineKind::HardBreak => InlineKind::Text(" ".to_owned()),
            InlineKind::Phrase { kind, content } => InlineKind::Phrase { kind: kind.clone(), content: bare(content, words) },
            InlineKind::Emphasis(content) => InlineKind::Emphasis(bare(content, words)),
            InlineKind::Strong(content) => InlineKind::Strong(bare(content, words)),
            InlineKind::Strikethrough(content) => InlineKind::Strikethrough(bare(content, words)),
            InlineKind::Subscript(content) => InlineKind::Subscript(bare(content, words)),
            InlineKind::Superscript(content) => InlineKind::Superscript(bare(content, words)),
            kind @ (InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Keyboard(_) | InlineKind::Math { .. }) => {
                kind.clone()
            }
        };
        out.push(Inline { span: inline.span, kind });
    }
    out
}
