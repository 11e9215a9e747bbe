//! Classes and looks: `classDef`, `class`, `cssClass`, `style`, `linkStyle` and `:::`, which mean the same in every kind of diagram.

use std::ops::Range;

use super::cursor::{Cursor, trimmed};
use super::{Kind, Sketch};

/// `classDef name fill:#fff,color:#000`
#[derive(Clone, Debug)]
pub struct ClassDef {
    /// The class; `default` is that of everything without one.
    pub name: String,
    /// Where the name stands.
    pub range: Range<usize>,
    /// What it looks like.
    pub declarations: Vec<Declaration>,
}

/// A class given to one node.
#[derive(Clone, Debug)]
pub struct ClassUse {
    /// The class.
    pub class: String,
    /// Where it is named.
    pub range: Range<usize>,
    /// The node.
    pub node: String,
}

/// `style A fill:#fff`, `linkStyle 0 color:#000`
#[derive(Clone, Debug)]
pub struct Style {
    /// What gets the look.
    pub on: Styled,
    /// The look.
    pub declarations: Vec<Declaration>,
}

/// What gets a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Styled {
    /// The node or group of this name.
    Node(String),
    /// Links.
    Links,
}

/// `fill:#fff`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The property in lower case.
    pub property: String,
    /// The value as written.
    pub value: String,
    /// Where property and value stand.
    pub range: Range<usize>,
}

/// Reads the statement at the cursor if it is one of these.
pub(super) fn statement(sketch: &mut Sketch, cursor: &mut Cursor<'_>) -> bool {
    let source = cursor.text;
    // In a class diagram `class` declares one.
    let gives_class = if sketch.kind == Kind::Class { "cssClass" } else { "class" };
    if cursor.eat_word("classDef") {
        cursor.skip_spaces();
        let names = cursor.eat_while(|c| !c.is_whitespace());
        let declarations = declarations(source, end_of_statement(cursor));
        for range in parts(source, names, ',') {
            let name = source.get(range.clone()).unwrap_or_default().to_owned();
            sketch.classes.push(ClassDef { name, range, declarations: declarations.clone() });
        }
    } else if cursor.eat_word(gives_class) {
        let statement = trimmed(source, end_of_statement(cursor));
        let text = source.get(statement.clone()).unwrap_or_default();
        if let Some(gap) = text.rfind(char::is_whitespace) {
            let class = trimmed(source, statement.start + gap..statement.end);
            let nodes = statement.start..statement.start + gap;
            for node in parts(source, nodes, ',') {
                give(sketch, source, class.clone(), source.get(node).unwrap_or_default().trim_matches('"'));
            }
        }
    } else if cursor.eat_word("style") {
        cursor.skip_spaces();
        let nodes = cursor.eat_while(|c| !c.is_whitespace());
        let declarations = declarations(source, end_of_statement(cursor));
        for node in parts(source, nodes, ',') {
            let node = source.get(node).unwrap_or_default().to_owned();
            sketch.styles.push(Style { on: Styled::Node(node), declarations: declarations.clone() });
        }
    } else if cursor.eat_word("linkStyle") {
        cursor.skip_spaces();
        // Numbers, perhaps with spaces behind the commas.
        cursor.eat_while(|c| c.is_ascii_digit() || matches!(c, ',' | ' '));
        cursor.eat_word("default");
        cursor.skip_spaces();
        if cursor.eat_word("interpolate") {
            cursor.skip_spaces();
            cursor.eat_while(|c| !c.is_whitespace());
        }
        let declarations = declarations(source, end_of_statement(cursor));
        sketch.styles.push(Style { on: Styled::Links, declarations });
    } else {
        return false;
    }
    true
}

/// Reads `:::name`, also several, which give classes to `node`.
pub(super) fn suffix(sketch: &mut Sketch, cursor: &mut Cursor<'_>, node: &str) {
    loop {
        let before = *cursor;
        cursor.skip_spaces();
        if !cursor.eat(":::") {
            *cursor = before;
            return;
        }
        cursor.skip_spaces();
        let range = cursor.eat_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ','));
        // The dashes of a link that follows without a space.
        let text = cursor.text.get(range.clone()).unwrap_or_default();
        let length = text.find("--").unwrap_or(text.len());
        cursor.at = range.start + length;
        for class in parts(cursor.text, range.start..range.start + length, ',') {
            give(sketch, cursor.text, class, node);
        }
    }
}

fn give(sketch: &mut Sketch, source: &str, range: Range<usize>, node: &str) {
    let class = source.get(range.clone()).unwrap_or_default().to_owned();
    if !class.is_empty() {
        sketch.uses.push(ClassUse { class, range, node: node.to_owned() });
    }
}

fn end_of_statement(cursor: &mut Cursor<'_>) -> Range<usize> {
    cursor.eat_while(|c| c != '\n' && c != ';')
}

fn declarations(source: &str, range: Range<usize>) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    for range in parts(source, range, ',') {
        let text = source.get(range.clone()).unwrap_or_default();
        if let Some((property, value)) = text.split_once(':') {
            let value = value.trim().trim_end_matches("!important").trim().replace("\\,", ",");
            declarations.push(Declaration { property: property.trim().to_ascii_lowercase(), value, range });
        }
    }
    declarations
}

/// The parts between separators, but for those in parentheses and those behind a backslash, without white space.
fn parts(source: &str, range: Range<usize>, separator: char) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in source.get(range.clone()).unwrap_or_default().char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c == separator && depth == 0 && !escaped => {
                parts.push(trimmed(source, start..range.start + at));
                start = range.start + at + c.len_utf8();
            }
            _ => {}
        }
        escaped = c == '\\';
    }
    parts.push(trimmed(source, start..range.end));
    parts.retain(|part| !part.is_empty());
    parts
}
