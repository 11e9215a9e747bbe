//! Blocks.

use std::sync::Arc;

use super::super::inline::identifier;
use super::super::tree::{Call, Element, Name, Node, Tag};
use super::Lowering;
use super::inlines::raw_html;
use super::targets::Label;
use crate::document::directive::{highlight, lower, numbered, scaled};
use crate::document::{
    Admonition, AnchorKind, Attributes, Block, BlockKind, Builder, CodeBlock, CodeOptions, Excerpt, Figure, Heading, Image,
    Inline, InlineKind, RawHtml, ReferenceKind, Span, plain_text,
};

/// What a tree is lowered in.
pub(super) struct Scope<'t> {
    pub(super) lowering: &'t Lowering,
    pub(super) names: &'t [Name],
}

impl Scope<'_> {
    /// Blocks, with the targets and classes that stand before them.
    pub(super) fn blocks(&self, builder: &mut Builder<'_>, nodes: &[Node]) -> Vec<Block> {
        let mut blocks = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) => self.block(builder, element, &mut blocks),
                Node::Text(text, span) => blocks.push(paragraph(vec![words(text, *span)], *span)),
            }
        }
        blocks
    }

    fn block(&self, builder: &mut Builder<'_>, element: &Element, blocks: &mut Vec<Block>) {
        match element.tag {
            Tag::Target => return self.target(element),
            Tag::Pending => return self.pending(element),
            Tag::Comment => return builder.comment(&element.text(), element.span),
            // The parser's problems are findings already.
            Tag::SystemMessage | Tag::SubstitutionDefinition | Tag::Meta | Tag::Decoration => return,
            Tag::Section => return self.section(builder, element, blocks),
            _ => {}
        }
        let labels = std::mem::take(&mut self.lowering.state.borrow_mut().labels);
        let classes = std::mem::take(&mut self.lowering.state.borrow_mut().classes);
        let made = match (builder.is_full(), element.tag) {
            (true, _) => {
                builder.too_deep(element.span);
                vec![Block { span: element.span, kind: BlockKind::Verbatim(element.text() + "\n") }]
            }
            (false, _) => builder.deeper(|builder| self.element(builder, element)),
        };
        let made = with_labels(builder, &labels, made);
        // Those of a list of headings say what its options said.
        let own = element.classes.iter().filter(|_| !matches!(made.as_slice(), [Block { kind: BlockKind::Contents { .. }, .. }]));
        let classes = classes.into_iter().chain(own.cloned()).collect();
        blocks.extend(with_classes(classes, made));
    }

    /// What an element makes by itself.
    fn element(&self, builder: &mut Builder<'_>, element: &Element) -> Vec<Block> {
        let span = element.span;
        let kind = match element.tag {
            Tag::Paragraph => BlockKind::Paragraph(self.inlines(builder, &element.children)),
            Tag::Transition => BlockKind::Rule,
            Tag::BulletList | Tag::EnumeratedList => self.list(builder, element),
            Tag::DefinitionList => self.definitions(builder, element),
            Tag::FieldList => return vec![contained("field-list", span, self.fields(builder, element))],
            Tag::OptionList => return vec![contained("option-list", span, self.options(builder, element))],
            Tag::LineBlock => return vec![contained("line-block", span, self.lines(builder, element))],
            Tag::LiteralBlock if element.children.iter().any(|child| child.element().is_some()) => {
                BlockKind::Literal { content: self.inlines(builder, &element.children), attributes: Attributes::default() }
            }
            Tag::LiteralBlock | Tag::DoctestBlock => code(builder, element),
            Tag::MathBlock => BlockKind::Math { source: excerpt(element), number: None, attributes: Attributes::default() },
            Tag::BlockQuote => match self.blocks(builder, &element.children) {
                // A comment that is indented.
                body if body.is_empty() => return Vec::new(),
                body => BlockKind::Quote(body),
            },
            Tag::Attribution => {
                let mut content = self.inlines(builder, &element.children);
                content.insert(0, words("— ", span));
                return vec![contained("attribution", span, vec![paragraph(content, span)])];
            }
            Tag::Table => return self.table(builder, element),
            Tag::Footnote | Tag::Citation => return self.footnote(builder, element),
            Tag::Raw => match raw_html(builder, element) {
                Some(raw) => BlockKind::RawHtml(RawHtml { html: raw.html + "\n", ..raw }),
                None => return Vec::new(),
            },
            Tag::Topic if element.classes.iter().any(|class| class == "contents") => match self.contents(builder, element) {
                Some(list) => list,
                None => return Vec::new(),
            },
            Tag::Topic | Tag::Sidebar | Tag::Admonition => self.admonition(builder, element, element.tag.name()),
            Tag::Note | Tag::Tip | Tag::Important | Tag::Warning | Tag::Caution | Tag::Danger => {
                self.admonition(builder, element, element.tag.name())
            }
            Tag::Hint => self.admonition(builder, element, "tip"),
            Tag::Attention => self.admonition(builder, element, "warning"),
            Tag::Error => self.admonition(builder, element, "danger"),
            Tag::Rubric => {
                let strong = Inline { span, kind: InlineKind::Strong(self.inlines(builder, &element.children)) };
                return vec![contained("rubric", span, vec![paragraph(vec![strong], span)])];
            }
            Tag::Image => BlockKind::Image(Box::new(image(builder, element))),
            Tag::Figure => self.figure(builder, element),
            Tag::Directive => match &element.call {
                Some(Call::Directive(call)) => return lower(call.clone(), builder, self.lowering),
                _ => return Vec::new(),
            },
            Tag::Compound | Tag::Container => {
                let attributes = Attributes { id: self.anchor(builder, element), ..Attributes::default() };
                BlockKind::Container { attributes, body: self.blocks(builder, &element.children) }
            }
            // What is text by itself stands where a block is due only where something went wrong before.
            _ => BlockKind::Paragraph(self.inlines(builder, std::slice::from_ref(&Node::from(element.clone())))),
        };
        vec![Block { span, kind }]
    }

    fn section(&self, builder: &mut Builder<'_>, element: &Element, blocks: &mut Vec<Block>) {
        let labels = std::mem::take(&mut self.lowering.state.borrow_mut().labels);
        let classes = std::mem::take(&mut self.lowering.state.borrow_mut().classes);
        self.lowering.state.borrow_mut().level += 1;
        let level = self.lowering.state.borrow().level.saturating_add(builder.heading_offset).min(6);
        let (title, rest) = match element.children.split_first() {
            Some((Node::Element(title), rest)) if title.tag == Tag::Title => (Some(title), rest),
            _ => (None, element.children.as_slice()),
        };
        let span = title.map_or(element.span, |title| title.span);
        let content = title.map(|title| self.inlines(builder, &title.children)).unwrap_or_default();
        let words: Arc<[Inline]> = content.as_slice().into();
        let ids: Vec<String> = labels.iter().map(|label| label.anchor(builder, &words)).collect();
        let text = plain_text(&content);
        let own = identifier(&text);
        let id = if ids.contains(&own) {
            builder.anchor_again(&own, AnchorKind::Heading(level), words, span);
            own
        } else {
            builder.anchor_from(if own.is_empty() { &text } else { &own }, AnchorKind::Heading(level), words, span)
        };
        self.define(element, &id);
        let extra_ids = ids.into_iter().filter(|other| *other != id).collect();
        let attributes = Attributes { id: Some(id), extra_ids, classes, others: Vec::new() };
        blocks.push(Block { span, kind: BlockKind::Heading(Box::new(Heading { level, content, attributes })) });
        blocks.extend(self.blocks(builder, rest));
        self.lowering.state.borrow_mut().level -= 1;
    }

    fn admonition(&self, builder: &mut Builder<'_>, element: &Element, kind: &str) -> BlockKind {
        let (title, rest) = match element.children.split_first() {
            Some((Node::Element(title), rest)) if title.tag == Tag::Title => (self.inlines(builder, &title.children), rest),
            _ => (Vec::new(), element.children.as_slice()),
        };
        let attributes = Attributes { id: self.anchor(builder, element), ..Attributes::default() };
        let body = self.blocks(builder, rest);
        BlockKind::Admonition(Box::new(Admonition { kind: kind.to_owned(), title, body, collapsible: None, attributes }))
    }

    fn contents(&self, builder: &mut Builder<'_>, element: &Element) -> Option<BlockKind> {
        let children = || element.children.iter().filter_map(Node::element);
        let title = children().find(|child| child.tag == Tag::Title);
        let pending = children().find(|child| child.tag == Tag::Pending);
        let depth = pending.and_then(|pending| pending.attribute("depth")?.parse().ok()).unwrap_or(6);
        let local = pending.is_some_and(|pending| pending.attribute("local").is_some());
        let title = title.map(|title| self.inlines(builder, &title.children)).unwrap_or_default();
        builder.contents(element.span, depth, local, title)
    }

    fn figure(&self, builder: &mut Builder<'_>, element: &Element) -> BlockKind {
        let mut figure = Figure {
            image: Image {
                reference: crate::document::ReferenceId(0),
                alt: String::new(),
                title: None,
                width: None,
                height: None,
                attributes: Attributes::default(),
            },
            link: None,
            caption: Vec::new(),
            legend: Vec::new(),
            attributes: Attributes { id: self.anchor(builder, element), ..Attributes::default() },
        };
        for child in element.children.iter().filter_map(Node::element) {
            match child.tag {
                Tag::Image => figure.image = image(builder, child),
                Tag::Reference => {
                    figure.link = child.attribute("refuri").map(|uri| builder.refer(ReferenceKind::Url, uri, child.span));
                    if let Some(picture) = child.children.iter().filter_map(Node::element).find(|e| e.tag == Tag::Image) {
                        figure.image = image(builder, picture);
                    }
                }
                Tag::Caption => figure.caption = self.inlines(builder, &child.children),
                Tag::Legend => figure.legend = self.blocks(builder, &child.children),
                _ => {}
            }
        }
        BlockKind::Figure(Box::new(figure))
    }

    /// Gives what comes next the classes that it asks for; other transforms are the site's own matter.
    fn pending(&self, element: &Element) {
        let Some(classes) = element.attribute("class").filter(|_| element.attribute("directive").is_some()) else { return };
        let classes = classes.split(['[', ']', ',', '\'', ' ']).filter(|word| !word.is_empty()).map(str::to_owned);
        self.lowering.state.borrow_mut().classes.extend(classes);
    }
}

/// The words of running text.
pub(super) fn words(text: &str, span: Span) -> Inline {
    Inline { span, kind: InlineKind::Text(text.to_owned()) }
}

pub(super) fn paragraph(content: Vec<Inline>, span: Span) -> Block {
    BlockKind::Paragraph(content).at(span)
}

/// Blocks in a container of that class.
pub(super) fn contained(class: &str, span: Span, body: Vec<Block>) -> Block {
    let attributes = Attributes { classes: vec![class.to_owned()], ..Attributes::default() };
    BlockKind::Container { attributes, body }.at(span)
}

fn with_labels(builder: &mut Builder<'_>, labels: &[Label], mut made: Vec<Block>) -> Vec<Block> {
    if labels.is_empty() {
        return made;
    }
    let title = made.first().map(Block::caption).unwrap_or_default().into();
    let mut ids: Vec<String> = labels.iter().map(|label| label.anchor(builder, &title)).collect();
    if let Some(attributes) = made.first_mut().and_then(|block| block.kind.attributes_mut()) {
        attributes.extra_ids.append(&mut ids);
        return made;
    }
    let span = labels.first().map_or_else(Span::default, |label| label.span);
    let mut ids = ids.into_iter();
    let attributes = Attributes { id: ids.next(), extra_ids: ids.collect(), ..Attributes::default() };
    vec![BlockKind::Container { attributes, body: made }.at(span)]
}

fn with_classes(classes: Vec<String>, mut made: Vec<Block>) -> Vec<Block> {
    let Some(first) = made.first_mut().filter(|_| !classes.is_empty()) else { return made };
    if let Some(attributes) = first.kind.attributes_mut() {
        attributes.classes.extend(classes);
        return made;
    }
    let span = first.span;
    let attributes = Attributes { classes, ..Attributes::default() };
    vec![BlockKind::Container { attributes, body: made }.at(span)]
}

/// Literal text: code in the language that `highlight` or the book names.
fn code(builder: &mut Builder<'_>, element: &Element) -> BlockKind {
    builder.count_code_block();
    let mut text = excerpt(element);
    text.push("\n", Span { start: element.span.end, ..element.span });
    let language = match element.tag {
        Tag::DoctestBlock => Some("pycon".to_owned()),
        _ => None,
    };
    let here = Span { end: element.span.start, ..element.span };
    let language = language.map(|language| (language, here)).or_else(|| highlight(builder, here));
    let options = CodeOptions { first_line: numbered(builder, &text), ..CodeOptions::default() };
    BlockKind::Code(Box::new(CodeBlock { language, text, options, attributes: Attributes::default() }))
}

/// The literal text of an element.
fn excerpt(element: &Element) -> Excerpt {
    let mut text = Excerpt::default();
    text.push(&element.text(), element.span);
    text
}

pub(super) fn image(builder: &mut Builder<'_>, element: &Element) -> Image {
    let uri = element.attribute("uri").unwrap_or_default();
    let length = |name| element.attribute(name).and_then(|value| value.parse().ok());
    let scale = element.attribute("scale").and_then(|scale| scale.trim_end_matches('%').trim().parse().ok());
    let (width, height) = scaled(length("width"), length("height"), scale);
    let mut classes = element.classes.clone();
    classes.extend(element.attribute("align").map(|side| format!("align-{side}")));
    Image {
        reference: builder.refer(ReferenceKind::Image, uri, element.span),
        alt: element.attribute("alt").unwrap_or_default().to_owned(),
        title: None,
        width,
        height,
        attributes: Attributes { classes, ..Attributes::default() },
    }
}
