#!/usr/bin/env python3
"""Compares a site that Sphinx made with the one that Bindery made of the same pages, paragraph by paragraph.

    sphinx.py SPHINX_SITE BINDERY_SITE [PAGE.html ...]

It prints what differs, `-` what Sphinx's page has and `+` what Bindery's has, and how many paragraphs there were.
The exit code is 1 where something differs, and where there was nothing to compare.

A paragraph is a heading, a block of code, or the text between two block elements; before it stand the elements
that a reader sees around it (`li`, `dd`, `td`, `note` ...). Its text keeps strong and emphasized words, code, and
links with the place that they lead to: an address, or a page and the text that stands where the link leads, since
identifiers may differ. White space is folded except in code. A diagram counts as one paragraph: it is text in
Sphinx's page and a drawing in ours. What serves the page and is not its text is left out: the signs that link to
a section and back to the contents, the numbers of lines and of footnotes where they stand, the brackets around the
number that leads to a footnote, the colon behind the name of a field, buttons, and the texts that are only for screen
readers.
"""

import argparse
import difflib
import pathlib
import posixpath
import re
import sys
import urllib.parse
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "img", "kbd", "label", "mark", "q", "s", "samp",
          "small", "span", "strong", "sub", "sup", "u", "var"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
AROUND = {"li", "dt", "dd", "th", "td", "blockquote", "figcaption", "caption"}
LEFT_OUT = {"script", "style", "svg", "button", "colgroup", "template"}
LEFT_OUT_CLASSES = {"headerlink", "anchor", "linenos", "line-numbers", "visually-hidden", "code-tools", "colon",
                    "footnote-back", "fn-bracket", "viewcode-link", "viewcode-back"}
SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "code": "`", "kbd": "`", "samp": "`"}
LONG = 2000
UNWRITTEN = {"genindex.html", "search.html", "py-modindex.html", "404.html", "print.html"}


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.children = tag, attributes, parent, []

    @property
    def classes(self):
        return set((self.attributes.get("class") or "").split())

    def find(self, test):
        if test(self):
            return self
        for child in self.children:
            found = child.find(test) if isinstance(child, Element) else None
            if found:
                return found
        return None


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("", {}, None)

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes), self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag, attributes):
        self.open.children.append(Element(tag, dict(attributes), self.open))

    def handle_endtag(self, tag):
        element = self.open
        while element and element.tag != tag:
            element = element.parent
        if element and element.parent:
            self.open = element.parent

    def handle_data(self, data):
        self.open.children.append(data)


class Page:
    """The paragraphs of a page, and the paragraph at which each identifier stands."""

    def __init__(self, path, html):
        reader = Reader()
        reader.feed(html)
        self.path = path
        self.paragraphs = []
        self.places = {}
        self.words = []
        body = reader.root.find(is_body)
        if body:
            self.block(body, ())
            self.flush(())

    def block(self, element, around):
        for child in element.children:
            if isinstance(child, str):
                self.words.append(child)
            elif not is_left_out(child):
                self.element(child, around)

    def element(self, child, around):
        if child.attributes.get("id"):
            # A link to where a paragraph has begun leads to that paragraph.
            self.places[child.attributes["id"]] = len(self.paragraphs)
        if is_diagram(child):
            self.flush(around)
            self.paragraphs.append((around, "(diagram)"))
        elif child.tag == "pre" and not child.classes & {"line-block"}:
            self.flush(around)
            self.paragraphs.append(((*around, "pre"), code(child)))
        elif child.tag == "br":
            self.words.append(" ")
        elif child.tag == "div" and "line" in child.classes:
            self.block(child, around)
            self.words.append(" ")
        elif child.tag == "a" and "toc-backref" in child.classes:
            self.block(child, around)
        elif child.tag == "img":
            self.words.append(f"(image {picture(child)})")
        elif child.tag == "a" and child.attributes.get("href"):
            self.words.append(Link(child.attributes["href"]))
            self.block(child, around)
            self.words.append(Link(None))
        elif child.tag in SIGNS:
            sign = Sign(SIGNS[child.tag])
            self.words.append(sign)
            self.block(child, around)
            self.words.append(sign)
        elif child.tag in INLINE:
            self.block(child, around)
        else:
            self.flush(around)
            inside = (*around, *name(child))
            self.block(child, inside)
            self.flush(inside)

    def flush(self, around):
        if any(isinstance(word, str) and word.strip() for word in self.words):
            self.paragraphs.append((around, self.words))
            self.words = []
        else:
            self.words = []

    def place(self, identifier):
        """The text at an identifier."""
        at = self.places.get(identifier)
        if at is None or at >= len(self.paragraphs):
            return None
        return plain(self.paragraphs[at][1])

    def title(self):
        return next((plain(words) for around, words in self.paragraphs if around[-1:] == ("h1",)), None)


class Link:
    """The start of a link to an address, or the end of one."""

    def __init__(self, address):
        self.address = address


class Sign(str):
    """The start or the end of marked words; no text of its own."""

    def strip(self, *_):
        return ""


def is_body(element):
    return element.tag == "article" or (element.attributes.get("role") == "main" and element.tag == "div") \
        or (element.tag == "div" and "body" in element.classes)


def is_left_out(element):
    is_number = element.tag == "span" and "label" in element.classes and "footnote" in element.parent.classes
    is_way_back = element.tag == "span" and "backrefs" in element.classes
    return element.tag in LEFT_OUT or bool(element.classes & LEFT_OUT_CLASSES) or "hidden" in element.attributes \
        or is_number or is_way_back


def is_diagram(element):
    if element.tag == "figure":
        return "diagram" in element.classes
    return element.tag in {"pre", "div"} and "mermaid" in element.classes


def name(element):
    if element.tag in HEADINGS or element.tag in AROUND:
        return (element.tag,)
    if "admonition" in element.classes:
        return (next(iter(sorted(element.classes - {"admonition"})), "admonition"),)
    return ()


def code(element):
    """The text of a block of code."""
    parts = []

    def walk(node):
        for child in node.children:
            if isinstance(child, str):
                parts.append(child)
            elif not is_left_out(child):
                walk(child)

    walk(element)
    return "\n".join(line.rstrip() for line in "".join(parts).strip("\n").split("\n"))


def picture(element):
    """The text of a picture; Sphinx writes the file's name where there is none."""
    text = element.attributes.get("alt") or ""
    file = posixpath.basename(element.attributes.get("src") or "")
    return "" if posixpath.basename(text) == file else text.strip()


def fold(text):
    return re.sub(r"\s+", " ", text).strip()


def plain(words):
    if isinstance(words, str):
        return fold(words)
    return fold("".join(word for word in words if isinstance(word, str) and not isinstance(word, Sign)))


def written(words, page, pages):
    """A paragraph as it is compared."""
    if isinstance(words, str):
        return words
    parts, ends = [], []
    for word in words:
        if not isinstance(word, Link):
            parts.append(word)
        elif word.address:
            parts.append("[")
            ends.append(f"]({target(word.address, page, pages)})")
        elif ends:
            parts.append(ends.pop())
    # Spaces at the edge of marked words are not seen, and neither is where a mark ends beside a link's.
    return fold("".join(parts))


def target(address, page, pages):
    parsed = urllib.parse.urlsplit(address)
    if parsed.scheme or parsed.netloc:
        return address.replace("&amp;", "&")
    path = urllib.parse.unquote(parsed.path)
    file = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    other = pages.get(file)
    if other is None:
        return posixpath.basename(file)
    if not parsed.fragment:
        return file
    text = other.place(urllib.parse.unquote(parsed.fragment))
    if text is None:
        return f"{file}#{parsed.fragment} leads nowhere"
    return file if text == other.title() else f"{file}: {text[:60]}"


def site(folder):
    root = pathlib.Path(folder)
    files = sorted(file for file in root.rglob("*.html") if not file.relative_to(root).parts[0].startswith("_"))
    named = {file.relative_to(root).as_posix(): file for file in files if file.name not in UNWRITTEN}
    return {path: Page(path, file.read_text(encoding="utf-8")) for path, file in named.items()}


def lines(page, pages, with_marks):
    for around, words in page.paragraphs:
        text = written(words, page, pages) if with_marks or isinstance(words, str) else plain(words)
        if with_marks:
            yield f"{'/'.join(around)} | {text}"
        else:
            yield text


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sphinx")
    arguments.add_argument("bindery")
    arguments.add_argument("page", nargs="*")
    arguments.add_argument("--text", action="store_true", help="compare the text alone")
    arguments.add_argument("--width", type=int, default=160, help="how much of a paragraph is printed")
    given = arguments.parse_args()
    theirs, ours = site(given.sphinx), site(given.bindery)
    count = equal = extra = 0
    for path, page in theirs.items():
        if given.page and path not in given.page:
            continue
        if path not in ours:
            print(f"== {path}: Bindery made no such page")
            count += len(page.paragraphs)
            continue
        a, b = list(lines(page, theirs, not given.text)), list(lines(ours[path], ours, not given.text))
        # On a very long page, paragraphs that stand in it often are not looked for one by one.
        matcher = difflib.SequenceMatcher(None, a, b, autojunk=len(a) > LONG)
        same = sum(block.size for block in matcher.get_matching_blocks())
        count, equal, extra = count + len(a), equal + same, extra + len(b) - same
        if a != b:
            print(f"== {path}: {same} of {len(a)} paragraphs are equal, and Bindery has {len(b) - same} others")
        for kind, start, end, from_, to in matcher.get_opcodes():
            if kind != "equal":
                for text in a[start:end]:
                    print(f"  - {text[:given.width]!r}")
                for text in b[from_:to]:
                    print(f"  + {text[:given.width]!r}")
    print(f"{equal} of {count} paragraphs are equal; Bindery has {extra} others")
    return 0 if count and equal == count and not extra else 1


if __name__ == "__main__":
    sys.exit(main())
