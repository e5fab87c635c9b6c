//! A file that cannot be read is one problem: what only follows from it waits until it is mended.

use std::fs;
use std::path::Path;

use crate::program::run;
use crate::tree::{copy, repository, temp, write};

/// The codes and files of the problems of a review, in the order in which they are told.
fn problems(folder: &Path) -> Vec<String> {
    let printed = run(folder, &["check", "--format", "json", "--as-of", "2024-12-31"]);
    let told = printed.out.lines().map(|line| {
        let problem: serde_json::Value = serde_json::from_str(line).expect("a line is an object");
        let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("path"), text("code"))
    });
    told.collect()
}

/// Spoils a text in one of the ways in which files are spoilt.
fn spoil(text: &str, way: usize) -> Vec<u8> {
    let line = if text.starts_with("---") { 2 } else { text.lines().count() / 2 };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    match way {
        0 => lines[line].insert(0, '\t'),
        1 => lines[line] = "  note: \"the quotation is never closed".to_owned(),
        2 => lines.insert(line, "<<<<<<< ours".to_owned()),
        _ => return text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
    format!("{}\n", lines.join("\n")).into_bytes()
}

#[test]
fn a_spoilt_file_is_told_and_nothing_that_follows_from_it() {
    let temp = temp();
    copy(&repository().join("content"), &temp.path().join("content"));
    let files = [
        "people.yaml",
        "organisations.yaml",
        "documents.yaml",
        "groups.yaml",
        "timeline.yaml",
        "prior.yaml",
        "review.yaml",
        "recommendations/10.1.md",
        "teams/ssr1.md",
        "statements/2021-07-22-board.md",
    ];
    let content = temp.path().join("content");
    let files: Vec<&str> = files.into_iter().filter(|file| content.join(file).is_file()).collect();
    assert!(files.len() > 6, "the record has other files now: {files:?}");
    for file in files {
        let mut seen = 0;
        let before = fs::read_to_string(content.join(file)).expect("it can be read");
        for way in 0..4 {
            write(&content, file, spoil(&before, way));
            let found = problems(temp.path());
            let place = format!("content/{file} ");
            assert!(found.iter().all(|problem| problem.starts_with(&place)), "{file}, {way}: {found:#?}");
            assert!(found.len() < 3, "{file}, {way}: {found:#?}");
            seen += found.len();
        }
        // A tab or a mark inside a text of several lines spoils nothing.
        assert!(seen > 1, "{file}");
        write(&content, file, before);
    }
}

#[test]
fn what_waits_is_counted_and_the_cause_comes_first() {
    let temp = temp();
    write(temp.path(), "content/review.yaml", "title: A review\n");
    write(temp.path(), "content/people.yaml", "- {id: ana, title: Ana}\n- id: ben\n\ttitle: Ben\n");
    let team = "---\ntitle: Names\nmembers: [ana, ben, cid]\nrapporteur: ben\ntgas: [x]\n---\n\n[[people/ben]]\n";
    write(temp.path(), "content/teams/a.md", team);
    let printed = run(temp.path(), &["check"]);
    let expected = "\
error[invalid-yaml]: a tab stands before the words of this line
 --> content/people.yaml:3:1
  |
3 |     title: Ben
  | ^^^^
  |
  = help: indent with spaces, not with tabs
  = note: 4 references to people and 4 rules are not judged until this is mended

error[unknown-field]: a charter has no field `tgas`
 --> content/teams/a.md:5:1
  |
5 | tgas: [x]
  | ^^^^
  |
  = help: did you mean `tags`?

2 records; 2 errors
";
    assert_eq!(printed.out, expected);
}

#[test]
fn many_alike_are_three_and_a_count() {
    let temp = temp();
    write(temp.path(), "content/review.yaml", "title: A review\n");
    for page in 0..300 {
        let text = format!("---\ntitle: Page {page}\n---\n\n[The plan](../documents/plan.pdf), [[gone-{page}]]\n");
        write(temp.path(), &format!("content/pages/p{page}.md"), text);
    }
    let shown = |arguments: &[&str]| {
        let printed = run(temp.path(), arguments).out;
        (printed.matches("error[unknown-attachment]").count(), printed.matches("error[unknown-record]").count())
    };
    assert_eq!(shown(&["check"]), (3, 10));
    assert_eq!(shown(&["check", "--all"]), (300, 300));
    let printed = run(temp.path(), &["check"]).out;
    assert!(printed.contains("there are 297 more `unknown-attachment` in 297 files: `--all` shows them"), "{printed}");
    assert!(printed.contains("there are 290 more `unknown-record` in 290 files: `--all` shows them"), "{printed}");
    assert!(printed.ends_with("\n300 records; 600 errors\n"), "{printed}");
    assert_eq!(problems(temp.path()).len(), 600, "programs are told of each");
}
