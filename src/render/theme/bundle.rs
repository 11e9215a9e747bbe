//! Files of the site: several joined into one, under a name that changes with the content.

use camino::{Utf8Path, Utf8PathBuf};

use super::FOLDER;

/// Appends a file, with a line break at its end.
pub(super) fn push_part(bundle: &mut Vec<u8>, part: &[u8]) {
    bundle.extend_from_slice(part);
    if !part.ends_with(b"\n") {
        bundle.push(b'\n');
    }
}

/// A path in the site's folder of the theme that changes with the content, so that browsers may keep the file for ever.
pub(super) fn hashed(name: &str, bytes: &[u8]) -> Utf8PathBuf {
    let hash = blake3::hash(bytes).to_hex();
    let name = Utf8Path::new(name);
    let stem = name.file_stem().unwrap_or("file");
    let extension = name.extension().unwrap_or("");
    Utf8Path::new(FOLDER).join(format!("{stem}-{}.{extension}", &hash[..8]))
}
