//! The finished block: coloured lines and what the author asked for around them.

use super::colour::Coloured;
use super::markup::escape;
use crate::document::CodeOptions;

/// The block as HTML. `word` is the author's name for the language; it becomes the class that scripts and style
/// sheets know code by, `language-WORD`.
///
/// ```html
/// <figure class="code"><figcaption>TITLE</figcaption><pre tabindex="0"><code class="language-WORD">…</code></pre></figure>
/// ```
///
/// Without a title there is only the `pre`. It takes the focus because long lines scroll in it. A line that is
/// more than its text is an element of class `line`: `mark` for a marked line, `ins` and `del` for the two sides of
/// a diff, else `span`. Lines in focus are of class `focus` besides, and then every line is an element. Its number is in `data-line`, padded to one width, and shown by the style sheet, so that
/// copying leaves it out.
#[must_use]
pub fn to_html(word: Option<&str>, coloured: &Coloured, options: &CodeOptions) -> String {
    let mut html = String::with_capacity(coloured.html().len() + 128);
    if let Some(title) = &options.title {
        html.push_str("<figure class=\"code\"><figcaption>");
        if let Some(number) = &options.number {
            html.push_str("<span class=\"number\">");
            escape(number, &mut html);
            html.push_str(" </span>");
        }
        escape(title, &mut html);
        html.push_str("</figcaption>");
    }
    html.push_str("<pre tabindex=\"0\"><code");
    if let Some(word) = word {
        html.push_str(" class=\"language-");
        let mut escaped = String::with_capacity(word.len());
        escape(word, &mut escaped);
        html.push_str(&escaped.replace('"', "&quot;"));
        html.push('"');
    }
    html.push('>');
    if options.first_line.is_some() || options.diff || !options.marked.is_empty() || !options.focus.is_empty() {
        push_lines(coloured, options, &mut html);
    } else {
        html.push_str(coloured.html());
    }
    html.push_str("</code></pre>");
    if options.title.is_some() {
        html.push_str("</figure>");
    }
    html
}

fn push_lines(coloured: &Coloured, options: &CodeOptions, html: &mut String) {
    let count = u32::try_from(coloured.lines().count()).unwrap_or(u32::MAX);
    let first = options.first_line.unwrap_or(1);
    let number = |place: u32| first.saturating_add(place - 1).to_string();
    let width = number(count.max(1)).len();
    for (place, line) in (1..=count).zip(coloured.html().split_inclusive('\n')) {
        let (line, ending) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let marked = options.marked.contains(place);
        // The sign of a diff is the first byte of its line: it has no class, and so no element.
        let element = match line.as_bytes().first() {
            Some(b'+') if options.diff => "ins",
            Some(b'-') if options.diff => "del",
            _ if marked => "mark",
            _ if options.first_line.is_some() || !options.focus.is_empty() => "span",
            _ => {
                html.extend([line, ending]);
                continue;
            }
        };
        let marked = if marked && element != "mark" { " marked" } else { "" };
        let focus = if options.focus.contains(place) { " focus" } else { "" };
        html.extend(["<", element, " class=\"line", marked, focus, "\""]);
        if options.first_line.is_some() {
            let number = number(place);
            // Figure spaces are as wide as digits.
            let padding = "\u{2007}".repeat(width.saturating_sub(number.len()));
            html.extend([" data-line=\"", &padding, &number, "\""]);
        }
        html.extend([">", line, "</", element, ">", ending]);
    }
}
