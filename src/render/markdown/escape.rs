//! Text on its way into Markdown: a backslash before what would be taken for markup, and before nothing else.

use std::fmt::Write;

/// What surrounds a piece of text.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own, and any of them may go together")]
pub(super) struct Around {
    /// It stands in the words of a link.
    pub(super) link: bool,
    /// Another dollar sign stands in the same paragraph, so that the two might set a formula.
    pub(super) dollars: bool,
    /// Code follows, which would make a role of a name in braces.
    pub(super) code_follows: bool,
    /// A link follows, which would make a picture of an exclamation mark.
    pub(super) link_follows: bool,
}

/// `words` as text in a paragraph.
pub(super) fn text(out: &mut String, words: &str, around: Around) {
    let mut written = 0;
    for (at, mark) in words.bytes().enumerate().filter(|(_, byte)| is_mark(*byte)) {
        let (head, rest) = (&words[..at], &words[at + 1..]);
        let (before, after) = (head.chars().next_back(), rest.chars().next());
        let escaped = match mark {
            b'*' => !is_space(before) || !is_space(after) || head.trim().is_empty() || rest.trim().is_empty(),
            b'_' => !(is_word(before) && is_word(after)),
            b'`' | b'[' => true,
            b']' => around.link,
            b'\\' => after.is_none_or(|c| !c.is_alphanumeric()),
            b'<' => after.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) || is_mailbox(rest),
            b'&' => is_entity(rest),
            b'~' => !is_space(before) || head.trim().is_empty() || after.is_none_or(|c| c == '~'),
            b'$' => around.dollars,
            b'!' => after.is_none() && around.link_follows,
            b'{' => around.code_follows && words.ends_with('}'),
            b':' => !around.link && rest.starts_with("//") && is_word(before),
            b'.' => !around.link && is_www(words, at) && is_word(after),
            b'@' => !around.link && is_of_mailbox(before) && is_of_mailbox(after),
            _ => false,
        };
        if escaped {
            out.extend([&words[written..at], "\\"]);
            written = at;
        }
    }
    out.push_str(&words[written..]);
}

/// Whether the byte is a character that may need a backslash.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'`' | b'[' | b']' | b'\\' | b'<' | b'&' | b'~' | b'$' | b'!' | b'{' | b':' | b'.' | b'@')
}

fn is_space(c: Option<char>) -> bool {
    c.is_some_and(char::is_whitespace)
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Whether a letter may stand beside the `@` of a mailbox.
fn is_of_mailbox(c: Option<char>) -> bool {
    is_word(c) || matches!(c, Some('.' | '-' | '_' | '+'))
}

fn is_www(words: &str, at: usize) -> bool {
    words.get(..at).is_some_and(|head| head.len() >= 3 && head.as_bytes()[head.len() - 3..].eq_ignore_ascii_case(b"www"))
}

/// Whether what follows an angle bracket makes a link to a mailbox of it: `5@a>`.
fn is_mailbox(rest: &str) -> bool {
    rest.split_once('>').is_some_and(|(inside, _)| inside.contains('@') && !inside.contains(char::is_whitespace))
}

/// Whether what follows an ampersand makes a character of it.
fn is_entity(rest: &str) -> bool {
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    length.is_some_and(|length| length > 0 && rest[length..].starts_with(';'))
}

/// The lines of a paragraph, none of which may look like the start of another block.
pub(super) fn lines(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len());
    for line in paragraph.split('\n') {
        let line = line.trim_matches([' ', '\t', '\r']);
        // A break before the first word is none.
        if line.is_empty() || (line == "\\" && out.is_empty()) {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        match opening(line) {
            Some(at) => out.extend([&line[..at], "\\", &line[at..]]),
            None => out.push_str(line),
        }
    }
    // Nor is one behind the last.
    let slashes = out.len() - out.trim_end_matches('\\').len();
    out.truncate(out.len() - slashes % 2);
    out
}

/// The byte of a line that needs a backslash.
fn opening(line: &str) -> Option<usize> {
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let first = line.chars().next()?;
    let rest = line.get(first.len_utf8()..)?;
    let only = |allowed: &[char]| line.chars().all(|c| allowed.contains(&c));
    let opens = match first {
        '#' => ends_word(line.trim_start_matches('#')),
        '>' => true,
        '-' | '+' | '*' => ends_word(rest) || only(&['-']) || only(&['-', '|', ':', ' ']),
        '=' => only(&['=']),
        '~' => line.starts_with("~~~"),
        ':' => rest.starts_with(':') || ends_word(rest) || (rest.starts_with('-') && only(&['-', '|', ':', ' '])),
        '|' => only(&['-', '|', ':', ' ']),
        '(' => rest.trim_end().ends_with(")="),
        '0'..='9' => {
            let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let after = &line[number..];
            return (after.starts_with(['.', ')']) && ends_word(&after[1..])).then_some(number);
        }
        _ => false,
    };
    opens.then_some(0)
}

/// `words` as the text of a heading: one line, whose last words are not taken for attributes or the heading's end.
pub(super) fn heading(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = line.trim_end_matches('#');
    let closes = bare.len() < line.len() && (bare.is_empty() || bare.ends_with(' '));
    if closes {
        return format!("{bare}\\{}", &line[bare.len()..]);
    }
    match line.rfind('{').filter(|at| line.ends_with('}') && !line[..*at].ends_with('\\')) {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line,
    }
}

/// `target` as the destination of a link: no character that ends it or that Markdown reads otherwise. Escapes that are there stay.
pub(super) fn url(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for (at, c) in target.char_indices() {
        match c {
            '(' | ')' => out.extend(['\\', c]),
            '&' if is_entity(&target[at + 1..]) => out.push_str("&amp;"),
            ' ' | '<' | '>' | '\\' | '|' | '`' | '"' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if c.is_control() || c.is_whitespace() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// `value` between double quotes: the title of a link, or an attribute of HTML.
pub(super) fn quoted(value: &str) -> String {
    let value =
        value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('`', "&#96;").replace('\\', "&#92;");
    format!("\"{}\"", value.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_markup_gets_a_backslash() {
        for (words, expected) in [
            ("jwt_leeway and __init__", "jwt_leeway and \\_\\_init\\_\\_"),
            ("2 * 3 * 4, *x*", "2 * 3 * 4, \\*x\\*"),
            ("a [b] c", "a \\[b] c"),
            ("a < b, <b>", "a < b, \\<b>"),
            ("<5 @ 3>, <.@a>", "<5 @ 3>, \\<.\\@a>"),
            ("AT&T &amp; &x", "AT&T \\&amp; &x"),
            ("in ~/.config and ~5, ~a~", "in ~/.config and ~5, ~a\\~"),
            ("C:\\dir \\*", "C:\\dir \\\\\\*"),
            ("see https://a.b or www.a.b or a@b.c", "see https\\://a.b or www\\.a.b or a\\@b.c"),
        ] {
            let mut out = String::new();
            text(&mut out, words, Around::default());
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn no_line_of_a_paragraph_starts_another_block() {
        for (line, expected) in [
            ("# a", "\\# a"),
            ("#a", "#a"),
            ("- a", "\\- a"),
            ("-a", "-a"),
            ("1. a", "1\\. a"),
            ("1.5 a", "1.5 a"),
            ("---", "\\---"),
            ("===", "\\==="),
            (": a", "\\: a"),
            (":::", "\\:::"),
            ("> a", "\\> a"),
            ("| --- |", "\\| --- |"),
            ("(label)=", "\\(label)="),
        ] {
            assert_eq!(lines(&format!("words\n{line}")), format!("words\n{expected}"));
        }
    }

    #[test]
    fn headings_and_addresses_end_where_they_end() {
        for (words, expected) in [("C #", "C \\#"), ("C#", "C#"), ("a {#b}", "a \\{#b}"), ("a\nb", "a b")] {
            assert_eq!(heading(words), expected);
        }
        assert_eq!(url("a b(c).md?x&amp;y#é"), "a%20b\\(c\\).md?x&amp;amp;y#é");
        assert_eq!(quoted("say \"a\n b\""), "\"say &quot;a b&quot;\"");
    }
}
