//! Pages put into their templates. A template gets data, and nothing that looks anything up.

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::theme::TemplateSource;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use std::collections::BTreeMap;

/// The templates, compiled.
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, TemplateSource>,
}

impl Templates {
    /// Compiles the templates; the first error is the diagnostic, since one broken template leaves none of them usable.
    pub fn compile(sources: BTreeMap<String, TemplateSource>) -> Result<Self, Diagnostic> {
        let mut tera = Tera::new();
        let added = tera.add_raw_templates(sources.iter().map(|(name, source)| (name.as_str(), source.text.as_str())));
        match added {
            Ok(()) => Ok(Self { tera, sources }),
            Err(error) => Err(place(&error, "", &sources)),
        }
    }

    /// Renders the template `name` with the fields of `data`. The error stands in the template's file.
    pub fn render(&self, name: &str, data: &impl Serialize) -> Result<String, Diagnostic> {
        let context = Context::from_serialize(data).map_err(|e| place(&e, name, &self.sources))?;
        self.tera.render(name, &context).map_err(|e| place(&e, name, &self.sources))
    }
}

fn place(error: &tera::Error, name: &str, sources: &BTreeMap<String, TemplateSource>) -> Diagnostic {
    let at = |name: &str, range, message: String| {
        let file = sources.get(name).map_or_else(|| name.into(), |s| s.file.clone());
        Diagnostic::error("template", file, range, message)
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            at(report.filename(), report.span().range.clone(), report.message().to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            let diagnostic = at(current, 0..0, format!("the template extends `{parent}`, which does not exist"));
            match nearest(parent, sources.keys().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            }
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            at(tpl, 0..0, "the template extends or includes itself".to_owned())
        }
        other => at(name, 0..0, other.to_string()),
    }
}
