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
        problems.extend(found);
        let templates = Templates::compile(theme.templates.clone())?;
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
