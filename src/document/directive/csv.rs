//! Comma-separated values, and tables of them.

use super::Context;
use super::includes::read_text;
use super::tables::{self, Rows};
use crate::document::{Block, Cell, Excerpt};

/// How values are set off.
#[derive(Clone, Copy, Debug)]
pub struct CsvDialect {
    /// What stands between values.
    pub delimiter: char,
    /// What stands around a value that holds a delimiter or a line end.
    pub quote: char,
    /// What takes the meaning from the next character. With it, quotes are not doubled.
    pub escape: Option<char>,
    /// Whether white space behind a delimiter belongs to the value.
    pub keep_space: bool,
}

/// The values of a row, each a text that knows where it stands.
pub type CsvRow = Vec<Excerpt>;

/// `csv-table`: the body or a file, whose values are parsed as blocks.
pub(super) fn csv_table(context: &mut Context<'_, '_>) -> Vec<Block> {
    let caption = context.title();
    let attributes = context.attributes(&caption);
    let body = context.call.body.clone();
    let file = context.option("file").cloned();
    if let Some(url) = context.option("url").map(Excerpt::whole) {
        context.error(
            "bad-option-value",
            url,
            "nothing is fetched while a book is read: keep the file in the book, and name it with `file`",
        );
    }
    let data = match file {
        Some(file) if body.is_empty() => match read_text(context, &file) {
            Some((_, text)) => text,
            // The finding stands for the table.
            None => return Vec::new(),
        },
        Some(file) => {
            context.error("bad-option-value", file.whole(), "the table has rows of its own, so the file is left out");
            body
        }
        None if body.is_empty() => {
            let span = context.call.name_span;
            context.error("empty-directive", span, "`csv-table` has no content");
            return Vec::new();
        }
        None => body,
    };
    let dialect = CsvDialect {
        delimiter: character(context, "delim").unwrap_or(','),
        quote: character(context, "quote").unwrap_or('"'),
        escape: character(context, "escape"),
        keep_space: context.flag("keepspace"),
    };
    let header = context.option("header").cloned().map(|header| dialect.rows(&header)).transpose();
    let (header, rows) = match (header, dialect.rows(&data)) {
        (Ok(header), Ok(rows)) => (header.unwrap_or_default(), rows),
        (Err(reason), _) | (_, Err(reason)) => {
            let span = data.whole();
            context.error("bad-table", span, format!("these values cannot be read: {reason}"));
            return super::verbatim(&context.call);
        }
    };
    let head = header.len();
    let values = header.into_iter().chain(rows).map(|row| {
        let cells = row.into_iter().map(|value| Cell { span: value.whole(), body: context.blocks(&value), ..Cell::default() });
        cells.collect::<Vec<Cell>>()
    });
    let rows: Vec<Vec<Cell>> = values.collect();
    tables::made(context, caption, attributes, Rows { rows, head })
}

/// The one character of an option: as it is, by name, or by number.
fn character(context: &mut Context<'_, '_>, option: &str) -> Option<char> {
    let value = context.option(option)?.clone();
    let text = value.text();
    let number = || {
        let digits = ["0x", "x", "\\x", "U+", "u", "\\u"].iter().find_map(|prefix| text.strip_prefix(prefix));
        digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).or_else(|| text.parse().ok()).and_then(char::from_u32)
    };
    let mut characters = text.chars();
    let read = match (text, characters.next(), characters.next()) {
        ("tab", ..) => Some('\t'),
        ("space", ..) => Some(' '),
        (_, Some(only), None) => Some(only),
        _ => number(),
    };
    if read.is_none() {
        let message = format!("the option `{option}` needs one character, `tab`, `space`, or a number as in `0x3B`");
        context.error("bad-option-value", value.whole(), message);
    }
    read
}

impl CsvDialect {
    /// The rows of a text; a blank line is an empty row. The error says what cannot be read.
    pub fn rows(&self, data: &Excerpt) -> Result<Vec<CsvRow>, String> {
        let text = data.text();
        let mut rows = Vec::new();
        let mut row: CsvRow = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if let Some(length) = line_end(rest).filter(|_| row.is_empty()) {
                rows.push(Vec::new());
                at += length;
                continue;
            }
            let (value, end) = self.value(data, at)?;
            row.push(value);
            at = end;
            match text[at..].chars().next() {
                Some(c) if c == self.delimiter => {
                    at += c.len_utf8();
                    if at == text.len() {
                        row.push(Excerpt::default());
                    }
                }
                _ => {
                    rows.push(std::mem::take(&mut row));
                    at += line_end(&text[at..]).unwrap_or(1);
                }
            }
        }
        if !row.is_empty() {
            rows.push(row);
        }
        Ok(rows)
    }

    /// The value that starts at `at`, and where it ends.
    fn value(&self, data: &Excerpt, start: usize) -> Result<(Excerpt, usize), String> {
        let text = data.text();
        let spaces = text[start..].len() - text[start..].trim_start_matches(' ').len();
        let mut at = if self.keep_space { start } else { start + spaces };
        let mut value = Excerpt::default();
        let mut is_quoted = text[at..].starts_with(self.quote);
        if is_quoted {
            at += self.quote.len_utf8();
        }
        let mut from = at;
        while let Some(c) = text[at..].chars().next() {
            let next = at + c.len_utf8();
            if Some(c) == self.escape {
                value.push_slice(data, from..at);
                from = next;
                at = next + text[next..].chars().next().map_or(0, char::len_utf8);
            } else if is_quoted && c == self.quote {
                value.push_slice(data, from..at);
                if self.escape.is_none() && text[next..].starts_with(self.quote) {
                    from = next;
                    at = next + self.quote.len_utf8();
                    continue;
                }
                if self.escape.is_some() {
                    // Where quotes are not doubled, more may follow the closing one.
                    is_quoted = false;
                    (from, at) = (next, next);
                    continue;
                }
                let rest = &text[next..];
                let ends = rest.is_empty() || rest.starts_with(self.delimiter) || line_end(rest).is_some();
                return if ends {
                    Ok((value, next))
                } else {
                    Err(format!("'{}' expected after '{}'", self.delimiter, self.quote))
                };
            } else if !is_quoted && (c == self.delimiter || line_end(&text[at..]).is_some()) {
                break;
            } else {
                at = next;
            }
        }
        if is_quoted {
            return Err("unexpected end of data".to_owned());
        }
        value.push_slice(data, from..at);
        Ok((value, at))
    }
}

/// The length of the line end that the text starts with.
fn line_end(text: &str) -> Option<usize> {
    if text.starts_with("\r\n") { Some(2) } else { text.starts_with('\n').then_some(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    #[test]
    fn lines_may_end_as_on_windows() {
        let dialect = CsvDialect { delimiter: ',', quote: '"', escape: None, keep_space: false };
        let rows = |text: &str| {
            let mut data = Excerpt::default();
            data.push(text, Span::default());
            let rows = dialect.rows(&data).unwrap();
            rows.iter().map(|row| row.iter().map(|value| value.text().to_owned()).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        let expected = [vec!["a", "b\nc"], vec!["d", ""], vec![], vec!["e", "f"]];
        assert_eq!(rows("a,\"b\nc\"\nd,\n\ne,f\n"), expected);
        assert_eq!(rows("a,\"b\nc\"\r\nd,\r\n\r\ne,f\r\n"), expected);
    }
}
