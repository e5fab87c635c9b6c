//! Disks that are full, read-only, or mounted inside the folder.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use rapporteur::site::output::{Class, Content, Output};

use super::fixture::{Outcome, assert_no_leftovers, files, fixture, publish, refusal, visible};
use crate::child;

#[test]
fn a_full_disk_leaves_the_old_site() -> Outcome {
    let (temp, _) = fixture()?;
    // A limit on the size of files is a disk that is full for these pages, everywhere.
    let limit = "ulimit -f 400; trap '' XFSZ; exec \"$@\"";
    let status = child::run(&["sh", "-c", limit, "sh"], "full", temp.path())?.wait()?;
    assert!(status.success(), "{status}");
    with_disk("full", temp.path())
}

#[test]
fn a_limit_on_the_size_of_files_is_told_of() {
    let temp = crate::tree::temp();
    crate::tree::write(temp.path(), "content/review.yaml", "title: A review\n");
    let limit = "ulimit -f 4; exec \"$@\"";
    let mut build = Command::new("sh");
    build.args(["-c", limit, "sh", env!("CARGO_BIN_EXE_rapporteur"), "build"]).current_dir(temp.path());
    let ended = build.output().expect("the program starts");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.contains("file too large") && said.contains("ulimit -f"), "{said}");
}

/// Offers far more than there is room for, and leaves the site as it was.
pub(crate) fn fills_up(temp: &Path) -> Outcome {
    let disk = temp.join("disk");
    let out = if disk.exists() { disk.join("out") } else { temp.join("out") };
    let content = temp.join("content");
    let open = || Output::open(&out, &content);
    let output = open()?;
    output.offer("index.html", Class::Page, Content::Bytes(b"1"))?;
    output.publish(None)?;
    let before = files(&out)?;
    let output = open()?;
    output.offer("index.html", Class::Page, Content::Bytes(b"2"))?;
    let offer =
        |number: usize| output.offer(&format!("{number}/big.html"), Class::Page, Content::Bytes(&[b'x'; 300_000]));
    let message = refusal((0..8).try_for_each(|number| offer(number).map(drop)), &out);
    let reason = if disk.exists() { "no space left on device" } else { "file too large" };
    let (message, _) = message.split_once(" / ").unwrap_or((&message, ""));
    assert!(message.starts_with("cannot write ~/") && message.ends_with(&format!("/big.html: {reason}")), "{message}");
    drop(output);
    assert_eq!(files(&out)?, before);
    Ok(())
}

#[test]
fn a_file_system_mounted_inside_is_published_into() -> Outcome {
    let (temp, out) = fixture()?;
    with_disk("mounts", temp.path())?;
    // Without a mount the same site takes the short way.
    publish(&out, &[("mounted/a/b/index.html", "x")])?;
    assert_eq!(visible(&out)?, ["mounted/", "mounted/a/", "mounted/a/b/", "mounted/a/b/index.html"]);
    Ok(())
}

/// Publishes into a folder in which another file system is mounted, which no rename can reach.
pub(crate) fn spans_file_systems(temp: &Path) -> Outcome {
    let out = temp.join("out");
    publish(&out, &[("index.html", "1")])?;
    fs::create_dir(out.join("mounted"))?;
    let mounted = Command::new("mount").args(["--bind"]).arg(temp.join("disk")).arg(out.join("mounted")).status()?;
    assert!(mounted.success());
    let site = |text| {
        [
            ("index.html", text),
            ("mounted/index.html", text),
            ("mounted/a/b/index.html", text),
            ("mounted/a/c.png", text),
        ]
    };
    for text in ["2", "3"] {
        publish(&out, &site(text))?;
        assert_eq!(publish(&out, &site(text))?.unchanged, 4);
        assert_eq!(fs::read_to_string(temp.join("disk/a/b/index.html"))?, text);
        assert_no_leftovers(&out)?;
    }
    publish(&out, &[("index.html", "2")])?;
    assert_eq!(visible(&out)?, ["index.html", "mounted/"]);
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written_is_refused() -> Outcome {
    let (temp, out) = fixture()?;
    publish(&out, &[("index.html", "1"), ("part/index.html", "1")])?;
    let lock = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    for (folder, message) in [
        (out.clone(), "cannot write in the output folder ~/out: permission denied"),
        (out.join("part"), "cannot write in ~/out/part: permission denied"),
    ] {
        lock(&folder, 0o555)?;
        let may_write_all_the_same = fs::write(folder.join("probe"), "").is_ok();
        let result = publish(&out, &[("index.html", "2"), ("part/index.html", "2")]);
        lock(&folder, 0o755)?;
        if may_write_all_the_same {
            // The superuser is not bound by modes.
            assert!(result.is_ok());
            publish(&out, &[("index.html", "1"), ("part/index.html", "1")])?;
        } else {
            assert_eq!(refusal(result, temp.path()), message);
            assert_eq!(fs::read_to_string(out.join("index.html"))?, "1");
        }
    }
    with_disk("read-only", &{
        let below = temp.path().join("below");
        fs::create_dir(&below)?;
        fs::create_dir(below.join("content"))?;
        below
    })
}

/// Publishes into a folder, and then into a part of one, that has become read-only.
pub(crate) fn is_read_only(temp: &Path) -> Outcome {
    let disk = temp.join("disk");
    let mount = |arguments: &[&str]| {
        let status = Command::new("mount").args(arguments).arg(&disk).status();
        assert!(status.is_ok_and(|status| status.success()), "{arguments:?}");
    };
    let out = disk.join("out");
    publish(&out, &[("index.html", "1")])?;
    mount(&["-o", "remount,bind,ro"]);
    let message = refusal(publish(&out, &[("index.html", "2")]), temp);
    assert_eq!(message, "cannot write in the output folder ~/disk/out: read-only file system");

    let out = temp.join("out");
    publish(&out, &[("index.html", "1")])?;
    fs::create_dir(out.join("mounted"))?;
    let bound = Command::new("mount").arg("--bind").arg(&disk).arg(out.join("mounted")).status()?;
    assert!(bound.success());
    let message = refusal(publish(&out, &[("index.html", "2"), ("mounted/x.html", "x")]), temp);
    assert_eq!(message, "cannot write in ~/out/mounted: read-only file system");
    assert_eq!(fs::read_to_string(out.join("index.html"))?, "1");
    Ok(())
}

/// Runs a task where a file system of one megabyte is mounted at `disk`, if that is permitted.
fn with_disk(task: &str, temp: &Path) -> Outcome {
    if !may_mount() {
        return Ok(());
    }
    let disk = temp.join("disk");
    fs::create_dir(&disk)?;
    let mount = format!("mount -t tmpfs -o size=1m tmpfs '{}' && exec \"$@\"", disk.display());
    let status = child::run(&["unshare", "-rm", "sh", "-c", &mount, "sh"], task, temp)?.wait()?;
    assert!(status.success(), "{task}: {status}");
    Ok(())
}

/// Whether a process may mount file systems of its own, as an ordinary user too.
fn may_mount() -> bool {
    let probe =
        Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]).stderr(Stdio::null()).status();
    probe.is_ok_and(|status| status.success())
}
