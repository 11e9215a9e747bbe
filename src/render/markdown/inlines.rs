//! Running text.

use super::emphasis::{EMPHASIS, STRONG, STRUCK, Stress};
use super::escape::{self, Around};
use super::{Destination, Page, Writer};
use crate::document::{Inline, InlineKind, Link, NoteSign, Phrase, RawHtml, plain_text};
use crate::render::html::link_words;

/// Where running text stands.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own, and any of them may go together")]
struct Place {
    /// Line ends are spaces.
    one_line: bool,
    /// In the words of a link.
    link: bool,
    /// More than one dollar sign is around.
    dollars: bool,
    /// Between delimiters of another element.
    nested: bool,
}

/// A piece of running text. What its neighbours are decides how some are written.
enum Piece {
    Text(String),
    Code(String),
    /// What stands between these delimiters.
    Formula(String, &'static str),
    Markup(String),
    Stress(Stress, String),
}

impl Piece {
    fn first(&self) -> Option<char> {
        match self {
            Self::Text(words) | Self::Markup(words) => words.chars().next(),
            Self::Code(_) => Some('`'),
            Self::Formula(..) => Some('$'),
            Self::Stress(_, content) => content.chars().next().map(|_| '*'),
        }
    }
}

impl Writer<'_> {
    /// The lines of a paragraph.
    pub(super) fn paragraph(&self, content: &[Inline]) -> String {
        escape::lines(&self.text(content, Place::default()))
    }

    /// The text of a heading, without the `#`.
    pub(super) fn heading_text(&self, content: &[Inline]) -> String {
        escape::heading(&self.text(content, Place { one_line: true, ..Place::default() }))
    }

    /// The text of a cell in a pipe table.
    pub(super) fn cell_text(&self, content: &[Inline]) -> String {
        let text = self.text(content, Place { one_line: true, ..Place::default() });
        text.trim().replace('|', "\\|").replace('\n', " ")
    }

    /// Words in bold on a line of their own, or at the start of one.
    pub(super) fn bold(&self, content: &[Inline]) -> String {
        self.stressed(STRONG, content)
    }

    /// A caption.
    pub(super) fn caption(&self, content: &[Inline]) -> String {
        self.stressed(EMPHASIS, content)
    }

    fn stressed(&self, stress: Stress, content: &[Inline]) -> String {
        let place = Place { one_line: true, nested: true, dollars: true, ..Place::default() };
        let text = self.run(content, place);
        if text.trim().is_empty() { String::new() } else { stress.around(text.trim(), ' ', ' ', false) }
    }

    fn text(&self, content: &[Inline], place: Place) -> String {
        let dollars = content.iter().map(dollars).sum::<usize>() > 1;
        self.run(content, Place { dollars, ..place })
    }

    fn run(&self, content: &[Inline], place: Place) -> String {
        let pieces = self.pieces(content, place);
        let edge = if place.nested { '*' } else { ' ' };
        let mut out = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            let following = pieces.get(at + 1);
            let before = out.chars().next_back().unwrap_or(edge);
            let after = following.map_or(edge, |piece| piece.first().unwrap_or(edge));
            match piece {
                Piece::Text(words) => {
                    let around = Around {
                        link: place.link,
                        dollars: place.dollars,
                        // A formula that touches a word is written as code, too.
                        code_follows: matches!(following, Some(Piece::Code(_) | Piece::Formula(..))),
                        link_follows: after == '[',
                    };
                    // Behind a footnote's mark at the start of a line, a colon would make it the note itself.
                    if words.starts_with(':') && out.starts_with("[^") {
                        out.push('\\');
                    }
                    escape::text(&mut out, words, around);
                }
                Piece::Code(text) => push_code(&mut out, text, before),
                // Dollars that touch a word are prices and variables.
                Piece::Formula(source, _)
                    if before.is_alphanumeric() || after.is_alphanumeric() || before == '$' || after == '$' =>
                {
                    push_code(&mut out, source, before);
                }
                Piece::Formula(source, mark) => out.extend([mark, source.as_str(), mark]),
                Piece::Markup(markup) => out.push_str(markup),
                Piece::Stress(stress, content) => {
                    // Delimiters do not open before a space, nor close behind one.
                    let words = content.trim();
                    let (head, tail) = content.split_once(words).filter(|_| !words.is_empty()).unwrap_or((content, ""));
                    out.push_str(head);
                    let before = if head.is_empty() { before } else { ' ' };
                    let after = if tail.is_empty() { after } else { ' ' };
                    if !words.is_empty() {
                        out.push_str(&stress.around(words, before, after, place.nested));
                    }
                    out.push_str(tail);
                }
            }
        }
        out
    }

    fn pieces(&self, content: &[Inline], place: Place) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::with_capacity(content.len());
        for inline in content {
            // Markdown has no code that is nothing but spaces.
            let piece = match self.piece(inline, place) {
                Piece::Code(text) if text.trim().is_empty() => Piece::Text(text),
                piece => piece,
            };
            match (piece, pieces.last_mut()) {
                (Piece::Text(words), Some(Piece::Text(before))) => before.push_str(&words),
                (Piece::Text(words) | Piece::Markup(words), _) if words.is_empty() => {}
                (piece, _) => pieces.push(piece),
            }
        }
        pieces
    }

    fn piece(&self, inline: &Inline, place: Place) -> Piece {
        let nested = Place { nested: true, ..place };
        let inner = |content: &[Inline]| self.run(content, nested);
        match &inline.kind {
            InlineKind::Text(words) => Piece::Text(words.clone()),
            InlineKind::Code(text) => Piece::Code(text.clone()),
            InlineKind::Emphasis(content) => Piece::Stress(EMPHASIS, inner(content)),
            InlineKind::Strong(content) => Piece::Stress(STRONG, inner(content)),
            InlineKind::Strikethrough(content) => Piece::Stress(STRUCK, inner(content)),
            InlineKind::Subscript(content) => Piece::Markup(format!("<sub>{}</sub>", inner(content))),
            InlineKind::Superscript(content) => Piece::Markup(format!("<sup>{}</sup>", inner(content))),
            InlineKind::Link(link) => Piece::Markup(self.link(link, place)),
            InlineKind::Image(image) => Piece::Markup(self.image(image)),
            InlineKind::Abbreviation { content, title } if title.is_empty() => Piece::Markup(inner(content)),
            InlineKind::Abbreviation { content, title } => {
                Piece::Markup(format!("<abbr title={}>{}</abbr>", escape::quoted(title), inner(content)))
            }
            InlineKind::Phrase { kind, content } => match kind {
                Phrase::Title | Phrase::Definition => Piece::Stress(EMPHASIS, inner(content)),
                Phrase::Interface => Piece::Stress(STRONG, inner(content)),
                Phrase::Sample => Piece::Code(plain_text(content)),
                Phrase::Number | Phrase::Classes(_) => Piece::Markup(inner(content)),
            },
            InlineKind::Keyboard(keys) => Piece::Markup(keyboard(keys)),
            InlineKind::Math { source, display } => formula(source, *display),
            InlineKind::RawHtml(raw) => {
                let html = self.raw_html(raw);
                Piece::Markup(if html.starts_with("<!--") { String::new() } else { html })
            }
            InlineKind::Anchor { id, content } => Piece::Markup(format!("<a id={}></a>{}", escape::quoted(id), inner(content))),
            InlineKind::FootnoteReference { label, sign, .. } => {
                Piece::Markup(format!("[^{}]", footnote_label(note_name(label, sign))))
            }
            InlineKind::SoftBreak if place.one_line => Piece::Text(" ".to_owned()),
            InlineKind::SoftBreak => Piece::Text("\n".to_owned()),
            InlineKind::HardBreak if place.one_line || place.nested => Piece::Markup("<br>".to_owned()),
            InlineKind::HardBreak => Piece::Markup("\\\n".to_owned()),
        }
    }

    fn link(&self, link: &Link, place: Place) -> String {
        let words = link_words(self.page, self.links, link);
        let text = self.run(&words, Place { link: true, one_line: true, nested: true, ..place });
        let Some(url) = self.url(link.reference) else {
            return self.run(&words, place);
        };
        if let [Inline { kind: InlineKind::Text(words), .. }] = &*words
            && link.title.is_none()
            && is_autolink(words, &url)
        {
            return format!("<{words}>");
        }
        let title = link.title.as_ref().map(|title| format!(" {}", escape::quoted(title))).unwrap_or_default();
        format!("[{}]({}{title})", text.trim(), escape::url(&url))
    }

    pub(super) fn image(&self, image: &crate::document::Image) -> String {
        let mut alt = String::new();
        let words = image.alt.split_whitespace().collect::<Vec<_>>().join(" ");
        escape::text(&mut alt, &words, Around { link: true, dollars: true, ..Around::default() });
        let Some(url) = self.url(image.reference) else { return alt };
        let title = image.title.as_ref().map(|title| format!(" {}", escape::quoted(title))).unwrap_or_default();
        format!("![{alt}]({}{title})", escape::url(&url))
    }

    /// HTML as written, apart from references that resolve to something else than they say.
    pub(super) fn raw_html(&self, raw: &RawHtml) -> String {
        let (mut html, mut done) = (String::new(), 0);
        for &(start, end, reference) in &raw.references {
            let (start, end) = (start as usize, end as usize);
            let Some(url) = self.url(reference) else { continue };
            let (Some(before), Some(_)) = (raw.html.get(done..start), raw.html.get(start..end)) else { continue };
            html.push_str(before);
            html.push_str(escape::quoted(&url).trim_matches('"'));
            done = end;
        }
        html + raw.html.get(done..).unwrap_or_default()
    }
}

/// `content` with the words that links show in place of links.
pub(super) fn resolved(page: &Page, links: &[Destination], content: &[Inline]) -> Vec<Inline> {
    crate::document::bare(content, &|link| link_words(page, links, link).into_owned())
}

/// What a note is told by, where that is not its number.
pub(super) fn note_name<'n>(label: &'n str, sign: &'n NoteSign) -> &'n str {
    match sign {
        NoteSign::Ordinal => label,
        NoteSign::Given(sign) | NoteSign::Citation(sign) => sign,
    }
}

/// A label as it may stand in a mark: in one word.
pub(super) fn footnote_label(label: &str) -> String {
    label
        .split(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// How many dollar signs are written for an inline.
fn dollars(inline: &Inline) -> usize {
    let count = |words: &str| words.matches('$').count();
    match &inline.kind {
        InlineKind::Text(words) => count(words),
        InlineKind::Math { .. } => 2,
        InlineKind::Image(image) => count(&image.alt),
        InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Strikethrough(content)
        | InlineKind::Subscript(content)
        | InlineKind::Superscript(content)
        | InlineKind::Abbreviation { content, .. }
        | InlineKind::Phrase { content, .. }
        | InlineKind::Anchor { content, .. }
        | InlineKind::Link(Link { content, .. }) => content.iter().map(dollars).sum(),
        InlineKind::Keyboard(keys) => keys.iter().map(|key| count(key)).sum(),
        InlineKind::Code(_)
        | InlineKind::RawHtml(_)
        | InlineKind::FootnoteReference { .. }
        | InlineKind::SoftBreak
        | InlineKind::HardBreak => 0,
    }
}

/// `text` as code. Two spans of code that touch would be one.
fn push_code(out: &mut String, text: &str, before: char) {
    if before == '`' {
        out.push_str("<code>");
        escape::text(out, text, Around { dollars: true, ..Around::default() });
        out.push_str("</code>");
    } else {
        out.push_str(&code_span(text));
    }
}

/// Text between runs of backticks that it does not hold itself.
fn code_span(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    let touches = text.starts_with('`') || text.ends_with('`');
    let stripped = text.starts_with(' ') && text.ends_with(' ');
    let pad = if touches || stripped { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// The length of the longest run of `wanted` in `text`.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A formula between dollar signs, or code where Markdown would not find its end.
fn formula(source: &str, display: bool) -> Piece {
    let line = source.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.contains(['$', '`']) || line.ends_with('\\') || line.is_empty() || !has_even_braces(&line) {
        return Piece::Code(line);
    }
    Piece::Formula(line, if display { "$$" } else { "$" })
}

fn has_even_braces(source: &str) -> bool {
    let mut open = 0_usize;
    for c in source.chars() {
        match c {
            '{' => open += 1,
            '}' if open == 0 => return false,
            '}' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

fn keyboard(keys: &[String]) -> String {
    let key = |key: &String| {
        let mut text = String::new();
        escape::text(&mut text, key, Around { dollars: true, ..Around::default() });
        format!("<kbd>{text}</kbd>")
    };
    keys.iter().map(key).collect::<Vec<_>>().join("+")
}

/// Whether `<words>` is a link to `url`.
fn is_autolink(words: &str, url: &str) -> bool {
    let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '|' | '`'));
    let is_web = words.starts_with("https://") || words.starts_with("http://");
    is_plain(words) && ((is_web && words == url) || (url.strip_prefix("mailto:") == Some(words) && words.contains('@')))
}
