//! Bindery turns a folder of Markdown into a documentation site.

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod markdown;
pub mod nearest;
pub mod render;
pub mod report;
pub mod site;
pub mod source;
pub mod summary;
