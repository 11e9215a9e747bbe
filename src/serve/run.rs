//! The preview as a process: its threads, and how it ends.

use std::io;

use super::http::{self, Listening, Shown};
use super::signals;

/// Bytes of stack of a thread that renders: pages can be nested deeply.
const STACK: usize = 8 << 20;

/// Threads that render or read files: each connection may keep one busy, and each file that is sent one more.
const BUSY: usize = 320;

/// Answers requests until the process is asked to leave, and then returns at once: what is being rendered or sent is given up, and dies with the
/// process.
pub fn until_asked_to_leave(listening: Listening, shown: Shown) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("bindery-serve")
        .thread_stack_size(STACK)
        .max_blocking_threads(BUSY)
        .build()?;
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = signals::asked_to_leave() => ended,
            failed = http::serve(listening, shown) => failed.map(|never| match never {}),
        }
    });
    runtime.shutdown_background();
    ended
}
