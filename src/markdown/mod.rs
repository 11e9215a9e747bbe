//! Markdown with MyST directives and roles, parsed into the document model.
//!
//! `pulldown-cmark` finds the structure; [`tree`] turns its events into nodes, [`run`] looks at running text for what it does not know
//! (roles, bare URLs, footnotes of other parts of the page), [`fence`] and [`colon`] find directive calls, which
//! [`crate::document::directive`] gives their meaning.

mod autolink;
mod colon;
mod destination;
mod fence;
mod frame;
mod front_matter;
mod html;
mod info;
pub use info::{InfoProblem, parse_info};
mod label;
mod run;
mod tree;
mod yaml;

use std::cell::RefCell;
use std::collections::HashMap;

use camino::Utf8Path;
use pulldown_cmark::{BrokenLink, CowStr, LinkType, Parser};

use crate::diagnostic::Finding;
use crate::document::directive::{Language, OptionEntry, is_name};
use crate::document::{
    Block, BlockKind, Builder, Conventions, Excerpt, FileId, FrontMatter, Inline, InlineKind, Markup, Page, Span, fold,
};
use crate::source::Sources;

use colon::Rewritten;

/// What an author can choose about the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Straight quotes, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// Directives, roles, labels, footnotes, definition lists, alerts, math and front matter; without them, the language is plain GFM.
    pub extensions: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { smart_punctuation: false, extensions: true }
    }
}

/// Parses the page at `path` (relative to the book's root), whose bytes are `text`. `source_folder` is the folder that root-relative
/// (`/…`) targets of directives start at; `sources` serves includes. Total: whatever the text, there is a page, with findings.
#[must_use]
pub fn parse(
    path: &Utf8Path,
    text: &str,
    source_folder: &Utf8Path,
    sources: &Sources,
    options: Options,
    conventions: &Conventions,
) -> Page {
    let mut builder = Builder::new(path, text, source_folder, sources).following(conventions);
    let mut body = Excerpt::file(FileId::PAGE, text);
    let mut front_matter = FrontMatter::default();
    if options.extensions {
        let start = front_matter::start(text);
        if let Some(found) = front_matter::find(&text[start..]) {
            front_matter = front_matter::read(&found, &body.slice(start..text.len()), &mut builder);
            body = body.slice(start + found.end..text.len());
        } else {
            body = body.slice(start..text.len());
            front_matter::unclosed(&body, &mut builder);
        }
    }
    let markdown = Markdown { options, definitions: HashMap::new(), outer: None };
    let blocks = markdown.blocks(&mut builder, &body);
    builder.finish(front_matter, blocks)
}

/// Parses text that stands in a page of another language.
pub fn blocks(builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
    let options = Options { smart_punctuation: builder.conventions().smart_punctuation, extensions: true };
    Markdown { options, definitions: HashMap::new(), outer: None }.file(builder, text)
}

/// The name in what stands behind a fence, if that is `{name} …`.
fn fence_name(info: &str) -> Option<&str> {
    let (name, _) = info.strip_prefix('{')?.split_once('}')?;
    is_name(name).then_some(name)
}

/// The language, with the link definitions of the text around a directive.
#[derive(Debug)]
struct Markdown<'o> {
    options: Options,
    /// Destination and title by folded label.
    definitions: HashMap<String, (String, String)>,
    outer: Option<&'o Markdown<'o>>,
}

impl Markdown<'_> {
    fn definition(&self, label: &str) -> Option<&(String, String)> {
        let mut scope = Some(self);
        while let Some(markdown) = scope {
            if let Some(found) = markdown.definitions.get(label) {
                return Some(found);
            }
            scope = markdown.outer;
        }
        None
    }

    fn pulldown_options(&self) -> pulldown_cmark::Options {
        use pulldown_cmark::Options as Flags;
        let mut flags = Flags::ENABLE_TABLES | Flags::ENABLE_STRIKETHROUGH | Flags::ENABLE_TASKLISTS;
        flags.set(Flags::ENABLE_SMART_PUNCTUATION, self.options.smart_punctuation);
        if self.options.extensions {
            flags |= Flags::ENABLE_FOOTNOTES | Flags::ENABLE_HEADING_ATTRIBUTES | Flags::ENABLE_MATH;
            flags |= Flags::ENABLE_GFM | Flags::ENABLE_DEFINITION_LIST;
        }
        flags
    }

    fn parse(&self, builder: &mut Builder<'_>, source: &Rewritten) -> Vec<Block> {
        let text = &source.text;
        let broken = RefCell::new(Vec::new());
        let resolve = |link: BrokenLink<'_>| {
            if let Some((target, title)) = self.definition(&fold(&link.reference)) {
                return Some((CowStr::from(target.clone()), CowStr::from(title.clone())));
            }
            if link.link_type != LinkType::Shortcut {
                broken.borrow_mut().push((link.span, link.reference.to_string()));
            }
            None
        };
        let parser = Parser::new_with_broken_link_callback(text.text(), self.pulldown_options(), Some(resolve));
        let mut definitions = HashMap::new();
        for (label, def) in parser.reference_definitions().iter() {
            let title = def.title.as_deref().unwrap_or_default();
            definitions.insert(fold(label), (def.dest.to_string(), title.to_owned()));
        }
        let scope = Markdown { options: self.options, definitions, outer: Some(self) };
        let blocks = tree::build(parser.into_offset_iter(), source, builder, &scope);
        if self.options.extensions {
            for (range, label) in broken.take() {
                let message = format!("the link definition `[{label}]` does not exist in this page");
                let finding = Finding::warning("undefined-reference", text.span(range), message);
                builder.find(finding.help(format!("add a line `[{label}]: target`, or write `\\[` if no link is meant")));
            }
        }
        blocks
    }
}

impl Language for Markdown<'_> {
    fn blocks(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        if text.text().trim().is_empty() {
            return Vec::new();
        }
        let mut source = None;
        if self.options.extensions {
            run::expect_footnotes(text.text(), builder);
            source = colon::rewrite(text, builder);
        }
        self.parse(builder, &source.unwrap_or_else(|| Rewritten::unchanged(text.clone())))
    }

    fn file(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        match front_matter::find(text.text()).filter(|_| self.options.extensions) {
            Some(found) => self.blocks(builder, &text.slice(found.end..text.text().len())),
            None => self.blocks(builder, text),
        }
    }

    fn foreign(&self, markup: Markup, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Block> {
        match markup {
            Markup::Markdown => self.file(builder, text),
            Markup::Rst => crate::rst::page::blocks(builder, text),
        }
    }

    fn options(&self, file: &Utf8Path, text: &str, variable: Option<&str>) -> Result<Vec<OptionEntry>, (usize, String)> {
        crate::facts::entries(file, text, variable)
    }

    fn data(&self, file: &Utf8Path, text: &str) -> Result<minijinja::Value, (usize, String)> {
        crate::facts::data(file, text)
    }

    /// A no-break space in front keeps what looks like a list or a heading a paragraph; to emphasis it is white space like the start of
    /// a line.
    fn inlines(&self, builder: &mut Builder<'_>, text: &Excerpt) -> Vec<Inline> {
        const GUARD: &str = "\u{a0}";
        let start = text.span(0..0);
        let mut guarded = Excerpt::default();
        guarded.push(GUARD, start);
        guarded.push_slice(text, 0..text.text().len());
        let mut content = Vec::new();
        for block in self.parse(builder, &Rewritten::unchanged(guarded)) {
            if let BlockKind::Paragraph(inlines) = block.kind {
                if !content.is_empty() {
                    let span = Span { end: block.span.start, ..block.span };
                    content.push(Inline { span, kind: InlineKind::SoftBreak });
                }
                content.extend(inlines);
            }
        }
        if let Some(Inline { kind: InlineKind::Text(words), .. }) = content.first_mut() {
            match words.strip_prefix(GUARD) {
                Some("") => drop(content.remove(0)),
                Some(rest) => *words = rest.to_owned(),
                None => {}
            }
        }
        content
    }
}
