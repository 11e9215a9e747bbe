//! The page for addresses that lead nowhere, and the pages at old addresses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};

fn built(files: &[(&str, &str)]) -> Output {
    let sources = Sources::memory(files.iter().map(|(path, text)| ((*path).to_owned(), *text)));
    let input = Input { sources: &sources, out: None, checks: None, goal: Goal::Site, progress: &(), history: &() };
    Engine::new(Leaves::open(None)).compile(&input)
}

fn text(output: &Output, url: &str) -> String {
    let bytes = output.site.files.get(camino::Utf8Path::new(url)).unwrap_or_else(|| panic!("no {url}"));
    String::from_utf8(bytes.to_vec()).unwrap()
}

const SITE: &str = "[output.html]\nsite-url = \"https://example.org/docs/\"\n";
const OWN: &str = "# Lost\n\nGo to the [guide](guide/keys.md#rotation), to [this place](#here), or [elsewhere](https://example.com/).\n\n## Here\n";

/// A book with a page for missing addresses, with and without a table of contents.
fn books() -> [Vec<(&'static str, &'static str)>; 2] {
    let pages = vec![
        ("book.toml", SITE),
        ("src/index.md", "# Start\n"),
        ("src/guide/keys.md", "# Keys\n\n## Rotation\n"),
        ("src/404.md", OWN),
    ];
    let listed = [pages.clone(), vec![("src/SUMMARY.md", "- [Start](index.md)\n- [Keys](guide/keys.md)\n")]].concat();
    [pages, listed]
}

#[test]
fn the_authors_page_is_shown_with_links_that_hold_at_any_depth() {
    for book in books() {
        let output = built(&book);
        assert_eq!(output.diagnostics, []);
        let page = text(&output, "404.html");
        assert!(page.contains("<h1 id=\"lost\">Lost"), "{page}");
        assert!(page.contains("<title>No such page"), "{page}");
        for link in ["/docs/guide/keys.html#rotation", "#here", "https://example.com/", "/docs/_theme/style-", "/docs/index.html"]
        {
            assert!(page.contains(&format!("=\"{link}")), "{link}: {page}");
        }
        assert!(!page.contains("This page is not in the book") && page.contains("noindex"), "{page}");
    }
}

#[test]
fn it_is_in_no_list_of_pages() {
    for book in books() {
        let output = built(&book);
        // A server is told where it stands.
        let lists = |url: &camino::Utf8Path| url != "404.html" && !url.starts_with("_server");
        for (url, bytes) in output.site.files.iter().filter(|(url, _)| lists(url)) {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("404.html") && !text.contains("Lost"), "{url}: {text}");
        }
    }
}

#[test]
fn it_may_have_another_name_and_lie_in_a_folder() {
    let settings = "[output.html]\nsite-url = \"/docs/\"\ninput-404 = \"errors/missing.md\"\n";
    let pages =
        [("book.toml", settings), ("src/index.md", "# Start\n"), ("src/errors/missing.md", "# Lost\n\n[Start](../index.md)\n")];
    let output = built(&pages);
    assert_eq!(output.diagnostics, []);
    assert!(text(&output, "404.html").contains("<a href=\"/docs/index.html\">Start</a>"));
}

#[test]
fn without_one_there_is_a_short_text() {
    let output = built(&[("book.toml", ""), ("src/index.md", "# Start\n")]);
    assert_eq!(output.diagnostics, []);
    assert!(text(&output, "404.html").contains("This page is not in the book"));
}

#[test]
fn one_that_is_asked_for_and_not_there_is_a_problem() {
    let output = built(&[("book.toml", "[output.html]\ninput-404 = \"lost.md\"\n"), ("src/index.md", "# Start\n")]);
    let [problem] = output.diagnostics.as_slice() else { panic!("{:?}", output.diagnostics) };
    assert_eq!(
        (problem.code.as_str(), problem.message.as_str()),
        ("missing-page", "there is no page `lost.md` in `src` for addresses that do not exist")
    );
    assert!(text(&output, "404.html").contains("This page is not in the book"));
}

#[test]
fn with_an_empty_setting_404_md_is_a_page_like_any_other() {
    let pages =
        [("book.toml", "[output.html]\ninput-404 = \"\"\n"), ("src/index.md", "# Start\n"), ("src/404.md", "# Status 404\n")];
    let output = built(&pages);
    assert!(text(&output, "404.html").contains("<title>Status 404"));
    assert!(text(&output, "index.html").contains("404.html"));
}

#[test]
fn an_old_address_loads_the_script_that_keeps_the_part_of_the_page() {
    let page = "---\naliases: [/old/keys.html]\n---\n# Keys\n";
    let output = built(&[("book.toml", ""), ("src/index.md", "# Start\n"), ("src/keys.md", page)]);
    let old = text(&output, "old/keys.html");
    let refresh = old.find("<meta http-equiv=\"refresh\" content=\"0; url=../keys.html\">").expect("it leads on without scripts");
    let script = old.find("<script src=\"../_theme/theme").expect("it loads the script");
    assert!(refresh < script, "the script reads what stands before it");
}
