//! What a file system says of a file: enough to see that it has changed, without reading it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::fs::Stat;

use crate::text::span::slice;

/// A file that changed less than this long ago is read again the next time even if it looks the same: file systems tell the
/// time in steps, the coarsest of two seconds, and a second change within one step leaves no trace but the text.
const UNSETTLED: Duration = Duration::from_secs(3);

/// What a file system says of a file. It differs from what it said before a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Fingerprint {
    /// The length in bytes.
    pub length: u64,
    /// Device and number of the file: a file that another was renamed over differs in this.
    identity: (u64, u64),
    /// When its content was modified, in seconds and nanoseconds since 1970.
    modified: (i64, i64),
    /// When anything about it was changed; no program can set this back.
    changed: (i64, i64),
}

impl Fingerprint {
    pub(super) fn of(found: &Stat) -> Fingerprint {
        Fingerprint {
            length: u64::try_from(found.st_size).unwrap_or_default(),
            identity: identity(found),
            modified: (whole(found.st_mtime), whole(found.st_mtime_nsec)),
            changed: (whole(found.st_ctime), whole(found.st_ctime_nsec)),
        }
    }

    /// A text that differs where the fingerprints of two files differ.
    #[must_use]
    pub fn tag(&self) -> String {
        let Fingerprint { length, identity, modified, changed } = self;
        let numbers = format!("{length:x} {identity:x?} {modified:x?} {changed:x?}");
        slice(&blake3::hash(numbers.as_bytes()).to_hex(), ..20).to_owned()
    }

    /// Whether the file changed so long before a time that another change would show.
    pub(super) fn is_settled(&self, now: SystemTime) -> bool {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let changed = Duration::new(u64::try_from(self.changed.0).unwrap_or_default(), 0);
        changed + UNSETTLED < now
    }
}

/// The time that files are compared with. What is read does not depend on it, only what is read again.
#[expect(clippy::disallowed_methods, reason = "it never reaches the output")]
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}

/// Device and number of a file or folder.
pub(super) fn identity(found: &Stat) -> (u64, u64) {
    let number = |number: i128| number as u64;
    (number(found.st_dev.into()), number(found.st_ino.into()))
}

/// A number of the system, whose type differs between systems and processors; none has more than 64 bits.
fn whole(number: impl Into<i128>) -> i64 {
    number.into() as i64
}
