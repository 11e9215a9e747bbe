//! What must hold for any text: nothing is lost, nothing panics, and the files hold what the index holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use proptest::prelude::*;
use serde_json::Value;

use super::digits::read;
use super::index::{Entry, Index, Options};
use super::sections::{Kind, Section};
use super::terms::Page;
use super::words::Words;
use super::{Results, Weights};

/// A section with that anchor, heading and text.
fn section(anchor: &str, heading: &str, text: &str) -> Section {
    Section {
        anchor: anchor.to_owned(),
        heading: heading.to_owned(),
        text: text.to_owned(),
        shown: text.len(),
        kinds: vec![(text.len(), Kind::Prose)],
        ..Section::default()
    }
}

fn options(language: &str) -> Options {
    Options { language: language.to_owned(), limit: 30, excerpt: 12, all: false, prefix: true, weights: Weights::default() }
}

fn entry(number: usize, sections: Vec<Section>, language: &str) -> Entry {
    let page = Arc::new(Page::new(sections, language));
    Entry { page, url: format!("{number}.html"), source: format!("{number}.md").into(), files: Vec::new(), boost: 1.0 }
}

/// An index of pages in `language`: each is its sections, each with a heading and a text; the first is the top.
fn index_in(language: &str, pages: &[Vec<(&str, &str)>]) -> Index {
    let one = |(number, page): (usize, &Vec<(&str, &str)>)| {
        let anchor = |at: usize| if at == 0 { String::new() } else { format!("s{at}") };
        let sections = page.iter().enumerate().map(|(at, (heading, text))| section(&anchor(at), heading, text)).collect();
        entry(number, sections, language)
    };
    Index::new(pages.iter().enumerate().map(one).collect(), options(language))
}

fn index(pages: &[Vec<(&str, &str)>]) -> Index {
    index_in("en", pages)
}

fn urls(results: &Results) -> Vec<&str> {
    results.results.iter().map(|shown| shown.url.as_str()).collect()
}

/// The pieces and the wholes of a text.
fn words(text: &str) -> (Vec<String>, Vec<String>) {
    let Words { pieces, wholes } = Words::of(text);
    (pieces.into_iter().map(|piece| piece.form).collect(), wholes.into_iter().map(|whole| whole.form).collect())
}

#[test]
fn words_are_told_apart() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("Tokens expire.", &["tokens", "expire"], &[]),
        ("jwt_leeway", &["jwt", "leeway"], &["jwtleeway"]),
        ("my.JwtLeeway", &["my", "jwt", "leeway"], &["jwtleeway", "myjwtleeway"]),
        ("AIRFLOW__API__KEY", &["airflow", "api", "key"], &["airflowapikey"]),
        ("--no-cache book.toml", &["no", "cache", "book", "toml"], &["nocache", "booktoml"]),
        ("HTTPServer, OAuth2Client, URLs", &["http", "server", "o", "auth2", "client", "urls"], &["httpserver", "oauth2client"]),
        ("Bob's and don’t, but 'a'", &["bob", "and", "don", "but", "a"], &[]),
        ("std::fs a---b a--b", &["std", "fs", "a", "b", "a", "b"], &["stdfs", "ab"]),
        ("日本語 wiki日本", &["日本", "本語", "wiki", "日本"], &[]),
        ("水", &["水"], &[]),
        ("Größe ﬁle ½", &["grosse", "file", "12"], &[]),
        ("", &[], &[]),
    ];
    for (text, pieces, wholes) in cases {
        let found = words(text);
        assert_eq!((found.0.as_slice(), found.1.as_slice()), (&*pieces.map_owned(), &*wholes.map_owned()), "{text}");
    }
}

/// Shorthand for the tables above.
trait MapOwned {
    fn map_owned(&self) -> Vec<String>;
}

impl MapOwned for &[&str] {
    fn map_owned(&self) -> Vec<String> {
        self.iter().map(|text| (*text).to_owned()).collect()
    }
}

fn manual() -> Index {
    index(&[
        vec![
            ("Tokens", "What tokens are for."),
            ("Lifetime", "A token lives for ten minutes. Its lifetime is set by jwt_leeway and other options."),
            ("Revoking tokens", "How to revoke a token."),
        ],
        vec![
            ("Accounts", "Everybody has one. The token of an account is in its settings, with no lifetime of its own at all."),
            ("Front matter", "What stands at the top of the page."),
            ("Colors of a theme", "Set the color of links."),
        ],
    ])
}

#[test]
fn queries_lead_where_they_should() {
    let cases = [
        ("tokens", "0.html"),
        ("token lifetime", "0.html#s1"),
        ("\"ten minutes\"", "0.html#s1"),
        ("jwt_leeway", "0.html#s1"),
        ("JwtLeeway", "0.html#s1"),
        ("leeway", "0.html#s1"),
        ("how to revoke a token", "0.html#s2"),
        ("revkoe", "0.html#s2"),
        ("evoke", "0.html#s2"),
        ("acc", "1.html"),
        ("frontmatter", "1.html#s1"),
        ("front-matter", "1.html#s1"),
        ("colour of themes", "1.html#s2"),
        ("ACCOUNTS", "1.html"),
    ];
    let index = manual();
    for (query, wanted) in cases {
        let results = index.query(query, 3);
        assert_eq!(urls(&results).first(), Some(&wanted), "{query}: {results:#?}");
    }
}

#[test]
fn what_is_not_there_is_said() {
    let index = manual();
    let results = index.query("tokne", 3);
    assert_eq!(results.corrected, [("tokne".to_owned(), "token".to_owned())]);
    let results = index.query("tokenlifetime ", 3);
    assert_eq!(results.corrected, [("tokenlifetime".to_owned(), "token lifetime".to_owned())]);
    let results = index.query("zebra token", 3);
    assert_eq!(results.missing, ["zebra"]);
    assert!(results.total > 0);
    let results = index.query("\"minutes ten\"", 3);
    assert_eq!((results.total, results.results.len()), (0, 0), "the words are there, but not in this order");
    assert_eq!(index.query("\"zebra\" token", 3).total, 0, "a phrase must be there");
    assert_eq!(index.query("  ", 3), Results { query: "  ".to_owned(), ..Results::default() });
}

#[test]
fn excerpts_mark_what_was_looked_for() {
    let index = manual();
    let shown = &index.query("jwt_leeway", 1).results[0];
    let text: String =
        shown.excerpt.iter().map(|part| if part.mark { format!("[{}]", part.text) } else { part.text.clone() }).collect();
    assert_eq!(text, "… lifetime is set by [jwt]_[leeway] and other options.");
    let text: String = index.query("everybody", 1).results[0].excerpt.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(text, "Everybody has one. The token of an account is in its settings …");
}

#[test]
fn scripts_without_spaces_are_searched_by_pairs() {
    let index = index_in(
        "ja",
        &[vec![("概要", "この文書は認証について説明します。"), ("署名", "鍵で署名する。")], vec![("設定", "水曜日に更新。")]],
    );
    for (query, wanted) in
        [("認証", "0.html"), ("署名", "0.html#s1"), ("水", "1.html"), ("更新", "1.html"), ("\"水曜日\"", "1.html")]
    {
        assert_eq!(urls(&index.query(query, 3)).first(), Some(&wanted), "{query}");
    }
}

#[test]
fn a_word_that_is_there_comes_before_those_that_it_begins() {
    let index = index(&[
        vec![("Accounts", "The logout ends a session. A logout by hand, a logout by time.")],
        vec![(
            "Looks",
            "Colors, fonts and sizes are set in one file, and so is the icon that is the logo of the house, in the corner of each page.",
        )],
    ]);
    assert_eq!(urls(&index.query("logo", 5)), ["1.html", "0.html"]);
    assert_eq!(urls(&index.query("logou", 5)), ["0.html"]);
}

#[test]
fn a_page_put_forward_comes_first() {
    let make = |boost: f64| {
        let mut entries: Vec<Entry> =
            (0..2).map(|number| entry(number, vec![section("", "Tokens", "About tokens.")], "en")).collect();
        entries[1].boost = boost;
        Index::new(entries, options("en"))
    };
    let first = |index: &Index| urls(&index.query("tokens", 1))[0].to_owned();
    assert_eq!(first(&make(1.0)), "0.html", "equal ones stand in reading order");
    assert_eq!(first(&make(1.3)), "1.html");
    assert_eq!(first(&make(0.7)), "0.html");
}

/// The data of a file.
fn data(files: &BTreeMap<Utf8PathBuf, Vec<u8>>, kind: &str, number: usize) -> Option<Value> {
    let name = if kind == "index" { "_search/index.js".to_owned() } else { format!("_search/{kind}-{number}.js") };
    let text = std::str::from_utf8(files.get(camino::Utf8Path::new(&name))?).unwrap();
    let call = format!("bindery.search.add(\"{kind}\", {number}, ");
    let json = text.strip_prefix(call.as_str()).unwrap().strip_suffix(");\n").unwrap();
    Some(serde_json::from_str(json).unwrap())
}

fn shards(files: &BTreeMap<Utf8PathBuf, Vec<u8>>, kind: &str) -> Vec<Value> {
    (0..).map_while(|number| data(files, kind, number)).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Reads a list of words as the browser does: form, group, class.
fn lexicon(shards: &[Value]) -> Vec<(String, u32, u8)> {
    let mut all = Vec::new();
    for shard in shards {
        let (mut groups, mut classes) = (text(&shard[1]).chars(), text(&shard[2]).chars());
        let (mut before, mut group) = (String::new(), 0);
        for word in text(&shard[0]).split(' ') {
            let same = read::digit(word.chars().next().unwrap()) as usize;
            let form: String = before.chars().take(same).chain(word.chars().skip(1)).collect();
            group += read::signed(&mut groups);
            all.push((form.clone(), group.cast_unsigned(), read::digit(classes.next().unwrap()) as u8));
            before = form;
        }
    }
    all
}

fn must_hold_what_the_index_holds(index: &Index) {
    let files = index.files();
    let manifest = data(&files, "index", 0).unwrap();
    let in_index = |shards: Vec<&[super::lexicon::Word]>| -> Vec<(String, u32, u8)> {
        shards.concat().into_iter().map(|word| (word.form.to_string(), word.group, word.class)).collect()
    };
    let words = shards(&files, "words");
    assert_eq!(lexicon(&words), in_index(index.words.shards().collect()));
    let endings = shards(&files, "endings");
    assert_eq!(lexicon(&endings), in_index(index.endings.shards().collect()));
    assert!(index.words.shards().all(|shard| !shard.is_empty()));
    assert_eq!(manifest["words"].as_array().unwrap().len(), words.len());

    let (mut group, mut start) = (0, 0);
    let mut starts = text(&manifest["postings"]).chars();
    for shard in shards(&files, "postings") {
        start += read::number(&mut starts);
        assert_eq!(start, group, "where the shard begins");
        for list in shard.as_array().unwrap() {
            let mut chars = text(list).chars().peekable();
            assert_eq!(read::number(&mut chars), index.groups.weights[group as usize]);
            let (mut postings, mut next) = (Vec::new(), 0);
            while chars.peek().is_some() {
                let section = next + read::number(&mut chars) - 1;
                postings.push((section, read::digit(chars.next().unwrap()) as u8));
                next = section + 1;
            }
            assert_eq!(postings, index.groups.postings(group).collect::<Vec<_>>());
            group += 1;
        }
    }
    assert_eq!(group, index.groups.len());

    let per_shard = manifest["textsPerShard"].as_u64().unwrap() as usize;
    let texts = shards(&files, "texts");
    for number in 0..index.sections() {
        let (entry, section) = index.section(number).unwrap();
        let shard = &texts[number as usize / per_shard];
        let told = &shard[1][number as usize % per_shard];
        let page = &shard[0][told[0].as_u64().unwrap() as usize];
        assert_eq!((text(&page[0]), text(&page[1])), (&*entry.url, &*entry.page.sections[0].heading));
        assert_eq!((text(&told[1]), text(&told[3]), text(&told[4])), (&*section.anchor, &*section.heading, section.shown_text()));
    }
}

#[test]
fn the_files_hold_what_the_index_holds() {
    must_hold_what_the_index_holds(&manual());
    must_hold_what_the_index_holds(&index(&[]));
    // Enough words for several shards.
    let long = (0..9000_u32).map(|number| format!("w{:x} ", number.wrapping_mul(2_654_435_761))).collect::<Vec<_>>().concat();
    let index = index(&[vec![("Many", &long), ("More", "words")], vec![("Few", "words")]]);
    assert!(index.words.shards().count() > 3);
    must_hold_what_the_index_holds(&index);
    for word in long.split(' ').step_by(997) {
        assert_eq!(urls(&index.query(&format!("{word} "), 1)), ["0.html"], "{word}");
    }
}

proptest! {
    #[test]
    fn every_word_of_a_page_is_found(texts in prop::collection::vec(("[\\PC]{0,12}", "[\\PC\n]{0,80}"), 1..5)) {
        let page: Vec<(&str, &str)> = texts.iter().map(|(heading, text)| (heading.as_str(), text.as_str())).collect();
        let index = index(&[page.clone(), vec![("Another page", "with its own words")]]);
        for (number, (heading, text)) in page.iter().enumerate() {
            let (pieces, wholes) = words(&format!("{heading}\n{text}"));
            for form in pieces.iter().chain(&wholes) {
                let group = index.words.find(form).expect("the word is known").group;
                prop_assert!(index.groups.postings(group).any(|(section, _)| section == number as u32), "{}", form);
            }
        }
        must_hold_what_the_index_holds(&index);
    }

    #[test]
    fn any_text_is_a_query(query: String, limit in 0_usize..5) {
        let results = manual().query(&query, limit);
        prop_assert!(results.results.len() <= limit);
        prop_assert!(results.results.len() <= results.total);
    }

    #[test]
    fn any_words_in_any_quotes_are_a_query(query in "[a-z\" _\\-.“”„'’水日本A-Z0-9]{0,60}") {
        let results = manual().query(&query, 50);
        prop_assert_eq!(results.results.len(), results.total);
        for shown in &results.results {
            prop_assert!(shown.excerpt.iter().all(|part| !part.text.is_empty() && !part.text.contains('\n')));
            prop_assert!(shown.excerpt.windows(2).all(|parts| parts[0].mark != parts[1].mark));
        }
    }

    #[test]
    fn the_number_of_threads_makes_no_difference(texts in prop::collection::vec("[a-e ]{0,60}", 1..20)) {
        let make = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| index(&texts.iter().map(|text| vec![("Title", text.as_str())]).collect::<Vec<_>>()).files())
        };
        prop_assert_eq!(make(1), make(4));
    }
}
