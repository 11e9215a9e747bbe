//! Pages put into their templates. A template gets data, and nothing that looks anything up.

pub(crate) mod fields;
mod problem;
pub(crate) mod stale;
mod tags;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};

use super::theme::TemplateSource;
use crate::diagnostic::Diagnostic;
use problem::place;

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
