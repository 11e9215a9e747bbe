//! From resolved pages to HTML.

pub mod code;
pub mod context;
pub mod contrast;
pub mod diagram;
pub mod html;
mod leaves;
pub mod llms;
pub mod markdown;
pub mod math;
pub mod navigation;
pub mod page;
pub mod policy;
pub mod sitemap;
pub mod template;
pub mod theme;
pub mod updated;

pub use leaves::{DIAGRAM_ERROR, Leaves, Uncoloured};
pub mod versions;
