//! The templates: Bindery's, each replaced by the book's own file of the same name.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::embedded;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::render::template::{fields, stale};
use crate::source::Sources;

/// A template's text and the file to name when something is wrong with it.
#[derive(Clone, Debug)]
pub struct TemplateSource {
    /// The text.
    pub text: String,
    /// Relative to the book's root: the book's own file, or where it could lie.
    pub file: Utf8PathBuf,
    /// Whether the book brings it, in place of Bindery's or besides.
    pub own: bool,
}

/// All templates by name, as in `page.html`.
pub(super) fn templates(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, TemplateSource> {
    let folder = Utf8Path::new("templates");
    let mut templates = BTreeMap::new();
    for name in embedded::template_names() {
        let text = embedded::template(&name).unwrap_or_default();
        let file = folder.join(&name);
        templates.insert(name, TemplateSource { text, file, own: false });
    }
    for file in sources.list(folder).0 {
        let (Ok(name), Ok(source)) = (file.strip_prefix(folder), sources.get(&file)) else { continue };
        match source.text() {
            Ok(text) => {
                templates.insert(name.to_string(), TemplateSource { text: text.to_owned(), file: file.clone(), own: true });
            }
            Err(at) => diagnostics.push(Diagnostic::error("not-utf8", &file, at..at + 1, "the template is not UTF-8")),
        }
    }
    diagnostics.extend(unused(&templates));
    diagnostics.extend(fields::unknown(&templates, embedded::template));
    diagnostics.extend(stale::fit(&mut templates, embedded::template));
    templates
}

/// The book's own templates that take the place of none of Bindery's, and that no other one names.
fn unused(templates: &BTreeMap<String, TemplateSource>) -> Vec<Diagnostic> {
    let known: Vec<&str> = templates.iter().filter(|(_, t)| !t.own).map(|(name, _)| name.as_str()).collect();
    let named =
        |name: &str| templates.values().any(|t| [format!("\"{name}\""), format!("'{name}'")].iter().any(|n| t.text.contains(n)));
    let is_embedded = |name: &str| embedded::template(name).is_some();
    let unused = templates.iter().filter(|(name, t)| t.own && !is_embedded(name) && !named(name));
    unused
        .map(|(name, template)| {
            let message = format!("no page uses the template `{name}`");
            let help = "a template takes the place of the one of the same name, or is included by another";
            let diagnostic = Diagnostic::warning("unused-template", &template.file, 0..0, message).help(help);
            match nearest(name, known.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::slug;

    #[test]
    fn no_heading_can_take_an_id_of_the_frame() {
        let mut ids = 0;
        for name in embedded::template_names() {
            let text = embedded::template(&name).unwrap();
            for id in text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert_ne!(slug(id), id, "`{id}` in {name} could be the id of a heading");
                ids += 1;
            }
        }
        assert!(ids >= 2, "the templates have no ids");
    }
}
