//! A checkout of git that is under way, such as a switch to another branch: it changes one file after the other, and what stands on
//! the disk in between is nobody's review. While it goes on git holds the lock of its index.

#![expect(clippy::disallowed_methods, reason = "what git keeps is no content, and nothing of it is published")]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// How long a checkout is waited for: a lock that is older was left behind by a git that was killed.
const LONGEST: Duration = Duration::from_secs(20);
/// How often it is looked whether it has ended.
const STEP: Duration = Duration::from_millis(20);

/// The repository that a review is kept in, where it is kept in one.
#[derive(Debug)]
pub(super) struct Checkout {
    /// Where git keeps what it knows of the files.
    git: Option<PathBuf>,
    /// The state of its index when it was last looked at.
    index: Option<(SystemTime, u64)>,
}

impl Checkout {
    /// That of the repository that holds a folder.
    pub(super) fn around(folder: &Path) -> Checkout {
        let folder = fs::canonicalize(folder).ok();
        let git = folder.and_then(|folder| folder.ancestors().find_map(git_folder));
        let mut checkout = Checkout { git, index: None };
        checkout.index = checkout.state();
        checkout
    }

    /// Waits until no checkout is under way any more, and says whether one was, or has been since this was asked the last time.
    pub(super) fn settle(&mut self) -> bool {
        let Some(lock) = self.git.as_ref().map(|git| git.join("index.lock")) else { return false };
        let start = Instant::now();
        while is_fresh(&lock) && start.elapsed() < LONGEST {
            thread::sleep(STEP);
        }
        // One that goes on for longer than anybody waits has not written its index yet, and is not waited for without end.
        let now = self.state();
        std::mem::replace(&mut self.index, now) != now
    }

    /// What tells the index from that of another moment: every checkout writes a new one when it ends.
    fn state(&self) -> Option<(SystemTime, u64)> {
        let found = fs::metadata(self.git.as_ref()?.join("index")).ok()?;
        Some((found.modified().ok()?, found.len()))
    }
}

/// Whether a lock is there, and not left behind.
fn is_fresh(lock: &Path) -> bool {
    let age = fs::symlink_metadata(lock).and_then(|found| found.modified()).ok().map(|time| time.elapsed());
    // One that is from the future was made by another clock.
    age.is_some_and(|age| age.is_ok_and(|age| age < LONGEST))
}

/// Where git keeps the index of a folder: in its `.git`, or where that leads in a worktree.
fn git_folder(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = fs::read_to_string(&git).ok()?;
    Some(folder.join(text.strip_prefix("gitdir:")?.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkout_is_waited_for_and_a_lock_that_was_left_behind_is_not() {
        let temp = tempfile::tempdir().expect("a folder");
        let content = temp.path().join("review/content");
        fs::create_dir_all(&content).expect("folders");
        fs::create_dir(temp.path().join(".git")).expect("a folder");
        let (lock, index) = (temp.path().join(".git/index.lock"), temp.path().join(".git/index"));
        fs::write(&index, "1").expect("a file");
        let mut checkout = Checkout::around(&content);
        assert!(!checkout.settle());
        fs::write(&lock, "a new index").expect("a file");
        let ended = thread::spawn({
            let (lock, index) = (lock.clone(), index.clone());
            move || {
                thread::sleep(Duration::from_millis(100));
                fs::rename(lock, index).expect("a file")
            }
        });
        let start = Instant::now();
        assert!(checkout.settle() && start.elapsed() >= Duration::from_millis(80));
        ended.join().expect("it ends");
        assert!(!checkout.settle());
        // One that began and ended since is known by what it has written.
        fs::write(&index, "another index").expect("a file");
        assert!(checkout.settle() && !checkout.settle());
        let old = fs::File::create(&lock).expect("a file");
        old.set_modified(SystemTime::now() - 2 * LONGEST).expect("its time can be set");
        assert!(!checkout.settle());
        assert!(!Checkout::around(&temp.path().join("none")).settle());
    }
}
