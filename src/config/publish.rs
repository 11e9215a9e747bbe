//! `[publish]`: what stands beside the pages, for programs and for the servers of the site.

/// What the site holds besides its pages.
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
}

impl Default for Publish {
    fn default() -> Self {
        Self { markdown: true, llms: true, llms_max_kilobytes: 100, llms_full_max_kilobytes: 4000 }
    }
}
