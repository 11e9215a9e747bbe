//! The numbers of sections, figures, tables, code and formulas, and references by number.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use bindery::render::Leaves;
use bindery::source::Sources;
use bindery::{Engine, Goal, Input, Output};

fn built(files: &[(&str, &str)]) -> Output {
    let sources = Sources::memory(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let input = Input { sources: &sources, out: None, checks: None, goal: Goal::Site, progress: &(), history: &() };
    Engine::new(Leaves::open(None)).compile(&input)
}

/// The file of the site as text.
fn file<'o>(output: &'o Output, name: &str) -> &'o str {
    let bytes = output.site.files.iter().find(|(path, _)| path.as_str() == name).map(|(_, bytes)| bytes);
    std::str::from_utf8(bytes.unwrap_or_else(|| panic!("{name} is there"))).unwrap()
}

#[track_caller]
fn assert_holds(output: &Output, name: &str, parts: &[&str]) {
    let text = file(output, name);
    for part in parts {
        assert!(text.contains(part), "{part} is not in {name}:\n{text}");
    }
}

const PICTURE: (&str, &str) = ("src/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");

const START: (&str, &str) = (
    "src/index.rst",
    "\
Start
=====

.. figure:: a.svg
   :alt: Nothing
   :name: first

   The first

.. toctree::
   :numbered:

   one
   two

.. table:: At the end

   ==  ==
   a   b
   ==  ==

See :numref:`first`, :numref:`Figure {number}: {name} <second>`, :numref:`deep`, :numref:`Part %s <deep>`,
:numref:`code`, :numref:`rights`, :ref:`second`, :eq:`euler`.
",
);

const ONE: (&str, &str) = (
    "src/one.rst",
    "\
One
===

Intro
-----

.. _second:

.. figure:: a.svg
   :alt: Nothing

   The *second*

.. _deep:

Deeper
~~~~~~

.. _code:

.. code-block:: python
   :caption: sign.py

   x = 1

.. math::
   :label: euler

   e = 1

.. toctree::

   below
",
);

const BELOW: (&str, &str) = (
    "src/below.rst",
    "\
Below
=====

.. _rights:

.. list-table:: Rights

   * - a
     - b
",
);

const TWO: (&str, &str) =
    ("src/two.md", "# Two\n\n```{figure} a.svg\n:alt: Nothing\n:name: third\n\nThe third\n```\n\n{numref}`third`\n");

const NUMBERED: (&str, &str) = ("book.toml", "[markup]\nnumbered-figures = true\n");

/// What Sphinx 9.0.4 makes of the same pages with `numfig`.
#[test]
fn numbers_are_those_of_sphinx() {
    let output = built(&[NUMBERED, START, ONE, BELOW, TWO, PICTURE]);
    assert_eq!(output.diagnostics, []);
    let words =
        [">Fig. 1<", ">Figure 1.1: The second<", ">Section 1.1.1<", ">Part 1.1.1<", ">Listing 1.1<", ">Table 1.1<", ">(1.1)<"];
    assert_holds(&output, "index.html", &words);
    assert_holds(&output, "index.html", &["Fig. 1 </span>The first", "Table 1 </span>At the end", "The <em>second</em></a>"]);
    assert_holds(
        &output,
        "one.html",
        &["1. </span>One", "1.1. </span>Intro", "1.1.1. </span>Deeper", "Listing 1.1 </span>sign.py"],
    );
    assert_holds(&output, "one.html", &["Fig. 1.1 </span>The <em>second</em>", "equation-number\">(1.1)<"]);
    assert_holds(&output, "below.html", &["1.1.1.1. </span>Below", "Table 1.1 </span>Rights"]);
    assert_holds(&output, "two.html", &["2. </span>Two", "Fig. 2.1 </span>The third", ">Fig. 2.1</a>"]);
}

#[test]
fn numbers_are_the_same_in_every_form_of_a_page() {
    let output = built(&[NUMBERED, START, ONE, BELOW, TWO, PICTURE]);
    assert_holds(&output, "index.md", &["*Fig. 1 The first*", "[1. One](one.md)", "[Figure 1.1: The second](one.md#second)"]);
    assert_holds(&output, "one.md", &["## 1.1. Intro", "title=\"Listing 1.1 sign.py\""]);
    assert_holds(&output, "print.html", &["1.1.1. </span>Deeper", "Fig. 2.1 </span>The third", ">Part 1.1.1<"]);
}

#[test]
fn sections_are_numbered_as_deep_as_the_toctree_says() {
    let start = ("src/index.rst", "Start\n=====\n\n.. toctree::\n   :numbered: 2\n\n   one\n   two\n");
    let output = built(&[("book.toml", ""), start, ONE, BELOW, TWO, PICTURE]);
    assert_holds(&output, "one.html", &["1. </span>One", "1.1. </span>Intro", "id=\"deeper\"><span id=\"deep\"></span>Deeper"]);
    assert_holds(&output, "two.html", &["2. </span>Two", "<figcaption>The third"]);
    let codes: Vec<&str> = output.diagnostics.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["no-number"], "the figure of the last page has no number");
}

#[test]
fn chapters_of_a_summary_give_the_first_part() {
    let summary = ("src/SUMMARY.md", "- [Start](index.md)\n- [Two](two.md)\n");
    let start = ("src/index.md", "# Start\n\n{numref}`third`\n");
    let output = built(&[NUMBERED, summary, start, TWO, PICTURE]);
    assert_holds(&output, "index.html", &[">Fig. 2.1</a>"]);
    let depth = ("book.toml", "[markup]\nnumbered-figures = true\nnumber-depth = 0\nnumber-formats.figure = \"Figure %s:\"\n");
    let output = built(&[depth, summary, start, TWO, PICTURE]);
    assert_holds(&output, "two.html", &["Figure 1: </span>The third"]);
    assert_holds(&output, "index.html", &[">Figure 1:</a>"]);
}
