//! Python's assignments, read without running anything.
//!
//! Settings of Sphinx are the variables of a program. What such programs say is nearly always written out: texts, lists and tables, put together
//! with `+`, `.append` or `os.path.join`. That much is evaluated here; everything else is [`Value::Unknown`] with a reason, so that
//! nobody takes a guess for a fact. Conditions are not decided, loops not repeated, functions not called.
//!
//! [`read`] is total and takes time in proportion to the text: nesting is cut off, and the size of all values together has a limit.

mod call;
mod expression;
mod registered;
mod statement;
mod text;
mod token;

use std::collections::BTreeMap;

/// A value, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not known, and why; completes the sentence "the value …".
    Unknown(String),
    /// `None`.
    None,
    /// `True` or `False`.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// Another number, as written.
    Number(String),
    /// A text, or a path; paths are relative to the folder of the file.
    Text(String),
    /// A list or a set.
    List(Vec<Value>),
    /// A tuple.
    Tuple(Vec<Value>),
    /// A dictionary in the order of its keys' first use.
    Table(Vec<(Value, Value)>),
    /// Something of a module that is not read, by its full name.
    Foreign(String),
    /// A method of a value, not called yet.
    Method(Box<Value>, String),
}

impl Value {
    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of a list or a tuple.
    #[must_use]
    pub fn elements(&self) -> Option<&[Value]> {
        match self {
            Self::List(elements) | Self::Tuple(elements) => Some(elements),
            _ => None,
        }
    }

    /// The entries of a dictionary.
    #[must_use]
    pub fn entries(&self) -> Option<&[(Value, Value)]> {
        match self {
            Self::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// What a dictionary has under a text.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&Value> {
        self.entries()?.iter().find(|(key, _)| key.text() == Some(name)).map(|(_, value)| value)
    }

    /// Why it is not known; `None` where it is, but for parts of it.
    #[must_use]
    pub fn unknown(&self) -> Option<String> {
        match self {
            Self::Unknown(reason) => Some(reason.clone()),
            Self::Foreign(name) => Some(format!("comes from `{name}`, which is not read")),
            Self::Method(_, name) => Some(format!("is the method `{name}`")),
            _ => None,
        }
    }

    /// How many bytes and parts it has, roughly.
    fn size(&self) -> usize {
        match self {
            Self::Unknown(text) | Self::Number(text) | Self::Text(text) | Self::Foreign(text) => 1 + text.len(),
            Self::None | Self::Flag(_) | Self::Integer(_) => 1,
            Self::List(parts) | Self::Tuple(parts) => 1 + parts.iter().map(Value::size).sum::<usize>(),
            Self::Table(entries) => 1 + entries.iter().map(|(key, value)| key.size() + value.size()).sum::<usize>(),
            Self::Method(value, name) => name.len() + value.size(),
        }
    }
}

/// A variable at the end of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// What it is.
    pub value: Value,
    /// The line, counted from 1, that set or changed it last.
    pub line: u32,
    /// Whether the program itself reads it.
    pub is_read: bool,
}

/// Something that was left unread.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The line, counted from 1.
    pub line: u32,
    /// What, in one sentence without a full stop.
    pub text: String,
}

/// A type of objects that a program registers with Sphinx: `add_object_type` and `add_crossref_type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectType {
    /// The directive.
    pub directive: String,
    /// The role that leads to such objects.
    pub role: String,
    /// The directive marks a place and shows nothing.
    pub is_place: bool,
}

/// What a program says.
#[derive(Debug, Default)]
pub struct Module {
    /// Its variables.
    pub names: BTreeMap<String, Binding>,
    /// Variables that a condition, a loop or a function sets, with the line: the value there is not taken.
    pub conditional: Vec<(String, u32)>,
    /// Modules all of whose names are taken, but that are not there to read.
    pub lacking: Vec<(String, u32)>,
    /// Functions, with their lines.
    pub functions: Vec<(String, u32)>,
    /// Texts that were put into the environment of the process.
    pub environment: BTreeMap<String, String>,
    /// Tags that hold: `tags.add("…")`.
    pub tags: Vec<String>,
    /// Types of objects that it or one of its extensions registers.
    pub object_types: Vec<ObjectType>,
    /// What else was left unread, in the order of the lines.
    pub notes: Vec<Note>,
}

/// Where modules come from that a program imports.
pub trait Modules {
    /// The text of the module of that dotted name in the first of the folders that has it, each relative to the program's own; `None` where it
    /// is not there to read.
    fn text(&self, folders: &[String], name: &str) -> Option<String>;
}

/// No modules at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoModules;

impl Modules for NoModules {
    fn text(&self, _: &[String], _: &str) -> Option<String> {
        None
    }
}

/// How many bytes and parts all values together may have that are made on the way.
const FUEL: usize = 4_000_000;
/// How many modules are read, and how deep.
const MODULES: usize = 40;
const DEPTH: usize = 4;

/// Reads a program. Total, whatever the text.
#[must_use]
pub fn read(text: &str, modules: &dyn Modules) -> Module {
    let mut budget = Budget { fuel: FUEL, modules: MODULES };
    statement::run(text, modules, &mut budget, 0)
}

/// What may still be spent.
struct Budget {
    fuel: usize,
    modules: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of all variables as one text.
    fn shown(text: &str) -> String {
        let module = read(text, &NoModules);
        let mut lines: Vec<String> = module.names.iter().map(|(name, binding)| format!("{name} = {:?}", binding.value)).collect();
        lines.extend(module.conditional.iter().map(|(name, line)| format!("{name} in a condition, line {line}")));
        lines.extend(module.lacking.iter().map(|(name, line)| format!("{name} is lacking, line {line}")));
        lines.extend(module.notes.iter().map(|note| format!("line {}: {}", note.line, note.text)));
        lines.join("\n")
    }

    fn value(expression: &str) -> Value {
        read(&format!("import os\nfrom pathlib import Path\nx = {expression}"), &NoModules).names.remove("x").unwrap().value
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn texts_in_every_form() {
        for (written, expected) in [
            ("'a'", "a"),
            ("\"it's\"", "it's"),
            ("'''a\nb'''", "a\nb"),
            ("\"\"\"say \"no\" \"\"\"", "say \"no\" "),
            (r"r'\d'", r"\d"),
            (r"'\x41\u00e4\101\t\\'", "AäA\t\\"),
            ("'a' \"b\"", "ab"),
            ("('a'\n  'b')", "ab"),
            ("'a' + 'b'", "ab"),
            ("'a' \\\n 'b'", "ab"),
            ("'%s-%d%%' % ('a', 3)", "a-3%"),
            ("'%s' % 'a'", "a"),
            ("'%(n)s' % {'n': 'b'}", "b"),
            ("'{}/{}'.format('a', 'b')", "a/b"),
            ("'{1}{0}{n}'.format('a', 'b', n='c')", "bac"),
            ("'1.2.3'[:3]", "1.2"),
            ("'.'.join('1.2.3'.split('.')[:2])", "1.2"),
            ("' a '.strip().upper()", "A"),
            ("os.path.join('_static', 'x.css')", "_static/x.css"),
            ("os.path.abspath(os.path.join(os.path.dirname(__file__), '..', 'src'))", "../src"),
            ("Path(__file__).parent / '_ext'", "_ext"),
            ("str(Path(__file__).resolve().parent.parent)", ".."),
            ("f'a{1}{{}}'", "a1{}"),
            ("'' or 'b'", "b"),
            ("['a', 'b'][-1]", "b"),
            ("{'a': 'b'}['a']", "b"),
            ("dict(a='b').get('c', 'd')", "d"),
        ] {
            assert_eq!(value(written), text(expected), "{written}");
        }
    }

    #[test]
    fn what_is_not_known_says_why() {
        for (written, reason) in [
            ("open('VERSION').read()", "comes from `open`"),
            ("f'{y}'", "needs `y`"),
            ("'a' if y else 'b'", "a condition"),
            ("[y for y in 'abc']", "a loop"),
            ("lambda: 1", "a function"),
            ("1 +", "cannot be read"),
            ("os.environ['X']", "`os.environ`"),
        ] {
            let found = value(written).unknown().unwrap_or_else(|| panic!("{written} is known"));
            assert!(found.contains(reason), "{written}: {found}");
        }
    }

    #[test]
    fn a_program_with_everything() {
        let program = r#"
# A comment
import os, sys
from elsewhere import *
sys.path.insert(0, os.path.abspath('..'))
project = u"Ship's log"; version = '2.1'
release: str = version + ".4"
a = b = 1
(c, d) = 'x', 'y'
extensions = ['one',
    'two',  # and a comment
]
extensions.append("three")
extensions += ['four', unknown]
extensions.extend(("five",))
html_context = {'github_user': 'ship', "n": -1, 'yes': True, 'no': None}
html_context["github_repo"] = 'log'
html_context.update(x='y')
rst_epilog = f"""
.. |version| replace:: {version}
"""
if tags.has("x"):
    html_title = "x"
else:
    project = 'other'
try:
    language = 'de'
except Exception:
    language = 'fr'
def setup(app):
    app.add_css_file("x")
tags.add("internal")
"#;
        let expected = r#"a = Integer(1)
b = Integer(1)
c = Text("x")
d = Text("y")
extensions = List([Text("one"), Text("two"), Text("three"), Text("four"), Unknown("needs `unknown`, which is not set as far as can be seen"), Text("five")])
html_context = Table([(Text("github_user"), Text("ship")), (Text("n"), Integer(-1)), (Text("yes"), Flag(true)), (Text("no"), None), (Text("github_repo"), Text("log")), (Text("x"), Text("y"))])
language = Text("de")
os = Foreign("os")
project = Text("Ship's log")
release = Text("2.1.4")
rst_epilog = Text("\n.. |version| replace:: 2.1\n")
setup = Unknown("is a function, which is not run")
sys = Foreign("sys")
version = Text("2.1")
html_title in a condition, line 23
project in a condition, line 25
language in a condition, line 29
elsewhere is lacking, line 4"#;
        assert_eq!(shown(program), expected);
    }

    #[test]
    fn modules_that_are_there_are_read() {
        struct One;
        impl Modules for One {
            fn text(&self, _: &[String], name: &str) -> Option<String> {
                (name == "constants").then(|| "NAME = 'log'\nfrom constants import *".to_owned())
            }
        }
        let module = read("from constants import *\nimport constants as c\nproject = NAME\ntitle = c.NAME", &One);
        assert_eq!(module.names["project"].value, text("log"));
        assert_eq!(module.names["title"].value, text("log"));
    }

    #[test]
    fn no_text_is_too_wild() {
        let doubling = "a = 'xxxxxxxx'\n".to_owned() + &"a = a + a\n".repeat(100);
        assert!(matches!(read(&doubling, &NoModules).names["a"].value, Value::Unknown(_)));
        for wild in [
            "(".repeat(100_000),
            "[".repeat(5000) + &"]".repeat(5000),
            "x = ".repeat(10_000),
            "'".to_owned(),
            "x = '''\n\\".to_owned(),
        ] {
            let _ = read(&wild, &NoModules);
        }
        let nested = "x = []\n".to_owned() + &"x = [x]\n".repeat(20_000);
        let _ = read(&nested, &NoModules);
    }

    proptest::proptest! {
        #[test]
        fn every_text_is_read(text in "\\PC*") {
            let _ = read(&text, &NoModules);
        }

        #[test]
        fn what_looks_like_python_is_read(parts in proptest::collection::vec("(x|=|\\+=|\\(|\\)|\\[|\\]|\\{|\\}|'|\"\"\"|\n|    |if|:|,|\\.|%|f'\\{x\\}'|import|from|\\*|1|\\\\|#|def|append|os\\.path\\.join)", 0..60)) {
            let _ = read(&parts.join(" "), &NoModules);
            let _ = read(&parts.concat(), &NoModules);
        }
    }
}
