//! Where new files wait, invisible, until all of them are written.
//!
//! A file whose folder is there waits alone, under a number. Files of folders that are not there wait in a tree, whose
//! top is the topmost missing folder, under a number too: one rename then makes the whole tree visible.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rustix::fs::FileType;

use crate::site::output::content::Content;
use crate::site::output::error::OutputError;
use crate::site::output::folder::{self, FOLDER_MODE, OutputFolder};
use crate::site::output::manifest::{self, Manifest};
use crate::site::output::{existing, mode, path, tree};

/// The name of the stage among the tool's own files.
pub(super) const STAGE: &str = "stage";

/// Where the files of one folder of the site wait.
#[derive(Debug, Clone)]
pub(super) enum FolderState {
    /// Each alone: the folder is there.
    Exists,
    /// Together, in the folder `at` of the stage, which belongs to the tree of this number.
    Staged {
        /// The number of the tree.
        tree: u32,
        /// The path in the stage.
        at: Arc<str>,
    },
}

/// A folder that becomes visible as a whole.
#[derive(Debug)]
pub(super) struct StagedTree {
    /// Its name in the stage.
    pub(super) number: u32,
    /// Where it goes.
    pub(super) path: Box<str>,
}

/// A file that waits alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StagedFile {
    /// Its name in the stage.
    pub(super) number: u32,
    /// Its number in the file system.
    pub(super) inode: u64,
}

/// The stage of one build. Dropped before it is kept for a committed plan, it clears itself away.
pub(super) struct Stage {
    /// The stage, open.
    pub(super) open: Arc<OwnedFd>,
    tool_folder: Arc<OwnedFd>,
    next: AtomicU32,
    folders: RwLock<HashMap<Box<str>, FolderState>>,
    trees: Mutex<Vec<StagedTree>>,
    is_kept: bool,
    /// Whether the user's mask keeps others from reading what is made. It is asked once, since there are many files.
    is_masked: bool,
}

impl Stage {
    /// An empty stage; what a killed build left in it is removed.
    ///
    /// # Errors
    ///
    /// If it cannot be emptied or made.
    pub(super) fn fresh(folder: &OutputFolder) -> Result<Stage, OutputError> {
        let fail = |error| OutputError::io("prepare", &folder.shown_tool_file(STAGE), error);
        tree::remove(&folder.tool_folder, c"stage").map_err(fail)?;
        let open = folder::open_or_make(&folder.tool_folder, STAGE).map_err(fail)?;
        let status = rustix::fs::fstat(&open).map_err(fail)?;
        Ok(Stage {
            is_masked: !mode::allows(status.st_mode, mode::ENTER),
            open: Arc::new(open),
            tool_folder: Arc::clone(&folder.tool_folder),
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
    pub(super) fn folder_state(
        &self,
        folder: &OutputFolder,
        manifest: Option<&Manifest>,
        site_folder: &str,
    ) -> Result<FolderState, OutputError> {
        if site_folder.is_empty() {
            return Ok(FolderState::Exists);
        }
        if let Some(known) = self.known(site_folder) {
            return Ok(known);
        }
        let (above, name) = path::split(site_folder);
        let parent = self.folder_state(folder, manifest, above)?;
        // Held while the folder is made, so that it is made once.
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders.get(site_folder) {
            return Ok(known.clone());
        }
        let state = match parent {
            FolderState::Staged { tree, at } => FolderState::Staged { tree, at: path::join(&at, name).into() },
            FolderState::Exists if is_there(folder, manifest, site_folder)? => FolderState::Exists,
            FolderState::Exists => self.begin_tree(site_folder),
        };
        if let FolderState::Staged { at, .. } = &state {
            rustix::fs::mkdirat(&self.open, &**at, FOLDER_MODE)
                .map_err(|error| OutputError::io("make", &folder.shown(site_folder), error))?;
            if self.is_masked {
                folder::let_everybody_enter(&self.open, &**at);
            }
        }
        folders.insert(site_folder.into(), state.clone());
        Ok(state)
    }

    /// Begins a new tree.
    fn begin_tree(&self, site_folder: &str) -> FolderState {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let tree = StagedTree { number, path: site_folder.into() };
        self.trees.lock().unwrap_or_else(PoisonError::into_inner).push(tree);
        FolderState::Staged { tree: number, at: number.to_string().into() }
    }

    fn known(&self, site_folder: &str) -> Option<FolderState> {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).get(site_folder).cloned()
    }

    /// Whether a folder of the site is made by this build.
    pub(super) fn makes(&self, site_folder: &str) -> bool {
        matches!(self.known(site_folder), Some(FolderState::Staged { .. }))
    }

    /// The trees begun so far, emptied out.
    pub(super) fn take_trees(&self) -> Vec<StagedTree> {
        std::mem::take(&mut *self.trees.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes the file `site_path` alone.
    ///
    /// # Errors
    ///
    /// If it cannot be written, for want of space perhaps.
    pub(super) fn write_file(
        &self,
        folder: &OutputFolder,
        site_path: &str,
        content: Content<'_>,
    ) -> Result<StagedFile, OutputError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let file = self.write(folder, &number.to_string(), site_path, content)?;
        let status =
            rustix::fs::fstat(file).map_err(|error| OutputError::io("write", &folder.shown(site_path), error))?;
        Ok(StagedFile { number, inode: status.st_ino })
    }

    /// Writes the file `site_path` to the path `at` of the stage.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or was already.
    pub(super) fn write(
        &self,
        folder: &OutputFolder,
        at: &str,
        site_path: &str,
        content: Content<'_>,
    ) -> Result<File, OutputError> {
        let file = manifest::make_new(&self.open, at).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OutputError::claimed_twice(site_path),
            _ => OutputError::io("write", &folder.shown(site_path), error),
        })?;
        content.write(&file, &folder.shown(site_path))?;
        if self.is_masked {
            mode::allow(&file, mode::READ);
        }
        Ok(file)
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
            let _ = tree::remove(&self.tool_folder, c"stage");
        }
    }
}

/// Whether a folder whose parent is there is there too; a file of ours in its place gives way.
fn is_there(folder: &OutputFolder, manifest: Option<&Manifest>, site_folder: &str) -> Result<bool, OutputError> {
    let is_ours = manifest.is_some_and(|manifest| manifest.has_file(site_folder));
    let status = existing::status(folder, site_folder)?;
    match status.map(|status| FileType::from_raw_mode(status.st_mode)) {
        None => Ok(false),
        Some(FileType::Directory) => {
            let is_closed = status.is_some_and(|status| !mode::allows(status.st_mode, mode::ENTER));
            if is_closed && manifest.is_some_and(|manifest| manifest.has_folder(site_folder)) {
                folder::let_everybody_enter(&folder.root, site_folder);
            }
            Ok(true)
        }
        Some(FileType::RegularFile) if is_ours => Ok(false),
        Some(FileType::Symlink) => Err(OutputError::link_on_the_way(&folder.shown(site_folder))),
        Some(_) => Err(OutputError::foreign(&folder.shown(site_folder), "file")),
    }
}
