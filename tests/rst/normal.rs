//! The form in which pseudo-XML trees are compared.

/// Attributes that are identifiers or refer to them, and those that docutils prints only to look into itself.
const DROPPED: &[&str] = &["ids", "refid", "backrefs", "internal:line", "internal:source"];

/// The tree without identifiers and without the words of system messages: their place, level and line stay, and so does all that they show.
pub(crate) fn normal(tree: &str) -> String {
    let mut made = String::new();
    let mut lines = tree.lines().peekable();
    while let Some(line) = lines.next() {
        let indent = depth(line);
        let text = line.trim_start_matches(' ');
        made.push_str(&without_identifiers(line));
        made.push('\n');
        if !text.starts_with("<system_message") {
            continue;
        }
        // The first paragraph holds the words of the message; what follows it is shown text.
        if lines.next_if(|next| next.trim() == "<paragraph>" && depth(next) == indent + 4).is_some() {
            while lines.next_if(|next| next.trim().is_empty() || depth(next) > indent + 4).is_some() {}
        }
    }
    made
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn without_identifiers(line: &str) -> String {
    let mut line = line.to_owned();
    if line.trim_start_matches(' ').starts_with('<') && line.ends_with('>') {
        for name in DROPPED {
            let mark = format!(" {name}=\"");
            while let Some(start) = line.find(&mark) {
                let value = start + mark.len();
                let Some(length) = line[value..].find('"') else { break };
                line.replace_range(start..=value + length, "");
            }
        }
    }
    line
}
