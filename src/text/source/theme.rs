//! The folder of a theme, read, within limits: a folder that is no theme, as `/usr/lib` is none, fills no memory.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::listing::{self, FoundFile, Listing, shown_root};
use crate::text::source::root::Root;
use crate::text::source::text::read_limited;
use crate::text::source::unreadable;

/// How many files and folders a theme has at most.
const MOST_FILES: usize = 2_000;
/// How long one of its files is at most, in bytes.
const LARGEST_FILE: u64 = 16 << 20;
/// How long they are together at most, in bytes.
const LARGEST_THEME: u64 = 64 << 20;

/// One file of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThemeFile {
    /// Its path in the theme, with `/` between its parts.
    pub path: String,
    /// Its path as the caller would write it.
    pub shown: Arc<str>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files of a theme in a folder of themes, ordered by path, and what is wrong with them. Where one of them or all
/// together are too much for a theme, there are none.
///
/// # Errors
/// Why the theme's folder cannot be opened, in a few words; `None` if there is no such folder.
pub fn read_theme(themes: &Path, name: &str) -> Result<(Vec<ThemeFile>, Vec<Diagnostic>), Option<String>> {
    let root = match Root::open(themes).and_then(|root| root.enter(name)) {
        Ok(root) => root,
        Err(error) if is_absent(&error) => return Err(None),
        Err(error) => return Err(Some(unreadable::reason(&error))),
    };
    let shown = shown_root(&themes.join(name));
    let Listing { texts, others: mut found, mut diagnostics, is_cut } = listing::list(&root, &shown, MOST_FILES, false);
    found.extend(texts);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    if is_cut {
        let message = format!("the theme has more than {MOST_FILES} files and folders");
        return Ok((Vec::new(), vec![too_large(shown.trim_end_matches('/'), message)]));
    }
    let (mut files, mut left, mut is_whole) = (Vec::new(), LARGEST_THEME, true);
    for FoundFile { path, shown: file, .. } in found {
        match read_limited(&root, &path, LARGEST_FILE.min(left)) {
            Ok((Ok(bytes), _)) => {
                left -= bytes.len() as u64;
                files.push(ThemeFile { path: path.to_string(), shown: file, bytes });
            }
            Ok(_) if left < LARGEST_FILE => {
                let message = format!("the files of the theme have more than {} MiB together", LARGEST_THEME >> 20);
                diagnostics.push(too_large(shown.trim_end_matches('/'), message));
                is_whole = false;
                break;
            }
            Ok(_) => {
                let message = format!("the file has more than {} MiB", LARGEST_FILE >> 20);
                diagnostics.push(too_large(&file, message));
                is_whole = false;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => diagnostics.push(unreadable::file(&file, &error)),
        }
    }
    Ok((if is_whole { files } else { Vec::new() }, diagnostics))
}

/// Whether there is something of this name in a folder of themes; nothing of it is read.
#[must_use]
pub fn has_theme(themes: &Path, name: &str) -> bool {
    let entered = Root::open(themes).and_then(|root| root.enter(name));
    !entered.is_err_and(|error| is_absent(&error))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn too_large(shown: &str, message: String) -> Diagnostic {
    Diagnostic::new(Code::ThemeTooLarge, &shown.into(), message).help("keep what is not part of the theme elsewhere")
}
