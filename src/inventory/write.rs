//! From an inventory to bytes: version 2 of the format.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::{Entry, Inventory};

impl Inventory {
    /// The bytes of `objects.inv`: always the same for the same inventory.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let Self { project, version, entries, .. } = self;
        let head = format!(
            "# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n\
             # The remainder of this file is compressed using zlib.\n"
        );
        let mut body = String::new();
        for entry in entries {
            line(&mut body, entry);
        }
        let mut encoder = ZlibEncoder::new(head.into_bytes(), Compression::best());
        // Writing to memory cannot fail.
        let _ = encoder.write_all(body.as_bytes());
        encoder.finish().unwrap_or_default()
    }
}

fn line(body: &mut String, entry: &Entry) {
    let Entry { kind, name, priority, url, title } = entry;
    let url = match url.strip_suffix(name.as_str()) {
        Some(start) if start.contains('#') => format!("{start}$"),
        _ => url.clone(),
    };
    let title = title.as_deref().unwrap_or("-");
    let _ = writeln!(body, "{name} {kind} {priority} {url} {title}");
}
