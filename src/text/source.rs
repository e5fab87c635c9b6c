//! The folder of a review, read: the only reader of content files.
//!
//! Nothing is followed out of the folder, and nothing that cannot be read stops the rest from being read: each such file
//! is a diagnostic, and a source that is marked unusable, so that references to its record are not reported as well.

mod active;
mod budget;
mod fingerprint;
mod listing;
mod root;
mod text;
mod theme;
mod unreadable;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::text::batch::BATCH;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};
use crate::text::form::composed;
use crate::text::source::active::active_content;
pub use crate::text::source::active::can_be_live;
pub use crate::text::source::budget::Budget;
pub use crate::text::source::fingerprint::Fingerprint;
use crate::text::source::listing::{FoundFile, Listing, shown_root};
pub use crate::text::source::listing::{ignored, is_record_like};
use crate::text::source::root::Root;
use crate::text::source::text::ReadText;
pub use crate::text::source::theme::{ThemeFile, has_theme, read_theme};

/// A file larger than this is not read into memory to be looked into, in bytes.
const LARGEST_FILE: u64 = 16 << 20;

/// One file of text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The path below the content folder, with `/` between its parts.
    pub path: Arc<str>,
    /// The path as the caller would write it: the content folder as it was given, then `path`.
    pub shown: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    /// Whether the text can be parsed; if not, a diagnostic has said why.
    pub usable: bool,
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The path below the content folder, with `/` between its parts, composed; also its path in the site.
    pub path: Arc<str>,
    /// The path as the caller would write it.
    pub shown: Arc<str>,
    /// What the file system says of it.
    pub fingerprint: Fingerprint,
    /// The content folder that it was found in, beneath which it is opened.
    root: Arc<Root>,
    /// The path as the file system has it, by which it is opened.
    on_disk: Arc<str>,
}

/// Everything a folder holds.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files of records and settings, ordered by path.
    pub sources: Vec<Arc<Source>>,
    /// All other files, ordered by the paths that the file system has.
    pub attachments: Vec<Attachment>,
    /// What could not be read, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Which files of a folder are looked at when it is read again.
#[derive(Debug, Clone, Copy)]
pub enum Rescan<'a> {
    /// All of them.
    All,
    /// These files, which begin with the path of the folder; all others are known to be as they were.
    Files(&'a BTreeSet<PathBuf>),
}

/// A content folder, which is read again and again: files whose fingerprint is what it was are taken over.
#[derive(Debug)]
pub struct ContentFolder {
    path: PathBuf,
    /// How much of it is read at most; none: whatever there is.
    budget: Option<Budget>,
    /// The folder that its path led to when it was last read.
    root: Option<Arc<Root>>,
    /// The texts that were read, ordered by path.
    texts: Vec<ReadText>,
    /// The other files that were looked into, ordered by the paths that the file system has.
    attachments: Vec<(Attachment, Option<Diagnostic>)>,
    /// What could not be listed. While there is something, it is not known which files a change of a path changes.
    unlisted: Vec<Diagnostic>,
}

impl ContentFolder {
    /// A folder that nothing was read of yet.
    #[must_use]
    pub fn new(path: &Path) -> ContentFolder {
        let (texts, attachments, unlisted) = (Vec::new(), Vec::new(), Vec::new());
        ContentFolder { path: path.to_path_buf(), budget: None, root: None, texts, attachments, unlisted }
    }

    /// The same, of which nothing is read where it holds more than this.
    #[must_use]
    pub fn within(self, budget: Budget) -> ContentFolder {
        ContentFolder { budget: Some(budget), ..self }
    }

    /// Reads the folder. Texts that did not change since the last time are the same values as then.
    #[must_use]
    pub fn read(&mut self, rescan: Rescan<'_>) -> Inputs {
        let done = match rescan {
            Rescan::Files(paths) => self.unlisted.is_empty() && self.rescan_files(paths).is_some(),
            Rescan::All => false,
        };
        if !done {
            self.rescan_all();
        }
        let problems = self.texts.iter().filter_map(|read| read.problem.as_ref());
        let problems = problems.chain(self.attachments.iter().filter_map(|(_, problem)| problem.as_ref()));
        Inputs {
            diagnostics: self.unlisted.iter().chain(problems).cloned().collect(),
            sources: self.texts.iter().map(|read| Arc::clone(&read.source)).collect(),
            attachments: self.attachments.iter().map(|(attachment, _)| attachment.clone()).collect(),
        }
    }

    fn rescan_all(&mut self) {
        let now = fingerprint::now();
        let shown = shown_root(&self.path);
        let root = match Root::open(&self.path) {
            // The folder that is open already stays open: files that were found in it are the same ones.
            Ok(root) => self.root.take().filter(|before| **before == root).unwrap_or_else(|| Arc::new(root)),
            Err(error) => {
                self.forget();
                self.unlisted.push(unreadable::folder(&shown, &error));
                return;
            }
        };
        // A file that is read for the first time is looked at when it is open.
        let fingerprints = !self.texts.is_empty() || self.budget.is_some();
        let most = self.budget.map_or(usize::MAX, |budget| budget.files);
        let listing = listing::list(&root, &shown, most, fingerprints);
        if let Some(problem) = self.budget.and_then(|budget| budget.exceeded(&listing, &shown)) {
            self.forget();
            self.unlisted.push(problem);
            return;
        }
        let Listing { texts, others, diagnostics, .. } = listing;
        self.texts = texts.par_iter().with_max_len(BATCH).filter_map(|found| self.text(&root, found, now)).collect();
        self.attachments =
            others.into_par_iter().with_max_len(BATCH).filter_map(|found| self.attachment(&root, found)).collect();
        self.unlisted = diagnostics;
        self.root = Some(root);
    }

    /// Becomes a folder that nothing was read of.
    fn forget(&mut self) {
        *self = ContentFolder { budget: self.budget, ..ContentFolder::new(&self.path) };
    }

    /// Looks at some files. `None` if that is not enough, since one has come, gone, or become something else.
    fn rescan_files(&mut self, paths: &BTreeSet<PathBuf>) -> Option<()> {
        let now = fingerprint::now();
        let root = Arc::clone(self.root.as_ref()?);
        if Root::open(&self.path).ok()? != *root {
            return None;
        }
        for file in paths {
            // Files of a theme are no business of this folder.
            let Ok(path) = file.strip_prefix(&self.path) else { continue };
            let path = path.to_str()?;
            let fingerprint = match root.fingerprint(path) {
                Ok(fingerprint) => Some(fingerprint),
                Err(error) => (error.kind() == io::ErrorKind::NotFound).then_some(None)?,
            };
            let text = self.texts.binary_search_by(|read| (*read.source.path).cmp(path)).ok();
            let other = self.attachments.binary_search_by(|(other, _)| (*other.on_disk).cmp(path)).ok();
            match (text, other, fingerprint) {
                (Some(at), _, Some(_)) => {
                    let Source { path, shown, .. } = &*self.texts[at].source;
                    let found = FoundFile { path: Arc::clone(path), shown: Arc::clone(shown), fingerprint };
                    self.texts[at] = self.text(&root, &found, now)?;
                }
                (_, Some(at), Some(_)) => {
                    let Attachment { on_disk: path, shown, .. } = self.attachments[at].0.clone();
                    self.attachments[at] = self.attachment(&root, FoundFile { path, shown, fingerprint })?;
                }
                // What came and went again in the meantime, as files do that programs write beside the real one.
                (None, None, None) => {}
                _ => return None,
            }
        }
        Some(())
    }

    /// A text; `None` if it has gone since the folder was listed.
    fn text(&self, root: &Root, found: &FoundFile, now: SystemTime) -> Option<ReadText> {
        let before = self.texts.binary_search_by(|read| read.source.path.cmp(&found.path)).ok();
        let before = before.map(|position| &self.texts[position]);
        if let Some(before) = before.filter(|before| before.fingerprint.is_some())
            && found.fingerprint(root).ok() == before.fingerprint
        {
            return Some(before.clone());
        }
        let mut read = read_guarded(root, found)?;
        read.fingerprint = read.fingerprint.filter(|fingerprint| fingerprint.is_settled(now));
        match before {
            Some(before) if before.source == read.source => {
                Some(ReadText { source: Arc::clone(&before.source), ..read })
            }
            _ => Some(read),
        }
    }

    /// Another file; `None` if it has gone since the folder was listed.
    fn attachment(&self, root: &Arc<Root>, found: FoundFile) -> Option<(Attachment, Option<Diagnostic>)> {
        let looked = found.fingerprint(root).and_then(|fingerprint| {
            let before = self.attachments.binary_search_by(|(before, _)| before.on_disk.cmp(&found.path)).ok();
            let before = before.map(|position| &self.attachments[position]);
            match before.filter(|(before, _)| before.fingerprint == fingerprint && before.root == *root) {
                Some((_, problem)) => Ok((fingerprint, problem.clone())),
                None => Ok((fingerprint, judge_guarded(root, &found)?)),
            }
        });
        let (fingerprint, problem) = match looked {
            Ok(looked) => looked,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            // No file has this fingerprint, so that it is looked at again the next time.
            Err(error) => (Fingerprint::default(), Some(unreadable::file(&found.shown, &error))),
        };
        let FoundFile { path: on_disk, shown, .. } = found;
        let path = match composed(&on_disk) {
            Cow::Borrowed(_) => Arc::clone(&on_disk),
            Cow::Owned(path) => path.into(),
        };
        Some((Attachment { path, shown, fingerprint, root: Arc::clone(root), on_disk }, problem))
    }
}

/// A text; one that the program fails at counts as one that cannot be read.
fn read_guarded(root: &Root, found: &FoundFile) -> Option<ReadText> {
    guarded(Operation::Read, &found.shown, || text::read(root, found)).unwrap_or_else(|fault| {
        let (path, shown) = (Arc::clone(&found.path), Arc::clone(&found.shown));
        let source = Arc::new(Source { path, shown, text: "".into(), usable: false });
        Some(ReadText { source, problem: Some(*fault), fingerprint: None })
    })
}

/// What is to be said of an attachment; that the program fails at it is one of the things.
fn judge_guarded(root: &Root, found: &FoundFile) -> io::Result<Option<Diagnostic>> {
    let judged = guarded(Operation::Read, &found.shown, || active_content(root, found));
    judged.unwrap_or_else(|fault| Ok(Some(*fault)))
}

/// An attachment, open to be copied, and how many bytes of it there are: it may grow meanwhile.
///
/// # Errors
/// The diagnostic of a file that cannot be opened.
pub fn open_to_copy(attachment: &Attachment) -> Result<(File, u64), Box<Diagnostic>> {
    let opened = open_attachment(attachment);
    let opened = opened.map_err(|error| Box::new(unreadable::file(&attachment.shown, &error)))?;
    Ok((opened.0, opened.1.length))
}

/// An attachment, open to be read, and its fingerprint.
///
/// # Errors
/// What the operating system says, or that it is no regular file any longer.
pub fn open_attachment(attachment: &Attachment) -> io::Result<(File, Fingerprint)> {
    attachment.root.file(&attachment.on_disk)
}
