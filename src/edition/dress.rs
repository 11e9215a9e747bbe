//! What a book takes from others that it is built with: an earlier version from the present one, so that all versions have the same frame.

use camino::Utf8Path;

use crate::config::{Config, Publish};
use crate::workspace::Member;

/// What a book is read together with.
#[derive(Clone, Copy, Default)]
pub enum Company<'a> {
    /// Nothing: its own settings are all there is.
    #[default]
    Alone,
    /// Other versions of it.
    Versions(&'a Dress<'a>),
    /// Other books of a workspace, among which it is this one.
    Workspace(&'a Member),
}

/// The present settings of the book, and where this version of it stands.
pub struct Dress<'a> {
    /// The settings as they are now.
    pub config: &'a Config,
    /// The version's folder in the site; empty for the root.
    pub folder: &'a Utf8Path,
    /// Whether the version is a tag, whose pages nobody can edit.
    pub is_tag: bool,
}

impl Dress<'_> {
    /// Replaces what gives the site its looks and its place. What the book says of its pages stays its own.
    pub(super) fn put_on(&self, config: &mut Config) {
        let Self { config: present, folder, is_tag } = *self;
        config.theme.clone_from(&present.theme);
        config.versions.clone_from(&present.versions);
        // The picture is a file of the book, and may not have been there.
        let image = config.publish.image.take();
        config.publish = Publish { image, ..present.publish.clone() };
        config.html.stylesheets.clone_from(&present.html.stylesheets);
        config.html.default_theme = present.html.default_theme;
        config.html.repository_url.clone_from(&present.html.repository_url);
        config.html.last_updated = present.html.last_updated;
        config.html.site_url.clone_from(&present.html.site_url);
        if folder != "" {
            config.html.site_url.path.push_str(&format!("{folder}/"));
        }
        if is_tag {
            config.html.edit_template = None;
        }
    }
}
