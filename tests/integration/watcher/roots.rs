//! The folder that is watched is itself removed, replaced, moved away, or not there yet.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rapporteur::serve::watcher::Watcher;

use super::fixture::{Outcome, assert_is_watched, assert_says_nothing, expect, fixture, settle, watch, write};

#[test]
fn a_root_removed_and_made_again() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    let file = content.join("part/b.md");
    for _ in 0..3 {
        fs::remove_dir_all(&content)?;
        assert!(expect(&mut watcher, &content)?.everything);
        settle(&mut watcher);
        write(&file, "again")?;
        assert!(expect(&mut watcher, &content)?.everything);
        assert_is_watched(&mut watcher, &file, &file)?;
        fs::remove_dir_all(&content)?;
        write(&file, "at once")?;
        assert!(expect(&mut watcher, &content)?.everything);
        assert_is_watched(&mut watcher, &file, &file)?;
    }
    Ok(())
}

#[test]
fn a_root_moved_away_and_another_moved_in() -> Outcome {
    let (temp, content) = fixture()?;
    let old = temp.path().join("old");
    let new = temp.path().join("new");
    let mut watcher = watch(&content);
    for _ in 0..3 {
        write(&new.join("part/b.md"), "of the new one")?;
        fs::rename(&content, &old)?;
        fs::rename(&new, &content)?;
        assert!(expect(&mut watcher, &content)?.everything);
        assert_is_watched(&mut watcher, &content.join("part/b.md"), &content.join("part/b.md"))?;
        assert_says_nothing(&mut watcher, || fs::write(old.join("part/b.md"), "of the old one"))?;
        fs::remove_dir_all(&old)?;
    }
    fs::rename(&content, &old)?;
    assert!(expect(&mut watcher, &content)?.everything);
    settle(&mut watcher);
    fs::rename(&old, &content)?;
    assert!(expect(&mut watcher, &content)?.everything);
    assert_is_watched(&mut watcher, &content.join("part/b.md"), &content.join("part/b.md"))
}

#[test]
fn a_root_moved_away_is_expected_back() -> Outcome {
    let (temp, content) = fixture()?;
    let mut watcher = watch(&content);
    let mut normal = watcher.polling_reason().is_some();
    for number in 0..5 {
        write(&temp.path().join("new/a.md"), "of the new one")?;
        let found = thread::scope(|scope| {
            let moving = scope.spawn(|| {
                fs::rename(&content, temp.path().join(format!("old{number}")))?;
                thread::sleep(Duration::from_millis(10));
                fs::rename(temp.path().join("new"), &content)
            });
            let found = expect(&mut watcher, &content).map(|_| content.join("a.md").exists());
            moving.join().map(|moved| moved.map(|()| found))
        });
        normal |= found.map_err(|_| "moving failed")???;
        settle(&mut watcher);
    }
    assert!(normal, "there never was a folder at the first report");
    Ok(())
}

#[test]
fn a_root_that_is_or_becomes_a_link() -> Outcome {
    let (temp, content) = fixture()?;
    let first = temp.path().join("elsewhere/first");
    let second = temp.path().join("elsewhere/second");
    write(&first.join("part/b.md"), "first")?;
    write(&second.join("part/b.md"), "second")?;
    let mut watcher = watch(&content);
    fs::remove_dir_all(&content)?;
    symlink(&first, &content)?;
    assert!(expect(&mut watcher, &content)?.everything);
    assert_is_watched(&mut watcher, &first.join("part/b.md"), &content.join("part/b.md"))?;
    symlink(&second, temp.path().join("link"))?;
    fs::rename(temp.path().join("link"), &content)?;
    assert!(expect(&mut watcher, &content)?.everything);
    assert_is_watched(&mut watcher, &second.join("part/b.md"), &content.join("part/b.md"))?;
    assert_says_nothing(&mut watcher, || fs::write(first.join("part/b.md"), "no longer meant"))?;
    let mut other = watch(&content);
    fs::rename(&second, temp.path().join("elsewhere/third"))?;
    assert!(expect(&mut other, &content)?.everything);
    settle(&mut other);
    fs::rename(temp.path().join("elsewhere/third"), &second)?;
    assert!(expect(&mut other, &content)?.everything);
    assert_is_watched(&mut other, &second.join("part/b.md"), &content.join("part/b.md"))
}

#[test]
fn a_root_that_comes_later() -> Outcome {
    let (temp, content) = fixture()?;
    let themes = temp.path().join("far/away/themes");
    let file = themes.join("page.html");
    let mut watcher = Watcher::new(vec![content.clone(), themes.clone()], false);
    assert_says_nothing(&mut watcher, || fs::create_dir_all(temp.path().join("near")))?;
    fs::create_dir(temp.path().join("far"))?;
    expect(&mut watcher, &themes)?;
    settle(&mut watcher);
    write(&file, "a template")?;
    assert!(expect(&mut watcher, &themes)?.everything);
    assert_is_watched(&mut watcher, &file, &file)?;
    fs::remove_dir_all(temp.path().join("far"))?;
    expect(&mut watcher, &themes)?;
    settle(&mut watcher);
    fs::create_dir_all(temp.path().join("prepared/away/themes"))?;
    fs::rename(temp.path().join("prepared"), temp.path().join("far"))?;
    expect(&mut watcher, &themes)?;
    assert_is_watched(&mut watcher, &file, &file)?;
    assert_is_watched(&mut watcher, &content.join("a.md"), &content.join("a.md"))
}

#[test]
fn a_folder_far_above_is_renamed() -> Outcome {
    let (temp, _) = fixture()?;
    let at = |path: &str| temp.path().join(path);
    write(&at("above/between/content/a.md"), "first")?;
    write(&at("other/between/content/a.md"), "other")?;
    let content = at("above/between/content");
    let mut watcher = watch(&content);
    fs::rename(at("above"), at("away"))?;
    assert!(expect(&mut watcher, &content)?.everything);
    settle(&mut watcher);
    fs::rename(at("other"), at("above"))?;
    assert!(expect(&mut watcher, &content)?.everything);
    assert_is_watched(&mut watcher, &content.join("a.md"), &content.join("a.md"))
}

#[test]
fn a_root_that_is_a_file_for_a_while() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    fs::remove_dir_all(&content)?;
    fs::write(&content, "not a folder")?;
    assert!(expect(&mut watcher, &content)?.everything);
    settle(&mut watcher);
    fs::remove_file(&content)?;
    write(&content.join("a.md"), "a folder again")?;
    assert!(expect(&mut watcher, &content)?.everything);
    assert_is_watched(&mut watcher, &content.join("a.md"), &content.join("a.md"))
}

#[test]
fn paths_are_named_below_the_folder_as_it_was_given() -> Outcome {
    let (temp, content) = fixture()?;
    let given = content.join("part/../../content/./");
    let mut watcher = watch(&given);
    assert_is_watched(&mut watcher, &content.join("a.md"), &given.join("a.md"))?;
    let here = std::env::current_dir()?;
    let up: String = here.ancestors().skip(1).map(|_| "../").collect();
    let given = Path::new(&up).join(temp.path().strip_prefix("/")?).join("content");
    let mut watcher = watch(&given);
    assert_is_watched(&mut watcher, &content.join("part/b.md"), &given.join("part/b.md"))
}
