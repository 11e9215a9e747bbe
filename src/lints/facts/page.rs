//! Everything that one page says about the options of one set.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::config::FactsSetting;
use crate::diagnostic::Finding;
use crate::document::visit::{self, Part, Visitor};
use crate::document::{Block, BlockKind, Excerpt, Inline, Page, Span, VersionChange};
use crate::facts::{ConfigOption, FactSet};
use crate::source::Sources;

use super::compare::{Verdict, compare};
use super::flat::Flat;
use super::names;
use super::prose;
use super::references::{self, Mention, What};
use super::tables::{self, Context};

/// What was found in a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) findings: Vec<Finding>,
    /// How often options, sections and variables are named.
    pub(super) mentions: usize,
    /// How many defaults were compared.
    pub(super) defaults: usize,
    /// The options that are named, as section and name.
    pub(super) options: BTreeSet<(String, String)>,
}

/// Compares a page with the facts.
pub(super) fn check(set: &FactSet, page: &Page, sources: &Sources) -> Found {
    let mut checker = Checker {
        set,
        page,
        sources,
        context: Context::default(),
        entry_level: 0,
        section_level: 0,
        noted: None,
        found: Found::default(),
        knows_any: false,
        far: Vec::new(),
    };
    visit::page(page, &mut checker);
    let Checker { mut found, knows_any, far, .. } = checker;
    // A page that names nothing of this program writes of another one.
    if knows_any {
        found.mentions += far.len();
        found.findings.extend(far);
    }
    found
}

struct Checker<'a> {
    set: &'a FactSet,
    page: &'a Page,
    sources: &'a Sources,
    context: Context<'a>,
    entry_level: u8,
    section_level: u8,
    /// The bytes of a note on a version, within which an option may be new or old.
    noted: Option<(Span, VersionChange)>,
    found: Found,
    /// Whether the page names a section, an option or a variable that there is, or nearly is.
    knows_any: bool,
    /// What is wrong with sections that could be another program's.
    far: Vec<Finding>,
}

impl Visitor for Checker<'_> {
    fn block(&mut self, block: &Block) -> bool {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading.level, &heading.content),
            BlockKind::Code(code) => {
                let language = code.language.as_ref().map_or("", |(language, _)| language.as_str());
                self.literal(&code.text);
                if matches!(language, "ini" | "cfg" | "conf" | "toml") {
                    self.settings(&code.text);
                }
            }
            BlockKind::Diagram(diagram) => self.literal(&diagram.source),
            BlockKind::VersionNote(note) => self.noted = Some((block.span, note.change)),
            BlockKind::Table(table) => {
                let caption = Flat::new(&table.caption).text.to_lowercase();
                let context = Context { of_defaults: self.context.of_defaults || caption.contains("default"), ..self.context };
                let (claims, unknown) = tables::claims(self.set, table, context);
                for claim in claims {
                    self.compare(claim.option, &claim.cell, claim.value, claim.is_literal);
                }
                for name in unknown {
                    let span = name.cell.span(name.name.clone(), self.page, self.sources);
                    let words = name.cell.text.get(name.name).unwrap_or_default();
                    self.found.mentions += 1;
                    self.found.findings.push(names::unknown_option(self.set, &name.section, words, span));
                }
            }
            _ => {}
        }
        true
    }

    fn text(&mut self, text: &[Inline], part: Part) {
        let flat = Flat::new(text);
        let mentions = references::in_text(self.set, &flat, part != Part::Paragraph);
        if mentions.is_empty() && !flat.text.contains("efault") {
            return;
        }
        let sentences = prose::sentences(&flat);
        for mention in &mentions {
            let sentence = sentences.iter().find(|sentence| sentence.contains(&mention.range.start));
            let around = sentence.and_then(|sentence| flat.text.get(sentence.clone())).unwrap_or_default();
            let span = |range: Range<usize>| flat.span(range, self.page, self.sources);
            let finding = names::problems(self.set, &flat.text, mention, around, &span);
            self.note(&flat.text, mention, finding);
        }
        for claim in prose::claims(self.set, &flat, &mentions, self.context.entry) {
            self.compare(claim.option, &flat, claim.value, claim.is_literal);
        }
    }
}

impl<'a> Checker<'a> {
    fn heading(&mut self, level: u8, content: &[Inline]) {
        let flat = Flat::new(content);
        let set: &'a FactSet = self.set;
        if level <= self.entry_level {
            self.context.entry = None;
        }
        if level <= self.section_level {
            self.context.section = None;
        }
        let mentions = references::in_text(set, &flat, true);
        let mut options = mentions.iter().filter_map(|mention| names::option(set, &flat.text, mention));
        match (options.next(), options.next()) {
            (Some(option), None) => {
                self.context.entry = Some(option);
                self.entry_level = level;
            }
            _ => self.context.entry = None,
        }
        let section = mentions.iter().find_map(|mention| match &mention.what {
            What::Section(section) => set.section(flat.text.get(section.clone())?),
            _ => None,
        });
        if let Some(section) = section {
            self.context.section = Some(section.name.as_str());
            self.section_level = level;
        }
        self.context.of_defaults = flat.text.to_lowercase().contains("default");
    }

    /// Notes a mention, and what is wrong with it.
    fn note(&mut self, text: &str, mention: &Mention, finding: Option<Finding>) {
        if names::is_far(self.set, text, mention) {
            self.far.extend(finding);
            return;
        }
        self.knows_any = true;
        self.found.mentions += 1;
        if let Some(option) = names::option(self.set, text, mention) {
            self.found.options.insert((option.section.clone(), option.name.clone()));
        }
        let excused = |finding: &Finding| {
            self.noted.is_some_and(|(span, change)| {
                let inside = span.file == finding.span.file && span.start <= finding.span.start && finding.span.end <= span.end;
                let code = match change {
                    VersionChange::Added | VersionChange::Changed => "newer-option",
                    VersionChange::Deprecated | VersionChange::Removed => "deprecated-option",
                };
                inside && finding.code == code
            })
        };
        self.found.findings.extend(finding.filter(|finding| !excused(finding)));
    }

    /// The variables in code and diagrams.
    fn literal(&mut self, excerpt: &Excerpt) {
        let text = excerpt.text();
        for mention in references::variables(self.set, text) {
            let line = text.get(..mention.range.start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
            let around = text.get(line..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            let finding = names::problems(self.set, text, &mention, around, &|range| excerpt.span(range));
            self.note(text, &mention, finding);
        }
    }

    /// The keys of a configuration file, in the sections that the program has.
    fn settings(&mut self, excerpt: &Excerpt) {
        if self.set.setting.written != FactsSetting::usual_pattern() {
            return;
        }
        let text = excerpt.text();
        let mut section: Option<Range<usize>> = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let words = line.trim();
            if let Some(name) = words.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name) {
                let from = start + line.find(name).unwrap_or_default();
                section = self.set.section(name).map(|_| from..from + name.len());
                continue;
            }
            // A continued value is indented; a comment is none of the program's business.
            let is_key = line.starts_with(|c: char| c.is_ascii_alphabetic());
            let Some((section, (key, _))) = section.clone().zip(words.split_once('=').filter(|_| is_key)) else { continue };
            let key = start..start + key.trim_end().len();
            if !text[key.clone()].chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')) {
                continue;
            }
            let mention = Mention { range: key.clone(), what: What::Option { section, option: key } };
            let finding = names::problems(self.set, text, &mention, words, &|range| excerpt.span(range));
            self.note(text, &mention, finding);
        }
    }

    fn compare(&mut self, option: &ConfigOption, flat: &Flat, value: Range<usize>, is_literal: bool) {
        let words = flat.text.get(value.clone()).unwrap_or_default();
        let verdict = compare(option, words, is_literal);
        if verdict == Verdict::Unclear {
            return;
        }
        self.found.defaults += 1;
        if verdict == Verdict::Different {
            let span = flat.span(value, self.page, self.sources);
            self.found.findings.push(wrong_default(option, words, span));
        }
    }
}

fn wrong_default(option: &ConfigOption, words: &str, span: Span) -> Finding {
    let shown = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > 60 { format!("{}…", text.chars().take(60).collect::<String>()) } else { text }
    };
    let default = &option.default;
    let (truth, label) = match (default.is_none(), default.written.is_empty()) {
        (true, _) => ("has no default".to_owned(), "the schema says that there is none".to_owned()),
        (false, true) => ("is empty by default".to_owned(), "the schema says that it is empty".to_owned()),
        (false, false) => {
            let value = shown(&default.written);
            (format!("has the default `{value}`"), format!("the schema says `{value}`"))
        }
    };
    let message = format!("`{}` {truth}, not `{}`", option.written, shown(words.trim_matches('`')));
    let finding = Finding::error("wrong-default", span, message).label(label);
    let finding = finding.help(format!("the schema is `{}`", option.source.file));
    if default.is_none() { finding } else { finding.suggest(default.written.clone()) }
}
