//! What stands in the output folder where something is to go: looked at, never changed, but for who may read it.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;

use rustix::fs::{FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use crate::site::output::content::Content;
use crate::site::output::error::OutputError;
use crate::site::output::folder::{OPEN_FOLDER, OutputFolder};
use crate::site::output::manifest::Manifest;
use crate::site::output::{mode, path, tree};

/// What stands where a file must go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// Nothing.
    Nothing,
    /// A file with the same bytes.
    Same,
    /// A file with other bytes, or something that is no file, such as a link.
    Other,
    /// A folder.
    Folder,
}

/// Compares a file, whose folder is there, with what it is to hold. One of ours that holds it, and which others may not read,
/// they may read from now on.
///
/// # Errors
///
/// If it cannot be read.
pub(super) fn at(
    folder: &OutputFolder,
    path: &str,
    content: Content<'_>,
    is_ours: bool,
) -> Result<Existing, OutputError> {
    compare(folder, path, content, is_ours).map_err(|error| OutputError::io("read", &folder.shown(path), error))
}

fn compare(folder: &OutputFolder, path: &str, content: Content<'_>, is_ours: bool) -> io::Result<Existing> {
    // Without NONBLOCK, a pipe that somebody has put there would be waited for.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::openat(&folder.root, path, flags, Mode::empty()) {
        Ok(file) => file,
        Err(Errno::NOENT) => return Ok(Existing::Nothing),
        Err(Errno::LOOP | Errno::NXIO) => return Ok(Existing::Other),
        Err(error) => return Err(error.into()),
    };
    let status = rustix::fs::fstat(&file)?;
    match FileType::from_raw_mode(status.st_mode) {
        FileType::Directory => Ok(Existing::Folder),
        FileType::RegularFile if u64::try_from(status.st_size) == Ok(content.length()) => {
            let file = File::from(file);
            if !content.is_in(&file)? {
                return Ok(Existing::Other);
            }
            if is_ours && !mode::allows(status.st_mode, mode::READ) {
                mode::allow(&file, mode::READ);
            }
            Ok(Existing::Same)
        }
        _ => Ok(Existing::Other),
    }
}

/// Whether each folder that `path` lies in is there.
///
/// # Errors
///
/// If one of them is a link: whatever is done to `path` would be done elsewhere.
pub(super) fn way_is_clear(folder: &OutputFolder, path: &str) -> Result<bool, OutputError> {
    for above in path::folders_above(path) {
        match kind(folder, above)? {
            Some(FileType::Directory) => {}
            Some(FileType::Symlink) => return Err(OutputError::link_on_the_way(&folder.shown(above))),
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// What kind of thing stands at a path.
///
/// # Errors
///
/// If the system does not tell.
pub(super) fn kind(folder: &OutputFolder, path: &str) -> Result<Option<FileType>, OutputError> {
    Ok(status(folder, path)?.map(|status| FileType::from_raw_mode(status.st_mode)))
}

/// What the system says of what stands at a path; `None` if there is nothing.
///
/// # Errors
///
/// If it does not tell.
pub(super) fn status(folder: &OutputFolder, path: &str) -> Result<Option<Stat>, OutputError> {
    tree::status(&folder.root, path).map_err(|error| OutputError::io("read", &folder.shown(path), error))
}

/// Whether the tool made a folder and all that is in it.
///
/// # Errors
///
/// If it cannot be read.
pub(super) fn all_ours(folder: &OutputFolder, manifest: Option<&Manifest>, path: &str) -> Result<bool, OutputError> {
    let fail = |error: Errno| OutputError::io("read", &folder.shown(path), error);
    let Some(manifest) = manifest.filter(|manifest| manifest.has_folder(path)) else { return Ok(false) };
    let open = rustix::fs::openat(&folder.root, path, OPEN_FOLDER, Mode::empty()).map_err(fail)?;
    for name in tree::names(open.as_fd()).map_err(fail)? {
        let Ok(name) = name.to_str() else { return Ok(false) };
        let below = path::join(path, name);
        let is_folder = kind(folder, &below)? == Some(FileType::Directory);
        let is_ours = if is_folder { all_ours(folder, Some(manifest), &below)? } else { manifest.has_file(&below) };
        if !is_ours {
            return Ok(false);
        }
    }
    Ok(true)
}
