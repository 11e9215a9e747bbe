//! Mermaid diagrams, drawn while the book is built.
//!
//! ```text
//! source --guard--> engine --> SVG with style sheets and HTML labels --svg, css, label--> plain SVG --ground--> Drawing
//!                          --> model ------------------------------------------outline----> text alternative
//! ```
//!
//! The drawing is built anew from an allow-list, so nothing in a source can bring a script, a style or a foreign
//! resource into the page; its colours are custom properties, so one drawing serves the light and the dark mode.

mod advances;
mod charts;
mod circles;
mod css;
mod engine;
mod error;
mod geometry;
mod ground;
mod guard;
mod label;
mod measure;
mod outline;
mod palette;
mod patch;
mod roles;
mod shorten;
pub mod sight;
pub mod sketch;
mod straight;
mod svg;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use error::DrawError;
pub use outline::Entry;
use tree::{Element, ID_MARK, escape};

/// The engine's name and version and the revision of what is made of its drawings: part of every cache key.
pub const ENGINE: &str = "merman 0.9.3, revision 6";

/// What [`draw`] makes of a source: everything the page needs, with ids still relative to the figure's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// What stands inside the `svg` element, with a mark where the figure's id goes.
    body: String,
    view_box: String,
    width: String,
    height: String,
    font_size: String,
    fill: String,
    has_links: bool,
    /// The diagram's name: the author's `accTitle` or title, else its kind.
    pub title: String,
    /// The author's `accDescr`, else what there is in the diagram.
    pub description: String,
    /// The diagram in words.
    pub outline: Vec<Entry>,
    /// Every text in the drawing, in order of painting.
    pub labels: Vec<String>,
}

impl Drawing {
    /// The figure's content as HTML: the drawing in a frame that scrolls when the page is narrow, and the diagram in
    /// words.  `id` must be unique in its page; every id inside begins with it.  `alt` is read out in place of the
    /// description.
    ///
    /// A wide drawing shrinks with its frame as far as its text stays readable; `diagram-min-N` says how far, in units
    /// of [`STEP`] pixels.
    #[must_use]
    pub fn to_html(&self, id: &str, alt: Option<&str>) -> String {
        let id: String = id.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        let mut out = String::with_capacity(self.body.len() + 1024);
        let title = escape(&self.title);
        // The links of an image cannot be reached, so a drawing with links is a group.
        let role = if self.has_links { "group" } else { "img" };
        let _ = write!(
            out,
            "<div class=\"diagram-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\">\
             <svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram-svg diagram-min-{}\" role=\"{role}\" \
             aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" width=\"{}\" height=\"{}\" \
             viewBox=\"{}\" font-size=\"{}\" fill=\"{}\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{}</desc>",
            self.least_width(),
            self.width,
            self.height,
            self.view_box,
            self.font_size,
            self.fill,
            escape(alt.unwrap_or(&self.description)),
        );
        out.push_str(&self.body.replace(ID_MARK, &id));
        out.push_str("</svg></div><details class=\"diagram-text\"><summary>This diagram in words</summary>");
        write_entries(&mut out, &self.outline);
        out.push_str("</details>");
        out
    }

    /// The width below which the drawing no longer shrinks, in whole steps; the sheet knows up to [`MOST_STEPS`].
    fn least_width(&self) -> u32 {
        let pixels = self.width.trim_end_matches("px").parse::<f64>().unwrap_or_default();
        let fits = |steps: &u32| f64::from(steps * STEP) <= pixels * SMALLEST_SCALE;
        (1..=MOST_STEPS).rev().find(fits).unwrap_or(0)
    }
}

/// Pixels in a step of the classes `diagram-min-N`.
pub const STEP: u32 = 80;
/// The largest N of the classes `diagram-min-N`.
pub const MOST_STEPS: u32 = 40;
/// How far a drawing shrinks: its text of 16 pixels is then one of 11.
const SMALLEST_SCALE: f64 = 0.7;

/// Draws a diagram from its source, as written in the fence.
///
/// The result depends on nothing but the source.  Total: no source makes it panic, and limits on length and nesting
/// keep its time bounded.
///
/// # Errors
///
/// When the source is not a diagram, does not parse, or is beyond the limits; the error says where.
pub fn draw(source: &str) -> Result<Drawing, DrawError> {
    guard::check(source)?;
    let author = engine::author_config(source).unwrap_or_default();
    let own_colours = palette::chooses_colours(&author);
    let config = if own_colours { palette::plain_config() } else { palette::marker_config() };
    let drawn = engine::run(source, config)?;
    let unreadable = || DrawError::whole(source, "the diagram engine made a drawing that cannot be read", "");
    let mut root = svg::rebuild(&drawn.svg).ok_or_else(unreadable)?;
    patch::apply(&mut root, &drawn.kind);
    let mut card = own_colours.then(|| palette::card(&author));
    if card.is_none() {
        patch::adopt_neutrals(&mut root, source, &drawn.kind);
        if let Some(mode) = ground::only_mode(&root, &palette::named_in(source)) {
            card = Some(palette::role("page").in_mode(mode));
        }
    }
    ground::mend(&mut root, card, &palette::named_in(source));
    if let Some(mode) = card.map(palette::mode_of) {
        patch::fix_mode(&mut root, mode);
    }
    if let Some(card) = card {
        patch::add_card(&mut root, card);
    }
    Ok(finish(&root, &drawn))
}

fn finish(root: &Element, drawn: &engine::Drawn) -> Drawing {
    let labels = labels(root);
    let words = outline::describe(&drawn.kind, &drawn.model, &labels);
    let authored = |key: &str| {
        drawn.model.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let title = authored("accTitle")
        .or_else(|| drawn.title.clone().filter(|title| !title.trim().is_empty()))
        .or_else(|| authored("title"))
        .unwrap_or_else(|| words.kind.to_owned());
    let description = authored("accDescr").unwrap_or_else(|| match words.counts.as_str() {
        "" => format!("{}.", words.kind),
        counts => format!("{}: {counts}.", words.kind),
    });
    let mut body = String::new();
    for child in &root.children {
        if let tree::Item::Element(child) = child {
            child.write(&mut body);
        }
    }
    let attribute = |name: &str, otherwise: &str| root.get(name).unwrap_or(otherwise).to_owned();
    Drawing {
        has_links: body.contains("<a "),
        body,
        view_box: attribute("viewBox", "0 0 1 1"),
        width: attribute("width", "1"),
        height: attribute("height", "1"),
        font_size: attribute("font-size", "16px"),
        fill: attribute("fill", "var(--diagram-text)"),
        title,
        description,
        outline: words.entries,
        labels,
    }
}

fn labels(root: &Element) -> Vec<String> {
    let mut labels = Vec::new();
    root.clone().walk_mut(&mut |element| {
        if element.name == "text" {
            let spans: Vec<String> = element.elements().map(Element::text).collect();
            let text = if spans.is_empty() { element.text() } else { spans.join(" ") };
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                labels.push(text);
            }
        }
    });
    labels
}

fn write_entries(out: &mut String, entries: &[Entry]) {
    out.push_str("<ul>");
    for entry in entries {
        let _ = write!(out, "<li>{}", escape(&entry.text));
        if !entry.children.is_empty() {
            write_entries(out, &entry.children);
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}
