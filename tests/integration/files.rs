//! Which files of a content folder are published, and what is said of the others.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program;
use crate::tree;

/// A content folder with files of these texts.
fn content(files: &[(&str, &str)]) -> tempfile::TempDir {
    let temp = tree::temp();
    for (path, text) in [&[("content/review.yaml", "title: The Review\n")], files].concat() {
        let path = temp.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    temp
}

/// What is published of a folder, as paths, and what is said of it.
fn published(folder: &Path) -> (Vec<String>, String) {
    let (content, out) = (folder.join("content"), folder.join("public"));
    let text = |path: &'_ PathBuf| path.to_str().expect("text").to_owned();
    let (content, to) = (text(&content), text(&out));
    let arguments = ["build", "--content", &content, "--out", &to];
    let said = program::run(folder, &arguments);
    let mut files: Vec<String> = Vec::new();
    let mut folders: Vec<PathBuf> = vec![out.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.starts_with(out.join(".rapporteur")) {
                files.push(path.strip_prefix(&out).expect("below").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files.sort();
    (files, said.err)
}

#[test]
fn the_files_of_a_draft_are_held_back_with_it() {
    let folder = content(&[
        (
            "content/documents/secret.md",
            "---\ntitle: Embargoed report\ndraft: true\nfile: secret.pdf\n---\n![chart](chart.png) [data](data.csv) [both](both.txt)\n",
        ),
        ("content/documents/secret.pdf", "pdf"),
        ("content/documents/chart.png", "png"),
        ("content/documents/data.csv", "csv"),
        ("content/documents/both.txt", "both"),
        ("content/documents/secret.xlsx", "beside it"),
        ("content/pages/a.md", "---\ntitle: A\n---\n[both](../documents/both.txt)\n"),
    ]);
    let (files, said) = published(folder.path());
    let attachments: Vec<&str> =
        files.iter().map(String::as_str).filter(|file| file.starts_with("documents/")).collect();
    assert_eq!(attachments, ["documents/both.txt"], "{said}");
}

#[test]
fn what_lies_about_is_not_published() {
    let litter = [
        "~$report.docx",
        "~WRL0001.tmp",
        "a.pdf.part",
        "a.crdownload",
        "ehthumbs.db",
        "THUMBS.DB",
        "a.md.rej",
        "a.md.un~",
        "a.md.kate-swp",
        "a.md___jb_tmp___",
        "report.docx.sb-1a2b3c-XyZ",
        "Backup of report.wbk",
        "report.asd",
        "$RECYCLE.BIN/x",
        "node_modules/x/index.js",
        "plan.psd",
        "raw/plan.txt",
    ];
    let paths: Vec<String> = litter.iter().map(|name| format!("content/documents/{name}")).collect();
    let mut all: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "litter")).collect();
    all.push(("content/README.md", "How to edit this.\n"));
    all.push(("content/.well-known/security.txt", "Contact: mailto:a@example.org\n"));
    all.push(("content/review.yaml", "title: The Review\nignore: ['*.psd', documents/raw]\n"));
    let folder = content(&all);
    let (files, said) = published(folder.path());
    assert!(
        !files.iter().any(|file| file.starts_with("documents/") || file.starts_with("README")),
        "{files:?}\n{said}"
    );
    assert!(files.iter().any(|file| file == ".well-known/security.txt"), "{files:?}\n{said}");
    assert!(!said.contains("unused-attachment") && !said.contains("error"), "{said}");
}

#[test]
fn what_no_record_names_is_published_and_said() {
    let folder = content(&[
        ("content/documents/copy.pdf", "pdf"),
        ("content/favicon.ico", "ico"),
        ("content/logo.png", "png"),
        ("content/review.yaml", "title: The Review\nlogo: logo.png\n"),
    ]);
    let (files, said) = published(folder.path());
    assert!(files.iter().any(|file| file == "documents/copy.pdf"), "{files:?}");
    assert_eq!(said.matches("warning[unused-attachment]").count(), 1, "{said}");
    assert!(said.contains("content/documents/copy.pdf"), "{said}");
}

#[test]
fn what_looks_like_a_record_is_not_published_as_it_is() {
    for (name, right) in
        [("secret.MD", "secret.md"), ("s.markdown", "s.md"), ("a.YAML", "a.yaml"), ("1.1.md.txt", "1.1.md")]
    {
        let folder = content(&[(&format!("content/pages/{name}"), "---\ntitle: Secret\ndraft: true\n---\nx\n")]);
        let (files, said) = published(folder.path());
        assert!(files.is_empty(), "{name}: {files:?}");
        assert!(
            said.contains("error[record-ending]") && said.contains(&format!("call it `{right}`")),
            "{name}: {said}"
        );
    }
}
