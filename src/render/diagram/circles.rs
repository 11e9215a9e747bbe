//! Round nodes of a flowchart: the engine gives them the least width of a box, mermaid that of their label.

use svgtypes::Transform;

use super::patch::label_size;
use super::tree::{Element, Item, length};

/// The least width that the engine gives a label, in pixels.
const LEAST_WIDTH: f64 = 120.0;

/// One circle that shrank.
struct Shrunk {
    centre: (f64, f64),
    before: f64,
    after: f64,
}

/// Shrinks the circles that are too large for their label, and leads the edges on to them.
pub(super) fn shrink(root: &mut Element) {
    let mut shrunk = Vec::new();
    visit(root, (0.0, 0.0), &mut shrunk);
    if !shrunk.is_empty() {
        lead_on(root, (0.0, 0.0), &shrunk);
    }
}

fn offset(element: &Element, around: (f64, f64)) -> (f64, f64) {
    let place = element.get("transform").and_then(|value| value.parse::<Transform>().ok()).unwrap_or_default();
    (around.0 + place.e, around.1 + place.f)
}

fn visit(element: &mut Element, around: (f64, f64), shrunk: &mut Vec<Shrunk>) {
    if matches!(element.name.as_str(), "defs" | "marker") {
        return;
    }
    let at = offset(element, around);
    let outer = circles(element).into_iter().filter_map(|circle| circle.number("r")).fold(0.0, f64::max);
    // A circle with room for the least width has at least half of that as its radius.
    if outer >= LEAST_WIDTH / 2.0
        && let Some((width, _)) = label_size(element)
        && width < LEAST_WIDTH
    {
        let spare = (LEAST_WIDTH - width) / 2.0;
        for circle in circles(element) {
            if let Some(radius) = circle.number("r").filter(|radius| *radius > spare) {
                circle.set("r", length(radius - spare));
            }
        }
        shrunk.push(Shrunk { centre: at, before: outer, after: outer - spare });
    }
    for child in &mut element.children {
        if let Item::Element(child) = child {
            visit(child, at, shrunk);
        }
    }
}

/// The circles that are a node's shape: its own, or those of the group that makes a double one.
fn circles(node: &mut Element) -> Vec<&mut Element> {
    let mut found = Vec::new();
    for child in &mut node.children {
        let Item::Element(child) = child else { continue };
        let is_pair = child.name == "g" && child.get("transform").is_none();
        if child.name == "circle" {
            found.push(child);
        } else if is_pair && child.elements().all(|inner| inner.name == "circle") {
            found.extend(child.children.iter_mut().filter_map(|inner| match inner {
                Item::Element(inner) => Some(inner),
                Item::Text(_) => None,
            }));
        }
    }
    found.retain(|circle| circle.number("cx").unwrap_or_default().abs() < 0.01);
    found
}

/// Lengthens the edges that ended at the old outline, straight towards the centre.
fn lead_on(element: &mut Element, around: (f64, f64), shrunk: &[Shrunk]) {
    if matches!(element.name.as_str(), "defs" | "marker") {
        return;
    }
    let at = offset(element, around);
    let is_edge = element.name == "path" && (element.get("fill") == Some("none") || element.get("marker-end").is_some());
    if is_edge && let Some(data) = element.get("d").map(str::to_owned) {
        let points = super::geometry::path_points(&data);
        let moved = |point: Option<&(f64, f64)>| point.and_then(|point| toward_centre(*point, at, shrunk));
        let (first, last) = (moved(points.first()), moved(points.last()));
        let mut longer = data;
        if let (Some((x, y)), Some(rest)) = (first, longer.strip_prefix('M').map(str::to_owned)) {
            longer = format!("M{},{}L{rest}", length(x), length(y));
        }
        if let Some((x, y)) = last {
            longer = format!("{longer}L{},{}", length(x), length(y));
        }
        element.set("d", longer);
    }
    for child in &mut element.children {
        if let Item::Element(child) = child {
            lead_on(child, at, shrunk);
        }
    }
}

/// Where an end at the old outline of a circle belongs now, in the coordinates of the edge.
fn toward_centre(point: (f64, f64), at: (f64, f64), shrunk: &[Shrunk]) -> Option<(f64, f64)> {
    // The room that the engine leaves for an arrow's head.
    const HEAD: f64 = 8.0;
    shrunk.iter().find_map(|circle| {
        let (dx, dy) = (point.0 + at.0 - circle.centre.0, point.1 + at.1 - circle.centre.1);
        let distance = dx.hypot(dy);
        if (distance - circle.before).abs() > HEAD {
            return None;
        }
        let scale = (distance - circle.before + circle.after) / distance;
        Some((circle.centre.0 + dx * scale - at.0, circle.centre.1 + dy * scale - at.1))
    })
}
