//! One page of another site: is it there?

use std::collections::BTreeSet;
use std::io::Read as _;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::{Agent, Body};

use super::{Manners, address, page};

/// Who asks.
const USER_AGENT: &str = concat!("bindery/", env!("CARGO_PKG_VERSION"), " (checks the links of a book)");

/// How many redirects are followed.
const REDIRECTS: usize = 10;

/// Bytes of a page that are read for its anchors.
const LONGEST_PAGE: u64 = 8 << 20;

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The page is there.
    There {
        /// Where, if it has moved for good.
        moved: Option<String>,
        /// Its anchors, if they were asked for and can be told.
        anchors: Option<BTreeSet<String>>,
    },
    /// It is not.
    Dead(String),
    /// Nobody can say.
    Unknown(String),
}

/// What one try came to.
enum Try {
    Settled(Verdict),
    /// It may be worth another try, after so long if the site said so; if not, this is the verdict.
    Again {
        after: Option<Duration>,
        verdict: Verdict,
        /// The host did not answer at all.
        silent: bool,
    },
}

impl Try {
    fn dead(why: impl Into<String>) -> Self {
        Self::Settled(Verdict::Dead(why.into()))
    }

    fn unknown(why: impl Into<String>) -> Self {
        Self::Settled(Verdict::Unknown(why.into()))
    }
}

/// The two ways out: to this machine, and to all others, by the proxy that the environment names.
pub(super) struct Ways {
    here: Agent,
    outside: Agent,
}

impl Ways {
    pub(super) fn new(manners: &Manners) -> Self {
        let config = || {
            Agent::config_builder()
                .user_agent(USER_AGENT)
                .timeout_global(Some(manners.timeout))
                .http_status_as_error(false)
                .max_redirects(0)
        };
        Self { here: config().proxy(None).build().into(), outside: config().build().into() }
    }

    /// The one that leads to `url`.
    pub(super) fn to(&self, url: &str) -> &Agent {
        if address::is_loopback(url) { &self.here } else { &self.outside }
    }
}

/// A host being asked, one question at a time.
pub(super) struct Host<'m> {
    manners: &'m Manners,
    ways: &'m Ways,
    last: Option<Instant>,
    /// Whether any answer came at all.
    pub(super) responded: bool,
    /// The verdict on all that is still to be asked, since asking is of no use any more.
    pub(super) given_up: Option<Verdict>,
}

impl<'m> Host<'m> {
    pub(super) fn new(manners: &'m Manners, ways: &'m Ways) -> Self {
        Self { manners, ways, last: None, responded: false, given_up: None }
    }

    /// Asks for the page at `url`, again where that may help.
    pub(super) fn ask(&mut self, url: &str, wants_anchors: bool) -> Verdict {
        let mut retries = self.manners.retries.iter();
        loop {
            let (after, verdict, silent) = match self.once(url, wants_anchors) {
                Try::Settled(verdict) => return verdict,
                Try::Again { after, verdict, silent } => (after, verdict, silent),
            };
            let Some(backoff) = retries.next() else {
                if silent && !self.responded {
                    self.given_up = Some(verdict.clone());
                }
                return verdict;
            };
            let wait = after.map_or(*backoff, |after| after.max(*backoff));
            if wait > self.manners.longest_wait {
                self.given_up = Some(verdict.clone());
                return verdict;
            }
            std::thread::sleep(wait);
        }
    }

    /// Asks once, and follows redirects. `HEAD` costs a site less than `GET`, but what it answers counts only if it is good news: many
    /// sites do not know it.
    fn once(&mut self, url: &str, wants_anchors: bool) -> Try {
        let mut at = address::encoded(url);
        let mut seen = BTreeSet::from([at.clone()]);
        let mut for_good = true;
        let mut moved = None;
        let mut get = wants_anchors;
        loop {
            let response = match self.send(&at, get) {
                Ok(response) => response,
                Err(_) if !get => {
                    get = true;
                    continue;
                }
                Err(error) => return failed(&error, self.manners.timeout),
            };
            self.responded = true;
            let status = response.status();
            if let Some(location) = redirect(&response) {
                let Some(to) = address::resolve(&at, &location) else {
                    return Try::unknown(format!("it redirects to `{location}`"));
                };
                at = address::encoded(&to);
                if !seen.insert(at.clone()) {
                    let wants_cookies = response.headers().contains_key("set-cookie");
                    let why = "it redirects in a circle";
                    return if wants_cookies { Try::unknown(why) } else { Try::dead(why) };
                }
                if seen.len() > REDIRECTS + 1 {
                    return Try::dead(format!("it redirects more than {REDIRECTS} times"));
                }
                for_good &= matches!(status.as_u16(), 301 | 308);
                moved = for_good.then_some(to).or(moved);
                continue;
            }
            if status.is_success() {
                return match anchors(response, wants_anchors) {
                    Ok(anchors) => Try::Settled(Verdict::There { moved, anchors }),
                    Err(error) => failed(&error, self.manners.timeout),
                };
            }
            if get || status == StatusCode::TOO_MANY_REQUESTS {
                return refused(status, response.headers());
            }
            get = true;
        }
    }

    fn send(&mut self, url: &str, get: bool) -> Result<Response<Body>, ureq::Error> {
        if let Some(last) = self.last {
            std::thread::sleep(self.manners.pause.saturating_sub(last.elapsed()));
        }
        let agent = self.ways.to(url);
        let result = if get { agent.get(url).call() } else { agent.head(url).call() };
        self.last = Some(Instant::now());
        result
    }
}

pub(super) fn redirect(response: &Response<Body>) -> Option<String> {
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = response.headers().get("location").filter(|_| is_redirect)?;
    Some(String::from_utf8_lossy(location.as_bytes()).into_owned())
}

/// The anchors of a page of HTML, if they are wanted.
fn anchors(response: Response<Body>, wanted: bool) -> Result<Option<BTreeSet<String>>, ureq::Error> {
    let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !wanted || !(kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml")) {
        return Ok(None);
    }
    let mut html = Vec::new();
    response.into_body().into_reader().take(LONGEST_PAGE + 1).read_to_end(&mut html)?;
    let whole = html.len() as u64 <= LONGEST_PAGE;
    Ok(whole.then(|| page::anchors(&html)))
}

/// What it means when a site says neither yes nor elsewhere.
fn refused(status: StatusCode, headers: &HeaderMap) -> Try {
    let said = said(status);
    let after = retry_after(headers, Timestamp::now());
    let is_wall = headers.contains_key("cf-mitigated");
    match status.as_u16() {
        429 => Try::Again { after, verdict: Verdict::Unknown(said), silent: false },
        503 if is_wall || after.is_some() => Try::Again { after, verdict: Verdict::Unknown(said), silent: false },
        // 999 and the others are what sites say to what they take for a robot, or to those who have not logged in.
        401 | 402 | 403 | 405 | 406 | 407 | 408 | 418 | 421 | 423 | 425 | 428 | 451 | 999 => Try::unknown(said),
        500..=599 => Try::Again { after: None, verdict: Verdict::Dead(said), silent: false },
        _ => Try::dead(said),
    }
}

/// `404 Not Found`.
pub(super) fn said(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => format!("it answers {}", status.as_u16()),
    }
}

/// How long the site asks to be left alone: in seconds, or until a point in time.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(now.duration_until(then)).unwrap_or_default())
}

/// What it means when no answer comes.
fn failed(error: &ureq::Error, timeout: Duration) -> Try {
    let why = match error {
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => return Try::dead("it is not a URL that can be asked for"),
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::Timeout(_) => format!("no answer came within {} s", timeout.as_secs_f32()),
        ureq::Error::Io(error) => format!("the connection failed: {error}"),
        other => format!("the connection failed: {other}"),
    };
    Try::Again { after: None, verdict: Verdict::Dead(why), silent: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_given_in_seconds_or_as_a_date() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let wait = |text: &str| {
            let headers = HeaderMap::from_iter([("retry-after".parse().unwrap(), text.parse().unwrap())]);
            retry_after(&headers, now).map(|wait: Duration| wait.as_secs())
        };
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Thu, 01 Jan 2026 00:01:00 GMT"), Some(60));
        assert_eq!(wait("Wed, 31 Dec 2025 00:00:00 GMT"), Some(0));
        assert_eq!(wait("soon"), None);
    }
}
