//! Text that can be read on what lies beneath it, in both modes.
//!
//! The author's colours stay, so a light fill may carry the light text of the dark mode.  Every text is looked up
//! against the shapes painted before it, and where the two do not contrast, the one that the author did not choose
//! gives way.

use svgtypes::{Color, Transform};

use super::geometry::{Bounds, compose, outline};
use super::measure;
use super::palette::{self, Mode, Paint, classify, contrast, index_of, over, parse_colour, readable_on};
use super::tree::{Element, Item};

pub use crate::render::contrast::ENOUGH;

/// One painted shape: `order` is its number in the walk.
struct Shape {
    order: usize,
    bounds: Bounds,
    paint: Paint,
    opacity: f64,
}

/// One text and everything under its middle, the lowest first.
struct Reading {
    order: usize,
    paint: Paint,
    beneath: Vec<(usize, Paint, f64)>,
    #[cfg(test)]
    words: String,
}

/// A text whose contrast falls short in one mode.
#[cfg(test)]
#[derive(Debug)]
#[expect(dead_code, reason = "shown by a failing test")]
pub(super) struct Illegible {
    /// The text.
    pub(super) words: String,
    /// Light or dark.
    pub(super) mode: Mode,
    /// What it is, from 1.
    pub(super) contrast: f64,
}

/// Mends every text that cannot be read; `card` is the colour of the diagram's own ground, when it brings one.
/// `authored` are the colours that the source names.
pub(super) fn mend(root: &mut Element, card: Option<Color>, authored: &[Color]) {
    for _ in 0..3 {
        let changes = changes(root, card, authored);
        if changes.is_empty() {
            return;
        }
        let mut order = 0;
        root.walk_mut(&mut |element| {
            for (_, fill) in changes.iter().filter(|(changed, _)| *changed == order) {
                element.set("fill", fill.as_str());
            }
            order += 1;
        });
    }
}

/// The texts that fall short of [`ENOUGH`] under the default theme.
#[cfg(test)]
pub(super) fn illegible(root: &Element, card: Option<Color>) -> Vec<Illegible> {
    let mut found = Vec::new();
    for reading in walk(root).readings {
        for mode in modes(card) {
            let contrast = contrast_in(&reading, mode, card);
            if contrast < ENOUGH {
                found.push(Illegible { words: reading.words.clone(), mode, contrast });
            }
        }
    }
    found
}

/// The one mode in which our own lines show on the author's shapes, when there are lines that show in one only.
///
/// A light area that the author laid under arrows swallows the light arrows of the dark mode.  Such a diagram is
/// better kept whole in the mode that it was made for.
/// `authored` are the colours that the source names.
pub(super) fn only_mode(root: &Element, authored: &[Color]) -> Option<Mode> {
    const VISIBLE: f64 = 2.0;
    let lines = walk(root).lines;
    let on_own: Vec<&Reading> = lines
        .iter()
        .filter(|line| matches!(line.beneath.last(), Some((_, Paint::Own(colour), _)) if is_named(*colour, authored)))
        .collect();
    let hidden = |mode| on_own.iter().any(|line| contrast_in(line, mode, None) < VISIBLE);
    match (hidden(Mode::Light), hidden(Mode::Dark)) {
        (false, true) => Some(Mode::Light),
        (true, false) => Some(Mode::Dark),
        _ => None,
    }
}

/// The modes that a diagram is shown in: on a card of its own, only that of the card.
fn modes(card: Option<Color>) -> [Mode; 2] {
    card.map_or([Mode::Light, Mode::Dark], |card| [palette::mode_of(card); 2])
}

/// Whether the source names this colour, at whatever opacity it is drawn.
fn is_named(colour: Color, authored: &[Color]) -> bool {
    let opaque = |colour: &Color| (colour.red, colour.green, colour.blue);
    authored.iter().any(|named| opaque(named) == opaque(&colour))
}

fn changes(root: &Element, card: Option<Color>, authored: &[Color]) -> Vec<(usize, String)> {
    let mut changes = Vec::new();
    for reading in walk(root).readings {
        let [light, dark] = modes(card).map(|mode| contrast_in(&reading, mode, card));
        if light >= ENOUGH && dark >= ENOUGH {
            continue;
        }
        let paint = match reading.paint {
            // What the engine wrote on its own account may change like a role.
            Paint::Own(colour) if !is_named(colour, authored) => palette::role("text"),
            paint => paint,
        };
        match (paint, reading.beneath.last()) {
            // The author's text on one of our shapes, chosen in the light: the shape stays light.
            (Paint::Own(_), Some((order, shape @ Paint::Role(..), _))) if light > dark => {
                changes.push((*order, Paint::Own(shape.in_mode(Mode::Light)).to_attribute().0));
            }
            (Paint::Own(_), Some((_, Paint::Own(_), _))) => {}
            (Paint::Own(_), _) if light < ENOUGH && dark < ENOUGH => {}
            _ => {
                let fill = best_fill(&reading, card);
                if fill != reading.paint.to_attribute().0 {
                    changes.push((reading.order, fill));
                }
            }
        }
    }
    changes
}

/// Our own text on the author's shape, or the author's on the bare page: the fill that reads best in both modes.
fn best_fill(reading: &Reading, card: Option<Color>) -> String {
    let own = readable_on(seen(&reading.beneath, Mode::Light, card));
    let candidates = [palette::role("text"), Paint::Own(own), Paint::Own(readable_on(seen(&reading.beneath, Mode::Dark, card)))];
    let worst = |paint: &Paint| {
        let trial = Reading {
            paint: *paint,
            beneath: reading.beneath.clone(),
            order: 0,
            #[cfg(test)]
            words: String::new(),
        };
        modes(card).map(|mode| contrast_in(&trial, mode, card)).into_iter().fold(f64::INFINITY, f64::min)
    };
    let mut best = candidates[0];
    for candidate in candidates {
        if worst(&candidate) > worst(&best) {
            best = candidate;
        }
    }
    best.to_attribute().0
}

fn contrast_in(reading: &Reading, mode: Mode, card: Option<Color>) -> f64 {
    // The numbers of a sequence stand on a disc that is a marker, which this walk does not see.
    if let (Paint::Role(index, _), Paint::Role(disc, _)) = (palette::role("on-line"), palette::role("line"))
        && matches!(reading.paint, Paint::Role(own, _) if own == index)
    {
        return contrast(reading.paint.in_mode(mode), Paint::Role(disc, 255).in_mode(mode));
    }
    let ground = seen(&reading.beneath, mode, card);
    contrast(over(reading.paint.in_mode(mode), ground), ground)
}

fn seen(beneath: &[(usize, Paint, f64)], mode: Mode, card: Option<Color>) -> Color {
    let page = card.unwrap_or_else(|| palette::role("page").in_mode(mode));
    beneath.iter().fold(page, |ground, (_, paint, opacity)| {
        let mut top = paint.in_mode(mode);
        top.alpha = unit_to_byte(f64::from(top.alpha) / 255.0 * opacity);
        over(top, ground)
    })
}

fn unit_to_byte(unit: f64) -> u8 {
    let steps = (unit.clamp(0.0, 1.0) * 255.0).round();
    (0..=u8::MAX).find(|step| f64::from(*step) >= steps).unwrap_or(u8::MAX)
}

#[derive(Clone, Copy)]
struct Around {
    transform: Transform,
    fill: Option<Paint>,
    opacity: f64,
    fill_opacity: f64,
    size: f64,
    bold: bool,
    anchor: f64,
    at: (f64, f64),
    hangs: bool,
    stroke: Option<Paint>,
}

fn walk(root: &Element) -> Walk {
    let around = Around {
        transform: Transform::default(),
        fill: Some(Paint::Own(Color::black())),
        opacity: 1.0,
        fill_opacity: 1.0,
        size: 16.0,
        bold: false,
        anchor: 0.0,
        at: (0.0, 0.0),
        hangs: false,
        stroke: None,
    };
    let mut walk = Walk { order: 0, shapes: Vec::new(), readings: Vec::new(), lines: Vec::new() };
    walk.visit(root, around);
    walk
}

struct Walk {
    order: usize,
    shapes: Vec<Shape>,
    readings: Vec<Reading>,
    /// Lines of ours that lie wholly on shapes.
    lines: Vec<Reading>,
}

impl Walk {
    fn visit(&mut self, element: &Element, around: Around) {
        let order = self.order;
        self.order += 1;
        let around = enter(element, around);
        match element.name.as_str() {
            "defs" | "marker" | "symbol" | "clipPath" | "linearGradient" => {
                self.order += count(element) - 1;
                return;
            }
            "rect" | "circle" | "ellipse" | "polygon" | "path" => {
                let bounds = outline(element).and_then(|points| Bounds::of(&points, around.transform));
                let opacity = around.opacity * around.fill_opacity;
                if let (Some(bounds), Some(paint)) = (bounds, around.fill)
                    && opacity > 0.02
                {
                    self.shapes.push(Shape { order, bounds, paint, opacity });
                }
            }
            "text" | "tspan" => self.read(element, order, around),
            _ => {}
        }
        if matches!(element.name.as_str(), "path" | "line") {
            self.follow(element, order, around);
        }
        for child in element.elements() {
            self.visit(child, around);
        }
    }

    fn follow(&mut self, element: &Element, order: usize, around: Around) {
        let bounds = outline(element).and_then(|points| Bounds::of(&points, around.transform));
        let (Some(bounds), Some(paint @ Paint::Role(..))) = (bounds, around.stroke) else { return };
        if around.fill.is_some() && element.name == "path" || around.opacity < 0.5 {
            return;
        }
        let beneath: Vec<_> = self
            .shapes
            .iter()
            .filter(|shape| {
                shape.bounds.contains((bounds.left, bounds.top)) && shape.bounds.contains((bounds.right, bounds.bottom))
            })
            .map(|shape| (shape.order, shape.paint, shape.opacity))
            .collect();
        self.lines.push(Reading {
            order,
            paint,
            beneath,
            #[cfg(test)]
            words: String::new(),
        });
    }

    /// Reads the text that stands directly in this element; nested spans read their own.
    fn read(&mut self, element: &Element, order: usize, around: Around) {
        let words: String = element
            .children
            .iter()
            .filter_map(|child| match child {
                Item::Text(text) => Some(text.as_str()),
                Item::Element(_) => None,
            })
            .collect();
        let Some(paint) = around.fill.filter(|_| !words.trim().is_empty()) else {
            return;
        };
        let (x, y) = around.at;
        let width = measure::width(words.trim(), around.size, around.bold);
        let rise = if around.hangs { -0.4 } else { 0.3 };
        let middle = Bounds::of(&[(x + width * (0.5 - around.anchor), y - around.size * rise)], around.transform);
        let Some(middle) = middle else { return };
        let centre = (middle.left, middle.top);
        let beneath: Vec<_> = self
            .shapes
            .iter()
            .filter(|shape| shape.bounds.contains(centre) && shape.bounds.extent() > width.min(around.size * 2.0) * 0.6)
            .map(|shape| (shape.order, shape.paint, shape.opacity))
            .collect();
        let opaque = beneath.iter().rposition(|(_, paint, opacity)| *opacity > 0.99 && paint.in_mode(Mode::Light).alpha == 255);
        let beneath = beneath.get(opaque.unwrap_or_default()..).unwrap_or_default().to_vec();
        self.readings.push(Reading {
            order,
            paint,
            beneath,
            #[cfg(test)]
            words,
        });
    }
}

fn count(element: &Element) -> usize {
    1 + element.elements().map(count).sum::<usize>()
}

fn enter(element: &Element, mut around: Around) -> Around {
    if let Some(transform) = element.get("transform").and_then(|value| value.parse::<Transform>().ok()) {
        around.transform = compose(around.transform, transform);
    }
    if matches!(element.name.as_str(), "text" | "tspan") {
        // A span without a place of its own stands where the text around it does.
        around.at = (element.number("x").unwrap_or(around.at.0), element.number("y").unwrap_or(around.at.1));
    }
    match element.get("fill") {
        Some("none") => around.fill = None,
        Some(fill) if fill.starts_with("url(") => around.fill = None,
        Some(fill) => around.fill = read_paint(fill).or(around.fill),
        None => {}
    }
    if let Some(stroke) = element.get("stroke") {
        around.stroke = read_paint(stroke);
    }
    if let Some(baseline) = element.get("dominant-baseline") {
        around.hangs = baseline.contains("hanging") || baseline == "text-before-edge";
    }
    if let Some(opacity) = element.number("opacity") {
        around.opacity *= opacity;
    }
    if let Some(opacity) = element.number("fill-opacity") {
        around.fill_opacity = opacity;
    }
    if let Some(size) = element.number("font-size") {
        around.size = size;
    }
    if let Some(weight) = element.get("font-weight") {
        around.bold = measure::is_bold(weight);
    }
    match element.get("text-anchor") {
        Some("middle") => around.anchor = 0.5,
        Some("end") => around.anchor = 1.0,
        Some("start") => around.anchor = 0.0,
        _ => {}
    }
    around
}

/// Reads back what [`Paint::to_attribute`] wrote.
fn read_paint(value: &str) -> Option<Paint> {
    if let Some(name) = value.strip_prefix("var(--diagram-").and_then(|rest| rest.strip_suffix(')')) {
        return index_of(name).map(|index| Paint::Role(index, 255));
    }
    parse_colour(value).map(classify)
}
