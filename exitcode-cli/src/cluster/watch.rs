//! A list that is kept up to date.

use std::io;
use std::time::Duration;

use kube::core::WatchEvent;
use serde_json::Value;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep, timeout};

use super::Refusal;
use super::api::{Api, List, Page, chain, refused, shortened};

/// After so long the API server ends a watch by itself, and the next one begins.
const WATCH: Duration = Duration::from_secs(240);

/// A connection that held for so long and then ends has idled too long for something on the way.
const HELD: Duration = Duration::from_secs(30);

/// How often the list is asked for where it may be read but not watched.
const POLL: Duration = Duration::from_secs(10);

/// The least time between two lists.
const LEAST: Duration = Duration::from_secs(1);

/// So many changes may wait before no more are read.
const WAITING: usize = 256;

/// What became of the objects of a list.
#[derive(Debug)]
pub(crate) enum Change {
    /// The list begins anew: what is not applied before it is complete is no longer there.
    Fresh,
    Applied(Value),
    Deleted(Value),
    Complete,
    /// It cannot be had.
    Refused(Refusal),
    /// It is not known at present, and asked for again after so long.
    Lost(Refusal, Duration),
    /// It may not be watched, so it is asked for every so often.
    Polled(Refusal, Duration),
    /// It is known again.
    Back,
}

/// How long a list is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follow {
    UntilComplete,
    /// For as long as the changes are received.
    On,
}

/// Gives a list and, if it is followed on, each change.
pub(crate) fn follow(api: &Api, list: List, how: Follow) -> Receiver<Change> {
    let (sender, receiver) = channel(WAITING);
    let follower = Follower { api: api.clone(), list, how, sender, lost: None, polled: false };
    tokio::spawn(follower.run());
    receiver
}

/// Nobody receives the changes any more.
struct Ended;

struct Follower {
    api: Api,
    list: List,
    how: Follow,
    sender: Sender<Change>,
    /// How often in a row it was lost.
    lost: Option<u32>,
    polled: bool,
}

/// Why a watch is over.
enum Over {
    /// The changes after this version may go on elsewhere.
    At(String),
    /// The server keeps no changes since that version.
    Gone,
    Lost(String, Refusal),
}

impl Follower {
    async fn run(mut self) {
        let mut complete = false;
        loop {
            let version = match self.list().await {
                Err(Ended) => return,
                Ok(Ok(version)) => version,
                Ok(Err(refusal)) => match self.refused(refusal, complete).await {
                    Ok(()) => continue,
                    Err(Ended) => return,
                },
            };
            complete = true;
            if self.how == Follow::UntilComplete {
                return;
            }
            if self.watch(version).await.is_err() {
                return;
            }
        }
    }

    async fn send(&self, change: Change) -> Result<(), Ended> {
        self.sender.send(change).await.map_err(|_| Ended)
    }

    async fn lost(&mut self, refusal: Refusal) -> Result<(), Ended> {
        const LONGEST: u64 = 30;
        let times = self.lost.map_or(0, |times| times + 1);
        self.lost = Some(times);
        let wait = Duration::from_secs(1_u64.checked_shl(times).unwrap_or(LONGEST).min(LONGEST));
        self.send(Change::Lost(refusal, wait)).await?;
        self.pause(wait).await
    }

    /// The list was not to be had: the first time whoever asked decides what that means.
    async fn refused(&mut self, refusal: Refusal, complete: bool) -> Result<(), Ended> {
        let may_pass = refusal.may_pass();
        if complete && may_pass {
            return self.lost(refusal).await;
        }
        self.send(Change::Refused(refusal)).await?;
        if may_pass && self.how == Follow::On { self.pause(POLL).await } else { Err(Ended) }
    }

    /// Waits, unless nobody receives the changes any more.
    async fn pause(&self, time: Duration) -> Result<(), Ended> {
        tokio::select! {
            () = sleep(time) => Ok(()),
            () = self.sender.closed() => Err(Ended),
        }
    }

    async fn back(&mut self) -> Result<(), Ended> {
        match self.lost.take() {
            Some(_) => self.send(Change::Back).await,
            None => Ok(()),
        }
    }

    /// Gives all that the list has, and its version.
    async fn list(&mut self) -> Result<Result<Option<String>, Refusal>, Ended> {
        let (api, list) = (self.api.clone(), self.list.clone());
        let mut pages = api.pages(&list);
        let mut begun = false;
        loop {
            let page = match pages.next().await {
                Ok(page) => page,
                Err(refusal) => return Ok(Err(refusal)),
            };
            self.back().await?;
            if !begun || matches!(page, Some(Page::Again)) {
                begun = true;
                self.send(Change::Fresh).await?;
            }
            match page {
                Some(Page::Items(items)) => {
                    for item in items {
                        self.send(Change::Applied(item)).await?;
                    }
                }
                Some(Page::Again) => {}
                None => break,
            }
        }
        self.send(Change::Complete).await?;
        Ok(Ok(pages.version()))
    }

    /// Gives all changes since that version, until the list is to be asked for again.
    async fn watch(&mut self, version: Option<String>) -> Result<(), Ended> {
        let Some(mut version) = version else { return self.poll(None).await };
        loop {
            let begin = Instant::now();
            match self.watch_once(version).await? {
                Ok(Over::At(last)) => version = last,
                Ok(Over::Gone) => {
                    return self.pause(LEAST.saturating_sub(begin.elapsed())).await;
                }
                Ok(Over::Lost(last, _)) if begin.elapsed() >= HELD => version = last,
                Ok(Over::Lost(last, refusal)) => {
                    self.lost(refusal).await?;
                    version = last;
                }
                Err(refusal) => return self.poll(Some(refusal)).await,
            }
        }
    }

    async fn poll(&mut self, refusal: Option<Refusal>) -> Result<(), Ended> {
        if !std::mem::replace(&mut self.polled, true) {
            let refusal = refusal.unwrap_or(Refusal::NotFound);
            self.send(Change::Polled(refusal, POLL)).await?;
        }
        self.pause(POLL).await
    }

    /// One watch; an error if it may not be.
    async fn watch_once(&mut self, mut version: String) -> Result<Result<Over, Refusal>, Ended> {
        let seconds = WATCH.as_secs().to_string();
        let path = self.list.with(&[
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("resourceVersion", &version),
            ("timeoutSeconds", &seconds),
        ]);
        let mut lines = match self.api.lines(&path).await {
            Ok(lines) => lines,
            Err(Refusal::Gone) => return Ok(Ok(Over::Gone)),
            Err(refusal) if refusal.may_pass() => return Ok(Ok(Over::Lost(version, refusal))),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let begin = Instant::now();
        self.back().await?;
        // The server ends it in time; if not even that comes, there is no connection any more.
        while let Ok(line) = timeout(WATCH + self.api.timeout(), lines.next()).await {
            let line = match line {
                Ok(Some(line)) => line,
                Ok(None) if begin.elapsed() >= WATCH => return Ok(Ok(Over::At(version))),
                Ok(None) => return Ok(Ok(Over::Lost(version, closed()))),
                Err(refusal) => return Ok(Ok(Over::Lost(version, refusal))),
            };
            let at = |object: &Value| {
                let version = object.pointer("/metadata/resourceVersion").and_then(Value::as_str);
                version.map(str::to_owned)
            };
            let changed = match serde_json::from_slice(&line) {
                Ok(WatchEvent::Added(object) | WatchEvent::Modified(object)) => {
                    (at(&object), Change::Applied(object))
                }
                Ok(WatchEvent::Deleted(object)) => (at(&object), Change::Deleted(object)),
                Ok(WatchEvent::Bookmark(bookmark)) => {
                    version = bookmark.metadata.resource_version;
                    continue;
                }
                Ok(WatchEvent::Error(status)) => {
                    return Ok(Ok(match refused(status.code, status.message.clone()) {
                        Refusal::Gone => Over::Gone,
                        refusal => Over::Lost(version, refusal),
                    }));
                }
                Err(error) => {
                    let refusal = Refusal::Unreadable(shortened(&chain(&error)));
                    return Ok(Ok(Over::Lost(version, refusal)));
                }
            };
            version = changed.0.unwrap_or(version);
            self.send(changed.1).await?;
        }
        Ok(Ok(Over::Lost(version, Refusal::Slow(WATCH.as_secs()))))
    }
}

fn closed() -> Refusal {
    let error = io::Error::new(io::ErrorKind::UnexpectedEof, "it closed the connection");
    Refusal::Unreachable(error.to_string())
}
