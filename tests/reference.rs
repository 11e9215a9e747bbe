//! Pages of our own book that are made from the tables of the program: settings, directives, roles and lints.
//!
//! `UPDATE=1 cargo test --test reference` writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bindery::config::{LintLevel, reference};
use bindery::document::directive::{Argument, Body, DIRECTIVES, DirectiveSpec, OptionSpec, ROLES, RoleSpec, Value};
use bindery::lints::{FAMILIES, Family, Lint};
use bindery::render::context;

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Holds the page at `path` against what the tables say.
fn page(path: &str, expected: &str) {
    let file = content().join(path);
    if std::env::var("UPDATE").is_ok_and(|value| value == "1") {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, expected).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == expected, "content/{path} is not what the tables say: run `UPDATE=1 cargo test --test reference`");
}

/// A table as a directive, each row with a heading of its own.
fn table(widths: &str, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!(":::{{list-table}}\n:header-rows: 1\n:stub-columns: 1\n:widths: {widths}\n\n");
    for row in rows {
        for (number, cell) in row.iter().enumerate() {
            let marker = if number == 0 { "* -" } else { "  -" };
            text.push_str(format!("{marker} {cell}").trim_end());
            text.push('\n');
        }
    }
    text + ":::\n"
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn names(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[test]
fn settings() {
    page("guide/_settings.md", &reference::markdown());
}

#[test]
fn templates() {
    let text = "---\ndescription: Every name that a template can use, by template.\n---\n\n# What templates get\n\n\
                [](/guide/themes.md) shows how templates are written and replaced. A template gets what is listed here for it, and nothing else;\n\
                `base.html` and what a template includes get what it gets. Behind `[]` stand the fields of each item of a list. All addresses\n\
                are relative to the page being written, unless it says otherwise.\n";
    page("reference/templates.md", &format!("{text}{}", context::markdown()));
}

/// A template that nothing is known of could be changed by nobody.
#[test]
fn what_each_template_gets_is_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let known: Vec<&str> = context::TEMPLATES.iter().map(|(name, _)| *name).chain(context::WITHIN.iter().copied()).collect();
    let mut templates: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    templates.retain(|name| !known.contains(&name.as_str()));
    assert!(templates.is_empty(), "neither TEMPLATES nor WITHIN in src/render/context.rs lists {templates:?}");
}

#[test]
fn directives() {
    let mut text = "---\ndescription: All directives with their options and all roles, in short.\n---\n\n# Directives and roles in short\n\n\
                    [](/guide/directives.md) shows each with an example.\n"
        .to_owned();
    for directive in DIRECTIVES.iter() {
        let _ = write!(text, "\n## {}\n\n{}\n\n", names(directive.names), directive.summary);
        let _ = writeln!(text, "- Behind the name: {}\n- Below: {}", argument(directive.argument), body(directive));
        let option = |option: &bindery::document::directive::OptionSpec| {
            vec![format!("`:{}:`", option.name), value(option.value), option.summary.to_owned()]
        };
        if directive.options.is_empty() {
            continue;
        }
        text.push('\n');
        let rows = std::iter::once(row(["Option", "Value", "What it does"])).chain(directive.options.iter().map(option));
        text.push_str(&table("3 3 7", rows));
    }
    let role = |role: &bindery::document::directive::RoleSpec| vec![names(role.names), role.summary.to_owned()];
    text.push_str("\n## Roles\n\n");
    text.push_str(&table("2 5", std::iter::once(row(["Role", "What it is"])).chain(ROLES.iter().copied().map(role))));
    page("reference/directives.md", &text);
}

fn argument(argument: Argument) -> String {
    match argument {
        Argument::None => "nothing".to_owned(),
        Argument::Optional(what) => format!("{what}; it may be left out"),
        Argument::Required(what) => what.to_owned(),
    }
}

fn body(directive: &DirectiveSpec) -> &'static str {
    match directive.body {
        Body::None => "nothing",
        Body::Optional => "anything, or nothing",
        Body::Required => "its content",
        Body::UnlessArgument => "its content, unless it stands behind the name",
    }
}

fn value(value: Value) -> String {
    match value {
        Value::Flag => "nothing".to_owned(),
        Value::Text => "text".to_owned(),
        Value::OptionalText => "text, or nothing".to_owned(),
        Value::Number => "a whole number".to_owned(),
        Value::Integer => "a whole number, perhaps below 0".to_owned(),
        Value::OptionalNumber => "a whole number, or nothing".to_owned(),
        Value::Lines => "lines, as in `1,3-5,9-`".to_owned(),
        Value::Length => "a length, as in `200`, `20em` or `50%`".to_owned(),
        Value::Choice(words) => names(words),
    }
}

/// The most roles that mean the same and are all named in the guide.
const FAMILY: usize = 10;

/// The guide shows by example what the tables list, but for what is accepted without effect.
#[test]
fn the_guide_speaks_of_every_directive_option_and_role() {
    let pages = ["directives", "layout", "objects", "restructuredtext"].map(|page| format!("guide/{page}.md"));
    let guide = pages.map(|page| fs::read_to_string(content().join(page)).unwrap()).concat();
    let headings = guide.lines().filter(|line| line.starts_with('#'));
    let headings: Vec<&str> = headings.flat_map(|line| line.trim_start_matches('#').split([',', ' '])).collect();
    let mut missing = Vec::new();
    for directive in DIRECTIVES.iter() {
        let is_shown = |name: &str| guide.contains(&format!("`{name}`")) || headings.contains(&name);
        missing.extend(directive.names.iter().filter(|name| !is_shown(name)).map(|name| format!("the directive `{name}`")));
        let has_effect =
            |option: &&OptionSpec| option.name != OptionSpec::ANY && !option.summary.starts_with("Accepted, without effect");
        let options = directive.options.iter().filter(has_effect).map(|option| format!(":{}:", option.name));
        missing.extend(options.filter(|name| !guide.contains(name)).map(|name| format!("`{name}` of `{}`", directive.names[0])));
    }
    // Of a family such as that of the badges, one stands for all.
    let named = |role: &RoleSpec| if role.names.len() > FAMILY { &role.names[..1] } else { role.names };
    let roles = ROLES.iter().flat_map(|role| named(role)).filter(|name| !guide.contains(&format!("`{name}`")));
    missing.extend(roles.map(|name| format!("the role `{name}`")));
    assert!(
        missing.is_empty(),
        "the guide's pages on directives, layout, objects and reStructuredText do not speak of {missing:?}"
    );
}

#[test]
fn lints() {
    let mut overview = "---\ndescription: Every problem that Bindery finds, by family, with what it fires on and what it stays quiet on.\n---\n\n\
                        # Lints\n\nA lint is a kind of problem, named in brackets in each report. `bindery explain NAME` shows the same pages in \
                        the terminal.\nThe name of a family stands for all its lints, wherever a lint can be named.\n\n"
        .to_owned();
    let family =
        |family: &Family| vec![format!("[`{0}`]({0}.md)", family.name), family.about.to_owned(), family.lints.len().to_string()];
    let rows = std::iter::once(row(["Family", "What it looks at", "Lints"])).chain(FAMILIES.iter().map(family));
    overview.push_str(&table("3 8 1", rows));
    page("reference/lints/index.md", &overview);
    for family in FAMILIES {
        page(&format!("reference/lints/{}.md", family.name), &family_page(family));
    }
}

fn family_page(family: &Family) -> String {
    let Family { name, about, .. } = family;
    let mut text = format!(
        "---\ndescription: The lints of the family {name}, each with what it fires on.\ntocdepth: 2\n---\n\n# Lints: {name}\n\n"
    );
    let _ = write!(text, "This family is about {about}.\n\n");
    let lint = |lint: &Lint| vec![format!("[`{0}`](#{0})", lint.code), level(lint.level).to_owned(), lint.summary()];
    text.push_str(&table("4 1 7", std::iter::once(row(["Lint", "Level", "What is wrong"])).chain(family.lints.iter().map(lint))));
    for lint in family.lints {
        let _ = write!(text, "\n```{{include}} ../../../src/lints/{name}/{}.md\n:heading-offset: 1\n```\n", lint.code);
    }
    text
}

fn level(level: LintLevel) -> &'static str {
    match level {
        LintLevel::Allow => "`allow`",
        LintLevel::Warn => "`warn`",
        LintLevel::Deny => "`deny`",
    }
}

#[test]
fn the_table_of_contents_lists_the_pages_of_all_families() {
    let contents = fs::read_to_string(content().join("SUMMARY.md")).unwrap();
    for family in FAMILIES {
        let path = format!("(reference/lints/{}.md)", family.name);
        assert_eq!(contents.matches(&path).count(), 1, "content/SUMMARY.md should list {path} once");
    }
}
