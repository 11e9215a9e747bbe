//! `private-key`: keys in PEM armour (RFC 7468), with those of OpenSSH and `OpenPGP`.

use super::scan::{Found, is_filler};

const BEGIN: &str = "-----BEGIN ";

/// The longest key that is looked for, in bytes: one of 16,384 bits takes 13,000.
const LONGEST: usize = 20_000;

/// The least number of characters of a key's own: one of Ed25519 has 64.
const LEAST: usize = 48;

/// The key that `text` begins with.
pub(super) fn read(text: &str) -> Option<Found> {
    let (label, behind) = text.strip_prefix(BEGIN)?.split_once("-----")?;
    if !(label.ends_with("PRIVATE KEY") || label == "PGP PRIVATE KEY BLOCK") || label.len() > 40 {
        return None;
    }
    let head = BEGIN.len() + label.len() + 5;
    let behind = behind.get(..behind.floor_char_boundary(LONGEST))?;
    let end_mark = format!("-----END {label}-----");
    // A key that is cut at its end can still be most of a key.
    let (body, length) = if let Some(end) = behind.find(&end_mark) {
        (behind.get(..end)?, head + end + end_mark.len())
    } else {
        let end = ["\n\n", "```"].iter().filter_map(|mark| behind.find(mark)).min().unwrap_or(behind.len());
        let block = behind.get(..end)?;
        (block, head + block.trim_end().len())
    };
    if body.contains("-----") {
        return Some(Found::harmless(head));
    }
    Some(if is_key(body) {
        let message = format!("this is a private key (`{label}`)");
        Found::secret(length, "private-key", message, "make a key that opens nothing and cut it, as in `MIIEvQIB…`")
    } else {
        Found::harmless(head)
    })
}

/// Whether the body is a key and not a stand-in for one: base64 in lines, which comments, quotes and the like may surround.
fn is_key(body: &str) -> bool {
    let body = body.replace("<br", " ");
    if ["...", "…", "<", "***", "${", "{{"].iter().any(|mark| body.contains(mark)) {
        return false;
    }
    // Between quotation marks, line feeds are written `\n`.
    let body = body.replace("\\r", "").replace("\\n", "\n");
    // OpenSSL and OpenPGP write lines such as `DEK-Info: …` above.
    let lines = body.lines().filter(|line| !line.contains(": "));
    let base64 = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    let words = lines.flat_map(str::split_whitespace).map(|word| word.chars().filter(base64).collect::<String>());
    // A sentence in place of a key has short words.
    let key: String = words.filter(|word| word.len() >= 16 || word.len() >= 2 && word.ends_with('=')).collect();
    key.len() >= LEAST && !is_filler(&key)
}
