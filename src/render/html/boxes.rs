//! Blocks in boxes: admonitions, notes on versions, tabs.

use super::escape;
use super::{Leaves, Writer};
use crate::document::{Admonition, Block, Card, Collapsible, Inline, Link, ReferenceId, Tab, VersionChange, VersionNote};

impl<'a, L: Leaves> Writer<'a, L> {
    pub(super) fn admonition(&mut self, admonition: &'a Admonition) {
        let kind = admonition.kind.as_str();
        if let ("topic" | "sidebar", None) = (kind, admonition.collapsible) {
            return self.aside_box(admonition);
        }
        let (element, title) = match admonition.collapsible {
            None => ("div", "p"),
            Some(_) => ("details", "summary"),
        };
        self.out.push('<');
        self.out.push_str(element);
        let classes: &[&str] = if kind == "admonition" { &["admonition"] } else { &["admonition", kind] };
        escape::attributes(&mut self.out, classes, &admonition.attributes);
        self.out.push_str(match admonition.collapsible {
            None => " role=\"note\">",
            Some(Collapsible::Open) => " open>",
            Some(Collapsible::Closed) => ">",
        });
        self.out.push('<');
        self.out.push_str(title);
        self.out.push_str(" class=\"admonition-title\">");
        escape::extra_ids(&mut self.out, &admonition.attributes);
        if admonition.title.is_empty() {
            self.out.push_str(default_title(kind));
        } else {
            self.inlines(&admonition.title);
        }
        self.out.push_str("</");
        self.out.push_str(title);
        self.out.push_str(">\n");
        self.blocks(&admonition.body);
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push_str(">\n");
    }

    /// What stands beside the text: named by its title, and no remark on what surrounds it.
    fn aside_box(&mut self, admonition: &'a Admonition) {
        let element = if admonition.kind == "sidebar" { "aside" } else { "div" };
        self.out.push('<');
        self.out.push_str(element);
        escape::attributes(&mut self.out, &[&admonition.kind], &admonition.attributes);
        self.out.push_str(">\n");
        escape::extra_ids(&mut self.out, &admonition.attributes);
        if !admonition.title.is_empty() {
            self.out.push_str("<p class=\"box-title\">");
            self.inlines(&admonition.title);
            self.out.push_str("</p>\n");
        }
        self.blocks(&admonition.body);
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push_str(">\n");
    }

    /// A box of a grid. The one link in it is that of its title, and reaches over the whole box.
    pub(super) fn card(&mut self, card: &'a Card) {
        let target = card.link.and_then(|link| self.target(link));
        let classes: &[&str] = if target.is_some() { &["card", "card-linked"] } else { &["card"] };
        self.open("div", classes, &card.attributes);
        self.out.push('\n');
        if let Some(image) = &card.image {
            self.out.push_str("<p class=\"card-image\">");
            self.image(image);
            self.out.push_str("</p>\n");
        }
        self.card_part("card-header", &card.header);
        self.out.push_str("<div class=\"card-body\">\n");
        let link = |content: &[Inline]| Link {
            reference: card.link.unwrap_or(ReferenceId(u32::MAX)),
            content: content.to_vec(),
            title: None,
        };
        if !card.title.is_empty() {
            self.out.push_str("<p class=\"card-title\">");
            if target.is_some() {
                let title = self.without_links(&card.title);
                self.link(&link(&title));
            } else {
                self.inlines(&card.title);
            }
            self.out.push_str("</p>\n");
        }
        self.blocks(&card.body);
        if target.is_some() && card.title.is_empty() {
            self.out.push_str("<p class=\"card-title\">");
            self.link(&link(&[]));
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</div>\n");
        self.card_part("card-footer", &card.footer);
        self.out.push_str("</div>\n");
    }

    fn card_part(&mut self, class: &str, body: &'a [Block]) {
        if !body.is_empty() {
            self.out.push_str("<div");
            escape::attribute(&mut self.out, "class", class);
            self.out.push_str(">\n");
            self.blocks(body);
            self.out.push_str("</div>\n");
        }
    }

    pub(super) fn version_note(&mut self, note: &'a VersionNote) {
        let class = match note.change {
            VersionChange::Added => "added",
            VersionChange::Changed => "changed",
            VersionChange::Deprecated => "deprecated",
            VersionChange::Removed => "removed",
        };
        let words = version_words(note.change);
        for part in ["<div class=\"version-note ", class, "\">\n<p><span class=\"version-label\">", words, " "] {
            self.out.push_str(part);
        }
        escape::text(&mut self.out, &note.version);
        if note.summary.is_empty() {
            self.out.push_str(if note.body.is_empty() { ".</span>" } else { ":</span>" });
        } else {
            self.out.push_str(":</span> ");
            self.inlines(&note.summary);
        }
        self.out.push_str("</p>\n");
        self.blocks(&note.body);
        self.out.push_str("</div>\n");
    }

    /// Without a script, all tabs stand one below the other under their titles.
    pub(super) fn tabs(&mut self, tabs: &'a [Tab]) {
        self.out.push_str("<div class=\"tabs\">\n");
        for tab in tabs {
            self.out.push_str("<section class=\"tab\"");
            escape::attribute(&mut self.out, "id", &tab.id);
            if let Some(sync) = &tab.sync {
                escape::attribute(&mut self.out, "data-sync", sync);
            }
            self.out.push_str(if tab.selected { " data-selected>" } else { ">" });
            self.out.push_str("<p class=\"tab-title\">");
            self.inlines(&tab.title);
            self.out.push_str("</p>\n");
            self.blocks(&tab.body);
            self.out.push_str("</section>\n");
        }
        self.out.push_str("</div>\n");
    }
}

/// The words before the version.
pub(in crate::render) fn version_words(change: VersionChange) -> &'static str {
    match change {
        VersionChange::Added => "Added in version",
        VersionChange::Changed => "Changed in version",
        VersionChange::Deprecated => "Deprecated since version",
        VersionChange::Removed => "Removed in version",
    }
}

/// What stands at the top of a box whose author gave no title.
pub(in crate::render) fn default_title(kind: &str) -> &'static str {
    match kind {
        "tip" => "Tip",
        "important" => "Important",
        "warning" => "Warning",
        "caution" => "Caution",
        "danger" => "Danger",
        "seealso" => "See also",
        _ => "Note",
    }
}
