//! What is written is read again, and nothing that is read does harm.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::{Entry, Inventory, LARGEST, Unreadable};

fn version_2(body: &[u8]) -> Vec<u8> {
    let head = "# Sphinx inventory version 2\n# Project: Example\n# Version: 1.0\n# compressed using zlib.\n";
    let mut encoder = ZlibEncoder::new(head.as_bytes().to_vec(), Compression::default());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn entry(kind: &str, name: &str, url: &str, title: Option<&str>) -> Entry {
    Entry { kind: kind.into(), name: name.into(), priority: 1, url: url.into(), title: title.map(Into::into) }
}

#[test]
fn lines_are_read_as_sphinx_reads_them() {
    let body = "dict py:class 1 library/stdtypes.html#$ -\n\
        a tuple std:label -1 guide.html#a-tuple All about tuples\n\
        step 2 std:label -1 guide.html#step-2 Step 2\n\
        Ünit std:term -1 terms.html#term-1 -\n\
        \n\
        no entry\n\
        short py:class 1 only.html\n\
        plain notype 1 a.html -\n";
    let read = Inventory::read(&version_2(body.as_bytes())).unwrap();
    assert_eq!((read.project.as_str(), read.version.as_str()), ("Example", "1.0"));
    let url = |kind, name| read.find(kind, name).map(|entry| entry.url.as_str());
    assert_eq!(url("py:class", "dict"), Some("library/stdtypes.html#dict"));
    assert_eq!(url("py:class", "Dict"), None);
    assert_eq!(url("std:label", "A Tuple"), Some("guide.html#a-tuple"));
    assert_eq!(url("std:label", "step 2"), Some("guide.html#step-2"));
    assert_eq!(url("std:term", "ünit"), Some("terms.html#term-1"));
    assert_eq!(read.find("std:label", "a tuple").unwrap().title.as_deref(), Some("All about tuples"));
    assert_eq!(read.find("py:class", "dict").unwrap().title, None);
    assert_eq!(read.entries().len(), 4);
}

#[test]
fn the_first_version_of_the_format_is_read_too() {
    let bytes = "# Sphinx inventory version 1\n# Project: Old\n# Version: 0.5\nmodule mod a.html\nmodule.f function a.html\n";
    let read = Inventory::read(bytes.as_bytes()).unwrap();
    assert_eq!(read.find("py:module", "module").unwrap().url, "a.html#module-module");
    assert_eq!(read.find("py:function", "module.f").unwrap().url, "a.html#module.f");
}

#[test]
fn what_is_no_inventory_says_why() {
    let why = |bytes: &[u8]| Inventory::read(bytes).unwrap_err();
    assert_eq!(why(b""), Unreadable::NoInventory);
    assert_eq!(why(b"<!doctype html>\n<title>Not found</title>\n"), Unreadable::NoInventory);
    assert_eq!(why(b"# Sphinx inventory version 3\n# Project: x\n# Version: 1\n"), Unreadable::Version("3".into()));
    assert_eq!(why(b"# Sphinx inventory version 2\n# Project: x\n"), Unreadable::Header);
    let whole = version_2(b"dict py:class 1 a.html#$ -\n");
    assert!(matches!(why(&whole[..whole.len() - 12]), Unreadable::Compression(_)));
}

#[test]
fn a_bomb_is_not_blown_up() {
    assert_eq!(Inventory::read(&version_2(&vec![b'a'; LARGEST + 1])), Err(Unreadable::TooLarge));
}

#[test]
fn bytes_are_those_of_the_format() {
    let entries = [
        entry("std:label", "keys", "guide/keys.html#keys", Some("Keys  and\nlocks")),
        entry("std:doc", "guide/keys", "guide/keys.html", Some("Keys")),
        entry("std:label", "keys", "guide/other.html#keys", None),
    ];
    let inventory = Inventory::new("An\nExample", "2.1", entries);
    let bytes = inventory.bytes();
    let head = b"# Sphinx inventory version 2\n# Project: An Example\n# Version: 2.1\n# The remainder of this file is compressed using zlib.\n";
    assert!(bytes.starts_with(head));
    let body = super::read::decompress(&bytes[head.len()..]).unwrap();
    assert_eq!(body, "guide/keys std:doc 1 guide/keys.html Keys\nkeys std:label 1 guide/other.html#$ -\n");
    assert_eq!(bytes, inventory.bytes());
}

/// Names as they may be found in the wild, and worse.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![r"[a-z$:#. 0-9\-]{0,12}", any::<String>()]
}

prop_compose! {
    fn some_entry()(kind in prop_oneof![r"(py|std):[a-z]{1,5}", any::<String>()], name in text(), priority in -1..3, url in text(), title in text())
        -> Entry {
        Entry { kind, name, priority, url, title: Some(title) }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(project in text(), version in text(), entries in prop::collection::vec(some_entry(), 0..8)) {
        let written = Inventory::new(&project, &version, entries);
        let read = Inventory::read(&written.bytes()).unwrap();
        prop_assert_eq!(&read.project, &written.project);
        prop_assert_eq!(&read.version, &written.version);
        prop_assert_eq!(read.entries(), written.entries());
        prop_assert_eq!(read.bytes(), written.bytes());
    }

    #[test]
    fn no_bytes_do_harm(bytes in any::<Vec<u8>>(), body in any::<Vec<u8>>()) {
        let _ = Inventory::read(&bytes);
        prop_assert!(Inventory::read(&version_2(&body)).is_ok());
        let mut old = b"# Sphinx inventory version 1\n# Project: x\n# Version: 1\n".to_vec();
        old.extend(&body);
        prop_assert!(Inventory::read(&old).is_ok());
    }
}
