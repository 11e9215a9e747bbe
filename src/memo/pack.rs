//! The file of a leaf store, as bytes.
//!
//! A first line names the format. Every further line is an entry, in order of the keys: the key, a check sum, and the
//! value as JSON, which has no line ending inside. So a file that was cut short or damaged loses the entries that are
//! damaged and no others.

use std::collections::{BTreeMap, HashMap};

use super::leaf::Key;

/// Raise the number when the form of a line changes.
const FORMAT: &str = "bindery leaves 1";

/// Digits of the check sum, in hexadecimal: enough to notice damage.
const SUM: usize = 16;

pub(super) fn encode(entries: &BTreeMap<Key, String>) -> String {
    let lines = entries.iter().map(|(key, json)| format!("{key} {} {json}\n", sum(*key, json)));
    format!("{FORMAT}\n{}", lines.collect::<String>())
}

/// The entries that are whole. Bytes of another format have none.
pub(super) fn decode(bytes: &[u8]) -> HashMap<Key, String> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    if lines.next() != Some(FORMAT.as_bytes()) {
        return HashMap::new();
    }
    lines.filter_map(|line| entry(std::str::from_utf8(line).ok()?)).collect()
}

fn entry(line: &str) -> Option<(Key, String)> {
    let (key, rest) = line.split_once(' ')?;
    let (found, json) = rest.split_once(' ')?;
    let key = Key::from_hex(key)?;
    (sum(key, json) == found).then(|| (key, json.to_owned()))
}

fn sum(key: Key, json: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.to_string().as_bytes());
    hasher.update(json.as_bytes());
    hasher.finalize().to_hex().chars().take(SUM).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entries() -> BTreeMap<Key, String> {
        let text = |number: u32| (Key::new(&[&number.to_string()]), format!("\"value {number}\""));
        (0..20).map(text).collect()
    }

    #[test]
    fn what_was_packed_is_found() {
        let found: BTreeMap<_, _> = decode(encode(&entries()).as_bytes()).into_iter().collect();
        assert_eq!(found, entries());
    }

    #[test]
    fn another_format_is_empty() {
        assert!(decode(b"").is_empty());
        assert!(decode(encode(&entries()).replace(FORMAT, "bindery leaves 0").as_bytes()).is_empty());
    }

    proptest! {
        #[test]
        fn damage_loses_entries_and_changes_none(at in 0_usize..2000, byte: u8, cut in 0_usize..3000) {
            let mut bytes = encode(&entries()).into_bytes();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(cut);
            let packed = entries();
            for (key, json) in decode(&bytes) {
                prop_assert_eq!(packed.get(&key), Some(&json));
            }
        }
    }
}
