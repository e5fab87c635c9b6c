//! Cases: a folder with `content/` and the whole text that `check` prints for it (`check.txt`), or files of its site
//! (`site/`), which is shown by the terse theme in `tests/themes`. A new case costs no code. `UPDATE=1 cargo test --test
//! integration cases` writes down what is printed now.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rapporteur::pipeline::{Pipeline, Request};
use rapporteur::text::code::Code;
use rapporteur::text::source::Rescan;

use crate::program::{self, Printed};
use crate::request::request;
use crate::tree;

/// Codes that no folder in a repository can show; `limits.rs`, `doors.rs` and `untrusted.rs` make what they need, and faults are
/// put in by unit tests.
const ELSEWHERE: [Code; 10] = [
    Code::InternalError,
    Code::Unreadable,
    Code::FileTooLarge,
    Code::LineTooLong,
    Code::FrontMatterTooLarge,
    Code::NestedTooDeep,
    Code::FolderTooDeep,
    Code::ThemeTooLarge,
    Code::ReviewTooLarge,
    Code::UntrustedTheme,
];

#[test]
fn each_case_is_checked_as_its_text_says() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() > 50, "there are only {} cases", cases.len());
    for case in cases {
        let expected = case.join("check.txt");
        assert!(updating() || expected.exists() || case.join("site").exists(), "{} says nothing", case.display());
        if !expected.exists() && (!updating() || case.join("site").exists()) {
            continue;
        }
        let printed = run(&case, &["check", "--all", "--as-of", "2026-01-01"]);
        let (status, printed) = (printed.code, printed.out);
        if updating() && (expected.exists() || !case.join("site").exists()) {
            fs::write(&expected, &printed).expect("the case can be written");
        }
        if fs::read_to_string(&expected).expect("the case can be read") != printed {
            wrong.push(format!("{}:\n{printed}", case.display()));
        }
        let has_errors = printed.contains("error[");
        assert_eq!(status, Some(i32::from(has_errors)), "the exit code of {}", case.display());
    }
    assert!(wrong.is_empty(), "printed otherwise than check.txt says:\n{}", wrong.join("\n"));
}

#[test]
fn each_case_is_built_as_its_site_says() {
    let mut wrong = Vec::new();
    let cases: Vec<PathBuf> = cases().into_iter().filter(|case| case.join("site").exists()).collect();
    assert!(cases.len() > 10, "only {} cases have a site", cases.len());
    for case in cases {
        let temp = tree::temp();
        let out = temp.path().join("out");
        let out_text = out.to_str().expect("the folder's name is UTF-8");
        let printed = run(&case, &["build", "--as-of", "2026-01-01", "--out", out_text]);
        assert_eq!(printed.code, Some(0), "{}: {}", case.display(), printed.err);
        let expected = tree::files(&case.join("site"));
        assert!(!expected.is_empty(), "{} says nothing of its site", case.display());
        for (path, bytes) in expected {
            let made = out.join(&path);
            if updating() {
                fs::copy(&made, case.join("site").join(&path)).expect("the case can be written");
            } else if fs::read(&made).ok() != Some(bytes) {
                wrong.push(format!("{}: {path}", case.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "built otherwise than written down:\n{}", wrong.join("\n"));
}

/// Which addresses there are, and what is wrong with them, is one thing; whether links name the file of a folder's page is
/// another. `check` has no such choice, so only `build` would be surprised.
#[test]
fn what_is_wrong_does_not_depend_on_how_links_are_written() {
    let cases = cases();
    assert!(cases.iter().any(|case| case.ends_with("a-recommendation-called-by")));
    for case in cases {
        let problems = |explicit_index| {
            let day = "2026-01-01".parse().expect("a day");
            let usual = request(case.join("content"), case.join("nowhere"));
            let request = Request { as_of: day, explicit_index, ..usual };
            Pipeline::new(request).run(Rescan::All).expect("a first walk").take_diagnostics().list
        };
        assert_eq!(problems(true), problems(false), "{}", case.display());
    }
}

#[test]
fn every_code_has_a_case() {
    let shown: String = cases().iter().filter_map(|case| fs::read_to_string(case.join("check.txt")).ok()).collect();
    let without = |code: &Code| !shown.contains(&format!("[{}]", code.name())) && !ELSEWHERE.contains(code);
    let stale = ELSEWHERE.iter().filter(|code| shown.contains(&format!("[{}]", code.name())));
    assert_eq!(stale.collect::<Vec<_>>(), [] as [&Code; 0], "codes that a case shows after all");
    let missing: BTreeSet<&str> = Code::ALL.iter().filter(|code| without(code)).map(|code| code.name()).collect();
    assert_eq!(missing, BTreeSet::new(), "codes that no case shows");
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn run(case: &Path, arguments: &[&str]) -> Printed {
    let (command, options) = arguments.split_first().expect("a command");
    let themes: &[&str] = if case.join("site").exists() { &["--themes", "../../themes"] } else { &[] };
    program::run(case, &[&[*command], themes, options].concat())
}

fn cases() -> Vec<PathBuf> {
    let folder = tree::repository().join("tests/cases");
    let entries = fs::read_dir(&folder).expect("there are cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    cases.sort();
    cases
}
