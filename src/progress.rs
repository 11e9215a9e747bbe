//! How far the work is, for whoever wants to show it.

/// Told of the work as it goes on, from any thread.
pub trait Progress: Sync {
    /// A stage of `total` steps begins; the one before is over. `name` says what is done to what, as in `Drawing diagrams`.
    fn stage(&self, name: &str, total: usize);

    /// One step is done.
    fn step(&self);
}

/// Nobody wants to know.
impl Progress for () {
    fn stage(&self, _: &str, _: usize) {}

    fn step(&self) {}
}
