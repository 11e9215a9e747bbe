//! `book.toml`: what the author decides about the whole book.
