//! A system that lets nobody watch, or loses events: everything is looked at again and again, and it is said why.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rapporteur::serve::watcher::Watcher;

use super::fixture::{Outcome, assert_is_watched, expect, expect_name, fixture, settle, watch, write};
use crate::child;

#[test]
fn polling_that_was_asked_for() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = Watcher::new(vec![content.clone()], true);
    assert!(watcher.polling_reason().is_some());
    for _ in 0..2 {
        assert!(expect(&mut watcher, &content)?.everything);
    }
    assert_eq!(watcher.wait(Some(Duration::ZERO)), None);
    Ok(())
}

#[test]
fn patience_ends() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    assert_eq!(watcher.wait(Some(Duration::ZERO)), None);
    assert_eq!(watcher.wait(Some(Duration::from_millis(20))), None);
    fs::write(content.join("a.md"), "second")?;
    // What has not come to rest when patience ends is not lost.
    for _ in 0..100 {
        if watcher.wait(Some(Duration::from_micros(100))).is_some() {
            return Ok(());
        }
    }
    expect_name(&mut watcher, &content.join("a.md")).map(drop)
}

#[test]
fn fewer_watches_than_folders() -> Outcome {
    with_limit("max_inotify_watches", 3, "few-watches")
}

pub(crate) fn lives_with_few_watches(content: &Path) -> Outcome {
    for number in 0..5 {
        write(&content.join(format!("{number}/c.md")), "first")?;
    }
    let mut watcher = watch(content);
    assert!(
        watcher.polling_reason().is_some_and(|reason| reason.contains("max_user_watches")),
        "{:?}",
        watcher.polling_reason()
    );
    for _ in 0..2 {
        assert!(expect(&mut watcher, content)?.everything);
    }
    Ok(())
}

#[test]
fn folders_that_become_more_than_the_watches() -> Outcome {
    with_limit("max_inotify_watches", 3, "fewer-watches")
}

pub(crate) fn runs_out_of_watches(content: &Path) -> Outcome {
    let mut watcher = watch(content);
    assert_eq!(watcher.polling_reason(), None);
    // The new watches are more than remain beside the old, and no more than remain without them.
    let old = content.with_file_name("old");
    for _ in 0..3 {
        fs::rename(content, &old)?;
        write(&content.join("part/b.md"), "another")?;
        expect(&mut watcher, content)?;
        assert_is_watched(&mut watcher, &content.join("part/b.md"), &content.join("part/b.md"))?;
        assert_eq!(watcher.polling_reason(), None);
        fs::remove_dir_all(&old)?;
    }
    for number in 0..5 {
        write(&content.join(format!("{number}/c.md")), "first")?;
    }
    for _ in 0..3 {
        assert!(expect(&mut watcher, content)?.everything);
    }
    assert!(
        watcher.polling_reason().is_some_and(|reason| reason.contains("max_user_watches")),
        "{:?}",
        watcher.polling_reason()
    );
    Ok(())
}

#[test]
fn more_watchers_than_the_system_allows() -> Outcome {
    with_limit("max_inotify_instances", 0, "no-instances")
}

pub(crate) fn lives_without_instances(content: &Path) -> Outcome {
    let mut watcher = watch(content);
    assert!(
        watcher.polling_reason().is_some_and(|reason| reason.contains("max_user_instances")),
        "{:?}",
        watcher.polling_reason()
    );
    assert!(expect(&mut watcher, content)?.everything);
    Ok(())
}

/// Runs a task under a limit that holds for this process alone, if that can be had.
fn with_limit(limit: &str, number: usize, task: &str) -> Outcome {
    // This file, unlike those in `/proc/sys/fs`, belongs to the namespace of users in which it is written.
    let set = format!("echo {number} > /proc/sys/user/{limit} && exec \"$@\"");
    let prefix = ["unshare", "-r", "sh", "-c", &set, "sh"];
    let probe = Command::new(prefix[0]).args(&prefix[1..]).arg("true").stderr(Stdio::null()).status();
    if probe.is_ok_and(|status| status.success()) {
        let (_ground, content) = fixture()?;
        let status = child::run(&prefix, task, &content)?.wait()?;
        assert!(status.success(), "{task}: {status}");
    }
    Ok(())
}

#[test]
fn events_that_were_lost() -> Outcome {
    // A process that stands still takes no events, and the system keeps only so many for it.
    let kept = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap_or_default();
    let Some(kept) = kept.trim().parse::<usize>().ok().filter(|kept| *kept < 100_000) else { return Ok(()) };
    let (temp, content) = fixture()?;
    let at = |name: &str| temp.path().join(name);
    let mut child = child::run(&[], "stopped", temp.path())?;
    let send = |signal: &str| Command::new("kill").args([signal, &child.id().to_string()]).status();
    wait_for(&at("watching"))?;
    assert!(send("-STOP")?.success());
    let made = (0..=kept / 3).try_for_each(|number| fs::write(content.join(format!("{}.md", number % 700)), ""));
    let lost = write(&content.join("lost/c.md"), "in a folder that nobody was told of");
    assert!(send("-CONT")?.success());
    made?;
    lost?;
    wait_for(&at("noticed"))?;
    fs::write(content.join("lost/c.md"), "saved")?;
    let status = child.wait()?;
    assert!(status.success(), "{status}");
    Ok(())
}

pub(crate) fn is_stopped(temp: &Path) -> Outcome {
    let content = temp.join("content");
    let mut watcher = watch(&content);
    fs::write(temp.join("watching"), "")?;
    while !expect(&mut watcher, &content.join("1.md"))?.everything {}
    settle(&mut watcher);
    fs::write(temp.join("noticed"), "")?;
    expect_name(&mut watcher, &content.join("lost/c.md")).map(drop)
}

fn wait_for(file: &Path) -> Outcome {
    for _ in 0..6000 {
        if file.exists() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(10));
    }
    Err(format!("{} was not made", file.display()).into())
}
