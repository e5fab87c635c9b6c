//! Where a piece of text stands: byte spans in a file, and the way back to them from text that was cut out of it.

use std::ops::Range;

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
pub enum Origin {
    /// Runs of equal text, each as (offset in the text, offset in the file), ordered.
    Runs(Vec<(u32, u32)>),
    /// The text has no exact places: all of it stands for this span.
    Whole(Span),
}

impl Origin {
    /// The text is the file's own from `start` on.
    #[must_use]
    pub fn from_offset(start: usize) -> Origin {
        Origin::Runs(vec![(0, clamp(start))])
    }

    /// The span in the file of a range of the text.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        match self {
            Origin::Whole(span) => *span,
            Origin::Runs(runs) => {
                let start = place(runs, range.start);
                // The end belongs to the run of the last byte, not to the run that may begin right after it.
                let end = if range.end > range.start { place(runs, range.end - 1) + 1 } else { start };
                Span::new(start, end)
            }
        }
    }
}

fn place(runs: &[(u32, u32)], offset: usize) -> usize {
    let after = runs.partition_point(|&(text, _)| text as usize <= offset);
    match runs.get(after.saturating_sub(1)) {
        Some(&(text, file)) => file as usize + offset.saturating_sub(text as usize),
        None => offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_over_two_runs_ends_in_the_second() {
        // "ab\ncd" was written as "  ab\n  cd" from byte 10 on.
        let origin = Origin::Runs(vec![(0, 12), (3, 17)]);
        assert_eq!(origin.span(0..2), Span::new(12, 14));
        assert_eq!(origin.span(3..5), Span::new(17, 19));
        assert_eq!(origin.span(1..4), Span::new(13, 18));
    }

    #[test]
    fn text_without_places_stands_for_its_whole() {
        assert_eq!(Origin::Whole(Span::new(4, 9)).span(1..2), Span::new(4, 9));
    }
}
