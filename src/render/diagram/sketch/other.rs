//! The labels of all other kinds of diagrams, and their classes.

use std::ops::Range;

use super::cursor::{Cursor, bare, lines, trimmed};
use super::{Kind, Sketch, style};

/// How a kind writes its texts, beyond titles, sections and quotation marks, which mean the same in all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    /// Only within quotation marks.
    Quoted,
    /// Behind the first colon, as relations have them.
    BehindColon,
    /// Before the first colon.
    BeforeColon,
    /// Between colons.
    BetweenColons,
    /// Within brackets, else the line.
    Lines,
    /// Within square brackets.
    Bracketed,
    /// The first two of three, with commas between them.
    Columns,
}

pub(super) fn read(sketch: &mut Sketch, source: &str, body: Range<usize>) {
    let texts = match sketch.kind {
        Kind::Class | Kind::EntityRelationship | Kind::Requirement => Texts::BehindColon,
        _ => match source.get(sketch.head.clone()).unwrap_or_default() {
            "journey" | "gantt" | "quadrantChart" => Texts::BeforeColon,
            "timeline" => Texts::BetweenColons,
            "mindmap" | "kanban" => Texts::Lines,
            "architecture" | "architecture-beta" => Texts::Bracketed,
            "sankey" | "sankey-beta" => Texts::Columns,
            _ => Texts::Quoted,
        },
    };
    let mut behind = body.start;
    // What stands in the line of the kind is a direction or an option, but for the title of a pie.
    let first = Cursor::new(source, body.clone()).eat_line();
    for line in lines(source, body) {
        if line.start < behind {
            continue;
        }
        let mut cursor = Cursor::new(source, line.start..source.len());
        let has_styles = sketch.kind != Kind::Other;
        if sketch.common(&mut cursor) || has_styles && style::statement(sketch, &mut cursor) {
            behind = cursor.at;
            continue;
        }
        let is_first = line.start < first.end;
        let mut cursor = Cursor::new(source, line.clone());
        if is_first && cursor.eat_word("showData") {
            cursor.skip_spaces();
        }
        if cursor.eat_word("title") {
            cursor.skip_spaces();
            cursor.eat(":");
            let title = cursor.eat_line();
            sketch.title(source, title);
        } else if cursor.eat_word("section") {
            sketch.labels.push(trimmed(source, cursor.eat_line()));
        } else if !is_first && !cursor.eat_word("click") && !cursor.eat_word("link") {
            classes(sketch, source, line.clone());
            if texts == Texts::BehindColon || !quoted(sketch, source, line.clone()) {
                line_of(sketch, source, line, texts);
            }
        }
    }
}

/// The texts of a line within quotation marks; false if there are none.
fn quoted(sketch: &mut Sketch, source: &str, line: Range<usize>) -> bool {
    let mut cursor = Cursor::new(source, line);
    let before = sketch.labels.len();
    while cursor.eat_until("\"").is_some() {
        let Some(words) = cursor.eat_until("\"") else { break };
        sketch.labels.push(bare(source, words));
    }
    sketch.labels.len() > before
}

fn line_of(sketch: &mut Sketch, source: &str, line: Range<usize>, texts: Texts) {
    let text = source.get(line.clone()).unwrap_or_default();
    let colon = text.find(':');
    match texts {
        Texts::Quoted => {}
        Texts::BehindColon => {
            let is_code = text.contains(":::")
                || text.contains("style ")
                || !(text.contains("--") || text.contains("..") || text.contains(" to ") || text.starts_with("text"));
            let words = colon.filter(|_| !is_code).map(|colon| line.start + colon + 1..line.end);
            let outside = line.start..words.as_ref().map_or(line.end, |words| words.start);
            quoted(sketch, source, outside);
            sketch.labels.extend(words.map(|words| bare(source, words)));
        }
        Texts::BeforeColon => {
            let is_setting =
                ["dateFormat", "axisFormat", "tickInterval", "excludes", "includes", "todayMarker", "weekday", "weekend"];
            let words = text.split_whitespace().next().unwrap_or_default();
            if let Some(axis) =
                ["x-axis", "y-axis", "quadrant-1", "quadrant-2", "quadrant-3", "quadrant-4"].iter().find(|axis| words == **axis)
            {
                let mut start = line.start + axis.len();
                for part in source.get(start..line.end).unwrap_or_default().split("-->") {
                    sketch.labels.push(trimmed(source, start..start + part.len()));
                    start += part.len() + 3;
                }
            } else if let Some(colon) = colon.filter(|_| !is_setting.contains(&words)) {
                sketch.labels.push(trimmed(source, line.start..line.start + colon));
            }
        }
        Texts::BetweenColons => {
            let mut start = line.start;
            for part in text.split(" : ") {
                sketch.labels.push(trimmed(source, start..start + part.len()));
                start += part.len() + 3;
            }
        }
        Texts::Lines => {
            let data = text.find("@{").unwrap_or(text.len());
            let text = text.get(..data).unwrap_or_default();
            if text.starts_with("::") {
                return;
            }
            let open = text.find(['[', '(', '{', ')']);
            let words = match (open, text.rfind([']', ')', '}', '('])) {
                (Some(open), Some(close)) if open < close => {
                    let inner = text.get(open..=close).unwrap_or_default();
                    let front = inner.len() - inner.trim_start_matches(['[', '(', '{', ')']).len();
                    let back = inner.len() - inner.trim_end_matches([']', ')', '}', '(']).len();
                    line.start + open + front..(line.start + close + 1 - back).max(line.start + open + front)
                }
                _ => line.start..line.start + text.len(),
            };
            sketch.labels.push(trimmed(source, words));
        }
        Texts::Bracketed => {
            let mut cursor = Cursor::new(source, line);
            while cursor.eat_until("[").is_some() {
                let Some(words) = cursor.eat_until("]") else { break };
                sketch.labels.push(bare(source, words));
            }
        }
        Texts::Columns => {
            let mut start = line.start;
            for part in text.split(',').take(2) {
                sketch.labels.push(trimmed(source, start..start + part.len()));
                start += part.len() + 1;
            }
        }
    }
}

/// `A:::name` anywhere in a line, where the kind knows classes.
fn classes(sketch: &mut Sketch, source: &str, line: Range<usize>) {
    if sketch.kind == Kind::Other {
        return;
    }
    let text = source.get(line.clone()).unwrap_or_default();
    let Some(at) = text.find(":::") else { return };
    let before = text.get(..at).unwrap_or_default().trim_end();
    let node = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let node = node.split(['[', '(', '{']).next().unwrap_or_default().to_owned();
    let mut cursor = Cursor::new(source, line.start + at..line.end);
    style::suffix(sketch, &mut cursor, &node);
    let rest = cursor.at..line.end;
    if rest.start > line.start + at {
        classes(sketch, source, rest);
    }
}
