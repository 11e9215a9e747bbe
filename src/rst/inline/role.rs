//! Interpreted text and its roles.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::CallKind;
use super::super::chars::{integer, restored, unescaped};
use super::super::parser::{Flow, Parser};
use super::super::source::Line;
use super::super::tree::{Call, Element, Node, Severity, Tag};
use super::scan::{End, roles_at};
use super::{Reader, Step};
use crate::document::Span;
use crate::document::directive::{RoleCall, is_role};

/// What a role makes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Role {
    /// An element around the text.
    Plain(Tag),
    /// Code in a language, if it has one.
    Code(Option<String>),
    /// A formula.
    Math,
    /// Text for one output format.
    Raw(Option<String>),
    /// A Python Enhancement Proposal.
    Pep,
    /// A request for comments.
    Rfc,
    /// One to which the document model gives its meaning, by name.
    Call(String),
    /// Known by name, without meaning in docutils.
    Missing,
    /// Another role with classes.
    Custom(Box<Role>, Vec<String>),
}

/// The roles that a text defines, and the one that counts where none is named.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Roles {
    pub(in super::super) defined: HashMap<String, Role>,
    pub(in super::super) default: Option<Role>,
    /// Names that were looked up in vain in the language, and found in another way: that is said once.
    fallbacks: HashSet<String>,
}

/// The roles that always exist, by their lower-case names.
fn standard(name: &str) -> Option<Role> {
    Some(match name {
        "abbreviation" | "ab" => Role::Plain(Tag::Abbreviation),
        "acronym" | "ac" => Role::Plain(Tag::Acronym),
        "code" => Role::Code(None),
        "emphasis" => Role::Plain(Tag::Emphasis),
        "literal" => Role::Plain(Tag::Literal),
        "math" => Role::Math,
        "pep-reference" | "pep" => Role::Pep,
        "rfc-reference" | "rfc" => Role::Rfc,
        "raw" => Role::Raw(None),
        "strong" => Role::Plain(Tag::Strong),
        "subscript" | "sub" => Role::Plain(Tag::Subscript),
        "superscript" | "sup" => Role::Plain(Tag::Superscript),
        "title-reference" | "title" | "t" => Role::Plain(Tag::TitleReference),
        "index"
        | "i"
        | "named-reference"
        | "anonymous-reference"
        | "footnote-reference"
        | "citation-reference"
        | "substitution-reference"
        | "target"
        | "uri-reference"
        | "uri"
        | "url" => Role::Missing,
        _ => return None,
    })
}

impl Role {
    /// The role of a name that stands in no text: one that nobody knows is a call all the same, which whoever lowers it will say.
    pub(in super::super) fn named(name: &str, settings: &super::super::Settings) -> Self {
        let own = settings.language.role(&name.to_lowercase()).name.to_owned();
        standard(&own).filter(|role| *role != Role::Missing).unwrap_or_else(|| Self::Call(name.to_owned()))
    }
}

impl<'a> Parser<'a> {
    /// The role of this name, if there is one.
    pub(in super::super) fn role(&self, name: &str) -> Option<Role> {
        let name = name.to_lowercase();
        let own = self.settings.language.role(&name).name;
        self.roles.defined.get(&name).cloned().or_else(|| standard(own))
    }

    /// The role of this name as a definition means it: the document model's own ones, too.
    pub(in super::super) fn defined_role(&self, name: &str) -> Option<Role> {
        let is_shared = |name: &str| self.settings.kept_roles.contains(name) || is_role(name);
        let called = (self.settings.keep_calls && is_shared(name)).then(|| Role::Call(name.to_owned()));
        self.role(name).filter(|_| !self.keeps(name)).or(called)
    }

    /// Whether a role is the document model's own although docutils has one of that name.
    fn keeps(&self, name: &str) -> bool {
        let is_ours = || is_role(name) && standard(self.settings.language.role(&name.to_lowercase()).name) == Some(Role::Missing);
        let is_kept = self.settings.keep_calls && (self.settings.kept_roles.contains(name) || is_ours());
        is_kept && !self.roles.defined.contains_key(&name.to_lowercase())
    }

    /// Whether a role is known by its English name only, although another language is in use, and was not met yet.
    fn is_new_fallback(&mut self, name: &str) -> bool {
        let name = name.to_lowercase();
        let is_fallback = !self.roles.defined.contains_key(&name) && self.settings.language.role(&name).is_fallback;
        is_fallback && self.roles.fallbacks.insert(name)
    }

    /// Says so where a role is met for the first time that is known by its English name only, although another language is in use.
    pub(in super::super) fn fallback(&mut self, name: &str, place: Line<'a>) -> Option<Node> {
        self.is_new_fallback(name).then(|| {
            let message = format!("No role entry for \"{name}\" in the language.\nUsing English fallback for role \"{name}\".");
            self.problem(Severity::Info, message, place).into()
        })
    }

    /// A backquote: interpreted text, or a phrase that is a reference.
    pub(super) fn backquoted(&mut self, reader: &mut Reader<'_, 'a>, at: usize, flow: &mut Flow) -> Step {
        let prefix = role_before(reader, at);
        let start = prefix.unwrap_or(at);
        let inner = at + 1;
        if !reader.may_start(start) || reader.is_space(inner) {
            return Step::Skip(inner);
        }
        if prefix.is_none() && reader.is_quoted(at, inner) {
            return Step::Text(inner);
        }
        let found = reader.find_end(End::Interpreted, inner).filter(|(close, _)| *close > inner);
        let Some((close, stop)) = found else {
            let message = "Inline interpreted text or phrase reference start-string without end-string.".to_owned();
            return self.problematic(reader, at..inner, Severity::Warning, message);
        };
        let text = reader.text;
        let only_underscores = |end: &usize| text.get(*end..stop).is_some_and(|rest| rest.bytes().all(|b| b == b'_'));
        let after_role = roles_at(text, close + 1).find(only_underscores);
        if prefix.is_some() && after_role.is_some() {
            let message = "Multiple roles in interpreted text (both prefix and suffix present; only one allowed).";
            return self.problematic(reader, start..stop, Severity::Warning, message.to_owned());
        }
        let role = match (prefix, after_role) {
            (Some(start), _) => Some(start + 1..at - 1),
            (None, Some(end)) => Some(close + 2..end - 1),
            (None, None) => None,
        };
        let underscores = stop - after_role.unwrap_or(close + 1);
        if underscores == 0 {
            let nodes = self.interpreted(reader, start..stop, inner..close, role);
            return Step::Took(start, stop, nodes);
        }
        if role.is_some() {
            let position = if prefix.is_some() { "prefix" } else { "suffix" };
            let message = format!("Mismatch: both interpreted text role {position} and reference suffix.");
            return self.problematic(reader, start..stop, Severity::Warning, message);
        }
        let nodes = self.phrase_reference(reader, at..stop, inner..close, underscores == 2, flow);
        Step::Took(at, stop, nodes)
    }

    fn interpreted(
        &mut self,
        reader: &mut Reader<'_, 'a>,
        whole: Range<usize>,
        inner: Range<usize>,
        name: Option<Range<usize>>,
    ) -> Vec<Node> {
        let place = reader.prose.place;
        let Some(name_range) = name else {
            let role = self.roles.default.clone().unwrap_or(Role::Plain(Tag::TitleReference));
            return self.of_role(reader, &role, whole, inner);
        };
        let name = reader.text[name_range.clone()].to_owned();
        self.called(CallKind::Role, &name, reader.prose.span(name_range.clone()));
        if self.keeps(&name) {
            let name_span = reader.prose.span(name_range);
            return vec![kept(reader, whole, inner, name, name_span).into()];
        }
        if let Some(role) = self.role(&name) {
            reader.messages.extend(self.fallback(&name, place));
            if role != Role::Missing {
                return self.of_role(reader, &role, whole, inner);
            }
            let message = format!("Interpreted text role \"{name}\" not implemented.");
            reader.messages.push(self.problem(Severity::Error, message, place).into());
            return vec![reader.problematic(whole)];
        }
        if self.settings.keep_calls {
            let name_span = reader.prose.span(name_range);
            return vec![kept(reader, whole, inner, name, name_span).into()];
        }
        let is_unimplemented = name == "restructuredtext-unimplemented-role";
        if !is_unimplemented || self.roles.fallbacks.insert(name.clone()) {
            let trying = format!(
                "No role entry for \"{name}\" in module \"docutils.parsers.rst.languages.en\".\n\
                Trying \"{name}\" as canonical role name."
            );
            reader.messages.push(self.problem(Severity::Info, trying, place).into());
        }
        let unknown = if is_unimplemented {
            format!("Interpreted text role \"{name}\" not implemented.")
        } else {
            format!("Unknown interpreted text role \"{name}\".")
        };
        reader.messages.push(self.problem(Severity::Error, unknown, place).into());
        vec![reader.problematic(whole)]
    }

    fn of_role(&mut self, reader: &mut Reader<'_, 'a>, role: &Role, whole: Range<usize>, inner: Range<usize>) -> Vec<Node> {
        let span = reader.prose.span(whole.clone());
        let words_span = reader.prose.span(inner.clone());
        let marked = &reader.text[inner.clone()];
        let (plain, written) = (unescaped(marked), restored(marked));
        let holding = |tag, text: String| {
            let element = Element::new(tag, span);
            if text.is_empty() { element } else { element.with(vec![Node::Text(text, words_span)]) }
        };
        let (base, classes) = match role {
            Role::Custom(base, classes) => (&**base, classes.clone()),
            role => (role, Vec::new()),
        };
        let failed = match base {
            Role::Call(name) => {
                let element = kept(reader, whole, inner, name.clone(), span);
                return vec![Element { classes, ..element }.into()];
            }
            Role::Plain(tag) => {
                return vec![Element { classes, ..holding(*tag, plain) }.into()];
            }
            Role::Code(language) => {
                let mut all = vec!["code".to_owned()];
                all.extend(classes);
                all.extend(language.clone().filter(|l| !l.is_empty() && !all.contains(l)));
                // For docutils this is text as written; Sphinx takes backslashes for escapes, as in other roles.
                let code = if self.settings.keep_calls { plain } else { written };
                return vec![Element { classes: all, ..holding(Tag::Literal, code) }.into()];
            }
            Role::Math => return vec![Element { classes, ..holding(Tag::Math, written) }.into()],
            Role::Raw(_) if !self.settings.raw_enabled => {
                let problem = self.problem(Severity::Warning, "raw (and derived) roles disabled", self.here);
                reader.messages.push(problem.into());
                return vec![reader.problematic(whole)];
            }
            Role::Raw(Some(format)) => {
                let element = Element { classes, ..holding(Tag::Raw, written) };
                return vec![element.set("format", format.clone()).set("xml:space", "preserve").into()];
            }
            Role::Raw(None) => {
                "No format (Writer name) is associated with this role: \"raw\".\nThe \"raw\" role cannot be used directly.\n\
                Instead, use the \"role\" directive to create a new role with an associated format."
                    .to_owned()
            }
            Role::Pep | Role::Rfc => match numbered(base, &plain) {
                Ok((text, uri)) => {
                    let element = Element { classes, ..holding(Tag::Reference, text) };
                    return vec![element.set("refuri", uri).into()];
                }
                Err(message) => message,
            },
            Role::Custom(..) | Role::Missing => "Interpreted text role not implemented.".to_owned(),
        };
        reader.messages.push(self.problem(Severity::Error, failed, reader.prose.place).into());
        vec![reader.problematic(whole)]
    }
}

/// A call of a role as an element of its own, for the document model to lower.
fn kept(reader: &Reader<'_, '_>, whole: Range<usize>, inner: Range<usize>, name: String, name_span: Span) -> Element {
    let span = reader.prose.span(whole);
    let words = unescaped(&reader.text[inner.clone()]);
    let place = reader.prose.span(inner);
    let mut text = crate::document::Excerpt::default();
    text.push(&words, place);
    let mut element = Element::new(Tag::Role, span).set("name", name.clone()).with(vec![Node::Text(words, place)]);
    element.call = Some(Box::new(Call::Role(RoleCall { name, name_span, text, span })));
    element
}

/// The words and the address of a numbered document; behind the number of an RFC, `#` and a section may stand.
fn numbered(role: &Role, text: &str) -> Result<(String, String), String> {
    if *role == Role::Pep {
        let Some(number) = integer(text).filter(|n| (0..=9999).contains(n)) else {
            return Err(format!("PEP number must be a number from 0 to 9999; \"{text}\" is invalid."));
        };
        return Ok((format!("PEP {text}"), format!("https://peps.python.org/pep-{number:04}")));
    }
    let (number, section) = match text.split_once('#') {
        Some((number, section)) => (number, format!("#{section}")),
        None => (text, String::new()),
    };
    let Some(number) = integer(number).filter(|n| *n >= 1) else {
        return Err(format!("RFC number must be a number greater than or equal to 1; \"{text}\" is invalid."));
    };
    Ok((format!("RFC {number}"), format!("https://tools.ietf.org/html/rfc{number}.html{section}")))
}

/// Where `:role:` starts that ends just before `at`.
fn role_before(reader: &Reader<'_, '_>, at: usize) -> Option<usize> {
    let text = reader.text;
    if reader.before(at) != Some(':') {
        return None;
    }
    let run = super::scan::name_run_before(text, reader.base, at - 1);
    let mut colons =
        (run > reader.base).then(|| run - 1).into_iter().chain(text[run..at - 1].match_indices(':').map(|(i, _)| run + i));
    colons.find(|colon| {
        text.as_bytes().get(*colon) == Some(&b':') && reader.may_start(*colon) && roles_at(text, *colon).next() == Some(at)
    })
}
