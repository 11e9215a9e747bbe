//! Other files: parsed in place, or shown as they are.

use super::super::chars::integer;
use super::super::parser::{Flow, Parser};
use super::super::source::{Line, Source, lines, normal};
use super::super::tree::{Element, Node, Tag};
use super::code::{code_block, numbered};
use super::{Call, Failure, Made};
use crate::document::Excerpt;
use crate::document::directive::is_markdown_parser;

/// How many files a text may include. Files that include each other twice would otherwise grow without bound.
const INCLUDE_LIMIT: usize = 1000;

/// How many bytes of text a text may include, so that a short one does not keep a build busy for long.
const BYTES_LIMIT: usize = 10_000_000;

/// The text of a file, and the name that problems give it.
pub(super) fn read<'a>(parser: &Parser<'a>, call: &Call<'a>, path: &str) -> Result<(Excerpt, String), Failure> {
    let path: String = path.lines().map(str::trim).collect();
    let failed =
        |reason: String| Failure::error(format!("Problems with \"{}\" directive path:\nInputError: {reason}.", call.name.text));
    // Punctuation makes no difference to Python.
    let letters = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let is_read = |name: &str| matches!(letters(name).as_str(), "utf8" | "utf8sig" | "ascii" | "usascii");
    if let Some(other) = call.option("encoding").map(str::trim).filter(|name| !is_read(name)) {
        let message = format!("Problem with \"{}\" directive:\nfiles are read as UTF-8, not as \"{other}\"", call.name.text);
        return Err(Failure::error(message));
    }
    parser.files.read(&call.line.source.name, &path).map_err(failed)
}

pub(super) fn include<'a>(parser: &mut Parser<'a>, call: &Call<'a>, _flow: &mut Flow) -> Made {
    let name = call.name.text;
    if !parser.settings.file_insertion_enabled {
        return Err(Failure::warning(format!("\"{name}\" directive disabled.")));
    }
    if let Some(text) = super::characters::definitions(&call.argument_text(), call.span) {
        insert(parser, call, &text, call.argument_text())?;
        return Ok(Vec::new());
    }
    let is_foreign = call.option("parser").is_some_and(is_markdown_parser);
    let is_shown = call.option("literal").or(call.option("code")).is_some();
    if parser.settings.keep_calls && (is_foreign || is_shown) {
        return Ok(vec![super::kept_again(call).into()]);
    }
    if let Some(other) = call.option("parser").filter(|p| !matches!(p.trim(), "rst" | "restructuredtext")) {
        let message = format!(
            "Error in \"{name}\" directive:\ninvalid option value: (option: \"parser\"; value: '{other}')\nParser \"{other}\" not found."
        );
        return Err(Failure::error(message));
    }
    let found = read(parser, call, &call.argument_text()).and_then(|(text, source)| Ok((clipped(call, &text)?, source)));
    let (text, source) = match found {
        // The document model says what is wrong as it does in other languages.
        Err(_) if parser.settings.keep_calls => return Ok(vec![super::kept_again(call).into()]),
        found => found?,
    };
    if call.option("literal").is_some() {
        return Ok(vec![shown(parser, call, &text, source)]);
    }
    if let Some(language) = call.option("code") {
        let language = language.trim().to_owned();
        let code = normal(&text);
        let code = code.text().strip_suffix('\n').unwrap_or(code.text()).to_owned();
        let block = code_block(parser, call, &language, code, text.whole());
        return Ok(vec![block.set("source", source).into()]);
    }
    insert(parser, call, &text, source)?;
    Ok(Vec::new())
}

/// The part of the file that the options choose.
fn clipped(call: &Call<'_>, text: &Excerpt) -> Result<Excerpt, Failure> {
    let number = |name: &str| call.option(name).and_then(integer);
    let (first, last) = (number("start-line"), number("end-line"));
    let mut text = text.clone();
    if first.is_some_and(|first| first != 0) || last.is_some() {
        let starts: Vec<usize> = std::iter::once(0).chain(text.text().match_indices('\n').map(|(at, _)| at + 1)).collect();
        let count = if text.text().ends_with('\n') { starts.len() - 1 } else { starts.len() };
        let distance = |line: i64| usize::try_from(line.unsigned_abs()).unwrap_or(usize::MAX);
        let place = |line: i64| if line < 0 { count.saturating_sub(distance(line)) } else { distance(line).min(count) };
        let from = first.map_or(0, place);
        let to = last.map_or(count, place).max(from);
        let at = |line: usize| starts.get(line).copied().unwrap_or(text.text().len());
        let end = if to > from { at(to).saturating_sub(usize::from(to < starts.len())) } else { at(from) };
        text = text.slice(at(from)..end.max(at(from)));
    }
    let missing = |option: &str| {
        Failure::error(format!("Problem with \"{option}\" option of \"{}\" directive:\nText not found.", call.name.text))
    };
    if let Some(after) = call.option("start-after") {
        let after = if after.is_empty() { "\n\n" } else { after };
        let at = text.text().find(after).ok_or_else(|| missing("start-after"))?;
        text = text.slice(at + after.len()..text.text().len());
    }
    match call.option("end-before") {
        Some("") => {
            if let Some(at) = text.text().find("\n\n").filter(|at| *at > 0) {
                text = text.slice(0..at + 1);
            }
        }
        Some(before) => {
            let at = text.text().find(before).ok_or_else(|| missing("end-before"))?;
            text = text.slice(0..at);
        }
        None => {}
    }
    Ok(text)
}

/// The file as it is.
fn shown<'a>(parser: &mut Parser<'a>, call: &Call<'a>, text: &Excerpt, source: String) -> Node {
    let width = call.option("tab-width").and_then(integer).unwrap_or(8);
    let plain = text.text().replace("\r\n", "\n").replace('\r', "\n");
    let expanded = usize::try_from(width).map_or_else(|_| plain.clone(), |width| without_tabs(&plain, width));
    let mut block: Element = call.element(Tag::LiteralBlock).set("source", source).set("xml:space", "preserve");
    parser.name_of(call, &mut block);
    match call.option("number-lines") {
        Some(first) => {
            let body = expanded.strip_suffix('\n').unwrap_or(&expanded);
            block.children = numbered(body, integer(first).unwrap_or(1), text.whole());
        }
        None => block.children = vec![Node::Text(expanded, text.whole())],
    }
    block.into()
}

fn without_tabs(text: &str, width: usize) -> String {
    let mut made = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' if width == 0 => {}
            '\t' => {
                let spaces = width.min(64) - column % width.min(64);
                made.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            '\n' => {
                made.push(c);
                column = 0;
            }
            _ => {
                made.push(c);
                column += 1;
            }
        }
    }
    made
}

/// The options that choose a part of the file.
const CHOOSING: &[&str] = &["start-line", "end-line", "start-after", "end-before"];

/// What those options say.
fn part(call: &Call<'_>) -> String {
    let said = |name: &&str| Some(format!(":{name}: {}\n", call.option(name)?));
    CHOOSING.iter().filter_map(said).collect()
}

/// Puts the file's lines in place of the directive.
fn insert<'a>(parser: &mut Parser<'a>, call: &Call<'a>, text: &Excerpt, name: String) -> Result<(), Failure> {
    let limit = parser.settings.line_length_limit;
    let text = normal(text);
    if let Some(long) = text.text().split('\n').position(|line| line.chars().count() > limit) {
        return Err(Failure::warning(format!("\"{name}\": line {} exceeds the line-length-limit.", long + 1)));
    }
    let here = call.line.source;
    // A file may show another part of itself.
    let part = part(call);
    let here = std::iter::once((here.name.clone(), here.part.clone()));
    let circle: Vec<(String, String)> = here.chain(call.line.source.within.iter().cloned()).collect();
    if circle.iter().any(|(file, shown)| *file == name && *shown == part) {
        let way: Vec<&str> = std::iter::once(name.as_str()).chain(circle.iter().map(|(file, _)| file.as_str())).collect();
        return Err(Failure::warning(format!("circular inclusion in \"{}\" directive:\n{}", call.name.text, way.join("\n> "))));
    }
    if parser.depot.includes >= INCLUDE_LIMIT || circle.len() > crate::document::NESTING_LIMIT {
        return Err(Failure::error(format!("More than {INCLUDE_LIMIT} files are included; \"{name}\" is left out.")));
    }
    parser.depot.included += text.text().len();
    if parser.depot.included > BYTES_LIMIT {
        let message = format!("More than {} MB of text are included; \"{name}\" is left out.", BYTES_LIMIT / 1_000_000);
        return Err(Failure::error(message));
    }
    parser.depot.includes += 1;
    let source = parser.keep(Source { text, name, part, within: circle });
    let mut inserted = lines(source, 1);
    let blank = |number: u32, at: usize| Line { text: "", at, column: 0, number, own: number, source };
    let end = source.text.text().len();
    let last = inserted.last().map_or(1, |line| line.number + 1);
    inserted.insert(0, blank(0, 0));
    inserted.push(blank(last, end));
    parser.depot.inserted = inserted;
    Ok(())
}
