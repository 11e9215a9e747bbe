//! Roles that are short for an address on the web.

use super::{RoleSpec, flat};
use crate::diagnostic::Finding;
use crate::document::directive::RoleCall;
use crate::document::directive::toctree::titled;
use crate::document::{Builder, Inline, InlineKind, Link, ReferenceKind, ShortLink};

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec {
        names: &["pep"],
        summary: "A Python Enhancement Proposal, by its number and perhaps `#section`.",
        lower: |call, builder| numbered(call, builder, "PEP", |number| format!("https://peps.python.org/pep-{number:0>4}/")),
    },
    RoleSpec {
        names: &["rfc"],
        summary: "A request for comments, by its number and perhaps `#section`.",
        lower: |call, builder| {
            numbered(call, builder, "RFC", |number| format!("https://datatracker.ietf.org/doc/html/rfc{number}.html"))
        },
    },
    RoleSpec {
        names: &["cve"],
        summary: "An entry of the list of known vulnerabilities, as in `2024-3094`.",
        lower: |call, builder| numbered(call, builder, "CVE", |number| format!("https://www.cve.org/CVERecord?id=CVE-{number}")),
    },
    RoleSpec {
        names: &["cwe"],
        summary: "An entry of the list of kinds of weakness, by its number.",
        lower: |call, builder| {
            numbered(call, builder, "CWE", |number| format!("https://cwe.mitre.org/data/definitions/{number}.html"))
        },
    },
];

/// A document of a series: `8`, `8#section` or `words <8>`.
fn numbered(call: &RoleCall, builder: &mut Builder<'_>, series: &str, address: fn(&str) -> String) -> InlineKind {
    let (title, target) = titled(&call.text);
    let (number, section) = match target.text().split_once('#') {
        Some((number, section)) => (number.trim(), Some(section)),
        None => (target.text().trim(), None),
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !is_number {
        let message = format!("`{}` needs a number, as in `{}`", call.name, if series == "CVE" { "2024-3094" } else { "8" });
        builder.find(Finding::error("bad-role", target.whole(), message));
        return InlineKind::Text(flat(&call.text));
    }
    let anchor = section.map(|section| format!("#{section}")).unwrap_or_default();
    let reference = builder.refer(ReferenceKind::Url, address(number) + &anchor, target.whole());
    let words = match &title {
        Some(title) => Inline { span: title.whole(), kind: InlineKind::Text(flat(title)) },
        None => {
            let part = section.filter(|_| series == "RFC").and_then(part_of_rfc).unwrap_or_else(|| anchor.clone());
            Inline { span: target.whole(), kind: InlineKind::Text(format!("{series} {number}{part}")) }
        }
    };
    InlineKind::Link(Link { reference, content: vec![words], title: None })
}

/// ` Section 4` for `section-4`; nothing for anchors that are no part of a document.
fn part_of_rfc(anchor: &str) -> Option<String> {
    let (kind, number) = anchor.split_once('-')?;
    let name = match kind {
        "section" => "Section",
        "page" => "Page",
        "appendix" => "Appendix",
        _ => return None,
    };
    Some(format!(" {name} {number}"))
}

/// A role that the book defines: its text is the part of the address that `%s` stands for.
pub(super) fn short_link(call: &RoleCall, builder: &mut Builder<'_>, link: &ShortLink) -> InlineKind {
    let (title, target) = titled(&call.text);
    let part = flat(&target);
    let url = filled(&link.url, &part);
    let words = match (&title, &link.caption) {
        (Some(title), _) => flat(title),
        (None, Some(caption)) => filled(caption, &part),
        (None, None) => url.clone(),
    };
    let span = title.as_ref().unwrap_or(&target).whole();
    let reference = builder.refer(ReferenceKind::Url, url, target.whole());
    InlineKind::Link(Link { reference, content: vec![Inline { span, kind: InlineKind::Text(words) }], title: None })
}

/// `form` with `part` for `%s`, and `%` for `%%`.
fn filled(form: &str, part: &str) -> String {
    let mut parts = form.split("%%").map(|piece| piece.replace("%s", part));
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |made, piece| made + "%" + &piece)
}
