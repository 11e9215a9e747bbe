//! What functions register with Sphinx: types of objects, which are named in the call itself.

use super::statement::{Reader, run};
use super::token::{Kind, Token};
use super::{ObjectType, Value};

impl Reader<'_> {
    /// A statement in a function: `app.add_object_type("event", …)` and the like say what they do, whoever calls the function.
    pub(super) fn registration(&mut self, tokens: &[Token<'_>]) {
        let [_, dot, method, arguments @ ..] = tokens else { return };
        let Kind::Name(method @ ("add_object_type" | "add_crossref_type")) = method.kind else { return };
        if !dot.is(".") || arguments.last().is_none_or(|last| !last.is(")")) {
            return;
        }
        let Some((given, named)) = self.arguments_of(arguments) else { return };
        let argument = |at: usize, name: &str| {
            let by_name = named.iter().find(|(own, _)| own == name).map(|(_, value)| value);
            by_name.or(given.get(at)).and_then(Value::text).map(str::to_owned)
        };
        if let (Some(directive), Some(role)) = (argument(0, "directivename"), argument(1, "rolename")) {
            self.module.object_types.push(ObjectType { directive, role, is_place: method == "add_crossref_type" });
        }
    }

    /// The same in the extensions that lie in the project's own folders.
    pub(super) fn extensions(&mut self) {
        let extensions = self.module.names.get("extensions").and_then(|bound| bound.value.elements()).unwrap_or_default();
        let names: Vec<String> = extensions.iter().filter_map(Value::text).map(str::to_owned).collect();
        if self.depth > 0 {
            return;
        }
        for name in names {
            let text = self.modules.text(&self.folders, &name).filter(|_| self.budget.modules > 0);
            if let Some(text) = text {
                self.budget.modules -= 1;
                let module = run(&text, self.modules, self.budget, self.depth + 1);
                self.module.object_types.extend(module.object_types);
            }
        }
    }
}
