//! When to read folders again: waits until something happened to them and no more happens.
//!
//! It knows about events and nothing else. What it says is a reason to read the folders anew, never what they hold, so
//! no answer depends on which events came: whatever may have been missed is answered with "read everything".
//!
//! | what comes | when it is said |
//! |---|---|
//! | a file is written in place | when its writer has closed it, or after 50 ms in which the writer did nothing |
//! | a file or folder is renamed or removed | after 3 ms in which nothing else came |
//! | events that never end | after 100 ms, and so on |
//! | a folder comes, goes or changes | as above, and once more 100 ms later |
//! | a folder watched is itself removed, replaced or moved away | when its name is taken again, or after 50 ms |
//!
//! Files and folders that a reader ignores say nothing, and symbolic links are not followed, as the reader follows none.

mod debounce;
mod system;
mod watched_folder;

use std::collections::BTreeSet;
use std::mem;
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use crate::serve::watcher::debounce::Debounce;
use crate::serve::watcher::system::{Event, SystemWatches};
use crate::serve::watcher::watched_folder::{WatchedFolder, is_folder, is_new_file};

/// How often it is said to read everything where the system cannot be relied on.
const POLL: Duration = Duration::from_millis(500);
/// How long after a folder changed everything is read once more.
const REREAD: Duration = Duration::from_millis(100);
/// How often it is made sure that the folders are still the ones that are watched: a folder far above them can be renamed,
/// or another file system mounted, and nothing tells of that.
const CHECK: Duration = Duration::from_secs(1);
/// How long events are taken in before it is seen whether they are to be reported, although more have come.
const INTAKE: Duration = Duration::from_millis(50);

/// Watches folders, each with everything below it.
pub struct Watcher {
    /// The folders as they were given.
    paths: Vec<PathBuf>,
    /// The same, as they were found.
    folders: Vec<WatchedFolder>,
    /// None where nothing but polling is left.
    system: Option<SystemWatches>,
    /// Why there is polling, if there is.
    polling_reason: Option<String>,
    debounce: Debounce,
    /// Whether the watches have to be set anew.
    stale: bool,
    /// When everything is read once more.
    next_full: Option<Instant>,
    /// When it is made sure that the folders are still where they were.
    next_check: Instant,
    /// When a poll is due; it is counted from the moment that somebody waits, so that a long build is not followed by
    /// the next at once.
    next_poll: Option<Instant>,
}

/// What happened since the last wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    /// Files that were named, and folders that went away, below the folder as it was given. A file that is reached
    /// through a symbolic link is named where it really is.
    pub paths: BTreeSet<PathBuf>,
    /// More may have changed than was named.
    pub everything: bool,
}

impl Watcher {
    /// Watches folders, which need not exist yet, and may go and come back.
    ///
    /// What happens after this returns is noticed. `poll` asks not to rely on the system at all.
    #[must_use]
    pub fn new(folders: Vec<PathBuf>, poll: bool) -> Watcher {
        let mut watcher = Watcher {
            paths: folders,
            folders: Vec::new(),
            system: None,
            polling_reason: poll.then(|| "it was asked for".to_owned()),
            debounce: Debounce::default(),
            stale: false,
            next_full: None,
            next_check: Instant::now() + CHECK,
            next_poll: None,
        };
        if !poll {
            watcher.set_watches();
        }
        watcher
    }

    /// Why everything is read twice a second, in words for the editor; `None` where the system tells what happens.
    #[must_use]
    pub fn polling_reason(&self) -> Option<&str> {
        self.polling_reason.as_deref()
    }

    /// Waits until something happened and no more happens; `None` when nothing has until `timeout` ran out, without
    /// which it is waited for ever.
    pub fn wait(&mut self, timeout: Option<Duration>) -> Option<ChangeSet> {
        let start = Instant::now();
        let end = timeout.and_then(|timeout| start.checked_add(timeout));
        if self.polling_reason.is_some() {
            self.next_poll.get_or_insert(start + POLL);
        }
        loop {
            self.take_events();
            let now = Instant::now();
            self.run_timers(now);
            let due = self.debounce.due(now);
            if due.is_some_and(|due| due <= now) {
                return Some(self.take_changes(now));
            }
            if end.is_some_and(|end| end <= now) {
                return None;
            }
            let next =
                [due, end, self.next_full, self.next_poll].into_iter().flatten().fold(self.next_check, Instant::min);
            self.wait_for_event(next.saturating_duration_since(now));
        }
    }

    /// Takes in the events that have come, and sees to it that what came is watched before anybody is sent to read it.
    fn take_events(&mut self) {
        let end = Instant::now() + INTAKE;
        while Instant::now() < end
            && let Some((event, at)) = self.system.as_ref().and_then(|system| system.events.try_recv().ok())
        {
            self.handle(event, at);
        }
        if mem::take(&mut self.stale) {
            self.reset_watches();
        }
    }

    fn wait_for_event(&mut self, time: Duration) {
        let Some(system) = &self.system else { return thread::sleep(time) };
        match system.events.recv_timeout(time) {
            Ok((event, at)) => self.handle(event, at),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => self.stale = true,
        }
    }

    fn handle(&mut self, event: Event, at: Instant) {
        match event {
            Event::Created(path) if is_new_file(&path) => self.debounce.written(path, at),
            Event::Written(path) => self.debounce.written(path, at),
            Event::Closed(path) => self.debounce.completed(path, at),
            Event::Renamed { from, to } => {
                let unread = self.folders.iter().all(|folder| folder.below(&to).is_none());
                let kept_aside = unread && !is_folder(&to);
                self.debounce.renamed(from, to, kept_aside, at);
            }
            Event::MovedIn(path) | Event::Changed(path) | Event::Created(path) if is_folder(&path) => {
                self.debounce.folder_changed(at);
                self.watch(&[path]);
            }
            Event::MovedIn(path) | Event::Removed(path) => self.debounce.completed(path, at),
            Event::Changed(path) | Event::MovedOut(path) | Event::Created(path) => self.debounce.changed(path, at),
            Event::FolderRemoved => self.debounce.folder_changed(at),
            Event::RootChanged | Event::EventsLost => {
                self.debounce.folder_changed(at);
                self.stale = true;
            }
        }
    }

    /// Does what has become due.
    fn run_timers(&mut self, now: Instant) {
        if self.next_full.is_some_and(|due| due <= now) {
            self.next_full = None;
            self.next_check = now;
            self.debounce.all_changed(now);
            let roots: Vec<PathBuf> = self.folders.iter().filter_map(|folder| folder.real.clone()).collect();
            self.watch(&roots);
        }
        if self.next_check <= now {
            self.next_check = now + CHECK;
            if self.system.is_some() && self.folders != WatchedFolder::all(&self.paths) {
                self.reset_watches();
            }
        }
        if self.next_poll.is_some_and(|due| due <= now) {
            self.next_poll = None;
            self.debounce.all_changed(now);
        }
    }

    fn take_changes(&mut self, now: Instant) -> ChangeSet {
        let batch = self.debounce.take(now);
        if batch.folder {
            self.next_full = Some(now + REREAD);
        }
        let shown = |path: &PathBuf| self.folders.iter().filter_map(|folder| folder.shown(path)).collect::<Vec<_>>();
        ChangeSet { paths: batch.named.iter().flat_map(shown).collect(), everything: batch.everything }
    }

    /// Watches trees in addition to what is watched.
    fn watch(&mut self, trees: &[PathBuf]) {
        let Some(system) = &mut self.system else { return };
        if let Err(reason) = trees.iter().try_for_each(|tree| system.watch(tree)) {
            self.fall_back_to_polling(reason);
        }
    }

    /// Sets all watches anew. What the system had to tell of before is lost, so everything is to be read.
    fn reset_watches(&mut self) {
        let now = Instant::now();
        self.debounce.folder_changed(now);
        let before = mem::take(&mut self.folders);
        self.set_watches();
        for (was, is) in before.iter().zip(&self.folders) {
            match (&was.real, &is.real) {
                // Mostly another is about to be moved in.
                (Some(_), None) => self.debounce.written(is.given.clone(), now),
                (_, Some(_)) => self.debounce.completed(is.given.clone(), now),
                (None, None) => {}
            }
        }
    }

    fn set_watches(&mut self) {
        self.folders = WatchedFolder::all(&self.paths);
        let opened = SystemWatches::open(&self.folders).or_else(|reason| {
            // The old watches may be those that fill the system's limit. It is not waited otherwise until they are gone, which
            // takes the system tens of milliseconds.
            self.system.take().ok_or(reason)?.close();
            SystemWatches::open(&self.folders)
        });
        match opened {
            Ok(system) => {
                self.system = Some(system);
                self.polling_reason = self.folders.iter().find_map(WatchedFolder::unreliable_because);
                self.next_poll = self.polling_reason.as_ref().map(|_| Instant::now() + POLL);
            }
            Err(reason) => self.fall_back_to_polling(reason),
        }
    }

    fn fall_back_to_polling(&mut self, reason: String) {
        self.system = None;
        self.polling_reason = Some(reason);
        self.next_poll = Some(Instant::now() + POLL);
    }
}
