//! `json-web-token`: tokens that a server would accept (RFC 7519, 7515 and 7516).

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::scan::{Found, is_cut, run};

const CODE: &str = "json-web-token";
const HELP: &str = "show a token that has expired, or cut it: `eyJhbGci…`";

/// Base64 as tokens write it, by writers who do not care for unused bits.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

/// The token that `text` begins with.
pub(super) fn read(text: &str) -> Option<Found> {
    if !opens_object(text) {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    let mut at = 0;
    loop {
        let part = text.get(at..)?;
        let length = run(part, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        parts.push(part.get(..length)?);
        at += length;
        let behind = text.get(at..)?;
        // Three dots are no separators.
        if parts.len() == 5 || !behind.starts_with('.') || behind.starts_with("..") && parts.len() != 2 {
            break;
        }
        at += 1;
    }
    let header = object(parts.first()?)?;
    let algorithm = header.get("alg")?.as_str()?;
    // A full stop at the end of a sentence is not part of the token, but that behind the payload of an unsigned one is.
    if let (Some(&""), true) = (parts.last(), parts.len() > 3) {
        parts.pop();
        at -= 1;
    }
    if is_cut(text.get(at..).unwrap_or_default()) {
        return Some(Found::harmless(at));
    }
    match parts.as_slice() {
        [_, _, _, encrypted, tag] if header.contains_key("enc") => {
            let whole = decode(encrypted).is_some() && decode(tag).is_some_and(|tag| !tag.is_empty());
            let message =
                format!("this is an encrypted JSON Web Token ({}), which nobody can see to have expired", shown(algorithm));
            Some(if whole { Found::secret(at, CODE, message, HELP) } else { Found::harmless(at) })
        }
        [_, payload, signature, ..] => {
            let claims = object(payload)?;
            // Without a whole signature no server accepts it.
            if decode(signature).is_none_or(|signature| signature.is_empty()) {
                return Some(Found::harmless(at));
            }
            let end = parts.iter().take(3).map(|part| part.len()).sum::<usize>() + 2;
            Some(judge(end, algorithm, &claims))
        }
        _ => None,
    }
}

/// Whether the first characters are base64 of the beginning of a JSON object, with white space as its writer likes it: mostly `eyJ`.
fn opens_object(text: &str) -> bool {
    let mut bytes = [0; 3];
    let Some(Ok(3)) = text.get(..4).map(|start| BASE64.decode_slice(start, &mut bytes)) else { return false };
    let [first, second, third] = bytes;
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    let inside = |byte: u8| byte == b'"' || is_space(byte);
    match (first, second, third) {
        (b'{', b'"', _) => true,
        (b'{', space, next) | (space, b'{', next) => is_space(space) && inside(next),
        (one, other, next) => is_space(one) && is_space(other) && (next == b'{' || is_space(next)),
    }
}

fn judge(length: usize, algorithm: &str, claims: &Map<String, Value>) -> Found {
    let issuer = claims.get("iss").and_then(Value::as_str).map(|issuer| format!(" of `{}`", shown(issuer))).unwrap_or_default();
    let what = format!("this JSON Web Token{issuer}, signed with {},", shown(algorithm));
    let expiry = claims.get("exp").and_then(Value::as_f64);
    let message = match expiry {
        Some(expiry) => match date(expiry) {
            Some(date) => format!("{what} is valid until {date}"),
            None => format!("{what} is valid for longer than calendars reach"),
        },
        None => format!("{what} never expires"),
    };
    Found::secret(length, CODE, message, HELP).until(expiry)
}

fn date(seconds: f64) -> Option<Timestamp> {
    #[expect(clippy::cast_possible_truncation, reason = "a number beyond the range is beyond every calendar too")]
    Timestamp::from_second(seconds as i64).ok()
}

fn object(part: &str) -> Option<Map<String, Value>> {
    match serde_json::from_slice(&decode(part)?).ok()? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn decode(part: &str) -> Option<Vec<u8>> {
    BASE64.decode(part).ok()
}

/// A text of the token's in a message: its beginning, without what would end the quotation.
fn shown(text: &str) -> String {
    text.chars().filter(|c| *c != '`' && !c.is_control()).take(60).collect()
}
