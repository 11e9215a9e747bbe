//! Objects: what a page describes by name so that references lead to it, as the domains of Sphinx have them.

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    JsModule,
    JsFunction,
    JsMethod,
    JsClass,
    JsData,
    JsAttribute,
    CFunction,
    CMember,
    CMacro,
    CStruct,
    CUnion,
    CEnum,
    CEnumerator,
    CType,
    CppClass,
    CppUnion,
    CppFunction,
    CppMember,
    CppType,
    CppConcept,
    CppEnum,
    CppEnumerator,
    Directive,
    DirectiveOption,
    Role,
    Own,
}

/// Objects among which a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Of a program in Python.
    Python,
    /// Environment variables.
    Variables,
    /// Options of commands, as `PROGRAM.--option`, or without a program as `--option`.
    CommandOptions,
    /// Settings.
    Settings,
    /// Tokens of a grammar, as `GRAMMAR:token`, or without a grammar as `token`.
    Tokens,
    /// Of a program in JavaScript.
    JavaScript,
    /// Of a program in C.
    C,
    /// Of a program in C++.
    Cpp,
    /// Directives of reStructuredText and their options, as `directive:option`.
    Directives,
    /// Roles of reStructuredText.
    Roles,
    /// Of types that the book defines for itself, as `type:name`.
    Own,
}

/// A kind: Sphinx's name for it, what its name is looked up among, and its directives without their domain, each with the word that stands before
/// the object's own name.
struct Row(ObjectKind, &'static str, Family, &'static [(&'static str, &'static str)]);

const KINDS: &[Row] = {
    use {Family as F, ObjectKind as K};
    &[
        Row(K::Module, "py:module", F::Python, &[("module", "module")]),
        Row(K::Function, "py:function", F::Python, &[("function", ""), ("decorator", "")]),
        Row(K::Data, "py:data", F::Python, &[("data", "")]),
        Row(K::Class, "py:class", F::Python, &[("class", "class")]),
        Row(K::Exception, "py:exception", F::Python, &[("exception", "exception")]),
        Row(K::Method, "py:method", F::Python, &[("method", ""), ("decoratormethod", "")]),
        Row(K::ClassMethod, "py:classmethod", F::Python, &[("classmethod", "classmethod")]),
        Row(K::StaticMethod, "py:staticmethod", F::Python, &[("staticmethod", "static")]),
        Row(K::Attribute, "py:attribute", F::Python, &[("attribute", "")]),
        Row(K::Property, "py:property", F::Python, &[("property", "property")]),
        Row(K::Type, "py:type", F::Python, &[("type", "type")]),
        Row(K::EnvironmentVariable, "std:envvar", F::Variables, &[("envvar", "")]),
        Row(K::CommandOption, "std:cmdoption", F::CommandOptions, &[("option", ""), ("cmdoption", "")]),
        Row(K::Setting, "std:confval", F::Settings, &[("confval", "")]),
        Row(K::Token, "std:token", F::Tokens, &[("productionlist", "")]),
        Row(K::JsModule, "js:module", F::JavaScript, &[("module", "module")]),
        Row(K::JsFunction, "js:function", F::JavaScript, &[("function", "")]),
        Row(K::JsMethod, "js:method", F::JavaScript, &[("method", "")]),
        Row(K::JsClass, "js:class", F::JavaScript, &[("class", "class")]),
        Row(K::JsData, "js:data", F::JavaScript, &[("data", "")]),
        Row(K::JsAttribute, "js:attribute", F::JavaScript, &[("attribute", "")]),
        Row(K::CFunction, "c:function", F::C, &[("function", "")]),
        Row(K::CMember, "c:member", F::C, &[("member", ""), ("var", "")]),
        Row(K::CMacro, "c:macro", F::C, &[("macro", "")]),
        Row(K::CStruct, "c:struct", F::C, &[("struct", "struct")]),
        Row(K::CUnion, "c:union", F::C, &[("union", "union")]),
        Row(K::CEnum, "c:enum", F::C, &[("enum", "enum")]),
        Row(K::CEnumerator, "c:enumerator", F::C, &[("enumerator", "enumerator")]),
        Row(K::CType, "c:type", F::C, &[("type", "type")]),
        Row(K::CppClass, "cpp:class", F::Cpp, &[("class", "class"), ("struct", "struct")]),
        Row(K::CppUnion, "cpp:union", F::Cpp, &[("union", "union")]),
        Row(K::CppFunction, "cpp:function", F::Cpp, &[("function", "")]),
        Row(K::CppMember, "cpp:member", F::Cpp, &[("member", ""), ("var", "")]),
        Row(K::CppType, "cpp:type", F::Cpp, &[("type", "type"), ("alias", "")]),
        Row(K::CppConcept, "cpp:concept", F::Cpp, &[("concept", "concept")]),
        Row(K::CppEnum, "cpp:enum", F::Cpp, &[("enum", "enum"), ("enum-class", "enum class"), ("enum-struct", "enum struct")]),
        Row(K::CppEnumerator, "cpp:enumerator", F::Cpp, &[("enumerator", "enumerator")]),
        Row(K::Directive, "rst:directive", F::Directives, &[("directive", "")]),
        Row(K::DirectiveOption, "rst:directive:option", F::Directives, &[("directive:option", "")]),
        Row(K::Role, "rst:role", F::Roles, &[("role", "")]),
        // Inventories have the type's own name.
        Row(K::Own, "std:object", F::Own, &[]),
    ]
};

impl ObjectKind {
    fn row(self) -> Option<&'static Row> {
        KINDS.iter().find(|row| row.0 == self)
    }

    /// Domain and type in Sphinx's words, as inventories have them: `py:class`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.1)
    }

    /// The kind that a directive of that name describes, and the word that stands before the name of such an object; empty where the name says it.
    /// Without a domain before it, it is one of Python or of no language at all.
    #[must_use]
    pub fn of_directive(name: &str) -> Option<(Self, &'static str)> {
        let (domain, bare) = name.split_once(':').unwrap_or(("", name));
        let fits = |row: &&Row| match row.1.split_once(':') {
            Some((of, _)) if domain.is_empty() => matches!(of, "py" | "std"),
            Some((of, _)) => of == domain,
            None => false,
        };
        KINDS.iter().filter(fits).find_map(|row| {
            let (_, word) = row.3.iter().find(|(directive, _)| *directive == bare)?;
            Some((row.0, *word))
        })
    }

    /// Whether other objects are described within it and belong to it.
    #[must_use]
    pub fn has_members(self) -> bool {
        matches!(self, Self::Class | Self::Exception | Self::JsClass | Self::Directive)
            || matches!(self, Self::CStruct | Self::CUnion | Self::CEnum | Self::CppClass | Self::CppUnion | Self::CppEnum)
    }

    /// What its name is looked up among.
    #[must_use]
    pub fn family(self) -> Family {
        self.row().map_or(Family::Python, |row| row.2)
    }
}

impl Family {
    /// What stands between the names of a member and of what it belongs to.
    #[must_use]
    pub fn separator(self) -> &'static str {
        match self {
            Self::Cpp => "::",
            Self::Directives | Self::Tokens | Self::Own => ":",
            _ => ".",
        }
    }

    /// Whether it has types, which descriptions of other objects name.
    #[must_use]
    pub fn has_types(self) -> bool {
        matches!(self, Self::Python | Self::JavaScript | Self::C | Self::Cpp)
    }

    /// Whether members belong to namespaces, each of which a name is looked up in, from the innermost on.
    #[must_use]
    pub fn has_namespaces(self) -> bool {
        matches!(self, Self::C | Self::Cpp | Self::Directives)
    }
}

/// Where in a program a text stands: what names in it are relative to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ObjectScope {
    /// The module of Python or JavaScript.
    pub module: Option<String>,
    /// The class, with those around it, as in `Outer.Inner`.
    pub class: Option<String>,
    /// In other languages the namespace or what else has members, with what is around it.
    pub namespace: Option<String>,
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
            Family::Python | Family::JavaScript => {
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
            Family::C | Family::Cpp | Family::Directives => {
                let name = name.split('(').next().unwrap_or(name).trim();
                let mut around = self.namespace.as_deref();
                let mut names = Vec::new();
                while let Some(namespace) = around {
                    names.push(format!("{namespace}{}{name}", family.separator()));
                    around = namespace.rsplit_once(family.separator()).map(|(outer, _)| outer);
                }
                names.push(name.trim_start_matches("::").to_owned());
                names
            }
            Family::Variables | Family::Settings | Family::Tokens | Family::Roles | Family::Own => vec![name.to_owned()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up_from_where_they_stand() {
        let scope = ObjectScope {
            module: Some("m".into()),
            class: Some("A.B".into()),
            namespace: Some("s::Box".into()),
            program: Some("git".into()),
            anywhere: false,
        };
        assert_eq!(scope.candidates(Family::Python, "c()"), ["c", "A.B.c", "m.c", "m.A.B.c"]);
        assert_eq!(scope.candidates(Family::CommandOptions, "--all"), ["git.--all", "--all"]);
        assert_eq!(scope.candidates(Family::CommandOptions, "git log -n"), ["git-log.-n", "-n"]);
        assert_eq!(ObjectScope::default().candidates(Family::CommandOptions, "--jobs=4"), ["--jobs"]);
        assert_eq!(scope.candidates(Family::Cpp, "size(int)"), ["s::Box::size", "s::size", "size"]);
    }

    #[test]
    fn directives_describe_kinds() {
        let cases = [
            ("py:decorator", Some((ObjectKind::Function, ""))),
            ("exception", Some((ObjectKind::Exception, "exception"))),
            ("js:class", Some((ObjectKind::JsClass, "class"))),
            ("cpp:enum-struct", Some((ObjectKind::CppEnum, "enum struct"))),
            ("rst:directive:option", Some((ObjectKind::DirectiveOption, ""))),
            ("macro", None),
            ("c:class", None),
        ];
        for (name, kind) in cases {
            assert_eq!(ObjectKind::of_directive(name), kind, "{name}");
        }
    }
}
