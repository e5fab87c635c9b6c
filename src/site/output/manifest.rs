//! The list of what the tool made in the folder: nothing else there is ever replaced or removed.
//!
//! Text, one path a line, sorted, folders with a `/` at the end. It depends on the site alone, so that two builds of one
//! site are alike to the byte.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use crate::site::output::error::OutputError;
use crate::site::output::folder::{FILE_MODE, OutputFolder};
use crate::site::output::path;
use crate::site::output::tool_folder::MANIFEST;

/// The first line, with the version of the format.
const HEADER: &str = "rapporteur manifest 1";

/// What the tool made.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The paths of files.
    pub(super) files: BTreeSet<Box<str>>,
    /// The paths of folders, without a `/` at the end.
    pub(super) folders: BTreeSet<Box<str>>,
}

impl Manifest {
    /// The manifest of a folder; `None` where nothing was published yet.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is no manifest.
    pub(super) fn read(folder: &OutputFolder) -> Result<Option<Manifest>, OutputError> {
        match read_text(&folder.tool_folder, MANIFEST) {
            Ok(None) => Ok(None),
            Ok(Some(text)) => match Manifest::parse(&text) {
                Ok(manifest) => Ok(Some(manifest)),
                Err(line) => Err(OutputError::damaged(&folder.shown_tool_file(MANIFEST), line)),
            },
            Err(error) => Err(OutputError::io("read", &folder.shown_tool_file(MANIFEST), error)),
        }
    }

    /// The manifest that a text is, or the number of the line that cannot be in one.
    fn parse(text: &str) -> Result<Manifest, usize> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err(1);
        }
        let mut manifest = Manifest::default();
        for (line, number) in lines.zip(2_usize..) {
            let (path, list) = match line.strip_suffix('/') {
                Some(path) => (path, &mut manifest.folders),
                None => (line, &mut manifest.files),
            };
            path::check(path).map_err(|_| number)?;
            list.insert(path.into());
        }
        Ok(manifest)
    }

    /// The text that [`Manifest::read`] reads.
    pub(super) fn text(&self) -> String {
        let folders = self.folders.iter().map(|path| (&**path, "/"));
        let files = self.files.iter().map(|path| (&**path, ""));
        let mut lines: Vec<(&str, &str)> = folders.chain(files).collect();
        lines.sort_unstable();
        let mut text = format!("{HEADER}\n");
        for (path, end) in lines {
            text.extend([path, end, "\n"]);
        }
        text
    }

    /// Whether the tool made this file.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Whether the tool made this folder.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// What is in either.
    pub(super) fn union(&self, other: &Manifest) -> Manifest {
        Manifest { files: &self.files | &other.files, folders: &self.folders | &other.folders }
    }
}

/// The text of a file, `None` if it is missing; a link is not followed.
pub(super) fn read_text(at: &OwnedFd, name: &str) -> io::Result<Option<String>> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = match rustix::fs::openat(at, name, flags, Mode::empty()) {
        Ok(file) => file,
        Err(Errno::NOENT) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut text = String::new();
    match File::from(file).read_to_string(&mut text) {
        // A text that is none reads as an empty one, which is neither a manifest nor a plan.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Some(String::new())),
        Err(error) => Err(error),
        Ok(_) => Ok(Some(text)),
    }
}

/// Writes a new file; an existing one, or a link, is an error.
pub(super) fn write_new(at: &OwnedFd, name: &str, bytes: &[u8]) -> io::Result<File> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
    let mut file = File::from(rustix::fs::openat(at, name, flags, FILE_MODE)?);
    file.write_all(bytes)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_and_is_sorted() {
        let text = "rapporteur manifest 1\na/\na/b.html\na/c/\na/c/d\nz.css\n";
        let manifest = Manifest::parse(text);
        assert_eq!(manifest.as_ref().map(Manifest::text), Ok(text.to_owned()));
        let shuffled = Manifest::parse("rapporteur manifest 1\nz.css\na/c/\na/b.html\na/\na/c/d\n");
        assert_eq!(shuffled, manifest);
    }

    #[test]
    fn a_line_that_leads_outside_is_damage() {
        assert_eq!(Manifest::parse(""), Err(1));
        assert_eq!(Manifest::parse("something else\n"), Err(1));
        assert_eq!(Manifest::parse("rapporteur manifest 1\na\n../b\n"), Err(3));
        assert_eq!(Manifest::parse("rapporteur manifest 1\n\n"), Err(2));
    }
}
