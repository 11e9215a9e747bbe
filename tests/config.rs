//! `tests/config/*.toml`, each with the report and the settings that result in the `.txt` beside it.
//!
//! `SNAPSHOTS=overwrite cargo test --test config` writes the `.txt` files anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use bindery::config::{Config, SETTINGS, reference};
use bindery::report::terminal::{self, Paint};
use bindery::source::Sources;
use camino::Utf8Path;
use proptest::prelude::*;
use snapbox::data::{Data, DataFormat};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/config");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            let expected = Data::read_from(&path.with_extension("txt"), Some(DataFormat::Text));
            snapbox::assert_data_eq!(outcome(&text), expected.raw());
            count += 1;
        }
    }
    assert!(count >= 6, "the case files are missing");
}

/// The report, then what is not as it would be without the file.
fn outcome(text: &str) -> String {
    let path = Utf8Path::new("book.toml");
    let (config, diagnostics) = Config::parse(path, text);
    let sources = Sources::memory([(path, text)]);
    let files = |path: &Utf8Path| sources.get(path).ok().map(|source| Arc::clone(&source));
    let report = terminal::render(&diagnostics, &files, Paint::Plain);
    format!("{report}Settings that are not the default:\n{}", differences(&config))
}

fn differences(config: &Config) -> String {
    let default = Config::default();
    let parts: [(&str, String, String); 8] = [
        ("book", format!("{:#?}", config.book), format!("{:#?}", default.book)),
        ("build", format!("{:#?}", config.build), format!("{:#?}", default.build)),
        ("html", format!("{:#?}", config.html), format!("{:#?}", default.html)),
        ("conventions", format!("{:#?}", config.conventions), format!("{:#?}", default.conventions)),
        ("theme", format!("{:#?}", config.theme), format!("{:#?}", default.theme)),
        ("cache", format!("{:#?}", config.cache), format!("{:#?}", default.cache)),
        ("references", format!("{:#?}", config.references), format!("{:#?}", default.references)),
        ("external-links", format!("{:#?}", config.external_links), format!("{:#?}", default.external_links)),
    ];
    let mut text = String::new();
    for (name, ours, theirs) in parts {
        let theirs: Vec<&str> = theirs.lines().collect();
        for line in ours.lines().filter(|line| !theirs.contains(line)) {
            text.push_str(&format!("{name}:{}\n", line.strip_prefix("   ").unwrap_or(line)));
        }
    }
    text
}

#[test]
fn each_documented_default_is_the_default() {
    for setting in SETTINGS.iter().filter(|setting| !setting.default.is_empty()) {
        let (config, diagnostics) = Config::parse("book.toml".into(), &format!("{} = {}\n", setting.key, setting.default));
        assert_eq!(diagnostics, [], "{}", setting.key);
        assert_eq!(config, Config::default(), "{}", setting.key);
    }
}

#[test]
fn each_key_is_listed_once_and_described_if_it_does_something() {
    let page = reference::markdown();
    for (number, setting) in SETTINGS.iter().enumerate() {
        assert!(SETTINGS[..number].iter().all(|earlier| earlier.key != setting.key), "{} twice", setting.key);
        assert_eq!(setting.about.is_empty(), setting.is_reserved(), "{}", setting.key);
        assert!(page.contains(setting.split().1), "{}", setting.key);
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_book() {
    let (config, diagnostics) = Config::parse("book.toml".into(), "\u{feff}[book]\ntitle = 1\n");
    assert_eq!(config, Config::default());
    let place = diagnostics[0].place.clone().unwrap();
    assert_eq!((place.range, diagnostics.len()), (18..19, 1));
}

#[test]
fn depth_does_no_harm() {
    for text in ["[".repeat(100_000), format!("a = {}", "[".repeat(100_000)), format!("a = {}", "{a=".repeat(100_000))] {
        assert!(!Config::parse("book.toml".into(), &text).1.is_empty());
    }
}

/// Text that is mostly TOML about known keys, so that more than the parser is reached.
fn nearly_toml() -> impl Strategy<Value = String> {
    let keys: Vec<&'static str> =
        SETTINGS.iter().flat_map(|setting| [setting.key, setting.split().0, setting.split().1]).collect();
    let values = ["1", "true", "\"x\"", "[\"a\", 1]", "{ a = \"b\" }", "\"", "[", "=", "1979-05-27", "nan", "'''", "\u{feff}"];
    let line =
        (prop::sample::select(keys), prop::sample::select(values.to_vec()), 0..4).prop_map(|(key, value, form)| match form {
            0 => format!("[{key}]\n"),
            1 => format!("[[{key}]]\n"),
            2 => format!("{key} = {value}\n"),
            _ => format!("{key}.{key} = {value} # ä\n"),
        });
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_and_reported(text in prop_oneof![".*", nearly_toml()]) {
        let (_, diagnostics) = Config::parse("book.toml".into(), &text);
        for diagnostic in &diagnostics {
            let range = diagnostic.place.clone().unwrap().range;
            prop_assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?} of {text:?}");
        }
        let sources = Sources::memory([("book.toml", text)]);
        let _ = terminal::render(&diagnostics, &|path| sources.get(path).ok(), Paint::Plain);
    }
}
