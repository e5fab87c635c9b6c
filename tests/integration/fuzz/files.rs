//! The files of this repository's review and of its test cases.

use std::fs;

use crate::tree;

/// A file of a review.
#[derive(Clone)]
pub(crate) struct File {
    /// Its path below the content folder.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// All files.
pub(crate) fn all() -> Vec<File> {
    let root = tree::repository();
    let cases = fs::read_dir(root.join("tests/cases")).expect("there are cases");
    let mut folders: Vec<_> = cases.map(|case| case.expect("a folder can be listed").path()).collect();
    folders.push(root.to_path_buf());
    folders.sort();
    // One case is that there is no content.
    let contents = folders.into_iter().map(|folder| folder.join("content")).filter(|content| content.exists());
    contents.flat_map(|content| tree::files(&content)).map(|(path, bytes)| File { path, bytes }).collect()
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
