//! How sections, figures, tables, code and formulas are numbered and how references say it.

/// What can have a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// A section of a page that a numbered `toctree` lists.
    Section,
    /// A figure or a diagram with a caption.
    Figure,
    /// A table with a caption.
    Table,
    /// Code with a caption.
    Code,
    /// A formula with a label.
    Formula,
}

/// How things are numbered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Numbering {
    /// Whether what has a caption has a number, all over the book.
    pub captions: bool,
    /// How many parts of the section's number stand before the number of a caption, which is counted anew in each such section.
    pub depth: u32,
    /// For each kind what a caption starts with and a reference says, with `%s` or `{number}` for the number and `{name}` for the words.
    formats: [String; 4],
}

/// The keys of `markup.number-formats`, in the order of the formats.
pub(super) const KEYS: [&str; 4] = ["section", "figure", "table", "code-block"];

impl Default for Numbering {
    fn default() -> Self {
        Self { captions: false, depth: 1, formats: ["Section %s", "Fig. %s", "Table %s", "Listing %s"].map(str::to_owned) }
    }
}

impl Numbering {
    /// The format of such things.
    #[must_use]
    pub fn format(&self, kind: Counted) -> &str {
        let place = match kind {
            Counted::Section => 0,
            Counted::Figure => 1,
            Counted::Table => 2,
            Counted::Code => 3,
            Counted::Formula => return "(%s)",
        };
        self.formats.get(place).map_or("%s", String::as_str)
    }

    /// Sets the format for one of the [`KEYS`].
    pub(super) fn set_format(&mut self, key: &str, format: &str) -> Result<(), String> {
        if !format.contains("%s") && !format.contains("{number}") {
            return Err("lacks `%s`, which stands for the number".to_owned());
        }
        if let Some(slot) = KEYS.iter().position(|known| *known == key).and_then(|place| self.formats.get_mut(place)) {
            format.clone_into(slot);
        }
        Ok(())
    }
}

/// `format` with the number and the words that it asks for.
#[must_use]
pub fn formatted(format: &str, number: &str, name: &str) -> String {
    let mut out = String::with_capacity(format.len() + number.len());
    let mut rest = format;
    loop {
        let signs = [("%s", number), ("{number}", number), ("{name}", name)];
        let next = signs.into_iter().filter_map(|(sign, words)| Some((rest.find(sign)?, sign, words))).min();
        let Some((at, sign, words)) = next else { break };
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        out.push_str(words);
        rest = after.get(sign.len()..).unwrap_or_default();
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::formatted;

    #[test]
    fn formats_are_filled_in_once() {
        assert_eq!(formatted("Fig. %s", "1.2", "x"), "Fig. 1.2");
        assert_eq!(formatted("{name} ({number})", "3", "%s {number}"), "%s {number} (3)");
        assert_eq!(formatted("100 %", "3", ""), "100 %");
    }
}
