//! Roles that lead somewhere.

use super::objects::object;
use super::{RoleSpec, flat, words};
use crate::document::directive::RoleCall;
use crate::document::directive::toctree::titled;
use crate::document::{Builder, Family, Inline, InlineKind, Link, ReferenceKind, fold};

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec {
        names: &["doc"],
        summary: "A page, by its path without extension; shows the page's title, or the words before `<path>`.",
        lower: |call, builder| link(call, builder, ReferenceKind::Document),
    },
    RoleSpec {
        names: &["ref"],
        summary: "A label of any page; shows the title that it stands before, or the words before `<label>`.",
        lower: |call, builder| link(call, builder, ReferenceKind::Label),
    },
    RoleSpec {
        names: &["numref"],
        summary: "What a label stands before, by its number, as in `Fig. 2`; in words before `<label>`, `{number}` or `%s` stands for the \
                  number and `{name}` for the caption or title.",
        lower: by_number,
    },
    RoleSpec {
        names: &["eq", "math:numref"],
        summary: "The number of a formula, by its label.",
        lower: |call, builder| link(call, builder, ReferenceKind::Label),
    },
    RoleSpec {
        names: &["keyword"],
        summary: "A keyword of a language, shown as code: a label that stands before what is said of it, as manuals of languages have them.",
        lower: keyword,
    },
    RoleSpec {
        names: &["download"],
        summary: "A file that the site holds, by its path from the page or, with `/`, from the source folder.",
        lower: download,
    },
    RoleSpec { names: &["term"], summary: "A term of a glossary, or words before `<term>`.", lower: term },
    RoleSpec {
        names: &["option"],
        summary: "The entry of a configuration option on any page: a heading that is nothing but the option as code, or words before `<option>`.",
        lower: option,
    },
];

fn link(call: &RoleCall, builder: &mut Builder<'_>, kind: ReferenceKind) -> InlineKind {
    let (title, target) = titled(&call.text);
    let name = match kind {
        ReferenceKind::Document => target.text().to_owned(),
        // Where it leads nowhere, it is shown as written.
        ReferenceKind::Label => target.text().split_whitespace().collect::<Vec<_>>().join(" "),
        _ => fold(target.text()),
    };
    let reference = builder.refer(kind, name, target.whole());
    let own = || unwritten(target.text()).map(str::to_owned).filter(|_| kind != ReferenceKind::Document);
    let content = match title {
        Some(title) => Some((title.whole(), flat(&title))),
        None => own().map(|words| (target.whole(), words)),
    };
    let content = content.map(|(span, words)| Inline { span, kind: InlineKind::Text(words) });
    InlineKind::Link(Link { reference, content: content.into_iter().collect(), title: None })
}

/// The title of a page that Sphinx makes by itself and that no site here has, by the label that leads to it.
#[must_use]
pub fn unwritten(name: &str) -> Option<&'static str> {
    Some(match name {
        "genindex" => "Index",
        "modindex" => "Module Index",
        "py-modindex" => "Python Module Index",
        "search" => "Search Page",
        _ => return None,
    })
}

fn keyword(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let (title, target) = titled(&call.text);
    let reference = builder.refer(ReferenceKind::Label, fold(target.text()), target.whole());
    let shown = title.as_ref().unwrap_or(&target);
    let content = vec![Inline { span: shown.whole(), kind: InlineKind::Code(flat(shown)) }];
    InlineKind::Link(Link { reference, content, title: None })
}

fn download(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let (title, target) = titled(&call.text);
    let words = InlineKind::Code(flat(title.as_ref().unwrap_or(&target)));
    let content = vec![Inline { span: title.as_ref().unwrap_or(&target).whole(), kind: words }];
    let reference = builder.refer(ReferenceKind::Url, target.text(), target.whole());
    InlineKind::Link(Link { reference, content, title: None })
}

fn by_number(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let (format, target) = titled(&call.text);
    let format = format.map(|format| flat(&format));
    let reference = builder.refer_by_number(fold(target.text()), format, target.whole());
    InlineKind::Link(Link { reference, content: Vec::new(), title: None })
}

fn term(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    match link(call, builder, ReferenceKind::Term) {
        InlineKind::Link(link) if link.content.is_empty() => InlineKind::Link(Link { content: words(call), ..link }),
        other => other,
    }
}

/// Whether an option is one of a command: it starts with `-`, perhaps behind the command's name, or stands where a command is described.
fn is_of_command(name: &str, builder: &Builder<'_>) -> bool {
    name.starts_with('-') || name.contains(" -") || builder.scope.program.is_some()
}

/// `[section] name`, or `--name` for that of a command.
fn option(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    let (title, target) = titled(&call.text);
    if is_of_command(target.text(), builder) {
        return object(call, builder, Family::CommandOptions, "");
    }
    let name = target.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let reference = builder.refer(ReferenceKind::Option, name.clone(), target.whole());
    let content = match title {
        Some(title) => Inline { span: title.whole(), kind: InlineKind::Text(flat(&title)) },
        None => Inline { span: target.whole(), kind: InlineKind::Code(name) },
    };
    InlineKind::Link(Link { reference, content: vec![content], title: None })
}
