//! Anchors made from words.

/// The anchor of a heading as GitHub and mdBook make it: white space at the ends goes, letters become small, inner white space becomes
/// `-`, and of the rest only letters, digits, `_` and `-` stay. `section` where nothing stays.
#[must_use]
pub fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for c in words.trim().chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if c.is_whitespace() {
            slug.push('-');
        } else if matches!(c, '_' | '-') {
            slug.push(c);
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// The name by which labels, terms and link definitions are looked up: small letters, white space folded.
#[must_use]
pub fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The name by which terms are looked up: they are shown with quotation marks that nobody types.
#[must_use]
pub fn fold_term(name: &str) -> String {
    let typed = |c: char| TYPED.iter().find(|(_, marks)| marks.contains(&c)).map_or(c, |(typed, _)| *typed);
    fold(&name.chars().map(typed).collect::<String>())
}

/// Quotation marks as they are typed, and as they may be shown.
const TYPED: &[(char, &[char])] = &[('"', &['“', '”', '„', '«', '»']), ('\'', &['‘', '’', '‚', '‹', '›'])];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_compared_as_they_are_typed() {
        assert_eq!(fold_term("  Ship’s\n “Log” "), fold_term("ship's \"log\""));
    }

    #[test]
    fn slugs_are_those_of_github() {
        let cases = [
            ("Install it", "install-it"),
            ("  What's new? (2.0) ", "whats-new-20"),
            ("a -- b", "a----b"),
            ("snake_case", "snake_case"),
            ("Über Größe", "über-größe"),
            ("日本語", "日本語"),
            ("!!!", "section"),
        ];
        for (words, expected) in cases {
            assert_eq!(slug(words), expected, "{words}");
        }
        assert_eq!(fold(" Trust \n Boundary "), "trust boundary");
    }
}
