//! The tree that the parser makes: the elements of docutils' document tree as its readers know them, before any reference is resolved.

use std::borrow::Cow;

use crate::document::Span;
use crate::document::directive::{DirectiveCall, RoleCall};

macro_rules! tags {
    ($($tag:ident $name:literal,)*) => {
        /// What an element is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are those of docutils' document tree, and documented there")]
        pub enum Tag { $($tag,)* }

        impl Tag {
            /// The name in docutils' document tree.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$tag => $name,)* }
            }
        }
    };
}

tags! {
    Document "document", Section "section", Title "title", Subtitle "subtitle", Paragraph "paragraph", Transition "transition",
    BulletList "bullet_list", EnumeratedList "enumerated_list", ListItem "list_item",
    DefinitionList "definition_list", DefinitionListItem "definition_list_item", Term "term", Classifier "classifier", Definition "definition",
    FieldList "field_list", Field "field", FieldName "field_name", FieldBody "field_body",
    OptionList "option_list", OptionListItem "option_list_item", OptionGroup "option_group", Option "option",
    OptionString "option_string", OptionArgument "option_argument", Description "description",
    LiteralBlock "literal_block", DoctestBlock "doctest_block", MathBlock "math_block", LineBlock "line_block", Line "line",
    BlockQuote "block_quote", Attribution "attribution",
    Table "table", TableGroup "tgroup", ColumnSpec "colspec", TableHead "thead", TableBody "tbody", Row "row", Entry "entry",
    Footnote "footnote", Citation "citation", Label "label", Target "target", SubstitutionDefinition "substitution_definition",
    Comment "comment", SystemMessage "system_message", Pending "pending", Raw "raw", Meta "meta",
    Admonition "admonition", Attention "attention", Caution "caution", Danger "danger", Error "error", Hint "hint", Important "important",
    Note "note", Tip "tip", Warning "warning", Topic "topic", Sidebar "sidebar", Rubric "rubric", Compound "compound", Container "container",
    Figure "figure", Caption "caption", Legend "legend", Image "image", Decoration "decoration", Header "header", Footer "footer",
    Emphasis "emphasis", Strong "strong", Literal "literal", Reference "reference", FootnoteReference "footnote_reference",
    CitationReference "citation_reference", SubstitutionReference "substitution_reference", TitleReference "title_reference",
    Abbreviation "abbreviation", Acronym "acronym", Subscript "subscript", Superscript "superscript", Inline "inline", Math "math",
    Problematic "problematic", Generated "generated",
    Directive "directive", Role "role",
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text without its escapes, and where it is written.
    Text(String, Span),
    /// An element.
    Element(Box<Element>),
}

/// An element: what it is, where it is written, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub tag: Tag,
    /// The bytes that it was made from.
    pub span: Span,
    /// What it holds.
    pub children: Vec<Node>,
    /// Attributes by their name in docutils' document tree, in no particular order.
    pub attributes: Vec<(Cow<'static, str>, String)>,
    /// Its reference names, as numbers in [`super::Tree::names`].
    pub names: Vec<NameId>,
    /// Its classes.
    pub classes: Vec<String>,
    /// For [`Tag::Directive`] and [`Tag::Role`]: the call as it is written, in a box since it is several times larger than the element.
    pub call: Option<Box<Call>>,
}

/// A directive or a role as it is written, for whoever gives it a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// A directive.
    Directive(DirectiveCall),
    /// A role.
    Role(RoleCall),
}

/// The number of a reference name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameId(pub u32);

/// A name that references can use, at one of the places that carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name: white space squeezed, in lower case.
    pub text: String,
    /// Whether another place took the name, or both lost it.
    pub is_duplicate: bool,
    /// Where a target leads that is not itself the place.
    pub destination: Option<String>,
    /// Whether the author chose it, or it came with a title.
    pub is_explicit: bool,
    /// The bytes of what carries it.
    pub span: Span,
}

/// How bad a problem is, in docutils' terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Of no consequence.
    Info = 1,
    /// Should be looked at.
    Warning = 2,
    /// Something is missing or wrong in the result.
    Error = 3,
    /// Nothing good can come of it.
    Severe = 4,
}

impl Severity {
    /// The name in docutils' document tree.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warning => "WARNING",
            Self::Error => "ERROR",
            Self::Severe => "SEVERE",
        }
    }
}

impl Element {
    /// An element that holds nothing yet.
    #[must_use]
    pub fn new(tag: Tag, span: Span) -> Self {
        Self { tag, span, children: Vec::new(), attributes: Vec::new(), names: Vec::new(), classes: Vec::new(), call: None }
    }

    /// The same with these children.
    #[must_use]
    pub fn with(self, children: Vec<Node>) -> Self {
        Self { children, ..self }
    }

    /// The same with one more attribute.
    #[must_use]
    pub fn set(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// An attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }

    /// The text of all that it holds, in order.
    #[must_use]
    pub fn text(&self) -> String {
        text_of(&self.children)
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(Box::new(element))
    }
}

impl Node {
    /// The element, if it is one.
    #[must_use]
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(..) => None,
        }
    }

    /// Whether it is an element of this kind.
    #[must_use]
    pub fn is(&self, tag: Tag) -> bool {
        self.element().is_some_and(|e| e.tag == tag)
    }
}

/// The text of all nodes, in order.
#[must_use]
pub fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    push_text(nodes, &mut text);
    text
}

fn push_text(nodes: &[Node], into: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text, _) => into.push_str(text),
            Node::Element(element) if element.tag == Tag::Image => into.push_str(element.attribute("alt").unwrap_or_default()),
            Node::Element(element) => push_text(&element.children, into),
        }
    }
}

/// Takes trees apart without going down into them: nesting is bounded, but only by the parser.
pub fn descendants(nodes: &[Node]) -> impl Iterator<Item = &Element> {
    let mut open: Vec<&Node> = nodes.iter().rev().collect();
    std::iter::from_fn(move || {
        while let Some(node) = open.pop() {
            if let Node::Element(element) = node {
                open.extend(element.children.iter().rev());
                return Some(&**element);
            }
        }
        None
    })
}
