//! From the engine's drawing to one that a strict page can hold.
//!
//! Everything is built anew from an allow-list: elements, attributes, properties and link targets that are not named
//! here do not get through, whatever the source of the diagram says.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::css::Sheet;
use super::label;
use super::palette::{self, classify, parse_colour};
use super::shorten::shorten;
use super::straight::straighten;
use super::tree::{Element, ID_MARK, Item};

/// Deepest nesting of elements that is taken; the limits on the source keep real drawings far below it.
const MAX_DEPTH: usize = 400;

const ELEMENTS: &[&str] = &[
    "a",
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "path",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "tspan",
    "use",
];

const GEOMETRY: &[&str] = &[
    "clip-rule",
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "fill-rule",
    "gradientTransform",
    "gradientUnits",
    "height",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "offset",
    "orient",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

const PROPERTIES: &[&str] = &[
    "alignment-baseline",
    "dominant-baseline",
    "fill-opacity",
    "font-size",
    "font-style",
    "font-weight",
    "opacity",
    "stop-opacity",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
];

const REFERENCES: &[&str] = &["clip-path", "marker-end", "marker-mid", "marker-start"];

/// Rebuilds the drawing.  `None` when it is no SVG.
pub(super) fn rebuild(svg: &str) -> Option<Element> {
    let svg = svg.replace("&nbsp;", "\u{a0}");
    let document = Document::parse(&svg).ok()?;
    let sheets: String = document
        .descendants()
        .filter(|node| node.has_tag_name("style") || node.tag_name().name() == "style")
        .filter_map(|node| node.text())
        .collect();
    let sheet = Sheet::parse(&sheets);
    let mut root = element(document.root_element(), &sheet, 0)?;
    if root.name != "svg" {
        return None;
    }
    size(&mut root)?;
    rename_ids(&mut root);
    Some(root)
}

fn element(node: Node<'_, '_>, sheet: &Sheet, depth: usize) -> Option<Element> {
    if depth > MAX_DEPTH {
        return None;
    }
    let declared = sheet.declared(node);
    let is = |property: &str, value: &str| declared.get(property).is_some_and(|declared| declared == value);
    if is("display", "none") || is("visibility", "hidden") {
        return None;
    }
    match node.tag_name().name() {
        "foreignObject" => return label::draw(node, sheet),
        "switch" => {
            return node.children().filter(Node::is_element).find_map(|child| element(child, sheet, depth + 1));
        }
        name if !ELEMENTS.contains(&name) => return None,
        _ => {}
    }
    let mut made = Element::new(node.tag_name().name());
    attributes(node, &declared, &mut made);
    for child in node.children() {
        if child.is_element() {
            if let Some(child) = element(child, sheet, depth + 1) {
                made.push(child);
            }
        } else if matches!(made.name.as_str(), "text" | "tspan")
            && let Some(text) = child.text()
        {
            made.children.push(Item::Text(text.to_owned()));
        }
    }
    // A rectangle without a size is not drawn, and not valid.
    if made.name == "rect" && (made.get("width").is_none() || made.get("height").is_none()) {
        return None;
    }
    let holds_something = !made.children.is_empty() || !matches!(made.name.as_str(), "g" | "text" | "a" | "defs" | "tspan");
    holds_something.then_some(made)
}

fn attributes(node: Node<'_, '_>, declared: &BTreeMap<String, String>, made: &mut Element) {
    for name in GEOMETRY {
        let sized_by_style = matches!(*name, "rx" | "ry" | "r");
        let value = if sized_by_style { declared.get(*name).map(String::as_str) } else { node.attribute(*name) };
        if let Some(value) = value.filter(|value| is_plain(value) && belongs(name, &made.name)) {
            let value = value.trim_end_matches("px");
            made.set(name, concise(name, value));
        }
    }
    for property in PROPERTIES {
        if let Some(value) = declared.get(*property).filter(|value| is_plain(value)) {
            made.set(property, value.as_str());
        }
    }
    for property in ["fill", "stroke", "stop-color"] {
        if let Some(value) = declared.get(property) {
            paint(property, value, declared, made);
        }
    }
    for name in REFERENCES {
        if let Some(target) = declared.get(*name).and_then(|value| local_reference(value)) {
            made.set(name, format!("url(#{target})"));
        }
    }
    if let Some(id) = node.attribute("id") {
        made.set("id", id);
    }
    let href = node.attribute("href").or_else(|| node.attribute(("http://www.w3.org/1999/xlink", "href")));
    match (made.name.as_str(), href) {
        ("use", Some(href)) if href.starts_with('#') => made.set("href", href),
        ("a", Some(href)) if is_safe_link(href) => {
            made.set("href", href.trim());
            if node.attribute("target") == Some("_blank") {
                made.set("target", "_blank");
                made.set("rel", "noopener");
            }
        }
        ("a", _) => "g".clone_into(&mut made.name),
        _ => {}
    }
}

/// The value with no more digits than show, where it may hold many coordinates. A scale or a turn needs all of its digits.
fn concise(attribute: &str, value: &str) -> String {
    match attribute {
        "d" => straighten(value).unwrap_or_else(|| shorten(value)),
        "points" => shorten(value),
        "transform" if value.starts_with("translate(") && value.matches('(').count() == 1 => shorten(value),
        _ => value.to_owned(),
    }
}

/// Whether SVG knows the attribute on that element; the engine also writes some where they mean nothing.
fn belongs(attribute: &str, element: &str) -> bool {
    match attribute {
        "x1" | "x2" | "y1" | "y2" => matches!(element, "line" | "linearGradient" | "radialGradient"),
        "viewBox" | "preserveAspectRatio" => matches!(element, "svg" | "symbol" | "marker"),
        _ => true,
    }
}

fn paint(property: &str, value: &str, declared: &BTreeMap<String, String>, made: &mut Element) {
    if let Some(colour) = parse_colour(value) {
        let (value, opacity) = classify(colour).to_attribute();
        made.set(property, value);
        let opacity_property = match property {
            "stop-color" => "stop-opacity",
            "stroke" => "stroke-opacity",
            _ => "fill-opacity",
        };
        if let Some(opacity) = opacity.filter(|_| !declared.contains_key(opacity_property)) {
            made.set(opacity_property, opacity);
        }
    } else if let Some(target) = local_reference(value) {
        made.set(property, format!("url(#{target})"));
    } else if matches!(value, "none" | "transparent") {
        made.set(property, "none");
    } else if value == "currentColor" && property != "stop-color" {
        made.set(property, palette::role("line").to_attribute().0);
    }
}

/// Whether a value is a mere number, keyword, path or transform: nothing that can name a resource or hold markup.
fn is_plain(value: &str) -> bool {
    !value.contains("url")
        && value.chars().all(|c| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "+-.,%()".contains(c))
        && !value.contains("NaN")
}

/// The id in `url(#id)`.
fn local_reference(value: &str) -> Option<&str> {
    let inside = value.trim().strip_prefix("url(")?.strip_suffix(')')?.trim_matches(['"', '\'']);
    inside.strip_prefix('#').filter(|id| !id.is_empty())
}

/// Whether a link may stand in the page: web, mail, a path, or a place in the page.  Everything else names a
/// scheme that a reader should not be sent to.
pub(super) fn is_safe_link(href: &str) -> bool {
    let href: String = href.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    if href.is_empty() || href == "about:blank" {
        return false;
    }
    match href.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => matches!(scheme, "http" | "https" | "mailto"),
        _ => true,
    }
}

/// Gives the drawing the explicit size of its view box.
fn size(root: &mut Element) -> Option<()> {
    let bounds: Vec<f64> =
        root.get("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).filter_map(|part| part.parse().ok()).collect();
    let &[x, y, width, height] = bounds.as_slice() else {
        return None;
    };
    if !(width.is_finite() && height.is_finite()) {
        return None;
    }
    let (width, height) = (width.max(1.0).ceil(), height.max(1.0).ceil());
    for (name, value) in [("width", width), ("height", height)] {
        root.set(name, super::tree::length(value));
    }
    root.set("viewBox", [x, y, width, height].map(super::tree::length).join(" "));
    for name in ["x", "y", "preserveAspectRatio", "transform"] {
        root.attributes.remove(name);
    }
    Some(())
}

/// Drops the ids that nothing refers to, and makes the others short and relative to the figure's own.
fn rename_ids(root: &mut Element) {
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    root.walk_mut(&mut |element| {
        for (name, value) in &element.attributes {
            let target = match name.as_str() {
                "href" if element.name == "use" => value.strip_prefix('#'),
                "href" | "id" => None,
                _ => local_reference(value),
            };
            if let Some(target) = target {
                let next = used.len();
                used.entry(target.to_owned()).or_insert_with(|| format!("{ID_MARK}-{next}"));
            }
        }
    });
    let mut seen = Vec::new();
    root.walk_mut(&mut |element| {
        let renamed = element.get("id").and_then(|id| used.get(id)).filter(|id| !seen.contains(*id)).cloned();
        match renamed {
            Some(id) => {
                seen.push(id.clone());
                element.set("id", id);
            }
            None => {
                element.attributes.remove("id");
            }
        }
        let is_use = element.name == "use";
        for (name, value) in &mut element.attributes {
            if name == "href" && is_use {
                if let Some(id) = value.strip_prefix('#').and_then(|target| used.get(target)) {
                    *value = format!("#{id}");
                }
            } else if name != "href"
                && let Some(id) = local_reference(value).and_then(|target| used.get(target))
            {
                *value = format!("url(#{id})");
            }
        }
    });
}
