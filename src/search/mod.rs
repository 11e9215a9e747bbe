//! Search: from the pages to an index, and from a query to results.
//!
//! ```text
//! SitePage          -> [Section]    sections   what can be found in a page
//! [Section]         -> Page         terms      which words stand where; pure, memoised
//! [Page]            -> Index        index      fold of all pages
//! Index             -> files        shards     what the browser searches in
//! Index, query      -> Results      query      the ranking, the same as in the browser
//! ```
//!
//! `content/contributing/search.md` says what the two sides have to agree on.

mod characters;
mod digits;
mod impact;
mod index;
mod lexicon;
mod plain;
mod query;
mod sections;
mod shards;
mod stem;
mod terms;
#[cfg(test)]
mod tests;
mod words;

pub use impact::Weights;
pub use index::{Entry, Index, Options};
pub use query::{Part, Results, Shown};
pub use sections::{Section, sections};
pub use terms::Page;
