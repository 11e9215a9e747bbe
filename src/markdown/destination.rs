//! Where a link's destination stands in the source.

use std::ops::Range;

use pulldown_cmark::LinkType;

/// The bytes of the destination of the link at `range`, whose words end at `inner_end`; the whole link where it has none of its own.
pub(super) fn of(source: &str, range: &Range<usize>, inner_end: usize, kind: LinkType, destination: &str) -> Range<usize> {
    let found = match kind {
        LinkType::Autolink | LinkType::Email => Some(range.start + 1..range.end.saturating_sub(1)),
        LinkType::Inline => inline(source, range, inner_end, destination),
        _ => None,
    };
    found.filter(|r| r.start <= r.end && r.end <= range.end && source.is_char_boundary(r.start)).unwrap_or_else(|| range.clone())
}

fn inline(source: &str, range: &Range<usize>, inner_end: usize, destination: &str) -> Option<Range<usize>> {
    let tail = source.get(inner_end..range.end)?;
    let open = inner_end + tail.find("](")? + 2;
    let rest = source.get(open..range.end)?;
    let start = open + (rest.len() - rest.trim_start().len());
    let rest = source.get(start..range.end)?;
    if let Some(inside) = rest.strip_prefix('<') {
        let length = if inside.starts_with(destination) { destination.len() } else { inside.find('>')? };
        return Some(start + 1..start + 1 + length);
    }
    let length =
        if rest.starts_with(destination) { destination.len() } else { rest.find(char::is_whitespace).unwrap_or(rest.len() - 1) };
    Some(start..start + length)
}
