//! Code blocks and diagrams: the work worth remembering from build to build.

use std::io;

use camino::Utf8Path;

use super::code::{self, Coloured, Language};
use super::diagram::{self, DrawError, Drawing};
use super::html;
use crate::diagnostic::Finding;
use crate::document::{CodeBlock, Diagram};
use crate::memo::{LeafKey, LeafStore};

/// The code of a diagram that cannot be drawn.
pub const DIAGRAM_ERROR: &str = "diagram-syntax";

/// Coloured code and drawn diagrams by what they are made from.
#[derive(Debug)]
pub struct Leaves {
    code: LeafStore<Coloured>,
    diagrams: LeafStore<Result<Drawing, DrawError>>,
}

impl Leaves {
    /// Leaves kept in `folder`, or in memory only.
    #[must_use]
    pub fn open(folder: Option<&Utf8Path>) -> Self {
        Self { code: LeafStore::open("code", folder), diagrams: LeafStore::open("diagrams", folder) }
    }

    /// Writes what was used since [`Leaves::open`] for the next process.
    pub fn save(&self) -> io::Result<()> {
        self.code.save()?;
        self.save_diagrams()
    }

    /// The same for the diagrams alone, by those who draw all of them but show only some of the code.
    pub fn save_diagrams(&self) -> io::Result<()> {
        self.diagrams.save()
    }

    /// Drops from memory what was not used since the last sweep.
    pub fn sweep(&self) {
        self.code.sweep();
        self.diagrams.sweep();
    }
}

/// What is wrong with lines to be marked or in focus that the block does not have.
fn beyond(block: &CodeBlock) -> impl Iterator<Item = Finding> {
    let lines = block.text.text().lines().count() as u32;
    let span = block.language.as_ref().map_or_else(|| block.text.whole(), |(_, span)| *span);
    let named = [(&block.options.marked, "to be marked"), (&block.options.focus, "to be in focus")];
    named.into_iter().filter_map(move |(set, what)| {
        // `3-` is all lines from the third on, however many there are.
        let last = set.ranges().map(|r| if *r.end() == u32::MAX { *r.start() } else { *r.end() }).last()?;
        let message = format!("line {last} is {what}, but the block has only {lines}");
        (last > lines).then(|| Finding::error("code-option", span, message))
    })
}

/// The language of a block, and what is wrong with what the block says of itself.
fn look_up(block: &CodeBlock) -> (Language, Vec<Finding>) {
    let mut findings = Vec::new();
    let language = block.language.as_ref().map_or(Language::PLAIN, |(name, span)| {
        code::language(name).unwrap_or_else(|| {
            let finding = Finding::error("unknown-language", *span, format!("no grammar is known by the name `{name}`"));
            findings.push(match code::nearest(name) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("use `text` for a block that needs no colours"),
            });
            Language::PLAIN
        })
    });
    findings.extend(beyond(block));
    (language, findings)
}

/// Leaves for those who want only what is wrong: diagrams are drawn, since nothing else shows whether they can be, but no code is coloured.
#[derive(Debug)]
pub struct Uncoloured<'a>(pub &'a Leaves);

impl html::Leaves for Uncoloured<'_> {
    fn code(&self, block: &CodeBlock) -> (String, Vec<Finding>) {
        (String::new(), look_up(block).1)
    }

    fn diagram(&self, diagram: &Diagram, id: &str) -> (Option<String>, Vec<Finding>) {
        self.0.diagram(diagram, id)
    }
}

impl html::Leaves for Leaves {
    fn code(&self, block: &CodeBlock) -> (String, Vec<Finding>) {
        let (language, findings) = look_up(block);
        let language = language.signed(block.options.diff);
        let key = LeafKey::new(&[code::ENGINE, &language.key(), block.text.text()]);
        let coloured = self.code.get_or_insert_with(key, || code::colour(language, block.text.text()));
        let word = block.language.as_ref().map(|(name, _)| name.as_str());
        (code::to_html(word, &coloured, &block.options), findings)
    }

    fn diagram(&self, diagram: &Diagram, id: &str) -> (Option<String>, Vec<Finding>) {
        let source = diagram.source.text();
        let key = LeafKey::new(&[diagram::ENGINE, source]);
        match &*self.diagrams.get_or_insert_with(key, || diagram::draw(source)) {
            Ok(drawing) => (Some(drawing.to_html(id, diagram.alt.as_deref())), Vec::new()),
            Err(error) => {
                let finding = Finding::error(DIAGRAM_ERROR, diagram.source.span(error.range.clone()), error.message.clone());
                (None, vec![error.help.iter().cloned().fold(finding, Finding::help)])
            }
        }
    }
}
