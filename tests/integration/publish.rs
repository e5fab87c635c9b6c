//! Publishing into a folder that is being read, killed, filled up, linked elsewhere and shared with others.

mod cut_short;
mod disk;
mod fixture;
mod refused;

use std::error::Error;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use rapporteur::site::output::{Class, Content, Output, Published};
use rayon::prelude::*;

use crate::request::request;
use crate::{child, tree};
use fixture::{Outcome, assert_no_leftovers, files, fixture, open, publish, publish_edition, refusal, visible};

#[test]
fn a_first_publication_makes_the_folder_and_its_parents() -> Outcome {
    let (temp, _) = fixture()?;
    let out = temp.path().join("a/b/out");
    let output = Output::open(&out, &temp.path().join("content"))?;
    output.offer("index.html", Class::Page, Content::Bytes(b"home"))?;
    output.offer("teams/dns/index.html", Class::Page, Content::Bytes(b"dns"))?;
    let published = output.publish(None)?;
    assert_eq!((published.added, published.changed, published.unchanged, published.removed), (2, 0, 0, 0));
    assert_eq!(visible(&out)?, ["index.html", "teams/", "teams/dns/", "teams/dns/index.html"]);
    assert_no_leftovers(&out)?;
    let plain = temp.path().join("plain");
    fs::write(&plain, "")?;
    let mode = |path: &Path| fs::metadata(path).map(|found| found.permissions().mode());
    assert_eq!(mode(&out.join("teams/dns/index.html"))?, mode(&plain)?, "the user's mask decides");
    Ok(())
}

#[test]
fn what_is_published_can_be_read_by_everybody_and_modes_are_mended() -> Outcome {
    let (temp, _) = fixture()?;
    let out = temp.path().join("a/out");
    let masked = child::run(&["sh", "-c", "umask 077; exec \"$@\"", "sh"], "masked", temp.path())?.wait()?;
    assert!(masked.success());
    let mode = |path: &str| fs::metadata(out.join(path)).map(|found| found.permissions().mode() & 0o777);
    let folders = ["..", "", "teams", "teams/dns"];
    let files = ["index.html", "teams/dns/index.html", "teams/dns/picture.png"];
    folders.iter().try_for_each(|folder| mode(folder).map(|mode| assert_eq!(mode, 0o755, "{folder}")))?;
    files.iter().try_for_each(|file| mode(file).map(|mode| assert_eq!(mode, 0o644, "{file}")))?;

    let close = |path: &str, mode| fs::set_permissions(out.join(path), fs::Permissions::from_mode(mode));
    fs::write(out.join("theirs.html"), "theirs")?;
    [("index.html", 0o600), ("teams/dns/index.html", 0o640), ("teams", 0o700), ("theirs.html", 0o600)]
        .into_iter()
        .try_for_each(|(path, mode)| close(path, mode))?;
    let site = [SMALL_SITE.as_slice(), &[("theirs.html", "theirs")]].concat();
    let published = publish(&out, &site)?;
    assert_eq!(published.unchanged, 4);
    assert_eq!((mode("index.html")?, mode("teams/dns/index.html")?, mode("teams")?), (0o644, 0o644, 0o755));
    assert_eq!(mode("theirs.html")?, 0o600, "what others put there is theirs");
    Ok(())
}

const SMALL_SITE: [(&str, &str); 3] =
    [("index.html", "1"), ("teams/dns/index.html", "1"), ("teams/dns/picture.png", "1")];

#[test]
fn what_systems_leave_behind_makes_no_folder_that_of_others() -> Outcome {
    let (_ground, out) = fixture()?;
    fs::create_dir_all(out.join("lost+found"))?;
    for left in [".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini"] {
        fs::write(out.join(left), "left")?;
    }
    publish(&out, &SMALL_SITE)?;
    publish(&out, &[("index.html", "2")])?;
    assert_eq!(visible(&out)?, [".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini", "index.html", "lost+found/"]);
    Ok(())
}

/// Builds with an attachment that is large, first into an empty folder, then beside itself, and asks the system how much
/// memory that took.
fn publish_large_attachment(folder: &Path) -> Outcome {
    tree::write(folder, "content/review.yaml", "title: A review\n");
    tree::write(folder, "content/pages/about.md", "---\ntitle: About\n---\n[All](all.zip).\n");
    let build = || rapporteur::pipeline::build(request(folder.join("content"), folder.join("out")));
    tree::write(folder, "content/pages/all.zip", "PK\x03\x04");
    build()?;
    let before = most_memory()?;
    let large = fs::File::options().write(true).open(folder.join("content/pages/all.zip"))?;
    large.set_len(LARGE)?;
    build()?;
    assert_eq!(fs::metadata(folder.join("out/pages/all.zip"))?.len(), LARGE);
    assert_eq!(build()?.published.changed, 0);
    let more = most_memory()? - before;
    assert!(more < 50 << 20, "{} MiB more", more >> 20);
    Ok(())
}

const LARGE: u64 = 300 << 20;

/// The most memory that this process had at once, in bytes, as Linux tells in `/proc/self/status`, see proc(5).
fn most_memory() -> Result<u64, Box<dyn std::error::Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("it does not tell")?;
    Ok(peak.trim().trim_end_matches(" kB").parse::<u64>()? << 10)
}

#[test]
fn an_attachment_is_never_all_in_memory() -> Outcome {
    let (temp, _) = fixture()?;
    assert!(child::run(&[], "large", temp.path())?.wait()?.success());
    Ok(())
}

#[test]
fn only_what_differs_is_written_and_only_what_is_gone_is_removed() -> Outcome {
    let (_ground, out) = fixture()?;
    publish(
        &out,
        &[("index.html", "1"), ("same.html", "same"), ("old/deep/index.html", "x"), ("kept/index.html", "x")],
    )?;
    fs::write(out.join("CNAME"), "review.example")?;
    fs::write(out.join("kept/notes.txt"), "of others")?;
    fs::create_dir(out.join(".git"))?;
    fs::write(out.join(".git/HEAD"), "ref")?;
    let stamp = |path: &str| fs::metadata(out.join(path)).map(|found| (found.ino(), found.mtime(), found.mtime_nsec()));
    let (same, manifest, folder) = (stamp("same.html")?, stamp(".rapporteur/manifest")?, stamp(".")?.0);

    let published = publish(
        &out,
        &[("index.html", "2"), ("same.html", "same"), ("old/deep/index.html", "x"), ("kept/index.html", "x")],
    )?;
    assert_eq!((published.added, published.changed, published.unchanged, published.removed), (0, 1, 3, 0));
    assert_eq!(stamp("same.html")?, same);
    assert_eq!(stamp(".rapporteur/manifest")?, manifest, "the same paths, the same manifest");

    let published = publish(&out, &[("index.html", "2"), ("same.html", "same")])?;
    assert_eq!((published.added, published.changed, published.unchanged, published.removed), (0, 0, 2, 2));
    assert_eq!(visible(&out)?, [".git/", ".git/HEAD", "CNAME", "index.html", "kept/", "kept/notes.txt", "same.html"]);
    assert_eq!((stamp("same.html")?, stamp(".")?.0), (same, folder), "the folder is the one it was");
    assert_no_leftovers(&out)?;
    Ok(())
}

#[test]
fn files_become_folders_and_folders_files() -> Outcome {
    let (temp, out) = fixture()?;
    let files_there = [("a", "1"), ("b/index.html", "1"), ("b/c/d.png", "1")];
    let folders_there = [("a/index.html", "2"), ("a/x/y.png", "2"), ("b", "2")];
    publish(&out, &files_there)?;
    let published = publish(&out, &folders_there)?;
    assert_eq!((published.added, published.removed), (3, 3));
    assert_eq!(visible(&out)?, ["a/", "a/index.html", "a/x/", "a/x/y.png", "b"]);
    publish(&out, &files_there)?;
    assert_eq!(visible(&out)?, ["a", "b/", "b/c/", "b/c/d.png", "b/index.html"]);
    fs::write(out.join("b/c/notes.txt"), "of others")?;
    let message = "a folder that rapporteur did not make is in the way at ~/out/b / \
                   move it away, or rename the record or attachment that needs the place";
    assert_eq!(refusal(publish(&out, &folders_there), temp.path()), message);
    assert_eq!(visible(&out)?, ["a", "b/", "b/c/", "b/c/d.png", "b/c/notes.txt", "b/index.html"]);
    assert_no_leftovers(&out)?;
    Ok(())
}

/// Offers the files of a part, and publishes it.
fn publish_part(output: Output, part: &[(&str, &str)]) -> Result<(Output, Option<Published>), Box<dyn Error>> {
    for (path, text) in part {
        output.offer(path, Class::Page, Content::Bytes(text.as_bytes()))?;
    }
    Ok(output.publish_part()?)
}

#[test]
fn a_part_is_visible_before_the_rest_is_offered_and_all_else_stays_until_then() -> Outcome {
    let (_temp, out) = fixture()?;
    publish(&out, &[("index.html", "1"), ("a/index.html", "1"), ("gone/index.html", "1")])?;
    let part = [("a/index.html", "2"), ("b/index.html", "2")];
    let (output, published) = publish_part(open(&out)?, &part)?;
    let published = published.ok_or("nothing was in the way")?;
    assert_eq!((published.added, published.changed, published.removed), (1, 1, 0));
    let texts = |path: &str| fs::read_to_string(out.join(path));
    assert_eq!((texts("a/index.html")?, texts("b/index.html")?), ("2".to_owned(), "2".to_owned()));
    assert_eq!((texts("index.html")?, texts("gone/index.html")?), ("1".to_owned(), "1".to_owned()));
    // Whoever ends the program now leaves files that the next build knows as its own.
    drop(output);
    assert_no_leftovers(&out)?;
    let published = publish(&out, &[("index.html", "2"), ("a/index.html", "2")])?;
    assert_eq!((published.changed, published.unchanged, published.removed), (1, 1, 2));
    assert_eq!(visible(&out)?, ["a/", "a/index.html", "index.html"]);
    Ok(())
}

#[test]
fn a_part_for_which_something_would_have_to_go_waits_for_the_rest() -> Outcome {
    for (before, part) in [("a", "a/index.html"), ("a/b/index.html", "a")] {
        let (_temp, out) = fixture()?;
        publish(&out, &[("index.html", "1"), (before, "1")])?;
        let (output, published) = publish_part(open(&out)?, &[("index.html", "2"), (part, "2")])?;
        assert_eq!(published, None, "{part}");
        assert_eq!(fs::read_to_string(out.join("index.html"))?, "1", "{part}");
        for path in ["index.html", part] {
            output.offer(path, Class::Page, Content::Bytes(b"2"))?;
        }
        let published = output.publish(None)?;
        assert_eq!((published.added, published.changed, published.removed), (1, 1, 1), "{part}");
        assert_no_leftovers(&out)?;
    }
    Ok(())
}

#[test]
fn the_manifest_does_not_depend_on_order_or_threads() -> Outcome {
    let (temp, out) = fixture()?;
    let paths: Vec<String> = (0..200).map(|number| format!("{}/{number}/index.html", number % 7)).collect();
    let output = open(&out)?;
    paths.iter().rev().try_for_each(|path| output.offer(path, Class::Page, Content::Bytes(b"x")).map(drop))?;
    output.publish(None)?;
    let other = temp.path().join("other");
    let output = open(&other)?;
    paths.par_iter().try_for_each(|path| output.offer(path, Class::Page, Content::Bytes(b"x")).map(drop))?;
    output.publish(None)?;
    assert_eq!(files(&out)?, files(&other)?);
    Ok(())
}

/// What this binary does as another process; none if the task is not of these tests.
pub(crate) fn task(task: &str, folder: &Path) -> Option<Outcome> {
    Some(match task {
        "alternate" => publish_without_end(folder),
        "0" => publish_edition(folder, 0).map(drop).map_err(Into::into),
        "1" => publish_edition(folder, 1).map(drop).map_err(Into::into),
        "masked" => publish(&folder.join("a/out"), &SMALL_SITE).map(drop).map_err(Into::into),
        "large" => publish_large_attachment(folder),
        "full" => disk::fills_up(folder),
        "mounts" => disk::spans_file_systems(folder),
        "read-only" => disk::is_read_only(folder),
        _ => return None,
    })
}

fn publish_without_end(folder: &Path) -> Outcome {
    loop {
        publish_edition(folder, 1)?;
        publish_edition(folder, 0)?;
    }
}
