//! Running text.

use super::super::tree::{Call, Element, Node, Tag};
use super::blocks::{Scope, image, words};
use super::smart::push_lines;
use super::targets::id_of;
use crate::diagnostic::Finding;
use crate::document::directive::{Language, RoleCall, known_to_book, raw_is_off, role, substituted};
use crate::document::{AnchorKind, Builder, Excerpt, Inline, InlineKind, Link, Phrase, RawHtml, ReferenceKind, Span, fold};

/// Roles whose words are set as running text but stand as they are written.
const LITERAL: &[&str] = &["command", "mailheader", "makevar", "manpage", "mimetype", "newsgroup", "program"];

impl Scope<'_> {
    pub(super) fn inlines(&self, builder: &mut Builder<'_>, nodes: &[Node]) -> Vec<Inline> {
        self.begin();
        self.inlines_in(builder, nodes, 0)
    }

    /// `depth` counts the substitutions that this is within.
    fn inlines_in(&self, builder: &mut Builder<'_>, nodes: &[Node], depth: usize) -> Vec<Inline> {
        let mut content = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text, span) => {
                    let trims = std::mem::take(&mut self.lowering.state.borrow_mut().trims);
                    let (text, span) = if trims { without_space(text, *span) } else { (text.as_str(), *span) };
                    let span = &span;
                    let changes = self.smart(builder, text, *span);
                    push_lines(text, *span, &changes, &mut content);
                }
                Node::Element(element) => self.inline(builder, element, depth, &mut content),
            }
        }
        content
    }

    fn inline(&self, builder: &mut Builder<'_>, element: &Element, depth: usize, content: &mut Vec<Inline>) {
        let span = element.span;
        self.pass(element);
        let within = |builder: &mut Builder<'_>| self.inlines_in(builder, &element.children, depth);
        let kind = match element.tag {
            Tag::Emphasis => InlineKind::Emphasis(within(builder)),
            Tag::TitleReference => InlineKind::Phrase { kind: Phrase::Title, content: within(builder) },
            Tag::Strong => InlineKind::Strong(within(builder)),
            Tag::Subscript => InlineKind::Subscript(within(builder)),
            Tag::Superscript => InlineKind::Superscript(within(builder)),
            Tag::Abbreviation | Tag::Acronym => InlineKind::Abbreviation { content: within(builder), title: String::new() },
            Tag::Literal => InlineKind::Code(element.text().replace('\n', " ")),
            Tag::Math => InlineKind::Math { source: element.text(), display: false },
            Tag::Image => InlineKind::Image(Box::new(image(builder, element))),
            Tag::Raw => match raw_html(builder, element) {
                Some(html) => InlineKind::RawHtml(html),
                None => return,
            },
            Tag::Reference => return self.reference(builder, element, depth, content),
            Tag::Target => return self.inline_target(builder, element, depth, content),
            Tag::FootnoteReference | Tag::CitationReference => self.footnote_reference(builder, element),
            Tag::SubstitutionReference => return self.substitution(builder, element, depth, content),
            Tag::Role => match element.call.as_deref() {
                Some(Call::Role(call)) => self.role(builder, call),
                _ => return,
            },
            Tag::SystemMessage => return,
            // What has no meaning but its classes, and what went wrong: its words.
            _ if element.classes.is_empty() => return content.extend(within(builder)),
            _ => InlineKind::Phrase { kind: Phrase::Classes(element.classes.clone()), content: within(builder) },
        };
        let is_classed =
            !element.classes.is_empty() && !matches!(element.tag, Tag::Literal | Tag::Inline | Tag::Raw | Tag::Image);
        let inline = Inline { span, kind };
        content.push(if is_classed {
            let kind = Phrase::Classes(element.classes.clone());
            Inline { span, kind: InlineKind::Phrase { kind, content: vec![inline] } }
        } else {
            inline
        });
    }

    fn role(&self, builder: &mut Builder<'_>, call: &RoleCall) -> InlineKind {
        let conventions = builder.conventions();
        let known = |name: &str| self.lowering.substitution(name).or_else(|| known_to_book(conventions, name));
        let mut made = if call.name.starts_with("subst") {
            role(&RoleCall { text: substituted(&call.text, &known), ..call.clone() }, builder)
        } else {
            role(call, builder)
        };
        if LITERAL.contains(&call.name.to_lowercase().as_str()) {
            self.pass_words(call.text.text());
        } else {
            self.smarten(&mut made);
        }
        if matches!(&made.kind, InlineKind::Link(link) if link.content.is_empty()) {
            self.pass_words(call.text.text());
        }
        made.kind
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
        self.lowering.state.borrow_mut().substituted += 1;
        let is_circular = self.lowering.state.borrow().within.iter().any(|outer| outer == name);
        let is_full =
            is_circular || depth >= DEPTH || builder.is_full() || self.lowering.state.borrow().substituted > SUBSTITUTIONS;
        if is_full {
            return self.unknown(builder, "there is no end to the substitution", name, element.span);
        }
        let found = self.lowering.state.borrow().definitions.substitution(name).cloned();
        if let Some(found) = found {
            if found.trims_before
                && let Some(InlineKind::Text(text)) = content.last_mut().map(|inline| &mut inline.kind)
            {
                text.truncate(text.trim_end().len());
            }
            self.lowering.state.borrow_mut().within.push(name.to_owned());
            content.extend(self.inlines_in(builder, &found.nodes, depth + 1));
            self.lowering.state.borrow_mut().within.pop();
            self.lowering.state.borrow_mut().trims = found.trims_after;
            return;
        }
        if let Some(text) = known_to_book(builder.conventions(), name) {
            let mut excerpt = Excerpt::default();
            excerpt.push(&text, element.span);
            let before = self.lowering.state.borrow().before;
            content.extend(builder.deeper(|builder| self.lowering.inlines(builder, &excerpt)));
            self.lowering.state.borrow_mut().before = text.chars().next_back().unwrap_or(before);
            return;
        }
        self.lowering.state.borrow_mut().missed = true;
        let message = format!("there is no substitution `{name}` in this page");
        let help =
            format!("define it with `.. |{name}| replace:: …`, or for all pages as `rst.substitutions.{name}` in `book.toml`");
        builder.find(Finding::error("undefined-reference", element.span, message).help(help));
        content.push(words(&format!("|{name}|"), element.span));
    }
}

/// Raw text for HTML, where the book lets it through; that for other formats has no reader here.
pub(super) fn raw_html(builder: &mut Builder<'_>, element: &Element) -> Option<RawHtml> {
    let format = element.attribute("format").unwrap_or_default();
    if !format.split_whitespace().any(|format| format.eq_ignore_ascii_case("html")) {
        return None;
    }
    if !builder.conventions().raw {
        builder.find(raw_is_off(element.span));
        return None;
    }
    Some(RawHtml { html: element.text(), references: Vec::new() })
}

/// The text without the space at its start.
fn without_space(text: &str, span: Span) -> (&str, Span) {
    let rest = text.trim_start_matches(' ');
    let is_plain = (span.end - span.start) as usize == text.len();
    let start = if is_plain { span.start + (text.len() - rest.len()) as u32 } else { span.start };
    (rest, Span { start, ..span })
}

/// How deep substitutions may stand within substitutions.
const DEPTH: usize = 16;

/// How many substitutions a page may put in, those within others counted.
const SUBSTITUTIONS: usize = 20_000;
