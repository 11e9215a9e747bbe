//! Case files of the front ends: a heading, the input in a fence of eight tildes, and the document that it must become in another.

#![allow(clippy::redundant_pub_crate, unreachable_pub, reason = "shared by two tests")]

use std::fmt::Write as _;

const FENCE: &str = "~~~~~~~~";

/// A case: the words above it, its files (the page first), and where its expected document stands in the file.
pub struct Case {
    pub title: String,
    pub files: Vec<(String, String)>,
    pub expected: String,
}

/// The cases of a file; `page` is the name of a page that has none of its own.
pub fn cases(text: &str, page: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = Case { title: String::new(), files: Vec::new(), expected: String::new() };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix(FENCE) {
            let inner: String = lines.by_ref().take_while(|l| *l != FENCE).fold(String::new(), |all, l| all + l + "\n");
            if info.trim() == "document" {
                case.expected = inner;
                let next = Case { title: String::new(), files: Vec::new(), expected: String::new() };
                cases.push(std::mem::replace(&mut case, next));
            } else {
                let name = info.trim();
                case.files.push((if name.is_empty() { page } else { name }.to_owned(), inner));
            }
        } else {
            let _ = writeln!(case.title, "{line}");
        }
    }
    assert!(case.files.is_empty(), "a case has no document");
    cases
}

/// The file that holds these cases.
pub fn written(cases: &[Case]) -> String {
    let mut text = String::new();
    for case in cases {
        text.push_str(&case.title);
        for (index, (name, inner)) in case.files.iter().enumerate() {
            let info = if index == 0 { String::new() } else { format!(" {name}") };
            let _ = write!(text, "{FENCE}{info}\n{inner}{FENCE}\n");
        }
        let _ = write!(text, "{FENCE} document\n{}{FENCE}\n", case.expected);
    }
    text
}
