//! Where new files wait, invisible, until all of them are written.
//!
//! A file whose folder is there waits alone, under a number. Files of folders that are not there wait in a tree, whose
//! top is the topmost missing folder, under a number too: one rename then makes the whole tree visible.

use std::collections::HashMap;
use std::fs::File;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rustix::fs::FileType;

use crate::site::output::error::OutputError;
use crate::site::output::folder::{self, FOLDER_MODE, Folder};
use crate::site::output::manifest::{self, Manifest};
use crate::site::output::{path, standing, tree};

/// The name of the stage among the tool's own files.
pub(super) const STAGE: &str = "stage";

/// Where the files of one folder of the site wait.
#[derive(Debug, Clone)]
pub(super) enum Standing {
    /// Each alone: the folder is there.
    There,
    /// Together, in the folder `at` of the stage, which belongs to the tree of this number.
    Waiting {
        /// The number of the tree.
        tree: u32,
        /// The path in the stage.
        at: Arc<str>,
    },
}

/// A folder that becomes visible as a whole.
#[derive(Debug)]
pub(super) struct Tree {
    /// Its name in the stage.
    pub(super) number: u32,
    /// Where it goes.
    pub(super) path: Box<str>,
}

/// A file that waits alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Alone {
    /// Its name in the stage.
    pub(super) number: u32,
    /// Its number in the file system.
    pub(super) inode: u64,
}

/// The stage of one build. Dropped before it is kept for a committed plan, it clears itself away.
pub(super) struct Stage {
    /// The stage, open.
    pub(super) open: Arc<OwnedFd>,
    own: Arc<OwnedFd>,
    next: AtomicU32,
    folders: RwLock<HashMap<Box<str>, Standing>>,
    trees: Mutex<Vec<Tree>>,
    is_kept: bool,
}

impl Stage {
    /// An empty stage; what a killed build left in it is removed.
    ///
    /// # Errors
    ///
    /// If it cannot be emptied or made.
    pub(super) fn fresh(folder: &Folder) -> Result<Stage, OutputError> {
        let fail = |error| OutputError::io("prepare", &folder.shown_own(STAGE), error);
        tree::remove(&folder.own, c"stage").map_err(fail)?;
        let open = folder::open_or_make(&folder.own, STAGE).map_err(fail)?;
        Ok(Stage {
            open: Arc::new(open),
            own: Arc::clone(&folder.own),
            next: AtomicU32::new(0),
            folders: RwLock::default(),
            trees: Mutex::default(),
            is_kept: false,
        })
    }

    /// Where the files of a folder of the site wait; folders that they need in the stage are made.
    ///
    /// # Errors
    ///
    /// If a link, or a file that the tool did not make, stands on the way, or if a folder cannot be staged.
    pub(super) fn standing(
        &self,
        folder: &Folder,
        manifest: Option<&Manifest>,
        site_folder: &str,
    ) -> Result<Standing, OutputError> {
        if site_folder.is_empty() {
            return Ok(Standing::There);
        }
        if let Some(known) = self.known(site_folder) {
            return Ok(known);
        }
        let (above, name) = path::split(site_folder);
        let parent = self.standing(folder, manifest, above)?;
        // Held while the folder is made, so that it is made once.
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders.get(site_folder) {
            return Ok(known.clone());
        }
        let standing = match parent {
            Standing::Waiting { tree, at } => Standing::Waiting { tree, at: path::join(&at, name).into() },
            Standing::There if is_there(folder, manifest, site_folder)? => Standing::There,
            Standing::There => self.plant(site_folder),
        };
        if let Standing::Waiting { at, .. } = &standing {
            rustix::fs::mkdirat(&self.open, &**at, FOLDER_MODE)
                .map_err(|error| OutputError::io("make", &folder.shown(site_folder), error))?;
        }
        folders.insert(site_folder.into(), standing.clone());
        Ok(standing)
    }

    /// Begins a new tree.
    fn plant(&self, site_folder: &str) -> Standing {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let tree = Tree { number, path: site_folder.into() };
        self.trees.lock().unwrap_or_else(PoisonError::into_inner).push(tree);
        Standing::Waiting { tree: number, at: number.to_string().into() }
    }

    fn known(&self, site_folder: &str) -> Option<Standing> {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).get(site_folder).cloned()
    }

    /// Whether a folder of the site is made by this build.
    pub(super) fn makes(&self, site_folder: &str) -> bool {
        matches!(self.known(site_folder), Some(Standing::Waiting { .. }))
    }

    /// The trees begun so far, emptied out.
    pub(super) fn take_trees(&self) -> Vec<Tree> {
        std::mem::take(&mut *self.trees.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes the file `site_path` alone.
    ///
    /// # Errors
    ///
    /// If it cannot be written, for want of space perhaps.
    pub(super) fn write_alone(&self, folder: &Folder, site_path: &str, bytes: &[u8]) -> Result<Alone, OutputError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let file = self.write(folder, &number.to_string(), site_path, bytes)?;
        let status =
            rustix::fs::fstat(file).map_err(|error| OutputError::io("write", &folder.shown(site_path), error))?;
        Ok(Alone { number, inode: status.st_ino })
    }

    /// Writes the file `site_path` to the path `at` of the stage.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or was already.
    pub(super) fn write(&self, folder: &Folder, at: &str, site_path: &str, bytes: &[u8]) -> Result<File, OutputError> {
        match manifest::write_new(&self.open, at, bytes) {
            Ok(file) => Ok(file),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(OutputError::claimed_twice(site_path))
            }
            Err(error) => Err(OutputError::io("write", &folder.shown(site_path), error)),
        }
    }

    /// Leaves what is staged to a plan that was committed.
    pub(super) fn keep(mut self) -> Arc<OwnedFd> {
        self.is_kept = true;
        Arc::clone(&self.open)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed now is removed by the next build.
            let _ = tree::remove(&self.own, c"stage");
        }
    }
}

/// Whether a folder whose parent is there is there too; a file of ours in its place gives way.
fn is_there(folder: &Folder, manifest: Option<&Manifest>, site_folder: &str) -> Result<bool, OutputError> {
    let is_ours = manifest.is_some_and(|manifest| manifest.has_file(site_folder));
    match standing::kind(folder, site_folder)? {
        None => Ok(false),
        Some(FileType::Directory) => Ok(true),
        Some(FileType::RegularFile) if is_ours => Ok(false),
        Some(FileType::Symlink) => Err(OutputError::link_on_the_way(&folder.shown(site_folder))),
        Some(_) => Err(OutputError::stranger(&folder.shown(site_folder), "file")),
    }
}
