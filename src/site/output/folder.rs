//! The folder that is published into: the refusals, and the open handle through which all else is done.
//!
//! Everything below goes through the handle, so a folder that is renamed while a build runs stays the same folder.

use std::fs::{self, Metadata};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{Access, AtFlags, CWD, Mode, OFlags};
use rustix::io::Errno;
use rustix::path::Arg;

use crate::site::output::error::OutputError;
use crate::site::output::mode;
use crate::site::output::tool_folder::{MANIFEST, TOOL_FOLDER};

/// Folders that belong to a program, in which nothing may be published.
const OTHERS: [&str; 2] = [".git", TOOL_FOLDER];

/// What systems and tools put into a folder that is empty to everybody's mind, in lower case.
const LEFT_BY_SYSTEMS: [&str; 16] = [
    ".directory",
    ".ds_store",
    ".fseventsd",
    ".gitignore",
    ".gitkeep",
    ".keep",
    ".localized",
    ".spotlight-v100",
    ".temporaryitems",
    ".trashes",
    "$recycle.bin",
    "desktop.ini",
    "ehthumbs.db",
    "lost+found",
    "system volume information",
    "thumbs.db",
];

/// The mode of a new file, before the user's mask is taken off.
pub(super) const FILE_MODE: Mode = Mode::from_raw_mode(0o666);

/// The mode of a new folder, before the user's mask is taken off.
pub(super) const FOLDER_MODE: Mode = Mode::from_raw_mode(0o777);

/// How a folder is opened: itself, never what a link leads to.
pub(super) const OPEN_FOLDER: OFlags =
    OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// The output folder, checked and open.
pub(super) struct OutputFolder {
    /// As it was given, for messages.
    given: PathBuf,
    /// Where it is, without links.
    pub(super) path: PathBuf,
    /// The folder.
    pub(super) root: OwnedFd,
    /// `.rapporteur` in it.
    pub(super) tool_folder: Arc<OwnedFd>,
}

impl OutputFolder {
    /// Opens `out`, which is made if it is missing, unless it is one that must not be written to.
    ///
    /// # Errors
    ///
    /// See [`super::Output::open`].
    pub(super) fn claim(out: &Path, content: &Path) -> Result<OutputFolder, OutputError> {
        refuse_other_than_folder(out)?;
        let path = resolve(out).map_err(|error| OutputError::io("use the output folder", out, error))?;
        refuse_folder_of_others(out, &path)?;
        refuse_overlap(out, &path, content)?;
        recognise(&path, out)?;
        let fail = |error: io::Error| OutputError::io("write in the output folder", out, error);
        make(&path).map_err(fail)?;
        let root = rustix::fs::openat(CWD, &path, OPEN_FOLDER, Mode::empty()).map_err(|error| fail(error.into()))?;
        refuse_unwritable(&root, ".").map_err(|error| fail(error.into()))?;
        let tool_folder = open_or_make(&root, TOOL_FOLDER).map_err(|error| fail(error.into()))?;
        Ok(OutputFolder { given: out.to_owned(), path, root, tool_folder: Arc::new(tool_folder) })
    }

    /// Refuses a folder that is not empty and has no manifest.
    ///
    /// # Errors
    ///
    /// If it is such a folder, or cannot be read.
    pub(super) fn recognise(&self) -> Result<(), OutputError> {
        recognise(&self.path, &self.given)
    }

    /// The path of a file in the folder, as it is shown to the person who named the folder.
    pub(super) fn shown(&self, path: &str) -> PathBuf {
        self.given.join(path)
    }

    /// The path of a file that the tool keeps for itself, as it is shown.
    pub(super) fn shown_tool_file(&self, name: &str) -> PathBuf {
        self.given.join(TOOL_FOLDER).join(name)
    }

    /// Whether entries can be made and removed in a folder below.
    pub(super) fn refuse_unwritable(&self, below: &str) -> Result<(), Errno> {
        refuse_unwritable(&self.root, if below.is_empty() { "." } else { below })
    }
}

/// Makes a folder, and those that it lies in, so that everybody can come to what is in it; those that are there stay as they
/// are.
fn make(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => let_everybody_enter(CWD, folder),
            // Another build was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Lets everybody enter a folder and see what is in it; a link to one stays as it is.
pub(super) fn let_everybody_enter(at: impl AsFd, folder: impl Arg) {
    if let Ok(open) = rustix::fs::openat(at, folder, OPEN_FOLDER, Mode::empty()) {
        mode::allow(open, mode::ENTER);
    }
}

/// Opens a folder, which is made if it is missing; a link to one is refused.
pub(super) fn open_or_make(at: &OwnedFd, name: &str) -> Result<OwnedFd, Errno> {
    match rustix::fs::mkdirat(at, name, FOLDER_MODE) {
        Ok(()) | Err(Errno::EXIST) => rustix::fs::openat(at, name, OPEN_FOLDER, Mode::empty()),
        Err(error) => Err(error),
    }
}

/// The tool's own folder in an output folder, to be read; `None` if there is none, or a link in its place.
pub(super) fn open_tool_folder(out: &Path) -> Option<OwnedFd> {
    let root = rustix::fs::openat(CWD, out, OPEN_FOLDER, Mode::empty()).ok()?;
    rustix::fs::openat(root, TOOL_FOLDER, OPEN_FOLDER, Mode::empty()).ok()
}

fn refuse_unwritable(root: &OwnedFd, below: &str) -> Result<(), Errno> {
    rustix::fs::accessat(root, below, Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS)
}

fn refuse_other_than_folder(out: &Path) -> Result<(), OutputError> {
    // Rebuilt from its parts, the path has no trailing slash, with which the system would look through a link.
    let plain: PathBuf = out.components().collect();
    match fs::symlink_metadata(&plain) {
        Ok(found) if found.is_symlink() => Err(OutputError::out_is_link(out, fs::canonicalize(&plain).ok().as_deref())),
        Ok(found) if !found.is_dir() => Err(OutputError::out_is_file(out)),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound && plain.components().next().is_some() => Ok(()),
        Err(error) => Err(OutputError::io("use the output folder", out, error)),
    }
}

/// Where a path leads, links resolved; the part of it that does not exist is kept as it is.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        match fs::canonicalize(existing) {
            Ok(found) => return Ok(missing.into_iter().rev().fold(found, |path, name| path.join(name))),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            // `..` has no file name: what it leads to cannot be told while the folder before it is missing.
            Err(error) => match (existing.parent(), existing.file_name()) {
                (Some(parent), Some(name)) => {
                    missing.push(name);
                    existing = parent;
                }
                _ => return Err(error),
            },
        }
    }
}

fn refuse_folder_of_others(out: &Path, path: &Path) -> Result<(), OutputError> {
    let is_named = |part: Component<'_>, name: &str| part.as_os_str().eq_ignore_ascii_case(name);
    match OTHERS.into_iter().find(|name| path.components().any(|part| is_named(part, name))) {
        Some(name) => Err(OutputError::out_in(out, name)),
        None => Ok(()),
    }
}

fn refuse_overlap(out: &Path, path: &Path, content: &Path) -> Result<(), OutputError> {
    let resolved = resolve(content).map_err(|error| OutputError::io("use the content folder", content, error))?;
    let how = match (is_or_lies_in(path, &resolved), is_or_lies_in(&resolved, path)) {
        (true, true) => "is",
        (true, false) => "lies in",
        (false, true) => "contains",
        (false, false) => return Ok(()),
    };
    Err(OutputError::overlap(out, how, content))
}

/// Compared by identity as well as by name: one folder may have several names, by a bind mount or a difference of case.
fn is_or_lies_in(inner: &Path, outer: &Path) -> bool {
    let identity = |path: &Path| fs::metadata(path).ok().map(|found: Metadata| (found.dev(), found.ino()));
    let wanted = identity(outer);
    inner.ancestors().any(|folder| folder == outer || (wanted.is_some() && identity(folder) == wanted))
}

/// The entries are looked at before the manifest: a first build elsewhere writes its manifest before its first page.
fn recognise(path: &Path, out: &Path) -> Result<(), OutputError> {
    let fail = |error: io::Error| OutputError::io("read the output folder", out, error);
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(fail(error)),
    };
    let mut is_empty = true;
    let mut has_own = false;
    for entry in entries {
        let name = entry.map_err(fail)?.file_name();
        let is_own = name == TOOL_FOLDER;
        has_own |= is_own;
        is_empty &= is_own || LEFT_BY_SYSTEMS.iter().any(|left| name.eq_ignore_ascii_case(left));
    }
    let tool_folder = path.join(TOOL_FOLDER);
    if has_own && fs::symlink_metadata(&tool_folder).map_err(fail)?.is_symlink() {
        return Err(OutputError::out_is_link(&out.join(TOOL_FOLDER), fs::canonicalize(tool_folder).ok().as_deref()));
    }
    if is_empty || tool_folder.join(MANIFEST).is_file() { Ok(()) } else { Err(OutputError::not_ours(out, has_own)) }
}
