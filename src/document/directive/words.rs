//! What an author tells the spelling check: directives and roles that show nothing of themselves.

use super::{Context, RoleCall};
use crate::document::{Block, Builder, InlineKind};

/// `spelling:word-list`: the words of the argument and the body are right everywhere in the page.
pub(super) fn word_list(context: &mut Context<'_, '_>) -> Vec<Block> {
    for text in [context.call.argument.clone(), context.call.body.clone()] {
        let mut start = 0;
        for word in text.text().split_inclusive(|c: char| c.is_whitespace() || c == ',') {
            let bare = word.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
            if !bare.is_empty() {
                let span = text.span(start..start + bare.len());
                context.builder.words().accepted.push((bare.to_owned(), span));
            }
            start += word.len();
        }
    }
    Vec::new()
}

/// `spelling:word` and `spelling:ignore`: the text, whose words are right here.
pub(super) fn skipped(call: &RoleCall, builder: &mut Builder<'_>) -> InlineKind {
    builder.words().skipped.push(call.span);
    InlineKind::Text(call.text.text().replace('\n', " "))
}
