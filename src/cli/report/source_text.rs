//! Where a span stands, in lines and columns, as editors count them.
//!
//! A line ends with LF or CRLF. A column counts characters (Unicode scalar values); a byte order mark is not one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::text::span::{Span, slice};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A place between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// The line, from 1.
    pub(super) line: usize,
    /// The column in characters, from 1.
    pub(super) column: usize,
    /// The offset in the file in bytes, from 0.
    pub(super) byte: usize,
}

/// A span, clamped to the text that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SourceRange {
    /// Before the first character.
    pub(super) start: Position,
    /// After the last; the same as `start` where the span is empty.
    pub(super) end: Position,
}

/// A text, and where its lines begin.
#[derive(Debug)]
pub(super) struct SourceText<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> SourceText<'a> {
    pub(super) fn new(text: &'a str) -> SourceText<'a> {
        let starts = [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        SourceText { text, starts }
    }

    /// The bytes of a line without its ending and without a byte order mark; the last line if there are fewer.
    pub(super) fn line(&self, number: usize) -> Range<usize> {
        let index = number.saturating_sub(1).min(self.starts.len() - 1);
        let after = self.starts.get(index + 1).map_or(self.text.len(), |next| next - 1);
        let mut range = self.starts[index]..after;
        if after < self.text.len() && slice(self.text, range.clone()).ends_with('\r') {
            range.end -= 1;
        }
        if index == 0 && self.text.starts_with(BYTE_ORDER_MARK) {
            range.start += BYTE_ORDER_MARK.len_utf8();
        }
        range
    }

    /// Some bytes of the text, which begin and end between characters.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        slice(self.text, range)
    }

    /// Where a span stands.
    ///
    /// Whatever the span is, the place is in the text: one that leads out of it ends with it, one that begins or ends
    /// inside a character takes all of it, and line breaks at its end do not count.
    pub(super) fn range(&self, span: Span) -> SourceRange {
        let Range { start, end } = span.range();
        let mut start = start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        end = start + slice(self.text, start..end).trim_end_matches(['\r', '\n']).len();
        let start = self.point(start);
        // A start in the middle of a line's ending is taken back to before it.
        let end = if end <= start.byte { start } else { self.point_from(start, end) };
        SourceRange { start, end }
    }

    fn point(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte);
        let range = self.line(line);
        let byte = byte.clamp(range.start, range.end);
        Position { line, column: 1 + slice(self.text, range.start..byte).chars().count(), byte }
    }

    /// A point that lies after another, whose line need not be counted again: lines can be long.
    fn point_from(&self, start: Position, byte: usize) -> Position {
        if byte > self.line(start.line).end {
            return self.point(byte);
        }
        Position { line: start.line, column: start.column + slice(self.text, start.byte..byte).chars().count(), byte }
    }
}

/// The texts that diagnostics point into, each divided into lines once.
pub(super) struct SourceTexts<'a, 'f> {
    find: &'f dyn Fn(&str) -> Option<&'a str>,
    known: BTreeMap<Arc<str>, Option<SourceText<'a>>>,
}

impl<'a, 'f> SourceTexts<'a, 'f> {
    /// SourceTexts that are found by the paths that diagnostics show.
    pub(super) fn new(find: &'f dyn Fn(&str) -> Option<&'a str>) -> SourceTexts<'a, 'f> {
        SourceTexts { find, known: BTreeMap::new() }
    }

    /// The text of a file, if it has one.
    pub(super) fn get(&mut self, path: &Arc<str>) -> Option<&SourceText<'a>> {
        if !self.known.contains_key(path) {
            self.known.insert(Arc::clone(path), (self.find)(path).map(SourceText::new));
        }
        self.known.get(path)?.as_ref()
    }

    /// Where a span of a file stands, if the file has a text.
    pub(super) fn range(&mut self, path: &Arc<str>, span: Option<Span>) -> Option<SourceRange> {
        Some(self.get(path)?.range(span?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str, start: u32, end: u32) -> [usize; 6] {
        let SourceRange { start, end } = SourceText::new(text).range(Span { start, end });
        [start.line, start.column, start.byte, end.line, end.column, end.byte]
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(range("ab\n\tüx日本z", 6, 13), [2, 3, 6, 2, 6, 13]);
        assert_eq!(range("\u{feff}ab", 3, 4), [1, 1, 3, 1, 2, 4]);
        assert_eq!(range("\u{feff}ab", 0, 4), [1, 1, 3, 1, 2, 4]);
    }

    #[test]
    fn line_endings_belong_to_no_span() {
        assert_eq!(range("ab\r\ncd\r\n", 0, 4), [1, 1, 0, 1, 3, 2]);
        assert_eq!(range("ab\r\ncd\r\n", 3, 4), [1, 3, 2, 1, 3, 2]);
        assert_eq!(range("ab\r\ncd\r\n", 3, 6), [1, 3, 2, 2, 3, 6]);
        assert_eq!(range("ab\n\n\ncd", 1, 5), [1, 2, 1, 1, 3, 2]);
        assert_eq!(range("a\rb", 2, 3), [1, 3, 2, 1, 4, 3]);
    }

    #[test]
    fn the_end_of_the_file_is_a_place() {
        assert_eq!(range("", 0, 0), [1, 1, 0, 1, 1, 0]);
        assert_eq!(range("ab", 2, 2), [1, 3, 2, 1, 3, 2]);
        assert_eq!(range("ab\n", 3, 3), [2, 1, 3, 2, 1, 3]);
    }

    #[test]
    fn a_wrong_span_is_clamped() {
        assert_eq!(range("ab\né", 90, 99), [2, 2, 5, 2, 2, 5]);
        assert_eq!(range("ab\né", 4, 4), [2, 1, 3, 2, 2, 5]);
        assert_eq!(range("abc", 2, 1), [1, 3, 2, 1, 3, 2]);
    }
}
