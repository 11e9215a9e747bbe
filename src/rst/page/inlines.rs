//! Running text.

use super::super::tree::{Call, Element, Node, Tag};
use super::blocks::{Scope, image, words};
use super::targets::id_of;
use crate::document::directive::role;
use crate::document::{AnchorKind, Builder, Inline, InlineKind, Link, RawHtml, ReferenceKind, Span, fold};

impl Scope<'_> {
    pub(super) fn inlines(&self, builder: &mut Builder<'_>, nodes: &[Node]) -> Vec<Inline> {
        self.inlines_in(builder, nodes, 0)
    }

    /// `depth` counts the substitutions that this is within.
    fn inlines_in(&self, builder: &mut Builder<'_>, nodes: &[Node], depth: usize) -> Vec<Inline> {
        let mut content = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text, span) => push_lines(text, *span, &mut content),
                Node::Element(element) => self.inline(builder, element, depth, &mut content),
            }
        }
        content
    }

    fn inline(&self, builder: &mut Builder<'_>, element: &Element, depth: usize, content: &mut Vec<Inline>) {
        let span = element.span;
        let within = |builder: &mut Builder<'_>| self.inlines_in(builder, &element.children, depth);
        let kind = match element.tag {
            Tag::Emphasis | Tag::TitleReference => InlineKind::Emphasis(within(builder)),
            Tag::Strong => InlineKind::Strong(within(builder)),
            Tag::Subscript => InlineKind::Subscript(within(builder)),
            Tag::Superscript => InlineKind::Superscript(within(builder)),
            Tag::Abbreviation | Tag::Acronym => InlineKind::Abbreviation { content: within(builder), title: String::new() },
            Tag::Literal => InlineKind::Code(element.text().replace('\n', " ")),
            Tag::Math => InlineKind::Math { source: element.text(), display: false },
            Tag::Image => InlineKind::Image(Box::new(image(builder, element))),
            Tag::Raw => match element.attribute("format") {
                Some(format) if format.eq_ignore_ascii_case("html") => {
                    InlineKind::RawHtml(RawHtml { html: element.text(), references: Vec::new() })
                }
                _ => return,
            },
            Tag::Reference => return self.reference(builder, element, depth, content),
            Tag::Target => return self.inline_target(builder, element, depth, content),
            Tag::FootnoteReference | Tag::CitationReference => self.footnote_reference(builder, element),
            Tag::SubstitutionReference => return self.substitution(builder, element, depth, content),
            Tag::Role => match &element.call {
                Some(Call::Role(call)) => return content.push(role(call, builder)),
                _ => return,
            },
            Tag::SystemMessage => return,
            // What has no meaning but its classes, and what went wrong: its words.
            _ => return content.extend(within(builder)),
        };
        content.push(Inline { span, kind });
    }

    fn reference(&self, builder: &mut Builder<'_>, element: &Element, depth: usize, content: &mut Vec<Inline>) {
        let words = self.inlines_in(builder, &element.children, depth);
        let leads = if let Some(uri) = element.attribute("refuri") {
            Some(uri.to_owned())
        } else if let Some(name) = element.attribute("refname") {
            let found = self.lowering.state.borrow().definitions.leads(name);
            if found.is_none() {
                self.unknown(builder, "there is no target", name, element.span);
            }
            found
        } else {
            let found = self.lowering.state.borrow_mut().definitions.next_anonymous();
            if found.is_none() {
                self.unknown(builder, "no target without a name is left for", &element.text(), element.span);
            }
            found
        };
        match leads {
            Some(url) => {
                let reference = builder.refer(ReferenceKind::Url, url, element.span);
                content
                    .push(Inline { span: element.span, kind: InlineKind::Link(Link { reference, content: words, title: None }) });
            }
            None => content.extend(words),
        }
    }

    /// A target within a line is a place; one that came with the address of a reference is known already.
    fn inline_target(&self, builder: &mut Builder<'_>, element: &Element, depth: usize, content: &mut Vec<Inline>) {
        let is_address = element.attribute("refuri").is_some() || element.attribute("refname").is_some();
        let words = self.inlines_in(builder, &element.children, depth);
        if let Some(name) = self.name(element).filter(|_| !is_address) {
            let id = id_of(&name);
            builder.anchor(&id, AnchorKind::Label(fold(&name)), words.clone(), element.span);
            self.define(element, &id);
            return content.push(Inline { span: element.span, kind: InlineKind::Anchor { id, content: words } });
        }
        content.extend(words);
    }

    fn substitution(&self, builder: &mut Builder<'_>, element: &Element, depth: usize, content: &mut Vec<Inline>) {
        let name = element.attribute("refname").unwrap_or_default();
        let found = self.lowering.state.borrow().definitions.substitution(name).map(<[Node]>::to_vec);
        match found {
            Some(nodes) if depth < DEPTH => content.extend(self.inlines_in(builder, &nodes, depth + 1)),
            Some(_) => self.unknown(builder, "there is no end to the substitution", name, element.span),
            None => {
                self.unknown(builder, "there is no substitution", name, element.span);
                content.push(words(&format!("|{name}|"), element.span));
            }
        }
    }
}

/// How deep substitutions may stand within substitutions.
const DEPTH: usize = 16;

/// Text, with a soft break at each end of a line.
pub(super) fn push_lines(text: &str, span: Span, content: &mut Vec<Inline>) {
    let mut at = span.start;
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            content.push(Inline {
                span: Span { start: at.min(span.end), end: (at + 1).min(span.end), ..span },
                kind: InlineKind::SoftBreak,
            });
            at += 1;
        }
        let end = at + line.len() as u32;
        if !line.is_empty() {
            // Where something was taken out of the text, its lines cannot be told apart in the source.
            let is_plain = (span.end - span.start) as usize == text.len();
            let place = if is_plain { Span { start: at, end, ..span } } else { span };
            content.push(words(line, place));
        }
        at = end;
    }
}
