//! The options that our own pages speak of, compared with the schemas of the program that has them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bindery::config::Config;
use bindery::facts::{ConfigOption, FactSet, Facts};
use bindery::memo::Memory;
use bindery::source::Sources;
use camino::Utf8Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Options of the book that the schemas at hand lack, each with the reason. The book speaks of Airflow 3.3.2, the schema is that of 3.2.2.
const NEWER: &[&str] = &[
    // Came with 3.3.0.
    "[execution_api] otel_trace_propagation",
];

/// Providers whose schemas are not at hand.
const NOT_AT_HAND: &[&str] = &["keycloak", "opensearch"];

fn facts(root: &Path, settings: &str) -> FactSet {
    let root = Utf8Path::from_path(root).expect("the path is UTF-8");
    let (config, problems) = Config::parse("book.toml".into(), settings);
    assert_eq!(problems, []);
    let (facts, problems) = Facts::load(&Sources::disk(root), &config, &Memory::default());
    assert_eq!(problems, []);
    facts.sets.into_iter().next().expect("there is a set of facts")
}

fn book() -> FactSet {
    facts(Path::new(ROOT), &fs::read_to_string(Path::new(ROOT).join("book.toml")).unwrap())
}

/// What program and book must agree on.
fn essence(option: &ConfigOption) -> impl PartialEq + std::fmt::Debug {
    (option.kind.clone(), option.default.value.clone(), option.sensitive, option.version_added.clone(), option.provider.clone())
}

#[test]
fn the_book_and_the_program_agree() {
    let corpus = Path::new(ROOT).join("../shared/corpus");
    if !corpus.join("airflow-config/config.yml").exists() {
        eprintln!("skipped: ../shared/corpus/airflow-config is not there");
        return;
    }
    let settings =
        "[[facts]]\nname = \"airflow\"\nschema = [\"airflow-config/config.yml\", \"airflow-providers/celery/provider.yaml\"]\n";
    let program = facts(&corpus, settings);
    let book = book();
    let mut compared = 0;
    for option in &book.options {
        if NOT_AT_HAND.contains(&option.provider.as_deref().unwrap_or_default()) {
            continue;
        }
        match program.option(&option.section, &option.name) {
            Some(real) => {
                assert_eq!(essence(option), essence(real), "{}", option.written);
                assert!(!NEWER.contains(&option.written.as_str()), "{} is there after all", option.written);
                compared += 1;
            }
            None => assert!(NEWER.contains(&option.written.as_str()), "the program has no {}", option.written),
        }
    }
    assert!(compared > 30, "only {compared} options were compared");

    let names = |set: &FactSet| -> BTreeSet<String> {
        let core = |option: &&ConfigOption| option.sensitive && option.provider.as_deref().is_none_or(|name| name == "celery");
        set.options.iter().filter(core).map(|option| option.written.clone()).collect()
    };
    assert_eq!(names(&book), names(&program), "sensitive options");
}

#[test]
fn the_book_names_every_sensitive_option_of_its_tables() {
    let book = book();
    let sensitive =
        |with_provider: bool| book.options.iter().filter(|o| o.sensitive && o.provider.is_some() == with_provider).count();
    assert_eq!((sensitive(false), sensitive(true)), (11, 8));
}
