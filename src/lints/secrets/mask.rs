//! What a report shows of a line that holds a secret: reports are read in the logs of builds, which more people see than the file.

use std::ops::Range;

use super::scan;
use crate::lints::codes_of;

/// How much of a secret is shown, so that its owner knows which one it is.
const SHOWN: usize = 8;

/// A line of the user's as a report on `code` may show it, `marked` being the bytes that the report is about: all secrets in it are
/// covered, byte for byte.
#[must_use]
pub fn mask(code: &str, line: &str, marked: Range<usize>) -> String {
    let mut covered: Vec<Range<usize>> = scan::secrets(line).into_iter().map(|secret| secret.range).collect();
    if codes_of("secrets").contains(&code) && code != "unused-fingerprint" {
        // Of a long secret only the beginning may stand here, which does not look like one.
        covered.push(marked);
    }
    let mut bytes = line.as_bytes().to_vec();
    for range in covered {
        let is_label = line.get(range.clone()).is_some_and(|text| text.starts_with("-----BEGIN"));
        let shown = if is_label {
            line.get(range.start + 10..).and_then(|rest| rest.find("-----")).map_or(SHOWN, |at| at + 15)
        } else {
            SHOWN
        };
        let hidden = bytes.get_mut((range.start + shown).min(range.end)..range.end).unwrap_or_default();
        hidden.iter_mut().filter(|byte| byte.is_ascii_graphic()).for_each(|byte| *byte = b'*');
    }
    String::from_utf8(bytes).unwrap_or_default()
}
