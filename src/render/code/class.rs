//! Sixteen classes for the several thousand scopes that grammars use.

use std::sync::LazyLock;

use syntect::parsing::Scope;

/// What a stretch of code is, as far as a reader wants to see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing worth a colour; also what ends a colour, as an interpolation does inside a string.
    Plain,
    Comment,
    String,
    /// An escape or a placeholder inside a string.
    Escape,
    Number,
    /// A literal with a name: `true`, `None`, `self`, a symbol, a label.
    Constant,
    Keyword,
    /// An operator: a keyword where it is a word, and of no colour of its own where it is a sign.
    Operator,
    Function,
    Type,
    /// A parameter, or a variable that its language marks with a sigil.
    Variable,
    /// The key of a mapping, or a style property.
    Key,
    Tag,
    Attribute,
    /// Speaks about the code: an annotation, a decorator, the range line of a diff.
    Meta,
    Heading,
    Inserted,
    Deleted,
    /// A prompt, which the style sheet keeps out of a selection.
    Prompt,
}

impl Class {
    /// The class name in HTML, one letter because a page repeats it thousands of times; `None` needs no element.
    pub(super) fn name(self) -> Option<&'static str> {
        Some(match self {
            Class::Plain | Class::Operator => return None,
            Class::Comment => "c",
            Class::String => "s",
            Class::Escape => "e",
            Class::Number => "n",
            Class::Constant => "l",
            Class::Keyword => "k",
            Class::Function => "f",
            Class::Type => "t",
            Class::Variable => "v",
            Class::Key => "p",
            Class::Tag => "g",
            Class::Attribute => "a",
            Class::Meta => "m",
            Class::Heading => "h",
            Class::Inserted => "i",
            Class::Deleted => "d",
            Class::Prompt => "u",
        })
    }

    /// The class of a scope, or `None` where the scope says nothing and the one around it decides.
    pub(super) fn of(scope: Scope) -> Option<Class> {
        RULES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|&(_, class)| class)
    }
}

/// Scope prefixes and their classes; the longest prefix that fits wins.
///
/// Names are Sublime Text's scope names. Some grammars use one name for different things, hence the
/// entries that end in a language.
#[rustfmt::skip]
const PREFIXES: &[(&str, Class)] = &[
    ("comment", Class::Comment),

    ("string", Class::String),
    ("markup.raw", Class::String),
    ("storage.type.string", Class::String),
    ("constant.character", Class::Escape),
    ("constant.other.placeholder", Class::Escape),
    ("constant.other.format-spec", Class::Escape),
    ("storage.modifier.conversion", Class::Escape),
    ("source", Class::Plain),
    ("meta.embedded", Class::Plain),
    ("meta.interpolation", Class::Plain),
    ("meta.template.expression", Class::Plain),
    ("keyword.other.interpolation", Class::Plain),
    ("meta.group.expansion.command", Class::Plain),

    ("constant.numeric", Class::Number),
    ("constant.other.color", Class::Number),
    ("keyword.other.unit", Class::Number),

    ("constant", Class::Constant),
    ("entity.name.label", Class::Constant),
    ("markup.underline.link", Class::Constant),
    ("support.constant", Class::Constant),
    ("variable.language", Class::Constant),
    ("constant.other.database-name.sql", Class::Plain),
    ("constant.other.table-name.sql", Class::Plain),
    ("variable.language.star.sql", Class::Plain),

    ("keyword", Class::Keyword),
    ("storage", Class::Keyword),
    ("keyword.operator", Class::Operator),
    ("storage.type.function.arrow", Class::Operator),

    ("entity.name.function", Class::Function),
    ("entity.name.macro", Class::Function),
    ("meta.other.directive.restructuredtext", Class::Function),
    ("support.function", Class::Function),
    ("support.macro", Class::Function),
    ("variable.function", Class::Function),

    ("entity.name.class", Class::Type),
    ("entity.name.enum", Class::Type),
    ("entity.name.impl", Class::Type),
    ("entity.name.interface", Class::Type),
    ("entity.name.namespace", Class::Type),
    ("entity.name.struct", Class::Type),
    ("entity.name.trait", Class::Type),
    ("entity.name.type", Class::Type),
    ("entity.name.union", Class::Type),
    ("entity.other.inherited-class", Class::Type),
    ("support.class", Class::Type),
    ("support.type", Class::Type),

    ("meta.group.expansion.parameter", Class::Variable),
    ("support.type.custom-property", Class::Variable),
    ("support.variable", Class::Variable),
    ("variable.other.php", Class::Variable),
    ("variable.other.readwrite.powershell", Class::Variable),
    ("variable.other.readwrite.shell", Class::Variable),
    ("variable.parameter", Class::Variable),

    ("entity.name.tag.restructuredtext", Class::Key),
    ("entity.name.tag.toml", Class::Key),
    ("entity.name.tag.yaml", Class::Key),
    ("keyword.name.ini", Class::Key),
    ("keyword.other.http-header.key", Class::Key),
    ("meta.mapping.key.json", Class::Key),
    ("meta.mapping.key.terraform", Class::Key),
    ("meta.object-literal.key", Class::Key),
    ("meta.tag.key.toml", Class::Key),
    ("support.type.property-name", Class::Key),
    ("variable.declaration.terraform", Class::Key),

    ("entity.name.tag", Class::Tag),
    ("entity.other.attribute-name", Class::Attribute),
    ("entity.other.pseudo-class", Class::Attribute),
    ("entity.other.pseudo-element", Class::Attribute),
    ("variable.parameter.option.shell", Class::Attribute),

    ("meta.annotation", Class::Meta),
    ("variable.annotation", Class::Meta),
    ("meta.annotation.arguments", Class::Plain),
    ("meta.annotation.parameters", Class::Plain),

    ("entity.name.section", Class::Heading),
    ("meta.tag.table", Class::Heading),
    ("entity.section.ini", Class::Heading),
    ("markup.heading", Class::Heading),

    ("entity.name.section.diff", Class::Plain),
    ("markup.deleted", Class::Deleted),
    ("markup.inserted", Class::Inserted),
    ("meta.diff.header", Class::Heading),
    ("meta.header.from-file.diff", Class::Heading),
    ("meta.header.to-file.diff", Class::Heading),
    ("meta.range.unified.diff", Class::Meta),
];

static RULES: LazyLock<Vec<(Scope, Class)>> = LazyLock::new(|| {
    let mut rules: Vec<_> = PREFIXES.iter().filter_map(|&(prefix, class)| Some((Scope::new(prefix).ok()?, class))).collect();
    rules.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
    rules
});

#[cfg(test)]
mod tests {
    use super::*;

    fn class(scope: &str) -> Option<Class> {
        Class::of(Scope::new(scope).unwrap())
    }

    #[test]
    fn every_prefix_is_a_scope() {
        assert_eq!(RULES.len(), PREFIXES.len());
    }

    #[test]
    fn the_longest_prefix_wins() {
        assert_eq!(class("constant.language.rust"), Some(Class::Constant));
        assert_eq!(class("constant.numeric.integer.rust"), Some(Class::Number));
        assert_eq!(class("punctuation.separator.rust"), None);
    }
}
