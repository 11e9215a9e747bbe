//! How far a long build has come: a bar on a terminal, plain lines elsewhere, and nothing at all for a short one.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::progress::Progress;

/// Work that is over sooner needs no progress shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows people what the engine says it does.
pub(super) struct Meter {
    begun: Instant,
    patience: Duration,
    shown: AtomicBool,
    show: Show,
}

enum Show {
    Nothing,
    Bar(ProgressBar),
    Lines(Mutex<Lines>),
}

struct Lines {
    /// What to say about the present stage; `None` once said.
    waiting: Option<String>,
    stream: Box<dyn Write + Send>,
}

impl Meter {
    /// Shows nothing.
    pub(super) fn hidden() -> Self {
        Self::new(Show::Nothing, PATIENCE)
    }

    /// Shows a bar if the standard error is a terminal, else plain lines there; nothing if `quiet`.
    pub(super) fn for_people(quiet: bool) -> Self {
        if quiet {
            Self::hidden()
        } else if io::stderr().is_terminal() {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            Self::new(Show::Bar(bar), PATIENCE)
        } else {
            Self::lines(Box::new(io::stderr()), PATIENCE)
        }
    }

    fn lines(stream: Box<dyn Write + Send>, patience: Duration) -> Self {
        Self::new(Show::Lines(Mutex::new(Lines { waiting: None, stream })), patience)
    }

    fn new(show: Show, patience: Duration) -> Self {
        Self { begun: Instant::now(), patience, shown: AtomicBool::new(false), show }
    }

    /// All is done: the bar disappears.
    pub(super) fn finish(&self) {
        if let Show::Bar(bar) = &self.show {
            bar.finish_and_clear();
        }
    }

    fn show_if_late(&self) {
        if self.shown.load(Ordering::Relaxed) || self.begun.elapsed() < self.patience || self.shown.swap(true, Ordering::Relaxed)
        {
            return;
        }
        match &self.show {
            Show::Nothing => {}
            Show::Bar(bar) => {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(Duration::from_millis(100));
            }
            Show::Lines(lines) => {
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(line) = lines.waiting.take() {
                    let _ = writeln!(lines.stream, "{line}");
                }
            }
        }
    }
}

impl Progress for Meter {
    fn stage(&self, name: &str, total: usize) {
        match &self.show {
            Show::Nothing => return,
            Show::Bar(bar) => {
                bar.set_style(style(total));
                bar.set_position(0);
                bar.set_length(total as u64);
                bar.set_message(name.to_owned());
            }
            Show::Lines(lines) => {
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                lines.waiting = Some(if total == 0 { name.to_owned() } else { format!("{name} ({total})") });
                self.shown.store(false, Ordering::Relaxed);
            }
        }
        self.show_if_late();
    }

    fn step(&self) {
        if let Show::Bar(bar) = &self.show {
            bar.inc(1);
        }
        self.show_if_late();
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.finish();
    }
}

/// A stage of no known number of steps has only its name.
fn style(total: usize) -> ProgressStyle {
    let template = if total == 0 { "{msg}" } else { "{msg} [{bar:30}] {pos}/{len}" };
    ProgressStyle::with_template(template).map_or_else(|_| ProgressStyle::default_bar(), |style| style.progress_chars("=> "))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn lines_after(patience: Duration) -> String {
        let written = Written::default();
        let progress = Meter::lines(Box::new(written.clone()), patience);
        progress.stage("Reading pages", 3);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| progress.step());
            }
        });
        progress.stage("Writing the site", 0);
        drop(progress);
        String::from_utf8(written.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn long_work_says_each_stage_once() {
        assert_eq!(lines_after(Duration::ZERO), "Reading pages (3)\nWriting the site\n");
    }

    #[test]
    fn short_work_says_nothing() {
        assert_eq!(lines_after(Duration::from_hours(1)), "");
    }
}
