//! A file of another site, whole.

use std::io::Read as _;

use super::ask::{Ways, redirect, said};
use super::{Manners, address};

/// How many redirects are followed.
const REDIRECTS: usize = 10;

/// The bytes at `url`, at most `most` of them; else why there are none, in words that go on behind "it could not be fetched:".
pub fn fetch(url: &str, most: usize, manners: &Manners) -> Result<Vec<u8>, String> {
    let ways = Ways::new(manners);
    let mut at = address::encoded(url);
    for _ in 0..=REDIRECTS {
        let response = ways.to(&at).get(&at).call().map_err(|error| error.to_string())?;
        if let Some(location) = redirect(&response) {
            let to = address::resolve(&at, &location).ok_or_else(|| format!("it redirects to `{location}`"))?;
            at = address::encoded(&to);
            continue;
        }
        if !response.status().is_success() {
            return Err(said(response.status()));
        }
        let mut bytes = Vec::new();
        let body = response.into_body().into_reader().take(most as u64 + 1).read_to_end(&mut bytes);
        body.map_err(|error| error.to_string())?;
        return if bytes.len() > most { Err(format!("it is larger than {} MiB", most >> 20)) } else { Ok(bytes) };
    }
    Err(format!("it redirects more than {REDIRECTS} times"))
}
