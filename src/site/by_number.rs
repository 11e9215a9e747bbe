//! References by number.

use super::Target;
use super::index::normal_name;
use super::resolve::Lookup;
use super::unresolved::Unresolved;
use crate::config::{Counted, formatted};
use crate::document::{Inline, InlineKind, plain_text};

impl Lookup<'_> {
    /// The `numref` role: what the label stands before, by its number.
    pub(super) fn by_number(&self) -> Result<Target, Unresolved> {
        let target = self.labelled()?;
        let numbers = &self.site.numbers;
        let name = normal_name(&self.reference.target);
        let counted = self.site.index.labels.get(&name).and_then(|(id, position)| {
            let anchor = self.site.page(*id)?.parsed.page.anchors.get(*position)?;
            numbers.at(*id, &anchor.id)
        });
        let Some((kind, number)) = counted else { return Err(Unresolved::Number) };
        let format = self.reference.format.as_deref().unwrap_or_else(|| numbers.numbering().format(kind));
        let words = formatted(format, number, &plain_text(&target.title));
        Ok(Target { title: vec![Inline { span: self.reference.span, kind: InlineKind::Text(words) }], ..target })
    }

    /// The place of a label; a formula is shown by its number.
    pub(super) fn labelled(&self) -> Result<Target, Unresolved> {
        let target = self.named(&self.site.index.labels, Unresolved::Label)?;
        let name = normal_name(&self.reference.target);
        let at = self.site.index.labels.get(&name).copied();
        let anchor = at.and_then(|(id, position)| Some((id, self.site.page(id)?.parsed.page.anchors.get(position)?)));
        match anchor.and_then(|(id, anchor)| self.site.numbers.at(id, &anchor.id)) {
            Some((Counted::Formula, number)) => {
                let words = formatted(self.site.numbers.numbering().format(Counted::Formula), number, "");
                Ok(Target { title: vec![Inline { span: self.reference.span, kind: InlineKind::Text(words) }], ..target })
            }
            _ => Ok(target),
        }
    }
}
