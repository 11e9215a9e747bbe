//! Other sites are asked for the pages that the book links to, and for their inventories: the only code that talks to the network, and only on request.
//!
//! ```text
//! URLs, links.lock -> what is fresh, what must be asked      here
//! what must be asked -> one queue for each host              queue
//! one URL -> the verdict                                     ask, page
//! verdicts -> Answers, links.lock                            here, lock
//! one URL -> the bytes there                                 fetch
//! ```

mod address;
mod ask;
mod fetch;
mod lock;
mod page;
mod queue;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::civil::Date;

use crate::config::ExternalLinks;
use crate::lints::external::{Answer, Answers};
use crate::progress::Progress;

pub use fetch::fetch;
pub use lock::{FILE, Lock};

/// How other sites are treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// How long one answer may take.
    pub timeout: Duration,
    /// How long a host is left in peace between two questions.
    pub pause: Duration,
    /// How long to wait before a failed question is asked again, once for each time.
    pub retries: Vec<Duration>,
    /// The longest wait that a site may ask for; one that asks for more is not asked again.
    pub longest_wait: Duration,
    /// How many hosts are asked at once.
    pub hosts_at_once: usize,
}

impl Manners {
    /// As the book asks for.
    #[must_use]
    pub fn of(settings: &ExternalLinks) -> Self {
        Self {
            timeout: Duration::from_secs(settings.timeout_seconds.into()),
            pause: Duration::from_millis(settings.pause_milliseconds.into()),
            retries: vec![Duration::from_secs(1), Duration::from_secs(4)],
            longest_wait: Duration::from_secs(30),
            hosts_at_once: 16,
        }
    }
}

/// No site at all could be reached, so nothing is known of any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoNetwork {
    /// How many hosts were tried.
    pub hosts: usize,
    /// What happened with the first.
    pub reason: String,
}

/// What is known of `urls` on the day `today`, and the lock file that says so next time. Each URL that the lock has no fresh good answer for
/// is asked; with `manners` being `None` nobody is, and all of those are unknown.
pub fn answers(
    urls: &BTreeSet<String>,
    settings: &ExternalLinks,
    old: &Lock,
    today: Date,
    manners: Option<&Manners>,
    progress: &dyn Progress,
) -> Result<(Answers, Lock), NoNetwork> {
    let ignored = |url: &&String| settings.ignore.iter().any(|pattern| pattern.matches(url)) || address::is_example(url);
    let (ignored, wanted): (Vec<&String>, Vec<&String>) = urls.iter().partition(ignored);
    let mut answers = Answers { ignored: ignored.len(), ..Answers::default() };
    let mut lock = old.only(&wanted);
    let mut open = Vec::new();
    for url in wanted {
        match old.fresh(url, today, settings.max_age_days) {
            Some(answer) => {
                answers.remembered += 1;
                answers.by_url.insert(url.clone(), answer);
            }
            None => open.push(url.as_str()),
        }
    }
    let asked = match manners {
        Some(manners) => queue::ask(&open, manners, progress)?,
        None => open.iter().map(|url| ((*url).to_owned(), old.unasked(url))).collect::<BTreeMap<_, _>>(),
    };
    for (url, answer) in &asked {
        match answer {
            Answer::Good => lock.set(url, today, None),
            Answer::Moved(to) => lock.set(url, today, Some(to)),
            Answer::Dead(_) | Answer::NoAnchor => lock.remove(url),
            // The last good answer is still the last good answer.
            Answer::Unknown(_) => {}
        }
    }
    answers.by_url.extend(asked);
    Ok((answers, lock))
}
