//! What the tests stand on: a folder, a watcher of it, and ways to wait for a report.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rapporteur::serve::watcher::{ChangeSet, Watcher};
use tempfile::TempDir;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// When a report that has not come is given up; no machine that can run the tests at all needs so long.
pub(crate) const GIVE_UP: Duration = Duration::from_secs(60);
/// How long nothing has to come for nothing more to be expected.
pub(crate) const NOTHING: Duration = Duration::from_millis(160);

/// A folder of its own for a test, with `content` in it, which holds `a.md` and `part/b.md`.
pub(crate) fn fixture() -> Result<(TempDir, PathBuf), Box<dyn Error>> {
    let temp = tempfile::tempdir()?;
    let content = temp.path().join("content");
    write(&content.join("a.md"), "first")?;
    write(&content.join("part/b.md"), "first")?;
    Ok((temp, content))
}

/// Writes a file, and the folders that it stands in.
pub(crate) fn write(file: &Path, text: &str) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(file, text)
}

pub(crate) fn watch(folder: &Path) -> Watcher {
    Watcher::new(vec![folder.to_path_buf()], false)
}

/// Waits until a report names a path, or says that nothing may be assumed.
pub(crate) fn expect(watcher: &mut Watcher, path: &Path) -> Result<ChangeSet, Box<dyn Error>> {
    expect_that(watcher, |noticed| noticed.everything || noticed.paths.contains(path))
        .map_err(|reports| format!("{} was not reported, but {reports}", path.display()).into())
}

/// Waits until a report names a path itself.
pub(crate) fn expect_name(watcher: &mut Watcher, path: &Path) -> Result<ChangeSet, Box<dyn Error>> {
    if watcher.polling_reason().is_some() {
        return expect(watcher, path);
    }
    expect_that(watcher, |noticed| noticed.paths.contains(path))
        .map_err(|reports| format!("{} was not named, but {reports}", path.display()).into())
}

fn expect_that(watcher: &mut Watcher, is_it: impl Fn(&ChangeSet) -> bool) -> Result<ChangeSet, String> {
    let end = Instant::now() + GIVE_UP;
    let mut others = Vec::new();
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        match watcher.wait(Some(left)) {
            Some(noticed) if is_it(&noticed) => return Ok(noticed),
            other => others.extend(other),
        }
    }
    Err(format!("{others:?}"))
}

/// Waits until nothing more comes.
pub(crate) fn settle(watcher: &mut Watcher) {
    while watcher.wait(Some(NOTHING)).is_some() {}
}

/// Asserts that something is done without a report; more than one try is granted, for what was done before it may be reported
/// late.
pub(crate) fn assert_says_nothing(watcher: &mut Watcher, act: impl Fn() -> io::Result<()>) -> Outcome {
    let mut reports = Vec::new();
    // Where it has to poll, everything is always reported.
    while watcher.polling_reason().is_none() && reports.len() < 5 {
        settle(watcher);
        act()?;
        match watcher.wait(Some(NOTHING)) {
            Some(noticed) => reports.push(noticed),
            None => return Ok(()),
        }
    }
    assert!(watcher.polling_reason().is_some(), "{reports:?}");
    Ok(())
}

/// Asserts that a folder is watched: a save in it is named in a report, with the path that it should be seen under.
pub(crate) fn assert_is_watched(watcher: &mut Watcher, file: &Path, seen: &Path) -> Outcome {
    settle(watcher);
    write(file, "a text that shows that the folder is watched")?;
    expect_name(watcher, seen).map(drop)
}
