//! Real schemas, as their project publishes them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;

use bindery::config::Config;
use bindery::facts::{Facts, Form, Value};
use bindery::memo::Memory;
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
    let (facts, diagnostics) = Facts::load(&sources, &config, &Memory::default());
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

/// A page of the corpus with its reStructuredText put into MyST Markdown line by line, as far as the facts in it need: code, list tables, and
/// code blocks.
fn as_markdown(rst: &str) -> String {
    let mut out = String::new();
    let mut open: Option<usize> = None;
    let lines: Vec<&str> = rst.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let next = lines.get(number + 1..).unwrap_or_default().iter().find(|line| !line.trim().is_empty());
        let line_text = line.trim().replace("``", "`");
        let shown = |(name, _): &(&str, &str)| matches!(*name, "list-table" | "code-block");
        let directive = line.trim().strip_prefix(".. ").and_then(|rest| rest.split_once("::")).filter(shown);
        if let Some((name, argument)) = directive {
            out.push_str(&format!("\n```{{{name}}}{argument}\n"));
            open = Some(indent);
            continue;
        }
        if let Some(at) = open {
            out.push_str(
                line.replace("``", "`").get(at.min(indent)..).unwrap_or_default().strip_prefix("   ").unwrap_or_default(),
            );
            out.push('\n');
            let closes = next.is_none_or(|next| next.len() - next.trim_start().len() <= at);
            if closes && (line.trim().is_empty() || next.is_none()) {
                out.push_str("```\n\n");
                open = None;
            }
            continue;
        }
        out.push_str(&line_text);
        out.push('\n');
    }
    out
}

/// How many things of which kind.
type Counts = Vec<(&'static str, usize)>;

/// What the check says of the pages, as `code: marked bytes`, and how many references and defaults it looked at.
fn checked(pages: &[(&str, String)]) -> Option<(Vec<String>, Counts)> {
    use bindery::lints::{Selection, Wanted};
    use bindery::render::Leaves;
    use bindery::{Engine, Goal, Input};
    let (sources, _) = airflow()?;
    let mut files: Vec<(String, String)> = Vec::new();
    for name in ["config.yml", "providers/celery/provider.yaml", "providers/cncf/kubernetes/provider.yaml"] {
        files.push((name.to_owned(), sources.get(Utf8Path::new(name)).unwrap().text().unwrap().to_owned()));
    }
    files.push(("book.toml".to_owned(), format!("[book]\ntitle = \"Airflow\"\n{BOOK}")));
    files.extend(pages.iter().map(|(name, text)| (format!("src/{name}.md"), text.clone())));
    let sources = Sources::memory(files);
    let wanted = Wanted { lints: Selection::parse(["facts"]).unwrap(), ..Wanted::default() };
    let input = Input { sources: &sources, out: None, checks: Some(&wanted), goal: Goal::Findings, progress: &(), history: &() };
    let output = Engine::new(Leaves::open(None)).compile(&input);
    let is_fact = |code: &str| bindery::lints::codes_of("facts").contains(&code);
    let shown = |diagnostic: &bindery::diagnostic::Diagnostic| {
        let place = diagnostic.place.as_ref().unwrap();
        let source = sources.get(&place.file).unwrap();
        let bytes = &source.text().unwrap()[place.range.start as usize..place.range.end as usize];
        format!("{} {}: {bytes}", place.file.file_stem().unwrap(), diagnostic.code)
    };
    Some((output.diagnostics.iter().filter(|d| is_fact(&d.code)).map(shown).collect(), output.counts.checked))
}

fn real_pages() -> Vec<(&'static str, String)> {
    let names = ["jwt_token_authentication", "security_model", "workload", "multi-team"];
    let read = |name| Some((name, as_markdown(&fs::read_to_string(format!("{CORPUS}/airflow-security/{name}.rst")).ok()?)));
    names.into_iter().filter_map(read).collect()
}

/// What the check says of the pages as they are: `config.yml` has no default where the page says `GUESS`, and the corpus lacks two providers.
const KNOWN: [&str; 4] = [
    "jwt_token_authentication wrong-default: GUESS",
    "security_model unknown-variable: AIRFLOW__KEYCLOAK_AUTH_MANAGER__CLIENT_SECRET",
    "security_model unknown-variable: AIRFLOW__OPENSEARCH__PASSWORD",
    "security_model unknown-variable: AIRFLOW__OPENSEARCH__USERNAME",
];

#[test]
fn the_real_pages_are_right_about_their_options() {
    let Some((found, counts)) = checked(&real_pages()) else { return };
    assert_eq!(found, KNOWN, "{counts:?}");
    let count = |what: &str| counts.iter().find(|(kind, _)| *kind == what).map_or(0, |(_, count)| *count);
    assert!(count("option reference") >= 60 && count("default") >= 20, "{counts:?}");
}

#[test]
fn what_is_planted_in_the_real_pages_is_found() {
    let planted = [
        ("`[api_auth] jwt_leeway`, default 10 seconds", "default 10", "default 12", "wrong-default: 12 seconds"),
        ("86400 seconds (24 hours)", "24", "25", "wrong-default: 86400 seconds (25 hours)"),
        ("3600 (1h)", "3600", "360", "wrong-default: 360 (1h)"),
        ("600.0 (10 min)", "600.0", "60.0", "wrong-default: 60.0 (10 min)"),
        ("default: `urn:airflow.apache.org:task`", "task", "tasks", "wrong-default: urn:airflow.apache.org:tasks"),
        ("`[scheduler] task_queued_timeout` (default\n600 seconds)", "600", "6000", "wrong-default: 6000 seconds"),
        ("`iat + [execution_api] jwt_expiration_time`", "jwt_expiration", "jwt_expiry", "unknown-option: jwt_expiry_time"),
        ("configured with the `[execution_api]`", "execution_api", "exec_api", "unknown-section: exec_api"),
        ("AIRFLOW__CORE__FERNET_KEY", "FERNET", "FERRET", "unknown-variable: AIRFLOW__CORE__FERRET_KEY"),
        ("export AIRFLOW__CORE__MULTI_TEAM=True", "TEAM", "TEAMS", "unknown-variable: AIRFLOW__CORE__MULTI_TEAMS"),
    ];
    for (place, from, to, expected) in planted {
        let mut pages = real_pages();
        if pages.is_empty() {
            eprintln!("skipped: {CORPUS} is not there");
            return;
        }
        let page = pages.iter_mut().find(|(_, text)| text.contains(place)).unwrap_or_else(|| panic!("no page says {place}"));
        page.1 = page.1.replacen(place, &place.replacen(from, to, 1), 1);
        let Some((found, _)) = checked(&pages) else { return };
        let new: Vec<_> = found.iter().filter(|line| !KNOWN.contains(&line.as_str())).collect();
        assert_eq!(new.len(), 1, "{place}: {new:?}");
        assert!(new[0].ends_with(expected), "{place}: {new:?}");
    }
}
