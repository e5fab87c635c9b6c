//! Whole folders, listed, removed and copied through open handles; no link is ever followed.

use std::ffi::{CStr, CString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;
use rustix::path::Arg;

use crate::site::output::folder::{FILE_MODE, FOLDER_MODE, OPEN_FOLDER};
use crate::site::output::mode;

/// The names in an open folder, in no order.
///
/// # Errors
///
/// If the folder cannot be read.
pub(super) fn names(folder: impl AsFd) -> Result<Vec<CString>, Errno> {
    let mut names = Vec::new();
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        if entry.file_name() != c"." && entry.file_name() != c".." {
            names.push(entry.file_name().to_owned());
        }
    }
    Ok(names)
}

/// What kind of thing stands at a path; `None` if there is nothing.
///
/// # Errors
///
/// If the system does not tell.
pub(super) fn kind(at: impl AsFd, path: impl Arg) -> Result<Option<FileType>, Errno> {
    Ok(status(at, path)?.map(|status| FileType::from_raw_mode(status.st_mode)))
}

/// What the system says of what stands at a path; `None` if there is nothing.
///
/// # Errors
///
/// If it does not tell.
pub(super) fn status(at: impl AsFd, path: impl Arg) -> Result<Option<Stat>, Errno> {
    match rustix::fs::statat(at, path, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(found) => Ok(Some(found)),
        Err(Errno::NOENT | Errno::NOTDIR) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a file, or a folder with all that is in it; if there is neither, that is well too.
///
/// # Errors
///
/// If something cannot be removed; part of the folder may be gone then.
pub(super) fn remove(at: impl AsFd, path: &CStr) -> Result<(), Errno> {
    match kind(&at, path)? {
        None => return Ok(()),
        Some(FileType::Directory) => {}
        Some(_) => return rustix::fs::unlinkat(at, path, AtFlags::empty()),
    }
    let folder = open(&at, path)?;
    for name in names(&folder)? {
        remove(&folder, &name)?;
    }
    rustix::fs::unlinkat(at, path, AtFlags::REMOVEDIR)
}

/// Copies a file, or a folder with the files and folders in it, to where nothing is yet.
///
/// # Errors
///
/// If something cannot be copied; part of the copy may be there then.
pub(super) fn copy(from: impl AsFd, path: &CStr, to: impl AsFd, target: &CStr) -> io::Result<()> {
    if kind(&from, path)? != Some(FileType::Directory) {
        let source = rustix::fs::openat(from, path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let copy = rustix::fs::openat(to, target, flags, FILE_MODE)?;
        mode::allow(&copy, mode::READ);
        io::copy(&mut File::from(source), &mut File::from(copy))?;
        return Ok(());
    }
    rustix::fs::mkdirat(&to, target, FOLDER_MODE)?;
    let (source, copied) = (open(&from, path)?, open(&to, target)?);
    mode::allow(&copied, mode::ENTER);
    names(&source)?.iter().try_for_each(|name| copy(&source, name, &copied, name))
}

fn open(at: impl AsFd, path: &CStr) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(at, path, OPEN_FOLDER, Mode::empty())
}
