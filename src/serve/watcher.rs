//! When to look again: waits until something happened to folders and has come to rest.
//!
//! It knows about events and nothing else. What it says is a reason to read the folders anew, never what they hold, so
//! no answer depends on which events came: whatever may have been missed is answered with "look at everything".
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

mod burst;
mod place;
mod system;

use std::collections::BTreeSet;
use std::mem;
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use crate::serve::watcher::burst::Burst;
use crate::serve::watcher::place::Place;
use crate::serve::watcher::system::{System, Told};

/// How often it is said to look at everything where the system cannot be relied on.
const POLL: Duration = Duration::from_millis(500);
/// How long after a folder changed everything is looked at once more.
const AGAIN: Duration = Duration::from_millis(100);
/// How often it is made sure that the folders are still the ones that are watched: a folder far above them can be renamed,
/// or another file system mounted, and nothing tells of that.
const CHECK: Duration = Duration::from_secs(1);
/// How long events are taken in before it is seen whether they are to be reported, although more have come.
const INTAKE: Duration = Duration::from_millis(50);

/// Watches folders, each with everything below it.
pub struct Watcher {
    folders: Vec<PathBuf>,
    places: Vec<Place>,
    /// None where nothing but polling is left.
    system: Option<System>,
    polls: Option<String>,
    burst: Burst,
    /// Whether the watches have to be set anew.
    stale: bool,
    /// When everything is looked at once more.
    again: Option<Instant>,
    /// When it is made sure that the folders are still where they were.
    check: Instant,
    /// When a poll is due; it is counted from the moment that somebody waits, so that a long build is not followed by
    /// the next at once.
    poll: Option<Instant>,
}

/// What happened since the last wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noticed {
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
            folders,
            places: Vec::new(),
            system: None,
            polls: poll.then(|| "it was asked for".to_owned()),
            burst: Burst::default(),
            stale: false,
            again: None,
            check: Instant::now() + CHECK,
            poll: None,
        };
        if !poll {
            watcher.set();
        }
        watcher
    }

    /// Why everything is looked at twice a second, in words for the editor; `None` where the system tells what happens.
    #[must_use]
    pub fn polls(&self) -> Option<&str> {
        self.polls.as_deref()
    }

    /// Waits until something happened and has come to rest; `None` when nothing has until `patience` ran out, without
    /// which it is waited for ever.
    pub fn wait(&mut self, patience: Option<Duration>) -> Option<Noticed> {
        let start = Instant::now();
        let end = patience.and_then(|patience| start.checked_add(patience));
        if self.polls.is_some() {
            self.poll.get_or_insert(start + POLL);
        }
        loop {
            self.listen();
            let now = Instant::now();
            self.tend(now);
            let rest = self.burst.rest(now);
            if rest.is_some_and(|rest| rest <= now) {
                return Some(self.report(now));
            }
            if end.is_some_and(|end| end <= now) {
                return None;
            }
            let next = [rest, end, self.again, self.poll].into_iter().flatten().fold(self.check, Instant::min);
            self.sleep(next.saturating_duration_since(now));
        }
    }

    /// Takes in what has been told, and sees to it that what came is watched before anybody is sent to read it.
    fn listen(&mut self) {
        let end = Instant::now() + INTAKE;
        while Instant::now() < end
            && let Some((told, at)) = self.system.as_ref().and_then(|system| system.told.try_recv().ok())
        {
            self.hear(told, at);
        }
        if mem::take(&mut self.stale) {
            self.renew();
        }
    }

    fn sleep(&mut self, time: Duration) {
        let Some(system) = &self.system else { return thread::sleep(time) };
        match system.told.recv_timeout(time) {
            Ok((told, at)) => self.hear(told, at),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => self.stale = true,
        }
    }

    fn hear(&mut self, told: Told, at: Instant) {
        match told {
            Told::Made(path) if place::is_new_file(&path) => self.burst.written(path, at),
            Told::Written(path) => self.burst.written(path, at),
            Told::Closed(path) => self.burst.whole(path, at),
            Told::Renamed { from, to } => {
                let unread = self.places.iter().all(|place| place.below(&to).is_none());
                let kept_aside = unread && !place::is_folder(&to);
                self.burst.renamed(from, to, kept_aside, at);
            }
            Told::Came(path) | Told::Changed(path) | Told::Made(path) if place::is_folder(&path) => {
                self.burst.folder(at);
                self.watch(&[path]);
            }
            Told::Came(path) | Told::Gone(path) => self.burst.whole(path, at),
            Told::Changed(path) | Told::Left(path) | Told::Made(path) => self.burst.changed(path, at),
            Told::FolderGone => self.burst.folder(at),
            Told::Gate | Told::Lost => {
                self.burst.folder(at);
                self.stale = true;
            }
        }
    }

    /// Does what has become due.
    fn tend(&mut self, now: Instant) {
        if self.again.is_some_and(|again| again <= now) {
            self.again = None;
            self.check = now;
            self.burst.everything(now);
            let roots: Vec<PathBuf> = self.places.iter().filter_map(|place| place.real.clone()).collect();
            self.watch(&roots);
        }
        if self.check <= now {
            self.check = now + CHECK;
            if self.system.is_some() && self.places != Place::all(&self.folders) {
                self.renew();
            }
        }
        if self.poll.is_some_and(|poll| poll <= now) {
            self.poll = None;
            self.burst.everything(now);
        }
    }

    fn report(&mut self, now: Instant) -> Noticed {
        let done = self.burst.take(now);
        if done.folder {
            self.again = Some(now + AGAIN);
        }
        let shown = |path: &PathBuf| self.places.iter().filter_map(|place| place.shown(path)).collect::<Vec<_>>();
        Noticed { paths: done.named.iter().flat_map(shown).collect(), everything: done.everything }
    }

    /// Watches trees in addition to what is watched.
    fn watch(&mut self, trees: &[PathBuf]) {
        let Some(system) = &mut self.system else { return };
        if let Err(reason) = trees.iter().try_for_each(|tree| system.watch(tree)) {
            self.give_up(reason);
        }
    }

    /// Sets all watches anew. What the system had to tell of before is lost, so everything is to be looked at.
    fn renew(&mut self) {
        let now = Instant::now();
        self.burst.folder(now);
        let before = mem::take(&mut self.places);
        self.set();
        for (was, is) in before.iter().zip(&self.places) {
            match (&was.real, &is.real) {
                // Mostly another is about to be moved in.
                (Some(_), None) => self.burst.written(is.given.clone(), now),
                (_, Some(_)) => self.burst.whole(is.given.clone(), now),
                (None, None) => {}
            }
        }
    }

    fn set(&mut self) {
        self.places = Place::all(&self.folders);
        let opened = System::open(&self.places).or_else(|reason| {
            // The old watches may be those that fill the system's limit. It is not waited otherwise until they are gone, which
            // takes the system tens of milliseconds.
            self.system.take().ok_or(reason)?.close();
            System::open(&self.places)
        });
        match opened {
            Ok(system) => {
                self.system = Some(system);
                self.polls = self.places.iter().find_map(Place::untold);
                self.poll = self.polls.as_ref().map(|_| Instant::now() + POLL);
            }
            Err(reason) => self.give_up(reason),
        }
    }

    fn give_up(&mut self, reason: String) {
        self.system = None;
        self.polls = Some(reason);
        self.poll = Some(Instant::now() + POLL);
    }
}
