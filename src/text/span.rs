//! Where a piece of text stands: byte spans in a file, and the way back to them from text that was cut out of it.

use std::fmt::Debug;
use std::ops::Range;
use std::slice::SliceIndex;

use memchr::memchr2;

/// The part of a text that a computed range names: the one way in which text is cut by offsets.
///
/// A range that is not of the text, or would cut a character, is a fault of this program. It is found by the tests, where
/// it panics; whoever reads a published record, or writes one, loses no more than this part.
#[must_use]
pub fn slice<R: SliceIndex<str, Output = str> + Clone + Debug>(text: &str, range: R) -> &str {
    debug_assert!(text.get(range.clone()).is_some(), "{range:?} is no part of a text of {} bytes", text.len());
    text.get(range).unwrap_or_default()
}

/// A run of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to but not including `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// An empty span: a place between two bytes.
    #[must_use]
    pub fn point(at: usize) -> Span {
        Span::new(at, at)
    }

    /// The character that begins at byte `at` of a file's text.
    #[must_use]
    pub fn of_character(text: &str, at: u32) -> Span {
        let length = text.get(at as usize..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(at as usize, at as usize + length)
    }

    /// The span as indices into the file's text.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of this span that begins `from` bytes after its start and is `length` bytes long.
    #[must_use]
    pub fn part(self, from: usize, length: usize) -> Span {
        let start = self.start as usize + from;
        Span::new(start, start + length)
    }
}

/// Sources are limited to far less than 4 GiB when they are read, so a span never saturates in practice.
fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Where each byte of a text that was taken out of a file stands in that file.
///
/// A Markdown body is one run of its file; a YAML block scalar is one run for each line, since its indentation was
/// taken away; a quoted scalar with escapes has no exact places, and every byte of it stands for the whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SourceMap {
    /// Runs of equal text, each as (offset in the text, offset in the file), ordered. What lies in the file between the
    /// runs is not part of the text. Of a run that is longer than its room in the file, such as spaces that stand for half
    /// a tab, the rest stands where the next run begins.
    Runs(Vec<(u32, u32)>),
    /// The text has no exact places: all of it stands for this span.
    Whole(Span),
}

impl SourceMap {
    /// The text is the file's own from `start` on.
    #[must_use]
    pub fn from_offset(start: usize) -> SourceMap {
        SourceMap::Runs(vec![(0, clamp(start))])
    }

    /// The text is what a parser left of a piece of the file that begins at `start`, when it dropped the beginnings of the
    /// second and all later lines: the marks and the indentation of the blocks around it. If it is anything else than that,
    /// all of it stands for the whole piece.
    #[must_use]
    pub fn of_lines(text: &str, written: &str, start: usize) -> SourceMap {
        let mut runs = Vec::new();
        let (mut at, mut file) = (0, start);
        let (mut kept, mut whole) = (lines(text), lines(written));
        loop {
            match (kept.next(), whole.next()) {
                (Some(line), Some(full)) if full == line || (at > 0 && full.ends_with(line)) => {
                    runs.push((clamp(at), clamp(file + full.len() - line.len())));
                    at += line.len();
                    file += full.len();
                }
                (None, None) => return SourceMap::Runs(runs),
                _ => return SourceMap::Whole(Span::new(start, start + written.len())),
            }
        }
    }

    /// The text is what YAML left of a piece of the file that begins at `start`, when it folded white space: the same words
    /// in the same order, with other spaces between them. If it is anything else, all of it stands for the whole piece.
    #[must_use]
    pub fn of_words(text: &str, written: &str, start: usize) -> SourceMap {
        let mut runs = Vec::new();
        let mut file = match written.chars().next() {
            Some('>') => lines(written).next().map_or(0, str::len),
            Some('"' | '\'') => 1,
            _ => 0,
        };
        // Other spaces than these are letters to YAML.
        let space = [' ', '\t', '\n', '\r'];
        if text.starts_with(space) {
            runs.push((0, clamp(start + file)));
        }
        for word in text.split(space).filter(|word| !word.is_empty()) {
            let rest = written.get(file..).unwrap_or_default();
            file += rest.len() - rest.trim_start_matches(space).len();
            if !rest.trim_start_matches(space).starts_with(word) {
                return SourceMap::Whole(Span::new(start, start + written.len()));
            }
            runs.push((clamp(word.as_ptr() as usize - text.as_ptr() as usize), clamp(start + file)));
            file += word.len();
        }
        if runs.is_empty() { SourceMap::Whole(Span::new(start, start + written.len())) } else { SourceMap::Runs(runs) }
    }

    /// The same for the text with one byte more at `offset`, which is not in the file.
    #[must_use]
    pub fn with_byte_at(&self, offset: usize) -> SourceMap {
        let SourceMap::Runs(runs) = self else { return self.clone() };
        let (before, after) = runs.split_at(runs.partition_point(|&(text, _)| text as usize <= offset));
        let mut longer = before.to_vec();
        longer.push((clamp(offset + 1), clamp(place(runs, offset, 0))));
        longer.extend(after.iter().map(|&(text, file)| (text + 1, file)));
        SourceMap::Runs(longer)
    }

    /// The same for the text with one byte more before each of these offsets, which are in order.
    #[must_use]
    pub fn with_bytes_at(&self, offsets: &[usize]) -> SourceMap {
        let SourceMap::Runs(runs) = self else { return self.clone() };
        let mut longer = Vec::with_capacity(runs.len() + offsets.len());
        let (mut added, mut rest) = (0, runs.iter().peekable());
        for &offset in offsets {
            while let Some(&(text, file)) = rest.next_if(|(text, _)| *text as usize <= offset) {
                longer.push((text + added, file));
            }
            added += 1;
            longer.push((clamp(offset) + added, clamp(place(runs, offset, 0))));
        }
        longer.extend(rest.map(|&(text, file)| (text + added, file)));
        SourceMap::Runs(longer)
    }

    /// The span in the file of a range of the text.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        match self {
            SourceMap::Whole(span) => *span,
            SourceMap::Runs(runs) => {
                let start = place(runs, range.start, 0);
                // The end belongs to the run of the last byte, not to the run that may begin right after it.
                let end = if range.end > range.start { place(runs, range.end - 1, 1) } else { start };
                Span::new(start, end)
            }
        }
    }
}

/// Where the byte at `offset` stands, or, so many bytes `further`, what comes after it.
fn place(runs: &[(u32, u32)], offset: usize, further: usize) -> usize {
    let after = runs.partition_point(|&(text, _)| text as usize <= offset);
    let next = runs.get(after).map_or(usize::MAX, |&(_, file)| file as usize);
    match runs.get(after.saturating_sub(1)) {
        Some(&(text, file)) => (file as usize + offset.saturating_sub(text as usize) + further).min(next),
        None => offset + further,
    }
}

/// The lines of a text with their ends: LF, CRLF, or CR alone, as both Markdown and YAML have it.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = match memchr2(b'\n', b'\r', rest.as_bytes()) {
            Some(end) if slice(rest, end..).starts_with("\r\n") => end + 2,
            Some(end) => end + 1,
            None if rest.is_empty() => return None,
            None => rest.len(),
        };
        let line = slice(rest, ..end);
        rest = slice(rest, end..);
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_over_two_runs_ends_in_the_second() {
        // "ab\ncd" was written as "  ab\n  cd" from byte 10 on.
        let source_map = SourceMap::Runs(vec![(0, 12), (3, 17)]);
        assert_eq!(source_map.span(0..2), Span::new(12, 14));
        assert_eq!(source_map.span(3..5), Span::new(17, 19));
        assert_eq!(source_map.span(1..4), Span::new(13, 18));
    }

    #[test]
    fn a_run_does_not_reach_into_the_next() {
        // Two spaces that stand for half a tab, before an "é" at byte 10.
        let source_map = SourceMap::Runs(vec![(0, 10), (2, 10)]);
        assert_eq!(source_map.span(0..1), Span::new(10, 10));
        assert_eq!(source_map.span(0..4), Span::new(10, 12));
    }

    #[test]
    fn lines_that_lost_their_beginnings_keep_their_places() {
        let written = "<a\r\n  > é=x\r  > y>";
        let text = "<a\r\né=x\ry>";
        let source_map = SourceMap::of_lines(text, written, 100);
        for word in ["<a", "é", "x\r", "y>"] {
            let (here, there) = (text.find(word).expect("it is there"), written.find(word).expect("it is there"));
            assert_eq!(
                source_map.span(here..here + word.len()),
                Span::new(100 + there, 100 + there + word.len()),
                "{word}"
            );
        }
        assert_eq!(SourceMap::of_lines("<b>", "<a>", 7), SourceMap::Whole(Span::new(7, 10)));
        assert_eq!(SourceMap::of_lines("<a", "<a\n>", 7), SourceMap::Whole(Span::new(7, 11)));
    }

    #[test]
    fn words_that_were_folded_keep_their_places() {
        let written = ">-\n    One [[é]]\n    two\n\n    three";
        let text = "One [[é]] two\nthree";
        let source_map = SourceMap::of_words(text, written, 100);
        for word in ["One", "[[é]]", "two", "three"] {
            let (here, there) = (text.find(word).expect("it is there"), written.find(word).expect("it is there"));
            let place = Span::new(100 + there, 100 + there + word.len());
            assert_eq!(source_map.span(here..here + word.len()), place, "{word}");
        }
        assert_eq!(SourceMap::of_words("it's", "'it''s'", 7), SourceMap::Whole(Span::new(7, 14)));
        // A text may begin with the space that stands for the end of a line.
        assert_eq!(SourceMap::of_words(" a", "\"\n a\"", 10), SourceMap::Runs(vec![(0, 11), (1, 13)]));
    }

    #[test]
    fn a_byte_that_is_not_in_the_file_moves_what_follows() {
        let source_map = SourceMap::Runs(vec![(0, 10), (4, 20)]).with_byte_at(1);
        assert_eq!(source_map.span(0..1), Span::new(10, 11));
        assert_eq!(source_map.span(2..4), Span::new(11, 13));
        assert_eq!(source_map.span(5..6), Span::new(20, 21));
    }

    #[test]
    fn text_without_places_stands_for_its_whole() {
        assert_eq!(SourceMap::Whole(Span::new(4, 9)).span(1..2), Span::new(4, 9));
    }
}
