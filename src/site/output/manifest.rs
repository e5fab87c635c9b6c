//! The list of what the tool made in the folder: nothing else there is ever replaced or removed. It says whose site it is,
//! and what stood at which address, so that the next build can tell what it would take away.
//!
//! ```text
//! rapporteur manifest 2
//! review       the title of the review    its base_url
//! folder/
//! file
//! file         record                     label           title
//! file         alias                      the id that it leads to
//! file         attachment
//! ```
//!
//! Text, one path a line, sorted, with tabs between what a line says; no path has one in it. It depends on the site alone, so
//! that two builds of one site are alike to the byte. The first version had paths alone; such a manifest says nothing of
//! whose the site is.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use crate::site::edition::{Edition, Said};
use crate::site::output::error::OutputError;
use crate::site::output::folder::{FILE_MODE, OutputFolder};
use crate::site::output::path;
use crate::site::output::tool_folder::MANIFEST;

/// The first line, with the version of the format.
const HEADER: &str = "rapporteur manifest 2";

/// The first line of a manifest that lists paths alone.
const FIRST_HEADER: &str = "rapporteur manifest 1";

/// What the line begins with that says whose site it is.
const REVIEW: &str = "review\t";

/// What the tool made.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The paths of files.
    pub(super) files: BTreeSet<Box<str>>,
    /// The paths of folders, without a `/` at the end.
    pub(super) folders: BTreeSet<Box<str>>,
    /// What was published; `None` where it is not known.
    pub(super) edition: Option<Edition>,
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
    pub(super) fn parse(text: &str) -> Result<Manifest, usize> {
        let mut lines = text.lines().zip(1_usize..).peekable();
        if !matches!(lines.next(), Some((HEADER | FIRST_HEADER, _))) {
            return Err(1);
        }
        let mut listed = Listed::default();
        if let Some((review, number)) = lines.next_if(|(line, _)| line.starts_with(REVIEW)) {
            let (title, base_url) = review.trim_start_matches(REVIEW).split_once('\t').ok_or(number)?;
            listed.review = Some((title, base_url));
        }
        for (line, number) in lines {
            listed.read_line(line).ok_or(number)?;
        }
        Ok(listed.manifest())
    }

    /// The text that [`Manifest::read`] reads.
    pub(super) fn text(&self) -> String {
        let folders = self.folders.iter().map(|path| (&**path, "/"));
        let files = self.files.iter().map(|path| (&**path, ""));
        let mut lines: Vec<(&str, &str)> = folders.chain(files).collect();
        lines.sort_unstable();
        let mut text = format!("{HEADER}\n");
        if let Some(Edition { title, base_url, .. }) = &self.edition {
            text.extend([REVIEW, title, "\t", base_url, "\n"]);
        }
        for (path, end) in lines {
            text.extend([path, end]);
            match self.edition.as_ref().and_then(|edition| edition.addresses.get(path)) {
                Some(Said::Record { label, title }) => text.extend(["\trecord\t", label, "\t", title]),
                Some(Said::Alias { id }) => text.extend(["\talias\t", id]),
                Some(Said::Attachment) => text.push_str("\tattachment"),
                None => {}
            }
            text.push('\n');
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

    /// Whether everything that is in another is in this one.
    pub(super) fn has_all(&self, other: &Manifest) -> bool {
        other.files.is_subset(&self.files) && other.folders.is_subset(&self.folders)
    }

    /// What is in either. Until the other is published, this is what addresses say.
    pub(super) fn union(&self, other: &Manifest) -> Manifest {
        let (files, folders) = (&self.files | &other.files, &self.folders | &other.folders);
        Manifest { files, folders, edition: self.edition.clone() }
    }
}

/// What the lines of a manifest say, in their order: of what is in order already, trees are made in one go.
#[derive(Default)]
struct Listed<'a> {
    review: Option<(&'a str, &'a str)>,
    files: Vec<&'a str>,
    folders: Vec<&'a str>,
    addresses: Vec<(&'a str, Said)>,
}

impl<'a> Listed<'a> {
    fn read_line(&mut self, line: &'a str) -> Option<()> {
        let (path, said) = line.split_once('\t').unzip();
        let line = path.unwrap_or(line);
        let (path, list) = match line.strip_suffix('/').filter(|_| said.is_none()) {
            Some(path) => (path, &mut self.folders),
            None => (line, &mut self.files),
        };
        path::check(path).ok()?;
        list.push(path);
        if let Some(said) = said {
            self.review?;
            self.addresses.push((path, read_said(said)?));
        }
        Some(())
    }

    fn manifest(self) -> Manifest {
        let of = |paths: Vec<&str>| paths.into_iter().map(Box::from).collect();
        let addresses = self.addresses;
        let edition = self.review.map(|(title, base_url)| Edition {
            title: title.into(),
            base_url: base_url.into(),
            addresses: addresses.into_iter().map(|(path, said)| (path.into(), said)).collect(),
        });
        Manifest { files: of(self.files), folders: of(self.folders), edition }
    }
}

/// What an address says, as a line of the manifest has it behind the path.
fn read_said(text: &str) -> Option<Said> {
    let (word, rest) = text.split_once('\t').unwrap_or((text, ""));
    match word {
        "record" => {
            let (label, title) = rest.split_once('\t')?;
            Some(Said::Record { label: label.into(), title: title.into() })
        }
        "alias" => Some(Said::Alias { id: rest.into() }),
        "attachment" => Some(Said::Attachment),
        _ => None,
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
    let mut file = make_new(at, name)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Makes a new file with nothing in it; an existing one, or a link, is an error.
pub(super) fn make_new(at: &OwnedFd, name: &str) -> io::Result<File> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::openat(at, name, flags, FILE_MODE)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_and_is_sorted() {
        let text = "rapporteur manifest 2\na/\na/b.html\na/c/\na/c/d\nz.css\n";
        let manifest = Manifest::parse(text);
        assert_eq!(manifest.as_ref().map(Manifest::text), Ok(text.to_owned()));
        let shuffled = Manifest::parse("rapporteur manifest 2\nz.css\na/c/\na/b.html\na/\na/c/d\n");
        assert_eq!(shuffled, manifest);
        assert_eq!(Manifest::parse(&text.replace('2', "1")), manifest, "a first version has paths alone");
    }

    #[test]
    fn whose_the_site_is_and_what_it_says_reads_back() {
        let text = "rapporteur manifest 2\nreview\tA review\thttps://r.example/\na/\na/b.html\trecord\t4.1\tA title\n\
                    c.pdf\tattachment\nd.html\talias\ta/b\ne.html\trecord\t\t\nreview\trecord\t\tx\n";
        let manifest = Manifest::parse(text);
        assert_eq!(manifest.as_ref().map(Manifest::text), Ok(text.to_owned()));
        for (bad, line) in
            [("review\tno more", 2), ("review\t\t\na\tother", 3), ("review\t\t\na\trecord\tx", 3), ("a\tattachment", 2)]
        {
            assert_eq!(Manifest::parse(&format!("rapporteur manifest 2\n{bad}\n")), Err(line), "{bad}");
        }
    }

    #[test]
    fn a_line_that_leads_outside_is_damage() {
        assert_eq!(Manifest::parse(""), Err(1));
        assert_eq!(Manifest::parse("something else\n"), Err(1));
        assert_eq!(Manifest::parse("rapporteur manifest 1\na\n../b\n"), Err(3));
        assert_eq!(Manifest::parse("rapporteur manifest 1\n\n"), Err(2));
    }
}
