//! `[publish]`: what stands beside the pages, for programs and for the servers of the site.

use camino::Utf8PathBuf;

/// What the site holds besides its pages.
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publish {
    /// `markdown`: each page stands beside itself as Markdown.
    pub markdown: bool,
    /// `llms`: there is an `llms.txt`, and an `llms-full.txt`.
    pub llms: bool,
    /// `llms-max-kilobytes`: the most that `llms.txt` may have, in units of 1,000 bytes.
    pub llms_max_kilobytes: u32,
    /// `llms-full-max-kilobytes`: the same for `llms-full.txt`.
    pub llms_full_max_kilobytes: u32,
    /// `inventory`: there is an `objects.inv`.
    pub inventory: bool,
    /// `robots`: what crawlers are told.
    pub robots: Robots,
    /// `server-files`: the site holds what servers need to know of it.
    pub server_files: bool,
    /// `image`: the picture of the book in previews of links to it, relative to the source folder.
    pub image: Option<Utf8PathBuf>,
}

impl Default for Publish {
    fn default() -> Self {
        Self {
            markdown: true,
            llms: true,
            llms_max_kilobytes: 100,
            llms_full_max_kilobytes: 4000,
            inventory: true,
            robots: Robots::default(),
            server_files: true,
            image: None,
        }
    }
}

/// What crawlers are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Robots {
    /// They are welcome.
    #[default]
    Allow,
    /// They are not: neither to read the pages nor to list them.
    Disallow,
    /// Nothing: there is no `robots.txt`.
    Silent,
}

/// The page that holds the whole book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// `enable`: there is one.
    pub enable: bool,
    /// `page-break`: each chapter starts on a sheet of its own.
    pub page_break: bool,
    /// `max-kilobytes`: the most that its pages may have, in units of 1,000 bytes of HTML.
    pub max_kilobytes: u32,
}

impl Default for Print {
    fn default() -> Self {
        Self { enable: true, page_break: true, max_kilobytes: 20_000 }
    }
}
