//! Publishing into a folder that is being read, killed, filled up, linked elsewhere and shared with others.

mod cut_short;
mod disk;
mod fixture;
mod refused;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use rapporteur::site::output::{Class, Output};
use rayon::prelude::*;

use fixture::{Outcome, assert_no_leftovers, files, fixture, open, publish, publish_edition, refusal, visible};

#[test]
fn a_first_publication_makes_the_folder_and_its_parents() -> Outcome {
    let (temp, _) = fixture()?;
    let out = temp.path().join("a/b/out");
    let output = Output::open(&out, &temp.path().join("content"))?;
    output.offer("index.html", Class::Page, b"home")?;
    output.offer("teams/dns/index.html", Class::Page, b"dns")?;
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

#[test]
fn the_manifest_does_not_depend_on_order_or_threads() -> Outcome {
    let (temp, out) = fixture()?;
    let paths: Vec<String> = (0..200).map(|number| format!("{}/{number}/index.html", number % 7)).collect();
    let output = open(&out)?;
    paths.iter().rev().try_for_each(|path| output.offer(path, Class::Page, b"x").map(drop))?;
    output.publish(None)?;
    let other = temp.path().join("other");
    let output = open(&other)?;
    paths.par_iter().try_for_each(|path| output.offer(path, Class::Page, b"x").map(drop))?;
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
