//! One pass over a text: where a secret can begin, each kind is asked whether one does.

use super::{Secret, api_key, private_key, token};

/// Every secret in a text, in order, those that have expired too.
pub(super) fn secrets(text: &str) -> Vec<Secret> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut in_word = false;
    while let Some(byte) = bytes.get(at) {
        let begins = !in_word;
        in_word = byte.is_ascii_alphanumeric();
        if in_word && !begins {
            at += 1;
            continue;
        }
        let rest = || text.get(at..).unwrap_or_default();
        let here = match byte {
            b'-' => private_key::read(rest()),
            // What base64 makes of the brace, or of white space, that a token's header begins with.
            b'e' | b'I' | b'C' | b'D' if begins => token::read(rest()),
            _ if begins && in_word => api_key::read(rest()),
            _ => None,
        };
        if let Some(length) = escape(bytes.get(at..).unwrap_or_default()) {
            at += length;
            in_word = false;
            continue;
        }
        if let Some(Found { length, secret }) = here {
            found.extend(secret.map(|secret| Secret { range: at..at + length, ..secret }));
            at += length;
            in_word = true;
        } else {
            at += 1;
        }
    }
    found
}

/// How long the escape is that the bytes begin with, if one does: its letters are no part of a word, as in `Bearer%20…` and `"\n…"`.
fn escape(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => Some(3),
        [b'\\', b'n' | b'r' | b't', ..] => Some(2),
        _ => None,
    }
}

/// The length of what was read, and the secret that it is; no secret where it is harmless. Its range is set by [`secrets`].
pub(super) struct Found {
    pub(super) length: usize,
    pub(super) secret: Option<Secret>,
}

impl Found {
    pub(super) fn harmless(length: usize) -> Self {
        Self { length, secret: None }
    }

    pub(super) fn secret(length: usize, code: &'static str, message: String, help: &'static str) -> Self {
        Self { length, secret: Some(Secret { code, range: 0..length, message, help, expiry: None }) }
    }

    pub(super) fn until(self, expiry: Option<f64>) -> Self {
        Self { secret: self.secret.map(|secret| Secret { expiry, ..secret }), ..self }
    }
}

/// How many bytes at the start of `text` are as asked.
pub(super) fn run(text: &str, is: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|byte| is(*byte)).count()
}

/// Whether the text behind a secret shows that it was cut.
pub(super) fn is_cut(behind: &str) -> bool {
    ["...", "…", "[...", "[…", "${", "{{"].iter().any(|mark| behind.starts_with(mark))
}

/// Whether a secret's own part is a row of the same few characters, as placeholders are.
pub(super) fn is_filler(part: &str) -> bool {
    let mut seen: Vec<u8> = part.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() < 6
}
