//! A checkout of git that is under way, such as a switch to another branch: it changes one file after the other, and what stands on
//! the disk in between is nobody's review. While it goes on git holds the lock of its index.

#![expect(clippy::disallowed_methods, reason = "what git keeps is no content, and nothing of it is published")]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long a checkout is waited for: a lock that is older was left behind by a git that was killed.
const LONGEST: Duration = Duration::from_secs(20);
/// How often it is looked whether it has ended.
const STEP: Duration = Duration::from_millis(20);

/// The repository that a review is kept in, where it is kept in one.
#[derive(Debug)]
pub(super) struct Checkout {
    lock: Option<PathBuf>,
}

impl Checkout {
    /// That of the repository that holds the first of some folders.
    pub(super) fn around(folders: &[PathBuf]) -> Checkout {
        let folder = folders.first().and_then(|folder| fs::canonicalize(folder).ok());
        let lock = folder.and_then(|folder| folder.ancestors().find_map(git_folder));
        Checkout { lock: lock.map(|folder| folder.join("index.lock")) }
    }

    /// Waits until no checkout is under way any more, and says whether one was.
    pub(super) fn wait(&self) -> bool {
        let Some(lock) = self.lock.as_deref().filter(|lock| is_fresh(lock)) else { return false };
        let start = Instant::now();
        while is_fresh(lock) && start.elapsed() < LONGEST {
            thread::sleep(STEP);
        }
        true
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
        let checkout = Checkout::around(std::slice::from_ref(&content));
        assert!(!checkout.wait());
        let lock = temp.path().join(".git/index.lock");
        let file = fs::File::create(&lock).expect("a file");
        let ended = thread::spawn({
            let lock = lock.clone();
            move || {
                thread::sleep(Duration::from_millis(100));
                fs::remove_file(lock).expect("a file")
            }
        });
        let start = Instant::now();
        assert!(checkout.wait() && start.elapsed() >= Duration::from_millis(80));
        ended.join().expect("it ends");
        drop(file);
        let old = fs::File::create(&lock).expect("a file");
        old.set_modified(std::time::SystemTime::now() - 2 * LONGEST).expect("its time can be set");
        assert!(!checkout.wait());
        assert!(!Checkout::around(&[]).wait());
    }
}
