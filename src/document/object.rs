//! Objects: what a page describes by name so that references lead to it, as the domains of Sphinx have them.

use serde::{Deserialize, Serialize};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it, and `ObjectKind::name` has Sphinx's")]
pub enum ObjectKind {
    Module,
    Function,
    Data,
    Class,
    Exception,
    Method,
    ClassMethod,
    StaticMethod,
    Attribute,
    Property,
    Type,
    EnvironmentVariable,
    CommandOption,
    Setting,
    Token,
}

/// Each kind with Sphinx's name for it, the end of the names of its directives, and the word that stands before the object's own name.
const KINDS: &[(ObjectKind, &str, &[&str], &str)] = &[
    (ObjectKind::Module, "py:module", &["module"], "module"),
    (ObjectKind::Function, "py:function", &["function", "decorator"], ""),
    (ObjectKind::Data, "py:data", &["data"], ""),
    (ObjectKind::Class, "py:class", &["class"], "class"),
    (ObjectKind::Exception, "py:exception", &["exception"], "exception"),
    (ObjectKind::Method, "py:method", &["method", "decoratormethod"], ""),
    (ObjectKind::ClassMethod, "py:classmethod", &["classmethod"], "classmethod"),
    (ObjectKind::StaticMethod, "py:staticmethod", &["staticmethod"], "static"),
    (ObjectKind::Attribute, "py:attribute", &["attribute"], ""),
    (ObjectKind::Property, "py:property", &["property"], "property"),
    (ObjectKind::Type, "py:type", &["type"], "type"),
    (ObjectKind::EnvironmentVariable, "std:envvar", &["envvar"], ""),
    (ObjectKind::CommandOption, "std:cmdoption", &["option", "cmdoption"], ""),
    (ObjectKind::Setting, "std:confval", &["confval"], ""),
    (ObjectKind::Token, "std:token", &["productionlist"], ""),
];

/// Objects among which a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Family {
    /// Of a program in Python.
    Python,
    /// Environment variables.
    Variables,
    /// Options of commands, as `PROGRAM.--option`, or without a program as `--option`.
    CommandOptions,
    /// Settings.
    Settings,
    /// Tokens of a grammar.
    Tokens,
}

impl ObjectKind {
    fn row(self) -> Option<&'static (Self, &'static str, &'static [&'static str], &'static str)> {
        KINDS.iter().find(|(kind, ..)| *kind == self)
    }

    /// Domain and type in Sphinx's words, as inventories have them: `py:class`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |(_, name, ..)| name)
    }

    /// The kind that a directive of that name describes, with or without the domain before it.
    #[must_use]
    pub fn of_directive(name: &str) -> Option<Self> {
        let bare = name.rsplit_once(':').map_or(name, |(_, bare)| bare);
        KINDS.iter().find(|(_, _, directives, _)| directives.contains(&bare)).map(|(kind, ..)| *kind)
    }

    /// The word before the name of such an object, which says what it is; empty where the name says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().map_or("", |(.., word)| word)
    }

    /// Whether other objects are described within it and belong to it.
    #[must_use]
    pub fn has_members(self) -> bool {
        matches!(self, Self::Class | Self::Exception)
    }

    /// What its name is looked up among.
    #[must_use]
    pub fn family(self) -> Family {
        match self {
            Self::EnvironmentVariable => Family::Variables,
            Self::CommandOption => Family::CommandOptions,
            Self::Setting => Family::Settings,
            Self::Token => Family::Tokens,
            _ => Family::Python,
        }
    }
}

/// Where in a program a text stands: what names in it are relative to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ObjectScope {
    /// The Python module.
    pub module: Option<String>,
    /// The class, with those around it, as in `Outer.Inner`.
    pub class: Option<String>,
    /// The command.
    pub program: Option<String>,
    /// The name may stand anywhere: what ends with it is meant, too.
    pub anywhere: bool,
}

impl ObjectScope {
    /// The full names that `name` may mean, in the order in which Sphinx looks them up.
    #[must_use]
    pub fn candidates(&self, family: Family, name: &str) -> Vec<String> {
        let name = name.trim_end_matches("()");
        match family {
            Family::Python => {
                let (module, class) = (self.module.as_deref(), self.class.as_deref());
                let joined = |parts: [Option<&str>; 2]| {
                    let parts: Vec<&str> = parts.into_iter().flatten().chain([name]).collect();
                    parts.join(".")
                };
                let mut names = vec![name.to_owned(), joined([None, class]), joined([module, None]), joined([module, class])];
                if self.anywhere {
                    names.reverse();
                }
                names
            }
            Family::CommandOptions => {
                let (program, option) = match name.rsplit_once(' ') {
                    Some((program, option)) => (Some(program.replace(' ', "-")), option),
                    None => (self.program.clone(), name),
                };
                let option = option.split(['=', '[']).next().unwrap_or(option);
                let qualified = program.map(|program| format!("{program}.{option}"));
                qualified.into_iter().chain([option.to_owned()]).collect()
            }
            Family::Variables | Family::Settings | Family::Tokens => vec![name.to_owned()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up_from_where_they_stand() {
        let scope =
            ObjectScope { module: Some("m".into()), class: Some("A.B".into()), program: Some("git".into()), anywhere: false };
        assert_eq!(scope.candidates(Family::Python, "c()"), ["c", "A.B.c", "m.c", "m.A.B.c"]);
        assert_eq!(scope.candidates(Family::CommandOptions, "--all"), ["git.--all", "--all"]);
        assert_eq!(scope.candidates(Family::CommandOptions, "git log -n"), ["git-log.-n", "-n"]);
        assert_eq!(ObjectScope::default().candidates(Family::CommandOptions, "--jobs=4"), ["--jobs"]);
        assert_eq!(ObjectKind::of_directive("py:decorator"), Some(ObjectKind::Function));
    }
}
