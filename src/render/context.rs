//! What templates get, described by the types that hold it.
//!
//! [`context!`] makes a type that can be put into a template and knows its fields, their kinds and their doc comments: so the reference page
//! cannot miss a field, and a field without a description does not compile.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The kind of a value in a template.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// True or false.
    Flag,
    /// A whole number.
    Number,
    /// A value, or none.
    Optional(Box<Shape>),
    /// A list of such values.
    List(Box<Shape>),
    /// A value with fields; the name is the type's, the same for the same fields.
    Fields(&'static str, Vec<Field>),
}

/// A field of a value.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in templates.
    pub name: &'static str,
    /// What it holds, in Markdown.
    pub about: &'static str,
    /// Its kind. A function, since a value may hold others of its own kind.
    pub shape: Kind,
}

/// What can be put into a template.
pub trait Described {
    /// The kind of the values.
    fn shape() -> Shape;
}

macro_rules! described {
    ($($type:ty => $shape:expr),*) => {
        $(impl Described for $type {
            fn shape() -> Shape {
                $shape
            }
        })*
    };
}

described!(String => Shape::Text, str => Shape::Text, bool => Shape::Flag, usize => Shape::Number, u8 => Shape::Number, u32 => Shape::Number);

impl<T: Described + ?Sized> Described for &T {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Described + ToOwned + ?Sized> Described for Cow<'_, T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Described> Described for Option<T> {
    fn shape() -> Shape {
        Shape::Optional(Box::new(T::shape()))
    }
}

impl<T: Described> Described for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

impl<T: Described> Described for [T] {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

/// Makes a type for a template's context. Each field needs a doc comment that says to the author of a template what it holds.
macro_rules! context {
    (
        $(#[doc = $about:literal])+
        $(#[derive($($derive:ident),+)])?
        $visible:vis struct $name:ident $(<$life:lifetime>)? {
            $($(#[doc = $doc:literal])+ $field_visible:vis $field:ident : $type:ty),* $(,)?
        }
    ) => {
        $(#[doc = $about])+
        #[derive(serde::Serialize $(, $($derive),+)?)]
        $visible struct $name $(<$life>)? {
            $($(#[doc = $doc])+ $field_visible $field: $type),*
        }

        impl $(<$life>)? $crate::render::context::Described for $name $(<$life>)? {
            fn shape() -> $crate::render::context::Shape {
                $crate::render::context::Shape::Fields(stringify!($name), vec![$(
                    $crate::render::context::Field {
                        name: stringify!($field),
                        about: concat!($($doc),+),
                        shape: <$type as $crate::render::context::Described>::shape,
                    }
                ),*])
            }
        }
    };
}
pub(crate) use context;

/// Tells what a template gets.
pub type Kind = fn() -> Shape;

/// The kind of the context of each template, by the template's name.
pub const TEMPLATES: &[(&str, Kind)] = &[
    ("page.html", super::page::PageData::shape),
    ("404.html", super::page::PageData::shape),
    ("print.html", super::page::PageData::shape),
    ("navigation.html", super::navigation::NavigationData::shape),
    ("redirect.html", super::page::RedirectData::shape),
    ("sitemap.xml", super::sitemap::SitemapData::shape),
];

/// Templates that others extend or include, and that get what those get.
pub const WITHIN: &[&str] = &["base.html", "search.html"];

/// The reference of what templates get, as the body of a Markdown page: a section for each kind of context.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    for same in TEMPLATES.chunk_by(|(_, one), (_, other)| type_name(&one()) == type_name(&other())) {
        let names: Vec<String> = same.iter().map(|(name, _)| format!("`{name}`")).collect();
        let _ = write!(text, "\n## {}\n\n", names.join(", "));
        text.push_str(
            ":::{list-table}\n:header-rows: 1\n:stub-columns: 1\n:widths: 5 3 7\n\n* - Name\n  - Value\n  - What it holds\n",
        );
        if let Some((_, shape)) = same.first() {
            rows(&mut text, "", &shape(), &mut Vec::new());
        }
        text.push_str(":::\n");
    }
    text
}

fn type_name(shape: &Shape) -> &'static str {
    match shape {
        Shape::Fields(name, _) => name,
        _ => "",
    }
}

/// A row for each field and, below it, for those of its value. What is within itself is described once.
fn rows(text: &mut String, path: &str, shape: &Shape, above: &mut Vec<&'static str>) {
    let Shape::Fields(name, fields) = shape else { return };
    if above.contains(name) {
        return;
    }
    above.push(name);
    for field in fields {
        let (shape, path) = ((field.shape)(), format!("{path}{}", field.name));
        let words = field.about.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "* - `{path}`\n  - {}\n  - {words}", kind(&shape));
        let (inner, list) = inner(&shape);
        rows(text, &format!("{path}{}.", if list { "[]" } else { "" }), inner, above);
    }
    above.pop();
}

fn inner(shape: &Shape) -> (&Shape, bool) {
    match shape {
        Shape::Optional(shape) => inner(shape),
        Shape::List(shape) => (inner(shape).0, true),
        shape => (shape, false),
    }
}

fn kind(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Flag => "true or false".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Optional(shape) => format!("{}, or none", kind(shape)),
        Shape::List(shape) => match shape.as_ref() {
            Shape::Fields(..) => "list".to_owned(),
            shape => format!("list, each {}", kind(shape)),
        },
        Shape::Fields(..) => "fields".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    context! {
        /// A node of a tree.
        struct Node<'a> {
            /// What it
            /// is called.
            name: &'a str,
            /// The nodes below it.
            children: Vec<Node<'a>>,
            /// Where it leads.
            url: Option<String>,
        }
    }

    /// The paths of a value, without the numbers of list items.
    fn paths(value: &serde_json::Value, path: &str, into: &mut std::collections::BTreeSet<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    into.insert(path.clone());
                    paths(value, &path, into);
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{path}[]"), into)),
            _ => {}
        }
    }

    #[test]
    fn a_type_describes_what_it_serializes_to() {
        let leaf = Node { name: "b", children: Vec::new(), url: None };
        let root = Node { name: "a", children: vec![leaf], url: Some("a.html".to_owned()) };
        let mut found = std::collections::BTreeSet::new();
        paths(&serde_json::to_value(&root).unwrap(), "", &mut found);
        found.retain(|path| !path.starts_with("children[]"));
        let mut text = String::new();
        rows(&mut text, "", &Node::shape(), &mut Vec::new());
        let described = text.lines().filter_map(|line| line.strip_prefix("* - `")?.strip_suffix('`'));
        assert_eq!(described.collect::<std::collections::BTreeSet<_>>(), found.iter().map(String::as_str).collect());
        assert!(text.contains("  - What it is called.\n") && text.contains("  - text, or none\n"), "{text}");
    }
}
