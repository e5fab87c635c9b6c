//! What is refused, in which words, and that nothing is touched then.

use std::fs;
use std::os::unix::fs::symlink;

use rapporteur::site::output::{Class, Content, Output};

use super::fixture::{Outcome, assert_no_leftovers, files, fixture, open, publish, refusal, visible};

#[test]
fn folders_that_must_not_be_published_into_are_refused_and_left_alone() -> Outcome {
    let (temp, _) = fixture()?;
    let at = |path: &str| temp.path().join(path);
    for folder in ["repository/.git", "strangers", "lost/.rapporteur", "linked", "content/below", "elsewhere"] {
        fs::create_dir_all(at(folder))?;
    }
    for file in ["strangers/CNAME", "lost/index.html", "file", "damaged"] {
        fs::write(at(file), "x")?;
    }
    symlink(at("strangers"), at("link"))?;
    symlink(at("nowhere"), at("dangling"))?;
    symlink(at("content"), at("way"))?;
    symlink(at("elsewhere"), at("linked/.rapporteur"))?;
    publish(&at("torn"), &[("index.html", "x")])?;
    fs::write(at("torn/.rapporteur/manifest"), "rapporteur manifest 1\n../../file\n")?;

    let beside = "give a folder beside the content, such as `--out public`";
    let lost = "its list of what was made, `.rapporteur/manifest`, is missing: put it back, or give an empty folder";
    let touched = "give an empty folder or a new one; nothing in this one was touched";
    let before = files(temp.path())?;
    for (out, message) in [
        ("link", "the output folder ~/link is a symbolic link / give the folder that it leads to: ~/strangers"),
        ("link/", "the output folder ~/link/ is a symbolic link / give the folder that it leads to: ~/strangers"),
        ("dangling", "the output folder ~/dangling is a symbolic link / give a folder, not a link"),
        ("file", "the output folder ~/file is not a folder / give a folder that is empty or does not exist yet"),
        ("file/out", "cannot use the output folder ~/file/out: not a directory"),
        ("content", &format!("the output folder ~/content is the content folder ~/content / {beside}")),
        (
            "content/out/x",
            &format!("the output folder ~/content/out/x lies in the content folder ~/content / {beside}"),
        ),
        ("way/out", &format!("the output folder ~/way/out lies in the content folder ~/content / {beside}")),
        ("", &format!("the output folder ~/ contains the content folder ~/content / {beside}")),
        ("content/..", &format!("the output folder ~/content/.. contains the content folder ~/content / {beside}")),
        (
            "repository/.git",
            "the output folder ~/repository/.git lies in a `.git` folder / give a folder outside of it",
        ),
        (
            "repository/.git/x",
            "the output folder ~/repository/.git/x lies in a `.git` folder / give a folder outside of it",
        ),
        (
            "repository",
            &format!("the output folder ~/repository is not empty and was not made by rapporteur / {touched}"),
        ),
        (
            "strangers",
            &format!("the output folder ~/strangers is not empty and was not made by rapporteur / {touched}"),
        ),
        ("lost", &format!("the output folder ~/lost is not empty and was not made by rapporteur / {lost}")),
        (
            "linked",
            "the output folder ~/linked/.rapporteur is a symbolic link / give the folder that it leads to: ~/elsewhere",
        ),
        (
            "torn",
            "~/torn/.rapporteur/manifest is damaged in line 2, so it cannot be told which files may be replaced / put it back from a copy, or give an empty folder",
        ),
    ] {
        assert_eq!(refusal(Output::open(&at(out), &at("content")), temp.path()), message);
        assert_eq!(files(temp.path())?, before, "{out}");
    }
    Ok(())
}

#[test]
fn what_others_put_in_the_way_is_refused_and_never_followed() -> Outcome {
    let (temp, out) = fixture()?;
    publish(&out, &[("index.html", "1"), ("ours/index.html", "1")])?;
    let outside = temp.path().join("outside");
    fs::create_dir(&outside)?;
    fs::write(outside.join("index.html"), "outside")?;
    fs::create_dir(out.join("folder"))?;
    fs::create_dir(out.join("folder.html"))?;
    fs::write(out.join("page.html"), "of others")?;
    fs::write(out.join("same.html"), "same")?;
    symlink(&outside, out.join("link"))?;
    symlink(outside.join("index.html"), out.join("link.html"))?;

    let record = "move it away, or rename the record or attachment that needs the place";
    let elsewhere = "and what is written there would land elsewhere / replace it by a folder, or remove it";
    let before = files(temp.path())?;
    for (path, message) in [
        ("page.html", format!("a file that rapporteur did not make is in the way at ~/out/page.html / {record}")),
        ("page.html/x", format!("a file that rapporteur did not make is in the way at ~/out/page.html / {record}")),
        ("link.html", format!("a file that rapporteur did not make is in the way at ~/out/link.html / {record}")),
        ("folder.html", format!("a folder that rapporteur did not make is in the way at ~/out/folder.html / {record}")),
        ("link/new.html", format!("~/out/link is a symbolic link, {elsewhere}")),
        ("link/a/b.html", format!("~/out/link is a symbolic link, {elsewhere}")),
    ] {
        let result =
            publish(&out, &[("index.html", "2"), ("same.html", "same"), (path, "new"), ("folder/x.html", "x")]);
        assert_eq!(refusal(result, temp.path()), message);
        assert_eq!(files(temp.path())?, before, "{path}");
    }

    // A file of others with the same bytes is let be, and stays theirs.
    publish(&out, &[("same.html", "same"), ("folder/x.html", "x")])?;
    publish(&out, &[("index.html", "3"), ("ours/index.html", "1")])?;
    assert_eq!(fs::read_to_string(out.join("same.html"))?, "same");
    assert!(out.join("folder").exists(), "a folder of others stays, even if empty");

    // Nor does a removal follow a link that has come to stand on its way.
    fs::remove_dir_all(out.join("ours"))?;
    symlink(&outside, out.join("ours"))?;
    let result = publish(&out, &[("index.html", "4")]);
    assert_eq!(refusal(result, temp.path()), format!("~/out/ours is a symbolic link, {elsewhere}"));
    assert_eq!(fs::read_to_string(out.join("index.html"))?, "3");
    assert_eq!(fs::read_to_string(outside.join("index.html"))?, "outside");
    Ok(())
}

#[test]
fn a_site_that_contradicts_itself_changes_nothing() -> Outcome {
    let (temp, out) = fixture()?;
    publish(&out, &[("index.html", "1")])?;
    let rename = "rename one of the two records or attachments that it is made from";
    for (path, message) in [
        ("index.html", format!("the site has two files with the path index.html / {rename}")),
        ("new/a.html", format!("the site has two files with the path new/a.html / {rename}")),
        ("index.html/x", format!("the site has index.html both as a file and as a folder / {rename}")),
        ("../x", "`../x` cannot be the path of a file in the site: one of its parts is `.` or `..`".to_owned()),
        (".rapporteur/lock", "`.rapporteur/lock` cannot be the path of a file in the site: `.rapporteur` is where rapporteur keeps its own files".to_owned()),
    ] {
        let result = publish(&out, &[("index.html", "2"), ("new/a.html", "x"), (path, "3")]);
        assert_eq!(refusal(result, temp.path()), message);
        assert_eq!(visible(&out)?, ["index.html"], "{path}");
        assert_eq!(fs::read_to_string(out.join("index.html"))?, "1");
        assert_no_leftovers(&out)?;
    }

    let output = open(&out)?;
    output.offer("index.html", Class::Page, Content::Bytes(b"2"))?;
    assert!(output.offer("a//b", Class::Page, Content::Bytes(b"")).is_err());
    let message = "nothing was published in ~/out/: not every file could be staged";
    assert_eq!(refusal(output.publish(None), temp.path()), message);
    drop(open(&out)?);
    assert_eq!(fs::read_to_string(out.join("index.html"))?, "1");
    assert_no_leftovers(&out)?;
    Ok(())
}
