//! The few lines of a text around some places in it, cut to what a screen can show.
//!
//! annotate-snippets lays out everything it is given, whole lines and whole files, before it leaves out what it does
//! not show. So that neither a long line nor a long file slows it down, it is given no more than this.

use std::collections::BTreeMap;
use std::iter;
use std::ops::Range;

use crate::cli::report::source_text::{SourceRange, SourceText};
use crate::cli::report::visible::{stand_in, visible};
use crate::text::span::slice;

/// The most lines from the first place to the last.
const MOST_LINES: usize = 100;
/// A line up to this length is not cut, in bytes.
const SHORT_LINE: usize = 240;
/// How much is kept of a long line on the inner side of the places in it, in characters.
const AROUND: usize = 30;
/// How much is kept before the first place and after the last: more than a screen is wide, so that the renderer chooses.
const OUTSIDE: usize = 200;
/// The same where there are several lines: the renderer shows the same columns of each, and so has less to choose from.
const OUTSIDE_OF_MANY: usize = 50;
const ELLIPSIS: &str = "...";

/// A place to be underlined.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark<'a> {
    /// Where it is.
    pub(super) range: SourceRange,
    /// The words under it; may be empty.
    pub(super) label: &'a str,
    /// Whether it is the place that is meant, and not one that belongs to it.
    pub(super) primary: bool,
}

/// Lines of a text, ready to be rendered.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    /// The number of the first line.
    pub(super) first_line: usize,
    /// The lines, each with a line feed; control characters replaced.
    pub(super) source: String,
    /// The bytes of `source` that are underlined, in the order of the marks.
    pub(super) underlined: Vec<Range<usize>>,
}

/// Whether two places are so near that one excerpt can show both.
pub(super) fn are_near(a: SourceRange, b: SourceRange) -> bool {
    let first = a.start.line.min(b.start.line);
    last_line(a).max(last_line(b)) - first < MOST_LINES
}

/// The last line of a place that is shown: one of very many lines is shown by its first.
fn last_line(range: SourceRange) -> usize {
    let few = range.end.line - range.start.line < MOST_LINES;
    if few { range.end.line } else { range.start.line }
}

/// The lines around some marks that are near each other; nothing for no marks.
pub(super) fn excerpt(text: &SourceText<'_>, marks: &[Mark<'_>]) -> Excerpt {
    let ends: Vec<[(usize, usize); 2]> = marks.iter().map(|mark| ends(text, mark.range)).collect();
    let lines = ends.iter().flatten().map(|(line, _)| *line);
    let (Some(first_line), Some(last_line)) = (lines.clone().min(), lines.max()) else { return Excerpt::default() };
    let outside = if first_line == last_line { OUTSIDE } else { OUTSIDE_OF_MANY };
    let mut source = String::new();
    let mut places = BTreeMap::new();
    for number in first_line..=last_line {
        let line = text.line(number);
        let here = ends.iter().flatten().filter(|(end, _)| *end == number);
        let mut points: Vec<usize> = here.map(|(_, byte)| byte - line.start).collect();
        points.sort_unstable();
        points.dedup();
        let shown = push_line(&mut source, text.slice(line.clone()), &points, outside);
        places.extend(points.iter().map(|point| line.start + point).zip(shown));
    }
    let place = |byte| places.get(&byte).copied().unwrap_or_default();
    let underlined = ends.iter().map(|[start, end]| place(start.1)..place(end.1)).collect();
    Excerpt { first_line, source, underlined }
}

/// Where a place begins and ends as far as it is shown, each as a line and a byte of the text.
fn ends(text: &SourceText<'_>, range: SourceRange) -> [(usize, usize); 2] {
    let start = (range.start.line, range.start.byte);
    match last_line(range) {
        line if line == range.end.line => [start, (line, range.end.byte)],
        line => [start, (line, text.line(line).end)],
    }
}

/// Appends a line, cut around the points in it, which are ordered; returns where each of them is now.
fn push_line(source: &mut String, line: &str, points: &[usize], outside: usize) -> Vec<usize> {
    let mut places = Vec::with_capacity(points.len());
    let mut waiting = points.iter().peekable();
    let mut shown_to = 0;
    for kept in kept(line, points, outside) {
        if kept.start > shown_to {
            source.push_str(ELLIPSIS);
        }
        for (at, character) in slice(line, kept.clone()).char_indices() {
            while waiting.next_if(|point| **point <= kept.start + at).is_some() {
                places.push(source.len());
            }
            source.push(stand_in(character).unwrap_or(character));
        }
        while waiting.next_if(|point| **point <= kept.end).is_some() {
            places.push(source.len());
        }
        shown_to = kept.end;
    }
    if shown_to < line.len() {
        source.push_str(ELLIPSIS);
    }
    source.push('\n');
    places
}

/// The parts of a line that are shown: all of a short line; of a long one what is around the points, or its beginning.
fn kept(line: &str, points: &[usize], outside: usize) -> Vec<Range<usize>> {
    if line.len() <= SHORT_LINE {
        return iter::once(0..line.len()).collect();
    }
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return iter::once(0..forward(line, 0, outside)).collect();
    };
    let mut kept: Vec<Range<usize>> = Vec::new();
    for &point in points {
        let start = back(line, point, if point == first { outside } else { AROUND });
        let end = forward(line, point, if point == last { outside } else { AROUND });
        match kept.last_mut() {
            Some(before) if start <= before.end + ELLIPSIS.len() => before.end = end.max(before.end),
            _ => kept.push(start..end),
        }
    }
    kept
}

/// The offset some characters before another.
fn back(line: &str, from: usize, characters: usize) -> usize {
    slice(line, ..from).char_indices().rev().take(characters).last().map_or(from, |(at, _)| at)
}

/// The offset some characters after another.
fn forward(line: &str, from: usize, characters: usize) -> usize {
    slice(line, from..).char_indices().nth(characters).map_or(line.len(), |(at, _)| from + at)
}

/// The words under a mark as they are shown: in one line, and not longer than a screen or two.
pub(super) fn label(text: &str) -> Option<String> {
    let text = shortened(text).replace('\n', " ");
    if text.trim().is_empty() { None } else { Some(text) }
}

/// A text without control characters, and without its middle if it is very long.
pub(super) fn shortened(text: &str) -> String {
    /// What is kept on either side, in characters, each of which is at most 4 bytes long.
    const SIDE: usize = 150;
    if text.len() <= 2 * SIDE * 4 {
        return visible(text).into_owned();
    }
    let (head, tail) = (forward(text, 0, SIDE), back(text, text.len(), SIDE));
    visible(&format!("{} … {}", slice(text, ..head), slice(text, tail..))).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;

    fn mark(text: &SourceText<'_>, start: usize, end: usize) -> Mark<'static> {
        Mark { range: text.range(Span::new(start, end)), label: "", primary: true }
    }

    /// The first line's number, and the lines with `<` and `>` around what is underlined.
    fn shown(text: &str, spans: &[(usize, usize)]) -> (usize, String) {
        let text = SourceText::new(text);
        let marks: Vec<_> = spans.iter().map(|span| mark(&text, span.0, span.1)).collect();
        let Excerpt { first_line, mut source, underlined } = excerpt(&text, &marks);
        let mut signs: Vec<_> = underlined.iter().flat_map(|range| [(range.start, '<'), (range.end, '>')]).collect();
        signs.sort_by_key(|sign| sign.0);
        for (at, sign) in signs.into_iter().rev() {
            source.insert(at, sign);
        }
        (first_line, source)
    }

    #[test]
    fn short_lines_are_whole() {
        assert_eq!(shown("a\nbüc\r\nd\n", &[(3, 5)]), (2, "b<ü>c\n".to_owned()));
        assert_eq!(shown("a\nbüc\r\nd\n", &[(0, 1), (8, 9)]), (1, "<a>\nbüc\n<d>\n".to_owned()));
        assert_eq!(shown("a\u{1b}b", &[(2, 3)]), (1, "a␛<b>\n".to_owned()));
    }

    #[test]
    fn long_lines_are_cut_around_what_is_underlined() {
        let text = "é".repeat(1_000_000);
        let (_, one) = shown(&text, &[(1_000_000, 1_000_002)]);
        let side = "é".repeat(200);
        assert_eq!(one, format!("...{side}<é>{}...\n", "é".repeat(199 + 1)));
        let (_, whole) = shown(&text, &[(0, 2_000_000)]);
        assert_eq!(whole, format!("<{0}...{0}>\n", "é".repeat(30)));
    }

    #[test]
    fn a_place_of_many_lines_is_shown_by_its_first() {
        let text = "line\n".repeat(1000);
        assert_eq!(shown(&text, &[(2, 4000)]), (1, "li<ne>\n".to_owned()));
        assert_eq!(shown(&text, &[(2, 12)]).1, "li<ne\nline\nli>ne\n");
    }

    #[test]
    fn long_words_lose_their_middle() {
        assert!(shortened(&"ü".repeat(3_000_000)).len() < 1000);
        assert_eq!(shortened("a\u{1b}b"), "a␛b");
        assert_eq!(label("a\nb"), Some("a b".to_owned()));
        assert_eq!(label(" "), None);
    }
}
