//! `check` and `build` give up every right but those that they need; wherever things lie, they need no others.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::program::run;
use crate::tree;

/// A review with a theme of its own and an attachment, in a folder of its own.
fn review(folder: &Path) {
    tree::write(folder, "content/review.yaml", "title: A review\ntheme: ours\n");
    tree::write(folder, "content/pages/about.md", "---\ntitle: About\n---\n\n[A](a.txt)\n");
    tree::write(folder, "content/pages/a.txt", "A\n");
    tree::write(folder, "themes/ours/assets/ours.txt", "ours\n");
}

/// Builds, without a word of trouble, and twice.
fn build(folder: &Path, options: &[&str], out: &Path) {
    for _ in 0..2 {
        let printed = run(folder, &[&["build"], options].concat());
        assert_eq!((printed.code, printed.err.as_str()), (Some(0), ""), "{options:?}");
    }
    assert_eq!(fs::read_to_string(out.join("pages/a.txt")).expect("the site has it"), "A\n", "{options:?}");
    let checked = run(folder, &[&["check"], options].concat());
    assert_eq!(checked.code, Some(0), "{options:?}: {}", checked.all());
}

#[test]
fn everything_lies_where_it_does_by_default() {
    let temp = tree::temp();
    review(temp.path());
    build(temp.path(), &[], &temp.path().join("public"));
}

#[test]
fn content_themes_and_output_lie_apart_and_behind_links() {
    let temp = tree::temp();
    let at = |path: &str| temp.path().join(path);
    review(&at("theirs"));
    fs::create_dir_all(at("here/disk")).expect("folders");
    fs::rename(at("theirs/themes"), at("themes-of-all")).expect("a folder");
    symlink(at("theirs/content"), at("here/content")).expect("a link");
    symlink("../themes-of-all", at("here/themes-link")).expect("a link");
    symlink("disk", at("here/out-link")).expect("a link");
    let options = ["--themes", "themes-link", "--out", "out-link/new/site"];
    build(&at("here"), &options, &at("here/disk/new/site"));
    let options = ["--content", "../theirs/content", "--themes", "../themes-of-all", "--out", "../else/where"];
    build(&at("here"), &options, &at("else/where"));
    // The current folder is the content folder, and its site lies above it.
    let options = ["--content", ".", "--themes", "../../themes-of-all", "--out", "../../above"];
    build(&at("theirs/content"), &options, &at("above"));
}

#[test]
fn the_site_of_another_review_is_replaced_and_one_that_was_left_unfinished_is_gone_on_with() {
    let temp = tree::temp();
    review(temp.path());
    let out = temp.path().join("public");
    build(temp.path(), &[], &out);
    tree::write(temp.path(), "content/review.yaml", "title: Another review\ntheme: ours\n");
    fs::rename(temp.path().join("content/pages/about.md"), temp.path().join("content/pages/other.md")).expect("a file");
    let refused = run(temp.path(), &["build"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    let replaced = run(temp.path(), &["build", "--replace"]);
    assert_eq!(replaced.code, Some(0), "{}", replaced.err);
    assert!(out.join("pages/other/index.html").exists() && !out.join("pages/about").exists());
    // A page becomes a folder of pages, and a stage was left behind.
    tree::write(&out, ".rapporteur/stage/7", "left");
    fs::remove_file(temp.path().join("content/pages/other.md")).expect("a file");
    tree::write(temp.path(), "content/updates/2020.md", "---\ntitle: News\ndate: 2020-01-01\n---\n");
    let built = run(temp.path(), &["build"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(out.join("updates/2020/index.html").exists() && !out.join("pages/other").exists());
}
