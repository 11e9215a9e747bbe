//! Running text: what `pulldown-cmark` hands over in pieces, and what it does not know: roles, bare URLs, footnotes that are defined in
//! another part of the page.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::autolink;
use super::tree::Tree;
use crate::document::directive::{self, RoleCall};
use crate::document::{Builder, Excerpt, Inline, InlineKind, Link, Markup, ReferenceKind, footnotes};

/// A piece of text and the bytes that it was made from: the same bytes, or an entity, or a typographic character for plain ones.
#[derive(Debug)]
struct Piece<'t> {
    text: CowStr<'t>,
    range: Range<usize>,
}

/// Pieces of text with nothing else between them. A backslash that escapes the next character leaves a gap between two.
#[derive(Debug, Default)]
pub(super) struct Run<'t> {
    pieces: Vec<Piece<'t>>,
}

/// Something that is more than text.
enum Special {
    Url(String),
    Footnote(String),
}

impl<'t> Run<'t> {
    pub(super) fn push(&mut self, text: CowStr<'t>, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece { text, range });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Takes `{name}` off the end of the run, if it stands right before `end` and no backslash escapes it. Returns where the name is.
    pub(super) fn take_role(&mut self, source: &str, end: usize) -> Option<Range<usize>> {
        if !source.get(..end)?.ends_with('}') || self.pieces.last()?.range.end != end {
            return None;
        }
        let start = self.group_start(self.pieces.len() - 1);
        let group = source.get(start..end - 1)?;
        let open = start + group.rfind('{')?;
        let name = open + 1..end - 1;
        let escaped = open == start && source[..start].ends_with('\\');
        if escaped || !directive::is_name(source.get(name.clone())?) {
            return None;
        }
        while self.pieces.last().is_some_and(|p| p.range.start >= open) {
            self.pieces.pop();
        }
        if let Some(last) = self.pieces.last_mut().filter(|p| p.range.end > open) {
            last.range.end = open;
            last.text = source[last.range.clone()].to_owned().into();
        }
        Some(name)
    }

    /// Where the pieces up to number `index` start that touch each other.
    fn group_start(&self, mut index: usize) -> usize {
        while index > 0 && self.pieces[index - 1].range.end == self.pieces[index].range.start {
            index -= 1;
        }
        self.pieces[index].range.start
    }

    /// Hands the text to `tree` as inlines.
    pub(super) fn finish(self, tree: &mut Tree<'t, '_, '_, '_>) {
        let mut pieces = self.pieces.as_slice();
        while !pieces.is_empty() {
            let touching = pieces.windows(2).take_while(|w| matches!(w, [a, b] if a.range.end == b.range.start)).count();
            let (group, rest) = pieces.split_at(touching + 1);
            finish_group(group, tree);
            pieces = rest;
        }
    }
}

/// Makes inlines of pieces that touch each other.
fn finish_group<'t>(group: &[Piece<'t>], tree: &mut Tree<'t, '_, '_, '_>) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let source = tree.text.text();
    let end = last.range.end;
    let mut at = first.range.start;
    let mut probe = at;
    while let Some((range, special)) = next_special(source, probe..end, at, tree) {
        probe = range.end;
        let span = tree.text.span(range.clone());
        match special {
            Special::Footnote(label) if tree.builder.footnotes.label(&label).is_none() => {
                tree.builder.find(footnotes::undefined(&label, span, Markup::Markdown));
                continue;
            }
            Special::Footnote(label) => {
                emit(group, at..range.start, tree);
                tree.footnote_reference(&label, range.clone());
            }
            Special::Url(target) => {
                emit(group, at..range.start, tree);
                let words = unescaped(source, group, &range);
                let target = target.replace('\0', &words);
                let reference = tree.builder.refer(ReferenceKind::Url, target, span);
                let content = vec![Inline { span, kind: InlineKind::Text(words) }];
                tree.inline(InlineKind::Link(Link { reference, content, title: None }), range.clone());
            }
        }
        at = range.end;
    }
    emit(group, at..end, tree);
}

/// The next thing in `range` that is more than text. `start` is where the text starts that is not yet taken.
fn next_special(source: &str, range: Range<usize>, start: usize, tree: &Tree<'_, '_, '_, '_>) -> Option<(Range<usize>, Special)> {
    let bytes = source.as_bytes();
    let footnotes = tree.markdown.options.extensions;
    for at in range.clone() {
        let found = match bytes.get(at)? {
            b'[' if footnotes => footnote(source, at, range.end),
            b'w' | b'W' | b':' | b'@' if tree.links == 0 => {
                autolink::at(source, at, start..range.end).map(|(range, url)| (range, Special::Url(url)))
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// `[^label]` at `at`.
fn footnote(source: &str, at: usize, end: usize) -> Option<(Range<usize>, Special)> {
    let rest = source.get(at..end)?.strip_prefix("[^")?;
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ']' | '[' | '^'))?;
    let escaped = source[..at].ends_with('\\') && !source[..at].ends_with("\\\\");
    let fits = length > 0 && rest[length..].starts_with(']') && !escaped;
    fits.then(|| (at..at + length + 3, Special::Footnote(rest[..length].to_owned())))
}

/// Notes what looks like the definitions of footnotes in `text`.
pub(super) fn expect_footnotes(text: &str, builder: &mut Builder<'_>) {
    for (at, _) in text.match_indices("[^") {
        let line_start = text[..at].bytes().rev().take_while(|b| *b != b'\n').all(|b| matches!(b, b' ' | b'\t' | b'>'));
        let rest = &text[at + 2..];
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ']' | '[')).unwrap_or(0);
        if length > 0 && rest[length..].starts_with("]:") && line_start {
            builder.footnotes.expect(&rest[..length]);
        }
    }
}

/// Adds the text of bytes `range` as inlines: one for what stands so in the source, one for each piece that does not.
fn emit(group: &[Piece<'_>], range: Range<usize>, tree: &mut Tree<'_, '_, '_, '_>) {
    let source = tree.text.text();
    let mut verbatim = range.start..range.start;
    for piece in group {
        let part = piece.range.start.max(range.start)..piece.range.end.min(range.end);
        if part.is_empty() {
            continue;
        }
        if source.get(piece.range.clone()) == Some(&*piece.text) {
            verbatim = if verbatim.end == part.start { verbatim.start..part.end } else { part };
        } else {
            emit_verbatim(&verbatim, tree);
            tree.inline(InlineKind::Text(piece.text.to_string()), part.clone());
            verbatim = part.end..part.end;
        }
    }
    emit_verbatim(&verbatim, tree);
}

fn emit_verbatim(range: &Range<usize>, tree: &mut Tree<'_, '_, '_, '_>) {
    if let Some(words) = tree.text.text().get(range.clone()).filter(|w| !w.is_empty()) {
        tree.inline(InlineKind::Text(words.to_owned()), range.clone());
    }
}

/// The source of `range` with entities resolved, but without typographic characters.
fn unescaped(source: &str, group: &[Piece<'_>], range: &Range<usize>) -> String {
    let mut text = String::new();
    for piece in group {
        let part = piece.range.start.max(range.start)..piece.range.end.min(range.end);
        if part.is_empty() {
            continue;
        }
        let written = source.get(part.clone()).unwrap_or_default();
        text.push_str(if part == piece.range && written.starts_with('&') { &piece.text } else { written });
    }
    text
}

/// The role whose name is at `name` and whose quoted text is at `range`; `words` is what `pulldown-cmark` makes of the text.
pub(super) fn role(text: &Excerpt, name: Range<usize>, words: &str, range: Range<usize>, builder: &mut Builder<'_>) -> Inline {
    let source = text.text();
    let quoted = source.get(range.clone()).unwrap_or_default();
    // A carriage return within code becomes a space of its own.
    let single = words.replace("  ", " ");
    let words = if quoted.contains("\r\n") { &single } else { words };
    let ticks = quoted.len() - quoted.trim_start_matches('`').len();
    let inner = range.start + ticks..range.end.saturating_sub(ticks);
    let between_spaces = inner.start + 1..inner.end.saturating_sub(1);
    let shown = |inner: &Range<usize>| source.get(inner.clone()).map(|t| t.replace('\n', " "));
    let same = [inner.clone(), between_spaces].into_iter().find(|inner| shown(inner).as_deref() == Some(words));
    let excerpt = same.map_or_else(|| aligned(text, inner, words), |inner| text.slice(inner));
    let call = RoleCall {
        name: source.get(name.clone()).unwrap_or_default().to_owned(),
        span: text.span(name.start - 1..range.end),
        name_span: text.span(name),
        text: excerpt,
    };
    directive::role(&call, builder)
}

/// `words` as an excerpt of bytes `range` of `text`, each of whose lines may have the prefix of a quote or list that `words` lacks.
fn aligned(text: &Excerpt, range: Range<usize>, words: &str) -> Excerpt {
    let source = text.text().get(range.clone()).unwrap_or_default();
    let mut excerpt = Excerpt::default();
    let mut at = range.start;
    for line in source.split_inclusive('\n') {
        let line_end = at + line.trim_end_matches(['\n', '\r']).len();
        let rest = words.get(excerpt.text().len()..).unwrap_or_default();
        let mut starts = (at..=line_end).filter(|start| text.text().is_char_boundary(*start));
        let start = starts.find(|start| *start < line_end && rest.starts_with(&text.text()[*start..line_end]));
        excerpt.push_slice(text, start.unwrap_or(line_end)..line_end);
        if excerpt.text().len() < words.len() {
            excerpt.push(" ", text.span(line_end..at + line.len()));
        }
        at += line.len();
    }
    if excerpt.text() == words {
        return excerpt;
    }
    let mut whole = Excerpt::default();
    whole.push(words, text.span(range));
    whole
}
