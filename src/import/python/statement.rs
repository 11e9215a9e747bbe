//! Statements: what changes a variable is carried out, what decides is noted.

mod imports;

use std::collections::BTreeMap;

use super::token::{Kind, Line, Token, lines};
use super::{Binding, Budget, Module, Modules, Note, Value, call, expression};

/// What is known while a program is read.
pub(super) struct Reader<'m> {
    pub(super) module: Module,
    pub(super) modules: &'m dyn Modules,
    pub(super) budget: &'m mut Budget,
    pub(super) depth: usize,
    /// The names of modules that were read; nothing where a module is not there.
    read: BTreeMap<String, Option<BTreeMap<String, Value>>>,
    /// Where modules are looked for, relative to the program's folder.
    pub(super) folders: Vec<String>,
}

/// Arguments by name, in their order.
type Named = Vec<(String, Value)>;

/// What holds for the statements of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mode {
    /// They are carried out.
    Run,
    /// They may be carried out or not.
    Maybe,
    /// They belong to a function or a class.
    Apart,
}

/// Why the value of a function is not known.
const IS_FUNCTION: &str = "is a function, which is not run";

/// Names that every program has; more are foreign than are known to [`call::function`].
const BUILT_IN: &[&str] =
    &["str", "list", "set", "tuple", "dict", "sorted", "open", "int", "len", "globals", "tags", "exec", "map", "filter"];

pub(super) fn run(text: &str, modules: &dyn Modules, budget: &mut Budget, depth: usize) -> Module {
    let mut notes = Vec::new();
    let lines = lines(text, &mut notes);
    let mut reader = Reader {
        module: Module { notes, ..Module::default() },
        modules,
        budget,
        depth,
        read: BTreeMap::new(),
        folders: vec![String::new()],
    };
    let mut blocks: Vec<(usize, Mode)> = Vec::new();
    for line in &lines {
        while blocks.last().is_some_and(|(indent, _)| *indent >= line.indent) {
            blocks.pop();
        }
        let around = blocks.last().map_or(Mode::Run, |(_, mode)| *mode);
        reader.line(line, around, &mut blocks);
    }
    reader.extensions();
    reader.module.notes.sort();
    reader.module
}

impl Reader<'_> {
    fn line(&mut self, line: &Line<'_>, around: Mode, blocks: &mut Vec<(usize, Mode)>) {
        let tokens = line.tokens.as_slice();
        let Some(first) = tokens.first() else { return };
        let first = match first.kind {
            Kind::Name("async") => tokens.get(1).unwrap_or(first),
            _ => first,
        };
        let head = match first.kind {
            Kind::Name("if" | "elif" | "else" | "for" | "while" | "except" | "finally" | "match" | "case") => Some(Mode::Maybe),
            Kind::Name("try" | "with") => Some(Mode::Run),
            Kind::Name("def" | "class") => {
                if let (Some(Kind::Name(name)), Mode::Run) =
                    (tokens.iter().skip_while(|t| t.kind != first.kind).nth(1).map(|t| t.kind), around)
                {
                    self.module.functions.push((name.to_owned(), first.line));
                    self.bind(name, Value::Unknown(IS_FUNCTION.to_owned()), first.line);
                }
                Some(Mode::Apart)
            }
            _ => None,
        };
        // `match` and `case` are names, too.
        let colon = head.and_then(|_| colon(tokens));
        let (Some(mode), Some(colon)) = (head, colon) else {
            split(tokens, ";").for_each(|statement| self.statement(statement, around));
            return;
        };
        let mode = mode.max(around);
        blocks.push((line.indent, mode));
        split(tokens.get(colon + 1..).unwrap_or_default(), ";").for_each(|statement| self.statement(statement, mode));
    }

    fn statement(&mut self, tokens: &[Token<'_>], mode: Mode) {
        let Some(first) = tokens.first() else { return };
        if mode == Mode::Apart {
            self.registration(tokens);
            return;
        }
        match first.kind {
            Kind::Name("import") if mode == Mode::Run => self.import(tokens.get(1..).unwrap_or_default(), first.line),
            Kind::Name("from") if mode == Mode::Run => self.import_from(tokens.get(1..).unwrap_or_default(), first.line),
            Kind::Name(
                "import" | "from" | "pass" | "return" | "raise" | "assert" | "global" | "nonlocal" | "break" | "continue",
            ) => {}
            Kind::Name("del") if mode == Mode::Run => {
                if let Some(Kind::Name(name)) = tokens.get(1).map(|token| token.kind) {
                    self.module.names.remove(name);
                }
            }
            _ => self.assignment_or_call(tokens, mode, first.line),
        }
    }

    fn assignment_or_call(&mut self, tokens: &[Token<'_>], mode: Mode, line: u32) {
        let targets: Vec<&[Token<'_>]> = split(tokens, "=").collect();
        if let [targets @ .., value] = targets.as_slice()
            && !targets.is_empty()
        {
            if mode == Mode::Maybe {
                for target in targets {
                    self.maybe(target, line);
                }
                return;
            }
            let value = expression::value(self, value, 0);
            for target in targets {
                let value = self.made(value.clone());
                self.assign(target, value, line);
            }
            return;
        }
        let augmented = tokens.iter().position(|token| matches!(token.kind, Kind::Sign(sign) if sign.len() > 1 && sign.ends_with('=') && !matches!(sign, "==" | "!=" | "<=" | ">=")));
        if let Some(at) = augmented {
            let (target, rest) = tokens.split_at(at);
            if mode == Mode::Maybe {
                self.maybe(target, line);
                return;
            }
            let sign = rest.first().map(|token| token.kind);
            let added = expression::value(self, rest.get(1..).unwrap_or_default(), 0);
            let old = expression::value(self, target, 0);
            let value = match sign {
                Some(Kind::Sign("+=" | "|=")) => self.joined(old, added),
                _ => Value::Unknown("is changed in a way that is not known".to_owned()),
            };
            self.assign(target, value, line);
            return;
        }
        self.call_alone(tokens, mode, line);
    }

    /// A call for its effect: `name.append(…)` and the like. Others are left alone.
    fn call_alone(&mut self, tokens: &[Token<'_>], mode: Mode, line: u32) {
        let mut open = 0;
        let mut is_argument = |token: &Token<'_>| {
            let was = open;
            open += token.opens();
            was == 0 && token.is("(")
        };
        let Some(bracket) = tokens.iter().position(&mut is_argument) else { return };
        let (head, arguments) = tokens.split_at(bracket);
        let [target @ .., dot, method] = head else { return };
        let Kind::Name(method) = method.kind else { return };
        if !dot.is(".") || !call::changes(method) || arguments.last().is_none_or(|last| !last.is(")")) {
            return;
        }
        if target.first().is_some_and(|name| name.is_name("tags")) {
            self.tag(arguments, mode);
            return;
        }
        if let [sys, dot, path] = target
            && (sys.is_name("sys"), dot.is("."), path.is_name("path")) == (true, true, true)
        {
            let given = self.arguments_of(arguments).unwrap_or_default().0;
            self.folders.extend(given.iter().filter_map(Value::text).map(str::to_owned));
            return;
        }
        let Some(Kind::Name(base)) = target.first().map(|token| token.kind) else { return };
        if mode == Mode::Maybe {
            if self.module.names.get(base).is_some_and(|bound| bound.value.unknown().is_none()) {
                self.maybe(target, line);
            }
            return;
        }
        if target.len() > 1 {
            // `sys.path.insert` and the like change nothing that is read here.
            if let Some(bound) = self.module.names.get(base).filter(|bound| bound.value.unknown().is_none()) {
                let text = format!("`{base}`, set in line {}, is changed in part, which is not followed", bound.line);
                self.module.notes.push(Note { line, text });
            }
            return;
        }
        let given = self.arguments_of(arguments);
        let Some((values, named)) = given else { return };
        let Some(mut bound) = self.module.names.remove(base) else { return };
        if bound.value.unknown().is_none() && call::change(&mut bound.value, method, values, &named).is_none() {
            let text = format!("`{base}.{method}` adds something that is not known");
            self.module.notes.push(Note { line, text });
        }
        bound.line = line;
        self.module.names.insert(base.to_owned(), bound);
    }

    /// The values in brackets: those of a call of nothing in particular.
    pub(super) fn arguments_of(&mut self, bracketed: &[Token<'_>]) -> Option<(Vec<Value>, Named)> {
        let inner = bracketed.get(1..bracketed.len().checked_sub(1)?)?;
        let (mut values, mut named) = (Vec::new(), Vec::new());
        for argument in split(inner, ",") {
            match argument {
                [] => {}
                [name, sign, value @ ..] if sign.is("=") => {
                    let Kind::Name(name) = name.kind else { return None };
                    named.push((name.to_owned(), expression::value(self, value, 0)));
                }
                value => values.push(expression::value(self, value, 0)),
            }
        }
        Some((values, named))
    }

    fn tag(&mut self, arguments: &[Token<'_>], mode: Mode) {
        if let ([_, name, _], Mode::Run) = (arguments, mode)
            && let Kind::Text(_, name) = name.kind
        {
            self.module.tags.push(name.to_owned());
        }
    }

    /// Notes that a condition sets the variable.
    fn maybe(&mut self, target: &[Token<'_>], line: u32) {
        for part in split(target, ",") {
            if let Some(Kind::Name(name)) = part.first().map(|token| token.kind)
                && !part.iter().any(|token| token.is("."))
            {
                self.module.conditional.push((name.to_owned(), line));
            }
        }
    }

    fn assign(&mut self, target: &[Token<'_>], value: Value, line: u32) {
        let inner = match target {
            [open, inner @ .., close] if open.opens() > 0 && close.opens() < 0 => inner,
            other => other,
        };
        let parts: Vec<&[Token<'_>]> = split(inner, ",").filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 {
            let lost = || Value::Unknown(value.unknown().unwrap_or_else(|| "is part of something that is not known".to_owned()));
            for (number, part) in parts.iter().enumerate() {
                let one = value.elements().and_then(|all| all.get(number)).cloned().unwrap_or_else(lost);
                self.assign_one(part, one, line);
            }
            return;
        }
        self.assign_one(inner, value, line);
    }

    fn assign_one(&mut self, target: &[Token<'_>], value: Value, line: u32) {
        match target {
            [name] => {
                if let Kind::Name(name) = name.kind {
                    self.bind(name, value, line);
                }
            }
            // With an annotation.
            [name, colon, ..] if colon.is(":") => self.assign_one(std::slice::from_ref(name), value, line),
            [os, dot, environ, open, key @ .., close] if os.is_name("os") && dot.is(".") && environ.is_name("environ") => {
                if let (true, true, Value::Text(key), Value::Text(text)) =
                    (open.is("["), close.is("]"), expression::value(self, key, 0), value)
                {
                    self.module.environment.insert(key, text);
                }
            }
            [name, open, key @ .., close] if open.is("[") && close.is("]") && !key.iter().any(|token| token.is("]")) => {
                let Kind::Name(name) = name.kind else { return };
                let key = expression::value(self, key, 0);
                if let Some(Binding { value: Value::Table(entries), line: at, .. }) = self.module.names.get_mut(name) {
                    call::put(entries, key, value);
                    *at = line;
                }
            }
            _ => {}
        }
    }

    fn bind(&mut self, name: &str, value: Value, line: u32) {
        let is_read = self.module.names.get(name).is_some_and(|bound| bound.is_read);
        self.module.names.insert(name.to_owned(), Binding { value, line, is_read });
    }

    fn mark_read(&mut self, name: &str) {
        if let Some(bound) = self.module.names.get_mut(name) {
            bound.is_read = true;
        }
    }

    pub(super) fn look_up(&mut self, name: &str) -> Value {
        match name {
            "True" => return Value::Flag(true),
            "False" => return Value::Flag(false),
            "None" => return Value::None,
            "__file__" => return Value::Text("conf.py".to_owned()),
            _ => {}
        }
        if let Some(bound) = self.module.names.get_mut(name) {
            bound.is_read = true;
            let value = bound.value.clone();
            return self.made(value);
        }
        if BUILT_IN.contains(&name) {
            return Value::Foreign(name.to_owned());
        }
        match self.module.conditional.iter().find(|(own, _)| own == name) {
            Some((_, line)) => Value::Unknown(format!("needs `{name}`, which is set under a condition in line {line}")),
            None => Value::Unknown(format!("needs `{name}`, which is not set as far as can be seen")),
        }
    }

    pub(super) fn attribute(&mut self, value: Value, name: &str) -> Value {
        match value {
            Value::Foreign(path) => {
                let known = self.read.get(&path).and_then(Option::as_ref).and_then(|names| names.get(name)).cloned();
                known.unwrap_or_else(|| Value::Foreign(format!("{path}.{name}")))
            }
            Value::Text(text) => {
                call::attribute(&text, name).unwrap_or_else(|| Value::Method(Box::new(Value::Text(text)), name.to_owned()))
            }
            Value::Unknown(_) => value,
            value => Value::Method(Box::new(value), name.to_owned()),
        }
    }

    pub(super) fn call(&mut self, called: &Value, given: &[Value], named: &[(String, Value)]) -> Value {
        let made = match called {
            Value::Unknown(why) if why == IS_FUNCTION => {
                return Value::Unknown("comes from a function, which is not run".to_owned());
            }
            Value::Unknown(_) => return called.clone(),
            Value::Foreign(name) => match (name.as_str(), given.first().and_then(Value::text)) {
                ("os.environ.get" | "os.getenv", Some(key)) if self.module.environment.contains_key(key) => {
                    self.module.environment.get(key).cloned().map(Value::Text)
                }
                ("os.environ.get" | "os.getenv", _) => Some(Value::Unknown("depends on the environment".to_owned())),
                (name, _) => call::function(name, given, named)
                    .or_else(|| Some(Value::Unknown(format!("comes from `{name}`, which is not run")))),
            },
            Value::Method(value, name) => call::method(value, name, given, named),
            _ => None,
        };
        let why = || match called {
            Value::Method(_, name) => Value::Unknown(format!("comes from the method `{name}`, which is not run here")),
            _ => Value::Unknown("cannot be read as a value".to_owned()),
        };
        let made = made.unwrap_or_else(why);
        self.made(made)
    }

    /// `one + other`, and `one | other` of dictionaries.
    pub(super) fn joined(&mut self, one: Value, other: Value) -> Value {
        let made = match (one, other) {
            (Value::Text(one), Value::Text(other)) => Value::Text(one + &other),
            (Value::List(mut one), Value::List(other) | Value::Tuple(other)) => {
                one.extend(other);
                Value::List(one)
            }
            (Value::Tuple(mut one), Value::Tuple(other) | Value::List(other)) => {
                one.extend(other);
                Value::Tuple(one)
            }
            (Value::Table(mut one), Value::Table(other)) => {
                for (key, value) in other {
                    call::put(&mut one, key, value);
                }
                Value::Table(one)
            }
            (Value::Integer(one), Value::Integer(other)) => Value::Integer(one.saturating_add(other)),
            // What is known of a list is worth keeping; its other part is an element that says why it is not known.
            (Value::List(mut one), other) => {
                one.push(Value::Unknown(other.unknown().unwrap_or_else(|| "is no list".to_owned())));
                Value::List(one)
            }
            (other, Value::List(one)) if other.unknown().is_some() => {
                let mut parts = vec![Value::Unknown(other.unknown().unwrap_or_default())];
                parts.extend(one);
                Value::List(parts)
            }
            (one, other) => {
                let why = one.unknown().or_else(|| other.unknown());
                Value::Unknown(why.unwrap_or_else(|| "is put together of what does not fit".to_owned()))
            }
        };
        self.made(made)
    }

    /// The value, if there is room for it.
    pub(super) fn made(&mut self, value: Value) -> Value {
        let size = value.size();
        if size > self.budget.fuel {
            self.budget.fuel = 0;
            return Value::Unknown("is more than is read of a program".to_owned());
        }
        self.budget.fuel -= size;
        value
    }
}

fn own_is_path(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| token.is_name("as"))
}

/// The colon that ends the head of a block.
fn colon(tokens: &[Token<'_>]) -> Option<usize> {
    let mut open = 0;
    let mut lambdas = 0;
    for (at, token) in tokens.iter().enumerate() {
        open += token.opens();
        lambdas += usize::from(token.is_name("lambda"));
        if open == 0 && token.is(":") {
            if lambdas == 0 {
                return Some(at);
            }
            lambdas -= 1;
        }
    }
    None
}

/// The runs of tokens between signs that stand outside all brackets.
fn split<'t, 'a>(tokens: &'t [Token<'a>], sign: &str) -> impl Iterator<Item = &'t [Token<'a>]> {
    let mut open = 0;
    tokens.split(move |token| {
        open += token.opens();
        open == 0 && token.is(sign)
    })
}
