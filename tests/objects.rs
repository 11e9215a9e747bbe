//! Objects that pages describe: what the search makes of them, and what references between languages lead to.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use bindery::edition::{Edition, Scope};
use bindery::render::Leaves;
use bindery::site::Destination;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input};

const CONNECTIONS: (&str, &str) = (
    "src/index.rst",
    "\
Connections
===========

How connections are made, and what a URI is. Call ``get_uri`` and ``close`` when you are done with the URI.

.. py:module:: vault.models

.. py:class:: Connection(name)

   A connection to something.

   .. py:method:: get_uri() -> str

      Says where it leads.

   .. py:method:: close()

.. envvar:: VAULT_SEED

   Where keys come from.

.. cpp:function:: bool vault::Box::contains(const T &item) const
",
);

const OTHER: (&str, &str) = (
    "src/other.md",
    "# Other\n\nWords about get_uri, VAULT_SEED and Box.\n\n{py:meth}`.get_uri`, {cpp:func}`vault::Box::contains`\n",
);

fn edition() -> Edition {
    let files = [("book.toml", ""), CONNECTIONS, OTHER];
    let sources = Sources::memory(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let engine = Engine::new(Leaves::open(None));
    let input = Input { sources: &sources, out: None, checks: None, goal: Goal::Findings, progress: &(), history: &() };
    engine.read(&input, None, Scope::Everything).expect("the book can be read")
}

#[test]
fn the_search_finds_objects_by_their_names() {
    let book = edition();
    let index = book.search().expect("the book has a search");
    let cases = [
        ("Connection.get_uri", "vault.models.Connection.get_uri"),
        ("get_uri", "vault.models.Connection.get_uri"),
        ("vault.models.Connection", "vault.models.Connection"),
        ("VAULT_SEED", "envvar-VAULT_SEED"),
        ("Box::contains", "cpp.vault::Box::contains"),
    ];
    for (query, wanted) in cases {
        let found = index.query(query, 10).results;
        let first = found.first().map(|shown| shown.anchor.as_str());
        assert_eq!(first, Some(wanted), "{query}");
    }
}

#[test]
fn references_lead_to_objects_of_pages_in_the_other_language() {
    let book = edition();
    let page = book.site.numbered().find(|(_, page)| page.parsed.source == "other.md").map(|(id, _)| id).unwrap();
    let links = book.links(page);
    assert_eq!(links.findings, []);
    let url = |link: &Destination| match link {
        Destination::Found(target) => target.url.clone(),
        Destination::Broken => String::new(),
    };
    let urls: Vec<String> = links.destinations.iter().map(url).collect();
    assert_eq!(urls, ["index.html#vault.models.Connection.get_uri", "index.html#cpp.vault%3A%3ABox%3A%3Acontains"]);
}
