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
        ErrorKind::Msg(report) if report.starts_with(REPORT) => place_report(report, sources),
        other if name.is_empty() => Diagnostic { place: None, ..at("", 0..0, other.to_string()) },
        other => at(name, 0..0, other.to_string()),
    }
}

/// How the engine's reports on how templates fit together begin; these come as text, one after the other.
const REPORT: &str = "error: ";

/// The first of the reports in `text`, each of which is a message, then `--> file:line:column`, then the line.
fn place_report(text: &str, sources: &BTreeMap<String, TemplateSource>) -> Diagnostic {
    let mut lines = text.lines();
    let message = lines.next().unwrap_or_default().trim_start_matches(REPORT);
    let mut place = lines.next().unwrap_or_default().trim_start().trim_start_matches("--> ").rsplitn(3, ':');
    let mut number = || place.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
    let (column, line) = (number(), number());
    let name = place.next().unwrap_or_default();
    let marks = text.lines().nth(4).map_or(1, |marks| marks.matches('^').count());

    let Some(source) = sources.get(name) else {
        return Diagnostic { place: None, ..Diagnostic::error("template", "", 0..0, message) };
    };
    if !source.own
        && let Some(parent) = own_parent(source, sources)
    {
        return Diagnostic::error("template", &parent.file, 0..0, format!("`{name}` builds on this template: {message}"))
            .help("this template takes the place of one of Bindery's, so it needs the same blocks");
    }
    let before: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let shown = source.text.get(before..).unwrap_or_default();
    let start = before + shown.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    Diagnostic::error("template", &source.file, start..start + marks, message)
}

/// The nearest template of the book's own that `source` extends.
fn own_parent<'a>(source: &TemplateSource, sources: &'a BTreeMap<String, TemplateSource>) -> Option<&'a TemplateSource> {
    let parent = |source: &TemplateSource| {
        let (_, rest) = source.text.split_once("{% extends \"")?;
        sources.get(rest.split('"').next()?)
    };
    std::iter::successors(parent(source), |template| parent(template)).take(sources.len()).find(|template| template.own)
}
