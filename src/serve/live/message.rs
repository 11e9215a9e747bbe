//! What the server and a tab tell each other: JSON in text frames of the WebSocket protocol.

use serde::{Deserialize, Serialize};

use super::diff::{self, Step};
use super::parts::{Block, Parts};
use crate::diagnostic::Level;

/// From a tab.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FromTab {
    /// What it shows: first thing on each connection.
    Hello(Hello),
    /// The last message could not be applied: it needs the whole page. Always `true`.
    Whole(bool),
}

/// What a tab shows.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hello {
    /// The path of the page's URL, percent-encoded.
    pub(super) address: String,
    /// The page's [`Parts::version`].
    pub(super) page: String,
    /// The version of the script that runs in the tab.
    pub(super) client: String,
    /// The names of the nodes that stand before the script in its parent.
    pub(super) nodes: Vec<String>,
}

impl FromTab {
    /// Reads a message. The error says what is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        match serde_json::from_str(text) {
            Ok(Self::Whole(false)) => Err("`whole` is `true` or not there".to_owned()),
            Ok(message) => Ok(message),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// To a tab.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ToTab<'a> {
    /// Load the page anew. Always `true`.
    Reload(bool),
    /// The names of the nodes of each block of the body that the tab has.
    Blocks(Vec<&'a [String]>),
    /// What changed.
    Update(&'a Update<'a>),
    /// What is wrong with the book.
    Findings(Findings),
}

impl ToTab<'_> {
    /// The message as it is sent.
    pub(super) fn text(&self) -> String {
        // Texts and numbers are always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What changed on a page.
#[derive(Debug, Serialize)]
pub(super) struct Update<'a> {
    /// The page's new [`Parts::version`].
    pub(super) page: &'a str,
    /// [`Parts::frame`]; `null` where nothing around the body changed.
    pub(super) frame: Option<String>,
    /// The new body in its order; `null` where it did not change.
    pub(super) blocks: Option<Vec<Stretch<'a>>>,
    /// Whatever the tab has, it becomes this page.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) whole: bool,
    /// Addresses whose bytes changed.
    pub(super) refreshed: &'a [String],
}

/// A stretch of a new body.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Stretch<'a> {
    /// Blocks of the old body: the number of the first, and one more than that of the last.
    Keep(usize, usize),
    /// A new block.
    New {
        /// Its HTML.
        html: &'a str,
        /// How many nodes it comes to.
        nodes: usize,
    },
}

impl<'a> Update<'a> {
    /// What leads from one state of a page to another, or from anything to a page; it is [`Update::is_empty`] where nothing must be done.
    pub(super) fn between(old: Option<&Parts>, new: &'a Parts, refreshed: &'a [String]) -> Self {
        let nothing = Self { page: &new.version, frame: None, blocks: None, whole: false, refreshed };
        if old.is_some_and(|old| old.version == new.version) {
            return nothing;
        }
        let blocks = old.and_then(|old| Some((old, old.blocks()?))).zip(new.blocks());
        let Some(((old, old_blocks), blocks)) = blocks else { return Self::whole(new, refreshed) };
        let frame = (old.around() != new.around()).then(|| new.frame());
        let steps = diff::diff(&html(&old_blocks), &html(&blocks));
        Self { frame, blocks: steps.map(|steps| stretches(&steps, &blocks)), ..nothing }
    }

    /// A page for a tab that may have anything.
    pub(super) fn whole(page: &'a Parts, refreshed: &'a [String]) -> Self {
        let blocks = page.blocks().map(|blocks| blocks.into_iter().map(Stretch::of).collect());
        Self { page: &page.version, frame: Some(page.frame()), blocks, whole: true, refreshed }
    }

    /// The number in the new body of a block of the old one. What stands in the place of one that is gone stands for it.
    pub(super) fn moved(&self, block: usize) -> Option<usize> {
        let Some(stretches) = &self.blocks else { return Some(block) };
        // Behind the last block that was kept: its number in the old body, and in the new one.
        let (mut old, mut start) = (0, 0);
        let mut at = 0;
        for stretch in stretches.iter().filter(|_| !self.whole) {
            match *stretch {
                Stretch::New { .. } => at += 1,
                Stretch::Keep(from, _) if block < from => break,
                Stretch::Keep(from, to) if block < to => return Some(at + block - from),
                Stretch::Keep(from, to) => {
                    at += to - from;
                    (old, start) = (to, at);
                }
            }
        }
        (at > start).then(|| (start + block - old).min(at - 1))
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.frame.is_none() && self.blocks.is_none() && self.refreshed.is_empty()
    }
}

impl<'a> Stretch<'a> {
    fn of(block: Block<'a>) -> Self {
        Self::New { html: block.html, nodes: block.nodes.len() }
    }
}

fn html<'a>(blocks: &[Block<'a>]) -> Vec<&'a str> {
    blocks.iter().map(|block| block.html).collect()
}

fn stretches<'a>(steps: &[Step], blocks: &[Block<'a>]) -> Vec<Stretch<'a>> {
    let mut stretches = Vec::new();
    for step in steps {
        match step {
            Step::Keep(range) => stretches.push(Stretch::Keep(range.start, range.end)),
            Step::New(range) => {
                stretches.extend(blocks.get(range.clone()).unwrap_or_default().iter().map(|block| Stretch::of(*block)));
            }
        }
    }
    stretches
}

/// What is wrong with the book, as a tab shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Findings {
    /// How many there are, [`Findings::items`] or not.
    pub(super) total: usize,
    /// The book as it is now cannot be shown: pages are those of an older state.
    pub(super) stale: bool,
    /// Links and navigation may still be incomplete.
    pub(super) provisional: bool,
    /// The first of them.
    pub(super) items: Vec<Item>,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Item {
    pub(super) level: Level,
    pub(super) code: String,
    pub(super) message: String,
    /// Words for the marked text.
    pub(super) label: Option<String>,
    pub(super) help: Vec<String>,
    pub(super) suggestions: Vec<String>,
    #[serde(flatten)]
    pub(super) spot: Spot,
    /// Whether the page that the tab shows was made from that file.
    pub(super) here: bool,
    /// The number of the block in the tab's present body.
    pub(super) block: Option<usize>,
}

/// Where something is wrong. All is `null` where no file is at fault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Spot {
    /// Relative to the book's root.
    pub(super) file: Option<String>,
    /// From 1.
    pub(super) line: Option<usize>,
    /// From 1, in Unicode code points.
    pub(super) column: Option<usize>,
    /// The line, or what of it is near the place.
    pub(super) source: Option<String>,
    /// The place in [`Spot::source`], in Unicode code points: first, and one past the last.
    pub(super) mark: Option<(usize, usize)>,
    /// A URL that opens the file in the author's editor.
    pub(super) open: Option<String>,
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::serve::live::parts::tests::page;

    #[test]
    fn messages_of_a_tab() {
        let hello =
            r##"{"hello": {"address": "/a%20b.html", "page": "0123456789abcdef", "client": "c1", "nodes": ["H1", "#text"]}}"##;
        let expected = Hello {
            address: "/a%20b.html".to_owned(),
            page: "0123456789abcdef".to_owned(),
            client: "c1".to_owned(),
            nodes: vec!["H1".to_owned(), "#text".to_owned()],
        };
        assert_eq!(FromTab::read(hello), Ok(FromTab::Hello(expected)));
        assert_eq!(FromTab::read(r#"{"whole": true}"#), Ok(FromTab::Whole(true)));
    }

    #[test]
    fn what_no_tab_says_is_refused_with_a_reason() {
        for (text, reason) in [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("{}", "expected value at line 1 column 2"),
            ("{\"reload\": true}", "unknown variant `reload`, expected `hello` or `whole` at line 1 column 9"),
            ("{\"whole\": false}", "`whole` is `true` or not there"),
            ("{\"whole\": true, \"hello\": {}}", "expected value at line 1 column 14"),
            ("{\"hello\": {\"address\": \"/\"}}", "missing field `page` at line 1 column 26"),
            (
                "{\"hello\": {\"path\": \"/\"}}",
                "unknown field `path`, expected one of `address`, `page`, `client`, `nodes` at line 1 column 17",
            ),
        ] {
            assert_eq!(FromTab::read(text), Err(reason.to_owned()), "{text}");
        }
    }

    fn between(old: &Parts, new: &Parts) -> String {
        ToTab::Update(&Update::between(Some(old), new, &[])).text()
    }

    #[test]
    fn messages_to_a_tab() {
        let old = page("<title>T</title><main>", &["<h1>A</h1>\n", "<p>b</p>\n", "<p>c</p>\n"], "</main>");
        let edited = page("<title>T</title><main>", &["<h1>A</h1>\n", "<p>new</p>\n", "<p>c</p>\n"], "</main>");
        assert_snapshot!(between(&old, &edited), @r##"{"update":{"page":"9b444cd7680fad85","frame":null,"blocks":[[0,1],{"html":"<p>new</p>\n","nodes":2},[2,3]],"refreshed":[]}}"##);
        let titled = page("<title>U</title><main>", &["<h1>A</h1>\n", "<p>b</p>\n", "<p>c</p>\n"], "</main>");
        assert_snapshot!(between(&old, &titled), @r##"{"update":{"page":"f67a4d68234cb4a9","frame":"<title>U</title><main><bindery-body></bindery-body></main>","blocks":null,"refreshed":[]}}"##);
        let open = page("<title>T</title><main>", &["<div>\n"], "</main>");
        assert_snapshot!(between(&old, &open), @r##"{"update":{"page":"835a75fc918e6a95","frame":"<title>T</title><main><div>\n</main>","blocks":null,"whole":true,"refreshed":[]}}"##);
        assert_snapshot!(between(&open, &old), @r##"{"update":{"page":"2fbe03d75269c1ea","frame":"<title>T</title><main><bindery-body></bindery-body></main>","blocks":[{"html":"<h1>A</h1>\n","nodes":2},{"html":"<p>b</p>\n","nodes":2},{"html":"<p>c</p>\n","nodes":2}],"whole":true,"refreshed":[]}}"##);
        assert!(Update::between(Some(&old), &old, &[]).is_empty());
        let refreshed = ["/a.png".to_owned()];
        assert_snapshot!(ToTab::Update(&Update::between(Some(&old), &old, &refreshed)).text(), @r##"{"update":{"page":"2fbe03d75269c1ea","frame":null,"blocks":null,"refreshed":["/a.png"]}}"##);
        assert_snapshot!(ToTab::Reload(true).text(), @r##"{"reload":true}"##);
        let blocks = old.blocks().unwrap().iter().map(|block| block.nodes).collect();
        assert_snapshot!(ToTab::Blocks(blocks).text(), @r##"{"blocks":[["H1","#text"],["P","#text"],["P","#text"]]}"##);
    }

    #[test]
    fn blocks_are_followed_through_an_update() {
        let update = |blocks: Option<Vec<Stretch<'static>>>, whole| {
            let update = Update { page: "", frame: None, blocks, whole, refreshed: &[] };
            (0..5).map(|block| update.moved(block)).collect::<Vec<_>>()
        };
        let new = || Stretch::New { html: "", nodes: 1 };
        assert_eq!(update(None, false), [0, 1, 2, 3, 4].map(Some));
        // The third is another one now, and one more stands at the start.
        let blocks = vec![new(), Stretch::Keep(0, 2), new(), Stretch::Keep(3, 5)];
        assert_eq!(update(Some(blocks), false), [1, 2, 3, 4, 5].map(Some));
        // Two are gone in the middle, and two became one at the end.
        assert_eq!(update(Some(vec![Stretch::Keep(0, 1), Stretch::Keep(3, 5)]), false), [Some(0), None, None, Some(1), Some(2)]);
        assert_eq!(update(Some(vec![Stretch::Keep(0, 3), new()]), false), [0, 1, 2, 3, 3].map(Some));
        assert_eq!(update(Some(vec![new()]), true), [None; 5]);
    }

    #[test]
    fn findings_are_told_with_all_that_a_panel_shows() {
        let spot = Spot {
            file: Some("src/a.md".to_owned()),
            line: Some(12),
            column: Some(4),
            source: Some("see [x](y.md)".to_owned()),
            mark: Some((8, 12)),
            open: Some("vscode://file/book/src/a.md:12:4".to_owned()),
        };
        let item = Item {
            level: Level::Error,
            code: "broken-link".to_owned(),
            message: "there is no page `y.md`".to_owned(),
            label: None,
            help: vec!["did you mean `z.md`?".to_owned()],
            suggestions: vec!["z.md".to_owned()],
            spot,
            here: true,
            block: Some(4),
        };
        let nowhere = Item { spot: Spot::default(), here: false, block: None, ..item.clone() };
        let findings = Findings { total: 2, stale: false, provisional: true, items: vec![item, nowhere] };
        assert_snapshot!(ToTab::Findings(findings).text(), @r##"{"findings":{"total":2,"stale":false,"provisional":true,"items":[{"level":"error","code":"broken-link","message":"there is no page `y.md`","label":null,"help":["did you mean `z.md`?"],"suggestions":["z.md"],"file":"src/a.md","line":12,"column":4,"source":"see [x](y.md)","mark":[8,12],"open":"vscode://file/book/src/a.md:12:4","here":true,"block":4},{"level":"error","code":"broken-link","message":"there is no page `y.md`","label":null,"help":["did you mean `z.md`?"],"suggestions":["z.md"],"file":null,"line":null,"column":null,"source":null,"mark":null,"open":null,"here":false,"block":null}]}}"##);
    }
}
