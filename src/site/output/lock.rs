//! One build at a time in one folder: a lock of the system, which ends with the process that holds it.

use std::fs::File;
use std::io;

use rustix::fs::{AtFlags, OFlags};

use crate::site::output::error::OutputError;
use crate::site::output::folder::{FILE_MODE, OutputFolder};

const LOCK: &str = "lock";

/// Waits until no other build works in the folder, then keeps others out as long as the file is open.
///
/// # Errors
///
/// If the file cannot be made, or the file system knows no locks.
pub(super) fn take(folder: &OutputFolder) -> Result<File, OutputError> {
    let fail = |error: io::Error| OutputError::io("lock", &folder.shown_tool_file(LOCK), error);
    loop {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file =
            rustix::fs::openat(&folder.tool_folder, LOCK, flags, FILE_MODE).map_err(|error| fail(error.into()))?;
        let file = File::from(file);
        wait(&file).map_err(fail)?;
        // Somebody may have deleted the file meanwhile, so that the lock of the next build would be another one.
        let held = rustix::fs::fstat(&file).map_err(|error| fail(error.into()))?;
        let named = rustix::fs::statat(&folder.tool_folder, LOCK, AtFlags::SYMLINK_NOFOLLOW);
        if named.is_ok_and(|named| (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino)) {
            return Ok(file);
        }
    }
}

fn wait(file: &File) -> io::Result<()> {
    loop {
        match file.lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
