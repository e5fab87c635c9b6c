//! What came since the last report, and when it will have come to rest.
//!
//! It has no clock: each event brings its time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long nothing may come before it counts as rest: a save is several steps, with microseconds between them.
const QUIET: Duration = Duration::from_millis(3);
/// How long a file that was written to and not closed is waited for: some programs never close a file.
const HELD: Duration = Duration::from_millis(50);
/// How long a report is put off at most.
const LONGEST: Duration = Duration::from_millis(100);

/// What has not been reported yet.
#[derive(Debug, Default)]
pub(super) struct Burst {
    done: Done,
    /// The files that somebody is writing, and when that was last seen.
    open: BTreeMap<PathBuf, Instant>,
    /// When the last event happened; none if nothing has come.
    last: Option<Instant>,
    /// Since when somebody has been kept waiting: events may be older, having come while nobody listened.
    waiting: Option<Instant>,
}

/// What is reported.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) named: BTreeSet<PathBuf>,
    pub(super) everything: bool,
    /// Whether a folder was among it.
    pub(super) folder: bool,
}

impl Burst {
    /// A file was written to, and its writer has not closed it.
    pub(super) fn written(&mut self, path: PathBuf, at: Instant) {
        self.open.insert(path.clone(), at);
        self.changed(path, at);
    }

    /// A file is what it is going to be: closed by its writer, moved to its place, or gone.
    pub(super) fn whole(&mut self, path: PathBuf, at: Instant) {
        self.open.remove(&path);
        self.changed(path, at);
    }

    /// Something about a file changed that says nothing about its writer.
    pub(super) fn changed(&mut self, path: PathBuf, at: Instant) {
        self.done.named.insert(path);
        self.happened(at);
    }

    /// A file got another name. `kept_aside` says that nobody reads it under that name: editors keep the old text so,
    /// and then write the new one under the name that has become free.
    pub(super) fn renamed(&mut self, from: PathBuf, to: PathBuf, kept_aside: bool, at: Instant) {
        let writing = self.open.remove(&from);
        if kept_aside {
            self.written(from, at);
        } else if let Some(since) = writing {
            self.open.insert(to, since);
        }
    }

    /// A folder came, went or changed, and what it holds with it.
    pub(super) fn folder(&mut self, at: Instant) {
        self.done.folder = true;
        self.everything(at);
    }

    /// Nothing may be assumed any longer.
    pub(super) fn everything(&mut self, at: Instant) {
        self.done.everything = true;
        self.happened(at);
    }

    fn happened(&mut self, at: Instant) {
        self.last = self.last.max(Some(at));
    }

    /// From when on what came may be reported, as it is known now; `None` if nothing came.
    pub(super) fn rest(&mut self, now: Instant) -> Option<Instant> {
        let last = self.last?;
        let waiting = *self.waiting.get_or_insert(now);
        let held = self.open.values().max().map(|&since| since + HELD);
        Some((last + QUIET).max(held.unwrap_or(last)).min(waiting + LONGEST))
    }

    /// What came; after it, nothing has.
    pub(super) fn take(&mut self, now: Instant) -> Done {
        self.last = None;
        self.waiting = None;
        self.open.retain(|_, since| *since + HELD > now);
        std::mem::take(&mut self.done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When, in milliseconds, what was done to a burst may be reported to somebody who has waited since 0.
    fn rest(act: impl Fn(&mut Burst, &dyn Fn(u64) -> Instant)) -> Option<u128> {
        let start = Instant::now();
        let mut burst = Burst::default();
        act(&mut burst, &|millis| start + Duration::from_millis(millis));
        burst.rest(start).map(|rest| (rest - start).as_millis())
    }

    fn path(name: &str) -> PathBuf {
        PathBuf::from(name)
    }

    #[test]
    fn a_file_is_waited_for_until_it_is_closed() {
        assert_eq!(rest(|_, _| {}), None);
        assert_eq!(rest(|burst, at| burst.changed(path("a"), at(5))), Some(8));
        assert_eq!(rest(|burst, at| burst.written(path("a"), at(5))), Some(55));
        let closed = |burst: &mut Burst, at: &dyn Fn(u64) -> Instant| {
            burst.written(path("a"), at(5));
            burst.whole(path("a"), at(20));
        };
        assert_eq!(rest(closed), Some(23));
        let one_of_two = |burst: &mut Burst, at: &dyn Fn(u64) -> Instant| {
            burst.written(path("b"), at(1));
            closed(burst, at);
        };
        assert_eq!(rest(one_of_two), Some(51));
        let without_end = |burst: &mut Burst, at: &dyn Fn(u64) -> Instant| {
            (0..90).for_each(|millis| burst.written(path("a"), at(millis)));
        };
        assert_eq!(rest(without_end), Some(100));
    }

    #[test]
    fn who_writes_is_followed_to_the_new_name() {
        let moved = |kept_aside| {
            rest(move |burst, at| {
                burst.written(path("new"), at(5));
                burst.changed(path("new"), at(6));
                burst.whole(path("a"), at(6));
                burst.renamed(path("new"), path("a"), kept_aside, at(6));
                burst.whole(path("a"), at(9));
            })
        };
        assert_eq!(moved(false), Some(12));
        assert_eq!(moved(true), Some(56), "what was put aside is expected to be written anew");
    }

    #[test]
    fn what_is_reported_is_over() {
        let now = Instant::now();
        let mut burst = Burst::default();
        burst.written(path("a"), now);
        burst.folder(now);
        let done = burst.take(now + HELD);
        assert_eq!((done.named.len(), done.everything, done.folder), (1, true, true));
        assert_eq!((burst.rest(now), burst.open.len()), (None, 0));
    }
}
