//! Stretches of classed text to as little HTML as shows them.

use super::class::Class;

/// Writes coloured text. Neighbours of one class share an element, white space has no class, and no element
/// reaches over the end of a line, so that each line can be wrapped by itself.
pub(super) struct Writer {
    html: String,
    open: Option<&'static str>,
    /// White space that belongs to what follows if that goes on in the open class.
    blank: String,
}

impl Writer {
    pub(super) fn with_capacity(bytes: usize) -> Writer {
        Writer { html: String::with_capacity(bytes), open: None, blank: String::new() }
    }

    pub(super) fn write(&mut self, class: Class, text: &str) {
        // A prompt keeps its space: that must not be copied either.
        let bare = if class == Class::Prompt { text } else { text.trim_start() };
        self.blank.push_str(text.strip_suffix(bare).unwrap_or_default());
        if bare.is_empty() {
            return;
        }
        if class.name() != self.open {
            self.close();
            self.html.push_str(&self.blank);
            self.blank.clear();
            if let Some(name) = class.name() {
                self.html.push_str("<span class=\"");
                self.html.push_str(name);
                self.html.push_str("\">");
            }
            self.open = class.name();
        }
        self.html.push_str(&self.blank);
        self.blank.clear();
        escape(bare, &mut self.html);
    }

    pub(super) fn end_line(&mut self, with_ending: bool) {
        self.close();
        self.html.push_str(&self.blank);
        self.blank.clear();
        if with_ending {
            self.html.push('\n');
        }
    }

    pub(super) fn finish(self) -> String {
        self.html
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }
}

/// Appends text as HTML that reads as this text, in the content of an element.
pub(super) fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '\0']) {
        let (before, from) = rest.split_at(at);
        html.push_str(before);
        html.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "\u{FFFD}",
        });
        rest = from.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}
