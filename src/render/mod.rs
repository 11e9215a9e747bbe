//! From resolved pages to HTML.

pub mod code;
pub mod diagram;
pub mod html;
pub mod math;
