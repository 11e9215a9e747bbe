//! What each setting of Sphinx becomes: one table, and the functions that it names.

mod book;
mod html;
mod left;
mod links;
mod markup;

use std::collections::BTreeSet;

use camino::Utf8PathBuf;

use super::draft::{Draft, Left};
use super::python::{Module, Value};

/// A project of Sphinx.
#[derive(Debug, Default)]
pub struct Project {
    /// What `conf.py` says.
    pub conf: Module,
    /// The files of the project, relative to the folder of `conf.py`.
    pub files: Vec<Utf8PathBuf>,
    /// The folder of `conf.py`, relative to that of `book.toml`; empty where it is the same.
    pub folder: Utf8PathBuf,
    /// The title of the first page, where it has one.
    pub first_title: Option<String>,
    /// The version that the project's package gives, and the file that says so.
    pub packaged: Option<(String, String)>,
    /// The text of `redirects.txt` or of the file that the settings name for the same.
    pub redirects: Option<(String, String)>,
}

impl Project {
    fn value(&self, name: &str) -> Option<&Value> {
        self.conf.names.get(name).map(|bound| &bound.value)
    }

    fn has_file(&self, path: &str) -> bool {
        self.files.iter().any(|file| file == path)
    }
}

/// A setting while it is taken over.
struct Taken<'a> {
    project: &'a Project,
    draft: &'a mut Draft,
    name: &'a str,
    value: &'a Value,
    line: u32,
}

impl Taken<'_> {
    /// Leaves it, for this reason.
    fn leave(&mut self, why: impl Into<String>) {
        let (name, value) = (self.name.to_owned(), brief(self.value));
        self.draft.leave(Left { line: self.line, name, value, why: why.into() });
    }

    /// The value as text; where it is not one, it is left.
    fn text(&mut self) -> Option<String> {
        if let Some(text) = self.value.text() {
            return Some(text.to_owned());
        }
        if *self.value != Value::None {
            let why = self.value.unknown().unwrap_or_else(|| "is not a text".to_owned());
            self.leave(format!("the value {why}"));
        }
        None
    }

    /// The texts of a list, or of one text; what is none of these is left.
    fn texts(&mut self) -> Vec<String> {
        if let Some(text) = self.value.text() {
            return vec![text.to_owned()];
        }
        let Some(elements) = self.value.elements() else {
            self.text();
            return Vec::new();
        };
        let lost = elements.iter().filter_map(Value::unknown).collect::<BTreeSet<_>>();
        if !lost.is_empty() {
            let reasons: Vec<String> = lost.into_iter().collect();
            self.leave(format!("part of the list {}; the rest is taken over", reasons.join("; part of it ")));
        }
        elements.iter().filter_map(Value::text).map(str::to_owned).collect()
    }
}

/// What a setting of Sphinx becomes.
type Take = fn(&mut Taken<'_>);

/// The settings that are taken over, in the order in which that happens.
const TAKEN: &[(&str, Take)] = &[
    ("project", book::project),
    ("html_title", book::title),
    ("author", book::author),
    ("language", book::language),
    ("exclude_patterns", book::exclude),
    ("include_patterns", book::include),
    ("html_static_path", book::exclude),
    ("html_extra_path", html::extra_path),
    ("templates_path", book::exclude),
    ("source_suffix", book::suffixes),
    ("master_doc", book::root),
    ("root_doc", book::root),
    ("html_baseurl", html::base_url),
    ("html_context", html::context),
    ("html_theme_options", html::theme_options),
    ("html_css_files", html::style_sheets),
    ("html_style", html::style_sheets),
    ("html_js_files", html::scripts),
    ("smartquotes", markup::smart_quotes),
    ("highlight_language", markup::highlight_language),
    ("default_role", markup::default_role),
    ("todo_include_todos", markup::todos),
    ("numfig", markup::numbered_figures),
    ("numfig_secnum_depth", markup::number_depth),
    ("numfig_format", markup::number_formats),
    ("rst_prolog", markup::prolog),
    ("rst_epilog", markup::epilog),
    ("version", markup::version),
    ("release", markup::version),
    ("extlinks", links::short_links),
    ("intersphinx_mapping", links::inventories),
    ("linkcheck_ignore", links::unchecked),
    ("redirects", html::redirects),
    ("rediraffe_redirects", html::redirects),
    ("spelling_word_list_filename", book::word_list),
    ("spelling_lang", book::spelling_language),
    ("extensions", left::extensions),
];

/// The `book.toml` for a project.
#[must_use]
pub fn draft(project: &Project) -> Draft {
    let mut draft = Draft::default();
    draft.remarks.push("Made by `bindery import-sphinx` from conf.py, which was read and not run.".to_owned());
    for (module, line) in &project.conf.lacking {
        draft.remarks.push(format!(
            "Line {line} of conf.py takes its settings from `{module}`, which is not here: whatever that sets is not known."
        ));
    }
    if !project.conf.lacking.is_empty() && project.packaged.is_none() {
        draft.remarks.push("If pages say `|version|` or `|release|`, write what that is under `[rst.substitutions]`.".to_owned());
    }
    book::start(project, &mut draft);
    for (name, take) in TAKEN {
        if let Some(bound) = project.conf.names.get(*name) {
            take(&mut Taken { project, draft: &mut draft, name, value: &bound.value, line: bound.line });
        }
    }
    book::finish(project, &mut draft);
    markup::finish(project, &mut draft);
    html::finish(project, &mut draft);
    let is_taken = |name: &str| TAKEN.iter().any(|(taken, _)| *taken == name);
    left::others(project, &mut draft, &is_taken);
    draft
}

/// A value in a few words, as Python writes it.
fn brief(value: &Value) -> String {
    const LONGEST: usize = 90;
    let text = written(value, 3);
    let mut letters = text.chars();
    let cut: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() { format!("{cut}…") } else { cut }
}

fn written(value: &Value, depth: usize) -> String {
    let all = |parts: &[Value]| {
        let parts: Vec<String> = parts.iter().take(12).map(|part| written(part, depth.saturating_sub(1))).collect();
        parts.join(", ")
    };
    match value {
        _ if depth == 0 => "…".to_owned(),
        Value::Unknown(_) | Value::Foreign(_) | Value::Method(..) => "…".to_owned(),
        Value::None => "None".to_owned(),
        Value::Flag(flag) => if *flag { "True" } else { "False" }.to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.clone(),
        Value::Text(text) => format!("\"{}\"", text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::List(parts) => format!("[{}]", all(parts)),
        Value::Tuple(parts) => format!("({})", all(parts)),
        Value::Table(entries) => {
            let entry = |(key, value): &(Value, Value)| format!("{}: {}", written(key, 1), written(value, depth - 1));
            format!("{{{}}}", entries.iter().take(8).map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}
