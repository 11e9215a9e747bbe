//! `bindery serve`: a preview that follows the book while it is written.

pub mod watch;
