//! The change of one word that a build is measured after.

use std::fs;
use std::path::Path;

use crate::common::disk::{Outcome, at};
use crate::common::recommendation::LAST_WORD;

/// As long as [`LAST_WORD`], so that the sizes stay comparable.
const OTHER_WORD: &str = "summer";

/// Another word in the body of one recommendation.
pub(crate) fn make(content: &Path) -> Outcome<()> {
    replace_last(content, LAST_WORD, OTHER_WORD)
}

/// Undoes [`make`].
pub(crate) fn undo(content: &Path) -> Outcome<()> {
    replace_last(content, OTHER_WORD, LAST_WORD)
}

fn replace_last(content: &Path, from: &str, to: &str) -> Outcome<()> {
    let path = content.join("recommendations/r-00002.md");
    let text = at(&path, fs::read_to_string(&path))?;
    let (before, after) = text.rsplit_once(from).ok_or("the record to edit does not have the word to replace")?;
    at(&path, fs::write(&path, [before, to, after].concat()))
}
