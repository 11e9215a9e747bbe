//! From another tool's project to a book: what Sphinx's `conf.py` says, as `book.toml`, and what the pages use.
//!
//! ```text
//! conf.py          -> Module      python     assignments, without running anything
//! Module           -> Draft       settings   one table: what each setting of Sphinx becomes, or why it is left
//! Draft            -> book.toml   draft      with a comment for each setting that was left
//! pages, Config    -> Seen        seen       what the pages say of the project that conf.py does not
//! pages, Config    -> [Usage]     usage      every directive and role, how often, and what becomes of it
//! ```

pub mod draft;
pub mod python;
pub mod seen;
pub mod settings;
pub mod usage;

pub use draft::Draft;
pub use seen::{Seen, seen};
pub use settings::{Project, draft};
pub use usage::{Outcome, Usage, usages};
