//! The case files in `tests/code`, and what holds for every text.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::language::offered;
use super::{Language, colour, language, to_html};
use crate::markdown::parse_info;

/// Renders a file that holds one fence and compares it with the `.html` file beside it. `SNAPSHOTS=overwrite` writes
/// the latter anew.
#[test]
fn case_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/code");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    cases.sort();
    assert!(cases.len() >= 10, "the case files are gone");
    for case in cases {
        let html = render_fence(&fs::read_to_string(&case).unwrap());
        let expected = snapbox::Data::read_from(&case.with_extension("html"), None);
        snapbox::assert_data_eq!(html, expected.raw());
    }
}

fn render_fence(fence: &str) -> String {
    let (info, rest) = fence.strip_prefix("```").unwrap().split_once('\n').unwrap();
    let text = rest.strip_suffix("```\n").unwrap();
    let (word, options, problems) = parse_info(info);
    assert_eq!(problems, []);
    let language = word.map_or(Language::PLAIN, |word| language(word).unwrap()).signed(options.diff);
    to_html(word, &colour(language, text), &options) + "\n"
}

/// The text of HTML as a browser would read it.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn any_language() -> impl Strategy<Value = Language> {
    (prop::sample::select(offered()), any::<bool>()).prop_map(|(language, diff)| language.signed(diff))
}

fn any_text() -> impl Strategy<Value = String> {
    let code =
        "([a-z]{1,4}|[ \n\t]|[-+(){}\\[\\]<>=\"'`#$%&|;:,./\\\\*@!?~^]|[0-9]|>>> |\\$ |fn |def |if |<!--|/\\*|\\$\\{|é|🦀){0,60}";
    prop_oneof![code, any::<String>(), ".{0,80}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_text_comes_out_as_it_went_in(language in any_language(), text in any_text()) {
        let coloured = colour(language, &text);
        let expected = text.replace("\r\n", "\n").replace(['\r'], "\n").replace('\0', "\u{FFFD}");
        prop_assert_eq!(text_of(coloured.html()), expected);
    }

    #[test]
    fn no_element_is_open_at_the_end_of_a_line(language in any_language(), text in any_text()) {
        for line in colour(language, &text).lines() {
            prop_assert_eq!(line.matches("<span").count(), line.matches("</span>").count());
        }
    }

    #[test]
    fn options_do_not_change_the_text(text in any_text(), info in "( linenos| diff| \\{1,3-4\\}| focus=2| start=98){0,4}") {
        let (_, options, _) = parse_info(&info);
        let html = to_html(None, &colour(Language::PLAIN.signed(options.diff), &text), &options);
        let expected = text.replace("\r\n", "\n").replace(['\r'], "\n").replace('\0', "\u{FFFD}");
        prop_assert_eq!(text_of(&html), expected);
    }
}

#[test]
fn long_lines_and_long_blocks_stay_plain() {
    let json = language("json").unwrap();
    let line = format!("[{}1]", "1,".repeat(3000));
    assert_eq!(colour(json, &line).html(), line);
    let mixed = format!("{line}\n[1]\n");
    assert!(colour(json, &mixed).html().ends_with("</span>]\n"), "lines after a long one have colours");
    let block = "[1]\n".repeat(200_000);
    assert_eq!(colour(json, &block).html(), block);
}
