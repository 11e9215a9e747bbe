//! Names that mean nothing, and options that the book's version has no more or not yet.

use std::ops::Range;

use crate::config::Version;
use crate::diagnostic::Finding;
use crate::document::Span;
use crate::facts::{ConfigOption, FactSet, Form};
use crate::nearest::nearest;

use super::references::{Mention, What};

/// The option that is named, if there is such a one.
pub(super) fn option<'s>(set: &'s FactSet, text: &str, mention: &Mention) -> Option<&'s ConfigOption> {
    let name = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    match &mention.what {
        What::Option { section, option } => by_name(set, name(section), name(option)),
        What::Variable => set.variable(name(&mention.range)).map(|variable| variable.option),
        What::Section(_) => None,
    }
}

/// The option of that name, or the sensitive one whose name is this one without a suffix such as `_cmd`.
fn by_name<'s>(set: &'s FactSet, section: &str, name: &str) -> Option<&'s ConfigOption> {
    let suffixed = || {
        let mut suffixes = set.setting.sensitive_suffixes.iter();
        suffixes
            .find_map(|suffix| set.option(section, name.strip_suffix(&suffix.to_lowercase())?).filter(|option| option.sensitive))
    };
    set.option(section, name).or_else(suffixed)
}

/// What is wrong with a name. `around` is the sentence or row that it stands in: one that says that an option is deprecated is right to
/// name it. `span` tells where bytes of the text stand in the file.
pub(super) fn problems(
    set: &FactSet,
    text: &str,
    mention: &Mention,
    around: &str,
    span: &dyn Fn(Range<usize>) -> Span,
) -> Option<Finding> {
    let name = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    if let Some(option) = option(set, text, mention) {
        let place = match &mention.what {
            What::Option { option, .. } => option.clone(),
            _ => mention.range.clone(),
        };
        if matches!(mention.what, What::Variable)
            && let Some(Form::NotSensitive(suffix)) = set.variable(name(&mention.range)).map(|variable| variable.form)
        {
            return Some(not_sensitive(name(&mention.range), option, suffix, span(place)));
        }
        return outdated(set, option, around, &|| span(place.clone()));
    }
    match &mention.what {
        What::Section(section) if set.section(name(section)).is_some() => None,
        What::Option { section, option } if section.is_empty() || set.section(name(section)).is_some() => {
            Some(unknown_option(set, name(section), name(option), span(option.clone())))
        }
        What::Section(section) => Some(unknown_section(set, name(section), None, span(section.clone()))),
        What::Option { section, option } => Some(unknown_section(set, name(section), Some(name(option)), span(section.clone()))),
        What::Variable => Some(unknown_variable(set, name(&mention.range), span(mention.range.clone()))),
    }
}

/// Whether the section could be another program's: it is not like any that the schema has or had, and no known option has that name.
pub(super) fn is_far(set: &FactSet, text: &str, mention: &Mention) -> bool {
    let name = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let (section, option) = match &mention.what {
        What::Option { section, option } if !section.is_empty() => (name(section), Some(name(option))),
        What::Section(section) => (name(section), None),
        What::Option { .. } | What::Variable => return false,
    };
    let earlier = || set.sections.iter().flat_map(|known| &known.earlier_names).any(|earlier| earlier == section);
    let near = || nearest(section, set.sections.iter().map(|known| known.name.as_str())).is_some();
    let home = || option.is_some_and(|option| set.options.iter().any(|known| known.name == option));
    set.section(section).is_none() && !earlier() && !near() && !home()
}

/// Says that a section has no such option.
pub(super) fn unknown_option(set: &FactSet, section: &str, option: &str, span: Span) -> Finding {
    let message = if section.is_empty() {
        format!("there is no option `{option}`")
    } else {
        format!("section `{section}` has no option `{option}`")
    };
    let finding = Finding::error("unknown-option", span, message);
    let names = set.options_of(section).map(|option| option.name.as_str());
    if let Some(near) = nearest(option, names) {
        return finding.help(format!("did you mean `{}`?", set.setting.written.fill(section, near))).suggest(near);
    }
    let mut elsewhere = set.options.iter().filter(|known| known.name == option && known.section != section);
    match elsewhere.next() {
        Some(known) => finding.help(format!("there is `{}`, in another section", known.written)),
        None => finding.help(format!("the options are those that the schemas of `{}` define", set.name)),
    }
}

fn unknown_section(set: &FactSet, section: &str, option: Option<&str>, span: Span) -> Finding {
    if let Some(renamed) = set.sections.iter().find(|known| known.earlier_names.iter().any(|earlier| earlier == section)) {
        let message = format!("section `{section}` is called `{}` now", renamed.name);
        return Finding::error("unknown-section", span, message).suggest(renamed.name.clone());
    }
    let finding = Finding::error("unknown-section", span, format!("there is no section `{section}`"));
    let home = option.and_then(|option| {
        let mut homes = set.options.iter().filter(|known| known.name == option);
        homes.next().filter(|_| homes.next().is_none())
    });
    if let Some(near) = nearest(section, set.sections.iter().map(|known| known.name.as_str())) {
        return finding.help(format!("did you mean `{near}`?")).suggest(near);
    }
    match home {
        Some(home) => finding.help(format!("did you mean `{}`?", home.written)).suggest(home.section.clone()),
        None => finding.help(format!("the sections are those that the schemas of `{}` define", set.name)),
    }
}

/// By how many letters the name of a variable can be misspelt and still be recognised.
const SLIPS: usize = 4;

fn unknown_variable(set: &FactSet, name: &str, span: Span) -> Finding {
    let finding = Finding::error("unknown-variable", span, format!("no option is set by the environment variable `{name}`"));
    // These names are long, and have much in common that tells nothing.
    let is_close = |known: &&str| known.len().abs_diff(name.len()) <= SLIPS && strsim::damerau_levenshtein(known, name) <= SLIPS;
    let candidates = set.variable_names().filter(is_close);
    match nearest(name, candidates) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).suggest(near),
        None => finding.help(format!("the names are derived from the options that the schemas of `{}` define", set.name)),
    }
}

fn not_sensitive(name: &str, option: &ConfigOption, suffix: &str, span: Span) -> Finding {
    let message = format!("no option is set by the environment variable `{name}`: `{}` is not sensitive", option.written);
    let finding =
        Finding::error("unknown-variable", span, message).help(format!("only sensitive options take the suffix `{suffix}`"));
    match option.variables.first() {
        Some(plain) => finding.suggest(plain.clone()),
        None => finding,
    }
}

/// Says that the option came after the book's version, or that it should not be used any more.
fn outdated(set: &FactSet, option: &ConfigOption, around: &str, span: &dyn Fn() -> Span) -> Option<Finding> {
    let book = set.setting.version.as_ref();
    // A provider counts its own versions.
    let is_own = option.provider.is_none();
    let parsed = |version: &Option<String>| version.as_deref().and_then(Version::parse);
    let around_words = around.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| around_words.contains(word));
    if let (true, Some(book), Some(added), Some(written)) = (is_own, book, parsed(&option.version_added), &option.version_added)
        && added > *book
        && !around.contains(written.as_str())
    {
        let message =
            format!("`{}` came with version {written}, which is later than the version that this book is about", option.written);
        return Some(
            Finding::error("newer-option", span(), message).help("if the book has moved on, raise `version` in `[[facts]]`"),
        );
    }
    let holds = |version: &Option<String>| match (parsed(version), book) {
        (Some(version), Some(book)) if is_own => version <= *book,
        _ => true,
    };
    let is_said = says(&["deprecat", "removed", "no longer", "replaced by", "renamed"]);
    if option.removed.is_some() && holds(&option.removed) && !is_said {
        let version = option.removed.as_deref().unwrap_or_default();
        let message = format!("`{}` does not exist any more: it was removed in version {version}", option.written);
        return Some(Finding::error("deprecated-option", span(), message));
    }
    let deprecation = option.deprecated.as_ref().filter(|deprecation| holds(&deprecation.version) && !is_said)?;
    let since = deprecation.version.as_deref().map(|version| format!(" since version {version}")).unwrap_or_default();
    let finding = Finding::warning("deprecated-option", span(), format!("`{}` is deprecated{since}", option.written));
    let reason = deprecation
        .reason
        .as_deref()
        .and_then(|reason| reason.split("\n\n").next())
        .map(|reason| reason.split_whitespace().collect::<Vec<_>>().join(" "));
    let finding = match reason.filter(|reason| !reason.is_empty()) {
        Some(reason) => finding.help(format!("the schema says: {reason}")),
        None => finding,
    };
    Some(finding.help("say so where you name it, or name what took its place"))
}
