//! The program from outside.

use std::path::Path;
use std::process::Command;

/// What a run of `bindery` in `folder` came to: exit code, standard output, standard error.
pub(crate) fn bindery(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}
