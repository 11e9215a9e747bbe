//! Puts what the spelling check knows of English where `include_str!` finds it.
//!
//! The dictionary belongs to others, so it is not in this repository: it is taken from the package of `spellbook`, wherever Cargo keeps that. How
//! American and British spellings go together is taken from the tables of `varcon`, which are too large to be compiled in as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use varcon::{Category, Entry, Tag, VARCON, Variant};

/// Words rarer than this in the SCOWL word lists are left out: a rare word hides a misspelling of a common one.
const RAREST: usize = 60;

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.lock");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| format!("OUT_DIR: {e}"))?);
    let dictionary = package_folder("spellbook")?.join("vendor/en_US");
    for name in ["en_US.aff", "en_US.dic"] {
        let from = dictionary.join(name);
        let text = fs::read(&from).map_err(|e| format!("the English dictionary should be at {}: {e}", from.display()))?;
        write(&out.join(name), &text)?;
    }
    write(&out.join("variants.txt"), variants().as_bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|e| format!("{} cannot be written: {e}", path.display()))
}

/// Where Cargo keeps the package of that name which this one is built with.
fn package_folder(name: &str) -> Result<PathBuf, String> {
    let manifest = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("Cargo.toml");
    let target = env::var("TARGET").unwrap_or_default();
    let ask = |offline: bool| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["metadata", "--format-version", "1", "--filter-platform", &target, "--manifest-path"]).arg(&manifest);
        if offline {
            cargo.arg("--offline");
        }
        let answer = cargo.output().map_err(|e| format!("cargo cannot be run: {e}"))?;
        if answer.status.success() { Ok(answer.stdout) } else { Err(String::from_utf8_lossy(&answer.stderr).into_owned()) }
    };
    let failed =
        |e: String| format!("`cargo metadata` does not say where the package `{name}` lies, whose dictionary is needed: {e}");
    let answer = ask(true).or_else(|_| ask(false)).map_err(failed)?;
    let metadata: serde_json::Value = serde_json::from_slice(&answer).map_err(|e| failed(e.to_string()))?;
    let mut packages = metadata["packages"].as_array().into_iter().flatten();
    let package =
        packages.find(|package| package["name"] == name).ok_or_else(|| failed("it is not among the dependencies".to_owned()))?;
    let manifest = package["manifest_path"].as_str().map(Path::new).and_then(Path::parent);
    manifest.map(Path::to_owned).ok_or_else(|| failed("it has no folder".to_owned()))
}

/// What is known of a word.
#[derive(Default)]
struct Uses {
    american: bool,
    british: bool,
    /// Spellings of the same word on the other side of the ocean, the usual one first.
    others: Vec<&'static str>,
}

/// One word a line: the word, where it is right (`A`, `B` or `AB`), and the usual spelling elsewhere (`-` where there is none).
fn variants() -> String {
    // Rare senses count here: what is British in any sense must not be called American.
    let british: BTreeSet<&str> = every(|_| true).filter(|(_, v)| is_british(v)).map(|(_, v)| v.word).collect();
    let mut words: BTreeMap<&str, Uses> = BTreeMap::new();
    for (entry, variant) in every(|level| level <= RAREST).filter(|(_, v)| !v.word.contains('\'')) {
        let uses = words.entry(variant.word).or_default();
        uses.american |= is_usual(variant, is_american);
        uses.british |= is_usual(variant, is_british);
        // A word that is right on both sides has no other spelling that it should give way to.
        let other_side = match (is_american(variant), is_british(variant)) {
            (true, false) => is_british as Side,
            (false, true) => is_american,
            _ => continue,
        };
        uses.others.extend(entry.variants.iter().filter(|other| is_usual(other, other_side)).map(|other| other.word));
    }
    let mut text = String::new();
    for (word, uses) in words {
        let is_british = uses.british || british.contains(word);
        let place = match (uses.american, is_british) {
            (true, true) => "AB",
            (true, false) => "A",
            (false, true) if uses.british => "B",
            _ => continue,
        };
        let other = uses.others.first().copied().unwrap_or("-");
        text.push_str(&format!("{word} {place} {other}\n"));
    }
    text
}

fn every(level: fn(usize) -> bool) -> impl Iterator<Item = (&'static Entry, &'static Variant)> {
    let clusters = VARCON.iter().filter(move |cluster| level(cluster.level));
    clusters.flat_map(|cluster| cluster.entries).flat_map(|entry| entry.variants.iter().map(move |variant| (entry, variant)))
}

fn is_american(variant: &Variant) -> bool {
    variant.types.iter().any(|kind| kind.category == Category::American)
}

fn is_british(variant: &Variant) -> bool {
    variant.types.iter().any(|kind| matches!(kind.category, Category::BritishIse | Category::BritishIze))
}

/// Tells whether a spelling is known on one side of the ocean.
type Side = fn(&Variant) -> bool;

/// Whether editors would let it pass, on the side that `on_side` stands for.
fn is_usual(variant: &Variant, on_side: Side) -> bool {
    let accepted = |tag: Option<Tag>| matches!(tag, None | Some(Tag::Eq | Tag::Variant));
    on_side(variant)
        && variant.types.iter().any(|kind| {
            let single = Variant { types: std::slice::from_ref(kind), word: variant.word };
            on_side(&single) && accepted(kind.tag)
        })
}
