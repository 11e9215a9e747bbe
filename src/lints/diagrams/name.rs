//! `missing-acctitle`: a diagram that has no name for people who do not see it.

use crate::diagnostic::Finding;
use crate::document::Excerpt;
use crate::render::diagram::sketch::Sketch;

/// The kinds whose language has no `accTitle`: they can only be named in front matter.
const WITHOUT_NAME: &[&str] = &["mindmap", "sankey", "sankey-beta", "block", "block-beta", "kanban"];

pub(super) fn findings(source: &Excerpt, sketch: &Sketch) -> Option<Finding> {
    if sketch.is_named {
        return None;
    }
    let kind = source.text().get(sketch.head.clone()).unwrap_or_default();
    let finding = Finding::warning("missing-acctitle", source.span(sketch.head.clone()), "this diagram has no name");
    Some(if WITHOUT_NAME.contains(&kind) {
        finding.help(format!("this kind knows no `accTitle`; write lines with `---`, `title: …` and `---` above `{kind}`"))
    } else {
        finding.help(format!("say in a few words what it is, in a line below `{kind}`: `accTitle: …`"))
    })
}
