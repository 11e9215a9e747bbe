//! The list of pages for search engines.

use super::context::context;
use super::template::Templates;
use crate::diagnostic::Diagnostic;

context! {
/// A page in the list for search engines.
#[derive(Debug)]
pub struct SitemapEntry {
    /// The full address.
    pub url: String,
    /// The day of its last change, as in `2026-01-31`, where it is known.
    pub modified: Option<String>,
}
}

context! {
/// What `sitemap.xml` gets.
pub(super) struct SitemapData<'a> {
    /// The pages, in the order of reading.
    pages: &'a [SitemapEntry],
}
}

/// `sitemap.xml`.
pub fn sitemap(templates: &Templates, pages: &[SitemapEntry]) -> Result<String, Diagnostic> {
    templates.render("sitemap.xml", &SitemapData { pages })
}
