//! How bad a problem is: what the lint says, unless the book says otherwise.

use camino::Utf8Path;

use super::{FAMILIES, Lint, names};
use crate::config::{LintLevel, LintSetting, Lints};
use crate::diagnostic::{Diagnostic, Level, Place};
use crate::nearest::nearest;

/// Puts each diagnostic at its level, drops those that are allowed, and adds what is wrong with the settings.
pub(super) fn apply(diagnostics: &mut Vec<Diagnostic>, settings: &Lints) {
    diagnostics.retain_mut(|diagnostic| {
        let file = diagnostic.place.as_ref().map_or(Utf8Path::new(""), |place| &place.file);
        let Some(level) = level(settings, &diagnostic.code, file) else { return true };
        diagnostic.level = match level {
            LintLevel::Allow => return false,
            LintLevel::Warn => Level::Warning,
            LintLevel::Deny => Level::Error,
        };
        true
    });
    diagnostics.extend(settings.levels.iter().filter(|setting| names().all(|name| name != setting.name)).map(unknown));
}

/// What becomes of problems of that code in that file; `None` where nobody says, since the code is no lint's.
pub(super) fn level(settings: &Lints, code: &str, file: &Utf8Path) -> Option<LintLevel> {
    let holds =
        |setting: &&LintSetting| means(&setting.name, code) && setting.files.as_ref().is_none_or(|files| files.matches(file));
    let said = settings.levels.iter().rev().find(holds).map(|setting| setting.level);
    said.or_else(|| super::lint(code).map(|lint| lint.level))
}

/// Whether the book allows the problem everywhere, so that it need not be looked for.
pub(super) fn is_off(settings: &Lints, lint: &Lint) -> bool {
    let said = settings.levels.iter().filter(|setting| means(&setting.name, lint.code));
    let (everywhere, here): (Vec<&LintSetting>, Vec<&LintSetting>) = said.partition(|setting| setting.files.is_none());
    let general = everywhere.last().map_or(lint.level, |setting| setting.level);
    general == LintLevel::Allow && here.iter().all(|setting| setting.level == LintLevel::Allow)
}

/// Puts a lint at `warn` where no setting speaks of it.
pub(super) fn warn_by_default(settings: &mut Lints, lint: &Lint) {
    let place = Place { file: "book.toml".into(), range: 0..0 };
    let setting = LintSetting { files: None, name: lint.code.to_owned(), place, level: LintLevel::Warn };
    settings.levels.insert(0, setting);
}

fn means(name: &str, code: &str) -> bool {
    let family = FAMILIES.iter().find(|family| family.name == name);
    name == code || family.is_some_and(|family| family.lints.iter().any(|lint| lint.code == code))
}

fn unknown(setting: &LintSetting) -> Diagnostic {
    let range = setting.place.range.start as usize..setting.place.range.end as usize;
    let message = format!("there is no lint or family of lints `{}`", setting.name);
    let diagnostic = Diagnostic::error("unknown-lint", setting.place.file.clone(), range, message);
    match nearest(&setting.name, names()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).suggest(near),
        None => diagnostic.help("`bindery explain` lists them all"),
    }
}
