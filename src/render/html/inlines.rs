//! Running text.

use std::borrow::Cow;

use super::escape;
use super::{Leaves, Writer};
use crate::document::{Inline, InlineKind, Link, Page, Phrase, RawHtml, Reference, ReferenceId, ReferenceKind, bare, plain_text};
use crate::render::math;
use crate::site::{Destination, linkless};

impl<'a, L: Leaves> Writer<'a, L> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(words) => escape::text(&mut self.out, words),
            InlineKind::Code(text) => self.element("code", |w| escape::text(&mut w.out, text)),
            InlineKind::Emphasis(content) => self.element("em", |w| w.inlines(content)),
            InlineKind::Strong(content) => self.element("strong", |w| w.inlines(content)),
            InlineKind::Strikethrough(content) => self.element("del", |w| w.inlines(content)),
            InlineKind::Subscript(content) => self.element("sub", |w| w.inlines(content)),
            InlineKind::Superscript(content) => self.element("sup", |w| w.inlines(content)),
            InlineKind::Link(link) => self.link(link),
            InlineKind::Image(image) => self.image(image),
            InlineKind::Abbreviation { content, title } => {
                self.out.push_str("<abbr");
                if !title.is_empty() {
                    escape::attribute(&mut self.out, "title", title);
                }
                self.out.push('>');
                self.inlines(content);
                self.out.push_str("</abbr>");
            }
            InlineKind::Phrase { kind, content } => self.phrase(kind, content),
            InlineKind::Keyboard(keys) => self.keyboard(keys),
            InlineKind::Math { source, display } => self.inline_math(inline, source, *display),
            InlineKind::RawHtml(raw) => self.raw_html(raw),
            InlineKind::Anchor { id, content } => {
                self.out.push_str("<span");
                escape::attribute(&mut self.out, "id", id);
                self.out.push('>');
                self.inlines(content);
                self.out.push_str("</span>");
            }
            InlineKind::FootnoteReference { label, sign, .. } => self.footnote_reference(label, sign),
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::HardBreak => self.out.push_str("<br>\n"),
        }
    }

    fn phrase(&mut self, kind: &Phrase, content: &[Inline]) {
        match kind {
            Phrase::Title => self.element("cite", |w| w.inlines(content)),
            Phrase::Definition => self.element("dfn", |w| w.inlines(content)),
            Phrase::Sample => self.element("code", |w| w.inlines(content)),
            Phrase::Interface => self.classed(&["interface".to_owned()], content),
            Phrase::Number => self.classed(&["number".to_owned()], content),
            Phrase::Classes(classes) => self.classed(classes, content),
        }
    }

    fn classed(&mut self, classes: &[String], content: &[Inline]) {
        self.out.push_str("<span");
        escape::attribute(&mut self.out, "class", &classes.join(" "));
        self.out.push('>');
        self.inlines(content);
        self.out.push_str("</span>");
    }

    /// `<name>` around what `content` writes.
    pub(super) fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        for part in ["<", name, ">"] {
            self.out.push_str(part);
        }
        content(self);
        for part in ["</", name, ">"] {
            self.out.push_str(part);
        }
    }

    pub(super) fn link(&mut self, link: &Link) {
        let words = self.words(link);
        let Some(target) = self.target(link.reference) else {
            return self.inlines(&words);
        };
        self.out.push_str("<a");
        escape::link(&mut self.out, "href", &target.url);
        if self.reference(link.reference).is_some_and(|r| r.kind == ReferenceKind::Term) {
            self.out.push_str(" class=\"term\"");
        }
        let project = || target.project.as_ref().map(|project| format!("(in {project})"));
        if let Some(title) = link.title.clone().or_else(project) {
            escape::attribute(&mut self.out, "title", &title);
        }
        self.out.push('>');
        self.inlines(&words);
        self.out.push_str("</a>");
    }

    pub(super) fn reference(&self, id: ReferenceId) -> Option<&'a Reference> {
        self.page.references.get(id.index())
    }

    fn words<'l>(&self, link: &'l Link) -> Cow<'l, [Inline]> {
        if self.options.plain { Cow::Borrowed(&link.content) } else { link_words(self.page, self.links, link) }
    }

    /// Words of this page, bare.
    pub(super) fn without_links(&self, inlines: &[Inline]) -> Vec<Inline> {
        bare(inlines, &|link| self.words(link).into_owned())
    }

    /// Bare words as HTML. What is wrong with them is not found here: they stand elsewhere too.
    pub(super) fn link_text(&mut self, words: &[Inline]) -> String {
        let known = self.findings.len();
        let html = self.aside(|w| w.inlines(words));
        self.findings.truncate(known);
        html
    }

    fn keyboard(&mut self, keys: &[String]) {
        if let [key] = keys {
            return self.element("kbd", |w| escape::text(&mut w.out, key));
        }
        self.element("kbd", |w| {
            for (number, key) in keys.iter().enumerate() {
                if number > 0 {
                    w.out.push('+');
                }
                w.element("kbd", |w| escape::text(&mut w.out, key));
            }
        });
    }

    fn inline_math(&mut self, inline: &Inline, source: &str, display: bool) {
        match math::math(source, display) {
            Ok(html) => self.out.push_str(&html),
            Err(error) => {
                // The delimiters have the same length on both sides unless the source was altered on its way, as in a table cell.
                let around = (inline.span.end - inline.span.start).saturating_sub(source.len() as u32);
                let mut span = inline.span;
                if around == 2 || around == 4 {
                    span.start += around / 2 + error.range.start as u32;
                    span.end = inline.span.start + around / 2 + error.range.end as u32;
                }
                self.findings.push(error.finding(span));
                self.out.push_str("<code class=\"math-error\">");
                escape::text(&mut self.out, source);
                self.out.push_str("</code>");
            }
        }
    }

    /// HTML as written, apart from references that resolve to something else than they say.
    pub(super) fn raw_html(&mut self, raw: &RawHtml) {
        let mut done = 0;
        for &(start, end, reference) in &raw.references {
            let (start, end) = (start as usize, end as usize);
            let Some(url) = self.resolved_otherwise(reference) else { continue };
            let (Some(before), Some(_)) = (raw.html.get(done..start), raw.html.get(start..end)) else { continue };
            self.out.push_str(before);
            escape::url(&mut self.out, url);
            done = end;
        }
        self.out.push_str(raw.html.get(done..).unwrap_or_default());
    }

    fn resolved_otherwise(&self, reference: ReferenceId) -> Option<&'a str> {
        let written = self.reference(reference).map(|r| r.target.as_str());
        self.target(reference).map(|target| target.url.as_str()).filter(|url| Some(*url) != written)
    }
}

/// What a link of `page` shows: the author's words, else the target's title, else the target as written, so that there is always something
/// to see and to follow.
pub(in crate::render) fn link_words<'l>(page: &Page, links: &[Destination], link: &'l Link) -> Cow<'l, [Inline]> {
    if !link.content.is_empty() {
        return Cow::Borrowed(&link.content);
    }
    if let Some(Destination::Found(target)) = links.get(link.reference.index()) {
        let title = linkless(&target.title);
        if !plain_text(&title).trim().is_empty() {
            return Cow::Owned(title);
        }
    }
    let reference = page.references.get(link.reference.index());
    reference.map(|r| Inline { span: r.span, kind: InlineKind::Text(r.target.clone()) }).into_iter().collect()
}
