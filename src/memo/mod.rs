//! Results that are kept because the same question comes again.

mod leaf;
mod pack;

pub use leaf::{Key, LeafStore};
