//! Many questions, asked politely: each host has its queue, and some queues go on at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::ask::{Host, Verdict, Ways};
use super::{Manners, NoNetwork, address, page};
use crate::lints::external::Answer;
use crate::progress::Progress;

/// The URLs to ask one host for: each page once, with all URLs that lead into it.
type Queue<'u> = BTreeMap<&'u str, Vec<&'u str>>;

/// What came of one queue.
struct Done {
    answers: Vec<(String, Answer)>,
    responded: bool,
}

/// Asks for each of `urls`. The error says that no host answered at all, although several were asked: then it is the network here that is
/// missing, not the pages.
pub(super) fn ask(urls: &[&str], manners: &Manners, progress: &dyn Progress) -> Result<BTreeMap<String, Answer>, NoNetwork> {
    let mut hosts: BTreeMap<String, Queue<'_>> = BTreeMap::new();
    for url in urls {
        let pages = hosts.entry(address::host(url)).or_default();
        pages.entry(address::without_anchor(url).0).or_default().push(url);
    }
    progress.stage("Asking other sites", hosts.values().map(BTreeMap::len).sum());
    // The longest queue first, since it is over last.
    let mut queues: Vec<(String, Queue<'_>)> = hosts.into_iter().collect();
    queues.sort_by_key(|(_, pages)| std::cmp::Reverse(pages.len()));

    let ways = Ways::new(manners);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Done>> = Mutex::default();
    let work = || {
        while let Some((host, pages)) = queues.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = one(host, pages, manners, &ways, progress);
            done.lock().unwrap_or_else(PoisonError::into_inner).push(result);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..manners.hosts_at_once.min(queues.len()) {
            // Without one more thread the others have more to do.
            let _ = std::thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let nobody = done.iter().all(|host| !host.responded);
    let answers: BTreeMap<String, Answer> = done.into_iter().flat_map(|host| host.answers).collect();
    if nobody && queues.len() > 1 {
        let reason = answers.iter().next().map(|(url, answer)| match answer {
            Answer::Dead(why) | Answer::Unknown(why) => format!("`{}`: {why}", address::host(url)),
            _ => String::new(),
        });
        return Err(NoNetwork { hosts: queues.len(), reason: reason.unwrap_or_default() });
    }
    Ok(answers)
}

fn one(name: &str, pages: &Queue<'_>, manners: &Manners, ways: &Ways, progress: &dyn Progress) -> Done {
    let mut host = Host::new(manners, ways);
    if name.is_empty() {
        host.given_up = Some(Verdict::Dead("it names no host".to_owned()));
    } else if !name.is_ascii() {
        host.given_up = Some(Verdict::Unknown("hosts are only asked by names in ASCII (`xn--…`)".to_owned()));
    }
    let mut answers = Vec::new();
    for (page, urls) in pages {
        let wants_anchors = urls.iter().any(|url| address::without_anchor(url).1.is_some_and(|anchor| !anchor.is_empty()));
        let verdict = host.given_up.clone().unwrap_or_else(|| host.ask(page, wants_anchors));
        answers.extend(urls.iter().map(|url| ((*url).to_owned(), answer(url, &verdict))));
        progress.step();
    }
    // A name that nobody can be asked by says nothing about the network.
    Done { answers, responded: host.responded || name.is_empty() || !name.is_ascii() }
}

/// What the verdict on a page means for a URL that leads into it.
fn answer(url: &str, verdict: &Verdict) -> Answer {
    let (_, anchor) = address::without_anchor(url);
    match verdict {
        Verdict::Dead(why) => Answer::Dead(why.clone()),
        Verdict::Unknown(why) => Answer::Unknown(why.clone()),
        Verdict::There { moved, anchors } => {
            let lost = anchors.as_ref().zip(anchor).is_some_and(|(anchors, anchor)| !page::holds(anchors, anchor));
            match moved {
                _ if lost => Answer::NoAnchor,
                Some(to) => Answer::Moved(anchor.map_or(to.clone(), |anchor| format!("{to}#{anchor}"))),
                None => Answer::Good,
            }
        }
    }
}
