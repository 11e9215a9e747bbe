//! The command line: arguments in, text and an exit code out. One module per command.

mod build;
mod changed;
mod check;
mod explain;
mod external;
mod git;
mod history;
mod import_several;
mod import_sphinx;
mod inspect;
mod inventories;
mod new;
mod opened;
mod progress;
mod reporting;
mod search;
mod serve;
mod tagged;
mod versions;
mod workspace;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Diagnostic;
use crate::report::terminal::{self, Files, Paint};

/// Turns a folder of Markdown and reStructuredText into a documentation site.
#[derive(Debug, Parser)]
#[command(
    name = "bindery",
    version,
    about = "Turns a folder of Markdown and reStructuredText into a documentation site",
    long_about = "Turns a folder of Markdown and reStructuredText into a documentation site.\n\n\
        Diagrams, formulae and coloured code are drawn while the site is built, so its pages are plain files that work without \
        JavaScript and load nothing from elsewhere. What is wrong in the pages is reported with file, line and column.",
    after_help = "Start with:\n  bindery new handbook     make a small book in the folder `handbook`\n  \
        bindery build handbook   build its site in `handbook/book`\n\n\
        Exit codes:\n  0  all is well\n  1  problems were found in the book: errors by `build`, errors or warnings by `check`\n  2  the command could not run"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

/// What holds for every command.
#[derive(Args, Clone, Copy, Debug)]
struct Options {
    /// When to colour the output: `auto` does so on a terminal.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 100)]
    color: Color,
    /// Say nothing but what is wrong.
    #[arg(short, long, global = true, display_order = 100)]
    quiet: bool,
}

/// When to colour the output.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small book to start from.
    #[command(
        long_about = "Make a small book to start from: settings, a table of contents, and three pages that show admonitions, a \
            diagram, code and links. Nothing that exists is overwritten.",
        after_help = "Examples:\n  bindery new handbook     in a new folder\n  bindery new .            in this folder, if it is empty"
    )]
    New(new::Arguments),
    /// Build a book's site.
    #[command(
        long_about = "Build a book's site: every page, diagram and piece of code below the source folder. Only files that changed \
            are written, and files that are no longer part of the site are removed. What is wrong in the pages is reported, and \
            everything else is built.",
        after_help = "Examples:\n  bindery build                         the book in this folder\n  \
            bindery build handbook                the book in `handbook`\n  \
            bindery build --out /srv/www/docs     the site in another folder\n  \
            bindery build --package-filter 'cncf*' of a workspace, the books with such names\n  \
            bindery build --versions              the versions that `[versions]` in `book.toml` names, on one site\n  \
            bindery build --no-cache --jobs 1     everything anew, on one thread"
    )]
    Build(build::Arguments),
    /// Check what a book's pages say, and build nothing.
    #[command(
        long_about = "Check what a book's pages say: references, spelling, diagrams, documented options, generated regions and secrets. \
            Nothing is built or written, unless `--fix` is given.",
        after_help = "Examples:\n  bindery check                         the book in this folder\n  \
            bindery check --only spelling         one lint, or one family of lints\n  \
            bindery check --fix                   mend what needs nobody's judgement\n  \
            bindery check --format sarif --output check.sarif"
    )]
    Check(check::Arguments),
    /// Show a book in the browser while it is written.
    #[command(
        long_about = "Show a book in the browser while it is written. Pages are the ones that `bindery build` makes, with the same content \
            security policy; a change to any file of the book appears in open pages by itself. Problems are shown on the page and here. \
            Nothing is written into the folder of the site.\n\nThe preview is for this machine alone, unless `--host` says otherwise. \
            Ctrl-C ends it.",
        after_help = "Examples:\n  bindery serve                         the book in this folder, at http://localhost:3000/\n  \
            bindery serve handbook --open         the book in `handbook`, in a browser\n  \
            bindery serve --editor vscode         with links that open the editor at the place of a problem\n  \
            bindery serve --port 0                on any free port\n  \
            bindery serve --host 0.0.0.0          for other machines too: whoever reaches this one can read the book\n\n\
            Environment:\n  BINDERY_EDITOR    the editor, where `--editor` is not given"
    )]
    Serve(serve::Arguments),
    /// Search a book as its readers do.
    #[command(
        long_about = "Search a book as its readers do: the sections that the search of the site shows, in the same order, with the files and \
            lines of their headings.",
        after_help = "Examples:\n  bindery search 'token lifetime'             the book in this folder\n  \
            bindery search '\"trust boundary\"' handbook   words in this order, in the book in `handbook`\n  \
            bindery search --format json --limit 1 jwt  what a program reads"
    )]
    Search(search::Arguments),
    /// Make a book of a project of Sphinx.
    #[command(
        long_about = "Make a book of a project of Sphinx: `conf.py` is read, but not run, and becomes a `book.toml` that says what could not be \
            taken over, with the line and the reason. Then every directive and role of the pages is listed, with how often it is used and what \
            becomes of it. No page is changed.",
        after_help = "Examples:\n  bindery import-sphinx docs                a book in `docs`, beside `conf.py`\n  \
            bindery import-sphinx docs --out .        with `book.toml` here, so that pages can include files from here\n  \
            bindery import-sphinx docs --dry-run      print `book.toml` and write nothing"
    )]
    ImportSphinx(import_sphinx::Arguments),
    /// Fetch what other projects say that their sites can be led to.
    #[command(
        long_about = "Fetch what other projects say that their sites can be led to: the `objects.inv` of each site that `[inventories]` in \
            `book.toml` names by its URL alone. They are kept in the folder for what is kept from build to build; nothing else fetches them, \
            and no build asks the network.",
        after_help = "Examples:\n  bindery inventories                   those of the book in this folder\n  \
            bindery inventories --offline         show what is there, and how old it is"
    )]
    Inventories(inventories::Arguments),
    /// Explain a lint, or list them all.
    Explain(explain::Arguments),
    /// Show how a reStructuredText file is read.
    #[command(
        hide = true,
        long_about = "Show how a reStructuredText file is read: the tree in docutils' pseudo-XML form, before references are resolved.",
        after_help = "Examples:\n  bindery inspect --pseudo-xml page.rst\n  \
            bindery inspect --pseudo-xml --settings '{\"character_level_inline_markup\": true}' - < page.rst"
    )]
    Inspect(inspect::Arguments),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well: 0.
    Clean,
    /// The book has problems: 1.
    Problems,
    /// The command could not do its work: 2.
    CouldNotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Problems => 1,
            Exit::CouldNotRun => 2,
        })
    }
}

/// Runs the command that the arguments name, the program's own name first.
pub fn run<A: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = A>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(shown) => {
            let _ = shown.print();
            return if shown.use_stderr() { Exit::CouldNotRun } else { Exit::Clean };
        }
    };
    let console = Console::new(cli.options);
    match cli.command {
        Command::New(arguments) => new::run(&arguments, console),
        Command::Build(arguments) => build::run(&arguments, console),
        Command::Check(arguments) => check::run(&arguments, console),
        Command::Serve(arguments) => serve::run(&arguments, console),
        Command::Search(arguments) => search::run(&arguments, console),
        Command::ImportSphinx(arguments) => import_sphinx::run(&arguments, console),
        Command::Inventories(arguments) => inventories::run(&arguments, console),
        Command::Explain(arguments) => explain::run(&arguments, console),
        Command::Inspect(arguments) => inspect::run(&arguments, console),
    }
}

/// The two streams that people read. What cannot be written, because nobody listens any more, is lost without a word.
#[derive(Clone, Copy, Debug)]
struct Console {
    results: ColorChoice,
    errors: ColorChoice,
    quiet: bool,
}

impl Console {
    fn new(options: Options) -> Self {
        let choice = |auto: ColorChoice| match options.color {
            Color::Auto => auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let (results, errors) = (choice(AutoStream::choice(&io::stdout())), choice(AutoStream::choice(&io::stderr())));
        Self { results, errors, quiet: options.quiet }
    }

    /// Results, on the standard output; nothing if quiet.
    fn say(self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stdout(), "{text}");
        }
    }

    /// A painted text that was asked for, on the standard output, quiet or not.
    fn tell(self, text: &str) {
        let _ = AutoStream::new(io::stdout(), self.results).write_all(text.as_bytes());
    }

    /// Results for people while a program reads the standard output; nothing if quiet.
    fn say_aside(self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Whether what goes to the standard output has colour.
    fn results_paint(self) -> Paint {
        paint(self.results)
    }

    /// Whether what goes to the standard error has colour.
    fn errors_paint(self) -> Paint {
        paint(self.errors)
    }

    /// A painted text, on the standard error.
    fn show(self, text: &str) {
        let _ = AutoStream::new(io::stderr(), self.errors).write_all(text.as_bytes());
    }

    /// What is wrong, on the standard error.
    fn report(self, diagnostics: &[Diagnostic], files: Files<'_>) {
        self.show(&terminal::render(diagnostics, files, self.errors_paint()));
    }

    /// Why the command could not run.
    fn refuse(self, reason: Diagnostic) -> Exit {
        self.report(&[reason], &|_| None);
        Exit::CouldNotRun
    }
}

fn paint(choice: ColorChoice) -> Paint {
    if choice == ColorChoice::Never { Paint::Plain } else { Paint::Colour }
}

/// What a program reads, on the standard output byte for byte, quiet or not.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// The folder as people name it: `.` is this folder.
fn named(folder: &Utf8PathBuf) -> String {
    if folder.as_str().is_empty() || folder == "." { "this folder".to_owned() } else { format!("`{folder}`") }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
