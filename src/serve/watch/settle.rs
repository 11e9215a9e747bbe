//! When a change is ready to be acted on: events with their times go in, paths come out.
//!
//! Nothing here looks at a clock or at a disk. What is promised, whatever the order of events: the last change of each path comes out after
//! it happened, and at most [`LONGEST`] later.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::Batch;

/// A file that did not exist before may be the first half of "write a new file, rename it over the old one". The second half follows within
/// a fraction of a millisecond; acting on the first would only keep the second waiting.
pub(super) const FRESH: Duration = Duration::from_millis(3);

/// A writer that is still writing, or a system that does not tell when a file is closed. Most writes are over after this time, and it fits
/// twice into what is allowed from the write of a file until it is seen.
pub(super) const TENTATIVE: Duration = Duration::from_millis(8);

/// A file that is gone comes back soon where an editor saves by renaming, or a version control system changes branches. Until then, the
/// page would be reported as missing. Nobody notices this much of a delay when something is really deleted.
pub(super) const GONE: Duration = Duration::from_millis(50);

/// A file that is empty was probably truncated to be written.
pub(super) const EMPTY: Duration = Duration::from_millis(50);

/// No change is kept longer, however many others of the same path follow it.
pub(super) const LONGEST: Duration = Duration::from_millis(100);

/// More paths than this are not told apart: to look at everything costs less, and memory stays bounded.
pub(super) const MANY: usize = 20_000;

/// What an event says about a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Its content is complete: it was closed after writing, or renamed into place.
    Written,
    /// It did not exist before, and may be incomplete.
    Created,
    /// Something about it changed, and more may follow.
    Touched,
    /// It was removed or renamed away.
    Gone,
}

/// The changes that have not come out yet.
#[derive(Debug, Default)]
pub(super) struct Settle {
    waiting: BTreeMap<Utf8PathBuf, Waiting>,
    /// When everything is due, in place of single paths.
    everything: Option<Instant>,
    /// No path is due before; `None` if none is waiting.
    earliest: Option<Instant>,
}

#[derive(Debug)]
struct Waiting {
    /// When the first change happened that has not come out.
    since: Instant,
    /// When the last one happened.
    last: Instant,
    due: Instant,
    /// What the last one was.
    sign: Sign,
    /// The first one was that it came to exist.
    is_new: bool,
}

impl Waiting {
    fn first(sign: Sign, now: Instant) -> Self {
        let delay = match sign {
            Sign::Written => Duration::ZERO,
            Sign::Created | Sign::Touched => TENTATIVE,
            Sign::Gone => GONE,
        };
        Self { since: now, last: now, due: now + delay, sign, is_new: sign == Sign::Created }
    }

    fn again(&mut self, sign: Sign, now: Instant) {
        let due = match sign {
            Sign::Written if self.is_new => self.due.min(now + FRESH),
            Sign::Written => self.due.min(now),
            // What went and came back counts from when it came.
            Sign::Created | Sign::Touched if self.sign == Sign::Gone => now + TENTATIVE,
            Sign::Created | Sign::Touched => self.due.min(now + TENTATIVE),
            Sign::Gone => now + GONE,
        };
        self.due = due.min(self.since + LONGEST);
        self.last = now;
        self.sign = sign;
    }

    /// A file that is empty is due later, within limits.
    fn due_if_empty(&self) -> Instant {
        (self.last + EMPTY).min(self.since + LONGEST)
    }
}

impl Settle {
    /// Takes in a change of `path`. Returns whether something is due earlier than before.
    pub(super) fn note(&mut self, path: Utf8PathBuf, sign: Sign, now: Instant) -> bool {
        if self.everything.is_some() {
            return false;
        }
        if self.waiting.len() >= MANY && !self.waiting.contains_key(&path) {
            return self.everything(now);
        }
        let known = self.waiting.entry(path).and_modify(|waiting| waiting.again(sign, now));
        let due = known.or_insert_with(|| Waiting::first(sign, now)).due;
        let is_earlier = self.earliest.is_none_or(|earliest| due < earliest);
        if is_earlier {
            self.earliest = Some(due);
        }
        is_earlier
    }

    /// Takes in that anything may have changed: as with what is gone, more is to be expected. Returns whether something is due earlier than
    /// before.
    pub(super) fn everything(&mut self, now: Instant) -> bool {
        self.waiting.clear();
        self.earliest = None;
        let is_first = self.everything.is_none();
        self.everything.get_or_insert(now + GONE);
        is_first
    }

    /// All that is due. `is_empty` is asked about paths that are about to come out, and says whether there is a file without content.
    pub(super) fn ready(&mut self, now: Instant, mut is_empty: impl FnMut(&Utf8Path) -> bool) -> Option<Batch> {
        if self.everything.is_some_and(|due| due <= now) {
            self.everything = None;
            return Some(Batch::Everything);
        }
        if self.earliest.is_none_or(|earliest| earliest > now) {
            return None;
        }
        let is_ready = |path: &Utf8PathBuf, waiting: &mut Waiting| {
            let later = waiting.due_if_empty();
            if waiting.due <= now && now < later && waiting.sign != Sign::Gone && is_empty(path) {
                waiting.due = later;
            }
            waiting.due <= now
        };
        let ready: BTreeSet<_> = self.waiting.extract_if(.., is_ready).map(|(path, _)| path).collect();
        self.earliest = self.waiting.values().map(|waiting| waiting.due).min();
        (!ready.is_empty()).then_some(Batch::Paths(ready))
    }

    /// When to ask again; `None` if nothing is waiting. What has become due later meanwhile may turn out not to be ready then.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.everything.or(self.earliest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// Asks `settle` at each of its deadlines before `until`, and lists when what came out.
    fn drive(settle: &mut Settle, start: Instant, until: Instant, is_empty: impl Fn(&Utf8Path) -> bool) -> Vec<(u128, String)> {
        let mut out = Vec::new();
        while let Some(at) = settle.deadline().filter(|at| *at <= until) {
            match settle.ready(at, &is_empty) {
                Some(Batch::Paths(paths)) => out.extend(paths.iter().map(|path| ((at - start).as_millis(), path.to_string()))),
                Some(_) => out.push(((at - start).as_millis(), "everything".to_owned())),
                None => {}
            }
        }
        out
    }

    #[test]
    fn each_way_to_save_a_file_has_its_time() {
        use Sign::{Created, Gone, Touched, Written};
        type Case<'a> = (&'a str, &'a [(u64, &'a str, Sign)], &'a [(u128, &'a str)]);
        let cases: &[Case] = &[
            ("written in place", &[(0, "x", Touched), (1, "x", Written)], &[(1, "x")]),
            ("held open", &[(0, "x", Touched), (5, "x", Touched)], &[(8, "x")]),
            ("held open and closed later", &[(0, "x", Touched), (20, "x", Written)], &[(8, "x"), (20, "x")]),
            ("new", &[(0, "x", Created), (0, "x", Touched), (1, "x", Written)], &[(4, "x")]),
            (
                "written beside and renamed over",
                &[(0, "x.tmp", Created), (1, "x.tmp", Written), (2, "x.tmp", Gone), (2, "x", Written)],
                &[(2, "x"), (52, "x.tmp")],
            ),
            (
                "renamed away, written anew",
                &[(0, "x", Gone), (0, "x~", Written), (1, "x", Created), (2, "x", Written), (3, "x~", Gone)],
                &[(0, "x~"), (2, "x"), (53, "x~")],
            ),
            ("removed", &[(0, "x", Gone)], &[(50, "x")]),
            ("moved away and back", &[(0, "f", Gone), (30, "f", Written)], &[(30, "f")]),
            ("removed and created without being closed", &[(0, "x", Gone), (30, "x", Created)], &[(38, "x")]),
            ("restless", &[(0, "x", Gone), (40, "x", Created), (45, "x", Gone), (90, "x", Gone)], &[(100, "x")]),
        ];
        for (name, events, expected) in cases {
            let (mut settle, start, mut out) = (Settle::default(), Instant::now(), Vec::new());
            for (at, path, sign) in *events {
                // What is due when the event happens comes out after it.
                let (before, at) = (ms(*at).saturating_sub(Duration::from_nanos(1)), start + ms(*at));
                out.extend(drive(&mut settle, start, start + before, |_| false));
                settle.note((*path).into(), *sign, at);
            }
            out.extend(drive(&mut settle, start, start + ms(1_000), |_| false));
            let out: Vec<_> = out.iter().map(|(at, path)| (*at, path.as_str())).collect();
            assert_eq!(out, *expected, "{name}");
        }
    }

    #[test]
    fn a_truncated_file_waits_for_its_content() {
        let (mut settle, start) = (Settle::default(), Instant::now());
        settle.note("x".into(), Sign::Written, start);
        assert_eq!(drive(&mut settle, start, start + ms(49), |_| true), []);
        assert!(!settle.note("x".into(), Sign::Touched, start + ms(49)) || settle.deadline() > Some(start + ms(49)));
        assert!(settle.note("x".into(), Sign::Written, start + ms(49)));
        assert_eq!(drive(&mut settle, start, start + ms(49), |_| false), [(49, "x".to_owned())]);
    }

    #[test]
    fn a_file_that_stays_empty_comes_out_too() {
        let (mut settle, start) = (Settle::default(), Instant::now());
        settle.note("x".into(), Sign::Touched, start);
        assert_eq!(drive(&mut settle, start, start + ms(1_000), |_| true), [(50, "x".to_owned())]);
    }

    #[test]
    fn too_many_paths_are_everything() {
        let (mut settle, start) = (Settle::default(), Instant::now());
        for number in 0..=MANY {
            settle.note(number.to_string().into(), Sign::Written, start);
        }
        settle.note("x".into(), Sign::Written, start + ms(1));
        assert!(settle.waiting.is_empty());
        assert_eq!(drive(&mut settle, start, start + ms(1_000), |_| false), [(50, "everything".to_owned())]);
    }

    #[test]
    fn what_came_before_everything_is_part_of_it() {
        let (mut settle, start) = (Settle::default(), Instant::now());
        settle.note("x".into(), Sign::Written, start);
        assert!(settle.everything(start));
        assert!(!settle.everything(start + ms(10)));
        assert_eq!(drive(&mut settle, start, start + ms(1_000), |_| false), [(50, "everything".to_owned())]);
    }

    fn sign() -> impl Strategy<Value = Sign> {
        prop_oneof![Just(Sign::Written), Just(Sign::Created), Just(Sign::Touched), Just(Sign::Gone)]
    }

    proptest! {
        /// Events of three paths, some of which are empty files, and readers who come whenever they like.
        #[test]
        fn the_last_change_of_each_path_comes_out(
            events in prop::collection::vec((0_u64..30, 0_usize..3, sign(), any::<bool>(), any::<bool>()), 1..60),
        ) {
            let (mut settle, start) = (Settle::default(), Instant::now());
            let mut now = start;
            let mut empty = [false; 3];
            let mut last = [None; 3];
            let number = |path: &Utf8Path| path.as_str().parse::<usize>().unwrap();
            let hear = |batch: Option<Batch>, at: Instant, last: &mut [Option<Instant>; 3]| {
                let Some(Batch::Paths(paths)) = batch else { return Ok(()) };
                for path in paths {
                    let told = last[number(&path)].take();
                    prop_assert!(told.is_some_and(|told| told <= at), "{path} came out with nothing new");
                }
                Ok(())
            };
            for (wait, path, sign, is_empty, reads) in events {
                now += ms(wait);
                empty[path] = is_empty;
                settle.note(path.to_string().into(), sign, now);
                last[path] = Some(now);
                if reads {
                    let batch = settle.ready(now, |path| empty[number(path)]);
                    hear(batch, now, &mut last)?;
                }
            }
            let end = now + LONGEST;
            while let Some(at) = settle.deadline() {
                prop_assert!(at <= end, "{:?} after the start", at - start);
                let at = at.max(now);
                let batch = settle.ready(at, |path| empty[number(path)]);
                hear(batch, at, &mut last)?;
            }
            prop_assert_eq!(last, [None; 3]);
        }
    }
}
