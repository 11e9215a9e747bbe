//! Transcripts of a session: which part of a line is a prompt, which a command, which output.

/// Whose prompts to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Transcript {
    Shell,
    Python,
}

/// What a line of a transcript holds. A prompt is as long as given, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Command {
        prompt: usize,
    },
    /// More of the command before.
    Continued {
        prompt: usize,
    },
    Output,
}

impl Transcript {
    /// Reads one line without its ending. `open` says whether the line before was a command that asks for more.
    pub(super) fn read(self, line: &str, open: bool) -> Line {
        match self {
            Transcript::Shell if open => Line::Continued { prompt: if line.starts_with("> ") { 2 } else { 0 } },
            Transcript::Shell => shell_prompt(line).map_or(Line::Output, |prompt| Line::Command { prompt }),
            Transcript::Python => python_prompt(line),
        }
    }

    /// Whether the command in `line` goes on in the next line whatever stands there.
    pub(super) fn goes_on(self, line: &str) -> bool {
        self == Transcript::Shell && line.ends_with('\\')
    }
}

fn python_prompt(line: &str) -> Line {
    let is_prompt = |prompt: &str| line.strip_prefix(prompt).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let prompt = line.len().min(4);
    if is_prompt(">>>") {
        Line::Command { prompt }
    } else if is_prompt("...") {
        Line::Continued { prompt }
    } else {
        Line::Output
    }
}

/// The length of the prompt with its space: `$ `, `% `, `(venv) $ `, `ada@host:~/src$ `, `root@host:/# `,
/// `[ada@host src]$ `, `PS C:\Users> `, `C:\> `.
///
/// `# ` alone is not one: in a transcript it starts a comment far more often than it shows a root shell.
fn shell_prompt(line: &str) -> Option<usize> {
    let rest = after_environment(line);
    let start = line.len() - rest.len();
    let end = rest.match_indices(['$', '%', '#', '>']).map(|(at, _)| at).find(|&at| {
        let after = &rest[at + 1..];
        (after.is_empty() || after.starts_with(' ')) && introduces(&rest[..at], &rest[at..=at])
    })?;
    Some((start + end + 2).min(line.len()))
}

/// Whether a prompt that ends in `sign` can start with `before`.
fn introduces(before: &str, sign: &str) -> bool {
    let host = before.strip_prefix('[').unwrap_or(before);
    let at_host = host.split_once('@').is_some_and(|(user, rest)| {
        let is_name = |c: char| c.is_alphanumeric() || "._-".contains(c);
        !user.is_empty() && user.chars().all(is_name) && rest.starts_with(is_name)
    });
    let drive = before.strip_prefix("PS ").unwrap_or(before);
    let on_drive = drive.starts_with(|c: char| c.is_ascii_alphabetic()) && drive[1..].starts_with(":\\");
    match sign {
        ">" => at_host || on_drive || before == "PS",
        "#" => at_host,
        _ => at_host || before.is_empty(),
    }
}

/// The line behind `(venv) `, when it starts with such a note.
fn after_environment(line: &str) -> &str {
    let inner = line.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    inner.filter(|(name, _)| !name.contains([' ', '('])).map_or(line, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_of_shells() {
        for line in [
            "$ |ls",
            "% |ls",
            "(venv) $ |ls",
            "ada@host:~/src$ |ls",
            "root@host:/# |ls",
            "[ada@host src]$ |ls -l # all",
            "PS C:\\Users\\ada> |dir",
            "C:\\> |dir",
            "PS> |dir",
            "$|",
            "(base) ada@host % |ls",
        ] {
            let prompt = line.find('|').unwrap();
            assert_eq!(shell_prompt(&line.replace('|', "")), Some(prompt), "{line}");
        }
    }

    #[test]
    fn output_is_not_a_prompt() {
        for line in ["", "# a comment", "total 3 $ 4", "a > b", "100% done", "mail ada@host # x", "$HOME", "(a b) $ x", "é$ x"] {
            assert_eq!(shell_prompt(line), None, "{line}");
        }
    }

    #[test]
    fn a_command_goes_on_behind_a_backslash() {
        assert!(Transcript::Shell.goes_on("$ curl \\"));
        assert_eq!(Transcript::Shell.read("> -X POST", true), Line::Continued { prompt: 2 });
        assert_eq!(Transcript::Shell.read("  -X POST", true), Line::Continued { prompt: 0 });
    }

    #[test]
    fn prompts_of_python() {
        assert_eq!(Transcript::Python.read(">>> 1", false), Line::Command { prompt: 4 });
        assert_eq!(Transcript::Python.read("...", false), Line::Continued { prompt: 3 });
        assert_eq!(Transcript::Python.read("...x", false), Line::Output);
        assert_eq!(Transcript::Python.read("1", false), Line::Output);
    }
}
