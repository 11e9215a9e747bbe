//! Badges and icons, as the Sphinx extension `sphinx-design` writes them.

use super::{RoleSpec, flat, words};
use crate::document::directive::RoleCall;
use crate::document::directive::toctree::titled;
use crate::document::{Builder, Inline, InlineKind, Link, Phrase, ReferenceKind, fold};

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec {
        names: &[
            "bdg",
            "bdg-primary",
            "bdg-secondary",
            "bdg-success",
            "bdg-info",
            "bdg-warning",
            "bdg-danger",
            "bdg-light",
            "bdg-muted",
            "bdg-dark",
            "bdg-white",
            "bdg-black",
            "bdg-primary-line",
            "bdg-secondary-line",
            "bdg-success-line",
            "bdg-info-line",
            "bdg-warning-line",
            "bdg-danger-line",
            "bdg-light-line",
            "bdg-muted-line",
            "bdg-dark-line",
            "bdg-white-line",
            "bdg-black-line",
        ],
        summary: "Words in a small box.",
        lower: |call, _| badge(call, words(call)),
    },
    RoleSpec {
        names: &[
            "bdg-link-primary",
            "bdg-link-secondary",
            "bdg-link-success",
            "bdg-link-info",
            "bdg-link-warning",
            "bdg-link-danger",
            "bdg-link-light",
            "bdg-link-muted",
            "bdg-link-dark",
            "bdg-link-white",
            "bdg-link-black",
            "bdg-link-primary-line",
            "bdg-link-secondary-line",
            "bdg-link-success-line",
            "bdg-link-info-line",
            "bdg-link-warning-line",
            "bdg-link-danger-line",
            "bdg-link-light-line",
            "bdg-link-muted-line",
            "bdg-link-dark-line",
        ],
        summary: "A link to a URL, or words before `<URL>`, in a small box.",
        lower: |call, builder| linked(call, builder, ReferenceKind::Url),
    },
    RoleSpec {
        names: &[
            "bdg-ref-primary",
            "bdg-ref-secondary",
            "bdg-ref-success",
            "bdg-ref-info",
            "bdg-ref-warning",
            "bdg-ref-danger",
            "bdg-ref-light",
            "bdg-ref-muted",
            "bdg-ref-dark",
            "bdg-ref-white",
            "bdg-ref-black",
            "bdg-ref-primary-line",
            "bdg-ref-secondary-line",
            "bdg-ref-success-line",
            "bdg-ref-info-line",
            "bdg-ref-warning-line",
            "bdg-ref-danger-line",
            "bdg-ref-light-line",
            "bdg-ref-muted-line",
            "bdg-ref-dark-line",
        ],
        summary: "A link to a label, or words before `<label>`, in a small box.",
        lower: |call, builder| linked(call, builder, ReferenceKind::Label),
    },
    RoleSpec {
        names: &[
            "octicon",
            "fa",
            "fas",
            "fab",
            "far",
            "material-regular",
            "material-outlined",
            "material-round",
            "material-sharp",
            "material-twotone",
        ],
        summary: "An icon, which is left out: the words around it stay.",
        lower: |_, _| InlineKind::Text(String::new()),
    },
];

fn badge(call: &RoleCall, content: Vec<Inline>) -> InlineKind {
    let name = call.name.trim_start_matches("bdg").trim_start_matches("-link").trim_start_matches("-ref");
    let colour = name.trim_start_matches('-').trim_end_matches("-line");
    let mut classes = vec!["badge".to_owned()];
    if !colour.is_empty() {
        classes.push(format!("badge-{colour}"));
    }
    if name.ends_with("-line") {
        classes.push("badge-line".to_owned());
    }
    InlineKind::Phrase { kind: Phrase::Classes(classes), content }
}

fn linked(call: &RoleCall, builder: &mut Builder<'_>, kind: ReferenceKind) -> InlineKind {
    let (title, target) = titled(&call.text);
    let name = if kind == ReferenceKind::Label { fold(target.text()) } else { target.text().to_owned() };
    let reference = builder.refer(kind, name, target.whole());
    let content = match (title, kind) {
        (Some(title), _) => vec![Inline { span: title.whole(), kind: InlineKind::Text(flat(&title)) }],
        (None, ReferenceKind::Label) => Vec::new(),
        (None, _) => words(call),
    };
    badge(call, vec![Inline { span: call.span, kind: InlineKind::Link(Link { reference, content, title: None }) }])
}
