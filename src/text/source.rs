//! The folder of a review, read: the only reader of content files.
//!
//! Nothing is followed out of the folder, and nothing that cannot be read stops the rest from being read: each such file
//! is a diagnostic, and a source that is marked unusable, so that references to its record are not reported as well.

#![expect(clippy::disallowed_methods, reason = "this is the door through which content is read")]

mod active;
mod walk;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::active::active_content;
pub use crate::text::source::walk::ignored;
use crate::text::source::walk::{Found, Listing, unreadable};
use crate::text::span::Span;

/// A content file larger than this is not read, in bytes.
const LARGEST_FILE: u64 = 16 << 20;
/// A line longer than this is not parsed, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// A file that changed less than this long ago is read again the next time even if it looks the same: file systems tell the
/// time in steps, the coarsest of two seconds, and a second change within one step leaves no trace but the text.
const UNSETTLED: Duration = Duration::from_secs(3);

/// One file of text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The path below the content folder, with `/` between its parts.
    pub path: Arc<str>,
    /// The path as the caller would write it: the content folder as it was given, then `path`.
    pub shown: Arc<str>,
    /// The whole text.
    pub text: String,
    /// Whether the text can be parsed; if not, a diagnostic has said why.
    pub usable: bool,
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attachment {
    /// The path below the content folder, with `/` between its parts; also its path in the site.
    pub path: Arc<str>,
    /// The path as the caller would write it.
    pub shown: Arc<str>,
    /// Where it is read from.
    pub file: PathBuf,
    /// What the file system says of it.
    pub stamp: Stamp,
}

/// What a file system says of a file. It differs from what it said before a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// The length in bytes.
    pub length: u64,
    /// Device and number of the file: a file that another was renamed over differs in this.
    identity: (u64, u64),
    /// When its content was modified, in seconds and nanoseconds since 1970.
    modified: (i64, i64),
    /// When anything about it was changed; no program can set this back.
    changed: (i64, i64),
}

impl Stamp {
    fn of(metadata: &fs::Metadata) -> Stamp {
        Stamp {
            length: metadata.len(),
            identity: (metadata.dev(), metadata.ino()),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    /// A text that differs where the stamps of two files differ.
    #[must_use]
    pub fn tag(&self) -> String {
        let Stamp { length, identity, modified, changed } = self;
        let numbers = format!("{length:x} {identity:x?} {modified:x?} {changed:x?}");
        blake3::hash(numbers.as_bytes()).to_hex()[..20].to_owned()
    }

    /// Whether the file changed so long before a time that another change would show.
    fn is_settled(&self, now: SystemTime) -> bool {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let changed = Duration::new(u64::try_from(self.changed.0).unwrap_or_default(), 0);
        changed + UNSETTLED < now
    }
}

/// Everything a folder holds.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files of records and settings, ordered by path.
    pub sources: Vec<Arc<Source>>,
    /// All other files, ordered by path.
    pub attachments: Vec<Attachment>,
    /// What could not be read, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// How much of a folder is looked at before it is read again.
#[derive(Debug, Clone, Copy)]
pub enum Look<'a> {
    /// All of it.
    Everything,
    /// These files, which begin with the path of the folder; all others are known to be as they were.
    At(&'a BTreeSet<PathBuf>),
}

/// A content folder, which is read again and again: files that look as they did are taken over.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// The texts that were read, ordered by path.
    texts: Vec<Read>,
    /// The other files that were looked into, ordered by path.
    attachments: Vec<(Attachment, Option<Diagnostic>)>,
    /// What could not be listed.
    unlisted: Vec<Diagnostic>,
    /// Whether every file has one path, so that it is known which files a change of a path changes.
    is_plain: bool,
}

/// A text that was read.
#[derive(Debug, Clone)]
struct Read {
    source: Arc<Source>,
    problem: Option<Diagnostic>,
    /// How the file looked before it was read; `None` if it must be read again in any case.
    stamp: Option<Stamp>,
}

impl Folder {
    /// A folder that nothing was read of yet.
    #[must_use]
    pub fn new(root: &Path) -> Folder {
        let (texts, attachments, unlisted) = (Vec::new(), Vec::new(), Vec::new());
        Folder { root: root.to_path_buf(), texts, attachments, unlisted, is_plain: false }
    }

    /// Reads the folder. Texts that did not change since the last time are the same values as then.
    #[must_use]
    pub fn read(&mut self, look: Look<'_>) -> Inputs {
        let done = match look {
            Look::At(paths) => self.is_plain && self.look_at(paths).is_some(),
            Look::Everything => false,
        };
        if !done {
            self.look_at_everything();
        }
        let problems = self.texts.iter().filter_map(|read| read.problem.as_ref());
        let problems = problems.chain(self.attachments.iter().filter_map(|(_, problem)| problem.as_ref()));
        Inputs {
            diagnostics: self.unlisted.iter().chain(problems).cloned().collect(),
            sources: self.texts.iter().map(|read| Arc::clone(&read.source)).collect(),
            attachments: self.attachments.iter().map(|(attachment, _)| attachment.clone()).collect(),
        }
    }

    fn look_at_everything(&mut self) {
        let now = SystemTime::now();
        let Listing { texts, others, diagnostics, has_links } = walk::list(&self.root);
        self.texts = texts.par_iter().filter_map(|found| self.text(found, now)).collect();
        self.attachments = others.into_par_iter().filter_map(|found| self.attachment(found)).collect();
        self.unlisted = diagnostics;
        self.is_plain = !has_links;
    }

    /// Looks at single files. `None` if that is not enough, since one has come, gone, or become something else.
    fn look_at(&mut self, paths: &BTreeSet<PathBuf>) -> Option<()> {
        let now = SystemTime::now();
        for file in paths {
            // Files of a theme are no business of this folder.
            let Ok(path) = file.strip_prefix(&self.root) else { continue };
            let path = path.to_str()?;
            let is_file = match fs::symlink_metadata(file) {
                Ok(metadata) => metadata.is_file().then_some(true)?,
                Err(error) => (error.kind() == io::ErrorKind::NotFound).then_some(false)?,
            };
            let text = self.texts.binary_search_by(|read| (*read.source.path).cmp(path)).ok();
            let other = self.attachments.binary_search_by(|(other, _)| (*other.path).cmp(path)).ok();
            match (text, other, is_file) {
                (Some(at), _, true) => {
                    let Source { path, shown, .. } = &*self.texts[at].source;
                    let found = Found { path: Arc::clone(path), shown: Arc::clone(shown), file: file.clone() };
                    self.texts[at] = self.text(&found, now)?;
                }
                (_, Some(at), true) => {
                    let Attachment { path, shown, file, .. } = self.attachments[at].0.clone();
                    self.attachments[at] = self.attachment(Found { path, shown, file })?;
                }
                // What came and went again in the meantime, as files do that programs write beside the real one.
                (None, None, false) => {}
                _ => return None,
            }
        }
        Some(())
    }

    /// A text; `None` if it has gone since the folder was listed.
    fn text(&self, found: &Found, now: SystemTime) -> Option<Read> {
        let before = self.texts.binary_search_by(|read| read.source.path.cmp(&found.path)).ok();
        let before = before.map(|position| &self.texts[position]);
        if let Some(before) = before.filter(|before| before.stamp.is_some())
            && fs::metadata(&found.file).ok().map(|metadata| Stamp::of(&metadata)) == before.stamp
        {
            return Some(before.clone());
        }
        let mut read = read_text(found)?;
        read.stamp = read.stamp.filter(|stamp| stamp.is_settled(now));
        match before {
            Some(before) if before.source == read.source => Some(Read { source: Arc::clone(&before.source), ..read }),
            _ => Some(read),
        }
    }

    /// Another file; `None` if it has gone since the folder was listed.
    fn attachment(&self, found: Found) -> Option<(Attachment, Option<Diagnostic>)> {
        let stamp = Stamp::of(&fs::metadata(&found.file).ok()?);
        let attachment = Attachment { path: found.path, shown: found.shown, file: found.file, stamp };
        let before = self.attachments.binary_search_by(|(before, _)| before.path.cmp(&attachment.path)).ok();
        match before.map(|position| &self.attachments[position]) {
            Some(before) if before.0 == attachment => Some(before.clone()),
            _ => {
                let problem = active_content(&attachment);
                Some((attachment, problem))
            }
        }
    }
}

/// The bytes of an attachment.
///
/// # Errors
/// The diagnostic of a file that cannot be read.
pub fn read_attachment(attachment: &Attachment) -> Result<Vec<u8>, Box<Diagnostic>> {
    fs::read(&attachment.file).map_err(|error| Box::new(unreadable(&attachment.shown, &error)))
}

/// An attachment, open to be read, and how it looks.
///
/// # Errors
/// What the operating system says.
pub fn open_attachment(attachment: &Attachment) -> io::Result<(fs::File, Stamp)> {
    let file = fs::File::open(&attachment.file)?;
    let stamp = Stamp::of(&file.metadata()?);
    Ok((file, stamp))
}

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

/// The files of a theme's folder, ordered by path; `None` if there is no such folder.
#[must_use]
pub fn read_theme(folder: &Path) -> Option<(Vec<ThemeFile>, Vec<Diagnostic>)> {
    if !folder.is_dir() {
        return None;
    }
    let Listing { texts, others: mut found, mut diagnostics, .. } = walk::list(folder);
    found.extend(texts);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let mut files = Vec::new();
    for found in found {
        match fs::read(&found.file) {
            Ok(bytes) => files.push(ThemeFile { path: found.path.to_string(), shown: found.shown, bytes }),
            Err(error) => diagnostics.push(unreadable(&found.shown, &error)),
        }
    }
    Some((files, diagnostics))
}

fn read_text(found: &Found) -> Option<Read> {
    let read = |text: String, problem: Option<Diagnostic>, stamp| {
        let (path, shown) = (Arc::clone(&found.path), Arc::clone(&found.shown));
        Read { source: Arc::new(Source { path, shown, text, usable: problem.is_none() }), problem, stamp }
    };
    let (bytes, stamp) = match read_limited(&found.file) {
        Ok((Some(bytes), stamp)) => (bytes, Some(stamp)),
        Ok((None, stamp)) => {
            let message = format!("the file is {} MiB long, more than 16 MiB", stamp.length >> 20);
            let problem = Diagnostic::new(Code::FileTooLarge, &found.shown, message)
                .help("split the record, or publish the text as an attachment");
            return Some(read(String::new(), Some(problem), Some(stamp)));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => return Some(read(String::new(), Some(unreadable(&found.shown, &error)), None)),
    };
    Some(match String::from_utf8(bytes) {
        Ok(text) => {
            let problem = long_line(&text, &found.shown);
            read(text, problem, stamp)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let problem = Diagnostic::new(Code::NotUtf8, &found.shown, "the file is not UTF-8 text")
                .at(Span::new(at, at + 1))
                .label(format!("byte 0x{byte:02X} is not part of a character"))
                .help("save the file with the encoding UTF-8");
            read(String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(problem), stamp)
        }
    })
}

/// The bytes of a file, unless there are too many, and how it looked before it was read.
fn read_limited(file: &Path) -> io::Result<(Option<Vec<u8>>, Stamp)> {
    let mut file = fs::File::open(file)?;
    let stamp = Stamp::of(&file.metadata()?);
    if stamp.length > LARGEST_FILE {
        return Ok((None, stamp));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(stamp.length).unwrap_or_default() + 1);
    file.read_to_end(&mut bytes)?;
    Ok((Some(bytes), stamp))
}

fn long_line(text: &str, shown: &Arc<str>) -> Option<Diagnostic> {
    if text.len() <= LONGEST_LINE {
        return None;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() > LONGEST_LINE {
            let problem = Diagnostic::new(Code::LineTooLong, shown, "a line is longer than 1 MiB")
                .at(Span::point(start))
                .label(format!("this line is {} bytes long", line.len()))
                .help("break the line, or publish the text as an attachment");
            return Some(problem);
        }
        start += line.len();
    }
    None
}
