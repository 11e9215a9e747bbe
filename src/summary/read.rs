//! From Markdown events to [`Summary`].

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::path::page_path;
use super::{Chapter, SectionNumber, Summary, SummaryItem};
use crate::diagnostic::Diagnostic;

/// Chapters deeper than this become siblings. Nobody navigates so deep, and the tree must not outgrow the stack.
const DEEPEST: usize = 32;

pub(super) fn parse(file: &Utf8Path, text: &str) -> (Summary, Vec<Diagnostic>) {
    let mut reader = Reader::new(file, text);
    // A byte order mark is no text.
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    for (event, range) in Parser::new_ext(&text[mark..], Options::empty()).into_offset_iter() {
        reader.event(event, range.start + mark..range.end + mark);
    }
    reader.flush_text();
    (reader.summary, reader.diagnostics)
}

/// How far the reading has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before the first list or part title.
    Prefix,
    /// In the lists and between them.
    Numbered,
    /// After a chapter that follows a list.
    Suffix,
}

/// A list item whose end has not come yet.
#[derive(Default)]
struct OpenItem {
    chapter: Option<Chapter>,
    children: Vec<Chapter>,
}

/// A link whose end has not come yet.
struct OpenLink {
    destination: String,
    title: String,
}

/// A heading whose end has not come yet.
#[derive(Default)]
struct OpenHeading {
    text: String,
    holds_link: bool,
}

/// Words that belong to no link.
struct LooseText {
    text: String,
    range: Range<usize>,
}

struct Reader<'a> {
    file: &'a Utf8Path,
    text: &'a str,
    /// Where lines start.
    lines: Vec<usize>,
    stage: Stage,
    heading: Option<OpenHeading>,
    link: Option<OpenLink>,
    loose: Option<LooseText>,
    open: Vec<OpenItem>,
    /// Within a code block or a block of HTML.
    verbatim: bool,
    too_deep: bool,
    /// Chapters at the outermost level of the lists so far.
    numbered: u32,
    /// Each page's first line.
    seen: BTreeMap<Utf8PathBuf, usize>,
    summary: Summary,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a Utf8Path, text: &'a str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(newline, _)| newline + 1);
        Self {
            file,
            text,
            lines: std::iter::once(0).chain(starts).collect(),
            stage: Stage::Prefix,
            heading: None,
            link: None,
            loose: None,
            open: Vec::new(),
            verbatim: false,
            too_deep: false,
            numbered: 0,
            seen: BTreeMap::new(),
            summary: Summary::default(),
            diagnostics: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.flush_text();
                self.heading = Some(OpenHeading::default());
            }
            Event::End(TagEnd::Heading(level)) => self.end_heading(level, range),
            Event::Start(Tag::Link { dest_url, .. }) => self.start_link(&dest_url),
            Event::End(TagEnd::Link) => self.end_link(range),
            Event::Start(Tag::List(_)) => self.start_list(&range),
            Event::Start(Tag::Item) => self.start_item(&range),
            Event::End(TagEnd::Item) => self.end_item(),
            Event::Start(Tag::CodeBlock(kind)) => {
                self.verbatim = true;
                self.code_block(&kind, range);
            }
            Event::Start(Tag::HtmlBlock) => {
                self.verbatim = true;
                self.html_block(range);
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.verbatim = false,
            Event::End(TagEnd::Paragraph) => self.flush_text(),
            Event::Text(words) | Event::Code(words) => self.words(&words, range),
            Event::SoftBreak | Event::HardBreak => self.words(" ", range),
            Event::Rule => self.rule(range),
            _ => {}
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.verbatim {
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(words);
        } else if let Some(link) = &mut self.link {
            link.title.push_str(words);
        } else if let Some(loose) = &mut self.loose {
            loose.text.push_str(words);
            if !words.trim().is_empty() {
                loose.range.end = range.end;
            }
        } else if !words.trim().is_empty() {
            self.loose = Some(LooseText { text: words.to_owned(), range });
        }
    }

    fn end_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let Some(heading) = self.heading.take() else { return };
        let title = heading.text.trim().to_owned();
        if heading.holds_link {
            let message = "this chapter is a heading, so it is not part of the book";
            let help = "a line of `-` or `=` directly under text makes it a heading: leave an empty line between them";
            self.report(Diagnostic::error("lost-chapter", self.file, range, message).help(help));
        } else if level != HeadingLevel::H1 {
            let message = "a heading of this level is not part of the book";
            self.report(Diagnostic::warning("summary-text", self.file, range, message).help("a part title starts with one `#`"));
        } else if self.stage == Stage::Prefix && self.summary.items.is_empty() && self.summary.title.is_none() {
            self.summary.title = Some(title);
        } else {
            self.enter_numbered("a part title", &range);
            self.summary.items.push(SummaryItem::PartTitle(title));
        }
    }

    fn start_link(&mut self, destination: &str) {
        match &mut self.heading {
            Some(heading) => heading.holds_link = true,
            None => self.link = Some(OpenLink { destination: destination.to_owned(), title: String::new() }),
        }
    }

    fn end_link(&mut self, range: Range<usize>) {
        let Some(link) = self.link.take() else { return };
        if self.open.last().is_some_and(|item| item.chapter.is_some()) {
            let message = "a list item holds one chapter, so this link is not part of the book";
            self.report(Diagnostic::error("lost-chapter", self.file, range, message).help("give it a list item of its own"));
            return;
        }
        let chapter = self.chapter(&link, range.clone());
        if let Some(item) = self.open.last_mut() {
            item.chapter = Some(chapter);
            return;
        }
        if self.is_indented(range.start) {
            self.report_nesting(range);
        }
        if self.stage == Stage::Numbered {
            self.stage = Stage::Suffix;
        }
        self.summary.items.push(SummaryItem::Chapter(chapter));
    }

    fn chapter(&mut self, link: &OpenLink, range: Range<usize>) -> Chapter {
        let title = link.title.trim();
        let title = (!title.is_empty()).then(|| title.to_owned());
        let path = if link.destination.is_empty() {
            if title.is_none() {
                let message = "a chapter needs a title or a page";
                let help = "write `[Title](page.md)`, or `[Title]()` for a chapter that is still to be written";
                self.report(Diagnostic::error("summary-link", self.file, range.clone(), message).help(help));
            }
            None
        } else {
            self.checked_path(&link.destination, &range)
        };
        Chapter { title, path, number: None, children: Vec::new(), range: range.start as u32..range.end as u32 }
    }

    fn checked_path(&mut self, destination: &str, range: &Range<usize>) -> Option<Utf8PathBuf> {
        let path = match page_path(destination) {
            Ok(path) => path,
            Err((wrong, help)) => {
                let message = format!("`{destination}` {wrong}");
                self.report(Diagnostic::error("summary-link", self.file, range.clone(), message).help(help));
                return None;
            }
        };
        let line = self.lines.partition_point(|start| *start <= range.start);
        match self.seen.entry(path.clone()) {
            Entry::Vacant(vacant) => {
                vacant.insert(line);
                Some(path)
            }
            Entry::Occupied(first) => {
                let message = format!("`{path}` is listed twice");
                let help = format!("it is listed first in line {}; a page can be one chapter only", first.get());
                self.report(Diagnostic::error("summary-duplicate", self.file, range.clone(), message).help(help));
                None
            }
        }
    }

    fn start_list(&mut self, range: &Range<usize>) {
        self.flush_text();
        if self.open.is_empty() {
            let first_line = self.text.get(range.clone()).and_then(|list| list.lines().next()).map_or(0, str::len);
            self.enter_numbered("a list", &(range.start..range.start + first_line));
        }
    }

    fn start_item(&mut self, range: &Range<usize>) {
        self.open.push(OpenItem::default());
        if self.open.len() > DEEPEST && !self.too_deep {
            self.too_deep = true;
            let message = format!("chapters can be nested {DEEPEST} deep at most");
            self.report(Diagnostic::error("summary-nesting", self.file, range.start..range.start + 1, message));
        }
    }

    fn end_item(&mut self) {
        self.flush_text();
        let depth = self.open.len();
        let Some(OpenItem { chapter, children }) = self.open.pop() else { return };
        let chapters = match chapter {
            Some(chapter) if depth < DEEPEST => vec![Chapter { children, ..chapter }],
            chapter => chapter.into_iter().chain(children).collect(),
        };
        if let Some(parent) = self.open.last_mut() {
            parent.children.extend(chapters);
            return;
        }
        for mut chapter in chapters {
            self.numbered += 1;
            set_number(&mut chapter, vec![self.numbered]);
            self.summary.items.push(SummaryItem::Chapter(chapter));
        }
    }

    fn rule(&mut self, range: Range<usize>) {
        if self.open.is_empty() {
            self.summary.items.push(SummaryItem::Separator);
        } else {
            let message = "a separator within a list item is not part of the book";
            self.report(Diagnostic::warning("summary-text", self.file, range, message).help("start its line at the left margin"));
        }
    }

    /// A list or a part title begins.
    fn enter_numbered(&mut self, what: &str, range: &Range<usize>) {
        if self.stage == Stage::Suffix {
            let message = format!("{what} cannot follow a chapter that closes the book");
            let help = "chapters outside a list stand before the first list or after the last one";
            self.report(Diagnostic::error("summary-order", self.file, range.clone(), message).help(help));
        }
        self.stage = Stage::Numbered;
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        self.flush_text();
        let holds_link = self.text.get(range.clone()).is_some_and(|text| text.contains("]("));
        if *kind == CodeBlockKind::Indented && holds_link {
            self.report_nesting(range);
        } else {
            let message = "a code block is not part of the book";
            self.report(Diagnostic::warning("summary-text", self.file, range, message).help(CHAPTER_FORM));
        }
    }

    fn html_block(&mut self, range: Range<usize>) {
        self.flush_text();
        let is_comment = self.text.get(range.clone()).is_some_and(|html| html.trim_start().starts_with("<!--"));
        if !is_comment {
            let message = "HTML is not part of the book here";
            self.report(Diagnostic::warning("summary-text", self.file, range, message).help(CHAPTER_FORM));
        }
    }

    /// Words outside a link: the title of an item without a link, else lost.
    fn flush_text(&mut self) {
        let Some(LooseText { text, range }) = self.loose.take() else { return };
        let place = range.clone();
        match self.open.last_mut() {
            Some(item) if item.chapter.is_none() => {
                let title = Some(text.trim().to_owned());
                let range = range.start as u32..range.end as u32;
                item.chapter = Some(Chapter { title, path: None, number: None, children: Vec::new(), range });
                let message = "this chapter is not a link, so it has no page";
                self.report(Diagnostic::warning("summary-text", self.file, place, message).help(CHAPTER_FORM));
            }
            _ => {
                let message = "text outside a link is not part of the book";
                self.report(Diagnostic::warning("summary-text", self.file, place, message).help(CHAPTER_FORM));
            }
        }
    }

    fn report_nesting(&mut self, range: Range<usize>) {
        let message = "a chapter outside a list cannot be nested";
        let help = "start its line at the left margin, or make both chapters list items";
        self.report(Diagnostic::error("summary-nesting", self.file, range, message).help(help));
    }

    fn is_indented(&self, offset: usize) -> bool {
        let line = self.lines.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or_default();
        self.text.get(start..offset).is_some_and(|before| before.len() >= 2 && before.trim().is_empty())
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

const CHAPTER_FORM: &str = "a chapter is a link, `[Title](page.md)`; one that is still to be written is `[Title]()`";

fn set_number(chapter: &mut Chapter, number: Vec<u32>) {
    for (child, count) in chapter.children.iter_mut().zip(1..) {
        let mut childs = number.clone();
        childs.push(count);
        set_number(child, childs);
    }
    chapter.number = Some(SectionNumber(number));
}
