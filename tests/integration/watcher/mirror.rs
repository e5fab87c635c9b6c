//! A mirror of a folder, kept only by what is reported, is the folder when the storm is over.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use rapporteur::serve::watcher::Watcher;

use super::fixture::{GIVE_UP, NOTHING, Outcome, fixture};

/// The files below a folder, and their text.
type Files = BTreeMap<PathBuf, String>;

#[test]
fn a_mirror_kept_through_a_storm_is_the_folder() -> Outcome {
    thread::scope(|scope| {
        let storms: Vec<_> =
            (1..=4).map(|seed| scope.spawn(move || weather(seed).map_err(|error| error.to_string()))).collect();
        storms.into_iter().try_for_each(|storm| Ok(storm.join().map_err(|_| "a mirror is not the folder")??))
    })
}

/// One storm, and the mirrors that are kept through it.
fn weather(seed: u64) -> Outcome {
    let (temp, content) = fixture()?;
    let mut watcher = Watcher::new(vec![content.clone(), temp.path().join("themes")], false);
    let over = AtomicBool::new(false);
    // Every other storm moves no folders: after one is moved, everything is looked at, and names do not count.
    let sides = if seed.is_multiple_of(2) { ONLY_FILES } else { ANYTHING };
    let mirrors = thread::scope(|scope| {
        let storm = scope.spawn(|| {
            let end = Instant::now() + Duration::from_millis(1000);
            let mut dice = Rng::with_seed(seed);
            while Instant::now() < end {
                // Much of it cannot be done: what is to be moved is not there, or something is there already.
                one_of_many(&mut dice, sides, temp.path()).unwrap_or_default();
                if dice.u64(..10) == 0 {
                    thread::sleep(Duration::from_millis(dice.u64(..30)));
                }
            }
            over.store(true, Ordering::SeqCst);
        });
        let mirrors = keep(&mut watcher, temp.path(), &over);
        storm.join().map(|()| mirrors)
    });
    let (by_reading, by_name) = mirrors.map_err(|_| "the storm failed")?;
    let found = files(temp.path());
    assert_eq!(by_reading, found, "seed {seed}: kept by reading everything at each report");
    assert_eq!(by_name, found, "seed {seed}: kept by reading what was named");
    Ok(())
}

/// Keeps two mirrors until nothing more comes: one reads everything at each report, one only what is named where that is enough.
fn keep(watcher: &mut Watcher, temp: &Path, over: &AtomicBool) -> (Files, Files) {
    let mut by_name = files(temp);
    let mut by_reading = by_name.clone();
    let end = Instant::now() + GIVE_UP;
    while Instant::now() < end {
        let was_over = over.load(Ordering::SeqCst);
        let Some(noticed) = watcher.wait(Some(NOTHING)) else {
            if was_over && [&by_reading, &by_name].iter().all(|mirror| **mirror == files(temp)) {
                break;
            }
            continue;
        };
        by_reading = files(temp);
        if noticed.everything {
            by_name.clone_from(&by_reading);
        }
        for path in noticed.paths {
            by_name.retain(|known, _| !known.starts_with(&path));
            if let Some(text) = fs::read_to_string(&path).ok().filter(|_| path.is_file()) {
                by_name.insert(path, text);
            }
        }
    }
    (by_reading, by_name)
}

/// How many sides the dice has for what is done to files, and to folders as well.
const ONLY_FILES: u64 = 31;
const ANYTHING: u64 = 40;

/// Does something to the folders, if it can be done.
fn one_of_many(dice: &mut Rng, sides: u64, temp: &Path) -> io::Result<()> {
    let (one, other) = (place(dice, temp), place(dice, temp));
    let text = format!("{} ", dice.u64(..1 << 20)).repeat(100);
    match dice.u64(..sides) {
        0..15 => fs::write(one.join(format!("{}.md", dice.u64(..6))), text),
        15..20 => {
            let new = one.join(format!("{}.tmp", dice.u64(..3)));
            fs::write(&new, text)?;
            fs::rename(new, other.join(format!("{}.md", dice.u64(..6))))
        }
        20..24 => {
            fs::create_dir_all(&one)?;
            fs::write(one.join("0.md"), text)
        }
        24..28 => fs::rename(one.join(format!("{}.md", dice.u64(..6))), other.join(format!("{}.md", dice.u64(..6)))),
        28..31 => fs::remove_file(one.join(format!("{}.md", dice.u64(..6)))),
        31..35 => fs::rename(one, other),
        35 | 36 => fs::remove_dir_all(one),
        37 => fs::rename(one, temp.join(format!("out{}", dice.u64(..2)))),
        38 => fs::rename(temp.join(format!("out{}", dice.u64(..2))), one),
        _ => {
            let new = temp.join("new");
            fs::create_dir_all(new.join("d1"))?;
            fs::write(new.join("d1/0.md"), text)?;
            fs::remove_dir_all(temp.join("old")).unwrap_or_default();
            fs::rename(temp.join("content"), temp.join("old"))?;
            fs::rename(new, temp.join("content"))
        }
    }
}

/// A folder, which may not exist: a root, or up to three folders down.
fn place(dice: &mut Rng, temp: &Path) -> PathBuf {
    let mut place = temp.join(if dice.u64(..8) == 0 { "themes" } else { "content" });
    for _ in 0..dice.u64(..4) {
        place.push(format!("d{}", dice.u64(..3)));
    }
    place
}

/// The files in both roots that a reader would read.
fn files(temp: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![temp.join("content"), temp.join("themes")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                // A file that is gone by now is told of.
                if let Ok(text) = fs::read_to_string(&path) {
                    found.insert(path, text);
                }
            }
        }
    }
    found
}
