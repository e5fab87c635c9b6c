//! All connections there are: no more than can be held, and where there is no room, the oldest that waits for nothing
//! makes it.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Resource, getrlimit};
use tokio::task::AbortHandle;

/// The most connections at a time, however many files the system lets this process open.
const MOST: usize = 1024;

/// For how long a connection may take to ask for something before it counts as one that waits for nothing.
const FRESH: Duration = Duration::from_secs(2);

/// The connections that are open.
pub(super) struct Connections {
    most: usize,
    open: Mutex<OpenConnections>,
}

#[derive(Default)]
struct OpenConnections {
    /// How many there have been, and so the number of the next.
    count: u64,
    /// Oldest first.
    tasks: BTreeMap<u64, (AbortHandle, Arc<Activity>)>,
}

impl Connections {
    /// Room for connections, which leaves half of all files that may be open to the reading of content.
    pub(super) fn new() -> Connections {
        let files = getrlimit(Resource::Nofile).current.and_then(|files| usize::try_from(files).ok());
        Connections { most: files.map_or(MOST, |files| (files / 2).clamp(1, MOST)), open: Mutex::default() }
    }

    /// Whether there is no room for another.
    pub(super) fn are_full(&self) -> bool {
        self.open().tasks.len() >= self.most
    }

    /// Ends the oldest that is not being answered, and says whether there was one.
    ///
    /// Event streams go late: they are meant to stay, but come back by themselves. Last goes what has just come: its
    /// request is on its way, and would be answered with a reset.
    pub(super) fn drop_oldest(&self) -> bool {
        let mut open = self.open();
        let idle = open.tasks.iter().filter(|(_, (_, activity))| !activity.is_busy());
        let oldest =
            idle.min_by_key(|(number, (_, activity))| (activity.is_fresh(), activity.is_event_stream(), **number));
        let Some(number) = oldest.map(|(number, _)| *number) else { return false };
        if let Some((task, _)) = open.tasks.remove(&number) {
            task.abort();
        }
        true
    }

    /// Holds a connection to its end.
    pub(super) fn spawn<F>(self: &Arc<Self>, serve: impl FnOnce(Arc<Activity>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut open = self.open();
        open.count += 1;
        let number = open.count;
        let activity = Arc::new(Activity::default());
        let connection = serve(Arc::clone(&activity));
        let slot = Slot { connections: Arc::clone(self), number };
        let task = tokio::spawn(async move {
            let _slot = slot;
            connection.await;
        });
        open.tasks.insert(number, (task.abort_handle(), activity));
    }

    fn open(&self) -> MutexGuard<'_, OpenConnections> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The slot of a connection among the others, which is free again however it ends.
struct Slot {
    connections: Arc<Connections>,
    number: u64,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.connections.open().tasks.remove(&self.number);
    }
}

/// What goes on at a connection.
#[derive(Debug)]
pub(super) struct Activity {
    since: Instant,
    asked: AtomicBool,
    answering: AtomicBool,
    blocked: AtomicBool,
    event_stream: AtomicBool,
}

impl Default for Activity {
    fn default() -> Activity {
        Activity {
            since: Instant::now(),
            asked: AtomicBool::default(),
            answering: AtomicBool::default(),
            blocked: AtomicBool::default(),
            event_stream: AtomicBool::default(),
        }
    }
}

impl Activity {
    /// Says that a request is being answered, until what is returned is dropped.
    pub(super) fn begin_answer(self: &Arc<Self>) -> Answering {
        self.asked.store(true, Ordering::Relaxed);
        self.answering.store(true, Ordering::Relaxed);
        Answering(Arc::clone(self))
    }

    /// Says that the answer is an event stream, which is idle for as long as it lasts.
    pub(super) fn begin_events(&self) {
        self.event_stream.store(true, Ordering::Relaxed);
    }

    /// Says whether there are bytes that the other end does not take yet.
    pub(super) fn set_blocked(&self, blocked: bool) {
        self.blocked.store(blocked, Ordering::Relaxed);
    }

    /// Whether its first request may still be on its way.
    fn is_fresh(&self) -> bool {
        !self.asked.load(Ordering::Relaxed) && self.since.elapsed() < FRESH
    }

    fn is_event_stream(&self) -> bool {
        self.event_stream.load(Ordering::Relaxed)
    }

    fn is_busy(&self) -> bool {
        let is_answering = self.answering.load(Ordering::Relaxed) && !self.is_event_stream();
        is_answering || self.blocked.load(Ordering::Relaxed)
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub(super) struct Answering(Arc<Activity>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.store(false, Ordering::Relaxed);
        self.0.event_stream.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_has_just_come_outlives_what_waits() {
        let connections = Arc::new(Connections { most: 3, open: Mutex::default() });
        let (answered, events, fresh) = (open(&connections), open(&connections), open(&connections));
        drop(answered.begin_answer());
        let _events = events.begin_answer();
        events.begin_events();

        let left =
            |activity: &Arc<Activity>| connections.open().tasks.values().any(|(_, other)| Arc::ptr_eq(activity, other));
        for (gone, staying) in [(&answered, &events), (&events, &fresh)] {
            assert!(connections.drop_oldest());
            assert!(!left(gone) && left(staying) && left(&fresh));
        }
        assert!(connections.drop_oldest() && !left(&fresh), "where nothing else is left, it makes room as well");
    }

    fn open(connections: &Arc<Connections>) -> Arc<Activity> {
        let mut activity = None;
        connections.spawn(|own| {
            activity = Some(own);
            std::future::pending()
        });
        activity.unwrap_or_default()
    }
}
