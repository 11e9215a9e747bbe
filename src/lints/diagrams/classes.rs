//! `undeclared-class` and `unused-class`.

use std::collections::BTreeSet;

use crate::diagnostic::Finding;
use crate::document::Excerpt;
use crate::nearest::nearest;
use crate::render::diagram::sketch::{Kind, Sketch};

pub(super) fn findings(source: &Excerpt, sketch: &Sketch) -> Vec<Finding> {
    let declared: BTreeSet<&str> = sketch.classes.iter().map(|class| class.name.as_str()).collect();
    let used: BTreeSet<&str> = sketch.uses.iter().map(|each| each.class.as_str()).collect();
    let mut findings = Vec::new();
    let mut named = BTreeSet::new();
    for each in sketch.uses.iter().filter(|each| !declared.contains(each.class.as_str())) {
        // `class A,B hot` gives it to several nodes in one place.
        if each.class != "default" && named.insert(each.range.start) {
            let span = source.span(each.range.clone());
            let message = format!("no `classDef` says what the class `{}` looks like", each.class);
            let finding = Finding::error("undeclared-class", span, message);
            findings.push(match nearest(&each.class, declared.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")).suggest(near),
                None => finding.help(format!("define it in the diagram: `classDef {} fill:#fff,color:#000`", each.class)),
            });
        }
    }
    for class in &sketch.classes {
        let is_used = class.name == "default" || used.contains(class.name.as_str());
        if !is_used && sketch.kind != Kind::Other {
            let message = format!("nothing in this diagram has the class `{}`", class.name);
            let finding = Finding::warning("unused-class", source.span(class.range.clone()), message);
            findings.push(finding.help("give it to a node, as in `A:::name`, or delete the definition"));
        }
    }
    findings
}
