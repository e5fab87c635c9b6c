//! Publishing: the rendered files, put into a folder that readers may be looking at.
//!
//! ```text
//! open     checks the folder, takes its lock, finishes what an earlier run left unfinished
//! offer    compares one file with what is there, and stages it if it differs   (many threads)
//! publish  makes all that was staged visible, and removes what was not offered
//! ```
//!
//! Where somebody waits for a few of the files, `publish_part` makes these visible before the others are offered.
//!
//! What holds at every moment, also after `kill -9`, a full disk or a signal:
//!
//! - Until the plan is committed inside `publish`, no visible byte has changed. From then on only renames and removals
//!   are left, each atomic, in an order in which no page links to one that is not there: assets, new pages, changed
//!   pages, removals. A run that is cut short among them is finished by the next [`Output::open`].
//! - An address answers with a whole file, old or new. A folder that did not exist appears by one rename, with all that
//!   is in it, so it is never seen empty.
//! - Only files that the manifest names are ever replaced or removed. The folder itself is never renamed or replaced.
//! - Where a file of ours becomes a folder (`a`, then `a/index.html`), or a folder a file, what is there has to go
//!   first: it is removed immediately before the step that needs its place.
//!
//! Old and new pages are both visible while the renames run, which [`Published::window`] measures. The bound is 10 ms
//! after one edit and 200 ms for 10,000 changed pages, on two cores and a file system in memory; the example
//! `publish_window` measured 0.01 ms and 35 ms. Where another file system is mounted inside the folder, no rename
//! reaches it: a step there copies beside the place, then renames, which takes longer and needs space on that disk.
//!
//! All that the tool keeps is under `.rapporteur/` in the folder: `manifest` (what it made, and for whom), `lock`, and
//! while it works `stage/` and `plan`. Two things are outside the promise. After a power cut the next build mends what
//! was lost, because it compares bytes. And whoever else writes to the folder while a build runs may be overwritten.

#![expect(clippy::disallowed_methods, reason = "this is the door through which files are published")]

mod apply;
mod commit;
mod content;
mod error;
mod existing;
mod folder;
mod lock;
mod manifest;
mod mode;
mod path;
mod plan;
mod schedule;
mod signal_guard;
mod stage;
mod tool_folder;
mod tree;

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::review::settings::Settings;
use crate::site::edition::Edition;
use crate::site::output::commit::Prepared;
pub use crate::site::output::content::Content;
pub use crate::site::output::error::OutputError;
use crate::site::output::existing::Existing;
use crate::site::output::folder::OutputFolder;
use crate::site::output::manifest::Manifest;
pub use crate::site::output::path::check as check_path;
use crate::site::output::schedule::{Extent, Offer, Schedule};
use crate::site::output::signal_guard::{SignalGuard, outlive_file_size_limit};
use crate::site::output::stage::{FolderState, Stage};
use crate::site::output::tool_folder::MANIFEST;

/// When a file becomes visible, relative to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// What pages refer to, and which refers to no page: style sheets, images, data.
    Asset,
    /// What links to pages.
    Page,
}

/// What an offered file means for the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileChange {
    /// Nothing is there yet.
    Added,
    /// Other bytes are there.
    Changed,
    /// The same bytes are there; the file stays as it is.
    Unchanged,
}

/// What a publication did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Files that were not there before.
    pub added: usize,
    /// Files that have other bytes now.
    pub changed: usize,
    /// Files that were not touched.
    pub unchanged: usize,
    /// Files that are gone.
    pub removed: usize,
    /// From the first visible step to the last: how long old and new files were both visible; zero if nothing changed.
    pub window: Duration,
}

impl Published {
    /// What this and a part that was published before it did together.
    #[must_use]
    pub fn after(self, part: Published, began: Instant) -> Published {
        let window = if self.window == Duration::ZERO { part.window } else { began.elapsed() };
        Published {
            added: self.added + part.added,
            changed: self.changed + part.changed,
            unchanged: self.unchanged.saturating_sub(part.added + part.changed),
            window,
            ..self
        }
    }
}

/// The number of lists that offers are collected in, so that threads seldom wait for one another.
const LISTS: usize = 16;

/// A folder that is open for one publication, and locked against others.
///
/// Dropped without [`Output::publish`], it leaves the folder as it was.
pub struct Output {
    // The order of the fields matters: the stage is cleared before the lock is let go.
    stage: Stage,
    folder: OutputFolder,
    manifest: Option<Manifest>,
    offers: [Mutex<Vec<Offer>>; LISTS],
    has_failed: AtomicBool,
    lock: File,
}

impl Output {
    /// Opens `out` for a publication of what is written in `content`; makes it, with its parents, if it is missing.
    ///
    /// Waits while another build works in the same folder, then finishes what a killed one left unfinished. Call it
    /// before anything that may fail, so that a publication that was cut short is finished even so.
    ///
    /// # Errors
    ///
    /// If `out` is a symbolic link, a file, not writable, in a `.git` folder, not empty and not made by this tool, or
    /// if it is, contains or lies in `content`. Nothing has been touched then.
    pub fn open(out: &Path, content: &Path) -> Result<Output, OutputError> {
        outlive_file_size_limit();
        let folder = OutputFolder::claim(out, content)?;
        let lock = lock::take(&folder)?;
        // Another build may have worked here while this one waited.
        folder.recognise()?;
        commit::roll_forward(&folder)?;
        Output::begin(folder, lock)
    }

    /// What was published here last; `None` if nothing was, or if it was before manifests told.
    #[must_use]
    pub fn edition(&self) -> Option<&Edition> {
        self.manifest.as_ref()?.edition.as_ref()
    }

    /// What was published in a folder last, without touching it; `None` as well where there is no such folder, or no way to
    /// read it.
    #[must_use]
    pub fn look(out: &Path) -> Option<Edition> {
        let tool_folder = folder::open_tool_folder(out)?;
        Manifest::parse(&manifest::read_text(&tool_folder, MANIFEST).ok()??).ok()?.edition
    }

    /// Refuses a folder that holds the site of another review.
    ///
    /// # Errors
    ///
    /// If it does.
    pub fn refuse_site_of_others(&self, settings: &Settings) -> Result<(), OutputError> {
        match self.edition() {
            Some(edition) if !edition.is_of(settings) => {
                Err(OutputError::of_another_review(&self.folder.shown(""), &edition.title, &settings.title))
            }
            _ => Ok(()),
        }
    }

    /// Offers one file of the new site; stages it if other bytes, or none, are there. What a file of the review holds is never
    /// all in memory.
    ///
    /// `path` is relative, its parts joined by `/`: `recommendations/4.1/index.html`. May be called from many threads.
    ///
    /// # Errors
    ///
    /// If `path` is none that may be written, if something that this tool did not make stands in its place, or if the
    /// file cannot be staged. The visible files are then as they were.
    pub fn offer(&self, path: &str, class: Class, content: Content<'_>) -> Result<FileChange, OutputError> {
        let offer =
            self.stage_offer(path, class, content).inspect_err(|_| self.has_failed.store(true, Ordering::Relaxed))?;
        let change = offer.change;
        let list = rayon::current_thread_index().unwrap_or(0) % LISTS;
        self.offers[list].lock().unwrap_or_else(PoisonError::into_inner).push(offer);
        Ok(change)
    }

    fn stage_offer(&self, path: &str, class: Class, content: Content<'_>) -> Result<Offer, OutputError> {
        path::check(path).map_err(|why| OutputError::bad_path(path, why))?;
        let (above, name) = path::split(path);
        match self.stage.folder_state(&self.folder, self.manifest.as_ref(), above)? {
            FolderState::Exists => self.stage_file(path, class, content),
            FolderState::Staged { tree, at } => {
                self.stage.write(&self.folder, &path::join(&at, name), path, content)?;
                Ok(Offer::in_tree(path, class, tree))
            }
        }
    }

    /// Stages a file whose folder is there already.
    fn stage_file(&self, path: &str, class: Class, content: Content<'_>) -> Result<Offer, OutputError> {
        let is_ours = self.manifest.as_ref().is_some_and(|manifest| manifest.has_file(path));
        let change = match existing::at(&self.folder, path, content, is_ours)? {
            Existing::Same => return Ok(Offer::unchanged(path, class)),
            Existing::Nothing => FileChange::Added,
            Existing::Other if is_ours => FileChange::Changed,
            Existing::Folder if existing::all_ours(&self.folder, self.manifest.as_ref(), path)? => FileChange::Added,
            Existing::Folder => return Err(OutputError::foreign(&self.folder.shown(path), "folder")),
            Existing::Other => return Err(OutputError::foreign(&self.folder.shown(path), "file")),
        };
        let staged = self.stage.write_file(&self.folder, path, content)?;
        Ok(Offer::alone(path, class, change, staged))
    }

    /// Makes visible what was offered, and removes those files of the manifest that were not. The edition is what the next
    /// build is told of these files.
    ///
    /// Signals that end a process wait for the few milliseconds of the visible steps.
    ///
    /// # Errors
    ///
    /// If a path was offered twice, or both as a file and as a folder, if a folder cannot be written, or if the plan
    /// cannot be staged: the visible files are then as they were. If one of the visible steps itself fails, the message
    /// says so, and the next [`Output::open`] finishes the rest.
    pub fn publish(self, edition: Option<Edition>) -> Result<Published, OutputError> {
        let Output { stage, folder, manifest, offers, has_failed, lock } = self;
        if has_failed.into_inner() {
            return Err(OutputError::incomplete(&folder.shown("")));
        }
        let schedule = Schedule::of(collected(offers), &stage, &folder, manifest.as_ref(), Extent::Whole(edition))?;
        let published = carry_out(stage, &folder, manifest.as_ref(), schedule);
        // The stage is gone by now; another build may begin its own.
        drop(lock);
        published
    }

    /// Whether the tool made this file.
    #[must_use]
    pub fn has_made(&self, path: &str) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.has_file(path))
    }

    /// Makes visible what was offered so far and leaves all else as it is, so that the whole site can be offered next. Does
    /// nothing, and returns `None` instead of what it did, if not all of that could be staged, or if something would have to go
    /// first.
    ///
    /// # Errors
    ///
    /// As [`Output::publish`].
    pub fn publish_part(self) -> Result<(Output, Option<Published>), OutputError> {
        let Output { stage, folder, manifest, offers, has_failed, lock } = self;
        let offers = collected(offers);
        let is_in_the_way = |manifest: &Manifest| offers.iter().any(|offer| offer.needs_room(manifest));
        if has_failed.into_inner() || manifest.as_ref().is_none_or(is_in_the_way) {
            // It is cleared away before the next one is made.
            drop(stage);
            return Ok((Output::begin(folder, lock)?, None));
        }
        let schedule = Schedule::of(offers, &stage, &folder, manifest.as_ref(), Extent::Part)?;
        let has_new = schedule.manifest.is_some();
        let published = carry_out(stage, &folder, manifest.as_ref(), schedule)?;
        let output = if has_new { Output::begin(folder, lock) } else { Output::knowing(manifest, folder, lock) };
        Ok((output?, Some(published)))
    }

    /// The same folder with nothing offered to it.
    ///
    /// # Errors
    ///
    /// If what the tool keeps in it cannot be made.
    pub fn afresh(self) -> Result<Output, OutputError> {
        let Output { stage, folder, manifest, lock, .. } = self;
        drop(stage);
        Output::knowing(manifest, folder, lock)
    }

    /// A publication in a folder that is locked, and in which nothing is left unfinished.
    fn begin(folder: OutputFolder, lock: File) -> Result<Output, OutputError> {
        Output::knowing(Manifest::read(&folder)?, folder, lock)
    }

    /// The same, where it is known what was made.
    fn knowing(manifest: Option<Manifest>, folder: OutputFolder, lock: File) -> Result<Output, OutputError> {
        let stage = Stage::fresh(&folder)?;
        let offers = std::array::from_fn(|_| Mutex::default());
        Ok(Output { stage, folder, manifest, offers, has_failed: AtomicBool::new(false), lock })
    }
}

fn collected(offers: [Mutex<Vec<Offer>>; LISTS]) -> Vec<Offer> {
    offers.into_iter().flat_map(|list| list.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

fn carry_out(
    stage: Stage,
    folder: &OutputFolder,
    manifest: Option<&Manifest>,
    schedule: Schedule,
) -> Result<Published, OutputError> {
    let published = schedule.published;
    let Some(prepared) = Prepared::prepare(stage, folder, manifest, schedule)? else { return Ok(published) };
    let signal_guard = SignalGuard::begin();
    let committed = prepared.commit()?;
    let window = committed.run()?;
    committed.finish()?;
    drop(signal_guard);
    committed.clear();
    Ok(Published { window, ..published })
}
