//! The lock file's text: one address a line, `#` at the start of a line for people.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use camino::Utf8Path;

use super::addresses::Address;
use crate::diagnostic::Diagnostic;

const HEADER: &str = "\
# Every address that this site has published, one a line. A check reports those that no longer lead anywhere.
# `bindery check --fix` adds new ones. Delete a line only if nobody needs the address any more.
";

/// A line that holds an address.
#[derive(Debug)]
pub(super) struct Entry {
    /// The line's bytes, without its end.
    pub range: Range<usize>,
    /// What it says.
    pub address: Address,
}

/// What a lock file says.
#[derive(Debug)]
pub(super) struct Lock {
    /// Its addresses in the order of its lines, each once.
    pub entries: Vec<Entry>,
    /// The same addresses.
    pub addresses: HashSet<Address>,
    /// What is wrong with the other lines.
    pub problems: Vec<Diagnostic>,
}

/// Reads the text of a lock file.
pub(super) fn parse(file: &Utf8Path, text: &str) -> Lock {
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen: HashSet<Address> = HashSet::new();
    let mut problems = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        let skipped = if at == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let range = at + skipped..at + line.len();
        let line = line.get(skipped..).unwrap_or_default();
        match Address::parse(line) {
            _ if line.is_empty() || line.starts_with('#') => {}
            None => problems.push(malformed(file, &range)),
            Some(address) if seen.contains(&address) => problems.push(repeated(file, &range, at..at + whole.len(), line)),
            Some(address) => {
                seen.insert(address.clone());
                entries.push(Entry { range, address });
            }
        }
        at += whole.len();
    }
    Lock { entries, addresses: seen, problems }
}

fn malformed(file: &Utf8Path, range: &Range<usize>) -> Diagnostic {
    Diagnostic::error("malformed-lock", file, range.clone(), "this line is no address of the site")
        .help("a line holds a page's address without the leading `/`, and perhaps an anchor: `guide/tokens.html#lifetimes`")
        .help("where two branches were merged, keep the lines of both; what else is in the way can be deleted")
}

fn repeated(file: &Utf8Path, range: &Range<usize>, whole: Range<usize>, line: &str) -> Diagnostic {
    Diagnostic::error("malformed-lock", file, range.clone(), format!("`{line}` stands twice in the file"))
        .help("`bindery check --fix` deletes the second line")
        .fix(file, whole, "")
}

/// The text of a lock file that holds `addresses`.
pub(super) fn text(addresses: &BTreeSet<Address>) -> String {
    let mut text = HEADER.to_owned();
    for address in addresses {
        let _ = writeln!(text, "{address}");
    }
    text
}

/// Where the lines for `new` addresses belong in a file of that `text` with those `entries`, and the lines: behind those that sort before
/// them, so that a file in order stays in order.
pub(super) fn insertions<'n>(text: &str, entries: &[Entry], new: impl IntoIterator<Item = &'n Address>) -> Vec<(usize, String)> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut places: Vec<(usize, String)> = Vec::new();
    for address in new {
        let next = entries.partition_point(|entry| entry.address < *address);
        let at = entries.get(next).map_or(text.len(), |entry| entry.range.start);
        let line = format!("{address}{end}");
        if let Some((_, lines)) = places.last_mut().filter(|(last, _)| *last == at) {
            lines.push_str(&line);
        } else {
            let open = at == text.len() && !text.is_empty() && !text.ends_with('\n');
            places.push((at, if open { format!("{end}{line}") } else { line }));
        }
    }
    places
}
