//! `bindery explain`: a lint's page in the terminal, or the list of all lints.

use clap::Args;

use super::{Console, Exit};
use crate::diagnostic::Diagnostic;
use crate::lints::{FAMILIES, names};
use crate::nearest::nearest;
use crate::report::manual;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The lint's name, as reports show it in brackets, or a family's; without it, all are listed.
    lint: Option<String>,
}

pub(super) fn run(arguments: &Arguments, console: Console) -> Exit {
    let paint = console.results_paint();
    let text = match &arguments.lint {
        None => FAMILIES.iter().map(|family| manual::family(family, paint)).collect::<Vec<_>>().join("\n\n"),
        Some(name) => {
            let family = FAMILIES.iter().find(|family| family.name == name).map(|family| manual::family(family, paint));
            let mut lints = FAMILIES.iter().flat_map(|family| family.lints.iter().map(move |lint| (family, lint)));
            let lint = || lints.find(|(_, lint)| lint.code == name).map(|(family, lint)| manual::lint(family, lint, paint));
            match family.or_else(lint) {
                Some(text) => text,
                None => return console.refuse(unknown(name)),
            }
        }
    };
    console.tell(&format!("{text}\n"));
    Exit::Clean
}

fn unknown(name: &str) -> Diagnostic {
    let unknown = Diagnostic::nowhere("unknown-lint", format!("there is no lint `{name}`"));
    match nearest(name, names()) {
        Some(near) => unknown.help(format!("did you mean `{near}`?")),
        None => unknown.help("`bindery explain` lists them all"),
    }
}
