//! The text of a body: mostly as it stands in its file, of which it then is pieces, else made of what is written there.

use std::ops::Range;
use std::sync::Arc;

use crate::text::span::slice;

/// A piece of the text of a body: of what is written in its file or, where it ends behind that, of what was made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextRange {
    start: u32,
    end: u32,
}

/// The text of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Pieces {
    /// The text of the file that the body stands in, where most of its text is found as it is.
    written: Option<Arc<str>>,
    /// All text that is not found there.
    made: String,
    /// How long all text is, in bytes.
    length: usize,
    /// Where the text ends that was added last.
    reached: u32,
}

impl TextRange {
    /// The piece of it at these bytes.
    pub(in crate::text::markdown) fn part(self, bytes: Range<usize>) -> TextRange {
        TextRange { start: self.start + offset(bytes.start), end: self.start + offset(bytes.end) }
    }
}

impl Pieces {
    /// Nothing yet of a text that is so many bytes long, and stands in the text of this file as it is.
    pub(super) fn with_room_for(length: usize, written: Option<Arc<str>>) -> Pieces {
        let made = String::with_capacity(if written.is_some() { 0 } else { length });
        Pieces { written, made, ..Pieces::default() }
    }

    /// A piece.
    pub(super) fn get(&self, range: TextRange) -> &str {
        let (written, range) = (self.written(), range.start as usize..range.end as usize);
        match range.start.checked_sub(written.len()) {
            Some(start) => slice(&self.made, start..range.end - written.len()),
            None => slice(written, range),
        }
    }

    /// The text that is not found in the file.
    pub(super) fn made(&self) -> &str {
        &self.made
    }

    /// How long all text is, in bytes.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Adds text: to the piece before it, where that is what was added last, else as a piece of its own.
    pub(super) fn add(&mut self, text: &str, before: Option<&mut TextRange>) -> Option<TextRange> {
        self.length += text.len();
        let found = self.find(text);
        let Some(before) = before.filter(|before| before.end == self.reached) else {
            let piece = found.unwrap_or_else(|| self.make(text));
            self.reached = piece.end;
            return Some(piece);
        };
        match found.filter(|found| found.start == before.end) {
            Some(found) => before.end = found.end,
            None => {
                *before = self.made_of(*before);
                before.end = self.make(text).end;
            }
        }
        self.reached = before.end;
        None
    }

    /// Gives back what it took while it grew.
    pub(super) fn shrink(&mut self) {
        self.made = self.made.as_str().to_owned();
    }

    fn written(&self) -> &str {
        self.written.as_deref().unwrap_or_default()
    }

    /// Where a text stands in the file, if it was not copied from there.
    fn find(&self, text: &str) -> Option<TextRange> {
        let written = self.written();
        let start = (text.as_ptr() as usize).checked_sub(written.as_ptr() as usize)?;
        let end = start + text.len();
        (end <= written.len()).then(|| TextRange { start: offset(start), end: offset(end) })
    }

    /// Keeps a text that is not found in the file.
    fn make(&mut self, text: &str) -> TextRange {
        let start = self.written().len() + self.made.len();
        self.made.push_str(text);
        TextRange { start: offset(start), end: offset(start + text.len()) }
    }

    /// The text that was added last, at the end of what is not found in the file: there it can be added to.
    fn made_of(&mut self, last: TextRange) -> TextRange {
        let written = self.written.clone();
        match written.as_deref().and_then(|written| written.get(last.start as usize..last.end as usize)) {
            Some(text) => self.make(text),
            None => last,
        }
    }
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
