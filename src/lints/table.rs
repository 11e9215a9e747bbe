//! Every family of lints.

use super::Family;
use super::book;
use super::command;
use super::diagrams;
use super::external;
use super::markup;
use super::permissions;
use super::references;

/// The families in the order in which they are documented.
pub const FAMILIES: &[Family] =
    &[references::FAMILY, external::FAMILY, markup::FAMILY, diagrams::FAMILY, book::FAMILY, permissions::FAMILY, command::FAMILY];

/// Problems that leave less to look at than there is. They are reported whichever lints are wanted: a check of a book that cannot be read must
/// not end well.
pub(super) const ALWAYS: &[&str] = &["config-syntax", "empty-book", "unreadable", "not-utf8", "lost-diagram"];
