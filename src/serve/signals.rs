//! When to leave.

/// Waits until the process is asked to leave: Ctrl-C, or what service managers and containers send. It must be asked even as the first process
/// of a container, where these signals do nothing unless somebody listens.
///
/// The signal of a closed terminal is left to the system, which ends the process at once, or not at all under `nohup`.
#[cfg(unix)]
pub(super) async fn asked_to_leave() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

/// Waits until the process is asked to leave by Ctrl-C.
#[cfg(not(unix))]
pub(super) async fn asked_to_leave() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
