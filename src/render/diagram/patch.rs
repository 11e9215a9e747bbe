//! What the engine draws wrong, mended in the finished drawing.

use svgtypes::{Color, Transform};

use super::measure;
use super::palette::{self, Mode, Paint, parse_colour};
use super::roles::ROLES;
use super::tree::{Element, Item, length};

/// Mends what is known to be wrong with drawings of this kind.
pub(super) fn apply(root: &mut Element, kind: &str) {
    match kind {
        // Curves lie over one another half transparent, which leaves nothing of a pastel.
        "radar" => replace_in_attributes(root, "var(--diagram-fill-", "var(--diagram-mark-"),
        "mindmap" => grow_circles(root),
        kind if kind.starts_with("flowchart") => super::circles::shrink(root),
        _ => {}
    }
}

/// Turns the blacks, whites and greys that the engine wrote, and the author did not, into roles.
pub(super) fn adopt_neutrals(root: &mut Element, source: &str, kind: &str) {
    // The pictures of an architecture are white on blue by design.
    if kind.starts_with("architecture") {
        return;
    }
    let authored = palette::named_in(source);
    root.walk_mut(&mut |element| {
        let is_text = matches!(element.name.as_str(), "text" | "tspan");
        for property in ["fill", "stroke"] {
            // A system of C4 is blue with a white figure, a face in a journey pale with black eyes.
            let keeps = match kind {
                "journey" => matches!(element.name.as_str(), "circle" | "path"),
                kind => kind.starts_with("c4") && property == "fill",
            };
            if keeps && !is_text {
                continue;
            }
            let Some(colour) = element.get(property).and_then(parse_colour) else { continue };
            if authored.contains(&colour) {
                continue;
            }
            if let Some(role) = palette::role_of_neutral(colour, property, is_text) {
                element.set(property, role.to_attribute().0);
            }
        }
    });
}

/// Keeps the drawing in one mode, whatever the page is in.
pub(super) fn fix_mode(root: &mut Element, mode: Mode) {
    root.walk_mut(&mut |element| {
        for value in element.attributes.values_mut().filter(|value| value.starts_with("var(--diagram-")) {
            let name = value.trim_start_matches("var(--diagram-").trim_end_matches(')');
            let role = ROLES.iter().find(|role| role.name == name);
            *value = role.map_or("#000", |role| if mode == Mode::Light { role.light } else { role.dark }).to_owned();
        }
    });
}

/// Puts the drawing on a card of its own, for a diagram that is made for one ground.
pub(super) fn add_card(root: &mut Element, colour: Color) {
    let bounds: Vec<String> = root.get("viewBox").unwrap_or_default().split(' ').map(str::to_owned).collect();
    let mut card = Element::new("rect").with("fill", Paint::Own(colour).to_attribute().0).with("stroke", "none");
    for (name, value) in ["x", "y", "width", "height"].iter().zip(bounds) {
        card.set(name, value);
    }
    root.children.insert(0, Item::Element(card));
}

fn replace_in_attributes(root: &mut Element, from: &str, to: &str) {
    root.walk_mut(&mut |element| {
        for value in element.attributes.values_mut() {
            *value = value.replace(from, to);
        }
    });
}

/// A round node whose label is taller than it is wide comes out too small for it.
fn grow_circles(root: &mut Element) {
    const AIR: f64 = 12.0;
    let mut reach: Option<(f64, f64, f64, f64)> = None;
    root.walk_mut(&mut |group| {
        let Some(place) = group.get("transform").and_then(|value| value.parse::<Transform>().ok()) else { return };
        let Some(block) = label_size(group) else { return };
        for child in &mut group.children {
            let Item::Element(circle) = child else { continue };
            if circle.name != "circle" || circle.number("cx").unwrap_or_default().abs() > 1.0 {
                continue;
            }
            let needed = (block.0 / 2.0).hypot(block.1 / 2.0).min(block.1 / 2.0 + AIR);
            if circle.number("r").is_some_and(|radius| radius < needed) {
                circle.set("r", length(needed));
                let known = reach.unwrap_or((place.e, place.f, place.e, place.f));
                reach = Some((
                    known.0.min(place.e - needed),
                    known.1.min(place.f - needed),
                    known.2.max(place.e + needed),
                    known.3.max(place.f + needed),
                ));
            }
        }
    });
    if let Some(reach) = reach {
        extend_view(root, reach);
    }
}

/// Width and height of the label in a node's group.
pub(super) fn label_size(group: &Element) -> Option<(f64, f64)> {
    let mut found = None;
    group.clone().walk_mut(&mut |element| {
        if element.name == "text" && found.is_none() {
            let size = element.number("font-size").unwrap_or(16.0);
            let bold = element.get("font-weight").is_some_and(measure::is_bold);
            let rows: Vec<f64> = element.elements().map(|row| measure::width(&row.text(), size, bold)).collect();
            let height = f64::from(u32::try_from(rows.len().max(1)).unwrap_or(1)) * size * 1.5;
            found = Some((rows.into_iter().fold(0.0, f64::max), height));
        }
    });
    found
}

/// Widens the view so that it shows `reach` (left, top, right, bottom) with a margin.
fn extend_view(root: &mut Element, reach: (f64, f64, f64, f64)) {
    const MARGIN: f64 = 8.0;
    let bounds: Vec<f64> = root.get("viewBox").unwrap_or_default().split(' ').filter_map(|part| part.parse().ok()).collect();
    let &[x, y, width, height] = bounds.as_slice() else { return };
    let (left, top) = (x.min(reach.0 - MARGIN), y.min(reach.1 - MARGIN));
    let (right, bottom) = ((x + width).max(reach.2 + MARGIN), (y + height).max(reach.3 + MARGIN));
    let (width, height) = ((right - left).ceil(), (bottom - top).ceil());
    root.set("viewBox", [left, top, width, height].map(length).join(" "));
    root.set("width", length(width));
    root.set("height", length(height));
}
