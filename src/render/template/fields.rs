//! Fields that a template asks for and that are never there.
//!
//! The engine reports those that it would write; one in a condition or before `or` it takes for false. So what the book's templates name is
//! held against the types of the contexts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use camino::Utf8Path;

use super::tags::{Tag, paths, tags};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::render::context::{Field, Shape, TEMPLATES};
use crate::render::theme::TemplateSource;

/// The problems of the book's own templates. `original` is the text of Bindery's template of a name: what that one asks for, a copy of it may.
pub(crate) fn unknown(
    templates: &BTreeMap<String, TemplateSource>,
    original: impl Fn(&str) -> Option<String>,
) -> Vec<Diagnostic> {
    if !templates.values().any(|source| source.own) {
        return Vec::new();
    }
    let roots: BTreeMap<&str, Shape> =
        TEMPLATES.iter().flat_map(|(_, shape)| fields(shape())).map(|field| (field.name, (field.shape)())).collect();
    // What one template sets, those that it includes or that extend it can use.
    let tags: BTreeMap<&str, Vec<Tag<'_>>> = templates.iter().map(|(name, source)| (name.as_str(), tags(&source.text))).collect();
    let local: BTreeSet<&str> = tags.values().flatten().flat_map(bound).collect();
    let own = templates.iter().filter(|(_, source)| source.own);
    let in_template = |(name, source): (&String, &TemplateSource)| {
        let original = original(name).unwrap_or_default();
        let in_original: BTreeSet<String> =
            values(&super::tags::tags(&original)).filter_map(|parts| Some(parts.first()?.0.to_owned())).collect();
        let of = tags.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
        values(of)
            .filter(|parts| {
                parts
                    .first()
                    .is_some_and(|(root, _)| !local.contains(root) && (roots.contains_key(root) || !in_original.contains(*root)))
            })
            .filter_map(|parts| first_unknown(&source.file, &parts, &roots))
            .collect::<Vec<_>>()
    };
    own.flat_map(in_template).collect()
}

type Parts<'a> = Vec<(&'a str, Range<usize>)>;

/// The values that a template names, each with the fields that it asks of them.
fn values<'a>(tags: &[Tag<'a>]) -> impl Iterator<Item = Parts<'a>> {
    let paths = tags.iter().filter(|tag| is_looked_at(tag)).flat_map(paths);
    paths.filter(|path| path.is_value).map(|path| path.parts)
}

/// Whether values stand in the tag: in statements other than these, names are those of blocks and components.
fn is_looked_at(tag: &Tag<'_>) -> bool {
    !tag.is_statement || tag.words().next().is_some_and(|word| matches!(word, "if" | "elif" | "for" | "set" | "set_global"))
}

fn first_unknown(file: &Utf8Path, path: &[(&str, Range<usize>)], roots: &BTreeMap<&str, Shape>) -> Option<Diagnostic> {
    let ((root, range), rest) = path.split_first()?;
    let Some(shape) = roots.get(root) else {
        let problem = Diagnostic::error("template", file, range.clone(), format!("there is no `{root}`"));
        return Some(unknown_name(problem, root, &roots.keys().copied().collect::<Vec<_>>()));
    };
    let mut shape = shape.clone();
    for (name, range) in rest {
        let known = fields(shape);
        if known.is_empty() {
            return None;
        }
        match known.iter().find(|field| field.name == *name) {
            Some(field) => shape = (field.shape)(),
            None => return Some(no_field(file, range.clone(), name, known.iter().map(|field| field.name).collect())),
        }
    }
    None
}

/// The fields of a value; none where it has none, or is a list.
fn fields(shape: Shape) -> Vec<Field> {
    match shape {
        Shape::Optional(shape) => fields(*shape),
        Shape::Fields(_, fields) => fields,
        _ => Vec::new(),
    }
}

/// The names that a statement gives a meaning of its own.
fn bound<'a>(tag: &Tag<'a>) -> Vec<&'a str> {
    let name = |word: &'a str| word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let words: Vec<&str> = tag.words().collect();
    match words.as_slice() {
        ["for", rest @ ..] => rest.iter().take_while(|word| **word != "in").map(|word| name(word)).collect(),
        ["set" | "set_global", word, ..] => vec![name(word)],
        ["component", _, rest @ ..] => rest.iter().map(|word| name(word.split([':', '=']).next().unwrap_or_default())).collect(),
        _ => Vec::new(),
    }
}

/// The problem of a field that is not among the `known` ones.
pub(super) fn no_field(file: &Utf8Path, range: Range<usize>, name: &str, mut known: Vec<&str>) -> Diagnostic {
    known.sort_unstable();
    unknown_name(Diagnostic::error("template", file, range, format!("there is no field `{name}`")), name, &known)
}

/// The problem with the nearest known name, else with all of them.
pub(super) fn unknown_name(problem: Diagnostic, name: &str, known: &[&str]) -> Diagnostic {
    match nearest(name, known.iter().copied()) {
        Some(near) => problem.label(format!("did you mean `{near}`?")).suggest(near),
        None if known.is_empty() => problem,
        None => problem.help(format!("known here: `{}`", known.join("`, `"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> BTreeMap<String, TemplateSource> {
        let source = |text: &str| TemplateSource { text: text.to_owned(), file: "templates/page.html".into(), own: true };
        [("page.html".to_owned(), source(text))].into()
    }

    #[test]
    fn what_a_template_sets_itself_is_known() {
        let text = "{% for page in page.breadcrumbs %}{{ page.anything }}{% endfor %}{% set x = 1 %}{{ x }}{{ book.title }}";
        assert_eq!(unknown(&own(text), |_| None), []);
    }

    #[test]
    fn a_copy_may_ask_for_what_the_original_does() {
        let text = "{% if edition %}{{ edition.name }}{% endif %}{{ page.nonsense }}";
        let found = unknown(&own(text), |_| Some("{% if edition %}{% endif %}".to_owned()));
        assert_eq!(found.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(), ["there is no field `nonsense`"]);
        assert_eq!(unknown(&own(text), |_| None).len(), 3);
    }
}
