//! Folders that come, go and are moved, and links.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use rapporteur::serve::watcher::Watcher;

use super::fixture::{Outcome, assert_is_watched, assert_says_nothing, expect, expect_name, fixture, watch, write};

#[test]
fn a_new_folder_is_watched_all_the_way_down() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    let deep = content.join("new/within/deep.md");
    write(&deep, "made together with its folders")?;
    assert!(expect(&mut watcher, &deep)?.everything);
    assert_is_watched(&mut watcher, &deep, &deep)?;
    let deeper = content.join("new/within/yet/deeper.md");
    write(&deeper, "in a folder in it")?;
    expect(&mut watcher, &deeper)?;
    assert_is_watched(&mut watcher, &deeper, &deeper)
}

#[test]
fn a_new_folder_is_watched_before_it_is_reported() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    fs::create_dir(content.join("new"))?;
    assert!(expect(&mut watcher, &content.join("new"))?.everything);
    let file = content.join("new/c.md");
    fs::write(&file, "just after the report")?;
    expect_name(&mut watcher, &file).map(drop)
}

#[test]
fn after_a_folder_came_everything_is_looked_at_once_more() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    fs::create_dir(content.join("new"))?;
    assert!(expect(&mut watcher, &content.join("new"))?.everything);
    assert!(expect(&mut watcher, &content.join("new"))?.everything);
    assert_says_nothing(&mut watcher, || Ok(()))
}

#[test]
fn a_folder_moved_in_is_watched_and_one_moved_out_is_not() -> Outcome {
    let (temp, content) = fixture()?;
    let outside = temp.path().join("outside");
    write(&outside.join("within/c.md"), "from outside")?;
    let mut watcher = watch(&content);
    fs::rename(&outside, content.join("moved"))?;
    assert!(expect(&mut watcher, &content.join("moved"))?.everything);
    let file = content.join("moved/within/c.md");
    assert_is_watched(&mut watcher, &file, &file)?;
    fs::rename(content.join("moved"), &outside)?;
    expect(&mut watcher, &content.join("moved"))?;
    assert_says_nothing(&mut watcher, || {
        fs::write(outside.join("within/c.md"), "outside again")?;
        fs::write(outside.join("d.md"), "outside again")
    })
}

#[test]
fn a_folder_renamed_is_watched_under_its_new_name() -> Outcome {
    let (_ground, content) = fixture()?;
    write(&content.join("part/within/c.md"), "deep")?;
    let mut watcher = watch(&content);
    let names = ["other", "part", ".hidden", "part", "a.md.bak", "b"];
    let mut name = "part";
    for next in names {
        fs::rename(content.join(name), content.join(next))?;
        expect(&mut watcher, &content.join(name).join("b.md"))
            .or_else(|_| expect(&mut watcher, &content.join(name)))?;
        name = next;
    }
    let file = content.join("b/within/c.md");
    assert_is_watched(&mut watcher, &file, &file)?;
    fs::rename(content.join("b"), content.join(".b"))?;
    assert_says_nothing(&mut watcher, || fs::write(content.join(".b/within/c.md"), "hidden"))
}

#[test]
fn folders_that_change_places_are_watched_where_they_are() -> Outcome {
    let (_ground, content) = fixture()?;
    write(&content.join("other/within/c.md"), "deep")?;
    let mut watcher = watch(&content);
    fs::rename(content.join("part"), content.join("third"))?;
    fs::rename(content.join("other"), content.join("part"))?;
    fs::rename(content.join("third"), content.join("other"))?;
    expect(&mut watcher, &content.join("part"))?;
    for path in ["part/within/c.md", "other/b.md", "part/new.md"] {
        assert_is_watched(&mut watcher, &content.join(path), &content.join(path))?;
    }
    Ok(())
}

#[test]
fn a_folder_removed_and_made_again_is_watched() -> Outcome {
    let (_ground, content) = fixture()?;
    let mut watcher = watch(&content);
    let file = content.join("part/b.md");
    for _ in 0..3 {
        fs::remove_dir_all(content.join("part"))?;
        write(&file, "again")?;
        assert!(expect(&mut watcher, &content.join("part"))?.everything);
        assert_is_watched(&mut watcher, &file, &file)?;
    }
    Ok(())
}

#[test]
fn links_inside_are_seen_where_they_lead_to_and_nothing_outside_is_watched() -> Outcome {
    let (temp, content) = fixture()?;
    let outside = temp.path().join("outside");
    write(&outside.join("c.md"), "outside")?;
    symlink("part", content.join("link"))?;
    symlink(".", content.join("round"))?;
    symlink(&outside, content.join("out"))?;
    let mut watcher = watch(&content);
    symlink(&outside, content.join("out-later"))?;
    expect_name(&mut watcher, &content.join("out-later"))?;
    assert_says_nothing(&mut watcher, || {
        fs::write(outside.join("c.md"), "outside, again")?;
        fs::write(content.join("out/d.md"), "through the link")?;
        fs::write(content.join("out-later/e.md"), "through the link")
    })?;
    assert_is_watched(&mut watcher, &content.join("link/b.md"), &content.join("part/b.md"))?;
    fs::remove_dir_all(content.join("part"))?;
    symlink(&outside, content.join("part"))?;
    expect(&mut watcher, &content.join("part"))?;
    assert_says_nothing(&mut watcher, || fs::write(outside.join("c.md"), "outside, once more"))
}

#[test]
fn a_folder_that_cannot_be_read_does_not_hide_the_others() -> Outcome {
    let (_ground, content) = fixture()?;
    let lock = |mode| fs::set_permissions(content.join("part"), fs::Permissions::from_mode(mode));
    write(&content.join("zebra/z.md"), "after it")?;
    write(&content.join("aside/a.md"), "before it")?;
    let can_tell = watch(&content).polling_reason().is_none();
    lock(0o000)?;
    let mut watcher = watch(&content);
    assert_eq!(watcher.polling_reason().is_none(), can_tell, "{:?}", watcher.polling_reason());
    for path in ["zebra/z.md", "aside/a.md"] {
        assert_is_watched(&mut watcher, &content.join(path), &content.join(path))?;
    }
    lock(0o755)?;
    expect(&mut watcher, &content.join("part"))?;
    assert_is_watched(&mut watcher, &content.join("part/b.md"), &content.join("part/b.md"))
}

#[test]
fn one_folder_inside_another_is_seen_in_both() -> Outcome {
    let (_ground, content) = fixture()?;
    let hidden = content.join(".themes");
    let part = content.join("part");
    write(&hidden.join("t.html"), "a template")?;
    let mut watcher = Watcher::new(vec![content.clone(), part.clone(), hidden.clone()], false);
    assert_is_watched(&mut watcher, &part.join("b.md"), &part.join("b.md"))?;
    assert_is_watched(&mut watcher, &hidden.join("t.html"), &hidden.join("t.html"))?;
    assert_is_watched(&mut watcher, &content.join("a.md"), &content.join("a.md"))?;
    fs::rename(&hidden, content.join("shown"))?;
    expect(&mut watcher, &content.join("shown"))?;
    let file = content.join("shown/t.html");
    assert_is_watched(&mut watcher, &file, &file)
}
