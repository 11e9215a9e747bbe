//! Bindery turns a folder of Markdown into a documentation site.

pub mod document;
pub mod diagnostic;
pub mod memo;
pub mod render;
