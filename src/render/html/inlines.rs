//! Running text.

use super::escape;
use super::{Leaves, Writer};
use crate::document::{Inline, InlineKind, Link, RawHtml, ReferenceKind, plain_text};
use crate::render::math;

impl<L: Leaves> Writer<'_, L> {
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
                escape::attribute(&mut self.out, "title", title);
                self.out.push('>');
                self.inlines(content);
                self.out.push_str("</abbr>");
            }
            InlineKind::Keyboard(keys) => self.keyboard(keys),
            InlineKind::Math { source, display } => self.inline_math(inline, source, *display),
            InlineKind::RawHtml(raw) => self.raw_html(raw),
            InlineKind::FootnoteReference { label, .. } => self.footnote_reference(label),
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::HardBreak => self.out.push_str("<br>\n"),
        }
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

    fn link(&mut self, link: &Link) {
        let Some(target) = self.target(link.reference) else {
            let words = self.words(link);
            return self.inlines(&words);
        };
        let mut open = String::from("<a");
        escape::link(&mut open, "href", &target.url);
        if self.page.references.get(link.reference.index()).is_some_and(|r| r.kind == ReferenceKind::Term) {
            open.push_str(" class=\"term\"");
        }
        if let Some(title) = &link.title {
            escape::attribute(&mut open, "title", title);
        }
        open.push('>');
        self.out.push_str(&open);
        let words = self.words(link);
        self.inlines(&words);
        self.out.push_str("</a>");
    }

    /// What a link shows: the author's words, else the target's title, else the target as written, so that there is always something
    /// to see and to follow.
    fn words(&self, link: &Link) -> Vec<Inline> {
        if !link.content.is_empty() || self.options.plain {
            return link.content.clone();
        }
        let title = self.target(link.reference).map(|target| self.without_links(&target.title)).unwrap_or_default();
        if !plain_text(&title).trim().is_empty() {
            return title;
        }
        let reference = self.page.references.get(link.reference.index());
        reference.map(|r| Inline { span: r.span, kind: InlineKind::Text(r.target.clone()) }).into_iter().collect()
    }

    /// `inlines` in a form that may stand inside a link or twice in a page: no links, no anchors, no pictures, no raw HTML.
    pub(super) fn without_links(&self, inlines: &[Inline]) -> Vec<Inline> {
        let mut bare = Vec::with_capacity(inlines.len());
        for inline in inlines {
            let wrap = |kind| Inline { span: inline.span, kind };
            match &inline.kind {
                InlineKind::Link(link) => bare.extend(self.without_links(&link.content)),
                InlineKind::Image(image) => bare.push(wrap(InlineKind::Text(image.alt.clone()))),
                InlineKind::RawHtml(_) | InlineKind::FootnoteReference { .. } => {}
                InlineKind::SoftBreak | InlineKind::HardBreak => bare.push(wrap(InlineKind::Text(" ".to_owned()))),
                InlineKind::Emphasis(content) => bare.push(wrap(InlineKind::Emphasis(self.without_links(content)))),
                InlineKind::Strong(content) => bare.push(wrap(InlineKind::Strong(self.without_links(content)))),
                InlineKind::Strikethrough(content) => bare.push(wrap(InlineKind::Strikethrough(self.without_links(content)))),
                InlineKind::Subscript(content) => bare.push(wrap(InlineKind::Subscript(self.without_links(content)))),
                InlineKind::Superscript(content) => bare.push(wrap(InlineKind::Superscript(self.without_links(content)))),
                InlineKind::Abbreviation { content, .. } => bare.extend(self.without_links(content)),
                InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Keyboard(_) | InlineKind::Math { .. } => {
                    bare.push(inline.clone());
                }
            }
        }
        bare
    }

    /// `inlines` as the text of a link to them, as in a list of headings.
    pub(super) fn link_text(&mut self, inlines: &[Inline]) -> String {
        let bare = self.without_links(inlines);
        let known = self.findings.len();
        let html = self.aside(|w| w.inlines(&bare));
        // The heading itself reports them.
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

    pub(super) fn raw_html(&mut self, raw: &RawHtml) {
        let mut done = 0;
        for (start, end, reference) in &raw.references {
            let (start, end) = (*start as usize, *end as usize);
            let Some(Some(url)) = (start >= done).then(|| self.target(*reference).map(|target| target.url.clone())) else { continue };
            let (Some(before), Some(_)) = (raw.html.get(done..start), raw.html.get(start..end)) else { continue };
            self.out.push_str(before);
            escape::url(&mut self.out, &url);
            done = end;
        }
        self.out.push_str(raw.html.get(done..).unwrap_or_default());
    }
}
