//! The door to the disk, as benchmarks use it: errors name the path.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a fallible step of a benchmark returns.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Names the path in an error, which `std::io` does not.
pub(crate) fn at<T>(path: &Path, result: io::Result<T>) -> Outcome<T> {
    result.map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The files under a folder, in the order of their paths.
pub(crate) fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in at(&folder, fs::read_dir(&folder))? {
            let entry = at(&folder, entry)?;
            let path = entry.path();
            if at(&path, entry.file_type())?.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// A new folder that is gone, with all that is in it, when this value is.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn inside(folder: &Path) -> Outcome<Self> {
        let path = folder.join(format!("rapporteur-bench-{}", std::process::id()));
        at(&path, fs::create_dir(&path))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure; at worst the folder stays.
        let _ = fs::remove_dir_all(&self.0);
    }
}
