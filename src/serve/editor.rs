//! Links that open a file in somebody's editor.

use std::fmt::Write as _;

use camino::Utf8Path;

/// Where a URL gets the absolute path, percent-encoded, with a `/` at its start.
const PATH: &str = "{path}";
const LINE: &str = "{line}";
const COLUMN: &str = "{column}";

/// Editors by the names that `--editor` knows, with the URLs that they or their helpers register with the system.
const KNOWN: &[(&str, &str)] = &[
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscode-insiders", "vscode-insiders://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("windsurf", "windsurf://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("jetbrains", "idea://open?file={path}&line={line}&column={column}"),
    ("pycharm", "pycharm://open?file={path}&line={line}&column={column}"),
    ("webstorm", "webstorm://open?file={path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("emacs", "emacs://open?url=file://{path}&line={line}&column={column}"),
];

/// Schemes of URLs that run in the page instead of opening a program.
const NEVER: &[&str] = &["javascript", "data", "vbscript", "blob", "about"];

/// How an editor is asked to open a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    template: String,
}

impl Editor {
    /// Reads the name of an editor, or a URL that holds `{path}` and may hold `{line}` and `{column}`. The error says what it must be.
    pub fn parse(text: &str) -> Result<Self, String> {
        let name = text.to_ascii_lowercase();
        if let Some((_, template)) = KNOWN.iter().find(|(known, _)| *known == name) {
            return Ok(Self { template: (*template).to_owned() });
        }
        let Some((scheme, _)) = text.split_once(':') else {
            return Err(format!("must be one of {}, or a URL that holds `{PATH}`", Self::names()));
        };
        let is_scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.bytes().all(is_scheme) {
            return Err("must start with the scheme of a URL, as in `vscode://`".to_owned());
        }
        if NEVER.contains(&scheme.to_ascii_lowercase().as_str()) {
            return Err(format!("must open an editor, which URLs that start with `{scheme}:` do not"));
        }
        if !text.contains(PATH) {
            return Err(format!("must hold `{PATH}`, where the file's path goes"));
        }
        if text.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Err("must not hold spaces".to_owned());
        }
        Ok(Self { template: text.to_owned() })
    }

    /// The names that are known.
    #[must_use]
    pub fn names() -> String {
        KNOWN.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    }

    /// The URL that opens the file, an absolute path, at a line and column that count from 1.
    #[must_use]
    pub fn url(&self, file: &Utf8Path, line: usize, column: usize) -> String {
        // The path comes last, so that nothing in a file's name is taken for a placeholder.
        self.template.replace(LINE, &line.to_string()).replace(COLUMN, &column.to_string()).replace(PATH, &encode(file))
    }
}

/// The path as a part of a URL (RFC 3986, sections 2.1 and 3.3); `C:\a` becomes `/C:/a`.
fn encode(file: &Utf8Path) -> String {
    let path = if cfg!(windows) { file.as_str().replace('\\', "/") } else { file.as_str().to_owned() };
    let mut encoded = String::with_capacity(path.len() + 1);
    if !path.starts_with('/') {
        encoded.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(char::from(byte)),
            b':' if cfg!(windows) => encoded.push(':'),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(editor: &str, file: &str) -> String {
        Editor::parse(editor).unwrap().url(file.into(), 12, 4)
    }

    #[test]
    fn editors_are_named_or_written_out() {
        let file = "/home/ada/my book/src/a&b.md";
        for (editor, expected) in [
            ("vscode", "vscode://file/home/ada/my%20book/src/a%26b.md:12:4"),
            ("VSCodium", "vscodium://file/home/ada/my%20book/src/a%26b.md:12:4"),
            ("idea", "idea://open?file=/home/ada/my%20book/src/a%26b.md&line=12&column=4"),
            ("textmate", "txmt://open?url=file:///home/ada/my%20book/src/a%26b.md&line=12&column=4"),
            ("edit:{path}#L{line}", "edit:/home/ada/my%20book/src/a%26b.md#L12"),
        ] {
            assert_eq!(url(editor, file), expected, "{editor}");
        }
        assert_eq!(url("vscode", "/a{line}\"<ü:.md"), "vscode://file/a%7Bline%7D%22%3C%C3%BC%3A.md:12:4");
        for (name, template) in KNOWN {
            assert_eq!(Editor::parse(template), Editor::parse(name), "{name}");
        }
    }

    #[test]
    fn what_opens_no_editor_is_refused() {
        for (text, expected) in [
            ("vim", "must be one of `vscode`"),
            ("", "must be one of"),
            ("vscode://file", "must hold `{path}`"),
            ("javascript:alert('{path}')", "must open an editor"),
            ("DATA:text/html,{path}", "must open an editor"),
            ("java\nscript:{path}", "must start with the scheme"),
            ("://{path}", "must start with the scheme"),
            ("edit:{path} --line {line}", "must not hold spaces"),
        ] {
            let wrong = Editor::parse(text).unwrap_err();
            assert!(wrong.starts_with(expected), "{text:?}: {wrong}");
        }
    }
}
