//! Which grammar a word behind a fence means.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use syntect::parsing::{SyntaxReference, SyntaxSet};

use super::transcript::Transcript;

/// All grammars, read once.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Every word that names a language, in lower case.
static NAMES: LazyLock<BTreeMap<String, Language>> = LazyLock::new(names);

/// A language that [`colour`](super::colour) can colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    pub(super) form: Form,
    pub(super) signed: bool,
}

/// How the lines of a block are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// Text without a grammar.
    Plain,
    /// The grammar with this index.
    Grammar(usize),
    /// Commands behind prompts, each in the grammar with this index, and what they printed.
    Transcript(Transcript, usize),
}

impl Language {
    /// Text that has no colours.
    pub const PLAIN: Language = Language { form: Form::Plain, signed: false };

    /// The same language, whose lines may start with `+` or `-` when `diff` holds
    /// (see [`CodeOptions::diff`](super::CodeOptions::diff)).
    #[must_use]
    pub fn signed(self, diff: bool) -> Language {
        Language { signed: diff, ..self }
    }

    /// A name for people, such as `Rust` or `Plain Text`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.form {
            Form::Plain => "Plain Text",
            Form::Grammar(index) => grammar(index).map_or("Plain Text", |grammar| grammar.name.as_str()),
            Form::Transcript(Transcript::Shell, _) => "Console",
            Form::Transcript(Transcript::Python, _) => "Python Console",
        }
    }

    /// What memo keys need of a language: equal for languages that colour alike, and for no others.
    #[must_use]
    pub fn key(self) -> String {
        format!("{}{}", self.name(), if self.signed { " ±" } else { "" })
    }
}

/// The language that an author's word names, whatever its case: its usual name, a file extension, or an alias.
#[must_use]
pub fn language(name: &str) -> Option<Language> {
    NAMES.get(&name.to_lowercase()).copied()
}

/// The known name nearest to one that [`language`] does not know, if any is near.
#[must_use]
pub fn nearest(name: &str) -> Option<String> {
    let known = NAMES.keys().filter(|known| known.len() > 1);
    crate::nearest::nearest(name, known.map(String::as_str)).map(str::to_owned)
}

pub(super) fn grammars() -> &'static SyntaxSet {
    &GRAMMARS
}

pub(super) fn grammar(index: usize) -> Option<&'static SyntaxReference> {
    GRAMMARS.syntaxes().get(index)
}

/// Grammars that never return from some lines, such as `x /*`: two of their rules hand an empty match to each other
/// (<https://github.com/trishume/syntect/pull/706>). Others of the set stand in for them.
const ENDLESS: &[&str] = &["JavaScript", "Svelte"];

/// Words for text that has no grammar and needs none: prose, output, and the sources of diagrams.
const PLAIN: &[&str] = &[
    "text",
    "plain",
    "plaintext",
    "plain-text",
    "txt",
    "none",
    "nohighlight",
    "no-highlight",
    "output",
    "raw",
    "ascii",
    "mermaid",
    "plantuml",
    "puml",
    "d2",
    "ditaa",
    "graph",
    // Names of Pygments for what no grammar here knows, and for what it guesses.
    "default",
    "guess",
    "pytb",
    "py3tb",
    "doscon",
    "ps1con",
    "mako",
    "po",
    "pot",
    "abnf",
    "bnf",
    "ebnf",
    "peg",
    "irc",
    "email",
    "eml",
    "tap",
    "mbox",
    "rng-compact",
    "urlencoded",
    "squidconf",
    "lighttpd",
    "sourceslist",
    "turtle",
    "sparql",
    "wast",
];

/// Words that authors use, for grammars that are known by other names or share an extension.
#[rustfmt::skip]
const ALIASES: &[(&str, &[&str])] = &[
    ("Apache Conf", &["apache", "apacheconf", "htaccess"]),
    ("AsciiDoc (Asciidoctor)", &["asciidoctor"]),
    ("Batch File", &["batch", "dosbatch", "winbatch"]),
    ("Bourne Again Shell (bash)", &["shell", "shellscript", "ksh", "csh", "posix-shell", "dash"]),
    ("C++", &["cpp", "cuda", "cu", "arduino", "ino"]),
    ("C", &["h"]),
    ("Crontab", &["cron"]),
    ("C#", &["csharp", "c-sharp", "dotnet"]),
    ("Comma Separated Values", &["csv"]),
    ("Dockerfile (with bash)", &["dockerfile", "docker", "containerfile"]),
    ("DotENV", &["dotenv"]),
    ("F#", &["fsharp", "fs"]),
    ("Fortran (Modern)", &["fortran"]),
    ("GDScript (Godot Engine)", &["gdscript"]),
    ("GLSL", &["hlsl", "shader"]),
    ("Git Ignore", &["dockerignore", "helmignore"]),
    ("Go", &["golang"]),
    ("Graphviz (DOT)", &["graphviz", "dot"]),
    ("Groff/troff", &["roff", "nroff"]),
    ("Groovy", &["jenkins", "jenkinsfile"]),
    ("HTML", &["astro", "svelte", "svlt"]),
    ("HTML (Jinja2)", &["html+jinja", "html+django", "htmldjango", "jinja-html", "handlebars", "hbs", "mustache", "liquid", "tera"]),
    ("HTML (Rails)", &["html+erb"]),
    ("INI", &["conf", "dosini", "systemd", "service", "editorconfig", "config"]),
    ("JSON", &["jsonc", "jsonl", "ndjson", "json-lines", "geojson", "json-ld", "avsc", "webmanifest"]),
    ("JavaScript (Babel)", &["js", "javascript", "node", "json5", "hjson"]),
    ("Jinja2", &["django", "jinja"]),
    ("Lisp", &["scheme", "elisp", "emacs-lisp", "common-lisp"]),
    ("MATLAB", &["octave"]),
    ("Makefile", &["just", "justfile"]),
    ("Manpage", &["manpage"]),
    ("Markdown", &["mdx", "myst", "gfm", "commonmark", "rmd", "qmd"]),
    ("Objective-C", &["objc", "obj-c", "objectivec"]),
    ("Objective-C++", &["objcpp"]),
    ("PowerShell", &["pwsh", "posh"]),
    ("Private Key", &["pem"]),
    ("Protocol Buffer", &["proto", "protobuf", "proto3"]),
    ("Python", &["python2", "python3", "starlark", "sage", "ipython", "ipython3", "py3", "numpy", "cython", "pyx", "pyi"]),
    ("R Console", &["rconsole", "rout"]),
    ("Regular Expression", &["regex", "regexp"]),
    ("Ruby", &["ruby", "gemfile", "rakefile"]),
    ("Rust", &["ron"]),
    ("SQL", &["mysql", "postgresql", "postgres", "psql", "pgsql", "plpgsql", "sqlite", "sqlite3", "tsql", "mariadb", "plsql"]),
    ("Sass", &["sass"]),
    ("SystemVerilog", &["v", "verilog"]),
    ("Terraform", &["opentofu", "tofu", "packer", "nomad"]),
    ("TypeScript", &["deno"]),
    ("VimL", &["vimscript"]),
    ("Vue Component", &["vue"]),
    ("XML", &["xsl", "xhtml+xml", "plist", "wsdl", "html+xml"]),
    ("reStructuredText", &["restructuredtext"]),
    ("x86_64 Assembly", &["assembly", "x86asm"]),
];

/// Words for transcripts of a session, and the grammar of what is typed behind the prompts.
const TRANSCRIPTS: &[(Transcript, &str, &[&str])] = &[
    (
        Transcript::Shell,
        "Bourne Again Shell (bash)",
        &["console", "shell-session", "shellsession", "sh-session", "bash-session", "zsh-session", "terminal", "session"],
    ),
    (
        Transcript::Python,
        "Python",
        &["pycon", "python-console", "python-repl", "pyrepl", "doctest", "pycon3", "python3-console", "py3con"],
    ),
];

/// Where two grammars claim a word, an entry above wins over a name, and a name over an extension.
fn names() -> BTreeMap<String, Language> {
    let mut names = BTreeMap::new();
    let mut add = |word: &str, form| {
        names.entry(word.to_lowercase()).or_insert(Language { form, signed: false });
    };
    let index = |name: &str| GRAMMARS.syntaxes().iter().position(|grammar| grammar.name == name);

    for word in PLAIN {
        add(word, Form::Plain);
    }
    for (transcript, grammar, words) in TRANSCRIPTS {
        let form = index(grammar).map_or(Form::Plain, |index| Form::Transcript(*transcript, index));
        words.iter().for_each(|word| add(word, form));
    }
    for (grammar, words) in ALIASES {
        if let Some(index) = index(grammar) {
            words.iter().for_each(|word| add(word, Form::Grammar(index)));
        }
    }
    let visible = || {
        let offered = |grammar: &SyntaxReference| !grammar.hidden && !ENDLESS.contains(&grammar.name.as_str());
        GRAMMARS.syntaxes().iter().enumerate().filter(move |(_, grammar)| offered(grammar))
    };
    for (index, grammar) in visible() {
        add(&grammar.name.replace(' ', "-"), Form::Grammar(index));
    }
    for (index, grammar) in visible() {
        grammar.file_extensions.iter().for_each(|extension| add(extension, Form::Grammar(index)));
    }
    names
}

/// Every language that a word names, once.
#[cfg(test)]
pub(super) fn offered() -> Vec<Language> {
    let by_name: BTreeMap<_, _> = NAMES.values().map(|language| (language.name(), *language)).collect();
    by_name.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_names_a_grammar_that_exists() {
        let known = |name: &str| GRAMMARS.syntaxes().iter().any(|grammar| grammar.name == name);
        let aliased = ALIASES.iter().map(|(name, _)| *name);
        let typed = TRANSCRIPTS.iter().map(|(_, name, _)| *name);
        let missing: Vec<_> = aliased.chain(typed).filter(|name| !known(name)).collect();
        assert!(missing.is_empty(), "no grammar is called {missing:?}");
    }

    #[test]
    fn no_word_is_listed_twice() {
        let mut words: Vec<_> = PLAIN.iter().collect();
        words.extend(ALIASES.iter().flat_map(|(_, words)| words.iter()));
        words.extend(TRANSCRIPTS.iter().flat_map(|(_, _, words)| words.iter()));
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    #[test]
    fn words_of_documentation_name_what_their_authors_mean() {
        let expected = [
            ("rust", "Rust"),
            ("rs", "Rust"),
            ("Python", "Python"),
            ("py", "Python"),
            ("pycon", "Python Console"),
            ("console", "Console"),
            ("shell-session", "Console"),
            ("sh", "Bourne Again Shell (bash)"),
            ("shell", "Bourne Again Shell (bash)"),
            ("bash", "Bourne Again Shell (bash)"),
            ("zsh", "Bourne Again Shell (bash)"),
            ("json", "JSON"),
            ("jsonc", "JSON"),
            ("json5", "JavaScript (Babel)"),
            ("text", "Plain Text"),
            ("txt", "Plain Text"),
            ("plain", "Plain Text"),
            ("none", "Plain Text"),
            ("output", "Plain Text"),
            ("mermaid", "Plain Text"),
            ("ini", "INI"),
            ("cfg", "INI"),
            ("conf", "INI"),
            ("toml", "TOML"),
            ("yaml", "YAML"),
            ("yml", "YAML"),
            ("docker", "Dockerfile (with bash)"),
            ("dockerfile", "Dockerfile (with bash)"),
            ("ts", "TypeScript"),
            ("typescript", "TypeScript"),
            ("tsx", "TypeScriptReact"),
            ("jsx", "JavaScript (Babel)"),
            ("js", "JavaScript (Babel)"),
            ("rst", "reStructuredText"),
            ("md", "Markdown"),
            ("markdown", "Markdown"),
            ("http", "HTTP Request and Response"),
            ("jinja", "Jinja2"),
            ("proto", "Protocol Buffer"),
            ("hcl", "Terraform"),
            ("terraform", "Terraform"),
            ("nginx", "nginx"),
            ("powershell", "PowerShell"),
            ("ps1", "PowerShell"),
            ("bat", "Batch File"),
            ("vue", "Vue Component"),
            ("svelte", "HTML"),
            ("graphql", "GraphQL"),
            ("csv", "Comma Separated Values"),
            ("c", "C"),
            ("c++", "C++"),
            ("cpp", "C++"),
            ("c#", "C#"),
            ("cs", "C#"),
            ("go", "Go"),
            ("java", "Java"),
            ("kotlin", "Kotlin"),
            ("sql", "SQL"),
            ("diff", "Diff"),
            ("html", "HTML"),
            ("css", "CSS"),
            ("scss", "SCSS"),
            ("sass", "Sass"),
            ("make", "Makefile"),
            ("php", "PHP"),
            ("rb", "Ruby"),
            ("lua", "Lua"),
            ("latex", "LaTeX"),
            ("properties", "Java Properties"),
            ("env", "DotENV"),
            ("log", "log"),
            ("rego", "Rego"),
            ("xml", "XML"),
            ("perl", "Perl"),
            ("r", "R"),
            ("swift", "Swift"),
            ("scala", "Scala"),
            ("dart", "Dart"),
            ("elixir", "Elixir"),
        ];
        for (word, name) in expected {
            assert_eq!(language(word).map(Language::name), Some(name), "{word}");
        }
    }

    #[test]
    fn no_word_names_a_grammar_that_may_never_return() {
        assert!(NAMES.values().all(|language| !ENDLESS.contains(&language.name())));
    }

    #[test]
    fn a_misspelt_name_has_a_neighbour_and_a_strange_one_has_none() {
        assert_eq!(language("pyhton"), None);
        assert_eq!(nearest("pyhton").as_deref(), Some("python"));
        assert_eq!(nearest("yamll").as_deref(), Some("yaml"));
        assert_eq!(nearest("what-language-is-this"), None);
    }
}
