//! What a page's own markup says of links and pictures: words that tell where a link leads, words for a picture that is not seen, and
//! pictures that another site would have to send.

use super::html::{Tag, tags};
use crate::diagnostic::Finding;
use crate::document::visit::{self, Part, Visitor};
use crate::document::{
    Block, BlockKind, Image, Inline, InlineKind, Link, Markup, Page, RawHtml, Reference, ReferenceId, ReferenceKind, Span,
    plain_text,
};

/// What was found in a page.
#[derive(Default)]
pub(super) struct Marked {
    pub findings: Vec<Finding>,
    /// How many pictures were looked at.
    pub images: usize,
}

/// Looks at the links and pictures of `page`. The words of links are judged only where they are English.
pub(super) fn check(page: &Page, in_english: bool) -> Marked {
    let mut reader = Reader { page, in_english, marked: Marked::default() };
    visit::page(page, &mut reader);
    reader.marked
}

/// Words that say nothing of where a link leads, lower case and without punctuation at the ends.
const VAGUE: &[&str] = &[
    "click",
    "click here",
    "click this link",
    "follow this link",
    "go here",
    "here",
    "learn more",
    "link",
    "more",
    "read more",
    "read this",
    "see here",
    "the link",
    "this",
    "this link",
    "this page",
];

struct Reader<'a> {
    page: &'a Page,
    in_english: bool,
    marked: Marked,
}

impl Visitor for Reader<'_> {
    fn block(&mut self, block: &Block) -> bool {
        match &block.kind {
            BlockKind::Image(image) => self.image(image, true),
            BlockKind::Figure(figure) => {
                // In a link it is the link that must have words.
                let link = figure.link.filter(|_| figure.image.alt.trim().is_empty());
                self.image(&figure.image, link.is_none());
                if let Some(link) = link {
                    self.silent_link(link, block.span);
                }
            }
            BlockKind::RawHtml(raw) => self.html(raw, block.span, true),
            _ => {}
        }
        true
    }

    fn text(&mut self, text: &[Inline], _part: Part) {
        self.inlines(text, false);
    }
}

impl Reader<'_> {
    fn inlines(&mut self, inlines: &[Inline], in_link: bool) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Link(link) => {
                    self.link(link, inline.span);
                    self.inlines(&link.content, true);
                }
                InlineKind::Image(image) => self.image(image, !in_link),
                InlineKind::RawHtml(raw) => self.html(raw, inline.span, !in_link),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::Subscript(content)
                | InlineKind::Superscript(content)
                | InlineKind::Phrase { content, .. }
                | InlineKind::Anchor { content, .. }
                | InlineKind::Abbreviation { content, .. } => self.inlines(content, in_link),
                _ => {}
            }
        }
    }

    fn reference(&self, id: ReferenceId) -> Option<&Reference> {
        self.page.references.get(id.index())
    }

    fn link(&mut self, link: &Link, span: Span) {
        let Some(reference) = self.reference(link.reference) else { return };
        let words = plain_text(&link.content);
        let words = words.trim();
        if reference.kind == ReferenceKind::Url && reference.target.is_empty() {
            let finding = Finding::error("empty-link", span, "this link leads nowhere: it has no target");
            let help = "write the address between the parentheses, or `\\[` before the words if no link is meant";
            self.marked.findings.push(finding.help(help));
        } else if words.is_empty() && !link.content.is_empty() && !speaks(&link.content) {
            self.silent_link(link.reference, span);
        } else if self.in_english && is_vague(words) && !is_name(words, link, reference) {
            let finding = Finding::warning("vague-link", span, format!("`{words}` does not say where the link leads"));
            let link = Markup::of_page(self.page).link("the token lifetimes", "…");
            let help = format!("people who go from link to link hear only these words: name what is there, as in `see {link}`");
            self.marked.findings.push(finding.help(help));
        }
    }

    fn silent_link(&mut self, reference: ReferenceId, span: Span) {
        let target = self.reference(reference).map_or("", |reference| reference.target.as_str());
        let message = format!("the link to `{target}` has no words");
        let help =
            "give the picture in it words that say where the link leads, as in `[![The first report](shot.png)](report.md)`";
        self.marked.findings.push(Finding::error("empty-link", span, message).help(help));
    }

    fn image(&mut self, image: &Image, needs_words: bool) {
        self.marked.images += 1;
        let Some(reference) = self.reference(image.reference) else { return };
        let (span, target) = (reference.span, reference.target.clone());
        if is_remote(&target) {
            self.marked.findings.push(remote(span, &target));
        }
        if needs_words && image.alt.trim().is_empty() {
            self.marked.findings.push(mute(span, &format!("the picture `{target}`"), Markup::of_page(self.page)));
        }
    }

    fn html(&mut self, raw: &RawHtml, span: Span, needs_words: bool) {
        for tag in tags(raw) {
            let inside = |start: &u32| tag.range.contains(&(*start as usize));
            let references: Vec<&Reference> = raw
                .references
                .iter()
                .filter(|(start, _, _)| inside(start))
                .filter_map(|(_, _, id)| self.page.references.get(id.index()))
                .collect();
            self.marked.images += usize::from(tag.name == "img");
            let loaded = |reference: &&&Reference| reference.kind == ReferenceKind::Image || tag.loads();
            let found = references.iter().filter(loaded).filter(|reference| is_remote(&reference.target));
            self.marked.findings.extend(found.map(|reference| remote(reference.span, &reference.target)));
            if needs_words && tag.is_mute_picture() {
                let place = references.first().map_or(span, |reference| reference.span);
                self.marked.findings.push(mute(place, &format!("this `<{}>`", tag.name), Markup::Markdown));
            }
        }
    }
}

/// Whether something in a link without words of its own can still name it.
fn speaks(content: &[Inline]) -> bool {
    content.iter().any(|inline| match &inline.kind {
        InlineKind::RawHtml(raw) => tags(raw).iter().any(names_itself),
        InlineKind::FootnoteReference { .. } => true,
        InlineKind::Emphasis(content) | InlineKind::Strong(content) => speaks(content),
        _ => false,
    })
}

fn names_itself(tag: &Tag) -> bool {
    let said = |name: &str| tag.attribute(name).is_some_and(|words| !words.trim().is_empty());
    ["alt", "aria-label", "aria-labelledby", "title"].into_iter().any(said)
}

fn is_vague(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    VAGUE.contains(&bare.as_str())
}

/// Whether the words are the name of what is there: code, or a word of the address, as in `[Click](https://click.example/)`.
fn is_name(words: &str, link: &Link, reference: &Reference) -> bool {
    let is_code = link.content.iter().all(|inline| matches!(inline.kind, InlineKind::Code(_)));
    let host = reference.target.split_once("://").map_or("", |(_, rest)| rest);
    let parts = || host.split(|c: char| !c.is_ascii_alphanumeric());
    is_code || parts().any(|part| part.eq_ignore_ascii_case(words))
}

/// Whether another site must be asked for what stands at `target`.
fn is_remote(target: &str) -> bool {
    let start = target.trim_start().to_ascii_lowercase();
    ["https:", "http:", "//"].iter().any(|scheme| start.starts_with(scheme))
}

fn remote(span: Span, target: &str) -> Finding {
    Finding::warning("remote-resource", span, format!("readers' browsers would have to load `{target}` from another site"))
        .help("keep a copy in the book: under the policy `default-src 'self'` this is not shown, and without it the other site learns who reads the page")
}

fn mute(span: Span, what: &str, markup: Markup) -> Finding {
    let help = match markup {
        Markup::Markdown => {
            "say what it shows: `![A key and a lock](key.svg)`; for mere decoration write `<img src=\"…\" alt=\"\">`"
        }
        Markup::Rst => "say what it shows, as in `:alt: A key and a lock`",
    };
    Finding::warning("missing-alt", span, format!("{what} has no words for people who do not see it")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_vague_whatever_surrounds_them() {
        for words in ["here", "Click  here!", "this page", "»more…«"] {
            assert!(is_vague(words), "{words}");
        }
        for words in ["", "the report", "moreover", "here and there"] {
            assert!(!is_vague(words), "{words}");
        }
    }

    #[test]
    fn another_site_is_known_by_its_address() {
        assert!(["https://a.example/x", " HTTP://a.example", "//cdn.example/x.js"].into_iter().all(is_remote));
        assert!(!["a.png", "/a.png", "https.png", "mailto:a@b.example"].into_iter().any(is_remote));
    }
}
