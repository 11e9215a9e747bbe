//! What the book is and which files belong to it.

use std::collections::BTreeSet;

use camino::Utf8Path;

use super::{Draft, Project, Taken, Value};
use crate::config::Glob;
use crate::document::Markup;

/// Where the pages are, and that only what they use is copied.
pub(super) fn start(project: &Project, draft: &mut Draft) {
    let folder = if project.folder.as_str().is_empty() { "." } else { project.folder.as_str() };
    draft.text("book", "src", folder);
    draft.text("output.html", "copy", "used");
    draft.explain("output.html", "As Sphinx does: of the other files, those that pages show or link to.");
}

/// What nothing in `conf.py` has set.
pub(super) fn finish(project: &Project, draft: &mut Draft) {
    let excluded = excluded(project);
    if !excluded.is_empty() {
        draft.texts("book", "exclude", &excluded);
    }
    if !draft.has("book", "title") {
        let named = project.conf.environment.iter().find(|(name, _)| name.ends_with("PACKAGE_NAME")).map(|(_, value)| value);
        if let Some(title) = project.first_title.as_ref().or(named) {
            draft.text("book", "title", title);
            draft.explain("book", "conf.py gives no title that can be read; this one is that of the first page.");
        }
    }
    if !extends(project, "spelling") && project.value("spelling_word_list_filename").is_none() && !project.has_file(WORDLIST) {
        draft.text("lints", "spelling", "allow");
        draft.explain("lints", "As far as can be seen, the project's spelling is not checked; without this line it is.");
    }
    if project.files.iter().any(|file| file.starts_with("templates")) && project.folder.as_str().is_empty() {
        draft.text("lints", "unused-template", "allow");
        draft.explain("lints", "The folder `templates` is not one of Bindery's.");
    }
    let unseen = unseen(project);
    if let [first, others @ ..] = unseen.as_slice() {
        let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        draft
            .remarks
            .push(format!("Files whose names start with `_`, or that lie in such folders, are no pages here: {first}{more}."));
    }
}

/// The list of words that counts without being named.
const WORDLIST: &str = "spelling_wordlist.txt";

/// Pages of Sphinx that are none here because of their names.
fn unseen(project: &Project) -> Vec<&camino::Utf8PathBuf> {
    let texts = |name: &str| {
        let value = project.value(name).and_then(Value::elements).unwrap_or_default();
        value.iter().filter_map(Value::text).map(|text| text.trim_end_matches('/').to_owned()).collect::<Vec<_>>()
    };
    let patterns = ["exclude_patterns", "templates_path", "html_static_path", "html_extra_path"].into_iter().flat_map(texts);
    let globs: Vec<Glob> = patterns.filter_map(|pattern| Glob::parse(&pattern).ok()).collect();
    let is_excluded = |file: &Utf8Path| file.ancestors().any(|part| globs.iter().any(|glob| glob.matches(part)));
    let is_unseen = |file: &&camino::Utf8PathBuf| {
        let is_partial = file.components().any(|part| part.as_str().starts_with('_'));
        is_partial && Markup::of(file) == Some(Markup::Rst) && !file.starts_with("_build") && !is_excluded(file)
    };
    project.files.iter().filter(is_unseen).collect()
}

pub(super) fn project(taken: &mut Taken<'_>) {
    if let Some(title) = taken.text().filter(|title| !title.trim().is_empty()) {
        taken.draft.text("book", "title", title.trim());
    }
}

pub(super) fn title(taken: &mut Taken<'_>) {
    if let Some(title) = taken.text().filter(|title| !title.trim().is_empty()) {
        taken.draft.text("book", "title", &without_tags(&title));
    }
}

/// Titles may hold HTML.
fn without_tags(title: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in title.chars() {
        match c {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn author(taken: &mut Taken<'_>) {
    if let Some(author) = taken.text().filter(|author| !author.trim().is_empty()) {
        taken.draft.texts("book", "authors", &[author.trim().to_owned()]);
    }
}

/// `zh_CN` of Sphinx is the tag `zh-CN`.
pub(super) fn language(taken: &mut Taken<'_>) {
    let Some(tag) = taken.text().map(|text| text.replace('_', "-")) else { return };
    if tag.is_empty() {
        return;
    }
    match crate::config::value::language(&tag) {
        Ok(tag) => taken.draft.text("book", "language", &tag),
        Err(why) => taken.leave(why),
    }
}

/// What is left out of the book is put together in [`finish`]; here is said what part of the setting is not known.
pub(super) fn exclude(taken: &mut Taken<'_>) {
    taken.texts();
}

/// The files that are no pages for Sphinx: those that the project names, those in folders of templates and of files that are copied, and Markdown
/// where nothing reads it.
fn excluded(project: &Project) -> Vec<String> {
    let mut excluded: Vec<String> = Vec::new();
    for pattern in listed(project, "exclude_patterns") {
        let plain = pattern.replace("[!", "[^");
        if plain.is_empty() || plain.starts_with("..") || plain.starts_with('/') {
            continue;
        }
        excluded.push(plain.clone());
        // What a pattern of Sphinx matches is left out with all that is below it.
        if plain.contains(['*', '?', '[']) && !plain.ends_with("**") && Markup::of(Utf8Path::new(&plain)).is_none() {
            excluded.push(format!("{plain}/**"));
        }
    }
    // Folders whose names start with `_` hold no pages here, either.
    let folders = ["templates_path", "html_static_path", "html_extra_path"].into_iter().flat_map(|name| listed(project, name));
    for folder in folders.filter(|folder| !folder.is_empty() && !folder.starts_with(['_', '.', '/'])) {
        let pages = project.files.iter().filter(|file| file.starts_with(&folder) && Markup::of(file).is_some());
        excluded.extend(
            pages
                .map(|page| page.extension().unwrap_or_default())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .map(|ending| format!("{folder}/**/*.{ending}")),
        );
    }
    if !reads_markdown(project) && project.files.iter().any(|file| file.extension() == Some("md")) {
        excluded.push("**/*.md".to_owned());
    }
    excluded.dedup();
    excluded
}

/// The texts of a list, as paths without `./` and a closing `/`.
fn listed(project: &Project, name: &str) -> Vec<String> {
    let value = project.value(name).and_then(Value::elements).unwrap_or_default();
    value.iter().filter_map(Value::text).map(|text| text.trim_start_matches("./").trim_end_matches('/').to_owned()).collect()
}

/// Whether Markdown is read, or nobody can tell.
fn reads_markdown(project: &Project) -> bool {
    let by_extension = ["myst", "markdown", "m2r"].iter().any(|word| extends(project, word));
    let suffixes: Option<Vec<Option<&str>>> = match project.value("source_suffix") {
        None => Some(Vec::new()),
        Some(Value::Text(suffix)) => Some(vec![Some(suffix)]),
        Some(Value::Table(entries)) => Some(entries.iter().map(|(suffix, _)| suffix.text()).collect()),
        Some(value) => value.elements().map(|suffixes| suffixes.iter().map(Value::text).collect()),
    };
    let is_markdown = |suffix: Option<&str>| suffix.is_none_or(|suffix| suffix.ends_with("md") || suffix.ends_with("markdown"));
    by_extension || !project.conf.lacking.is_empty() || suffixes.is_none_or(|suffixes| suffixes.into_iter().any(is_markdown))
}

pub(super) fn include(taken: &mut Taken<'_>) {
    let patterns = taken.texts();
    if patterns.iter().any(|pattern| pattern != "**") {
        taken.leave("every page below the folder belongs to the book; name what does not in `exclude` under `[book]`");
    }
}

pub(super) fn suffixes(taken: &mut Taken<'_>) {
    let suffixes: Vec<String> = match taken.value.entries() {
        Some(entries) => entries.iter().filter_map(|(key, _)| key.text().map(str::to_owned)).collect(),
        None => taken.texts(),
    };
    let is_known = |suffix: &&String| Markup::endings().any(|ending| suffix.trim_start_matches('.').eq_ignore_ascii_case(ending));
    let names: Vec<String> = suffixes.iter().filter(|suffix| !is_known(suffix)).map(|suffix| format!("`{suffix}`")).collect();
    if !names.is_empty() {
        taken.leave(format!("files that end in {} are not read as pages; rename them to end in `.rst`", names.join(", ")));
    }
}

/// Whether one of the project's extensions has the word in its name.
pub(super) fn extends(project: &Project, word: &str) -> bool {
    let extensions = project.value("extensions").and_then(Value::elements).unwrap_or_default();
    extensions.iter().filter_map(Value::text).any(|name| name.contains(word))
}

pub(super) fn root(taken: &mut Taken<'_>) {
    let Some(root) = taken.text().filter(|root| root != "index") else { return };
    if Markup::endings().any(|ending| taken.project.has_file(&format!("{root}.{ending}"))) {
        taken.draft.text("book", "root", &root);
    } else {
        taken.leave("there is no such page");
    }
}

pub(super) fn word_list(taken: &mut Taken<'_>) {
    let files = taken.texts();
    let known: Vec<String> =
        files.iter().filter(|file| taken.project.has_file(file)).map(|file| below(taken.project, file)).collect();
    if !known.is_empty() {
        taken.draft.texts("spelling", "wordlists", &known);
    }
    if known.len() < files.len() {
        taken.leave("a list of words is not where the setting says; name it in `wordlists` under `[spelling]`");
    }
}

pub(super) fn spelling_language(taken: &mut Taken<'_>) {
    let Some(language) = taken.text().map(|text| text.replace('_', "-")) else { return };
    match language.as_str() {
        "en-US" | "en" => {}
        "en-GB" => taken.draft.texts("spelling", "dictionaries", &[language]),
        _ => taken.leave("English is built in; for others name a dictionary in `dictionaries` under `[spelling]`"),
    }
}

/// A file of the project as `book.toml` sees it.
pub(super) fn below(project: &Project, file: &str) -> String {
    crate::source::join(&project.folder, Utf8Path::new(file)).into_string()
}
