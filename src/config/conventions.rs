//! `[markup]` and `[rst]`: what the pages agree on.

use super::numbering::KEYS;
use super::schema::Kind::{Choice, Flag, Known, Names, Number, Text, Texts};
use super::schema::{Entry, Named, Setting};
use super::settings::setting;
use super::value::{name, path_anywhere, web_url, words};
use crate::document::{Conventions, ObjectType, SectionLabels};

/// The settings in the order of the reference page.
pub(super) const SETTINGS: &[Setting] = &[
    setting(
        "markup.tags",
        "[]",
        Texts(|c, text| {
            c.conventions.tags.insert(name(text)?);
            Ok(())
        }),
        "The tags that hold: the directive `only` asks for them.",
    ),
    setting(
        "markup.highlight-language",
        "",
        Text(|c, text| words(text).map(|language| c.conventions.highlight = Some(language))),
        "The language of code blocks in reStructuredText that name none.",
    ),
    setting(
        "markup.raw",
        "false",
        Flag(|c, on| c.conventions.raw = on),
        "Whether the directive `raw` and the roles made from it put their HTML into the page. What they hold is left out, and reported, without it.",
    ),
    setting(
        "markup.todos",
        "false",
        Flag(|c, on| c.conventions.todos = on),
        "Whether the directive `todo` shows its note. `todo_include_todos` of Sphinx.",
    ),
    setting(
        "markup.section-labels",
        r#""none""#,
        Choice(&["none", "title", "page"], |c, text| {
            c.conventions.section_labels = match text {
                "title" => SectionLabels::Title,
                "page" => SectionLabels::Page,
                _ => SectionLabels::None,
            };
        }),
        "Whether titles are labels by themselves, as with `autosectionlabel` of Sphinx: `title` by their words, `page` with the page's path and a \
         colon before them.",
    ),
    setting(
        "markup.extlinks",
        "{}",
        Names(|c, named| short_link(&mut c.conventions, &named)),
        "Roles that are short for a URL, as with `extlinks` of Sphinx: `issue = \"https://example.org/issues/%s\"`, or a table with `url` and \
         `caption`. `%s` stands for the text of the role.",
    ),
    setting(
        "markup.object-types",
        "{}",
        Names(|c, named| object_type(&mut c.conventions, &named, false)),
        "Directives that describe what the book has names for, each with the role that leads there, as in `event = \"event\"`. \
         `add_object_type` of Sphinx.",
    ),
    setting(
        "markup.place-types",
        "{}",
        Names(|c, named| object_type(&mut c.conventions, &named, true)),
        "Directives that name the place where they stand and show nothing, each with the role that leads there. `add_crossref_type` of Sphinx.",
    ),
    setting(
        "markup.jinja",
        "{}",
        Names(|c, named| template_data(&mut c.conventions, &named)),
        "Data for the templates of the directive `jinja`, by the name that it asks for: `sections = \"data/sections.yml\"`, whose keys are the \
         variables, or a table from variables to files. Files are relative to the book's folder.",
    ),
    setting(
        "markup.numbered-figures",
        "false",
        Flag(|c, on| c.numbering.captions = on),
        "Whether figures, tables, code and diagrams with a caption are numbered, for the role `numref` to lead to; formulas are then numbered \
         in the same way. `numfig` of Sphinx.",
    ),
    setting(
        "markup.number-depth",
        "1",
        Number(|c, depth| c.numbering.depth = depth),
        "How many parts of the section's number stand before the number of a figure: with 1, figures of section 2.3 are numbered 2.1, 2.2 …; \
         with 0, they are counted through the whole book. `numfig_secnum_depth` of Sphinx.",
    ),
    setting(
        "markup.number-formats",
        "{}",
        Known(FORMATS, |c, named| c.numbering.set_format(named.name, named.text)),
        "What captions start with and references by `numref` say; `%s` stands for the number. `numfig_format` of Sphinx.",
    ),
    setting(
        "rst.prolog",
        "\"\"",
        Text(|c, text| {
            text.clone_into(&mut c.conventions.prolog.text);
            Ok(())
        }),
        "What every reStructuredText page starts with, as `rst_prolog` of Sphinx.",
    ),
    setting(
        "rst.epilog",
        "\"\"",
        Text(|c, text| {
            text.clone_into(&mut c.conventions.epilog.text);
            Ok(())
        }),
        "What every reStructuredText page ends with, as `rst_epilog` of Sphinx.",
    ),
    setting(
        "rst.default-role",
        "",
        Text(|c, text| words(text).map(|role| c.conventions.default_role = Some(role))),
        "The role of text between single backticks that names none.",
    ),
    setting(
        "rst.substitutions",
        "{}",
        Names(|c, named| substitution(&mut c.conventions, &named)),
        "What `|name|` stands for in every reStructuredText page that does not say otherwise, as in `version = \"2.1\"`.",
    ),
];

/// The keys of `[markup.number-formats]`.
const FORMATS: &[Entry] = &[
    Entry { name: KEYS[0], is_list: false, about: "Sections; `Section %s` without it." },
    Entry { name: KEYS[1], is_list: false, about: "Figures and diagrams; `Fig. %s` without it." },
    Entry { name: KEYS[2], is_list: false, about: "Tables; `Table %s` without it." },
    Entry { name: KEYS[3], is_list: false, about: "Code; `Listing %s` without it." },
];

/// A text of `[markup.extlinks]`: a role's URL, or one part of its table.
fn short_link(conventions: &mut Conventions, named: &Named<'_>) -> Result<(), String> {
    let role = name(named.table.unwrap_or(named.name))?;
    let part = named.table.map_or("url", |_| named.name);
    let links = &mut conventions.short_links;
    match part {
        "url" => links.entry(role).or_default().url = web_url(named.text)?,
        "caption" => links.entry(role).or_default().caption = Some(named.text.to_owned()),
        _ => return Err("has no meaning here: a short link has `url` and `caption`".to_owned()),
    }
    Ok(())
}

/// A text of `[markup.object-types]` or `[markup.place-types]`: the role of a directive.
fn object_type(conventions: &mut Conventions, named: &Named<'_>, is_place: bool) -> Result<(), String> {
    if named.table.is_some() {
        return Err("must be the name of a role, in quotes".to_owned());
    }
    let directive = name(named.name)?.to_lowercase();
    conventions.object_types.insert(directive, ObjectType { role: name(named.text)?.to_lowercase(), is_place });
    Ok(())
}

/// A text of `[rst.substitutions]`.
fn substitution(conventions: &mut Conventions, named: &Named<'_>) -> Result<(), String> {
    if named.table.is_some() {
        return Err("must be text in quotes".to_owned());
    }
    conventions.substitutions.insert(named.name.to_owned(), named.text.to_owned());
    Ok(())
}

/// A text of `[markup.jinja]`: a file of data, or one variable of a table.
fn template_data(conventions: &mut Conventions, named: &Named<'_>) -> Result<(), String> {
    let path = path_anywhere(named.text)?;
    let (name, variable) = match named.table {
        Some(table) => (table, named.name),
        None => (named.name, ""),
    };
    conventions.template_data.entry(name.to_owned()).or_default().insert(variable.to_owned(), path);
    Ok(())
}
