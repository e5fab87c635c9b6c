//! What the options of a benchmark mean, and where it works when it is not told.

use std::env;
use std::path::{Path, PathBuf};

use crate::common::disk::Outcome;

/// A whole number above 0; `_` may group its digits.
pub(crate) fn number(text: &str) -> Outcome<usize> {
    match text.replace('_', "").parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("`{text}` is not a whole number above 0").into()),
    }
}

/// Numbers with commas between them.
pub(crate) fn numbers(text: &str) -> Outcome<Vec<usize>> {
    text.split(',').map(number).collect()
}

/// A disk in memory where there is one, so that figures are the program's and not the disk's; else the temporary
/// folder.
pub(crate) fn folder() -> PathBuf {
    let shared_memory = Path::new("/dev/shm");
    if shared_memory.is_dir() { shared_memory.to_owned() } else { env::temp_dir() }
}
