//! The preview's server from outside: a real server on a free port, and requests written out byte by byte.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod addresses;
mod client;
mod files;
mod limits;
mod paths;
mod process;
mod server;
mod socket;
mod start;
mod visitors;
