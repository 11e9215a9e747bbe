//! What gives the pages their looks.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::render::navigation::Navigation;
use crate::render::template::Templates;
use crate::render::theme::Theme;
use crate::site::Site;
use crate::source::Sources;

/// Theme, templates and navigation.
pub struct Look {
    /// Style sheet, scripts, icon.
    pub theme: Theme,
    /// The templates, compiled.
    pub templates: Templates,
    /// The navigation of every page.
    pub navigation: Navigation,
}

impl Look {
    /// Loads what the settings name. The error is that of a template, without which there is no page; what else is wrong goes to `problems`.
    pub(super) fn load(
        sources: &Sources,
        config: &Config,
        site: &Site,
        problems: &mut Vec<Diagnostic>,
    ) -> Result<Self, Diagnostic> {
        let (theme, found) = Theme::load(sources, config);
        let unusable = found.iter().find(|problem| problem.code == "template").cloned();
        let templates = match (Templates::compile(theme.templates.clone()), unusable) {
            (Ok(templates), None) => templates,
            (Err(diagnostic), _) | (Ok(_), Some(diagnostic)) => {
                // What a template lacks is known when it can be read.
                problems.extend(found.into_iter().filter(|problem| problem.code != "stale-template"));
                return Err(diagnostic);
            }
        };
        problems.extend(found);
        let navigation = Navigation::plan(site, &config.html.site_url.path);
        Ok(Self { theme, templates, navigation })
    }

    /// Whether pages are put into the same templates and run the same scripts.
    #[must_use]
    pub fn is_built_like(&self, other: &Self) -> bool {
        let (one, other) = (&self.theme, &other.theme);
        let has_same_templates = one.templates.len() == other.templates.len()
            && one
                .templates
                .iter()
                .zip(&other.templates)
                .all(|((name, one), (other_name, other))| name == other_name && one.text == other.text);
        one.head_scripts == other.head_scripts && one.script == other.script && has_same_templates
    }
}
