//! Labels: the engine writes them as HTML inside the drawing; here they become SVG text.
//!
//! SVG text prints well, is not touched by the page's own rules for paragraphs, and does not get clipped when the
//! reader's face is wider than the one that was measured.

use roxmltree::Node;

use super::css::Sheet;
use super::measure;
use super::palette::{classify, parse_colour};
use super::svg::is_safe_link;
use super::tree::{Element, Item, length};

/// How a stretch of text looks.  Each flag is a face or a line of its own, and all combine.
#[expect(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Default, PartialEq)]
struct Look {
    bold: bool,
    italic: bool,
    code: bool,
    underline: bool,
    struck: bool,
    size: f64,
    colour: Option<String>,
    href: Option<String>,
}

#[derive(Clone, Debug)]
struct Run {
    text: String,
    look: Look,
}

type Line = Vec<Run>;

#[derive(Default)]
struct Collected {
    lines: Vec<Line>,
    /// The first background found, and whether any element asked for centred lines.
    background: Option<String>,
    alignment: Option<String>,
    line_height: Option<f64>,
}

/// Draws the label in a `foreignObject`.  `None` when it holds no text.
pub(super) fn draw(node: Node<'_, '_>, sheet: &Sheet) -> Option<Element> {
    let number =
        |name: &str| node.attribute(name).and_then(|value| value.trim_end_matches("px").parse::<f64>().ok()).unwrap_or_default();
    let (x, y, width, height) = (number("x"), number("y"), number("width"), number("height"));
    let mut collected = Collected { lines: vec![Vec::new()], ..Collected::default() };
    let look = inherited_look(node, sheet);
    let base_size = look.size;
    collect(node, sheet, &look, &mut collected, 0);
    let mut lines = trimmed(collected.lines);
    if lines.is_empty() {
        return None;
    }
    let size = lines.iter().flatten().map(|run| run.look.size).fold(0.0, f64::max).max(1.0);
    let line_height = collected.line_height.unwrap_or(1.5) * if size > 0.0 { size } else { base_size };
    let rows = f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    if height > (rows + 0.4) * line_height || lines.iter().any(|line| line_width(line) > width * 1.6 + 8.0) && width > 60.0 {
        lines = lines.into_iter().flat_map(|line| wrap(line, width + 0.5)).collect();
    }
    let mut group = Element::new("g");
    if let Some(transform) = node.attribute("transform") {
        group.set("transform", transform);
    }
    if let Some(background) = collected.background.as_deref().and_then(parse_colour) {
        // The engine's plates are translucent, one over another; opaque reads better over a line.
        let (fill, _) = classify(background).to_attribute();
        group.push(
            Element::new("rect")
                .with("x", length(x))
                .with("y", length(y))
                .with("width", length(width))
                .with("height", length(height))
                .with("fill", fill)
                .with("stroke", "none"),
        );
    }
    let (anchor, at) = match collected.alignment.as_deref() {
        Some("center") => ("middle", x + width / 2.0),
        Some("right" | "end") => ("end", x + width),
        _ => ("start", x),
    };
    let rows = f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    let top = y + (height - rows * line_height) / 2.0;
    let baseline = (line_height - (measure::ASCENT + measure::DESCENT) * size) / 2.0 + measure::ASCENT * size;
    let mut text = Element::new("text").with("text-anchor", anchor).with("font-size", length(size)).with("stroke", "none");
    let mut line_top = top;
    for line in &lines {
        text.push(tspans(line, at, line_top + baseline, size));
        line_top += line_height;
    }
    hoist_colour(&mut text);
    group.push(text);
    Some(group)
}

/// The look that the label inherits from the drawing around it.
fn inherited_look(node: Node<'_, '_>, sheet: &Sheet) -> Look {
    let mut look = Look { size: 16.0, ..Look::default() };
    let mut around: Vec<_> = node.ancestors().filter(Node::is_element).collect();
    around.reverse();
    for ancestor in around {
        apply(&mut look, ancestor, sheet);
    }
    look
}

fn apply(look: &mut Look, node: Node<'_, '_>, sheet: &Sheet) {
    let declared = sheet.declared(node);
    if let Some(colour) = declared.get("color").and_then(|value| parse_colour(value)) {
        look.colour = Some(classify(colour).to_attribute().0);
    }
    if let Some(weight) = declared.get("font-weight") {
        look.bold = measure::is_bold(weight);
    }
    if let Some(style) = declared.get("font-style") {
        look.italic = matches!(style.as_str(), "italic" | "oblique");
    }
    if let Some(decoration) = declared.get("text-decoration") {
        look.underline |= decoration.contains("underline");
        look.struck |= decoration.contains("line-through");
    }
    if let Some(size) = declared.get("font-size").and_then(|value| font_size(value, look.size)) {
        look.size = size;
    }
    match node.tag_name().name() {
        "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" => look.bold = true,
        "i" | "em" => look.italic = true,
        "code" | "tt" | "kbd" => look.code = true,
        "u" | "ins" => look.underline = true,
        "s" | "del" | "strike" => look.struck = true,
        "small" => look.size *= 0.83,
        "a" => {
            if let Some(href) = node.attribute("href").filter(|href| is_safe_link(href)) {
                look.href = Some(href.trim().to_owned());
                look.underline = true;
            }
        }
        _ => {}
    }
}

fn font_size(value: &str, around: f64) -> Option<f64> {
    let value = value.trim();
    let size = if let Some(number) = value.strip_suffix("px") {
        number.trim().parse().ok()?
    } else if let Some(number) = value.strip_suffix("em").filter(|number| !number.ends_with('r')) {
        number.trim().parse::<f64>().ok()? * around
    } else if let Some(number) = value.strip_suffix("rem") {
        number.trim().parse::<f64>().ok()? * 16.0
    } else if let Some(number) = value.strip_suffix('%') {
        number.trim().parse::<f64>().ok()? / 100.0 * around
    } else if let Some(number) = value.strip_suffix("pt") {
        number.trim().parse::<f64>().ok()? * 4.0 / 3.0
    } else {
        value.parse().ok()?
    };
    (size > 0.0 && size < 500.0).then_some(size)
}

fn collect(node: Node<'_, '_>, sheet: &Sheet, look: &Look, into: &mut Collected, depth: usize) {
    if depth > 40 {
        return;
    }
    for child in node.children() {
        if let Some(text) = child.text().filter(|_| child.is_text()) {
            let mut parts = text.split('\n');
            push(into, parts.next().unwrap_or_default(), look);
            for part in parts {
                push(into, " ", look);
                push(into, part, look);
            }
        }
        if !child.is_element() {
            continue;
        }
        let name = child.tag_name().name();
        let declared = sheet.declared(child);
        if name == "br" {
            into.lines.push(Vec::new());
            continue;
        }
        if matches!(name, "style" | "script" | "img" | "svg" | "iframe" | "object")
            || declared.get("display").is_some_and(|display| display == "none")
        {
            continue;
        }
        for property in ["background-color", "background"] {
            if let Some(background) = declared.get(property).filter(|value| parse_colour(value).is_some()) {
                into.background = Some(background.clone());
            }
        }
        if let Some(alignment) = declared.get("text-align") {
            into.alignment = Some(alignment.clone());
        }
        if let Some(height) = declared.get("line-height").and_then(|value| value.parse::<f64>().ok()) {
            into.line_height = Some(height);
        }
        let block = matches!(name, "p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "tr" | "table" | "pre");
        if block {
            break_line(into);
        }
        let mut inner = look.clone();
        apply(&mut inner, child, sheet);
        collect(child, sheet, &inner, into, depth + 1);
        if block {
            break_line(into);
        }
    }
}

fn push(into: &mut Collected, text: &str, look: &Look) {
    if let Some(line) = into.lines.last_mut().filter(|_| !text.is_empty()) {
        line.push(Run { text: text.to_owned(), look: look.clone() });
    }
}

fn break_line(into: &mut Collected) {
    let has_text = into.lines.last().is_some_and(|line| line.iter().any(|run| !run.text.trim().is_empty()));
    if has_text {
        into.lines.push(Vec::new());
    }
}

/// Drops the space around each line and the empty lines at the end.
fn trimmed(lines: Vec<Line>) -> Vec<Line> {
    let mut lines: Vec<Line> = lines.into_iter().map(trim_line).collect();
    while lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    if lines.iter().all(Vec::is_empty) { Vec::new() } else { lines }
}

fn trim_line(mut line: Line) -> Line {
    let mut spaced = true;
    for run in &mut line {
        let mut text = String::with_capacity(run.text.len());
        for c in run.text.chars() {
            let space = matches!(c, ' ' | '\t' | '\r');
            if !(space && spaced) {
                text.push(if space { ' ' } else { c });
            }
            spaced = space;
        }
        run.text = text;
    }
    line.retain(|run| !run.text.is_empty());
    if let Some(last) = line.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    line.retain(|run| !run.text.is_empty());
    line
}

fn run_width(text: &str, look: &Look) -> f64 {
    measure::width(text, look.size, look.bold)
}

fn line_width(line: &Line) -> f64 {
    line.iter().map(|run| run_width(&run.text, &run.look)).sum()
}

/// Breaks a line at its spaces, so that each part is at most `width` wide unless one word alone is wider.
fn wrap(line: Line, width: f64) -> Vec<Line> {
    if line_width(&line) <= width {
        return vec![line];
    }
    let mut lines: Vec<Line> = vec![Vec::new()];
    let mut used = 0.0;
    for run in line {
        for word in run.text.split_inclusive(' ') {
            let needed = run_width(word.trim_end(), &run.look);
            if used > 0.0 && used + needed > width {
                lines.push(Vec::new());
                used = 0.0;
            }
            used += run_width(word, &run.look);
            let Some(current) = lines.last_mut() else { continue };
            match current.last_mut().filter(|last| last.look == run.look) {
                Some(last) => last.text.push_str(word),
                None => current.push(Run { text: word.to_owned(), look: run.look.clone() }),
            }
        }
    }
    lines.into_iter().map(trim_line).collect()
}

fn tspans(line: &Line, x: f64, y: f64, size: f64) -> Element {
    let mut row = Element::new("tspan").with("x", length(x)).with("y", length(y));
    for run in line {
        let look = &run.look;
        let mut span = Element::new("tspan");
        if let Some(colour) = &look.colour {
            span.set("fill", colour.as_str());
        }
        if look.bold {
            span.set("font-weight", "bold");
        }
        if look.italic {
            span.set("font-style", "italic");
        }
        if look.code {
            span.set("class", "code");
        }
        if (look.size - size).abs() > 0.01 {
            span.set("font-size", length(look.size));
        }
        match (look.underline, look.struck) {
            (true, true) => span.set("text-decoration", "underline line-through"),
            (true, false) => span.set("text-decoration", "underline"),
            (false, true) => span.set("text-decoration", "line-through"),
            (false, false) => {}
        }
        span.children.push(Item::Text(run.text.clone()));
        if let Some(href) = &look.href {
            let mut anchor = Element::new("a").with("href", href.as_str());
            anchor.push(span);
            row.push(anchor);
        } else if span.attributes.is_empty() {
            row.children.append(&mut span.children);
        } else {
            row.push(span);
        }
    }
    row
}

/// Moves a colour that all of the text shares up to the text, and likewise what a whole row shares.
fn hoist_colour(text: &mut Element) {
    for name in ["fill", "font-weight", "font-style"] {
        let mut found: Vec<Option<String>> = Vec::new();
        text.clone().walk_mut(&mut |element| {
            let holds_text = element.children.iter().any(|child| matches!(child, Item::Text(_)));
            if holds_text {
                found.push(element.get(name).map(str::to_owned));
            }
        });
        let Some(Some(shared)) = found.first().cloned() else { continue };
        if found.iter().all(|one| one.as_ref() == Some(&shared)) {
            text.walk_mut(&mut |element| {
                element.attributes.remove(name);
            });
            text.set(name, shared);
        }
    }
    for row in &mut text.children {
        if let Item::Element(row) = row {
            flatten(row);
        }
    }
}

fn flatten(row: &mut Element) {
    let children = std::mem::take(&mut row.children);
    for child in children {
        match child {
            Item::Element(mut span) if span.name == "tspan" && span.attributes.is_empty() => {
                row.children.append(&mut span.children);
            }
            other => row.children.push(other),
        }
    }
}
