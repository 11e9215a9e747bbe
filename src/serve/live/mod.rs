//! What a tab shows, kept as the book is now: pages in blocks, what changed between two of them, and the messages about it.

mod cut;
mod diff;
mod message;
mod parts;
mod tree;
