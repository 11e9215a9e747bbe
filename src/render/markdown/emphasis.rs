//! Stress and the like: which delimiters Markdown reads as meant where they stand.

/// Delimiters for one meaning, the tidiest first, and the HTML element that always works.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stress {
    marks: &'static [&'static str],
    element: &'static str,
}

pub(super) const EMPHASIS: Stress = Stress { marks: &["*", "_"], element: "em" };
pub(super) const STRONG: Stress = Stress { marks: &["**", "__"], element: "strong" };
pub(super) const STRUCK: Stress = Stress { marks: &["~~"], element: "del" };

impl Stress {
    /// `content` between delimiters. `before` and `after` are the characters around them, a space where a line starts and ends; `nested`
    /// tells that they stand within other delimiters.
    pub(super) fn around(self, content: &str, before: char, after: char, nested: bool) -> String {
        let mark = self.marks.iter().find(|mark| fits(mark, content, before, after, nested));
        match mark {
            Some(mark) => format!("{mark}{content}{mark}"),
            None => format!("<{0}>{content}</{0}>", self.element),
        }
    }
}

/// Whether the delimiters open and close (CommonMark 0.31, 6.2), with no other way to read them.
fn fits(mark: &str, content: &str, before: char, after: char, nested: bool) -> bool {
    let (Some(first), Some(last), Some(own)) = (content.chars().next(), content.chars().next_back(), mark.chars().next()) else {
        return false;
    };
    let touches_its_like = [first, last, before, after].contains(&own);
    let is_flanked = |inner: char, outer: char| !inner.is_whitespace() && (inner.is_alphanumeric() || !outer.is_alphanumeric());
    // What can open and close alike is matched with whatever comes first.
    let points_inwards =
        |inner: char, outer: char| outer.is_whitespace() || (!outer.is_alphanumeric() && inner.is_alphanumeric());
    let is_only_reading = points_inwards(first, before) && points_inwards(last, after);
    let is_alone = own != '_' && !nested && !content.contains(own);
    let is_confused = own == '_' && content.contains(own);
    !touches_its_like && !is_confused && is_flanked(first, before) && is_flanked(last, after) && (is_alone || is_only_reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_those_that_are_read_as_meant() {
        for (content, before, after, nested, expected) in [
            ("a", ' ', ' ', false, "*a*"),
            ("a", 'b', 'c', false, "*a*"),
            ("a", 'b', ' ', true, "<em>a</em>"),
            ("a", '*', ' ', true, "_a_"),
            ("**a**", ' ', ' ', false, "_**a**_"),
            ("(a)", 'b', ' ', false, "<em>(a)</em>"),
            (" a", ' ', ' ', false, "<em> a</em>"),
        ] {
            assert_eq!(EMPHASIS.around(content, before, after, nested), expected);
        }
        assert_eq!(STRUCK.around("a", '~', ' ', false), "<del>a</del>");
    }
}
