//! `bindery check --external-links`: what the lock file knows, what other sites say, and the lock file again.

use std::collections::BTreeSet;

use camino::Utf8Path;
use clap::Args;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::lints::external::Answers;
use crate::lints::{Selection, codes_of};
use crate::progress::Progress;

#[derive(Args, Debug)]
pub(super) struct External {
    /// Ask other sites whether the pages that this book links to are there; what they say is kept in `links.lock`.
    #[arg(long)]
    external_links: bool,
    /// Ask nobody: only what `links.lock` says counts.
    #[arg(long, requires = "external_links")]
    offline: bool,
}

impl External {
    /// Whether other sites are to be asked; the error says why the command makes no sense.
    pub(super) fn wanted(&self, lints: &Selection) -> Result<bool, Box<Diagnostic>> {
        let ours = codes_of("external");
        let refused = |message: &str, help: &str| Err(Box::new(Diagnostic::nowhere("contradictory-options", message).help(help)));
        match lints {
            Selection::Only(codes) if !self.external_links && codes.iter().all(|code| ours.contains(code)) => {
                refused("links to other sites are checked on request only", "add `--external-links`")
            }
            Selection::Only(codes) if self.external_links && !codes.iter().any(|code| ours.contains(code)) => {
                refused("`--only` leaves out all that `--external-links` could find", "add `external` to `--only`")
            }
            _ => Ok(self.external_links),
        }
    }

    /// Gathers the answers, and writes `links.lock` where it changes.
    #[cfg(feature = "external-links")]
    pub(super) fn ask(
        &self,
        root: &Utf8Path,
        urls: &BTreeSet<String>,
        config: &Config,
        now: i64,
        progress: &dyn Progress,
    ) -> Result<Answers, Box<Diagnostic>> {
        use crate::source::{SourceError, Sources};
        use crate::web::{FILE, Lock, Manners, NoNetwork};

        let wrong = |code, message| Box::new(Diagnostic::nowhere(code, message));
        let unreadable = |reason: &str| wrong("unreadable", format!("`{FILE}` cannot be read: {reason}"));
        let read = match Sources::disk(root).get(Utf8Path::new(FILE)) {
            Ok(source) => Some(source.text().map(Lock::parse).map_err(|_| unreadable("it is not UTF-8"))?),
            Err(SourceError::Missing) => None,
            Err(SourceError::Unreadable(reason)) => return Err(unreadable(&reason)),
            Err(SourceError::Outside) => return Err(unreadable("it lies outside the book")),
        };
        let old = read.clone().unwrap_or_default();
        let today = jiff::Timestamp::from_second(now).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC).date();
        let manners = (!self.offline).then(|| Manners::of(&config.external_links));
        let asked = crate::web::answers(urls, &config.external_links, &old, today, manners.as_ref(), progress);
        let (answers, lock) = asked.map_err(|NoNetwork { hosts, reason }| {
            let message = format!("not one of {hosts} sites could be reached ({reason})");
            Box::new(Diagnostic::nowhere("no-network", message).help("look to the network, or ask nobody: `--offline`"))
        })?;
        let changed = lock != old || read.is_none() && !lock.is_empty();
        if changed && !self.offline {
            let written = crate::output::replace(&root.join(FILE), lock.text().as_bytes());
            written.map_err(|error| wrong("not-written", format!("`{}` cannot be written: {}", error.path, error.source)))?;
        }
        Ok(answers)
    }

    /// Refuses.
    #[cfg(not(feature = "external-links"))]
    #[expect(clippy::unused_self, reason = "the other one uses it")]
    pub(super) fn ask(
        &self,
        _: &Utf8Path,
        _: &BTreeSet<String>,
        _: &Config,
        _: i64,
        _: &dyn Progress,
    ) -> Result<Answers, Box<Diagnostic>> {
        let message = "this Bindery cannot ask other sites: it was built without the feature `external-links`";
        Err(Box::new(
            Diagnostic::nowhere("contradictory-options", message)
                .help("leave out `--external-links`, or build it with its default features"),
        ))
    }
}
