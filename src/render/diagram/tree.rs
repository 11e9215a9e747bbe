//! A small tree for the finished drawing, and its text form.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Stands for the id of the figure in a stored drawing.  It cannot occur in text, where control characters are dropped.
pub(super) const ID_MARK: char = '\u{1}';

#[derive(Clone, Debug)]
pub(super) enum Item {
    Element(Element),
    Text(String),
}

#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Item>,
}

impl Element {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.attributes.insert(name.to_owned(), value.into());
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The attribute as a number, without its unit.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.trim().trim_end_matches("px").parse().ok().filter(|number: &f64| number.is_finite())
    }

    pub(super) fn push(&mut self, child: Self) {
        self.children.push(Item::Element(child));
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Item::Element(element) => Some(element),
            Item::Text(_) => None,
        })
    }

    /// All text inside, in order.
    pub(super) fn text(&self) -> String {
        let mut all = String::new();
        for child in &self.children {
            match child {
                Item::Element(element) => all.push_str(&element.text()),
                Item::Text(text) => all.push_str(text),
            }
        }
        all
    }

    /// Calls `visit` on this element and all below it, parents first.
    pub(super) fn walk_mut(&mut self, visit: &mut impl FnMut(&mut Self)) {
        visit(self);
        for child in &mut self.children {
            if let Item::Element(element) = child {
                element.walk_mut(visit);
            }
        }
    }

    /// The element as XML.
    pub(super) fn write(&self, out: &mut String) {
        let _ = write!(out, "<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{}\"", escape_attribute(value));
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Item::Element(element) => element.write(out),
                Item::Text(text) => out.push_str(&escape(text)),
            }
        }
        let _ = write!(out, "</{}>", self.name);
    }
}

/// Text for HTML and XML alike; control characters, which neither allows, are dropped.
pub(super) fn escape(text: &str) -> String {
    escape_where(text, |_| true)
}

fn escape_attribute(text: &str) -> String {
    escape_where(text, |c| c != ID_MARK)
}

fn escape_where(text: &str, drops_control: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            _ if c.is_control() && drops_control(c) => {}
            '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// A length with at most two decimals.
pub(super) fn length(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") }
}
