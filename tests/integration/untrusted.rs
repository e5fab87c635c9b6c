//! Reviews that strangers write: what passes otherwise, and what nobody is to be kept busy with.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::program::{Printed, run};
use crate::tree;

/// A review that nothing is wrong with.
fn review() -> TempDir {
    let temp = tree::temp();
    tree::write(temp.path(), "content/review.yaml", "title: A review\n");
    tree::write(temp.path(), "content/pages/about.md", "---\ntitle: About\n---\n\nThe review.\n");
    temp
}

/// What a check comes to: its exit code, and the codes that it prints, each with its file.
fn codes(folder: &Path, options: &[&str]) -> (Option<i32>, Vec<String>) {
    let printed = run(folder, &[&["check", "--format", "json"], options].concat());
    let name = |line: &str| {
        let problem: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("path"), text("code"))
    };
    (printed.code, printed.out.lines().map(name).collect())
}

#[test]
fn a_review_without_problems_passes() {
    let temp = review();
    for command in ["check", "build"] {
        let Printed { code, err, .. } = run(temp.path(), &[command, "--untrusted"]);
        assert_eq!((code, err.as_str()), (Some(0), ""));
    }
    assert!(temp.path().join("public/pages/about/index.html").exists());
}

#[test]
fn warnings_and_what_could_run_fail_as_errors_do() {
    let temp = review();
    let text = "---\ntitle: About\n---\n\n[A](a.svg)\n";
    tree::write(temp.path(), "content/pages/about.md", text);
    tree::write(temp.path(), "content/pages/a.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>");
    let active = vec!["content/pages/a.svg active-attachment".to_owned()];
    assert_eq!(codes(temp.path(), &[]), (Some(0), active.clone()));
    assert_eq!(codes(temp.path(), &["--untrusted"]), (Some(1), active));
    let printed = run(temp.path(), &["build", "--untrusted"]);
    assert_eq!(printed.code, Some(1));
    assert!(printed.err.contains("with --untrusted, warnings fail the build"), "{}", printed.err);
    assert!(!temp.path().join("public/index.html").exists());
}

#[test]
fn a_theme_beside_the_review_is_refused_and_one_that_was_asked_for_is_taken() {
    let temp = review();
    let template = "{% extends \"theirs.html\" %}";
    tree::write(temp.path(), "themes/default/templates/record.html", template);
    let refused = |path: &str| (Some(1), vec![format!("{path} untrusted-theme")]);
    assert_eq!(codes(temp.path(), &["--untrusted"]), refused("themes/default"));
    fs::rename(temp.path().join("themes/default"), temp.path().join("themes/ours")).expect("a folder");
    assert_eq!(codes(temp.path(), &["--untrusted"]), (Some(0), Vec::new()));
    let ours = "title: A review\ntheme: ours\n";
    tree::write(temp.path(), "content/review.yaml", ours);
    assert_eq!(codes(temp.path(), &["--untrusted"]), refused("content/review.yaml"));
    let printed = run(temp.path(), &["check", "--untrusted"]);
    assert!(
        printed.out.contains("--> content/review.yaml:2:8") && printed.out.contains("`--themes`"),
        "{}",
        printed.out
    );
    // A link in the place of the folder is no way around it.
    tree::write(temp.path(), "content/review.yaml", "title: A review\n");
    std::os::unix::fs::symlink("ours", temp.path().join("themes/default")).expect("a link");
    assert_eq!(codes(temp.path(), &["--untrusted"]), refused("themes/default"));
    fs::remove_file(temp.path().join("themes/default")).expect("a link");
    tree::write(temp.path(), "content/review.yaml", ours);
    tree::write(temp.path(), "trusted/ours/assets/a.css", "a {}");
    assert_eq!(codes(temp.path(), &["--untrusted", "--themes", "trusted"]), (Some(0), Vec::new()));
}

#[test]
fn a_review_of_too_many_files_is_not_read() {
    let temp = review();
    for number in 0..20_000 {
        tree::write(temp.path(), &format!("content/pages/{number}.md"), "---\n");
    }
    let (code, problems) = codes(temp.path(), &["--untrusted"]);
    assert_eq!((code, problems), (Some(1), vec!["content review-too-large".to_owned()]));
}

#[test]
fn little_is_printed_in_every_format_and_all_changes_nothing() {
    let temp = review();
    let fields: String = (0..500).map(|number| format!("x{number}{}: 1\n", "y".repeat(100))).collect();
    for page in 0..50 {
        let text = format!("---\ntitle: {page}\n{}---\n\n[[nothing-{page}]]\n", if page < 4 { &*fields } else { "" });
        tree::write(temp.path(), &format!("content/pages/{page}.md"), text);
    }
    for format in ["human", "json", "github", "sarif"] {
        let printed = run(temp.path(), &["check", "--untrusted", "--all", "--format", format]);
        assert_eq!(printed.code, Some(1));
        assert!(printed.out.len() < 100_000, "{format}: {} bytes", printed.out.len());
        assert!(printed.out.contains("there are 1990 more `unknown-field` in 4 files"), "{format}: {}", printed.out);
        assert!(printed.out.contains("there are 40 more `unknown-record` in 40 files"), "{format}: {}", printed.out);
        assert!(!printed.out.contains("--all"), "{format}: what is not shown cannot be asked for");
    }
    let printed = run(temp.path(), &["check", "--untrusted"]);
    assert!(printed.out.contains("2050 errors"), "{}", printed.out);
}
