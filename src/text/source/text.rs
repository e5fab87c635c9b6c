//! One content file, read: its text, or why there is none.

use std::io::{self, Read as _};
use std::sync::Arc;

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::fingerprint::Fingerprint;
use crate::text::source::listing::FoundFile;
use crate::text::source::root::Root;
use crate::text::source::{LARGEST_FILE, Source, unreadable};
use crate::text::span::Span;

/// A line longer than this is not parsed, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// What stands for a byte that is not part of a character: SUBSTITUTE, which takes one byte itself.
const SUBSTITUTE: char = '\u{1a}';

/// How much of a text is looked at to tell its encoding, in bytes.
const BEGINNING: usize = 512;

/// A text that was read.
#[derive(Debug, Clone)]
pub(super) struct ReadText {
    pub(super) source: Arc<Source>,
    pub(super) problem: Option<Diagnostic>,
    /// The fingerprint of the file before it was read; `None` if it must be read again in any case.
    pub(super) fingerprint: Option<Fingerprint>,
}

/// Reads a text; `None` if it has gone since it was found.
pub(super) fn read(root: &Root, found: &FoundFile) -> Option<ReadText> {
    let read = |text: String, problem: Option<Diagnostic>, fingerprint| {
        let (path, shown) = (Arc::clone(&found.path), Arc::clone(&found.shown));
        ReadText {
            source: Arc::new(Source { path, shown, text: text.into(), usable: problem.is_none() }),
            problem,
            fingerprint,
        }
    };
    let (bytes, fingerprint) = match read_limited(root, &found.path, LARGEST_FILE) {
        Ok((Ok(bytes), fingerprint)) => (bytes, Some(fingerprint)),
        Ok((Err(TooLarge(length)), fingerprint)) => {
            let message = format!("the file is {} MiB long, more than 16 MiB", length >> 20);
            let problem = Diagnostic::new(Code::FileTooLarge, &found.shown, message)
                .help("split the record, or publish the text as an attachment");
            return Some(read(String::new(), Some(problem), Some(fingerprint)));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => return Some(read(String::new(), Some(unreadable::file(&found.shown, &error)), None)),
    };
    Some(match String::from_utf8(bytes) {
        Ok(text) => {
            let problem = utf_16(text.as_bytes(), &found.shown);
            let problem = problem.or_else(|| long_line(&text, &found.shown));
            let problem = problem.or_else(|| conflict(&text, &found.shown));
            read(text, problem, fingerprint)
        }
        Err(error) => {
            if let Some(problem) = utf_16(error.as_bytes(), &found.shown) {
                return Some(read(with_substitutes(error.as_bytes()), Some(problem), fingerprint));
            }
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let problem = Diagnostic::new(Code::NotUtf8, &found.shown, "the file is not UTF-8 text")
                .at(Span::new(at, at + 1))
                .label(format!("byte 0x{byte:02X} is not part of a character"))
                .help("save the file with the encoding UTF-8");
            read(with_substitutes(error.as_bytes()), Some(problem), fingerprint)
        }
    })
}

/// A text with a sign for each byte that is not part of a character, so that every place in it is that of the file.
fn with_substitutes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| SUBSTITUTE));
    }
    text
}

/// That a text is UTF-16: it begins with the mark of that, or every other byte of its beginning is 0, as in Latin letters.
fn utf_16(bytes: &[u8], shown: &Arc<str>) -> Option<Diagnostic> {
    let is_marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let begin = bytes.get(..bytes.len().min(BEGINNING)).unwrap_or_default();
    let pairs = begin.chunks_exact(2);
    let zeros = |place: usize| pairs.clone().filter(|pair| pair.get(place) == Some(&0)).count();
    let is_unmarked = pairs.len() > 1 && zeros(0).max(zeros(1)) * 4 > pairs.len() * 3;
    (is_marked || is_unmarked).then(|| {
        let problem = Diagnostic::new(Code::NotUtf8, shown, "the file is UTF-16, not UTF-8");
        problem.help("save the file with the encoding UTF-8")
    })
}

/// How many bytes a file has that has more of them than are read.
pub(super) struct TooLarge(pub(super) u64);

/// The bytes of a file, unless there are more than `most`, and its fingerprint before it was read.
///
/// # Errors
/// What the system says, or that it is no regular file.
pub(super) fn read_limited(root: &Root, path: &str, most: u64) -> io::Result<(Result<Vec<u8>, TooLarge>, Fingerprint)> {
    let (file, fingerprint) = root.file(path)?;
    if fingerprint.length > most {
        return Ok((Err(TooLarge(fingerprint.length)), fingerprint));
    }
    Ok((read_at_most(file, fingerprint.length, most)?, fingerprint))
}

/// The bytes of a file that had this length; it may grow while it is read, and faster than this reads.
fn read_at_most(file: impl io::Read, length: u64, most: u64) -> io::Result<Result<Vec<u8>, TooLarge>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    let length = file.take(most + 1).read_to_end(&mut bytes)? as u64;
    Ok(if length > most { Err(TooLarge(length)) } else { Ok(bytes) })
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

/// Finds the marks that a merge left which could not be finished: both texts stand in the file, and neither is meant.
fn conflict(text: &str, shown: &Arc<str>) -> Option<Diagnostic> {
    let mark = |mark: &'static str| {
        move |&(at, found): &(usize, &str)| {
            let (before, after) = (text.get(..at), text.get(at + found.len()..));
            found == mark
                && before.is_some_and(|before| before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}']))
                && after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\n', '\r']))
        }
    };
    let (start, _) = text.match_indices("<<<<<<<").find(mark("<<<<<<<"))?;
    let after = |of: &'static str| {
        let found = text.match_indices(of).filter(mark(of)).find(|(at, _)| *at > start);
        found.map(|(at, found)| Span::new(at, at + found.len()))
    };
    let end = after(">>>>>>>")?;
    let problem = Diagnostic::new(Code::ConflictMarker, shown, "the marks of a merge that was not finished")
        .at(Span::new(start, start + 7))
        .label("one text begins here")
        .help("keep what is right of the two texts, and remove the three lines of marks");
    let problem = match after("=======") {
        Some(middle) => problem.related(shown, middle, "the other begins here"),
        None => problem,
    };
    Some(problem.related(shown, end, "and ends here"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_that_is_no_character_keeps_its_place() {
        assert_eq!(with_substitutes(b"a\xff\xe2\x82b\xc3\xa9"), "a\u{1a}\u{1a}\u{1a}b\u{e9}");
    }

    #[test]
    fn utf_16_is_told_with_and_without_its_mark() {
        let shown: Arc<str> = "a.md".into();
        let encoded = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let turned = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        for bytes in [encoded("---\ntitle: A"), turned("---\ntitle: Ä"), encoded("\u{feff}安全")] {
            assert!(utf_16(&bytes, &shown).is_some(), "{bytes:?}");
        }
        for text in ["", "a", "---\ntitle: A\n", "a\0b"] {
            assert_eq!(utf_16(text.as_bytes(), &shown), None, "{text:?}");
        }
    }

    #[test]
    fn a_file_that_grows_without_end_is_not_read_to_its_end() {
        let read = read_at_most(io::repeat(b'x'), 10, 1 << 20).expect("it can be read");
        assert!(matches!(read, Err(TooLarge(length)) if length == (1 << 20) + 1));
        let read = read_at_most(&b"whole"[..], 10, 5).expect("it can be read");
        assert!(matches!(read, Ok(bytes) if bytes == b"whole"));
    }
}
