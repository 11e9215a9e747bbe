//! References, and the targets that stand within text.

use super::super::block::plain_uri;
use super::super::chars::{folded, restored, squeezed, unescaped};
use super::super::parser::{Flow, Parser};
use super::super::tree::{Element, Node, Tag};
use super::implicit::{is_uri, with_mail_scheme};
use super::{ESCAPE, Reader};

/// `name_`, from `start` to `end`, and its underscores up to `stop`.
pub(super) fn simple(reader: &Reader<'_, '_>, start: usize, end: usize, stop: usize) -> Node {
    let text = &reader.text[start..end];
    let element = Element::new(Tag::Reference, reader.prose.span(start..stop)).set("name", squeezed(text));
    let element = if stop - end == 2 { element.set("anonymous", "1") } else { element.set("refname", folded(text)) };
    element.with(vec![Node::Text(text.to_owned(), reader.prose.span(start..end))]).into()
}

/// A footnote or citation reference whose label stands at `label`.
pub(super) fn footnote(
    reader: &Reader<'_, '_>,
    start: usize,
    label: std::ops::Range<usize>,
    stop: usize,
    is_number: bool,
) -> Node {
    let span = reader.prose.span(start..stop);
    let text = &reader.text[label.clone()];
    let words = Node::Text(text.to_owned(), reader.prose.span(label));
    let name = folded(text);
    if let Some(name) = text.strip_prefix('#') {
        let element = Element::new(Tag::FootnoteReference, span).set("auto", "1");
        return if name.is_empty() { element.into() } else { element.set("refname", folded(name)).into() };
    }
    if text == "*" {
        return Element::new(Tag::FootnoteReference, span).set("auto", "*").into();
    }
    let tag = if is_number { Tag::FootnoteReference } else { Tag::CitationReference };
    Element::new(tag, span).set("refname", name).with(vec![words]).into()
}

/// `|name|`, with underscores where it is a reference too.
pub(super) fn substitution(element: Element, text: &str, underscores: &str) -> Node {
    let span = element.span;
    let inner = element.set("refname", squeezed(text));
    match underscores {
        "_" => Element::new(Tag::Reference, span).set("refname", folded(text)).with(vec![inner.into()]).into(),
        "__" => Element::new(Tag::Reference, span).set("anonymous", "1").with(vec![inner.into()]).into(),
        _ => inner.into(),
    }
}

/// What a phrase reference names in angle brackets at its end.
struct Embedded<'t> {
    /// The text before it.
    text: &'t str,
    /// What stands between the brackets.
    link: &'t str,
}

fn embedded(text: &str) -> Option<Embedded<'_>> {
    let inside = text.strip_suffix('>')?;
    let plain = |at: usize| !inside[..at].ends_with(ESCAPE);
    let open = inside.rmatch_indices(['<', '>']).map(|(at, _)| at).find(|at| plain(*at))?;
    let link = inside.get(open + 1..).filter(|_| inside[open..].starts_with('<'))?;
    let last = link.chars().next_back()?;
    let before = &inside[..open];
    let fits = before.is_empty() || before.ends_with([' ', '\n']);
    let is_link = fits && !link.starts_with(char::is_whitespace) && !last.is_whitespace() && last != ESCAPE;
    is_link.then(|| Embedded { text: before.trim_end_matches([' ', '\n']), link })
}

impl<'a> Parser<'a> {
    /// A target within a line.
    pub(super) fn inline_target(&mut self, mut element: Element, text: &str, flow: &mut Flow) -> Node {
        let (name, problem) = self.name(folded(text), true, None, element.span, self.here);
        element.names.push(name);
        if let Some(problem) = problem
            && flow.holds_blocks()
        {
            flow.push(problem);
        }
        element.into()
    }

    /// A phrase reference: what stands between the backquotes is bytes `inner` of the text.
    pub(super) fn phrase_reference(
        &mut self,
        reader: &Reader<'_, 'a>,
        whole: std::ops::Range<usize>,
        inner: std::ops::Range<usize>,
        is_anonymous: bool,
        flow: &mut Flow,
    ) -> Vec<Node> {
        let span = reader.prose.span(whole);
        let written = &reader.text[inner.clone()];
        let Some(found) = embedded(written) else {
            let text = unescaped(written);
            let element = Element::new(Tag::Reference, span).set("name", squeezed(&text));
            let element = if is_anonymous { element.set("anonymous", "1") } else { element.set("refname", folded(&text)) };
            return vec![element.with(vec![Node::Text(text, reader.prose.span(inner))]).into()];
        };
        let link = found.link;
        let is_alias = link.ends_with('_') && !restored(link).ends_with("\\_") && !is_uri(link);
        let (attribute, destination) = if is_alias {
            ("refname", folded(&unescaped(&link[..link.len() - 1])))
        } else {
            ("refuri", with_mail_scheme(plain_uri(link)))
        };
        let text = match found.text {
            "" => destination.clone(),
            text => unescaped(text),
        };
        let start = inner.start;
        let text_span =
            if found.text.is_empty() { reader.prose.span(inner) } else { reader.prose.span(start..start + found.text.len()) };
        let reference = Element::new(Tag::Reference, span)
            .set("name", squeezed(&text))
            .set(attribute, destination.clone())
            .with(vec![Node::Text(text.clone(), text_span)]);
        if is_anonymous {
            return vec![reference.into()];
        }
        let kind = if is_alias { 'n' } else { 'u' };
        let known = Some(format!("{kind}{destination}"));
        let mut target = Element::new(Tag::Target, span).set(attribute, destination);
        let (name, problem) = self.name(folded(&text), false, known, span, self.here);
        target.names.push(name);
        if let Some(problem) = problem
            && flow.holds_blocks()
        {
            flow.push(problem);
        }
        vec![reference.into(), target.into()]
    }
}
