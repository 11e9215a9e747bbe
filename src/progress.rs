//! How far the work is, for whoever wants to show it.

/// Told of the work as it goes on, from any thread.
pub trait Progress: Sync {
    /// A stage of `total` steps begins.
    fn stage(&self, name: &'static str, total: usize);

    /// One step is done.
    fn step(&self);
}

/// Nobody wants to know.
impl Progress for () {
    fn stage(&self, _: &'static str, _: usize) {}

    fn step(&self) {}
}
