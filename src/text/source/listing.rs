//! A folder, listed with all that is below it. No link is followed, and nothing that cannot be listed stops the rest.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustix::fs::{Dir, FileType};

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::fingerprint::Fingerprint;
use crate::text::source::root::{Root, fingerprint_in, kind_in, list_in};
use crate::text::source::unreadable;

/// How many folders stand in each other at most. Each is open while those in it are listed, and a process may hold only so
/// many; by then an address is longer than anybody types.
const DEEPEST: usize = 32;

/// A folder as it is shown before a path: with a slash at its end, and empty for the current folder.
pub(super) fn shown_root(root: &Path) -> String {
    let shown = root.to_string_lossy().replace('\\', "/");
    match shown.trim_end_matches('/') {
        "" if shown.starts_with('/') => "/".to_owned(),
        "" | "." => String::new(),
        shown => format!("{shown}/"),
    }
}

/// A file that was found.
#[derive(Clone)]
pub(super) struct FoundFile {
    /// The path below the folder, with `/` between its parts.
    pub(super) path: Arc<str>,
    /// The path as the caller would write it.
    pub(super) shown: Arc<str>,
    /// Its fingerprint when it was listed, where that was asked for.
    pub(super) fingerprint: Option<Fingerprint>,
}

impl FoundFile {
    /// Its fingerprint.
    ///
    /// # Errors
    /// What the system says, or that it is no regular file.
    pub(super) fn fingerprint(&self, root: &Root) -> io::Result<Fingerprint> {
        self.fingerprint.map_or_else(|| root.fingerprint(&self.path), Ok)
    }
}

/// What a folder holds.
#[derive(Default)]
pub(super) struct Listing {
    /// Files of records and settings, ordered by path.
    pub(super) texts: Vec<FoundFile>,
    /// All other files, ordered by path.
    pub(super) others: Vec<FoundFile>,
    /// What could not be listed.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether there are more files and folders than were asked for; what was found is then a part of them.
    pub(super) is_cut: bool,
}

/// Lists a folder, of whose files and folders no more than `most` are looked at. `shown` is what stands before their paths;
/// `fingerprints` asks for those of the files, which cost less here, in a folder that is open, than later.
pub(super) fn list(root: &Root, shown: &str, most: usize, fingerprints: bool) -> Listing {
    let mut lister = Lister { left: most, fingerprints, listing: Listing::default() };
    lister.folder(root.list(), "", shown, DEEPEST);
    lister.listing.texts.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    lister.listing.others.sort_by(|a, b| a.path.cmp(&b.path));
    lister.listing
}

/// A listing under way.
struct Lister {
    listing: Listing,
    /// How many files and folders may still come.
    left: usize,
    fingerprints: bool,
}

impl Lister {
    /// Lists one folder, and `depth` levels of those in it.
    fn folder(&mut self, folder: io::Result<Dir>, path: &str, shown: &str, depth: usize) {
        let mut folder = match folder {
            Ok(folder) => folder,
            Err(error) => return self.unlisted(path, shown, &error),
        };
        while let Some(entry) = folder.read() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.unlisted(path, shown, &error.into()),
            };
            let Ok(name) = entry.file_name().to_str() else {
                let shown = format!("{shown}{}", entry.file_name().to_string_lossy());
                let problem = Diagnostic::new(Code::InvalidName, &shown.into(), "the file's name is not UTF-8");
                self.listing.diagnostics.push(problem);
                continue;
            };
            // The folder itself and the one above, which some systems list, begin with a dot as well.
            let is_top = path.is_empty();
            if (ignored(name) && !(is_top && name == WELL_KNOWN)) || (is_top && is_readme(name)) {
                continue;
            }
            if self.left == 0 {
                self.listing.is_cut = true;
                return;
            }
            self.left -= 1;
            let (path, shown) = (format!("{path}{name}").into(), format!("{shown}{name}").into());
            let mut found = FoundFile { path, shown, fingerprint: None };
            match kind_in(&folder, &entry) {
                Ok(FileType::Directory) if depth == 0 => self.too_deep(&found),
                Ok(FileType::Directory) => {
                    let inner = list_in(&folder, entry.file_name());
                    self.folder(inner, &format!("{}/", found.path), &format!("{}/", found.shown), depth - 1);
                }
                Ok(kind) => {
                    if self.fingerprints && kind == FileType::RegularFile {
                        found.fingerprint = fingerprint_in(&folder, entry.file_name()).ok();
                    }
                    self.file(found, kind);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => self.listing.diagnostics.push(unreadable::file(&found.shown, &error)),
            }
        }
    }

    /// A folder that went while its own was listed was never there.
    fn unlisted(&mut self, path: &str, shown: &str, error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound || path.is_empty() {
            self.listing.diagnostics.push(unreadable::folder(shown, error));
        }
    }

    fn file(&mut self, found: FoundFile, kind: FileType) {
        match kind {
            FileType::RegularFile if is_text(&found.path) => self.listing.texts.push(found),
            FileType::RegularFile if name_of_record(&found.path).is_some() => {
                let message = "the file looks like a record, but has not the ending of one";
                let name = name_of_record(&found.path).unwrap_or_default();
                let problem = Diagnostic::new(Code::RecordEnding, &found.shown, message);
                self.listing.diagnostics.push(problem.help(format!("call it `{name}`, or put it into a `.zip`")));
            }
            FileType::RegularFile => self.listing.others.push(found),
            FileType::Symlink => {
                let problem = Diagnostic::new(Code::SymbolicLink, &found.shown, "symbolic links are not followed");
                self.listing.diagnostics.push(problem.help("put what it leads to in its place"));
            }
            _ => {
                let message = "it is not a file: a device, a socket or a pipe cannot be published";
                self.listing.diagnostics.push(Diagnostic::new(Code::Unreadable, &found.shown, message));
            }
        }
    }

    fn too_deep(&mut self, found: &FoundFile) {
        let message = format!("folders stand in each other more than {DEEPEST} levels deep");
        let problem = Diagnostic::new(Code::FolderTooDeep, &found.shown, message);
        self.listing.diagnostics.push(problem.help("move what is in it further up"));
    }
}

/// The folder whose files are asked for by name (RFC 8615), and which is published though its name begins with a dot.
const WELL_KNOWN: &str = ".well-known";

/// Names of files and folders that editors, office programs and systems leave behind, without case.
const LEFTOVERS: [&str; 8] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "4913",
    "$recycle.bin",
    "system volume information",
    "__macosx",
    "node_modules",
];

/// How such names begin: the owner's files and recovered texts of office programs.
const BEGINNINGS: [&str; 3] = [".", "~$", "~wrl"];

/// How they end: what editors save beside a file, what merges leave, and what was not downloaded whole.
const ENDINGS: [&str; 22] = [
    "~",
    ".swp",
    ".swo",
    ".swx",
    ".kate-swp",
    ".bak",
    ".bck",
    ".tmp",
    ".temp",
    ".old",
    ".save",
    ".orig",
    ".rej",
    ".wbk",
    ".asd",
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".opdownload",
    "___jb_tmp___",
    "___jb_old___",
];

/// Files of editors, office programs and systems, which nobody means to publish. The manual lists them (`docs/format.md`).
#[must_use]
pub fn ignored(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    LEFTOVERS.contains(&&*lower)
        || BEGINNINGS.iter().any(|beginning| lower.starts_with(beginning))
        || ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || (name.starts_with('#') && name.ends_with('#'))
        // What Word and Pages save beside a document on a Mac: `report.docx.sb-1a2b3c-XyZ`.
        || lower.rsplit_once(".sb-").is_some_and(|(_, rest)| rest.contains('-'))
}

/// Whether a file of this name holds records, or was meant to.
#[must_use]
pub fn is_record_like(path: &str) -> bool {
    is_text(path) || name_of_record(path).is_some()
}

fn is_text(path: &str) -> bool {
    [".md", ".yaml", ".yml"].iter().any(|end| path.ends_with(end))
}

/// What a file should be called that is written like a record or settings, and has another ending; `None` for others.
fn name_of_record(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    // Some systems hide the last ending, and add one.
    let shown = lower.strip_suffix(".txt").unwrap_or(&lower);
    let endings = [
        (".md", ".md"),
        (".markdown", ".md"),
        (".mdown", ".md"),
        (".mkd", ".md"),
        (".yaml", ".yaml"),
        (".yml", ".yml"),
    ];
    let (ending, right) = endings.into_iter().find(|(ending, _)| shown.ends_with(ending))?;
    Some(format!("{}{right}", name.get(..shown.len() - ending.len())?))
}

/// What tells people who find the folder what it is.
fn is_readme(name: &str) -> bool {
    ["readme", "readme.md", "readme.txt"].iter().any(|readme| name.eq_ignore_ascii_case(readme))
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
