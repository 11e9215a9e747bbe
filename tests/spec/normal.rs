//! HTML in a normal form: what two texts have in common that every browser shows alike.

use std::fmt::Write;

use html5gum::{Token, Tokenizer};

/// `html` with attributes in alphabetical order, character references resolved, `<br />` as `<br>`, and no white space around the tags
/// of blocks. All other white space stays, as does everything within `pre`.
pub(crate) fn normal(html: &str) -> String {
    let mut out = String::new();
    let mut preformatted = 0_usize;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                at_tag(&mut out, &name, preformatted);
                preformatted += usize::from(name == "pre");
                let _ = write!(out, "<{name}");
                for (key, value) in &tag.attributes {
                    let _ = write!(out, " {}=\"{}\"", text(key), escaped(&text(value)));
                }
                out.push('>');
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                at_tag(&mut out, &name, preformatted);
                preformatted -= usize::from(name == "pre" && preformatted > 0);
                let _ = write!(out, "</{name}>");
            }
            Token::String(string) => {
                let string = text(&string);
                let after_block = preformatted == 0 && (out.is_empty() || last_tag(&out).is_some_and(is_block));
                out.push_str(&escaped(if after_block { string.trim_start() } else { &string }));
            }
            Token::Comment(comment) => {
                let _ = write!(out, "<!--{}-->", text(&comment));
            }
            Token::Doctype(doctype) => {
                let _ = write!(out, "<!doctype {}>", text(&doctype.name));
            }
            Token::Error(_) => {}
        }
    }
    out.trim().to_owned()
}

/// Before a block's tag, white space is not seen.
fn at_tag(out: &mut String, name: &str, preformatted: usize) {
    if preformatted == 0 && is_block(name) {
        out.truncate(out.trim_end().len());
    }
}

/// The name of the tag that `out` ends with.
fn last_tag(out: &str) -> Option<&str> {
    let tag = &out.strip_suffix('>')?[out.rfind('<')? + 1..];
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    tag.split([' ', '>']).next()
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 25] = [
        "article",
        "aside",
        "blockquote",
        "canvas",
        "div",
        "dd",
        "dl",
        "dt",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
        "td",
    ];
    BLOCKS.contains(&name) || matches!(name, "th" | "tr" | "thead" | "tbody" | "iframe" | "script" | "style")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
