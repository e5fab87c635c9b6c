//! The files of this repository's review and of its test cases.

use std::fs;
use std::path::Path;

/// A file of a review.
#[derive(Clone)]
pub(crate) struct File {
    /// Its path below the content folder.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// All files.
pub(crate) fn all() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    take(&root.join("content"), "", &mut files);
    let mut cases: Vec<_> = fs::read_dir(root.join("tests/cases"))
        .expect("there are cases")
        .map(|case| case.expect("a folder can be listed").path().join("content"))
        .collect();
    cases.sort();
    for case in cases {
        take(&case, "", &mut files);
    }
    files
}

/// Those that hold records.
pub(crate) fn texts() -> Vec<File> {
    let is_record = |file: &File| {
        (file.path.ends_with(".md") || file.path.ends_with(".yaml"))
            && file.path != "review.yaml"
            && file.bytes.len() < 60_000
    };
    all().into_iter().filter(is_record).collect()
}

fn take(folder: &Path, below: &str, files: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.map(|entry| entry.expect("a folder can be listed")).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        match entry.file_type().expect("a file has a type") {
            kind if kind.is_dir() => take(&entry.path(), &path, files),
            kind if kind.is_file() => {
                files.push(File { path, bytes: fs::read(entry.path()).expect("a file can be read") });
            }
            _ => {}
        }
    }
}
