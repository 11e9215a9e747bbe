//! What the engine draws wrong, mended in the finished drawing.

use svgtypes::Color;

use super::palette::Paint;
use super::tree::{Element, Item};

/// Mends what is known to be wrong with drawings of this kind.
pub(super) fn apply(_root: &mut Element, _kind: &str) {}

/// Puts the drawing on a card of its own, for an author who chose the colours for one ground.
pub(super) fn add_card(root: &mut Element, colour: Color) {
    let bounds: Vec<String> = root.get("viewBox").unwrap_or_default().split(' ').map(str::to_owned).collect();
    let mut card = Element::new("rect").with("fill", Paint::Own(colour).to_attribute().0).with("stroke", "none");
    for (name, value) in ["x", "y", "width", "height"].iter().zip(bounds) {
        card.set(name, value);
    }
    let after_defs = root.elements().take_while(|element| element.name == "defs").count();
    root.children.insert(after_defs.min(root.children.len()), Item::Element(card));
}
