//! `bindery explain`: a lint's page in the terminal, or the list of all lints.

use clap::Args;

use super::{Console, Exit};
use crate::diagnostic::Diagnostic;
use crate::lints::{FAMILIES, lint, names};
use crate::nearest::nearest;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The lint's name, as reports show it in brackets; without it, all are listed.
    lint: Option<String>,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    let Some(name) = &arguments.lint else {
        console.say(&list());
        return Exit::Clean;
    };
    if let Some(lint) = lint(name) {
        console.say(lint.page.trim_end());
        return Exit::Clean;
    }
    if let Some(family) = FAMILIES.iter().find(|family| family.name == name) {
        let codes = family.lints.iter().map(|lint| format!("\n  {}", lint.code));
        console.say(&format!("{}: {}{}", family.name, family.about, codes.collect::<String>()));
        return Exit::Clean;
    }
    let unknown = Diagnostic::nowhere("unknown-lint", format!("there is no lint `{name}`"));
    console.refuse(match nearest(name, names()) {
        Some(near) => unknown.help(format!("did you mean `{near}`?")),
        None => unknown.help("`bindery explain` lists them all"),
    })
}

fn list() -> String {
    let family = |family: &crate::lints::Family| {
        let codes = family.lints.iter().map(|lint| format!("\n  {}", lint.code));
        format!("{}: {}{}", family.name, family.about, codes.collect::<String>())
    };
    FAMILIES.iter().map(family).collect::<Vec<_>>().join("\n\n")
}
