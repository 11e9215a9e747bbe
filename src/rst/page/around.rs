//! What the book puts around the text of each page.

use crate::document::{Builder, Excerpt, FileId, Passage, Span};

/// The page's text between the book's prolog and epilog. As with Sphinx, the prolog comes behind the fields that the page starts with.
pub(super) fn whole(builder: &mut Builder<'_>, text: &str) -> Excerpt {
    let page = Excerpt::file(FileId::PAGE, text);
    let conventions = builder.conventions();
    let (prolog, epilog) = (&conventions.prolog, &conventions.epilog);
    if prolog.text.trim().is_empty() && epilog.text.trim().is_empty() {
        return page;
    }
    let start = fields(text);
    let mut whole = Excerpt::default();
    whole.push_slice(&page, 0..start);
    let here = page.span(start..start);
    if start > 0 {
        whole.push("\n", here);
    }
    part(builder, prolog, &mut whole, here);
    whole.push_slice(&page, start..text.len());
    if !epilog.text.trim().is_empty() {
        let end = page.span(text.len()..text.len());
        whole.push("\n\n", end);
        part(builder, epilog, &mut whole, end);
    }
    whole
}

/// A passage with a blank line behind it.
fn part(builder: &mut Builder<'_>, passage: &Passage, whole: &mut Excerpt, nowhere: Span) {
    if passage.text.trim().is_empty() {
        return;
    }
    let place = match &passage.place {
        Some(place) => Span { file: builder.file(&place.file), start: place.range.start, end: place.range.end },
        None => nowhere,
    };
    whole.push(&passage.text, place);
    whole.push("\n\n", Span { start: place.end, ..place });
}

/// Where the lines `:name: value` at the very start of a page end.
fn fields(text: &str) -> usize {
    let is_field = |line: &&str| {
        let name = line.strip_prefix(':').and_then(|rest| rest.split_once(':')).map(|(name, _)| name);
        name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_'))
    };
    let length: usize = text.split_inclusive('\n').take_while(is_field).map(str::len).sum();
    // A field at the end of a text without line end would swallow what comes next.
    if text.get(..length).is_some_and(|fields| fields.ends_with('\n')) { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_at_the_start_stay_at_the_start() {
        assert_eq!(fields(":orphan:\n:tocdepth: 2\n\nText"), 22);
        assert_eq!(fields(":orphan:"), 0);
        assert_eq!(fields("Text\n:orphan:\n"), 0);
        assert_eq!(fields(":ref:`x`\n"), 9, "as with Sphinx");
    }
}
