//! Real schemas, as their project publishes them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;

use bindery::config::Config;
use bindery::facts::{Facts, Form, Value};
use bindery::source::Sources;
use camino::Utf8Path;

const CORPUS: &str = "../shared/corpus";

const BOOK: &str = r#"
[[facts]]
name = "airflow"
schema = ["config.yml", "providers/**/provider.yaml"]
variable = ["AIRFLOW__{SECTION}__{OPTION}", "AIRFLOW__{TEAM}___{SECTION}__{OPTION}"]
sensitive-suffixes = ["_CMD", "_SECRET"]
version = "3.2.2"
"#;

/// The corpus as a repository has it; `None`, with a word about it, where it is absent.
fn airflow() -> Option<(Sources, Facts)> {
    let config = format!("{CORPUS}/airflow-config/config.yml");
    let Ok(core) = fs::read_to_string(&config) else {
        eprintln!("skipped: {config} is not there");
        return None;
    };
    let mut files = vec![("book.toml".to_owned(), BOOK.to_owned()), ("config.yml".to_owned(), core)];
    for (provider, place) in [("celery", "celery"), ("cncf_kubernetes", "cncf/kubernetes")] {
        let path = format!("{CORPUS}/airflow-providers/{provider}/provider.yaml");
        files.push((format!("providers/{place}/provider.yaml"), fs::read_to_string(path).unwrap()));
    }
    let sources = Sources::memory(files);
    let (config, diagnostics) = Config::parse(Utf8Path::new("book.toml"), BOOK);
    assert_eq!(diagnostics, []);
    let (facts, diagnostics) = Facts::load(&sources, &config);
    assert_eq!(diagnostics, []);
    Some((sources, facts))
}

#[test]
fn the_whole_schema_is_read() {
    let Some((sources, facts)) = airflow() else { return };
    let set = facts.set("airflow").unwrap();
    let own = || set.options.iter().filter(|option| option.provider.is_none());
    assert_eq!(set.sections.iter().filter(|section| section.provider.is_none()).count(), 21);
    assert_eq!(own().count(), 292);
    assert_eq!(own().filter(|option| option.sensitive).count(), 11);
    assert_eq!(own().filter(|option| option.deprecated.is_some()).count(), 12);
    assert!(own().all(|option| option.default.value != Value::Absent));
    for option in &set.options {
        let source = sources.get(&option.source.file).unwrap();
        let range = option.source.range.start as usize..option.source.range.end as usize;
        assert_eq!(&source.text().unwrap()[range], option.name, "the place of {}", option.written);
    }
    let timeout = set.option("scheduler", "task_queued_timeout").unwrap();
    assert_eq!((&timeout.default.value, timeout.default.written.as_str()), (&Value::Number(600.0), "600.0"));
    let providers: Vec<_> = set.options.iter().filter_map(|option| option.provider.as_deref()).collect();
    assert!(providers.contains(&"celery") && providers.contains(&"cncf.kubernetes"));
}

#[test]
fn every_variable_leads_back_to_its_option() {
    let Some((_, facts)) = airflow() else { return };
    let set = facts.set("airflow").unwrap();
    for option in &set.options {
        assert_eq!(option.variables.len(), if option.sensitive { 3 } else { 1 });
        for name in &option.variables {
            assert_eq!(set.variable(name).map(|found| &found.option.written), Some(&option.written), "{name}");
            let of_team = name.replacen("AIRFLOW__", "AIRFLOW__TEAM_A___", 1);
            assert_eq!(set.variable(&of_team).map(|found| &found.option.written), Some(&option.written), "{of_team}");
        }
    }
    let form = |name: &str| set.variable(name).map(|found| (found.option.written.as_str(), found.form));
    assert_eq!(form("AIRFLOW__CORE__FERNET_KEY_CMD"), Some(("[core] fernet_key", Form::Suffix("_CMD"))));
    assert_eq!(form("AIRFLOW__CORE__PARALLELISM_CMD"), Some(("[core] parallelism", Form::NotSensitive("_CMD"))));
    assert_eq!(form("AIRFLOW__CORE__PARALLEL"), None);
    assert_eq!(form("AIRFLOW__LOG_RETENTION_DAYS"), None);
}

#[test]
fn facts_can_be_shown_by_templates() {
    let Some((_, facts)) = airflow() else { return };
    let json = serde_json::to_value(&facts).unwrap();
    let first = &json["sets"][0]["options"][0];
    assert_eq!(first["written"], "[core] dags_folder");
    assert_eq!(first["default"]["kind"], "text");
    assert_eq!(first["variables"][0], "AIRFLOW__CORE__DAGS_FOLDER");
}
