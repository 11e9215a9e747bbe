//! Looking for the strings that start and end inline markup.

use super::super::chars::{ESCAPE, may_stand_after, simple_name};

/// The end-strings that are searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Emphasis,
    Strong,
    Literal,
    Backquote,
    Bar,
    Interpreted,
}

/// From where on there is none of each end-string, as far as is known: each text is searched in vain only once for each kind.
#[derive(Debug, Default)]
pub(super) struct Ends([Option<usize>; 6]);

impl Ends {
    pub(super) fn is_known(&self, end: End, from: usize) -> bool {
        self.0.get(end as usize).copied().flatten().is_some_and(|none| from >= none)
    }

    pub(super) fn remember(&mut self, end: End, from: usize) {
        if let Some(none) = self.0.get_mut(end as usize) {
            *none = Some(none.map_or(from, |before| before.min(from)));
        }
    }
}

/// The first byte that inline markup could start or end with.
pub(super) fn trigger(text: &str) -> Option<usize> {
    text.bytes().position(|b| matches!(b, b'*' | b'`' | b'|' | b'_' | b'['))
}

/// Where the run of name characters starts that ends before `at`: letters and digits with single punctuation between them.
pub(super) fn name_run_before(text: &str, base: usize, at: usize) -> usize {
    let mut start = at;
    let mut link = true;
    for (index, c) in text.get(base..at).unwrap_or_default().char_indices().rev() {
        if c.is_alphanumeric() {
            start = base + index;
            link = false;
        } else if matches!(c, '-' | '.' | '_' | '+' | ':') && !link {
            link = true;
        } else {
            break;
        }
    }
    start
}

/// The first place from `from` on where `end` stands behind text and before what may follow markup; and where it ends.
pub(super) fn find_end(text: &str, end: End, from: usize, by_character: bool) -> Option<(usize, usize)> {
    let mark = match end {
        End::Emphasis => "*",
        End::Strong => "**",
        End::Literal => "``",
        End::Backquote | End::Interpreted => "`",
        End::Bar => "|",
    };
    let may_end = |at: usize| by_character || text.get(at..).and_then(|t| t.chars().next()).is_none_or(may_stand_after);
    let first = mark.bytes().next()?;
    let mut at = from;
    while let Some(found) = text.as_bytes().get(at..)?.iter().position(|b| *b == first) {
        let here = at + found;
        at = here + 1;
        if !text.get(here..).is_some_and(|rest| rest.starts_with(mark)) {
            continue;
        }
        let before = text.get(from..here).unwrap_or_default();
        let last = before.chars().next_back();
        let fits = match (end, last) {
            (_, None) => true,
            (End::Literal, Some(c)) => !c.is_whitespace(),
            (End::Interpreted, Some(c)) if c.is_whitespace() => before[..before.len() - c.len_utf8()].ends_with(ESCAPE),
            (_, Some(c)) => c != ESCAPE && !c.is_whitespace(),
        };
        if !fits {
            continue;
        }
        let stop = here + mark.len();
        let ends = match end {
            End::Bar => suffixes(text, stop, &["__", "_", ""]).find(|at| may_end(*at)),
            End::Interpreted => interpreted_end(text, stop, &may_end),
            _ => Some(stop).filter(|at| may_end(*at)),
        };
        if let Some(stop) = ends {
            return Some((here, stop));
        }
    }
    None
}

fn suffixes<'t>(text: &'t str, at: usize, all: &'t [&'t str]) -> impl Iterator<Item = usize> + 't {
    let rest = text.get(at..).unwrap_or_default();
    all.iter().filter(move |suffix| rest.starts_with(**suffix)).map(move |suffix| at + suffix.len())
}

/// Behind the backquote: a role, underscores, or nothing.
fn interpreted_end(text: &str, at: usize, may_end: &dyn Fn(usize) -> bool) -> Option<usize> {
    let behind = |from: usize| suffixes(text, from, &["__", "_", ""]).find(|at| may_end(*at));
    roles_at(text, at).find_map(behind).or_else(|| behind(at))
}

/// Where `:role:` ends that starts at `at`: the longest name first, then those that end at one of its colons.
pub(super) fn roles_at(text: &str, at: usize) -> impl Iterator<Item = usize> + '_ {
    let rest = text.get(at..).and_then(|rest| rest.strip_prefix(':')).unwrap_or_default();
    let length = simple_name(rest);
    let whole = (length > 0 && rest[length..].starts_with(':')).then_some(length);
    let shorter = rest[..length].rmatch_indices(':').map(|(colon, _)| colon);
    whole.into_iter().chain(shorter).map(move |length| at + length + 2)
}
