//! Cases: a folder with `content/` and the whole text that `check` prints for it (`check.txt`), or files of its site
//! (`site/`), which is shown by the terse theme in `tests/themes`. A new case costs no code. `UPDATE=1 cargo test --test cases` writes down what is printed now.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rapporteur::build::{Request, Road};
use rapporteur::text::code::Code;
use rapporteur::text::source::Look;

/// Codes that no folder in a repository can show; `limits.rs` and `doors.rs` make what they need, and faults are put in by
/// unit tests.
const ELSEWHERE: [Code; 8] = [
    Code::InternalError,
    Code::Unreadable,
    Code::FileTooLarge,
    Code::LineTooLong,
    Code::FrontMatterTooLarge,
    Code::NestedTooDeep,
    Code::FolderTooDeep,
    Code::ThemeTooLarge,
];

#[test]
fn each_case_is_checked_as_its_text_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let expected = case.join("check.txt");
        assert!(updating() || expected.exists() || case.join("site").exists(), "{} says nothing", case.display());
        if !expected.exists() && (!updating() || case.join("site").exists()) {
            continue;
        }
        let printed = run(&case, &["check", "--as-of", "2026-01-01"]);
        let status = printed.status.code();
        let printed = String::from_utf8(printed.stdout).expect("diagnostics are UTF-8");
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
    for case in cases().into_iter().filter(|case| case.join("site").exists()) {
        let ground = tempfile::tempdir().expect("a folder can be made");
        let out = ground.path().join("out");
        let out_text = out.to_str().expect("the folder's name is UTF-8");
        let printed = run(&case, &["build", "--as-of", "2026-01-01", "--out", out_text]);
        assert!(printed.status.success(), "{}: {}", case.display(), String::from_utf8_lossy(&printed.stderr));
        let expected = files(&case.join("site"));
        assert!(!expected.is_empty(), "{} says nothing of its site", case.display());
        for expected in expected {
            let made = out.join(expected.strip_prefix(case.join("site")).expect("it stands there"));
            if updating() {
                fs::copy(&made, &expected).expect("the case can be written");
            }
            if fs::read(&made).ok() != fs::read(&expected).ok() {
                wrong.push(expected.display().to_string());
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
            let as_of = "2026-01-01".parse().expect("a day");
            let (content, out) = (case.join("content"), case.join("nowhere"));
            let request = Request { content, themes: None, out, base_url: None, as_of, drafts: false, explicit_index };
            Road::new(request).walk(Look::Everything).expect("a first walk").findings.diagnostics
        };
        assert_eq!(problems(true), problems(false), "{}", case.display());
    }
}

#[test]
fn every_code_has_a_case() {
    let shown: String = cases().iter().filter_map(|case| fs::read_to_string(case.join("check.txt")).ok()).collect();
    let without = |code: &Code| !shown.contains(&format!("[{}]", code.name())) && !ELSEWHERE.contains(code);
    let missing: BTreeSet<&str> = Code::ALL.iter().filter(|code| without(code)).map(|code| code.name()).collect();
    assert_eq!(missing, BTreeSet::new(), "codes that no case shows");
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn run(case: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    if case.join("site").exists() {
        command.args(arguments.first()).args(["--themes", "../../themes"]).args(&arguments[1..]);
    } else {
        command.args(arguments);
    }
    command.current_dir(case).env_remove("SOURCE_DATE_EPOCH").output().expect("the program starts")
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(&folder).expect("there are cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    cases.sort();
    cases
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
