//! Folders with what is in them: made for one test, written, copied, and read so that two can be compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// The root of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder, which is gone when the test is over.
pub(crate) fn temp() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

/// Writes a file, and the folders that it stands in.
pub(crate) fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("folders can be made");
    fs::write(file, bytes).expect("a file can be written");
}

/// The paths of all files below a folder, in order.
pub(crate) fn paths(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        for entry in fs::read_dir(folder.join(&below)).expect("a folder can be listed") {
            let entry = entry.expect("an entry can be read");
            let path = format!("{below}{}", entry.file_name().into_string().expect("a name is UTF-8"));
            match entry.file_type().expect("an entry has a type") {
                kind if kind.is_dir() => open.push(format!("{path}/")),
                kind if kind.is_file() => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// All files below a folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| (fs::read(folder.join(&path)).expect("a file can be read"), path);
    paths(folder).into_iter().map(read).map(|(bytes, path)| (path, bytes)).collect()
}

/// Copies all files below a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    files(from).iter().for_each(|(path, bytes)| write(to, path, bytes));
}
