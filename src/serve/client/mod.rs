//! What the preview adds to a page in the browser: one script, and one style sheet for the panel that it opens.
//!
//! The script asks for the style sheet as `live.css` beside itself, with its own query.

/// The script. Its parts are written one after another and share one function's scope.
pub(crate) const SCRIPT: &str = concat!(
    "(function () {\n\"use strict\";\n",
    include_str!("pristine.js"),
    include_str!("morph.js"),
    include_str!("effects.js"),
    include_str!("panel.js"),
    include_str!("live.js"),
    "})();\n",
);

/// The style sheet of the panel, for its shadow root.
pub(crate) const STYLE: &str = include_str!("live.css");
