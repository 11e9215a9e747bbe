//! Diagnostics as a person reads them in a terminal: what, where, the line itself, and what to do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};
use camino::Utf8Path;

use super::excerpt::Excerpt;
use super::summary::counted;
use crate::diagnostic::{Diagnostic, Level};
use crate::lints::mask;
use crate::source::Source;

/// Of one code, no more than this many are shown: past that, a person changes one thing and builds again.
pub const MOST_OF_ONE_CODE: usize = 50;

/// What is said in the same words more often than this is shown once, with the places where it is wrong, too: it has one cause.
const MOST_OF_ONE_MESSAGE: usize = 3;

/// Of those places, no more than this are named.
const PLACES_NAMED: usize = 5;

/// Whether text carries ANSI escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// For files and pipes.
    Plain,
    /// For terminals.
    Colour,
}

impl Paint {
    /// The text in bold.
    #[must_use]
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// The text in the colour of code.
    #[must_use]
    pub fn code(self, text: &str) -> String {
        self.with("36", text)
    }

    /// The text as a heading.
    #[must_use]
    pub fn heading(self, text: &str) -> String {
        self.with("1;4", text)
    }

    /// The text between the escape that `style` names (ECMA-48, SGR) and the one that ends it.
    fn with(self, style: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Colour => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
        }
    }
}

/// Where the lines that are shown come from: the file at a path relative to the book's root, if it can be had.
pub type Files<'a> = &'a dyn Fn(&Utf8Path) -> Option<Arc<Source>>;

/// The diagnostics in the given order, an empty line after each; empty text where there are none. A file that cannot be had is named
/// without a line; bytes that are not UTF-8 are shown as `U+FFFD`.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], files: Files<'_>, paint: Paint) -> String {
    let mut shown = Shown::of(diagnostics, files, paint);
    let text: String = diagnostics.iter().map(|diagnostic| shown.next(diagnostic)).collect();
    text + &shown.left_out()
}

/// The same with a heading above what is wrong in each file: its path and the number of its problems. The diagnostics are sorted by file.
#[must_use]
pub fn by_file(diagnostics: &[Diagnostic], files: Files<'_>, paint: Paint) -> String {
    let mut shown = Shown::of(diagnostics, files, paint);
    let mut text = String::new();
    let file = |diagnostic: &Diagnostic| diagnostic.place.as_ref().map(|place| place.file.clone());
    for group in diagnostics.chunk_by(|one, other| file(one) == file(other)) {
        let problems: String = group.iter().map(|diagnostic| shown.next(diagnostic)).collect();
        let name = group.first().and_then(file).map_or("The book".to_owned(), |file| printable(file.as_str()).into_owned());
        let like = if problems.is_empty() { ", of the kinds above" } else { "" };
        let heading = paint.heading(&format!("{name}: {}{like}", counted(group.len(), "problem")));
        let _ = write!(text, "{heading}\n\n{problems}");
    }
    text + &shown.left_out()
}

/// What was shown, and what is only counted.
struct Shown<'a> {
    files: Files<'a>,
    paint: Paint,
    /// By code and message: where else the same is wrong, if that is so often that it is shown once.
    others: BTreeMap<(&'a str, &'a str), Vec<&'a Diagnostic>>,
    /// How many of each code were shown, and how many were not.
    counts: BTreeMap<&'a str, (usize, usize)>,
}

impl<'a> Shown<'a> {
    fn of(diagnostics: &'a [Diagnostic], files: Files<'a>, paint: Paint) -> Self {
        let mut others: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in diagnostics {
            others.entry((diagnostic.code.as_str(), diagnostic.message.as_str())).or_default().push(diagnostic);
        }
        others.retain(|_, same| same.len() > MOST_OF_ONE_MESSAGE);
        Self { files, paint, others, counts: BTreeMap::new() }
    }

    /// The diagnostic and an empty line; nothing if there were enough of its code, or if it was named where the same was said first.
    fn next(&mut self, diagnostic: &'a Diagnostic) -> String {
        let same = self.others.get(&(diagnostic.code.as_str(), diagnostic.message.as_str()));
        let others = match same.and_then(|same| same.split_first()) {
            Some((first, others)) if std::ptr::eq(*first, diagnostic) => others,
            Some(_) => return String::new(),
            None => &[],
        };
        let (shown, left_out) = self.counts.entry(diagnostic.code.as_str()).or_default();
        if *shown == MOST_OF_ONE_CODE {
            *left_out += 1 + others.len();
            return String::new();
        }
        *shown += 1;
        if others.is_empty() {
            return one(diagnostic, self.files, self.paint) + "\n\n";
        }
        let elsewhere = diagnostic.clone().help(self.elsewhere(others));
        one(&elsewhere, self.files, self.paint) + "\n\n"
    }

    /// Where the same is wrong: the first places, and how many more there are.
    fn elsewhere(&self, others: &[&Diagnostic]) -> String {
        let place = |diagnostic: &&Diagnostic| {
            let place = diagnostic.place.as_ref()?;
            let excerpt = Excerpt::of(&(self.files)(&place.file)?.bytes, &place.range);
            Some(format!("{}:{}", place.file, excerpt.line))
        };
        let named: Vec<String> = others.iter().take(PLACES_NAMED).filter_map(place).collect();
        let more = others.len() - named.len();
        match (named.is_empty(), more) {
            (true, _) => format!("the same is wrong in {}", counted(more, "other place")),
            (false, 0) => format!("the same is wrong at {}", named.join(", ")),
            (false, _) => format!("the same is wrong at {} and in {}", named.join(", "), counted(more, "other place")),
        }
    }

    fn left_out(self) -> String {
        let mut text = String::new();
        for (code, (_, left_out)) in self.counts.into_iter().filter(|(_, (_, left_out))| *left_out > 0) {
            let _ = write!(text, "… and {left_out} more of `{code}`: `bindery explain {code}` says what can be done\n\n");
        }
        text
    }
}

/// One diagnostic, without a line's end after it.
pub(super) fn one(diagnostic: &Diagnostic, files: Files<'_>, paint: Paint) -> String {
    let renderer = match paint {
        Paint::Plain => Renderer::plain(),
        Paint::Colour => Renderer::styled(),
    };
    let level = match diagnostic.level {
        Level::Warning => Title::WARNING,
        Level::Error => Title::ERROR,
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(printable(&diagnostic.code));
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        let path = printable(place.file.as_str());
        group = match files(&place.file) {
            Some(source) => {
                let excerpt = Excerpt::of(&source.bytes, &place.range);
                let line = mask(&diagnostic.code, &excerpt.text, excerpt.range.clone());
                let mark = AnnotationKind::Primary.span(excerpt.range).label(diagnostic.label.as_deref().map(printable));
                group.element(Snippet::source(line).line_start(excerpt.line).path(path).annotation(mark))
            }
            None => group.element(Origin::path(path)),
        };
    }
    // Without a line of source there is no margin for the help to stand beside.
    let mut text = String::new();
    for help in &diagnostic.help {
        if diagnostic.place.is_some() {
            group = group.element(Title::HELP.message(printable(help)));
        } else {
            text.push('\n');
            text.push_str(&renderer.render(&[Group::with_title(Title::HELP.primary_title(printable(help)))]));
        }
    }
    text.insert_str(0, &renderer.render(&[group]));
    text
}

/// The text without characters that could steer a terminal or turn words around: messages quote the user's files.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(steers) { Cow::Owned(text.replace(steers, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn plain(text: &[u8], diagnostics: &[Diagnostic]) -> String {
        let sources = Sources::memory([("a.md", text)]);
        render(diagnostics, &|path| sources.get(path).ok(), Paint::Plain)
    }

    #[test]
    fn tabs_and_wide_characters_keep_the_line_under_its_word() {
        let text = "\t漢字 and `{rol}`\n";
        let start = text.find("{rol}").unwrap();
        let found = Diagnostic::error("unknown-role", "a.md", start..start + 5, "there is no role `rol`")
            .label("did you mean `role`?")
            .help("a first thing to do")
            .help("a second one");
        let expected = "\
error[unknown-role]: there is no role `rol`
 --> a.md:1:10
  |
1 |     漢字 and `{rol}`
  |               ^^^^^ did you mean `role`?
  |
  = help: a first thing to do
  = help: a second one

";
        assert_eq!(plain(text.as_bytes(), &[found]), expected);
    }

    #[test]
    fn places_that_cannot_be_shown_are_named() {
        let missing = Diagnostic::error("missing-file", "b.md", 7..9, "there is no such file");
        assert_eq!(plain(b"", &[missing]), "error[missing-file]: there is no such file\n--> b.md\n\n");
        let nowhere = Diagnostic { place: None, ..Diagnostic::warning("odd", "", 0..0, "something is odd") };
        assert_eq!(plain(b"", &[nowhere]), "warning[odd]: something is odd\n\n");
        let past_the_end = Diagnostic::error("short", "a.md", 70..90, "the file ends too early");
        let expected = "error[short]: the file ends too early\n --> a.md:2:1\n  |\n2 |\n  | ^\n\n";
        assert_eq!(plain(b"one\n", &[past_the_end]).replace(" \n", "\n"), expected);
    }

    #[test]
    fn a_very_long_line_is_trimmed_and_its_column_told() {
        let text = format!("{}HERE{}", "x".repeat(1_000_000), "y".repeat(1_000_000));
        let report = plain(text.as_bytes(), &[Diagnostic::error("long", "a.md", 1_000_000..1_000_004, "a long line")]);
        assert!(report.contains(" --> a.md:1:1000001\n"), "{report}");
        assert!(report.contains("HEREy") && report.lines().all(|line| line.len() < 200), "{report}");
        let all = plain(text.as_bytes(), &[Diagnostic::error("long", "a.md", 0..2_000_004, "a long line")]);
        assert!(all.lines().all(|line| line.len() < 200), "{all}");
    }

    #[test]
    fn no_file_can_steer_the_terminal() {
        let text = b"\x1b[31mred\x1b]0;title\x07 \xff\xe2\x80\xae\r\x08";
        let found = Diagnostic::error("odd\x1b[1m", "a\x1b[2J.md", 5..8, "what\x1b[0m\nnow").label("\x1b[3m").help("\x1b[4m");
        let other = Diagnostic { code: "x".to_owned(), ..found.clone() };
        let sources = Sources::memory([("a\x1b[2J.md", text.as_slice())]);
        let report = render(&[found, other], &|path| sources.get(path).ok(), Paint::Plain);
        assert!(!report.contains(|c: char| c.is_control() && c != '\n'), "{report:?}");
    }

    #[test]
    fn of_one_code_only_so_many_are_shown() {
        let mut found: Vec<Diagnostic> =
            (0..170).map(|n| Diagnostic::error("same", "a.md", n..n, format!("again {n}"))).collect();
        found.push(Diagnostic::error("other", "a.md", 0..1, "once"));
        let report = plain(b"x\n", &found);
        assert_eq!(report.matches("error[same]").count(), MOST_OF_ONE_CODE);
        assert!(
            report.contains("error[other]")
                && report.ends_with("… and 120 more of `same`: `bindery explain same` says what can be done\n\n"),
            "{report}"
        );
    }

    #[test]
    fn one_cause_is_shown_once() {
        let text = "x\n".repeat(20);
        let of =
            |count: usize| (0..count).map(|n| Diagnostic::error("odd", "a.md", 2 * n..2 * n + 1, "again")).collect::<Vec<_>>();
        assert_eq!(plain(text.as_bytes(), &of(3)).matches("error[odd]").count(), 3);
        let report = plain(text.as_bytes(), &of(4));
        assert_eq!(report.matches("error[odd]").count(), 1);
        assert!(report.ends_with("= help: the same is wrong at a.md:2, a.md:3, a.md:4\n\n"), "{report}");
        let report = plain(text.as_bytes(), &of(9));
        assert!(report.ends_with("at a.md:2, a.md:3, a.md:4, a.md:5, a.md:6 and in 3 other places\n\n"), "{report}");
    }

    #[test]
    fn every_file_has_a_heading_with_its_number() {
        let mut found: Vec<Diagnostic> = (0..60).map(|n| Diagnostic::error("same", "b.md", 0..0, format!("again {n}"))).collect();
        found.insert(0, Diagnostic::nowhere("odd", "something is odd"));
        found.extend([Diagnostic::error("same", "c\u{1b}.md", 0..0, "again"), Diagnostic::error("other", "d.md", 0..0, "once")]);
        let report = by_file(&found, &|_| None, Paint::Plain);
        assert!(
            report.starts_with("The book: 1 problem\n\nerror[odd]: something is odd\n\nb.md: 60 problems\n\nerror"),
            "{report}"
        );
        assert!(report.contains("\n\nc\u{fffd}.md: 1 problem, of the kinds above\n\nd.md: 1 problem\n\n"), "{report}");
        assert!(report.ends_with("… and 11 more of `same`: `bindery explain same` says what can be done\n\n"), "{report}");
        let painted = by_file(&found, &|_| None, Paint::Colour);
        assert_eq!(anstream::adapter::strip_str(&painted).to_string(), report);
    }

    #[test]
    fn colour_is_only_paint() {
        let sources = Sources::memory([("a.md", "one\n")]);
        let found = [Diagnostic::warning("w", "a.md", 0..3, "look").label("here").help("do")];
        let painted = render(&found, &|path| sources.get(path).ok(), Paint::Colour);
        assert!(painted.contains('\u{1b}'));
        assert_eq!(anstream::adapter::strip_str(&painted).to_string(), plain(b"one\n", &found));
    }
}
