//! The two reviews that this repository shows: nothing is said against either, as strictly as it can be asked.

use std::fs;

use crate::program;
use crate::tree;

/// Where each is, and a day after all that it tells.
pub(crate) const DEMONSTRATIONS: [(&str, &str); 2] =
    [("content", "2024-12-31"), ("tests/reviews/grenfell-phase-2/content", "2026-03-01")];

#[test]
fn each_demonstration_is_checked_with_nothing_to_say() {
    for (content, day) in DEMONSTRATIONS {
        // Not held against what somebody has built here once.
        let check =
            ["check", "--strict", "--content", content, "--as-of", day, "--out", "target/nothing-is-published-here"];
        let printed = program::run(tree::repository(), &check);
        assert_eq!(printed.code, Some(0), "{content}: {}", printed.all());
        assert!(printed.all().ends_with("; no problems\n") && printed.all().lines().count() == 1, "{}", printed.all());
    }
}

/// A template of a user's has another engine render all pages.
#[test]
fn each_demonstration_is_the_same_in_a_theme_that_changes_nothing() {
    let temp = tree::temp();
    let footer = fs::read(tree::repository().join("themes/default/footer.html")).expect("a template can be read");
    tree::write(temp.path(), "same/default/footer.html", footer);
    fs::create_dir(temp.path().join("none")).expect("a folder can be made");
    for (content, day) in DEMONSTRATIONS {
        let content = tree::repository().join(content);
        let [embedded, same] = ["none", "same"].map(|themes| {
            let out = temp.path().join("out");
            let arguments = ["build", "--themes", themes, "--out", "out", "--as-of", day, "--content"];
            let content = content.to_str().expect("a path is UTF-8");
            let printed = program::run(temp.path(), &[&arguments[..], &[content]].concat());
            assert_eq!(printed.code, Some(0), "{}", printed.all());
            let files = tree::files(&out);
            fs::remove_dir_all(out).expect("a folder can be removed");
            files
        });
        let differs = embedded.keys().chain(same.keys()).find(|file| embedded.get(*file) != same.get(*file));
        assert_eq!((differs, embedded.len() > 20), (None, true), "{}", content.display());
    }
}
