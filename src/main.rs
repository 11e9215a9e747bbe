//! Arguments in, exit code out.

use std::process::ExitCode;

/// A book is a great many small strings, which threads make and free: see `content/contributing/speed.md` for what this saves.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bindery::cli::run(std::env::args_os()).into()
}
