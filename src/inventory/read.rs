//! From bytes to an inventory: versions 1 and 2 of the format.

use std::fmt;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::{Entry, Inventory, is_kind, is_number, is_space, one_line};

/// The most bytes that an inventory may have, compressed or not. The largest known are a tenth of that.
pub const LARGEST: usize = 64 << 20;

/// Why bytes are no inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// They do not start as one does.
    NoInventory,
    /// The version of the format is another than 1 and 2.
    Version(String),
    /// The first lines, with the project's name and version, are not whole.
    Header,
    /// What follows them cannot be decompressed.
    Compression(String),
    /// It is larger than [`LARGEST`].
    TooLarge,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoInventory => f.write_str("it does not start with `# Sphinx inventory version`"),
            Self::Version(version) => write!(f, "it is in version `{version}` of the format, and only 1 and 2 are known"),
            Self::Header => f.write_str("the lines with the name and the version of the project are missing"),
            Self::Compression(reason) => write!(f, "it is damaged: {reason}"),
            Self::TooLarge => write!(f, "it is larger than {} MiB", LARGEST >> 20),
        }
    }
}

impl Inventory {
    /// Reads an inventory. Lines that hold no entry are passed over, as in Sphinx, and bytes that are not UTF-8 become U+FFFD.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > LARGEST {
            return Err(Unreadable::TooLarge);
        }
        let (first, rest) = line(bytes).ok_or(Unreadable::NoInventory)?;
        let version = first.strip_prefix("# Sphinx inventory version ").ok_or(Unreadable::NoInventory)?;
        let (project, rest) = headed(rest, "# Project:")?;
        let (release, rest) = headed(rest, "# Version:")?;
        match version.trim() {
            "1" => {
                let text = String::from_utf8_lossy(rest);
                Ok(Self::new(&project, &release, text.lines().filter_map(old_entry)))
            }
            "2" => {
                let (note, rest) = line(rest).ok_or(Unreadable::Header)?;
                if !note.contains("zlib") {
                    return Err(Unreadable::Header);
                }
                let text = decompress(rest)?;
                Ok(Self::new(&project, &release, text.lines().filter_map(entry)))
            }
            other => Err(Unreadable::Version(other.chars().take(20).collect())),
        }
    }
}

/// The first line, and what is behind it.
fn line(bytes: &[u8]) -> Option<(String, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((String::from_utf8_lossy(line).trim_end().to_owned(), rest.get(1..).unwrap_or_default()))
}

/// The text behind `head` on the first line, and what is behind the line.
fn headed<'a>(bytes: &'a [u8], head: &str) -> Result<(String, &'a [u8]), Unreadable> {
    let (line, rest) = line(bytes).ok_or(Unreadable::Header)?;
    let text = line.strip_prefix(head).ok_or(Unreadable::Header)?;
    Ok((text.trim().to_owned(), rest))
}

pub(super) fn decompress(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut text = Vec::new();
    let read = ZlibDecoder::new(bytes).take(LARGEST as u64 + 1).read_to_end(&mut text);
    read.map_err(|error| Unreadable::Compression(error.to_string()))?;
    if text.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    Ok(String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// `name domain:type priority url title`. The name may hold spaces, so it ends before the first type that has a number behind it.
fn entry(line: &str) -> Option<Entry> {
    let line = line.trim_end();
    let words: Vec<(usize, &str)> = words(line).collect();
    let is_type = |pair: &[(usize, &str)]| matches!(pair, [(_, kind), (_, number)] if is_kind(kind) && is_number(number));
    let at = words.windows(2).skip(1).position(is_type)? + 1;
    let [(start, kind), (_, priority), (_, url), (title, _), ..] = *words.get(at..)? else { return None };
    let name = one_line(line.get(..start)?);
    let url = match url.strip_suffix('$') {
        Some(url) => format!("{url}{}", name.replace(' ', "%20")),
        None => url.to_owned(),
    };
    let title = Some(line.get(title..)?.to_owned());
    Some(Entry { kind: kind.to_owned(), name, priority: priority.parse().ok()?, url, title })
}

/// The words of the line with where they start.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    line.split(is_space).filter_map(move |word| {
        let start = at;
        at += word.len() + line.get(start + word.len()..)?.chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

/// `name type url` of the first version, which knew Python alone.
fn old_entry(line: &str) -> Option<Entry> {
    let mut words = line.split_whitespace();
    let (name, kind, url) = (words.next()?, words.next()?, words.next()?);
    let (kind, anchor) = if kind == "mod" { ("module", format!("module-{name}")) } else { (kind, name.to_owned()) };
    Some(Entry { kind: format!("py:{kind}"), name: name.to_owned(), priority: 1, url: format!("{url}#{anchor}"), title: None })
}
