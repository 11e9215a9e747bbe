//! What was found and what was done, as text for people and, later, for machines.

mod excerpt;
pub mod summary;
pub mod terminal;
