//! Events, collected until no more have come for a while, and when that will be.
//!
//! It has no clock: each event brings its time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long no event may have come before what came is reported: a save is several steps, with microseconds between them.
const QUIET: Duration = Duration::from_millis(3);
/// How long a file that was written to and not closed is waited for: some programs never close a file.
const UNCLOSED: Duration = Duration::from_millis(50);
/// How long a report is put off at most.
const LONGEST: Duration = Duration::from_millis(100);

/// The events that have not been reported yet.
#[derive(Debug, Default)]
pub(super) struct Debounce {
    batch: Batch,
    /// The files that somebody is writing, and when that was last seen.
    being_written: BTreeMap<PathBuf, Instant>,
    /// When the last event happened; none if nothing has come.
    last_event: Option<Instant>,
    /// Since when somebody has been kept waiting: events may be older, having come while nobody listened.
    waiting_since: Option<Instant>,
}

/// What is reported at once.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) named: BTreeSet<PathBuf>,
    pub(super) everything: bool,
    /// Whether a folder was among it.
    pub(super) folder: bool,
}

impl Debounce {
    /// A file was written to, and its writer has not closed it.
    pub(super) fn written(&mut self, path: PathBuf, at: Instant) {
        self.being_written.insert(path.clone(), at);
        self.changed(path, at);
    }

    /// A file is what it is going to be: closed by its writer, moved to its place, or gone.
    pub(super) fn completed(&mut self, path: PathBuf, at: Instant) {
        self.being_written.remove(&path);
        self.changed(path, at);
    }

    /// Something about a file changed that says nothing about its writer.
    pub(super) fn changed(&mut self, path: PathBuf, at: Instant) {
        self.batch.named.insert(path);
        self.happened(at);
    }

    /// A file got another name. `kept_aside` says that nobody reads it under that name: editors keep the old text so,
    /// and then write the new one under the name that has become free.
    pub(super) fn renamed(&mut self, from: PathBuf, to: PathBuf, kept_aside: bool, at: Instant) {
        let writing = self.being_written.remove(&from);
        if kept_aside {
            self.written(from, at);
        } else if let Some(since) = writing {
            self.being_written.insert(to, since);
        }
    }

    /// A folder came, went or changed, and what it holds with it.
    pub(super) fn folder_changed(&mut self, at: Instant) {
        self.batch.folder = true;
        self.all_changed(at);
    }

    /// Nothing may be assumed any longer.
    pub(super) fn all_changed(&mut self, at: Instant) {
        self.batch.everything = true;
        self.happened(at);
    }

    fn happened(&mut self, at: Instant) {
        self.last_event = self.last_event.max(Some(at));
    }

    /// From when on what came may be reported, as it is known now; `None` if nothing came.
    pub(super) fn due(&mut self, now: Instant) -> Option<Instant> {
        let last = self.last_event?;
        let waiting = *self.waiting_since.get_or_insert(now);
        let held = self.being_written.values().max().map(|&since| since + UNCLOSED);
        Some((last + QUIET).max(held.unwrap_or(last)).min(waiting + LONGEST))
    }

    /// What came; after it, nothing has.
    pub(super) fn take(&mut self, now: Instant) -> Batch {
        self.last_event = None;
        self.waiting_since = None;
        self.being_written.retain(|_, since| *since + UNCLOSED > now);
        std::mem::take(&mut self.batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When, in milliseconds, what happened may be reported to somebody who has waited since 0.
    fn due_after(act: impl Fn(&mut Debounce, &dyn Fn(u64) -> Instant)) -> Option<u128> {
        let start = Instant::now();
        let mut debounce = Debounce::default();
        act(&mut debounce, &|millis| start + Duration::from_millis(millis));
        debounce.due(start).map(|due| (due - start).as_millis())
    }

    fn path(name: &str) -> PathBuf {
        PathBuf::from(name)
    }

    #[test]
    fn a_file_is_waited_for_until_it_is_closed() {
        assert_eq!(due_after(|_, _| {}), None);
        assert_eq!(due_after(|debounce, at| debounce.changed(path("a"), at(5))), Some(8));
        assert_eq!(due_after(|debounce, at| debounce.written(path("a"), at(5))), Some(55));
        let closed = |debounce: &mut Debounce, at: &dyn Fn(u64) -> Instant| {
            debounce.written(path("a"), at(5));
            debounce.completed(path("a"), at(20));
        };
        assert_eq!(due_after(closed), Some(23));
        let one_of_two = |debounce: &mut Debounce, at: &dyn Fn(u64) -> Instant| {
            debounce.written(path("b"), at(1));
            closed(debounce, at);
        };
        assert_eq!(due_after(one_of_two), Some(51));
        let without_end = |debounce: &mut Debounce, at: &dyn Fn(u64) -> Instant| {
            (0..90).for_each(|millis| debounce.written(path("a"), at(millis)));
        };
        assert_eq!(due_after(without_end), Some(100));
    }

    #[test]
    fn who_writes_is_followed_to_the_new_name() {
        let moved = |kept_aside| {
            due_after(move |debounce, at| {
                debounce.written(path("new"), at(5));
                debounce.changed(path("new"), at(6));
                debounce.completed(path("a"), at(6));
                debounce.renamed(path("new"), path("a"), kept_aside, at(6));
                debounce.completed(path("a"), at(9));
            })
        };
        assert_eq!(moved(false), Some(12));
        assert_eq!(moved(true), Some(56), "what was put aside is expected to be written anew");
    }

    #[test]
    fn what_is_reported_is_over() {
        let now = Instant::now();
        let mut debounce = Debounce::default();
        debounce.written(path("a"), now);
        debounce.folder_changed(now);
        let batch = debounce.take(now + UNCLOSED);
        assert_eq!((batch.named.len(), batch.everything, batch.folder), (1, true, true));
        assert_eq!((debounce.due(now), debounce.being_written.len()), (None, 0));
    }
}
