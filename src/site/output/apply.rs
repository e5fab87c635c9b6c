//! What a step does to the file system: what waits in the stage gets its place, what has gone leaves it.
//!
//! Each of these may be done twice, and each finishes what an earlier attempt left half done.

use std::ffi::CString;
use std::io;
use std::os::fd::OwnedFd;

use rustix::fs::{AtFlags, FileType, Mode, RenameFlags};
use rustix::io::Errno;

use crate::site::output::folder::{self, FOLDER_MODE, OPEN_FOLDER};
use crate::site::output::{path, tree};

/// The name, beside its place, of a copy that came from another file system.
const PART: &str = ".rapporteur.part";

/// Applies steps: from where things are moved, and to where.
pub(super) struct Applier<'a> {
    /// The stage.
    pub(super) stage: &'a OwnedFd,
    /// The output folder.
    pub(super) root: &'a OwnedFd,
}

impl Applier<'_> {
    /// Puts a staged file in the place of another.
    pub(super) fn swap(&self, staged: &str, path: &str) -> io::Result<()> {
        match rustix::fs::renameat_with(self.stage, staged, self.root, path, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(()),
            // A file system that cannot do it, or a file that is gone: a plain rename does as well, if more slowly.
            Err(_) => self.place(staged, path),
        }
    }

    /// Gives a staged file or folder its place.
    pub(super) fn place(&self, staged: &str, path: &str) -> io::Result<()> {
        let rename = || rustix::fs::renameat(self.stage, staged, self.root, path);
        match rename() {
            Ok(()) => Ok(()),
            Err(Errno::NOENT) if tree::kind(self.stage, staged)?.is_none() => Ok(()),
            // Somebody has removed the folder meanwhile.
            Err(Errno::NOENT) => {
                self.make_folders_above(path)?;
                Ok(rename()?)
            }
            Err(Errno::NOTEMPTY | Errno::EXIST) => self.merge(staged, path),
            Err(Errno::XDEV) => self.carry(staged, path),
            Err(error) => Err(error.into()),
        }
    }

    /// Places what is in a staged folder one by one, because a folder has come to stand in its place.
    fn merge(&self, staged: &str, path: &str) -> io::Result<()> {
        let folder = rustix::fs::openat(self.stage, staged, OPEN_FOLDER, Mode::empty())?;
        for name in tree::names(&folder)? {
            let name = name.to_str().map_err(io::Error::other)?;
            self.place(&path::join(staged, name), &path::join(path, name))?;
        }
        Ok(())
    }

    /// Places across file systems, which a rename cannot: copies beside the place, then renames.
    fn carry(&self, staged: &str, path: &str) -> io::Result<()> {
        let root = self.root;
        let part = path::join(path::split(path).0, PART);
        let (source, target) = (CString::new(staged)?, CString::new(part.as_str())?);
        // A run that was cut short may have left one.
        tree::remove(root, &target)?;
        tree::copy(self.stage, &source, root, &target)?;
        match rustix::fs::renameat(root, &part, root, path) {
            Ok(()) => {}
            Err(Errno::NOTEMPTY | Errno::EXIST) => {
                tree::remove(root, &target)?;
                self.merge(staged, path)?;
            }
            Err(error) => {
                tree::remove(root, &target)?;
                return Err(error.into());
            }
        }
        Ok(tree::remove(self.stage, &source)?)
    }

    /// Removes a file that may be gone already, or have become a folder.
    pub(super) fn remove_file(&self, path: &str) -> Result<(), Errno> {
        match rustix::fs::unlinkat(self.root, path, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT | Errno::NOTDIR | Errno::ISDIR) => Ok(()),
            // Some systems say so of a folder.
            Err(Errno::PERM) if tree::kind(self.root, path)? == Some(FileType::Directory) => Ok(()),
            other => other,
        }
    }

    /// Removes a folder that may be gone already, have become a file, or hold files of others.
    pub(super) fn remove_folder(&self, path: &str) -> Result<(), Errno> {
        match rustix::fs::unlinkat(self.root, path, AtFlags::REMOVEDIR) {
            // BUSY: something is mounted there.
            Ok(()) | Err(Errno::NOENT | Errno::NOTDIR | Errno::NOTEMPTY | Errno::EXIST | Errno::BUSY) => Ok(()),
            other => other,
        }
    }

    fn make_folders_above(&self, path: &str) -> Result<(), Errno> {
        for above in path::folders_above(path) {
            match rustix::fs::mkdirat(self.root, above, FOLDER_MODE) {
                Ok(()) => folder::let_everybody_enter(self.root, above),
                Err(Errno::EXIST) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
