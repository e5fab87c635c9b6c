//! The folder of a review, read: the only reader of content files.
//!
//! Nothing is followed out of the folder, and nothing that cannot be read stops the rest from being read: each such file
//! is a diagnostic, and a source that is marked unusable, so that references to its record are not reported as well.

#![expect(clippy::disallowed_methods, reason = "this is the door through which content is read")]

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::Span;

/// A content file larger than this is not read, in bytes.
const LARGEST_FILE: u64 = 16 << 20;
/// A line longer than this is not parsed, in bytes.
const LONGEST_LINE: usize = 1 << 20;

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
}

/// Everything a folder holds.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files of records and settings, ordered by path.
    pub sources: Vec<Source>,
    /// All other files, ordered by path.
    pub attachments: Vec<Attachment>,
    /// What could not be read, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a content folder, whole.
#[must_use]
pub fn read(root: &Path) -> Inputs {
    let mut walk = Walk { root: fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf()), ..Walk::default() };
    let shown = shown_root(root);
    let mut inside = vec![walk.root.clone()];
    walk.folder(root, "", &shown, &mut inside);
    let Walk { mut texts, mut attachments, mut diagnostics, .. } = walk;
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    attachments.sort_by(|a, b| a.path.cmp(&b.path));
    let (sources, mut problems): (Vec<_>, Vec<_>) = texts.par_iter().map(read_text).unzip();
    diagnostics.extend(problems.drain(..).flatten());
    diagnostics.extend(attachments.par_iter().flat_map_iter(active_content).collect::<Vec<_>>());
    Inputs { sources, attachments, diagnostics }
}

/// The bytes of an attachment.
///
/// # Errors
/// The diagnostic of a file that cannot be read.
pub fn read_attachment(attachment: &Attachment) -> Result<Vec<u8>, Box<Diagnostic>> {
    fs::read(&attachment.file).map_err(|error| Box::new(unreadable(&attachment.shown, &error)))
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
    let mut walk = Walk { root: fs::canonicalize(folder).ok()?, ..Walk::default() };
    let mut inside = vec![walk.root.clone()];
    walk.folder(folder, "", &shown_root(folder), &mut inside);
    let Walk { texts, mut attachments, mut diagnostics, .. } = walk;
    attachments.extend(texts);
    attachments.sort_by(|a, b| a.path.cmp(&b.path));
    let mut files = Vec::new();
    for found in attachments {
        match fs::read(&found.file) {
            Ok(bytes) => files.push(ThemeFile { path: found.path.to_string(), shown: found.shown, bytes }),
            Err(error) => diagnostics.push(unreadable(&found.shown, &error)),
        }
    }
    Some((files, diagnostics))
}

/// The content folder as it is shown before a path: with a slash at its end, and empty for the current folder.
fn shown_root(root: &Path) -> String {
    let shown = root.to_string_lossy().replace('\\', "/");
    match shown.trim_end_matches('/') {
        "" if shown.starts_with('/') => "/".to_owned(),
        "" | "." => String::new(),
        shown => format!("{shown}/"),
    }
}

/// A file that was found and not yet read has the form of an attachment.
type Found = Attachment;

#[derive(Default)]
struct Walk {
    root: PathBuf,
    texts: Vec<Found>,
    attachments: Vec<Found>,
    diagnostics: Vec<Diagnostic>,
}

impl Walk {
    /// Lists one folder. `inside` holds the real paths of the folders being listed, so that a link to one of them is not a circle.
    fn folder(&mut self, folder: &Path, path: &str, shown: &str, inside: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                let shown = if shown.is_empty() { "." } else { shown.trim_end_matches('/') };
                let message = format!("the folder cannot be read: {}", reason(&error));
                return self.diagnostics.push(Diagnostic::new(Code::Unreadable, &shown.into(), message));
            }
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let shown = format!("{shown}{}", name.to_string_lossy());
                let problem = Diagnostic::new(Code::InvalidName, &shown.into(), "the file's name is not UTF-8");
                self.diagnostics.push(problem);
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
            Ok(kind) if kind.is_symlink() => match self.follow(&found) {
                Some(kind) => kind,
                None => return,
            },
            Ok(kind) => kind,
            Err(error) => return self.unreadable(&found, &error),
        };
        if kind.is_dir() {
            let real = fs::canonicalize(&found.file).unwrap_or_else(|_| found.file.clone());
            if inside.contains(&real) {
                let message = "the link leads back to a folder that it stands in";
                return self.diagnostics.push(Diagnostic::new(Code::OutsideLink, &found.shown, message));
            }
            inside.push(real);
            self.folder(&found.file, &format!("{}/", found.path), &format!("{}/", found.shown), inside);
            inside.pop();
        } else if !kind.is_file() {
            let message = "it is not a file: a device, a socket or a pipe cannot be published";
            self.diagnostics.push(Diagnostic::new(Code::Unreadable, &found.shown, message));
        } else if is_text(&found.path) {
            self.texts.push(found);
        } else {
            self.attachments.push(found);
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
                self.diagnostics.push(problem);
            }
            Err(error) => self.unreadable(found, &error),
        }
        None
    }

    fn unreadable(&mut self, found: &Found, error: &io::Error) {
        self.diagnostics.push(unreadable(&found.shown, error));
    }
}

fn unreadable(shown: &Arc<str>, error: &io::Error) -> Diagnostic {
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

fn read_text(found: &Found) -> (Source, Option<Diagnostic>) {
    let source =
        |text: String, usable| Source { path: Arc::clone(&found.path), shown: Arc::clone(&found.shown), text, usable };
    let bytes = match read_limited(&found.file) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(length)) => {
            let message = format!("the file is {} MiB long, more than 16 MiB", length >> 20);
            let problem = Diagnostic::new(Code::FileTooLarge, &found.shown, message)
                .help("split the record, or publish the text as an attachment");
            return (source(String::new(), false), Some(problem));
        }
        Err(error) => return (source(String::new(), false), Some(unreadable(&found.shown, &error))),
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            let problem = long_line(&text, &found.shown);
            (source(text, problem.is_none()), problem)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let problem = Diagnostic::new(Code::NotUtf8, &found.shown, "the file is not UTF-8 text")
                .at(Span::new(at, at + 1))
                .label(format!("byte 0x{byte:02X} is not part of a character"))
                .help("save the file with the encoding UTF-8");
            (source(String::from_utf8_lossy(error.as_bytes()).into_owned(), false), Some(problem))
        }
    }
}

/// The bytes of a file, or its length where that is too great.
fn read_limited(file: &Path) -> io::Result<Result<Vec<u8>, u64>> {
    let mut file = fs::File::open(file)?;
    let length = file.metadata()?.len();
    if length > LARGEST_FILE {
        return Ok(Err(length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.read_to_end(&mut bytes)?;
    Ok(Ok(bytes))
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

/// An attachment that a browser would run is reported: HTML always, SVG where it holds a script or an event handler.
fn active_content(attachment: &Attachment) -> Option<Diagnostic> {
    let (_, ending) = attachment.path.rsplit_once('.')?;
    let active = match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "js" | "mjs" => true,
        "svg" | "xml" => {
            let text = fs::read(&attachment.file).unwrap_or_default();
            let text = String::from_utf8_lossy(&text).to_ascii_lowercase();
            text.contains("<script")
                || text.contains("javascript:")
                || text.contains("<foreignobject")
                || has_handler(&text)
        }
        _ => false,
    };
    active.then(|| {
        Diagnostic::new(Code::ActiveAttachment, &attachment.shown, "the file can run scripts in the reader's browser")
            .help("publish a PDF or a bitmap image, or remove the scripts")
    })
}

/// Whether markup in lower case has an attribute `on…=`.
fn has_handler(text: &str) -> bool {
    text.match_indices(|c: char| c.is_ascii_whitespace() || c == '/' || c == '"' || c == '\'').any(|(at, _)| {
        text[at + 1..].strip_prefix("on").is_some_and(|rest| {
            let name = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            name > 0 && rest[name..].trim_start().starts_with('=')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_handlers_are_seen_and_words_are_not() {
        assert!(has_handler("<svg onload=\"x\">"));
        assert!(has_handler("<svg\nonload = 'x'>"));
        assert!(!has_handler(
            "<text>on = off, one=two</text>".replace("on = ", "on ").replace("one=", "one ").as_str()
        ));
    }

    #[test]
    fn the_root_is_shown_as_it_was_given() {
        assert_eq!(shown_root(Path::new("content")), "content/");
        assert_eq!(shown_root(Path::new("./")), "");
        assert_eq!(shown_root(Path::new("/a/b/")), "/a/b/");
    }
}
