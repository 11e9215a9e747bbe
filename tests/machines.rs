//! What a site holds for programs and servers: a small book and all of its files that are not pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use bindery::render::Leaves;
use bindery::render::page::POLICY;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};

const BOOK: &str = "[book]\ntitle = \"Tokens\"\ndescription = \"How tokens are made.\"\n[output.html]\nsite-url = \"https://docs.example.org\"\n";

const FILES: &[(&str, &str)] = &[
    (
        "src/SUMMARY.md",
        "[Start](index.md)\n\n# Guide\n\n- [Make one](guide/make.md)\n  - [Show one](guide/show.md)\n- [To come]()\n",
    ),
    ("src/index.md", "# Tokens\n\nA *token* shows who asks. See [](guide/make.md#the-key).\n"),
    (
        "src/guide/make.md",
        "---\ndescription: Keys and claims.\naliases: [old.html, a/b]\n---\n\nFirst.\n\n## The key\n\n```{include} /_key.md\n```\n\n[](../data.txt) and [start](../index.md).\n",
    ),
    ("src/guide/show.md", "# Show one\n\n![A picture](../p.svg)\n"),
    ("src/_key.md", "Keep it.[^1]\n\n[^1]: In a safe.\n"),
    ("src/data.txt", "data\n"),
    ("src/p.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"),
];

fn build(book: &str, more: &[(&str, &str)]) -> Output {
    let files = [("book.toml", book)].into_iter().chain(FILES.iter().copied()).chain(more.iter().copied());
    let sources = Sources::memory(files.map(|(path, text)| (path, text.as_bytes())));
    let mut engine = Engine::new(Leaves::open(None));
    engine.compile(&Input { sources: &sources, out: None, checks: None, goal: Goal::Site, progress: &(), history: &() })
}

#[track_caller]
fn text<'a>(output: &'a Output, file: &str) -> &'a str {
    let bytes = output.site.files.get(camino::Utf8Path::new(file)).unwrap_or_else(|| panic!("there is no {file}"));
    std::str::from_utf8(bytes).unwrap()
}

fn has(output: &Output, file: &str) -> bool {
    output.site.files.contains_key(camino::Utf8Path::new(file))
}

fn codes(output: &Output) -> Vec<&str> {
    output.diagnostics.iter().map(|diagnostic| &*diagnostic.code).collect()
}

#[test]
fn a_page_is_there_as_markdown_with_what_it_includes() {
    let site = build(BOOK, &[]);
    assert_eq!(codes(&site), [] as [&str; 0]);
    assert_eq!(
        text(&site, "guide/make.md"),
        "# Make\n\nFirst.\n\n## The key\n\nKeep it.[^1]\n\n[`data.txt`](https://docs.example.org/data.txt) and [start](https://docs.example.org/index.md).\n\n\
         [^1]: In a safe.\n"
    );
    assert!(text(&site, "guide/make.html").contains("<link rel=\"alternate\" type=\"text/markdown\" href=\"make.md\">"));
}

#[test]
fn links_of_the_markdown_are_relative_where_no_host_is_known() {
    let site = build("", &[]);
    assert!(text(&site, "index.md").ends_with("See [The key](guide/make.md#the-key).\n"));
    assert!(text(&site, "guide/show.md").ends_with("![A picture](../p.svg)\n"));
    assert!(text(&site, "llms-full.txt").contains("![A picture](p.svg)\n"));
}

#[test]
fn models_find_a_list_of_the_pages_and_all_of_them_in_one_file() {
    let site = build(BOOK, &[]);
    assert_eq!(
        text(&site, "llms.txt"),
        "# Tokens\n\n> How tokens are made.\n\nThe pages in reading order, each as Markdown. All of them in one file: \
         [llms-full.txt](https://docs.example.org/llms-full.txt)\n\n## Pages\n\n\
         - [Start](https://docs.example.org/index.md): A token shows who asks. See The key.\n\n## Guide\n\n\
         - [Make one](https://docs.example.org/guide/make.md): Keys and claims.\n\
         - [Show one](https://docs.example.org/guide/show.md): A picture\n"
    );
    let full = text(&site, "llms-full.txt");
    let order = [
        "# Tokens\n\n> How",
        "Source: https://docs.example.org/index.md\n\n# Tokens\n",
        "/guide/make.md\n\n# Make\n",
        "# Show one\n",
    ];
    let places: Vec<usize> =
        order.iter().map(|part| full.find(part).unwrap_or_else(|| panic!("no {part:?} in {full}"))).collect();
    assert!(places.is_sorted());
}

#[test]
fn beyond_its_limit_a_file_ends_with_a_whole_page_and_says_what_is_missing() {
    let many: Vec<(String, String)> =
        (0..200).map(|n| (format!("src/p{n:03}.md"), format!("# Page {n}\n\n{}\n", "Words. ".repeat(40)))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let summary = (0..200).map(|n| format!("- [Page {n}](p{n:03}.md)\n")).collect::<Vec<_>>().concat();
    let small = "[publish]\nllms-max-kilobytes = 3\nllms-full-max-kilobytes = 10\n[output.html.print]\nmax-kilobytes = 10\n";
    let files: Vec<(&str, &str)> = many.into_iter().chain([("src/SUMMARY.md", summary.as_str())]).collect();
    let site = build(small, &files);

    let list = text(&site, "llms.txt");
    assert!(list.len() <= 3000 && list.contains("Descriptions are left out") && !list.contains("Words."), "{list}");
    let listed = list.lines().filter(|line| line.starts_with("- [")).count();
    assert!(list.ends_with(&format!("\n{} more pages are left out, so that this file stays small.\n", 200 - listed)), "{list}");

    let full = text(&site, "llms-full.txt");
    let held = full.matches("\nSource: ").count();
    assert!(held > 10 && full.find("The last ").unwrap() <= 10_000 + 10);
    assert!(full.contains(&format!("The last {} pages are left out", 200 - held)), "{full}");
    assert!(
        full.contains(&format!("- [Page {held}](p{held:03}.md)\n"))
            && full.contains(&format!("- and {} more\n", 200 - held - 100))
    );

    let print = text(&site, "print.html");
    let shown = print.matches("<section class=\"print-page").count();
    assert!(shown > 10 && shown < 100 && print.contains("Not all pages are here"));
    assert!(print.contains(&format!("<a href=\"p{shown:03}.html\">")), "what is left out is linked");
}

#[test]
fn the_whole_book_has_each_anchor_once_and_links_within_itself() {
    let site = build(BOOK, &[]);
    let print = text(&site, "print.html");
    for part in [
        "<section class=\"print-page prose\" id=\"page.guide.make\">\n<h2>Make</h2>",
        "<h3 id=\"page.guide.make..the-key\">",
        "<a href=\"#page.guide.make..the-key\">The key</a>",
        "<a href=\"data.txt\">",
        "<a href=\"#page.index\">start</a>",
        "<img src=\"p.svg\"",
        "id=\"page.guide.make..fn-1\"",
        "<meta name=\"robots\" content=\"noindex\">",
        "<article class=\"prose print-book has-page-breaks\">",
    ] {
        assert!(print.contains(part), "no {part} in {print}");
    }
    assert_eq!(print.matches("<h1").count(), 1);
    let ids: Vec<&str> = print.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len());
    assert!(text(&site, "guide/make.html").contains("href=\"../print.html\""));
    assert!(!text(&site, "sitemap.xml").contains("print.html"));
}

#[test]
fn servers_are_told_the_policy_of_the_preview_and_where_old_addresses_lead() {
    let site = build(BOOK, &[]);
    for file in ["_headers", "_server/nginx.conf", "_server/Caddyfile"] {
        assert!(text(&site, file).contains(&format!("{POLICY}; base-uri 'self';")), "{file}");
        let style = site.site.files.keys().find(|url| url.as_str().starts_with("_theme/style-")).unwrap();
        assert!(text(&site, file).contains(style.as_str()) && !text(&site, file).contains("favicon"), "{file}");
    }
    assert_eq!(
        text(&site, "_redirects"),
        "/a/b/index.html /guide/make.html 301\n/a/b/ /guide/make.html 301\n/old.html /guide/make.html 301\n"
    );
    assert_eq!(text(&site, "robots.txt"), "User-agent: *\nAllow: /\n\nSitemap: https://docs.example.org/sitemap.xml\n");
}

#[test]
fn below_a_path_every_rule_names_the_path() {
    let site = build("[output.html]\nsite-url = \"https://example.org/docs/\"\n", &[]);
    assert!(text(&site, "_server/nginx.conf").contains("error_page 404 /docs/404.html;"));
    assert!(text(&site, "_redirects").starts_with("/docs/a/b/index.html /docs/guide/make.html 301\n"));
    assert!(!has(&site, "robots.txt"), "crawlers would not read it");
}

#[test]
fn a_file_of_the_book_takes_the_place_of_one_for_machines() {
    let own = ["llms.txt", "llms-full.txt", "robots.txt", "_headers", "_redirects"];
    let paths: Vec<String> = own.iter().map(|name| format!("src/{name}")).collect();
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "our own\n")).collect();
    let site = build(BOOK, &files);
    assert_eq!(codes(&site), [] as [&str; 0]);
    for name in own {
        assert_eq!(text(&site, name), "our own\n");
    }
}

#[test]
fn each_of_them_can_be_left_out() {
    let off = "[publish]\nmarkdown = false\nllms = false\nrobots = \"none\"\ninventory = false\nserver-files = false\n[output.html.print]\nenable = false\n";
    let site = build(off, &[]);
    let left: Vec<&str> = site
        .site
        .files
        .keys()
        .map(|url| url.as_str())
        .filter(|url| {
            !matches!(url.rsplit_once('.'), Some((_, "html"))) && !url.starts_with("_theme/") && !url.starts_with("_search/")
        })
        .collect();
    assert_eq!(left, [".nojekyll", "data.txt", "p.svg"]);
    assert!(!has(&site, "print.html"));
    let page = text(&site, "index.html");
    assert!(!page.contains("markdown") && !page.contains("print.html"), "{page}");
}

#[test]
fn a_site_that_nobody_should_find_says_so_twice() {
    let site = build("[publish]\nrobots = \"disallow\"\n", &[]);
    assert_eq!(text(&site, "robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(text(&site, "guide/make.html").contains("<meta name=\"robots\" content=\"noindex\">"));
}

#[test]
fn every_page_says_what_it_is_about() {
    let site = build(BOOK, &[]);
    for (page, description) in [("index.html", "A token shows who asks. See The key."), ("guide/make.html", "Keys and claims.")] {
        assert!(text(&site, page).contains(&format!("<meta name=\"description\" content=\"{description}\">")), "{page}");
    }
    let long = build("", &[("src/index.md", &format!("# T\n\n{}\n", "word ".repeat(60)))]);
    let page = text(&long, "index.html");
    let words = page.split("<meta name=\"description\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(words.ends_with("word…") && words.chars().count() <= 160, "{words}");
}

#[test]
fn previews_of_links_show_the_picture_of_the_book() {
    let book = BOOK.replace("[output.html]", "[publish]\nimage = \"p.svg\"\n[output.html]");
    assert!(
        text(&build(&book, &[]), "index.html")
            .contains("<meta property=\"og:image\" content=\"https://docs.example.org/p.svg\">")
    );
    let missing = build(&book.replace("p.svg", "q.svg"), &[]);
    assert_eq!(codes(&missing), ["config-value"]);
    assert!(!text(&missing, "index.html").contains("og:image"));
}

#[test]
fn a_folder_with_the_address_of_a_page_as_markdown_is_found() {
    let site = build(
        "",
        &[
            ("src/guide/make.md/note.txt", "x"),
            ("src/SUMMARY.md", "- [Make](guide/make.markdown)\n"),
            ("src/guide/make.markdown", "# Make\n"),
        ],
    );
    assert_eq!(codes(&site).iter().filter(|code| **code == "duplicate-url").count(), 1, "{:?}", site.diagnostics);
    assert!(!has(&site, "guide/make.md") && has(&site, "guide/make.md/note.txt"));
    assert!(!text(&site, "guide/make.html").contains("text/markdown"));
}
