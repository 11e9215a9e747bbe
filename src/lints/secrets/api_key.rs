//! `api-key`: keys that their makers gave a shape of its own, so that they can be recognised.

use super::scan::{Found, is_cut, is_filler, run};

/// What keys of one maker look like.
struct Shape {
    /// What it is, as a sentence goes on behind "this looks like".
    name: &'static str,
    prefix: &'static str,
    /// What stands behind the prefix.
    alphabet: fn(u8) -> bool,
    /// How much of that, at least and at most.
    length: (usize, usize),
}

const fn shape(name: &'static str, prefix: &'static str, alphabet: fn(u8) -> bool, length: (usize, usize)) -> Shape {
    Shape { name, prefix, alphabet, length }
}

fn upper(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn letters(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn dashed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn dotted(byte: u8) -> bool {
    dashed(byte) || byte == b'.'
}

const MOST: usize = 400;

/// As their makers document them.
const SHAPES: &[Shape] = &[
    shape("an AWS access key id", "AKIA", upper, (16, 16)),
    shape("a temporary AWS access key id", "ASIA", upper, (16, 16)),
    shape("a GitHub personal access token", "ghp_", letters, (36, 251)),
    shape("a GitHub OAuth token", "gho_", letters, (36, 251)),
    shape("a GitHub user token", "ghu_", letters, (36, 251)),
    shape("a GitHub installation token", "ghs_", letters, (36, 251)),
    shape("a GitHub refresh token", "ghr_", letters, (36, 251)),
    shape("a GitHub personal access token", "github_pat_", word, (60, 251)),
    shape("a GitLab access token", "glpat-", dotted, (20, MOST)),
    shape("a Slack bot token", "xoxb-", dashed, (20, MOST)),
    shape("a Slack user token", "xoxp-", dashed, (20, MOST)),
    shape("a Slack token", "xoxa-", dashed, (20, MOST)),
    shape("a Slack token", "xoxe-", dashed, (20, MOST)),
    shape("a Slack token", "xoxr-", dashed, (20, MOST)),
    shape("a Slack token", "xoxs-", dashed, (20, MOST)),
    shape("a Slack app token", "xapp-", dashed, (20, MOST)),
    shape("a Slack webhook", "hooks.slack.com/services/T", slack_path, (30, MOST)),
    shape("a Google API key", "AIza", dashed, (35, 35)),
    shape("a Google OAuth client secret", "GOCSPX-", dashed, (28, 28)),
    shape("a Stripe live key", "sk_live_", letters, (16, MOST)),
    shape("a Stripe live key", "rk_live_", letters, (16, MOST)),
    shape("a Stripe webhook secret", "whsec_", letters, (32, MOST)),
    shape("an npm token", "npm_", letters, (36, 36)),
    shape("a PyPI token", "pypi-AgE", dashed, (50, MOST)),
    shape("a SendGrid key", "SG.", dotted, (66, 66)),
    shape("an OpenAI key", "sk-proj-", dashed, (40, MOST)),
    shape("an Anthropic key", "sk-ant-", dashed, (40, MOST)),
    shape("a Hugging Face token", "hf_", letters, (34, 34)),
];

/// Whether a shape begins with the byte. Most words do not, and there are many words.
const BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut at = 0;
    while at < SHAPES.len() {
        begins[SHAPES[at].prefix.as_bytes()[0] as usize] = true;
        at += 1;
    }
    begins
};

fn slack_path(byte: u8) -> bool {
    letters(byte) || byte == b'/'
}

/// The key that `text` begins with.
pub(super) fn read(text: &str) -> Option<Found> {
    let first = text.bytes().next().filter(|first| BEGINS[usize::from(*first)])?;
    // The first byte is soon compared, and rarely the right one.
    let shape = SHAPES.iter().find(|shape| shape.prefix.as_bytes().first() == Some(&first) && text.starts_with(shape.prefix))?;
    let behind = text.get(shape.prefix.len()..)?;
    let full = run(behind, shape.alphabet);
    let own = behind.get(..full)?.trim_end_matches(['.', '-', '_']);
    let (least, most) = shape.length;
    let rest = behind.get(own.len()..)?;
    let length = shape.prefix.len() + own.len();
    if own.len() < least || own.len() > most || rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    Some(if is_example(own) || is_cut(rest) {
        Found::harmless(length)
    } else {
        let message = format!("this looks like {}", shape.name);
        Found::secret(length, "api-key", message, "write a stand-in such as `<your key>`, and revoke the key if it is real")
    })
}

/// What nobody's key looks like: AWS ends the keys in its documentation with `EXAMPLE`; others write a row of one letter, or words.
fn is_example(own: &str) -> bool {
    let lower = own.to_ascii_lowercase();
    own.ends_with("EXAMPLE")
        || ["example", "your", "placeholder", "redacted"].iter().any(|word| lower.starts_with(word))
        || is_filler(own)
}
