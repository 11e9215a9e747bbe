//! Formulas in LaTeX, set as MathML while the book is built.
//!
//! The engine is `pulldown-latex`. Its MathML is read once more on the way out: it holds `style` attributes, which a strict
//! content-security policy blocks, and characters that HTML wants escaped.

use std::fmt::Write;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Event, Parser, ParserError, Storage, push_mathml};

use crate::diagnostic::Finding;
use crate::document::Span;

/// Longest formula in bytes. Real ones are a hundredth of that; the engine needs time and stack for the rest.
const LONGEST: usize = 16 * 1024;

/// How deep groups may nest.
const DEEPEST: usize = 64;

/// Why a formula cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong, in a few words.
    pub message: String,
    /// The bytes of the formula concerned.
    pub range: Range<usize>,
}

impl Error {
    /// The error as a finding; `span` is where [`Error::range`] stands in the files.
    #[must_use]
    pub fn finding(&self, span: Span) -> Finding {
        Finding::error("math", span, format!("this formula cannot be set: {}", self.message))
            .help("it is shown as written; formulas are LaTeX in math mode, so write `\\$` where a dollar sign is meant")
    }
}

/// The formula `source` as a `<math>` element that carries the source as an annotation; `display` sets it on lines of its own.
pub fn math(source: &str, display: bool) -> Result<String, Error> {
    let whole = 0..source.len();
    if source.len() > LONGEST {
        return Err(Error { message: format!("it is longer than {LONGEST} bytes"), range: whole });
    }
    if let Some(at) = too_deep(source) {
        return Err(Error { message: format!("its groups nest deeper than {DEEPEST} levels"), range: at..at + 1 });
    }
    // A formula that brings the engine down must not bring the build down.
    let mathml = catch_unwind(AssertUnwindSafe(|| set(source, display)))
        .unwrap_or_else(|_| Err(Error { message: "the formula engine fails on it".to_owned(), range: whole }))?;
    Ok(clean(&mathml))
}

fn set(source: &str, display: bool) -> Result<String, Error> {
    let storage = Storage::new();
    let events: Vec<Event<'_>> = Parser::new(source, &storage).collect::<Result<_, _>>().map_err(|e| located(&e, source))?;
    let annotation = source.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let config = RenderConfig {
        display_mode: if display { DisplayMode::Block } else { DisplayMode::Inline },
        annotation: Some(&annotation),
        ..RenderConfig::default()
    };
    let mut mathml = String::new();
    push_mathml(&mut mathml, events.into_iter().map(Ok::<_, ParserError>), config)
        .map_err(|e| Error { message: e.to_string(), range: 0..source.len() })?;
    Ok(mathml)
}

/// The offset of the first brace that opens too deep a group. Commands without braces nest too (`\sqrt\sqrt…`), but each takes at
/// least five bytes of a bounded length.
fn too_deep(source: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// The engine's error with the place that its message draws: a line or more of context, up to 12 bytes on each side, a leading `…`
/// where something was cut off before it.
fn located(error: &ParserError, source: &str) -> Error {
    const REACH: usize = 12;
    let text = error.to_string();
    let mut lines = text.lines();
    let message = lines.next().unwrap_or_default().trim_start_matches("parsing error: ").replace("unkown", "unknown");
    let drawing: Vec<&str> = lines.filter_map(|line| line.strip_prefix('│')).collect();
    let last = drawing.rsplit(|line| line.is_empty()).next().unwrap_or_default();
    let last = last.split_last().map_or(last, |(_, context)| context);
    let cut = last.first().is_some_and(|line| line.starts_with('…'));
    let context = last.iter().map(|line| line.trim_start_matches('…').strip_prefix(' ').unwrap_or(line.trim_start_matches('…')));
    let context = context.collect::<Vec<_>>().join("\n");
    let Some(start) = source.find(&context).filter(|_| !context.is_empty()) else {
        return Error { message, range: 0..source.len() };
    };
    let end = start + context.len();
    if message.contains("unknown primitive")
        && let Some(range) = unknown(source, start..end)
    {
        return Error { message: format!("the command `{}` is not known", &source[range.clone()]), range };
    }
    let at = match (cut, end == source.len()) {
        (true, _) => (start + REACH).min(end),
        (false, true) => end,
        (false, false) => end.saturating_sub(REACH).max(start),
    };
    // The engine stops behind what it stumbles over.
    let before = source.get(..at).filter(|_| cut).and_then(|before| before.char_indices().next_back());
    let stumble = before.map(|(before, _)| before..at);
    Error { message, range: token(source, at).or(stumble).unwrap_or(start..end) }
}

/// The first command within `range` that the engine does not know.
fn unknown(source: &str, range: Range<usize>) -> Option<Range<usize>> {
    let starts = source.get(range.clone())?.match_indices('\\').map(|(at, _)| range.start + at);
    starts.filter_map(|at| token(source, at + 1)).find(|command| {
        let storage = Storage::new();
        let first = Parser::new(&source[command.clone()], &storage).next();
        first.is_some_and(|event| event.is_err_and(|e| e.to_string().contains("unknown primitive")))
    })
}

/// The command that ends at or spans `at`, with its backslash.
fn token(source: &str, at: usize) -> Option<Range<usize>> {
    let before = source.get(..at)?;
    let start = before.rfind('\\')?;
    let name = source.get(start + 1..)?;
    let length = name.bytes().take_while(u8::is_ascii_alphabetic).count().max(1);
    let end = start + 1 + length;
    (end >= at && source.is_char_boundary(end)).then_some(start..end)
}

/// The engine's MathML without `style` attributes, and with every character escaped that HTML wants escaped.
fn clean(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    // A row's height, to be put into its first cell.
    let mut height: Option<&str> = None;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = entity(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some((name, attributes, length)) = tag(rest) {
            rest = &rest[length..];
            write_tag(&mut out, name, attributes, &mut height);
        } else {
            out.push_str(if rest.starts_with('<') { "&lt;" } else { "&amp;" });
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The length of the character reference that `text` starts with.
fn entity(text: &str) -> Option<usize> {
    let name = &text.strip_prefix('&')?[..text.find(';')?.checked_sub(1)?];
    let well_formed = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
    well_formed.then_some(name.len() + 2)
}

/// Name (with a leading `/` of an end tag), attributes and length of the tag that `text` starts with.
fn tag(text: &str) -> Option<(&str, &str, usize)> {
    const KNOWN: [&str; 26] = [
        "annotation",
        "math",
        "menclose",
        "merror",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
    ];
    let inner = text.strip_prefix('<')?;
    let inner = &inner[..inner.find('>')?];
    let (name, attributes) = inner.split_at(inner.find([' ', '\t']).unwrap_or(inner.len()));
    let bare = name.strip_prefix('/').unwrap_or(name);
    let known = KNOWN.contains(&bare) || matches!(bare, "munderover" | "semantics");
    known.then_some((name, attributes, inner.len() + 2))
}

fn write_tag<'m>(out: &mut String, name: &str, attributes: &'m str, height: &mut Option<&'m str>) {
    out.push('<');
    out.push_str(name);
    let mut classes = Vec::new();
    let mut shift = None;
    let mut rest = attributes;
    while let Some((key, value, after)) = attribute(rest) {
        rest = after;
        match key {
            "class" => classes.push(value),
            "style" => {
                for declaration in value.split(';') {
                    let Some((property, value)) = declaration.split_once(':') else { continue };
                    match (property.trim(), value.trim()) {
                        ("color", value) => colour(out, "mathcolor", value),
                        ("background-color", value) => colour(out, "mathbackground", value),
                        ("border", _) => classes.push("math-framed"),
                        ("margin-left", value) => shift = Some(length(value)),
                        ("height", value) => *height = Some(value),
                        _ => {}
                    }
                }
            }
            // HTML knows no negative width; the class below moves what follows.
            "width" if value.starts_with('-') => {}
            _ => {
                let _ = write!(out, " {key}=\"{}\"", length(value));
            }
        }
    }
    let back = shift.as_deref().and_then(eighteenths).map(|units| format!("math-back-{units}"));
    classes.extend(back.as_deref());
    if !classes.is_empty() {
        let _ = write!(out, " class=\"{}\"", classes.join(" "));
    }
    // In HTML, elements of MathML may close themselves.
    out.push_str(if attributes.trim_end().ends_with('/') { "/>" } else { ">" });
    if name == "mtd"
        && let Some(height) = height.take()
    {
        let _ = write!(out, "<mspace height=\"{height}\"/>");
    }
}

/// A length in a unit of CSS. The engine writes eighteenths of an em as em, but under the name of the TeX unit.
fn length(value: &str) -> String {
    match value.strip_suffix("mu") {
        Some(number) if number.parse::<f32>().is_ok() => format!("{number}em"),
        _ => value.to_owned(),
    }
}

/// The next `name="value"` and what follows it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start();
    let (name, rest) = text.split_once("=\"")?;
    let (value, rest) = rest.split_once('"')?;
    let well_formed = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    well_formed.then_some((name, value, rest))
}

/// `rgb(r g b)` as an attribute of MathML.
fn colour(out: &mut String, name: &str, rgb: &str) {
    let numbers = rgb.trim_start_matches("rgb(").trim_end_matches(')').split_whitespace().filter_map(|n| n.parse::<u8>().ok());
    if let [red, green, blue] = numbers.collect::<Vec<_>>()[..] {
        let _ = write!(out, " {name}=\"#{red:02x}{green:02x}{blue:02x}\"");
    }
}

/// A negative length in em as a number of eighteenths, 1 to 36: HTML has no attribute for it, so a class says how far.
fn eighteenths(length: &str) -> Option<u8> {
    let length: f32 = length.strip_suffix("em")?.parse().ok()?;
    let units = (-length * 18.0).min(36.0);
    (1..=36).find(|&n| (f32::from(n) - units).abs() <= 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands between the `<semantics>` and the `<annotation>` of a formula.
    fn presentation(source: &str) -> String {
        let html = math(source, false).unwrap();
        let (_, rest) = html.split_once("<semantics><mrow>").unwrap();
        rest.split_once("</mrow><annotation").unwrap().0.to_owned()
    }

    #[test]
    fn a_formula_is_mathml_that_carries_its_source() {
        assert_eq!(
            math("a<b", false).unwrap(),
            "<math display=\"inline\"><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>\
             <annotation encoding=\"application/x-tex\">a&lt;b</annotation></semantics></math>"
        );
        assert!(math("x", true).unwrap().starts_with("<math display=\"block\">"));
    }

    #[test]
    fn styles_become_attributes_and_classes() {
        let cases = [
            (r"\color{red} x", r##"<mi mathcolor="#ff0000">x</mi>"##),
            (r"\colorbox{yellow}{a}", r##"<mrow mathbackground="#ffff00"><mtext>a</mtext></mrow>"##),
            (r"a\!b", r#"<mi>a</mi><mspace class="math-back-3"/><mi>b</mi>"#),
            (r"\mskip 9mu", r#"<mspace width="0.5em"/>"#),
            (
                r"\begin{matrix} a \\[1em] b \end{matrix}",
                "<mtable class=\"menv-arraylike\"><mtr><mtd><mi>a</mi></mtd></mtr>\
                 <mtr><mtd class=\"menv-nonumber\"><mspace height=\"1em\"/></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>",
            ),
        ];
        for (source, expected) in cases {
            assert_eq!(presentation(source), expected, "{source}");
        }
    }

    #[test]
    fn nothing_of_the_source_becomes_markup() {
        for source in
            [r"</annotation><script>x</script>", r"\text{<script>}", r"\char 60 script\char 62", r"\operatorname{<b>}", r"\& lt;"]
        {
            let html = math(source, true).unwrap();
            assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("style"), "{html}");
            assert_eq!(html.matches("</annotation>").count(), 1, "{html}");
        }
    }

    #[test]
    fn an_error_says_where() {
        let cases = [
            (r"a + \undefinedcommand{some long text that goes on} + b", r"\undefinedcommand"),
            (r"\alpha + \nope", r"\nope"),
            ("a\n+ b \\foo\n c + d + e + f + g", r"\foo"),
            (r"ö \foo ü", r"\foo"),
            (r"a_b_c", "a_b_c"),
            (r"aaaaaaaaaaaaaaaaaaaaaaaaa & bbbbbbbbbbbbbbbbbbbbbbbb", "&"),
        ];
        for (source, expected) in cases {
            let error = math(source, true).unwrap_err();
            assert_eq!(&source[error.range.clone()], expected, "{error:?}");
        }
    }

    #[test]
    fn what_is_too_long_or_too_deep_is_refused() {
        assert!(math(&"x".repeat(LONGEST + 1), true).is_err());
        assert_eq!(math(&"{".repeat(200), true).unwrap_err().range, DEEPEST..DEEPEST + 1);
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_a_formula_or_an_error(source in r"([a-z0-9<>&{}_^ $%#ö]|\\[a-z]{1,6}|\\(frac|sqrt|left|right|begin\{array\}|end\{array\}|[,!\\{}])){0,30}") {
            match math(&source, true) {
                Ok(html) => proptest::prop_assert!(!html.contains("style=")),
                Err(error) => proptest::prop_assert!(source.get(error.range.clone()).is_some(), "{error:?}"),
            }
        }
    }
}
