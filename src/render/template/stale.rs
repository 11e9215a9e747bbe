//! Templates of the book that were written for another version of Bindery, made to work with the templates of this one.
//!
//! A template that takes the place of one of Bindery's may lack a block that another one fills, or a component that another one uses. The
//! site is then less by that block, or has that component as Bindery wrote it: it degrades, and nothing fails.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::tags::{Tag, tags};
use crate::diagnostic::Diagnostic;
use crate::render::theme::TemplateSource;

/// Fits Bindery's templates to those of the book; `original` is the text of Bindery's template of a name. What the site lacks for it is a
/// problem.
pub(crate) fn fit(
    templates: &mut BTreeMap<String, TemplateSource>,
    original: impl Fn(&str) -> Option<String>,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let names: Vec<String> = templates.keys().cloned().collect();
    // What goes from one template may be what another one fills.
    loop {
        let found: Vec<_> = names.iter().filter_map(|name| leave_out_blocks(name, templates)).collect();
        if found.is_empty() {
            break;
        }
        problems.extend(found);
    }
    lend_components(templates, original);
    problems
}

/// Takes out of a template of Bindery's the blocks that none of its parents has, where one of these is the book's.
fn leave_out_blocks(name: &str, templates: &mut BTreeMap<String, TemplateSource>) -> Option<Diagnostic> {
    let template = templates.get(name).filter(|template| !template.own)?;
    let parents: Vec<&TemplateSource> = parents(template, templates);
    let own = parents.iter().find(|parent| parent.own)?;
    let known: BTreeSet<&str> =
        parents.iter().flat_map(|parent| tags(&parent.text)).filter_map(|tag| tag.named("block")).collect();
    let tags = tags(&template.text);
    let mut text = template.text.clone();
    let lacking: Vec<(usize, &str)> = outer_blocks(&tags).filter(|(_, block)| !known.contains(block)).collect();
    for range in lacking.iter().rev().filter_map(|(at, _)| block_range(&tags, *at)) {
        text.replace_range(range, "");
    }
    if text.len() == template.text.len() {
        return None;
    }
    let blocks: Vec<String> = lacking.iter().map(|(_, block)| format!("`{block}`")).collect();
    let (blocks, one) = (blocks.join(", "), blocks.len() == 1);
    let message = if one {
        format!("this template lacks the block {blocks}, which `{name}` fills: it is left out there")
    } else {
        format!("this template lacks the blocks {blocks}, which `{name}` fills: they are left out there")
    };
    let problem = Diagnostic::warning("stale-template", &own.file, 0..0, message)
        .help("add what is missing, as in `{% block NAME %}{% endblock %}`, to have it back");
    if let Some(template) = templates.get_mut(name) {
        template.text = text;
    }
    Some(problem)
}

/// The blocks that stand in no other one, each with the number of its tag. Those within are new ones of the template's own.
fn outer_blocks<'a>(tags: &[Tag<'a>]) -> impl Iterator<Item = (usize, &'a str)> {
    let mut depth = 0_usize;
    tags.iter().enumerate().filter_map(move |(at, tag)| {
        let outer = depth == 0;
        match tag.words().next() {
            Some("block") => depth += 1,
            Some("endblock") => depth = depth.saturating_sub(1),
            _ => {}
        }
        Some((at, tag.named("block").filter(|_| outer)?))
    })
}

/// What a template extends, the nearest first.
fn parents<'a>(template: &TemplateSource, templates: &'a BTreeMap<String, TemplateSource>) -> Vec<&'a TemplateSource> {
    let parent = |template: &TemplateSource| {
        let name = tags(&template.text).into_iter().find_map(|tag| tag.named("extends"))?.trim_matches(['"', '\'', '`']);
        templates.get(name)
    };
    std::iter::successors(parent(template), |template| parent(template)).take(templates.len()).collect()
}

/// The bytes from the statement that opens a block or component to the one that closes it.
fn block_range(tags: &[Tag<'_>], at: usize) -> Option<Range<usize>> {
    let opening = tags.get(at)?;
    let keyword = opening.words().next()?;
    let closing = format!("end{keyword}");
    let mut depth = 0_usize;
    let end = tags.iter().skip(at).find(|tag| {
        match tag.words().next() {
            Some(word) if word == keyword => depth += 1,
            Some(word) if word == closing => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })?;
    Some(opening.range.start..end.range.end)
}

/// Adds the components of Bindery's templates that the book's in their place do not have.
fn lend_components(templates: &mut BTreeMap<String, TemplateSource>, original: impl Fn(&str) -> Option<String>) {
    let mut known: BTreeSet<String> =
        templates.values().flat_map(|template| components(&template.text)).map(|(name, _)| name).collect();
    let mut lent = Vec::new();
    for (name, template) in templates.iter().filter(|(_, template)| template.own) {
        let components: Vec<_> = original(name).iter().flat_map(|text| components(text)).collect();
        let lacking = components.into_iter().filter(|(component, _)| known.insert(component.clone()));
        let text: String = lacking.map(|(_, text)| text).collect();
        if !text.is_empty() {
            lent.push((format!("components of {name}"), TemplateSource { text, file: template.file.clone(), own: false }));
        }
    }
    templates.extend(lent);
}

/// The components of a template, each with its text.
fn components(text: &str) -> Vec<(String, String)> {
    let tags = tags(text);
    let component = |at: usize| {
        let name = tags.get(at)?.named("component")?;
        Some((name.to_owned(), text.get(block_range(&tags, at)?)?.to_owned()))
    };
    (0..tags.len()).filter_map(component).collect()
}
