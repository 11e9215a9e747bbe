//! The conversation with one tab, over its WebSocket.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::Live;
use super::message::FromTab;
use super::tab::Tab;
use crate::serve::Showing;

/// How many pings may stay unanswered.
const UNANSWERED: u32 = 2;

/// The reason for a close is no longer than this (RFC 6455, section 5.5: 125 bytes with the code).
const LONGEST_REASON: usize = 123;

/// How patient the server is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Between two questions whether the tab is still there.
    pub(super) ping: Duration,
    /// With a tab that takes no messages.
    pub(super) send: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { ping: Duration::from_secs(20), send: Duration::from_secs(10) }
    }
}

/// Why a conversation ends.
enum End {
    /// The tab is gone, or seems to be.
    Gone,
    /// The server says why.
    Close(CloseFrame),
}

/// Keeps a tab up to date until it goes. What is shown while it is still being told of something older is left out but for the last.
pub(super) async fn run(live: Arc<Live>, mut socket: WebSocket) {
    if let Err(End::Close(frame)) = talk(&live, &mut socket).await {
        let _ = timeout(live.patience.send, socket.send(Message::Close(Some(frame)))).await;
    }
}

async fn talk(live: &Arc<Live>, socket: &mut WebSocket) -> Result<(), End> {
    let mut showing = live.showing.clone();
    let mut tab: Option<Tab> = None;
    let mut ping = interval(live.patience.ping);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ping.tick().await;
    let mut unanswered = 0;
    loop {
        tokio::select! {
            changed = showing.changed() => {
                changed.map_err(|_| close(close_code::AWAY, "The server has ended."))?;
                if let Some(old) = &tab {
                    tab = step(live, socket, &mut showing, Asked::Nothing(old.clone())).await?;
                }
            }
            message = socket.recv() => {
                // Whoever sends is there.
                unanswered = 0;
                let asked = match message {
                    Some(Ok(Message::Text(text))) => Asked::of(&text, tab.as_ref())?,
                    Some(Ok(Message::Binary(_))) => return Err(close(close_code::UNSUPPORTED, "Messages are text.")),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
                };
                tab = step(live, socket, &mut showing, asked).await?;
            }
            _ = ping.tick() => {
                if unanswered >= UNANSWERED {
                    return Err(End::Gone);
                }
                unanswered += 1;
                send(live, socket, Message::Ping(Vec::new().into())).await?;
            }
        }
    }
}

/// What the tab asks for.
enum Asked {
    Hello(super::message::Hello),
    Whole(Tab),
    /// But it must be told what there is.
    Nothing(Tab),
}

impl Asked {
    fn of(text: &str, tab: Option<&Tab>) -> Result<Self, End> {
        match FromTab::read(text) {
            Ok(FromTab::Hello(hello)) => Ok(Self::Hello(hello)),
            Ok(FromTab::Whole(_)) => {
                tab.cloned().map(Self::Whole).ok_or_else(|| close(close_code::POLICY, "The first message is `hello`."))
            }
            Err(reason) => Err(close(close_code::POLICY, &reason)),
        }
    }
}

/// Tells the tab what there is to tell; returns what it shows then.
async fn step(
    live: &Arc<Live>,
    socket: &mut WebSocket,
    showing: &mut watch::Receiver<Arc<Showing>>,
    asked: Asked,
) -> Result<Option<Tab>, End> {
    let now = Arc::clone(&showing.borrow_and_update());
    let hub = Arc::clone(live);
    let work = move || match asked {
        Asked::Hello(hello) => Tab::greet(&hub, hello, &now),
        Asked::Whole(mut tab) => {
            let messages = tab.whole(&hub, &now);
            (Some(tab), messages)
        }
        Asked::Nothing(mut tab) => {
            let messages = tab.follow(&hub, &now);
            (Some(tab), messages)
        }
    };
    // A panic is told on the terminal; the tab says hello again.
    let fault = |_| close(close_code::ERROR, "This page cannot be followed, which is a fault of Bindery.");
    let (tab, messages) = tokio::task::spawn_blocking(work).await.map_err(fault)?;
    for text in messages {
        send(live, socket, Message::Text(text.into())).await?;
    }
    Ok(tab)
}

async fn send(live: &Live, socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(live.patience.send, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}

fn close(code: u16, reason: &str) -> End {
    let reason = reason.get(..reason.floor_char_boundary(LONGEST_REASON)).unwrap_or_default();
    End::Close(CloseFrame { code, reason: reason.into() })
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;
    use std::time::Instant;

    use axum::Router;
    use axum::extract::ws::WebSocketUpgrade;
    use axum::routing::get;

    use super::*;

    /// A tab that answers pings or does not, and how long the server kept it.
    fn kept(answers: bool) -> Duration {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (_sender, receiver) = watch::channel(Arc::default());
        let patience = Patience { ping: Duration::from_millis(100), send: Duration::from_secs(1) };
        let mut live = Live::new(receiver, String::new(), None);
        Arc::get_mut(&mut live).unwrap().patience = patience;
        let (ended, end) = std::sync::mpsc::channel();
        let socket = move |upgrade: WebSocketUpgrade| {
            let (live, ended) = (Arc::clone(&live), ended.clone());
            async move {
                upgrade.on_upgrade(|socket| async move {
                    live.talk(socket).await;
                    ended.send(()).unwrap();
                })
            }
        };
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move { axum::serve(listener, Router::new().route("/", get(socket))).await });
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(10))).unwrap();
        let (mut tab, _) = tungstenite::client(format!("ws://{address}/"), stream).unwrap();
        let start = Instant::now();
        while end.recv_timeout(Duration::from_millis(10)).is_err() && start.elapsed() < Duration::from_millis(900) {
            if answers {
                // Reading answers pings.
                let _ = tab.read();
            }
        }
        start.elapsed()
    }

    #[test]
    fn a_tab_that_does_not_answer_is_given_up() {
        let silent = kept(false);
        assert!(silent > Duration::from_millis(200) && silent < Duration::from_millis(800), "{silent:?}");
        assert!(kept(true) > Duration::from_millis(800));
    }
}
