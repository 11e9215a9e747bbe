//! A page's markup, cut where a parser would read each piece to the same nodes if it stood alone.
//!
//! The blocks of a document are such pieces, unless the author's own HTML leaves an element open over several of them, or closes what it did
//! not open. What a parser makes of that no short rule can tell, so a parser is asked: at a good place for a cut it holds on to nothing
//! that began in the body, neither an open element nor one whose format goes on in the next paragraph.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts, TreeSink as _};

use super::tree::{NodeId, Tree};

/// A comment shows where the parser is without changing that.
const PROBE: &str = "<!--probe-->";

/// Markup that comes to the same nodes wherever among others it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the body.
    pub range: Range<usize>,
    /// The names of its top-level nodes, as `nodeName` gives them in a browser: at least one.
    pub nodes: Vec<String>,
}

/// Cuts `body`, which follows `before` in a page, at such of the `marks` (sorted byte offsets on character boundaries) as can be. The pieces
/// make up the whole body. `None` where its nodes are not by themselves all that follows in the element that the body stands in.
pub(super) fn cut(before: &str, body: &str, marks: impl IntoIterator<Item = usize>) -> Option<Vec<Piece>> {
    let reader = Reader::new();
    reader.read(before);
    let place = reader.place()?;
    reader.tree().forget_growth();
    let outer = reader.held();
    let (mut first, begin) = (reader.tree().count_children(place), reader.tree().made());
    let mut pieces: Vec<Cut> = Vec::new();
    let mut start = 0;
    let mut from = 0;
    for to in marks.into_iter().chain([body.len()]) {
        reader.read(body.get(from..to)?);
        from = to;
        if reader.held() != outer {
            continue;
        }
        if reader.place()? != place {
            return None;
        }
        if reader.tree().grown().is_some_and(|text| text < begin) {
            return None;
        }
        // Text that goes on where the last piece ended belongs to that piece.
        while let Some(last) = pieces.last().filter(|last| reader.tree().grown().is_some_and(|text| text < last.made)) {
            (start, first) = (last.start, last.first);
            pieces.pop();
        }
        reader.tree().forget_growth();
        let count = reader.tree().count_children(place);
        if count > first {
            pieces.push(Cut { start, first, made: reader.tree().made() });
            (start, first) = (to, count);
        }
    }
    let is_whole = reader.held() == outer && from == body.len() && !reader.tree().reached_out();
    is_whole.then(|| finish(&pieces, &reader.tree().child_names(place, 0), body.len()))
}

/// A piece that is known to begin well.
struct Cut {
    start: usize,
    /// The position of its first node.
    first: usize,
    /// How many nodes had been made at its end.
    made: usize,
}

/// A piece ends where the next one begins; what comes to no node at all is the end of the last.
fn finish(cuts: &[Cut], names: &[String], length: usize) -> Vec<Piece> {
    let ends = cuts.iter().skip(1).map(|next| (next.start, next.first)).chain([(length, names.len())]);
    let piece = |(cut, (end, last)): (&Cut, (usize, usize))| Piece {
        range: cut.start..end,
        nodes: names.get(cut.first..last).unwrap_or_default().to_vec(),
    };
    cuts.iter().zip(ends).map(piece).collect()
}

/// A parser that is fed piece by piece.
struct Reader {
    tokenizer: Tokenizer<TreeBuilder<NodeId, Tree>>,
}

impl Reader {
    fn new() -> Self {
        let builder = TreeBuilder::new(Tree::new(), TreeBuilderOpts::default());
        Self { tokenizer: Tokenizer::new(builder, TokenizerOpts::default()) }
    }

    fn tree(&self) -> &Tree {
        &self.tokenizer.sink.sink
    }

    fn read(&self, html: &str) {
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(html));
        // It stops behind each script, for somebody to run it.
        while !matches!(self.tokenizer.feed(&queue), TokenizerResult::Done) {}
    }

    /// Every element that the parser still holds on to.
    fn held(&self) -> Vec<NodeId> {
        let held = Held::default();
        self.tokenizer.sink.trace_handles(&held);
        held.0.into_inner()
    }

    /// The element that the next node will stand in; `None` where the next markup would be read as something else.
    fn place(&self) -> Option<NodeId> {
        self.read(PROBE);
        let probe = self.tree().last_comment("probe")?;
        let place = self.tree().parent(probe)?;
        self.tree().remove_from_parent(&probe);
        Some(place)
    }
}

#[derive(Default)]
struct Held(RefCell<Vec<NodeId>>);

impl Tracer for Held {
    type Handle = NodeId;

    fn trace_handle(&self, node: &NodeId) {
        self.0.borrow_mut().push(*node);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BEFORE: &str = "<!doctype html>\n<title>T &amp; U</title>\n<main>\n<div class=page>\n<article>\n";
    const AFTER: &str = "\n</article>\n<p>foot</p></div>\n</main>\n";

    /// Cuts the blocks where one ends and the next begins, and shows the pieces, each as `html -> names`.
    fn cut_blocks(blocks: &[&str]) -> Option<Vec<String>> {
        let body = blocks.concat();
        let pieces = cut(BEFORE, &body, marks(blocks))?;
        assert_eq!(pieces.iter().map(|piece| &body[piece.range.clone()]).collect::<String>(), body);
        Some(pieces.iter().map(|piece| format!("{:?} -> {}", &body[piece.range.clone()], piece.nodes.join(" "))).collect())
    }

    fn marks<S: AsRef<str>>(blocks: &[S]) -> Vec<usize> {
        let lengths = blocks.iter().map(|block| block.as_ref().len());
        lengths.scan(0, |at, length| Some(std::mem::replace(at, *at + length))).collect()
    }

    #[test]
    fn each_block_is_a_piece() {
        let blocks = ["<h1>A</h1>\n", "", "<p>b <b>c</b></p>\n", "<svg><path/></svg>\n", "<my-box></my-box>x\n", "<!-- c -->\n"];
        let expected = [
            r#""<h1>A</h1>\n" -> H1 #text"#,
            r#""<p>b <b>c</b></p>\n" -> P #text"#,
            r#""<svg><path/></svg>\n" -> svg #text"#,
            r#""<my-box></my-box>x\n" -> MY-BOX #text"#,
            r#""<!-- c -->\n" -> #comment #text"#,
        ];
        assert_eq!(cut_blocks(&blocks).unwrap(), expected);
    }

    #[test]
    fn what_belongs_together_stays_together() {
        for (blocks, expected) in [
            (["<details>\n", "<p>a</p>\n", "</details>\n", "<hr>\n"], "<details>.<p>a</p>.</details>. | <hr>."),
            // The closing tag closes nothing, and its line's end joins that of the block before.
            (["<p>a</p>\n", "</details>\n", "<p>b</p>\n", "<hr>\n"], "<p>a</p>.</details>. | <p>b</p>. | <hr>."),
            (["<p>a</p>\n", "</p>\n", "<p>b</p>\n", "<hr>\n"], "<p>a</p>. | </p>. | <p>b</p>. | <hr>."),
            // A paragraph ends where the next one begins.
            (["<p align=center>\n", "<img src=a>\n", "<p>b</p>\n", "<hr>\n"], "<p align=center>.<img src=a>.<p>b</p>. | <hr>."),
            (["<table><tr>\n", "<td>a\n", "</table>\n", "<hr>\n"], "<table><tr>.<td>a.</table>. | <hr>."),
            (["<ul><li>a\n", "<li>b\n", "</ul>\n", "<hr>\n"], "<ul><li>a.<li>b.</ul>. | <hr>."),
            (["<!--\n", "<p>a</p>\n", "-->\n", "<hr>\n"], "none"),
            (["<b>\n", "<p>a</p>\n", "</b>\n", "<hr>\n"], "<b>.<p>a</p>.</b>. | <hr>."),
            (["<form>\n", "<p>a</p>\n", "</form>\n", "<hr>\n"], "<form>.<p>a</p>.</form>. | <hr>."),
            (["<svg><g>\n", "<circle/>\n", "</g></svg>\n", "<hr>\n"], "<svg><g>.<circle/>.</g></svg>. | <hr>."),
        ] {
            let body = blocks.concat();
            let shown = cut(BEFORE, &body, marks(&blocks)).map_or("none".to_owned(), |pieces| {
                let texts: Vec<_> = pieces.iter().map(|piece| body[piece.range.clone()].replace('\n', ".")).collect();
                texts.join(" | ")
            });
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn markup_that_reaches_out_of_the_body_cannot_be_cut() {
        for block in [
            "<div>\n",
            "</div>\n",
            "</article>\n",
            "<p><b>bold for ever</p>\n",
            "<p>open\n",
            "<!-- open\n",
            "<p title=\"\n",
            "<script>\n",
            "<plaintext>\n",
            "<body class=x>\n",
            "</body>\n",
            "text that goes on where the template's ends\n",
        ] {
            assert_eq!(cut_blocks(&[block]), None, "{block:?}");
        }
        assert_eq!(cut("", "", []), Some(Vec::new()));
    }

    /// What a parser makes of `body` in the page: the nodes beside a mark that stands behind it.
    fn in_page(body: &str) -> Option<Vec<String>> {
        let reader = Reader::new();
        reader.read(BEFORE);
        let place = reader.place()?;
        reader.read(body);
        reader.read("<x-mark></x-mark>");
        reader.read(AFTER);
        let nodes = reader.tree().dump(place);
        let mark = nodes.iter().position(|node| node == "X-MARK")?;
        Some(nodes[1..mark].to_vec())
    }

    fn markup() -> impl Strategy<Value = String> {
        let names = prop::sample::select(vec![
            "p",
            "div",
            "details",
            "b",
            "i",
            "a",
            "ul",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "tr",
            "td",
            "tbody",
            "caption",
            "h1",
            "h2",
            "br",
            "img",
            "hr",
            "span",
            "pre",
            "svg",
            "g",
            "title",
            "foreignObject",
            "math",
            "mi",
            "button",
            "form",
            "select",
            "option",
            "template",
            "script",
            "style",
            "textarea",
            "object",
            "ruby",
            "rt",
            "article",
            "body",
            "nobr",
            "font",
            "code",
            "image",
        ]);
        let shape = prop::sample::select(vec!["<{}>", "</{}>", "<{}/>", "<{}></{}>", "<{}>x</{}>", "<{} title='a&gt;b'>"]);
        let tag = (names, shape).prop_map(|(name, shape)| shape.replace("{}", name));
        let other = prop::sample::select(vec![
            "x",
            " ",
            "\n",
            "&amp;",
            "&am",
            "<!-- c -->",
            "<!--",
            "-->",
            "<",
            "\"",
            "\0",
            "<?x?>",
            "ä",
        ]);
        prop_oneof![4 => tag, 1 => other.prop_map(str::to_owned)]
    }

    fn block() -> impl Strategy<Value = String> {
        let wild = prop::collection::vec(markup(), 0..5).prop_map(|parts| parts.concat() + "\n");
        let tame =
            prop::sample::select(vec!["<p>a</p>\n", "<h2>b</h2>\n", "<hr>\n", "<pre>c</pre>\n", ""]).prop_map(str::to_owned);
        prop_oneof![1 => wild, 2 => tame]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        /// Each piece comes to the same nodes alone as among the others, and they are as many as is said.
        #[test]
        fn pieces_are_read_alone_as_together(blocks in prop::collection::vec(block(), 1..8)) {
            let body = blocks.concat();
            if let Some(pieces) = cut(BEFORE, &body, marks(&blocks)) {
                let whole = in_page(&body).unwrap();
                let mut alone = Vec::new();
                for piece in &pieces {
                    let nodes = in_page(&body[piece.range.clone()]).unwrap();
                    let names: Vec<_> = nodes.iter().map(|node| node.split('(').next().unwrap()).collect();
                    prop_assert_eq!(&piece.nodes, &names);
                    prop_assert!(!nodes.is_empty());
                    alone.extend(nodes);
                }
                prop_assert_eq!(alone, whole);
            }
        }

        /// Blocks that are in order are never put together.
        #[test]
        fn blocks_in_order_are_all_cut(blocks in prop::collection::vec("<(p|div|h2|ul)>[a-z <&]{0,9}", 1..9)) {
            let blocks: Vec<String> = blocks.iter().map(|block| {
                let (name, text) = block[1..].split_once('>').unwrap();
                format!("<{name}>{}</{name}>\n", text.replace('&', "&amp;").replace('<', "&lt;"))
            }).collect();
            let pieces = cut(BEFORE, &blocks.concat(), marks(&blocks)).unwrap();
            prop_assert_eq!(pieces.len(), blocks.len());
        }
    }
}
