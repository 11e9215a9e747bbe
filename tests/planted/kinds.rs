//! The kinds of defects, and the places of a page where each can be planted.

use std::collections::BTreeSet;
use std::ops::Range;

use bindery::document::{FileId, Inline, InlineKind, Page, ReferenceKind, visit};

use crate::scan::{Opening, openings};

/// A defect: bytes of a page and what stands there instead. No line begins or ends by it, so it is to be found on its line.
#[derive(Clone, Debug)]
pub(crate) struct Defect {
    pub(crate) kind: &'static str,
    pub(crate) range: Range<usize>,
    pub(crate) with: String,
    /// The lints that may tell it.
    pub(crate) codes: &'static [&'static str],
}

/// A page to break, and what the whole book knows.
pub(crate) struct Soil<'a> {
    pub(crate) text: &'a str,
    pub(crate) page: &'a Page,
    /// Every name that something can be led to by: anchors, labels, terms, paths. A slip that makes one of them is none.
    pub(crate) names: &'a BTreeSet<String>,
    /// Every sequence of three letters in the book. A slip that makes a new one is hardly a word.
    pub(crate) triples: &'a BTreeSet<String>,
    /// Whether the book knows a schema of the options that its pages speak of.
    pub(crate) facts: bool,
}

/// Every defect that can be planted in the page.
pub(crate) fn all(soil: &Soil<'_>) -> Vec<Defect> {
    let openings = openings(soil.text);
    let mut defects = Vec::new();
    references(soil, &mut defects);
    misspellings(soil, &mut defects);
    directives(soil, &openings, &mut defects);
    diagrams(soil, &openings, &mut defects);
    front_matter(soil, &mut defects);
    texts(soil, &openings, &mut defects);
    regions(soil.text, &mut defects);
    if soil.facts {
        variables(soil.text, &openings, &mut defects);
        options(soil, &openings, &mut defects);
        defaults(soil.text, &mut defects);
    }
    defects
}

/// The text with two neighboring letters in the middle changed; `None` where there are no two.
fn slip(text: &str) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let middle = letters.len() / 2;
    let pairs = (middle..letters.len().saturating_sub(1)).chain((1..middle).rev());
    let can =
        |n: &usize| letters[*n].is_ascii_lowercase() && letters[n + 1].is_ascii_lowercase() && letters[*n] != letters[n + 1];
    let pair = { pairs }.find(can)?;
    letters.swap(pair, pair + 1);
    Some(letters.into_iter().collect())
}

fn references(soil: &Soil<'_>, defects: &mut Vec<Defect>) {
    for reference in &soil.page.references {
        let range = reference.span.start as usize..reference.span.end as usize;
        let target = reference.target.as_str();
        let here = reference.span.file == FileId::PAGE && soil.text.get(range.clone()) == Some(target);
        if !here || target.contains("//") || target.contains([':', '*']) {
            continue;
        }
        let (part, kind, codes): (Range<usize>, &'static str, &'static [&'static str]) = match reference.kind {
            ReferenceKind::Label | ReferenceKind::Number => (0..target.len(), "unknown label", &["unknown-label"]),
            ReferenceKind::Term => (0..target.len(), "unknown term", &["unknown-term"]),
            ReferenceKind::Document => (name_of(target), "link to no page (doc)", &["broken-link"]),
            ReferenceKind::Image => (name_of(target), "missing picture", &["missing-image"]),
            ReferenceKind::Url => match target.find('#') {
                Some(at) => (at + 1..target.len(), "broken anchor", &["broken-anchor"]),
                None => (name_of(target), "broken link", &["broken-link"]),
            },
            ReferenceKind::Any => (0..target.len(), "unknown name", &["unknown-name"]),
            // A renamed option is planted below, wherever it is named; objects may be described elsewhere.
            ReferenceKind::Documents | ReferenceKind::Option | ReferenceKind::Object(_) => continue,
        };
        let Some(slipped) = slip(&target[part.clone()]).filter(|slipped| !soil.names.contains(slipped)) else { continue };
        defects.push(Defect { kind, range: range.start + part.start..range.start + part.end, with: slipped, codes });
    }
}

/// The last part of a path without its ending.
fn name_of(path: &str) -> Range<usize> {
    let start = path.trim_end_matches('/').rfind('/').map_or(0, |slash| slash + 1);
    let end = path[start..].find('.').map_or(path.len(), |dot| start + dot);
    start..end
}

/// Words of paragraphs, captions and cells, as they stand in the source.
#[derive(Default)]
struct Words {
    runs: Vec<(Range<usize>, String)>,
}

impl Words {
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) if inline.span.file == FileId::PAGE => {
                    self.runs.push((inline.span.start as usize..inline.span.end as usize, text.clone()));
                }
                InlineKind::Emphasis(content) | InlineKind::Strong(content) => self.inlines(content),
                InlineKind::Link(link) => self.inlines(&link.content),
                _ => {}
            }
        }
    }
}

impl visit::Visitor for Words {
    fn text(&mut self, text: &[Inline], part: visit::Part) {
        // Another heading or term is another anchor, which others lead to.
        if matches!(part, visit::Part::Paragraph | visit::Part::Caption) {
            self.inlines(text);
        }
    }
}

fn misspellings(soil: &Soil<'_>, defects: &mut Vec<Defect>) {
    let mut words = Words::default();
    visit::page(soil.page, &mut words);
    for (range, text) in words.runs {
        if soil.text.get(range.clone()) != Some(&text) {
            continue;
        }
        let mut at = 0;
        for word in text.split_inclusive(|c: char| !c.is_ascii_lowercase()) {
            let start = at;
            at += word.len();
            let plain = word.trim_end_matches(|c: char| !c.is_ascii_lowercase());
            let around = (text[..start].chars().last(), text[start + plain.len()..].chars().next());
            let is_word = plain.len() >= 6 && matches!(around, (None | Some(' '), None | Some(' ' | ',' | '.')));
            let Some(slipped) = slip(plain).filter(|_| is_word) else { continue };
            let is_other_word = OTHER_WORDS.contains(&slipped.as_str());
            if is_other_word || triples(&slipped).all(|triple| soil.triples.contains(&triple)) {
                continue;
            }
            let range = range.start + start..range.start + start + plain.len();
            // A term that is misspelt where it is referred to has no glossary entry, which is what is said.
            defects.push(Defect { kind: "misspelling", range, with: slipped, codes: &["misspelling", "unknown-term"] });
        }
    }
}

/// Words that a slip in another one can come to: right by themselves.
const OTHER_WORDS: &[&str] = &["retired"];

/// Each sequence of three letters in a word.
pub(crate) fn triples(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    (0..letters.len().saturating_sub(2)).map(move |n| letters[n..n + 3].iter().collect())
}

/// Directives whose argument is a file.
const READERS: &[(&str, &str, &[&str])] =
    &[("include", "missing include", &["missing-include"]), ("literalinclude", "missing include", &["missing-include"])];

fn directives(soil: &Soil<'_>, openings: &[Opening], defects: &mut Vec<Defect>) {
    for opening in openings {
        let name = &soil.text[opening.name.clone()];
        let mut plant = |kind, range: &Range<usize>, codes| {
            if let Some(with) = slip(&soil.text[range.clone()]) {
                defects.push(Defect { kind, range: range.clone(), with, codes });
            }
        };
        if !opening.directive {
            if name.len() > 3 && name != "mermaid" {
                plant("unknown language", &opening.name, &["unknown-language"]);
            }
            continue;
        }
        plant("unknown directive", &opening.name, &["unknown-directive"]);
        for option in &opening.options {
            plant("unknown option", option, &["unknown-directive-option", "code-option"]);
        }
        if let Some((_, kind, codes)) = READERS.iter().find(|(reader, _, _)| *reader == name) {
            let part = name_of(&soil.text[opening.argument.clone()]);
            plant(kind, &(opening.argument.start + part.start..opening.argument.start + part.end), codes);
        }
    }
}

fn diagrams(soil: &Soil<'_>, openings: &[Opening], defects: &mut Vec<Defect>) {
    for opening in openings.iter().filter(|opening| &soil.text[opening.name.clone()] == "mermaid") {
        for line in &opening.body {
            let text = &soil.text[line.clone()];
            if let Some(rest) = text.strip_prefix("classDef ") {
                let name = rest.split(' ').next().unwrap_or_default();
                let start = line.start + "classDef ".len();
                let with = format!("{name}q");
                defects.push(Defect {
                    kind: "class that no node has",
                    range: start..start + name.len(),
                    with,
                    codes: &["unused-class", "undeclared-class"],
                });
                if let Some((fill, color)) = value(text, "fill:").zip(value(text, ",color:")) {
                    let range = line.start + color.start..line.start + color.end;
                    defects.push(Defect { kind: "low contrast", range, with: near(&text[fill]), codes: &["low-contrast"] });
                }
            }
        }
    }
}

/// The bytes of the color behind `key`.
fn value(line: &str, key: &str) -> Option<Range<usize>> {
    let start = line.find(key)? + key.len();
    let end = line[start..].find(',').map_or(line.len(), |comma| start + comma);
    line[start..end].starts_with('#').then_some(start..end)
}

/// A color that cannot be told from this one.
fn near(color: &str) -> String {
    let mut color = color.to_owned();
    let last = if color.ends_with('7') { "8" } else { "7" };
    color.replace_range(color.len() - 1.., last);
    color
}

fn front_matter(soil: &Soil<'_>, defects: &mut Vec<Defect>) {
    let Some(rest) = soil.text.strip_prefix("---\n") else { return };
    let end = rest.find("\n---").unwrap_or(0);
    let mut at = "---\n".len();
    for line in rest[..end].split_inclusive('\n') {
        let name = line.split(':').next().unwrap_or_default();
        if let Some(with) = slip(name).filter(|_| line.contains(':') && !line.starts_with([' ', '#'])) {
            let range = at..at + name.len();
            defects.push(Defect { kind: "unknown front matter key", range, with, codes: &["unknown-front-matter-key"] });
        }
        at += line.len();
    }
}

/// Options as prose names them: ``[section] option``.
fn options(soil: &Soil<'_>, openings: &[Opening], defects: &mut Vec<Defect>) {
    let text = soil.text;
    let in_body = |at: usize| openings.iter().any(|opening| opening.body.iter().any(|line| line.contains(&at)));
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut plant = |start: usize| {
        let name: String = text[start..].chars().take_while(|c| is_name(*c)).collect();
        let whole = text[start + name.len()..].starts_with('`') && !in_body(start);
        if let Some(with) = slip(&name).filter(|_| whole) {
            let range = start..start + name.len();
            defects.push(Defect { kind: "renamed option", range, with, codes: &["unknown-option"] });
        }
    };
    for (at, _) in text.match_indices("`[") {
        if let Some(end) = text[at..].find("] ").filter(|end| text[at + 2..at + end].chars().all(is_name)) {
            plant(at + end + 2);
        }
    }
}

/// Environment variables whose option is misspelt.
fn variables(text: &str, openings: &[Opening], defects: &mut Vec<Defect>) {
    let in_body = |at: usize| openings.iter().any(|opening| opening.body.iter().any(|line| line.contains(&at)));
    for (at, _) in text.match_indices("`AIRFLOW__").filter(|(at, _)| !in_body(*at)) {
        let name: String = text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        if let Some(with) = slip(&name.to_ascii_lowercase()).filter(|_| name.matches("__").count() > 1) {
            let range = at + 1..at + 1 + name.len();
            let codes = &["unknown-variable", "unknown-option", "unknown-section"];
            defects.push(Defect { kind: "renamed variable", range, with: with.to_ascii_uppercase(), codes });
        }
    }
}

/// Generated tables that somebody edited by hand.
fn regions(text: &str, defects: &mut Vec<Defect>) {
    let mut inside = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.starts_with("<!-- bindery:") {
            inside = line.starts_with("<!-- bindery:begin");
        } else if inside && let Some(with) = slip(line.trim_end()) {
            defects.push(Defect {
                kind: "stale region",
                range: start..start + line.trim_end().len(),
                with,
                codes: &["stale-region"],
            });
        }
    }
}

/// Defaults in tables that have a column for them.
fn defaults(text: &str, defects: &mut Vec<Defect>) {
    let mut column = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if !line.starts_with('|') {
            column = None;
            continue;
        }
        let Some(wanted) = column else {
            column = line.split('|').position(|cell| cell.trim() == "Default");
            continue;
        };
        let Some(cell) = line.split('|').nth(wanted).filter(|cell| !cell.contains("---")) else { continue };
        let before: usize = line.split('|').take(wanted).map(|cell| cell.len() + 1).sum();
        let value = cell.trim();
        let from = start + before + (cell.len() - cell.trim_start().len());
        let plain = value.trim_matches('`');
        let other = match plain {
            "None" => "`73`".to_owned(),
            "True" => value.replace("True", "False"),
            "False" => value.replace("False", "True"),
            number if number.parse::<f64>().is_ok() => value.replace(number, &format!("7{number}")),
            _ => continue,
        };
        defects.push(Defect { kind: "wrong default", range: from..from + value.len(), with: other, codes: &["wrong-default"] });
    }
}

/// What can be put at the end of a line of plain text.
const APPENDED: &[(&str, &str, &[&str])] = &[
    ("unknown role", " {trem}`words`", &["unknown-role"]),
    ("undefined footnote", "[^no-such-note]", &["undefined-footnote"]),
    ("undefined reference", " [words][no such reference]", &["undefined-reference"]),
    ("link that leads nowhere", " [words]()", &["empty-link"]),
    ("vague link", " [here](#top)", &["vague-link"]),
    ("link that runs a script", " [words](javascript:alert(1))", &["unsafe-link"]),
    ("key of a service", " The id is `AKIAQZ7TBINDERYDOCS3`.", &["api-key"]),
    ("comment that says nothing", " <!-- bindery: alow(misspelling) -->", &["malformed-comment"]),
    ("permission for no lint", " <!-- bindery: allow(mispeling) -->", &["unknown-lint"]),
];

/// Lines that end a paragraph of plain words: what is put behind them is in that paragraph.
fn texts(soil: &Soil<'_>, openings: &[Opening], defects: &mut Vec<Defect>) {
    let in_body = |at: usize| openings.iter().any(|opening| opening.body.iter().any(|line| line.contains(&at)));
    let mut words = Words::default();
    visit::page(soil.page, &mut words);
    let mut at = 0;
    for line in soil.text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        at += line.len();
        let is_plain = line.starts_with(|c: char| c.is_ascii_uppercase()) && line.trim_end().ends_with('.');
        let is_paragraph = words.runs.iter().any(|(range, _)| range.end == end);
        if is_plain && is_paragraph && !in_body(end.saturating_sub(1)) {
            for (kind, with, codes) in APPENDED {
                defects.push(Defect { kind, range: end..end, with: (*with).to_owned(), codes });
            }
        }
    }
}
