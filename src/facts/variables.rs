//! The environment variables of options: every name that can be derived, and the way back.

use std::collections::BTreeMap;

use super::ConfigOption;
use crate::config::{FactsSetting, Pattern, Piece};

/// What an environment variable sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variable<'a> {
    /// The option.
    pub option: &'a ConfigOption,
    /// In which way.
    pub form: Form<'a>,
}

/// How a variable gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form<'a> {
    /// It is the value.
    Plain,
    /// By a suffix that this option may have since it is sensitive, as in `_CMD`.
    Suffix(&'a str),
    /// By a suffix that only sensitive options may have, which this one is not: nothing reads it.
    NotSensitive(&'a str),
}

/// A name's option, by its number, and the suffix, by its number, with which it was made.
#[derive(Clone, Copy, Debug)]
struct Target {
    option: usize,
    suffix: Option<usize>,
}

/// Every name that can be derived.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    suffixes: Vec<String>,
    plain: BTreeMap<String, Target>,
    /// For each pattern with a free part in its middle: what stands before that part, and the names of all that can stand behind it.
    free: Vec<(String, BTreeMap<String, Target>)>,
}

impl Index {
    /// Derives the names, and gives each option those without a free part.
    pub(super) fn new(setting: &FactsSetting, options: &mut [ConfigOption]) -> Self {
        let mut index = Self { suffixes: setting.sensitive_suffixes.clone(), ..Self::default() };
        for pattern in &setting.variables {
            let free = pattern.0.iter().position(|piece| matches!(piece, Piece::Any(_)));
            let (before, behind) = match free {
                Some(at) => (Pattern(pattern.0[..at].to_vec()).fill("", ""), Pattern(pattern.0[at + 1..].to_vec())),
                None => (String::new(), pattern.clone()),
            };
            let mut names = BTreeMap::new();
            for (number, option) in options.iter_mut().enumerate() {
                let name = behind.fill(&option.section, &option.name);
                let suffixed = setting.sensitive_suffixes.iter().enumerate();
                let derived: Vec<(String, Option<usize>)> = [(name.clone(), None)]
                    .into_iter()
                    .chain(suffixed.map(|(n, suffix)| (format!("{name}{suffix}"), Some(n))))
                    .collect();
                for (name, suffix) in derived {
                    if free.is_none() && (suffix.is_none() || option.sensitive) {
                        option.variables.push(name.clone());
                    }
                    // An option's own name comes before another one's with a suffix.
                    let target = Target { option: number, suffix };
                    match suffix {
                        None => drop(names.insert(name, target)),
                        Some(_) => drop(names.entry(name).or_insert(target)),
                    }
                }
            }
            match free {
                Some(_) => index.free.push((before, names)),
                None => index.plain.extend(names),
            }
        }
        index
    }

    pub(super) fn find<'a>(&'a self, name: &str, options: &'a [ConfigOption]) -> Option<Variable<'a>> {
        let free = |(before, names): &(String, BTreeMap<String, Target>)| {
            let rest = name.strip_prefix(before.as_str())?;
            let is_name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            let splits = rest.char_indices().map(|(at, _)| rest.split_at(at));
            splits.filter(|(any, _)| is_name(any)).find_map(|(_, behind)| names.get(behind).copied())
        };
        let target = self.plain.get(name).copied().or_else(|| self.free.iter().find_map(free))?;
        let option = options.get(target.option)?;
        let suffix = target.suffix.and_then(|number| self.suffixes.get(number));
        let form = match suffix {
            None => Form::Plain,
            Some(suffix) if option.sensitive => Form::Suffix(suffix),
            Some(suffix) => Form::NotSensitive(suffix),
        };
        Some(Variable { option, form })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.plain.keys().map(String::as_str)
    }
}
