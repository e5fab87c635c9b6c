//! What is read is what lies in the content folder and in a theme, whatever else somebody puts there, and whenever: links,
//! pipes and sockets in the place of files, folders that become links while a preview runs, themes that are no themes.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rapporteur::pipeline::{BuildError, Pipeline};
use rapporteur::serve::{Answer, Status};
use rapporteur::text::source::Rescan;
use tempfile::TempDir;

use crate::preview::{answered, preview};
use crate::request::request;
use crate::{program, tree};

const SECRET: &str = "what nobody may read";

/// A review with attachments, and beside it a secret.
fn review() -> TempDir {
    let temp = tree::temp();
    write(
        &temp,
        "content/review.yaml",
        "title: A review\nrules: {unused-attachment: {off: true, reason: No record names any.}}\n",
    );
    write(&temp, "content/pages/about.md", "---\ntitle: About\n---\n");
    write(&temp, "content/documents/plan.txt", "the plan");
    write(&temp, "content/documents/other.txt", "another");
    write(&temp, "outside/plan.txt", SECRET);
    temp
}

fn write(temp: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    tree::write(temp.path(), path, text);
}

/// Puts something else in the place of a file or folder.
type Swap = fn(&Path, &Path);

/// Whatever an attachment can be replaced by. Each is given the file's path and that of the secret.
const SWAPS: [(&str, Swap); 9] = [
    ("a link", |file, secret| replace(file, |file| symlink(secret, file))),
    ("a link inside", |file, _| replace(file, |file| symlink("other.txt", file))),
    ("a pipe", |file, _| replace(file, |file| Command::new("mkfifo").arg(file).status().map(drop))),
    ("a socket", |file, _| replace(file, |file| UnixListener::bind(file).map(drop))),
    ("a link to a device", |file, _| replace(file, |file| symlink("/dev/zero", file))),
    ("a folder", |file, _| replace(file, |file| fs::create_dir(file))),
    ("nothing", |file, _| replace(file, |_| Ok(()))),
    ("a linked folder", |file, secret| {
        let folder = file.parent().expect("it has one");
        fs::rename(folder, folder.with_file_name("moved")).expect("a move");
        symlink(secret.parent().expect("it has one"), folder).expect("a link");
    }),
    ("a file for a folder", |file, _| {
        let folder = file.parent().expect("it has one");
        fs::rename(folder, folder.with_file_name("moved")).expect("a move");
        fs::write(folder, "no folder").expect("a file");
    }),
];

fn replace(file: &Path, make: impl Fn(&Path) -> std::io::Result<()>) {
    fs::remove_file(file).expect("a removal");
    make(file).expect("another thing in its place");
}

#[test]
fn a_preview_with_errors_hands_out_nothing_from_outside() {
    for (what, swap) in SWAPS {
        let temp = review();
        let preview = preview();
        let mut pipeline = pipeline(&temp);
        preview.show(pipeline.run(Rescan::All).expect("a first walk")).expect("no errors");
        assert_eq!(text(preview.answer("documents/plan.txt")), (Status::Ok, "the plan".to_owned()));

        write(&temp, "content/pages/about.md", "---\ntitle: About\n---\nSee [[nothing]].\n");
        swap(&temp.path().join("content/documents/plan.txt"), &temp.path().join("outside/plan.txt"));
        preview.show(pipeline.run(Rescan::All).expect("a change")).expect_err("an error");
        let started = Instant::now();
        for _ in 0..20 {
            let (status, body) = text(preview.answer("documents/plan.txt"));
            assert!(status == Status::NotFound && !body.contains(SECRET), "{what}: {body}");
        }
        assert_eq!(text(preview.answer("pages/about/")).0, Status::Ok, "{what}");
        if !what.contains("folder") || what == "a folder" {
            assert_eq!(text(preview.answer("documents/other.txt")), (Status::Ok, "another".to_owned()), "{what}");
        }
        assert!(started.elapsed() < Duration::from_secs(5), "{what}: {:?}", started.elapsed());
    }
}

#[test]
fn what_a_file_has_become_since_it_was_read_is_not_published() {
    for (what, swap) in SWAPS {
        let temp = review();
        let mut pipeline = pipeline(&temp);
        let laid_out = pipeline.run(Rescan::All).expect("a first run");
        swap(&temp.path().join("content/documents/plan.txt"), &temp.path().join("outside/plan.txt"));
        let [plan] = [laid_out.site.visible.review.attachments.iter().find(|file| &*file.path == "documents/plan.txt")];
        let problem = rapporteur::text::source::open_to_copy(plan.expect("it was found")).expect_err(what);
        assert!(problem.code.name() == "unreadable" && !problem.message.contains("os error"), "{what}: {problem:?}");
    }
}

#[test]
fn nothing_is_published_of_a_review_with_what_is_no_file_in_it() {
    for (what, swap) in
        SWAPS.into_iter().filter(|(what, _)| !matches!(*what, "a folder" | "nothing" | "a file for a folder"))
    {
        let temp = review();
        let mut pipeline = pipeline(&temp);
        pipeline.build(Rescan::All).expect("no errors");
        let plan = temp.path().join("content/documents/plan.txt");
        swap(&plan, &temp.path().join("outside/plan.txt"));
        let mut found = 0;
        // Told of the one file, or of none, it comes to the same.
        for rescan in [Rescan::Files(&[plan.clone()].into()), Rescan::All] {
            let diagnostics = match pipeline.build(rescan) {
                Err(BuildError::Diagnostics(diagnostics)) => diagnostics,
                Ok(None) => continue,
                other => panic!("{what}: {other:?}"),
            };
            let codes: Vec<&str> = diagnostics.list.iter().map(|problem| problem.code.name()).collect();
            let code = if what.contains("link") { "symbolic-link" } else { "unreadable" };
            assert_eq!(codes, [code], "{what}");
            found += 1;
        }
        assert!(found > 0, "{what} is not noticed");
        let published = fs::read_to_string(temp.path().join("public/documents/plan.txt")).expect("it is still there");
        assert_eq!(published, "the plan", "{what}");
    }
}

#[test]
fn a_record_and_the_settings_may_be_no_links_either() {
    for path in ["pages/about.md", "review.yaml"] {
        let temp = review();
        let file = temp.path().join("content").join(path);
        fs::rename(&file, temp.path().join("outside/file")).expect("a move");
        symlink(temp.path().join("outside/file"), &file).expect("a link");
        let printed = run(&temp, &["check"]);
        assert!(
            printed.contains(&format!("error[symbolic-link]: symbolic links are not followed\n --> content/{path}\n")),
            "{printed}"
        );
    }
}

#[test]
fn an_attachment_that_is_searched_for_scripts_may_be_a_pipe() {
    let temp = review();
    write(&temp, "content/documents/chart.svg", "<svg/>");
    let mut pipeline = pipeline(&temp);
    pipeline.run(Rescan::All).expect("a first run");
    let chart = temp.path().join("content/documents/chart.svg");
    replace(&chart, |file| Command::new("mkfifo").arg(file).status().map(drop));
    let diagnostics = pipeline.run(Rescan::Files(&[chart].into())).expect("a change").take_diagnostics();
    assert_eq!(diagnostics.list.iter().map(|problem| problem.code.name()).collect::<Vec<_>>(), ["unreadable"]);
}

#[test]
fn the_content_folder_may_be_a_link_and_stand_behind_one() {
    let temp = review();
    symlink(temp.path(), temp.path().join("way")).expect("a link");
    symlink("content", temp.path().join("linked")).expect("a link");
    for (content, out) in [("linked", "out-1"), ("way/content", "out-2"), ("way/linked/", "out-3")] {
        let printed = run(&temp, &["build", "--content", content, "--out", out]);
        assert!(!printed.contains("error"), "{content}: {printed}");
        assert!(temp.path().join(out).join("documents/plan.txt").is_file(), "{content}");
    }
}

#[test]
fn folders_without_end_are_one_problem() {
    let temp = review();
    let mut folder = temp.path().join("content/documents");
    for _ in 0..60 {
        folder.push("in");
    }
    fs::create_dir_all(&folder).expect("folders");
    fs::write(folder.join("deep.txt"), "deep").expect("a file");
    let printed = run(&temp, &["check"]);
    assert!(printed.contains("error[folder-too-deep]") && printed.ends_with("1 error\n"), "{printed}");
}

#[test]
fn a_theme_is_a_name_and_no_path() {
    let temp = review();
    write(&temp, "elsewhere/assets/secret.txt", SECRET);
    write(&temp, "elsewhere/base.html", format!("{{% {SECRET}"));
    write(&temp, "themes/ours/assets/ours.txt", "ours");
    symlink("../elsewhere", temp.path().join("themes/linked")).expect("a link");
    let absolute = temp.path().join("elsewhere");
    let absolute = absolute.to_str().expect("UTF-8");
    for name in [
        "../elsewhere",
        absolute,
        "linked",
        "ours/../../elsewhere",
        "..",
        ".",
        "ours/",
        ".hidden",
        "a\\b",
        "ours/assets",
        "\"o\\tb\"",
    ] {
        write(&temp, "content/review.yaml", format!("title: A review\ntheme: {name}\n"));
        let printed = run(&temp, &["build"]);
        assert!(printed.contains("error[") && printed.contains("content/review.yaml:2:"), "{name}: {printed}");
        assert!(!printed.contains(SECRET) && !printed.contains("template-error"), "{name}: {printed}");
        assert!(!is_published(&temp), "{name}");
    }
    write(
        &temp,
        "content/review.yaml",
        "title: A review\ntheme: ours\nrules: {unused-attachment: {off: true, reason: No record names any.}}\n",
    );
    assert!(!run(&temp, &["build"]).contains("error"));
    assert!(temp.path().join("public/index.html").is_file());
    // The folder of themes is the user's choice, wherever it is, and may be a link.
    symlink(temp.path().join("themes"), temp.path().join("elsewhere/themes")).expect("a link");
    assert!(!run(&temp, &["build", "--themes", "elsewhere/themes"]).contains("error"));
}

/// Whether anything of the secret is in the site.
fn is_published(temp: &TempDir) -> bool {
    let site = temp.path().join("public");
    site.exists() && tree::files(&site).values().any(|bytes| String::from_utf8_lossy(bytes).contains(SECRET))
}

#[test]
fn a_theme_that_no_setting_names_is_no_link_either() {
    let temp = review();
    write(&temp, "elsewhere/assets/secret.txt", SECRET);
    fs::create_dir(temp.path().join("themes")).expect("a folder");
    symlink("../elsewhere", temp.path().join("themes/default")).expect("a link");
    let printed = run(&temp, &["build"]);
    assert!(printed.contains("error[unreadable]") && printed.contains(" --> themes/default\n"), "{printed}");
    assert!(!is_published(&temp), "{printed}");
    // What is no folder is no theme, and nobody asked for one.
    fs::remove_dir_all(temp.path().join("themes")).expect("a removal");
    write(&temp, "themes", "a list of subjects");
    assert!(!run(&temp, &["build"]).contains("error"));
    assert!(temp.path().join("public/index.html").is_file());
}

#[test]
fn links_and_pipes_in_a_theme_are_problems_and_nothing_of_them_is_read() {
    let temp = review();
    write(
        &temp,
        "content/review.yaml",
        "title: A review\ntheme: ours\nrules: {unused-attachment: {off: true, reason: No record names any.}}\n",
    );
    write(&temp, "themes/ours/assets/ours.txt", "ours");
    symlink(temp.path().join("outside"), temp.path().join("themes/ours/assets/more")).expect("a link");
    symlink(temp.path().join("outside/plan.txt"), temp.path().join("themes/ours/base.html")).expect("a link");
    Command::new("mkfifo").arg(temp.path().join("themes/ours/home.html")).status().expect("mkfifo starts");
    let printed = run(&temp, &["build"]);
    for (code, path) in [("symbolic-link", "assets/more"), ("symbolic-link", "base.html"), ("unreadable", "home.html")]
    {
        assert!(
            printed.contains(&format!("error[{code}]")) && printed.contains(&format!(" --> themes/ours/{path}\n")),
            "{printed}"
        );
    }
    assert!(printed.ends_with("3 errors\n") && !is_published(&temp), "{printed}");
}

#[test]
fn a_file_of_a_theme_that_cannot_be_published_under_its_name_is_a_problem() {
    // To the name of the last one a part is added that changes with its bytes.
    let long = format!("assets/{}.css", "x".repeat(250));
    for name in ["assets/a\tb.css", "assets/in\u{1b}side/a.css", "assets/a\\b.css", &long] {
        let temp = review();
        write(
            &temp,
            "content/review.yaml",
            "title: A review\ntheme: ours\nrules: {unused-attachment: {off: true, reason: No record names any.}}\n",
        );
        write(&temp, &format!("themes/ours/{name}"), "ours");
        for command in ["check", "build"] {
            let printed = run(&temp, &[command]);
            assert!(
                printed.starts_with("error[invalid-name]") && printed.ends_with("1 error\n"),
                "{name:?}: {printed}"
            );
        }
        assert!(!temp.path().join("public/index.html").exists(), "{name:?}");
    }
}

/// Puts too much into a theme.
type Fill<'a> = dyn Fn(&TempDir) + 'a;

#[test]
fn a_theme_has_limits() {
    let many = |temp: &TempDir| (0..2_001).for_each(|number| write(temp, &format!("themes/ours/{number}.txt"), ""));
    let folders = |temp: &TempDir| {
        (0..2_001).for_each(|number| {
            fs::create_dir_all(temp.path().join(format!("themes/ours/{number}"))).expect("a folder")
        });
    };
    // They take no room on a disk.
    let sparse = |temp: &TempDir, name: &str, length: u64| {
        let path = temp.path().join("themes/ours/assets").join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        fs::File::create(path).and_then(|file| file.set_len(length)).expect("a file");
    };
    let large = |temp: &TempDir| sparse(temp, "large.woff2", 100 << 30);
    let together = |temp: &TempDir| (0..5).for_each(|number| sparse(temp, &format!("{number}.bin"), 15 << 20));
    let deep = |temp: &TempDir| write(temp, &format!("themes/ours/{}a.txt", "in/".repeat(60)), "");
    let kinds: [(&str, &Fill<'_>); 5] = [
        ("more than 2000 files and folders", &many),
        ("more than 2000 files and folders", &folders),
        ("more than 16 MiB", &large),
        ("more than 64 MiB together", &together),
        ("more than 32 levels deep", &deep),
    ];
    for (says, fill) in kinds {
        let temp = review();
        write(
            &temp,
            "content/review.yaml",
            "title: A review\ntheme: ours\nrules: {unused-attachment: {off: true, reason: No record names any.}}\n",
        );
        fill(&temp);
        let started = Instant::now();
        let printed = run(&temp, &["check"]);
        assert!(printed.contains(says) && printed.ends_with("1 error\n"), "{says}: {printed}");
        assert!(printed.contains(" --> themes/ours"), "{printed}");
        assert!(started.elapsed() < Duration::from_secs(10), "{says}: {:?}", started.elapsed());
    }
}

#[test]
fn a_new_record_is_written_into_the_content_folder_alone() {
    let temp = review();
    symlink("../outside", temp.path().join("content/updates")).expect("a link");
    symlink("../../outside/new.md", temp.path().join("content/pages/linked.md")).expect("a link");
    for arguments in [["new", "update", "first"], ["new", "page", "linked"]] {
        let printed = run(&temp, &arguments);
        assert!(printed.starts_with("error: "), "{arguments:?}: {printed}");
    }
    let found: Vec<PathBuf> = fs::read_dir(temp.path().join("outside"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(found, [temp.path().join("outside/plan.txt")]);
    assert_eq!(run(&temp, &["new", "meeting", "first"]), "content/meetings/first.md\n");
}

fn pipeline(temp: &TempDir) -> Pipeline {
    Pipeline::new(request(temp.path().join("content"), temp.path().join("public")))
}

/// All that a command prints.
fn run(temp: &TempDir, arguments: &[&str]) -> String {
    program::run(temp.path(), arguments).all()
}

/// The status and the text of an answer.
fn text(answer: Answer) -> (Status, String) {
    let (status, bytes) = answered(answer);
    (status, String::from_utf8_lossy(&bytes).into_owned())
}
