//! One report for one save, in the many ways in which programs save, and none for what nobody reads.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, Write};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rapporteur::serve::watcher::Watcher;

use super::fixture::{GIVE_UP, Outcome, assert_says_nothing, expect, expect_name, fixture, watch, write};

/// How often each way of saving is tried.
const TRIES: usize = 5;
/// How long nothing has to come after a save for nothing more to be expected.
const SAVED: Duration = Duration::from_millis(120);

/// Saves a text as `a.md` in a folder in one way, again and again, and asserts that the last text is always found in the end,
/// and that one report, at which the whole text could be read, is what is normal: a machine that stands still in the
/// middle of a save gives two, so it is not asserted of every one.
fn assert_reported_once(save: impl Fn(&Path, &str) -> io::Result<()> + Sync) -> Outcome {
    let (_ground, content) = fixture()?;
    let file = content.join("a.md");
    let mut watcher = watch(&content);
    let mut normal = 0;
    for number in 0..TRIES {
        let text = format!("save {number}\n").repeat(1000);
        let over = AtomicBool::new(false);
        let seen = thread::scope(|scope| {
            let saving = scope.spawn(|| {
                let result = save(&content, &text);
                over.store(true, Ordering::SeqCst);
                result
            });
            let seen = read_at_reports(&mut watcher, &file, &over);
            saving.join().map(|result| result.map(|()| seen))
        });
        let seen = seen.map_err(|_| "saving failed")??;
        assert_eq!(seen.last(), Some(&fs::read_to_string(&file)?), "try {number}");
        normal += usize::from(seen.len() == 1);
    }
    assert!(normal > 0 || watcher.polling_reason().is_some(), "no save gave exactly one report");
    Ok(())
}

/// What a file holds at each report, until the save is over and what it left has been read.
fn read_at_reports(watcher: &mut Watcher, file: &Path, over: &AtomicBool) -> Vec<String> {
    let end = Instant::now() + GIVE_UP;
    let mut seen = Vec::new();
    let mut named = false;
    while Instant::now() < end {
        let was_over = over.load(Ordering::SeqCst);
        if let Some(noticed) = watcher.wait(Some(SAVED)) {
            named |= noticed.everything || noticed.paths.contains(file);
            seen.push(fs::read_to_string(file).unwrap_or_default());
        } else if was_over && named && seen.last() == fs::read_to_string(file).ok().as_ref() {
            break;
        }
    }
    assert!(named, "the file was not named");
    seen
}

#[test]
fn a_file_written_in_place() -> Outcome {
    assert_reported_once(|content, text| fs::write(content.join("a.md"), text))
}

#[test]
fn a_file_emptied_and_written_step_by_step() -> Outcome {
    assert_reported_once(|content, text| {
        let mut file = OpenOptions::new().read(true).write(true).open(content.join("a.md"))?;
        file.set_len(0)?;
        file.rewind()?;
        for part in text.as_bytes().chunks(4000) {
            thread::sleep(Duration::from_millis(5));
            file.write_all(part)?;
        }
        file.sync_all()
    })
}

#[test]
fn a_new_file_moved_to_the_old_name() -> Outcome {
    for name in ["a.md.new", ".a.md.swx"] {
        assert_reported_once(|content, text| {
            fs::write(content.join(name), text)?;
            fs::rename(content.join(name), content.join("a.md"))
        })?;
    }
    Ok(())
}

#[test]
fn a_new_file_moved_to_the_old_name_before_it_is_whole() -> Outcome {
    assert_reported_once(|content, text| {
        let mut file = File::create(content.join("a.md.new"))?;
        file.write_all(&text.as_bytes()[..4000])?;
        fs::rename(content.join("a.md.new"), content.join("a.md"))?;
        thread::sleep(Duration::from_millis(10));
        file.write_all(&text.as_bytes()[4000..])
    })
}

#[test]
fn the_old_file_kept_under_another_name() -> Outcome {
    assert_reported_once(|content, text| {
        fs::write(content.join("4913"), "")?;
        fs::remove_file(content.join("4913"))?;
        fs::rename(content.join("a.md"), content.join("a.md~"))?;
        thread::sleep(Duration::from_millis(10));
        fs::write(content.join("a.md"), text)?;
        fs::remove_file(content.join("a.md~"))
    })?;
    assert_reported_once(|content, text| {
        fs::write(content.join("a.md___jb_tmp___"), text)?;
        fs::rename(content.join("a.md"), content.join("a.md___jb_old___"))?;
        fs::rename(content.join("a.md___jb_tmp___"), content.join("a.md"))?;
        fs::remove_file(content.join("a.md___jb_old___"))
    })
}

#[test]
fn a_file_locked_and_saved_automatically_as_well() -> Outcome {
    assert_reported_once(|content, text| {
        symlink("editor@host.4711:1", content.join(".#a.md"))?;
        fs::write(content.join("#a.md#"), "saved automatically")?;
        fs::write(content.join("a.md"), text)?;
        fs::remove_file(content.join("#a.md#"))?;
        fs::remove_file(content.join(".#a.md"))
    })
}

#[test]
fn saves_of_programs_that_are_there() -> Outcome {
    let programs: [&[&str]; 5] = [
        &["sed", "-i", "s/.*/another text/", "a.md"],
        &["cp", "../new.md", "a.md"],
        &["touch", "a.md"],
        &["vim", "-u", "NONE", "-N", "-es", "a.md", "-c", "%s/.*/another text/", "-c", "wq"],
        &["rsync", "--ignore-times", "../new.md", "a.md"],
    ];
    let save = |words: &[&str]| -> Outcome {
        let run = |content: &Path| {
            let mut command = Command::new(words[0]);
            command.args(&words[1..]).current_dir(content).stdin(Stdio::null()).stdout(Stdio::null()).status()
        };
        let (temp, content) = fixture()?;
        fs::write(temp.path().join("new.md"), "a new text")?;
        if run(&content).is_ok() {
            assert_reported_once(|content, text| {
                fs::write(content.with_file_name("new.md"), text)?;
                run(content).map(|status| assert!(status.success(), "{words:?}"))
            })?;
        }
        Ok(())
    };
    // Each waits for most of its time.
    thread::scope(|scope| {
        let saves = programs.map(|words| scope.spawn(move || save(words).map_err(|error| error.to_string())));
        saves.into_iter().try_for_each(|saved| Ok(saved.join().map_err(|_| "a save was not reported once")??))
    })
}

#[test]
fn names_that_nobody_reads_say_nothing() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    assert_says_nothing(&mut watcher, || {
        for name in [".a.md.swp", "a.md~", "#a.md#", "4913", "a.md.bak"] {
            fs::write(content.join(name), "of an editor")?;
            fs::rename(content.join(name), content.join(".other.tmp"))?;
            fs::remove_file(content.join(".other.tmp"))?;
        }
        write(&content.join(".git/objects/a.md"), "of git")?;
        fs::rename(content.join(".git"), content.join(".old"))?;
        fs::remove_dir_all(content.join(".old"))?;
        write(&content.with_file_name("beside.md"), "beside the folder")?;
        fs::remove_file(content.with_file_name("beside.md"))
    })?;
    fs::write(content.join(".new.md"), "new")?;
    fs::rename(content.join(".new.md"), content.join("new.md"))?;
    expect_name(&mut watcher, &content.join("new.md")).map(drop)
}

#[test]
fn reading_says_nothing() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    fs::write(content.join("a.md"), "second")?;
    expect_name(&mut watcher, &content.join("a.md"))?;
    assert_says_nothing(&mut watcher, || {
        for _ in 0..3 {
            fs::read(content.join("a.md"))?;
            fs::read_dir(content.join("part"))?.try_for_each(|entry| fs::read(entry?.path()).map(drop))?;
        }
        Ok(())
    })
}

#[test]
fn a_file_removed_or_locked_is_named() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    let file = content.join("part/b.md");
    let mut permissions = fs::metadata(&file)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions)?;
    expect_name(&mut watcher, &file)?;
    fs::remove_file(&file)?;
    expect_name(&mut watcher, &file)?;
    symlink("../a.md", &file)?;
    expect_name(&mut watcher, &file)?;
    fs::hard_link(content.join("a.md"), content.join("c.md"))?;
    expect_name(&mut watcher, &content.join("c.md")).map(drop)
}

#[test]
fn a_program_that_never_closes_its_file_holds_nothing_up() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    let mut file = File::create(content.join("log.md"))?;
    file.write_all(b"a line\n")?;
    expect_name(&mut watcher, &content.join("log.md"))?;
    fs::write(content.join("a.md"), "second")?;
    expect_name(&mut watcher, &content.join("a.md"))?;
    file.write_all(b"a line\n")?;
    expect_name(&mut watcher, &content.join("log.md")).map(drop)
}

#[test]
fn saves_without_end_show_progress() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    let enough = AtomicBool::new(false);
    let result = thread::scope(|scope| {
        let storm = scope.spawn(|| {
            let mut open = File::create(content.join("7.md"))?;
            while !enough.load(Ordering::SeqCst) {
                open.write_all(b"a line\n")?;
                fs::write(content.join("a.md"), "saved")?;
            }
            io::Result::Ok(())
        });
        // Nothing comes to rest until three reports have come.
        let found = (0..3).try_for_each(|_| expect(&mut watcher, &content.join("7.md")).map(drop));
        enough.store(true, Ordering::SeqCst);
        storm.join().map(|result| result.map(|()| found))
    });
    result.map_err(|_| "saving failed")??
}
