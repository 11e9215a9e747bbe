//! What the templates of regions write.

use std::collections::BTreeMap;
use std::ops::Range;

use camino::Utf8Path;
use serde::Serialize;

use crate::config::{Region, value_place};
use crate::diagnostic::Diagnostic;
use crate::facts::{ConfigOption, FactSet, Section};
use crate::lints::Subject;
use crate::nearest::nearest;
use crate::render::template::Templates;
use crate::render::theme::TemplateSource;
use crate::source::SourceError;

/// What a region's template gets. The guide's page on facts documents it for authors.
#[derive(Serialize)]
struct Given<'a> {
    /// The region's name.
    region: &'a str,
    book: Book<'a>,
    /// The sets of facts.
    facts: Vec<&'a FactSet>,
    /// The sections of all of them, in their order.
    sections: Vec<&'a Section>,
    /// The options of all of them, in their order.
    options: Vec<&'a ConfigOption>,
    /// Those that hold secrets.
    sensitive: Vec<&'a ConfigOption>,
    /// What the region's file of data holds; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<serde_json::Value>,
}

/// What the book is.
#[derive(Serialize)]
struct Book<'a> {
    title: &'a str,
    description: &'a str,
    authors: &'a [String],
    language: &'a str,
}

/// Writes regions, each once.
pub(super) struct Generator<'a> {
    subject: &'a Subject<'a>,
    texts: BTreeMap<&'a str, Result<String, Diagnostic>>,
}

impl<'a> Generator<'a> {
    pub(super) fn new(subject: &'a Subject<'a>) -> Self {
        Self { subject, texts: BTreeMap::new() }
    }

    /// What the region's template writes, or why it writes nothing.
    pub(super) fn text(&mut self, region: &'a Region) -> Result<&str, &Diagnostic> {
        let subject = self.subject;
        let text = self.texts.entry(&region.name).or_insert_with(|| generate(subject, region));
        text.as_ref().map(String::as_str)
    }
}

fn error(file: &Utf8Path, range: Range<usize>, message: String) -> Diagnostic {
    Diagnostic::error("region-template", file, range, message)
}

fn generate(subject: &Subject<'_>, region: &Region) -> Result<String, Diagnostic> {
    let file = &region.template;
    let text = read(subject, region, "template", file)?;
    let name = file.as_str();
    let source = TemplateSource { text, file: file.clone(), own: true };
    let facts = facts(subject, region)?;
    let book = &subject.config.book;
    let given = Given {
        region: &region.name,
        book: Book {
            title: book.title.as_deref().unwrap_or_default(),
            description: book.description.as_deref().unwrap_or_default(),
            authors: &book.authors,
            language: &book.language,
        },
        sections: facts.iter().flat_map(|set| &set.sections).collect(),
        options: facts.iter().flat_map(|set| &set.options).collect(),
        sensitive: facts.iter().flat_map(|set| &set.options).filter(|option| option.sensitive).collect(),
        facts,
        data: region.data.as_deref().map(|file| data(subject, region, file)).transpose()?,
    };
    let rendered = Templates::compile([(name.to_owned(), source)].into()).and_then(|templates| templates.render(name, &given));
    rendered.map_err(|diagnostic| Diagnostic { code: "region-template".to_owned(), ..diagnostic })
}

/// The sets of facts that the region asks for.
fn facts<'a>(subject: &Subject<'a>, region: &Region) -> Result<Vec<&'a FactSet>, Diagnostic> {
    let Some(name) = &region.facts else { return Ok(subject.facts.sets.iter().collect()) };
    subject.facts.set(name).map(|set| vec![set]).ok_or_else(|| {
        let diagnostic =
            error("book.toml".into(), place(subject, region, "facts"), format!("there are no `[[facts]]` named `{name}`"));
        match nearest(name, subject.facts.sets.iter().map(|set| set.name.as_str())) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).suggest(format!("\"{near}\"")),
            None => diagnostic,
        }
    })
}

/// What a file of data holds.
fn data(subject: &Subject<'_>, region: &Region, file: &Utf8Path) -> Result<serde_json::Value, Diagnostic> {
    let text = read(subject, region, "data", file)?;
    match file.extension() {
        Some("toml") => toml::from_str(&text)
            .map_err(|e| error(file, e.span().unwrap_or(0..0), format!("this is not TOML: {}", e.message().trim_end()))),
        Some("json") => serde_json::from_str(&text).map_err(|e| {
            let line: usize = text.split_inclusive('\n').take(e.line().saturating_sub(1)).map(str::len).sum();
            let at = text.floor_char_boundary((line + e.column().saturating_sub(1)).min(text.len()));
            error(file, at..at, format!("this is not JSON: {e}"))
        }),
        _ => Err(error("book.toml".into(), place(subject, region, "data"), format!("`{file}` is neither `.toml` nor `.json`"))),
    }
}

/// The text of the file that the region's setting `key` names.
fn read(subject: &Subject<'_>, region: &Region, key: &str, file: &Utf8Path) -> Result<String, Diagnostic> {
    let at_setting = |message: String| {
        error("book.toml".into(), place(subject, region, key), message).help("the path is relative to the folder of `book.toml`")
    };
    let source = subject.sources.get(file).map_err(|e| {
        at_setting(match e {
            SourceError::Missing => format!("there is no file `{file}`"),
            SourceError::Outside => format!("`{file}` lies outside the book and the repository that holds it"),
            SourceError::Unreadable(reason) => format!("`{file}` cannot be read: {reason}"),
        })
    })?;
    source.text().map(str::to_owned).map_err(|at| error(file, at..at + 1, "the file is not UTF-8".to_owned()))
}

/// The bytes of a setting of the region in `book.toml`.
fn place(subject: &Subject<'_>, region: &Region, key: &str) -> Range<usize> {
    let number = subject.config.regions.iter().position(|other| other == region).unwrap_or(0);
    value_place(subject.sources, &format!("regions.{number}.{key}"))
}
