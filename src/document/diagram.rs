//! What the parser needs to know of a diagram: where its links lead.

use std::ops::Range;

use super::{Attributes, Builder, Diagram, Excerpt, Inline, ReferenceKind};

impl Diagram {
    /// A diagram of that source; its links become references of the page.
    #[must_use]
    pub fn new(
        source: Excerpt,
        caption: Vec<Inline>,
        alt: Option<String>,
        attributes: Attributes,
        builder: &mut Builder<'_>,
    ) -> Self {
        let refer = |range: Range<usize>| {
            let target = source.text().get(range.clone()).unwrap_or_default();
            builder.refer(ReferenceKind::Url, target, source.span(range))
        };
        let links = link_targets(source.text()).into_iter().map(refer).collect();
        Self { source, caption, alt, links, attributes }
    }
}

/// The targets in lines such as `click A "page.md"`, `click A href "page.md" "tool tip"` and `link A "page.md"`. What a click calls is
/// no link.
fn link_targets(source: &str) -> Vec<Range<usize>> {
    let mut targets = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        targets.extend(link_target(line).map(|range| start + range.start..start + range.end));
        start += line.len();
    }
    targets
}

fn link_target(line: &str) -> Option<Range<usize>> {
    let trimmed = line.trim_start();
    let rest = trimmed.strip_prefix("click ").or_else(|| trimmed.strip_prefix("link "))?.trim_start();
    let (_, rest) = rest.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let quoted = rest.strip_prefix("href").map_or(rest, str::trim_start).strip_prefix('"')?;
    let (target, _) = quoted.split_once('"')?;
    let start = line.len() - quoted.len();
    (!target.is_empty()).then_some(start..start + target.len())
}

#[cfg(test)]
mod tests {
    use super::link_targets;

    #[test]
    fn links_are_found_and_calls_are_not() {
        let source = "flowchart LR\n  A --> B\n  click A \"a.md#x\" \"Tip\" _blank\n  click B href \"b.md\"\n  click C callback \"Tip\"\n  click D call f(\"x\")\n  click\n";
        let found: Vec<&str> = link_targets(source).into_iter().map(|range| &source[range]).collect();
        assert_eq!(found, ["a.md#x", "b.md"]);
    }
}
