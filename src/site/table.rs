//! Where each name of a kind is, and the name that another one was probably meant to be.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;

use super::PageId;
use crate::nearest::Names;

/// An anchor by page and position in the page's list.
pub(super) type AnchorAt = (PageId, usize);

/// Names with their places, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    places: BTreeMap<String, AnchorAt>,
    /// Prepared when the first name is not found, for all that follow.
    names: OnceLock<Names>,
}

impl Table {
    pub(super) fn nearest(&self, name: &str) -> Option<&str> {
        self.names.get_or_init(|| self.places.keys().map(String::as_str).collect()).nearest(name)
    }
}

impl From<BTreeMap<String, AnchorAt>> for Table {
    fn from(places: BTreeMap<String, AnchorAt>) -> Self {
        Self { places, names: OnceLock::new() }
    }
}

impl Deref for Table {
    type Target = BTreeMap<String, AnchorAt>;

    fn deref(&self) -> &Self::Target {
        &self.places
    }
}
