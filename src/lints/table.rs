//! Every family of lints.

use super::{
    Family, book, command, diagrams, external, facts, markup, permissions, references, regions, search, secrets, spelling,
};

/// The families in the order in which they are documented.
pub const FAMILIES: &[Family] = &[
    references::FAMILY,
    external::FAMILY,
    spelling::FAMILY,
    facts::FAMILY,
    regions::FAMILY,
    diagrams::FAMILY,
    search::FAMILY,
    secrets::FAMILY,
    markup::FAMILY,
    book::FAMILY,
    permissions::FAMILY,
    command::FAMILY,
];

/// Problems that leave less to look at than there is. They are reported whichever lints are wanted: a check of a book that cannot be read must
/// not end well.
pub(super) const ALWAYS: &[&str] = &["config-syntax", "empty-book", "unreadable", "not-utf8", "lost-diagram"];
