//! What the operating system tells, through `notify`: the only file that knows it.
//!
//! On Linux every folder is watched by itself, and not with notify's own recursion, for three reasons. That sets the watch
//! of a new folder after the event has been passed on, so that what is done there in between is missed. It stops at the
//! first folder that is gone again or cannot be read, and of a new one it says nothing then. And it watches folders that nobody
//! reads, such as `.git`, in which there is much going on. What notify does well is used: it forgets the watches of a folder
//! that is renamed or removed, and all below it, before it answers the next request.

#![expect(clippy::disallowed_methods, reason = "folders are listed to be watched, not to be read")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Config, Error, ErrorKind, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _, WatcherKind};
use rustix::io::Errno;

use crate::serve::watcher::watched_folder::{WatchedFolder, is_folder};
use crate::text::source::ignored;

/// How long a set of watches may take to go.
const CLOSING: Duration = Duration::from_secs(1);

/// One thing that happened.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A file or folder was made.
    Created(PathBuf),
    /// A file was written to.
    Written(PathBuf),
    /// Somebody who could write to a file has closed it.
    Closed(PathBuf),
    /// A file or folder was moved to this name.
    MovedIn(PathBuf),
    /// A file or folder was moved away from this name.
    MovedOut(PathBuf),
    /// A file was removed.
    Removed(PathBuf),
    /// A folder was removed.
    FolderRemoved,
    /// Both names of what was moved, told after each of them.
    Renamed { from: PathBuf, to: PathBuf },
    /// Something else changed: who may read it, or what this system does not say.
    Changed(PathBuf),
    /// A folder that is watched, or the way to it, came or went.
    RootChanged,
    /// Events were lost.
    EventsLost,
}

/// The watches that are set.
pub(super) struct SystemWatches {
    watcher: RecommendedWatcher,
    /// What happened, and when.
    pub(super) events: Receiver<(Event, Instant)>,
}

impl SystemWatches {
    /// Watches all folders. If that cannot be, the reason is said in words.
    pub(super) fn open(folders: &[WatchedFolder]) -> Result<SystemWatches, String> {
        let (sender, events) = mpsc::channel();
        let watched = folders.to_vec();
        let handler = move |event: notify::Result<notify::Event>| {
            let at = Instant::now();
            for event in event.map_or_else(|_| vec![Event::EventsLost], |event| translate(event, &watched)) {
                // Nobody listens any longer when other watches have been set.
                sender.send((event, at)).unwrap_or_default();
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(handler, config).map_err(|error| reason(&error))?;
        let mut system = SystemWatches { watcher, events };
        for folder in folders {
            for parent in &folder.parents {
                // One that cannot be watched is made up for by looking at the folders now and then.
                system.add(parent, RecursiveMode::NonRecursive)?;
            }
            if let Some(real) = &folder.real {
                if is_by_folder() {
                    system.watch(real)?;
                } else {
                    system.add(real, RecursiveMode::Recursive)?;
                }
            }
        }
        Ok(system)
    }

    /// Watches a folder that has come, and all below it but for those that nobody reads. If it is watched already, nothing
    /// changes.
    pub(super) fn watch(&mut self, tree: &Path) -> Result<(), String> {
        let mut folders = if is_by_folder() { vec![tree.to_path_buf()] } else { Vec::new() };
        while let Some(folder) = folders.pop() {
            // Watched first and listed then: what is made in between is told of or found, or both.
            if self.add(&folder, RecursiveMode::NonRecursive)? {
                folders.extend(folders_in(&folder));
            }
        }
        Ok(())
    }

    /// Watches one folder, and says whether there is one: it may have gone since its name was read, or not be readable.
    fn add(&mut self, folder: &Path, mode: RecursiveMode) -> Result<bool, String> {
        match self.watcher.watch(folder, mode) {
            Ok(()) => {}
            Err(error) if is_harmless(&error) => return Ok(false),
            Err(error) => return Err(reason(&error)),
        }
        let there = is_folder(folder);
        if !there {
            // It has become a link in the meantime, to a place that may be outside. If it is gone, its watch is as well.
            self.watcher.unwatch(folder).unwrap_or_default();
        }
        Ok(there)
    }

    /// Removes all watches, and returns when they are gone: the system counts them.
    pub(super) fn close(self) {
        let SystemWatches { watcher, events } = self;
        let end = Instant::now() + CLOSING;
        drop(watcher);
        while Instant::now() < end && events.recv_timeout(CLOSING).is_ok() {}
    }
}

/// Whether folders have to be watched one by one.
fn is_by_folder() -> bool {
    RecommendedWatcher::kind() == WatcherKind::Inotify
}

/// The folders in a folder that a reader would go into.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.filter(|entry| !ignored(&entry.file_name().to_string_lossy())).map(|entry| entry.path()).collect()
}

/// What an event is to those who wait; nothing, if it does not concern them.
fn translate(event: notify::Event, folders: &[WatchedFolder]) -> Vec<Event> {
    if event.need_rescan() {
        return vec![Event::EventsLost];
    }
    let kind = match event.kind {
        // The readers of the files are among those that open them.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Event::Closed,
        EventKind::Access(_) => return Vec::new(),
        EventKind::Create(CreateKind::Folder) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Event::MovedIn,
        EventKind::Create(_) => Event::Created,
        EventKind::Modify(ModifyKind::Data(_)) => Event::Written,
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Event::MovedOut,
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => {
            let Ok([from, to]) = <[PathBuf; 2]>::try_from(event.paths) else { return Vec::new() };
            let concerned = folders.iter().any(|folder| folder.below(&from).is_some());
            return if concerned { vec![Event::Renamed { from, to }] } else { Vec::new() };
        }
        EventKind::Remove(RemoveKind::Folder) => |_| Event::FolderRemoved,
        EventKind::Remove(_) => Event::Removed,
        EventKind::Any | EventKind::Modify(_) | EventKind::Other => Event::Changed,
    };
    let moves =
        matches!(event.kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    let event_at = |path: PathBuf| {
        if moves && folders.iter().any(|folder| folder.depends_on(&path)) {
            return Some(Event::RootChanged);
        }
        folders.iter().any(|folder| folder.contains(&path)).then(|| kind(path))
    };
    event.paths.into_iter().filter_map(event_at).collect()
}

/// Whether an error says only that there is nothing to watch.
fn is_harmless(error: &Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
        ErrorKind::Io(error) => matches!(
            Errno::from_io_error(error),
            Some(Errno::NOENT | Errno::NOTDIR | Errno::ACCESS | Errno::PERM | Errno::LOOP | Errno::NAMETOOLONG)
        ),
        _ => false,
    }
}

/// Why folders cannot be watched.
fn reason(error: &Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system lets no more folders be watched (fs.inotify.max_user_watches limits their number)".to_owned()
        }
        ErrorKind::Io(error) if matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE)) => {
            "the system lets no more folders be watched (fs.inotify.max_user_instances and `ulimit -n` limit who may)"
                .to_owned()
        }
        _ => format!("the system does not let folders be watched ({})", error.to_string().to_lowercase()),
    }
}
