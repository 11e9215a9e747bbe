//! What the navigation of a page shows as the book grows: never so much that the site grows with the square of its pages.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input};

/// The lines of the navigation of `page` in a book of those pages.
fn navigation(pages: &[String], page: &str) -> Vec<String> {
    let files = pages.iter().map(|path| (format!("src/{path}.md"), format!("# Page {path}\n")));
    lines_of(files.chain([("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned())]).collect(), page)
}

/// The lines of the navigation of `page` in a book of those files.
fn lines_of(files: Vec<(String, String)>, page: &str) -> Vec<String> {
    let sources = Sources::memory(files);
    let output = Engine::new(Leaves::open(None)).compile(&Input {
        sources: &sources,
        out: None,
        checks: None,
        goal: Goal::Site,
        progress: &(),
        history: &(),
    });
    assert!(output.diagnostics.is_empty(), "{:?}", output.diagnostics);
    let html = output.site.files.get(camino::Utf8Path::new(&format!("{page}.html"))).expect("the page is made");
    let html = String::from_utf8(html.to_vec()).unwrap();
    let (_, tree) = html.split_once("<div class=\"nav-tree\">").expect("there is a navigation");
    let (tree, _) = tree.split_once("</nav>").unwrap();
    tree.lines().filter(|line| line.contains("<a ")).map(str::to_owned).collect()
}

#[test]
fn of_other_parts_only_the_names_are_shown() {
    let mut files = vec![("book.toml".to_owned(), String::new())];
    let mut summary = "# Summary\n\n[Home](index.md)\n".to_owned();
    files.push(("src/index.md".to_owned(), "# Home\n".to_owned()));
    for part in 0..3 {
        summary += &format!("\n# Part {part}\n\n");
        for page in 0..100 {
            summary += &format!("- [P](p{part}-{page}.md)\n");
            files.push((format!("src/p{part}-{page}.md"), "# P\n".to_owned()));
        }
    }
    files.push(("src/SUMMARY.md".to_owned(), summary));
    let lines = lines_of(files, "p1-50");
    assert_eq!(lines.len(), 102, "100 pages of the own part, and two other parts");
    assert!(lines[0].contains(r#"<a href="p0-0.html">Part 0</a>"#), "{}", lines[0]);
    assert!(lines[101].contains(r#"<a href="p2-0.html">Part 2</a>"#), "{}", lines[101]);
}

fn flat(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("p{number:03}")).collect()
}

#[test]
fn a_small_book_shows_all_its_pages_everywhere() {
    let lines = navigation(&flat(200), "p150");
    assert_eq!(lines.len(), 200);
    assert_eq!(lines.iter().filter(|line| line.contains("aria-current")).count(), 1);
    assert!(lines[150].contains("aria-current=\"page\" href=\"p150.html\""), "{}", lines[150]);
}

#[test]
fn of_very_many_pages_side_by_side_a_page_shows_a_stretch_and_the_way_on() {
    let lines = navigation(&flat(900), "p450");
    assert_eq!(lines.len(), 202);
    assert!(lines[0].contains("href=\"p399.html\"") && lines[0].contains("… Page p399"), "{}", lines[0]);
    assert!(lines[51].contains("aria-current=\"page\" href=\"p450.html\""), "{}", lines[51]);
    assert!(lines[201].contains("href=\"p600.html\"") && lines[201].contains("Page p600 …"), "{}", lines[201]);
    assert!(navigation(&flat(900), "p000")[0].contains("aria-current"), "nothing comes before the first stretch");
    assert!(navigation(&flat(900), "p899").last().unwrap().contains("aria-current"), "nothing comes after the last");
}

#[test]
fn a_page_of_a_very_large_section_shows_the_way_to_it() {
    let mut pages: Vec<String> = flat(450).into_iter().map(|page| format!("large/{page}")).collect();
    pages.extend(["index", "large/index", "other/index", "other/a"].map(str::to_owned));
    let lines = navigation(&pages, "large/p210");
    let current: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].contains("aria-current")).collect();
    assert_eq!((lines.len(), current), (205, vec![13]), "home, the section, 1 + 200 + 1 pages, the other section");
    assert!(!lines.iter().any(|line| line.contains("other/a.html")), "the other section is folded");
    let overview = navigation(&pages, "large/index");
    assert!(overview[1].contains("aria-current") && overview[2].contains("p000.html"), "{overview:?}");
}

#[test]
fn a_toctree_lists_all_its_levels_wherever_it_stands() {
    let files = [
        ("book.toml", ""),
        ("src/index.md", "# Home\n\n> - An item\n>\n>   ```{toctree}\n>   :maxdepth: 2\n>   sub/index\n>   ```\n"),
        ("src/sub/index.md", "# Sub\n\n```{toctree}\ndeep\n```\n"),
        ("src/sub/deep.md", "# Deep\n"),
    ];
    let sources = Sources::memory(files);
    let output = Engine::new(Leaves::open(None)).compile(&Input {
        sources: &sources,
        out: None,
        checks: None,
        goal: Goal::Site,
        progress: &(),
        history: &(),
    });
    let html = String::from_utf8(output.site.files["index.html".as_ref() as &camino::Utf8Path].to_vec()).unwrap();
    let (_, article) = html.split_once("<article").unwrap();
    assert!(article.contains("<a href=\"sub/deep.html\">Deep</a>"), "{article}");
}
