//! Texts that nobody would write: real ones, cut, spliced, indented and repeated.

/// How long a text may become.
const LONGEST: usize = 100_000;

/// Numbers that look random and are the same in each run (`SplitMix64`).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// What the grammars of both languages are made of.
const PIECES: &[&str] = &[
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "```",
    "~~~",
    "|",
    "||",
    ":",
    "::",
    ":::",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "![",
    "](",
    "{",
    "}",
    "#",
    "# ",
    "## ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "#. ",
    "(a) ",
    "> ",
    ">>> ",
    "---",
    "===",
    "====\n",
    "----\n",
    "+---+\n",
    "+===+\n",
    "| a |\n",
    "== ==\n",
    "|---|---|\n",
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "   ",
    "    ",
    "\t",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "\u{a0}",
    "é",
    "日本",
    "e\u{301}",
    "\u{202e}",
    "😀",
    ".. ",
    "..\n\n",
    ".. _a: ",
    ".. _a:\n",
    "__ ",
    ".. [1] ",
    ".. [#] ",
    ".. [a] ",
    ".. |s| replace:: ",
    ".. |s| image:: ",
    ".. note::\n\n",
    ".. note:: ",
    ".. figure:: ",
    ".. list-table::\n\n",
    ".. csv-table::\n\n",
    ".. table::\n\n",
    ".. code-block:: ",
    ".. include:: other.rst\n",
    ".. include:: page.rst\n",
    ".. contents::\n",
    ".. role:: r\n",
    ".. class:: c\n\n",
    ".. math::\n\n",
    ":class: x\n",
    ":name: n\n",
    ":f: ",
    "-a  ",
    "--long=x  ",
    ":doc:`",
    ":ref:`a <b>`",
    ":r:`",
    "`_",
    "`__",
    "_`",
    "[1]_",
    "[#]_",
    "|s|",
    "a_",
    "a__",
    "http://a.b/",
    "a@b.c",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    "{ref}`",
    "{doc}`",
    ":::{note}\n",
    "```{include} other.md\n```\n",
    "{#a}",
    "(a)=\n",
    "<!-- ",
    "-->",
    "<div>",
    "</div>",
    "<a href=\"",
    "$",
    "$$",
    "term\n: meaning\n",
    "&amp;",
    "&#0;",
    "---\n",
    "title: x\n",
];

/// The nearest place where a character starts.
fn place(text: &str, chance: &mut Chance) -> usize {
    text.floor_char_boundary(chance.below(text.len() + 1))
}

/// A part of the text, not too long.
fn part<'t>(text: &'t str, chance: &mut Chance) -> &'t str {
    let start = place(text, chance);
    let length = [1, 3, 10, 40, 200, 2000][chance.below(6)];
    let end = text.floor_char_boundary((start + chance.below(length + 1)).min(text.len()));
    text.get(start..end).unwrap_or_default()
}

/// The text with something in front of each of its lines.
fn indented(text: &str, mark: &str) -> String {
    text.lines().flat_map(|line| [mark, line, "\n"]).collect()
}

/// Each line one step further in than the one before.
fn stairs(mark: &str, depth: usize) -> String {
    (0..depth).flat_map(|step| [" ".repeat(step), mark.to_owned(), "\n".to_owned()]).collect()
}

/// A text made from one or two of the seeds, or from nothing but repetition.
pub(crate) fn damaged(seeds: &[String], chance: &mut Chance) -> String {
    let mut text = match chance.below(12) {
        0 => repeated(chance),
        1 => (0..chance.below(200)).map(|_| *chance.of(PIECES)).collect(),
        2 => stairs(chance.of(PIECES).trim_end_matches('\n'), chance.below(400)),
        3 => format!("{}\n\n{}", chance.of(seeds), chance.of(seeds)),
        _ => chance.of(seeds).clone(),
    };
    for _ in 0..chance.below(12) {
        damage(&mut text, seeds, chance);
        text.truncate(text.floor_char_boundary(LONGEST));
    }
    text
}

/// A few pieces, again and again.
fn repeated(chance: &mut Chance) -> String {
    let few: String = (0..=chance.below(4)).map(|_| *chance.of(PIECES)).collect();
    let length = [2_000, 20_000, LONGEST][chance.below(3)];
    few.repeat(length / few.len().max(1))
}

fn damage(text: &mut String, seeds: &[String], chance: &mut Chance) {
    let at = place(text, chance);
    match chance.below(11) {
        0 | 1 => text.insert_str(at, chance.of::<&str>(PIECES)),
        2 => text.insert_str(at, &chance.of(PIECES).repeat(1 + chance.below(60))),
        3 => {
            let end = text.floor_char_boundary((at + chance.below(30)).min(text.len()));
            text.replace_range(at..end, "");
        }
        4 => {
            let copy = part(text, chance).to_owned();
            text.insert_str(at, &copy);
        }
        5 => {
            let copy = part(text, chance).to_owned();
            let times = (LONGEST / 4 / copy.len().max(1)).min(1 + chance.below(300));
            text.insert_str(at, &copy.repeat(times));
        }
        6 => {
            let other = part(chance.of::<String>(seeds), chance).to_owned();
            text.insert_str(at, &other);
        }
        7 => {
            let mark = *chance.of(&["  ", "   ", "> ", "    ", "- ", "| ", "\t"]);
            let within = text.split_off(at);
            text.push_str(&indented(&within, mark));
        }
        8 => text.truncate(at),
        9 => {
            // Bytes that are no UTF-8 come to a front end as replacement characters.
            let mut bytes = std::mem::take(text).into_bytes();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
            *text = String::from_utf8_lossy(&bytes).into_owned();
        }
        _ => {
            let (start, end) = (at, text.floor_char_boundary((at + 300).min(text.len())));
            let mut lines: Vec<&str> = text[start..end].split('\n').collect();
            let (one, two) = (chance.below(lines.len()), chance.below(lines.len()));
            lines.swap(one, two);
            let swapped = lines.join("\n");
            text.replace_range(start..end, &swapped);
        }
    }
}
