//! Bindery turns a folder of Markdown into a documentation site.

pub mod config;
pub mod diagnostic;
pub mod document;
pub mod markdown;
pub mod render;
pub mod report;
pub mod site;
pub mod source;
