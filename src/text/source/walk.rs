//! A folder, listed with all that is below it. Nothing is followed out of it, and nothing that cannot be listed stops the rest.

#![expect(clippy::disallowed_methods, reason = "this is a part of the door through which content is read")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// The content folder as it is shown before a path: with a slash at its end, and empty for the current folder.
fn shown_root(root: &Path) -> String {
    let shown = root.to_string_lossy().replace('\\', "/");
    match shown.trim_end_matches('/') {
        "" if shown.starts_with('/') => "/".to_owned(),
        "" | "." => String::new(),
        shown => format!("{shown}/"),
    }
}

/// A file that was found.
pub(super) struct Found {
    /// The path below the folder, with `/` between its parts.
    pub(super) path: Arc<str>,
    /// The path as the caller would write it.
    pub(super) shown: Arc<str>,
    /// Where it can be opened.
    pub(super) file: PathBuf,
}

/// What a folder holds.
#[derive(Default)]
pub(super) struct Listing {
    /// Files of records and settings, ordered by path.
    pub(super) texts: Vec<Found>,
    /// All other files, ordered by path.
    pub(super) others: Vec<Found>,
    /// What could not be listed.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether a symbolic link was followed, so that a file may have several paths.
    pub(super) has_links: bool,
}

/// Lists a folder.
pub(super) fn list(folder: &Path) -> Listing {
    let mut walk = Walk { root: fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf()), ..Walk::default() };
    let mut inside = vec![walk.root.clone()];
    walk.folder(folder, "", &shown_root(folder), &mut inside);
    walk.listing.texts.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    walk.listing.others.sort_by(|a, b| a.path.cmp(&b.path));
    walk.listing
}

/// A listing under way.
#[derive(Default)]
struct Walk {
    root: PathBuf,
    listing: Listing,
}

impl Walk {
    /// Lists one folder. `inside` holds the real paths of the folders being listed, so that a link to one of them is not a circle.
    fn folder(&mut self, folder: &Path, path: &str, shown: &str, inside: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            // A folder that went while its own was listed was never there.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_empty() => return,
            Err(error) => {
                let shown = if shown.is_empty() { "." } else { shown.trim_end_matches('/') };
                let message = format!("the folder cannot be read: {}", reason(&error));
                return self.listing.diagnostics.push(Diagnostic::new(Code::Unreadable, &shown.into(), message));
            }
        };
        for entry in entries {
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let shown = format!("{shown}{}", name.to_string_lossy());
                let problem = Diagnostic::new(Code::InvalidName, &shown.into(), "the file's name is not UTF-8");
                self.listing.diagnostics.push(problem);
                continue;
            };
            if !ignored(name) {
                let found = Found {
                    path: format!("{path}{name}").into(),
                    shown: format!("{shown}{name}").into(),
                    file: entry.path(),
                };
                self.entry(found, entry.file_type(), inside);
            }
        }
    }

    fn entry(&mut self, found: Found, kind: io::Result<fs::FileType>, inside: &mut Vec<PathBuf>) {
        let kind = match kind {
            Ok(kind) if kind.is_symlink() => {
                self.listing.has_links = true;
                match self.follow(&found) {
                    Some(kind) => kind,
                    None => return,
                }
            }
            Ok(kind) => kind,
            Err(error) => return self.unreadable(&found, &error),
        };
        if kind.is_dir() {
            let real = fs::canonicalize(&found.file).unwrap_or_else(|_| found.file.clone());
            if inside.contains(&real) {
                let message = "the link leads back to a folder that it stands in";
                return self.listing.diagnostics.push(Diagnostic::new(Code::OutsideLink, &found.shown, message));
            }
            inside.push(real);
            self.folder(&found.file, &format!("{}/", found.path), &format!("{}/", found.shown), inside);
            inside.pop();
        } else if !kind.is_file() {
            let message = "it is not a file: a device, a socket or a pipe cannot be published";
            self.listing.diagnostics.push(Diagnostic::new(Code::Unreadable, &found.shown, message));
        } else if is_text(&found.path) {
            self.listing.texts.push(found);
        } else {
            self.listing.others.push(found);
        }
    }

    /// What a symbolic link leads to, where that is inside the review.
    fn follow(&mut self, found: &Found) -> Option<fs::FileType> {
        let target = fs::canonicalize(&found.file);
        match target {
            Ok(target) if target.starts_with(&self.root) => match fs::metadata(&target) {
                Ok(metadata) => return Some(metadata.file_type()),
                Err(error) => self.unreadable(found, &error),
            },
            Ok(_) => {
                let problem =
                    Diagnostic::new(Code::OutsideLink, &found.shown, "the symbolic link leads out of the review")
                        .help("copy the file into the content folder");
                self.listing.diagnostics.push(problem);
            }
            Err(error) => self.unreadable(found, &error),
        }
        None
    }

    fn unreadable(&mut self, found: &Found, error: &io::Error) {
        self.listing.diagnostics.push(unreadable(&found.shown, error));
    }
}

pub(super) fn unreadable(shown: &Arc<str>, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, shown, format!("the file cannot be read: {}", reason(error)))
}

/// What the system says, without the number of the error, which differs between systems.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text.to_lowercase(),
    }
}

/// Files of editors and systems, which nobody means to publish.
#[must_use]
pub fn ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
        || [".swp", ".swx", ".bak", ".bck", ".tmp", ".orig"].iter().any(|end| name.ends_with(end))
}

fn is_text(path: &str) -> bool {
    [".md", ".yaml", ".yml"].iter().any(|end| path.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_shown_as_it_was_given() {
        assert_eq!(shown_root(Path::new("content")), "content/");
        assert_eq!(shown_root(Path::new("./")), "");
        assert_eq!(shown_root(Path::new("/a/b/")), "/a/b/");
    }
}
