//! Blocks in boxes: admonitions, notes on versions, tabs.

use super::escape;
use super::{Leaves, Writer};
use crate::document::{Admonition, Collapsible, Tab, VersionChange, VersionNote};

impl<'a, L: Leaves> Writer<'a, L> {
    pub(super) fn admonition(&mut self, admonition: &'a Admonition) {
        let (element, title) = match admonition.collapsible {
            None => ("div", "p"),
            Some(_) => ("details", "summary"),
        };
        self.out.push('<');
        self.out.push_str(element);
        let kind = admonition.kind.as_str();
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
            self.out.push_str(".</span>");
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
