//! Limits on a source, set before the engine sees it: some shapes of input take it minutes.

use super::DrawError;

/// Longest source, in bytes.
const MAX_BYTES: usize = 50_000;
/// Most lines.
const MAX_LINES: usize = 2_000;
/// Deepest indentation in characters, which is how mindmaps and the like nest.
const MAX_INDENT: usize = 200;
/// Most blocks open at once.
const MAX_DEPTH: usize = 30;
/// Most blocks in all.
const MAX_BLOCKS: usize = 300;
/// Most brackets open at once.
const MAX_BRACKETS: usize = 60;

/// Refuses a source that is too large or too deep to draw.
pub(super) fn check(source: &str) -> Result<(), DrawError> {
    let help = "split it into smaller diagrams";
    if source.trim().is_empty() {
        return Err(DrawError::at(
            0..source.len(),
            "this diagram is empty",
            "a diagram begins with its kind, such as `flowchart LR`",
        ));
    }
    if source.len() > MAX_BYTES {
        return Err(DrawError::whole(source, &format!("this diagram is longer than {MAX_BYTES} bytes"), help));
    }
    let (mut depth, mut blocks, mut brackets) = (0usize, 0usize, 0usize);
    let mut at = 0;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        let text = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let range = start..start + text.len();
        at += line.len();
        if number >= MAX_LINES {
            return Err(DrawError::at(range, &format!("this diagram has more than {MAX_LINES} lines"), help));
        }
        if line.chars().take_while(|c| c.is_whitespace()).count() > MAX_INDENT {
            return Err(DrawError::at(range, &format!("this line is indented by more than {MAX_INDENT} characters"), help));
        }
        for statement in text.split(';') {
            let word = statement.split_whitespace().next().unwrap_or_default();
            if opens_block(word) || statement.trim_end().ends_with('{') {
                depth += 1;
                blocks += 1;
            } else if word == "end" || word.starts_with('}') {
                depth = depth.saturating_sub(1);
            }
        }
        if depth > MAX_DEPTH {
            return Err(DrawError::at(range, &format!("blocks are nested more than {MAX_DEPTH} deep here"), help));
        }
        if blocks > MAX_BLOCKS {
            return Err(DrawError::at(range, &format!("this diagram has more than {MAX_BLOCKS} blocks"), help));
        }
        for c in text.chars() {
            match c {
                '[' | '(' | '{' => brackets += 1,
                ']' | ')' | '}' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
        }
        if brackets > MAX_BRACKETS {
            return Err(DrawError::at(range, &format!("more than {MAX_BRACKETS} brackets are open here"), help));
        }
    }
    Ok(())
}

fn opens_block(word: &str) -> bool {
    matches!(word, "subgraph" | "loop" | "alt" | "opt" | "par" | "par_over" | "critical" | "break" | "rect" | "box" | "namespace")
        || word.starts_with("block:")
}
