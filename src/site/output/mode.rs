//! Who may read what is published: everybody, whatever the mask of the user that builds. A web server is another user.

use std::os::fd::AsFd;

use rustix::fs::{Mode, RawMode};

/// What everybody may do with a file of the site.
pub(super) const READ: Mode = Mode::from_raw_mode(0o444);

/// What everybody may do with a folder of the site.
pub(super) const ENTER: Mode = Mode::from_raw_mode(0o555);

/// Whether a mode, as a status has it, lets everybody do this.
pub(super) fn allows(mode: RawMode, wanted: Mode) -> bool {
    Mode::from_raw_mode(mode).contains(wanted)
}

/// Lets everybody do this with an open file or folder, if they may not yet. Where the file system knows no modes, or the file
/// belongs to somebody else, it stays as it is.
pub(super) fn allow(open: impl AsFd, wanted: Mode) {
    if let Ok(status) = rustix::fs::fstat(&open)
        && !allows(status.st_mode, wanted)
    {
        let _ = rustix::fs::fchmod(open, Mode::from_raw_mode(status.st_mode) | wanted);
    }
}
