//! Texts without what only has to do with their looks.

/// Elements whose content nobody reads.
const UNREAD: &[&str] = &["script", "style", "template"];

/// Adds `words` with single spaces and none at the ends. Where `text` ends with a word already, nothing is put between.
pub(super) fn push(words: &str, text: &mut String) {
    for (number, word) in words.split_whitespace().enumerate() {
        if number > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}

/// `words` with single spaces and none at the ends.
pub(super) fn single_spaced(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    push(words, &mut text);
    text
}

/// What a reader sees of `html`: no tags, no comments, no entities but those that are written most.
pub(super) fn tagless(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if !is_tag {
            text.push('<');
            rest = after;
            continue;
        }
        text.push(' ');
        let end = if after.starts_with("!--") { "-->" } else { ">" };
        rest = after.split_once(end).map_or("", |(_, behind)| behind);
        let name = after.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if UNREAD.iter().any(|unread| unread.eq_ignore_ascii_case(name)) {
            let close = rest.to_ascii_lowercase().find(&format!("</{}", name.to_ascii_lowercase()));
            rest = close.and_then(|at| rest.get(at..)).unwrap_or_default();
        }
    }
    text.push_str(rest);
    for (entity, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")] {
        if text.contains(entity) {
            text = text.replace(entity, c);
        }
    }
    single_spaced(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        let cases = [
            ("a<br>b", "a b"),
            ("x < y &amp;&amp; y > z", "x < y && y > z"),
            ("<p title=\"t\">one\n two</p><!-- <b>no</b> -->", "one two"),
            ("<script>var a = '<b>';</SCRIPT>behind<style>", "behind"),
            ("left<", "left<"),
        ];
        for (html, expected) in cases {
            assert_eq!(tagless(html), expected);
        }
    }
}
