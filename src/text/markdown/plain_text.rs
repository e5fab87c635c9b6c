//! Which bytes of a text are shown as they stand, and which are markup: what looks like markup and is shown was meant otherwise.

use std::ops::Range;

use crate::text::span::slice;

/// A byte that is no text: markup, an address, an escaped sign.
const MARKUP: u8 = 0;
/// A byte of code or HTML, in which nothing is looked for.
const VERBATIM: u8 = 1;

/// The text with its markup covered: as many bytes, those that are shown and the ends of lines as they are.
#[derive(Debug, Default)]
pub(super) struct PlainText {
    bytes: Vec<u8>,
}

impl PlainText {
    /// Nothing of a text is shown yet.
    pub(super) fn of(text: &str) -> PlainText {
        let cover = |byte: u8| if matches!(byte, b'\n' | b'\r') { byte } else { MARKUP };
        PlainText { bytes: text.bytes().map(cover).collect() }
    }

    /// Shows a part. What a backslash stands before is meant as text, and stays covered.
    pub(super) fn show(&mut self, text: &str, range: Range<usize>) {
        let before = range.start.checked_sub(1).and_then(|at| Some((*self.bytes.get(at)?, *text.as_bytes().get(at)?)));
        let is_escaped = before == Some((MARKUP, b'\\'));
        let from = range.start + usize::from(is_escaped);
        if let (Some(shown), Some(written)) =
            (self.bytes.get_mut(from..range.end), text.as_bytes().get(from..range.end))
        {
            shown.copy_from_slice(written);
        }
    }

    /// Takes a part for code or HTML.
    pub(super) fn cover(&mut self, range: Range<usize>) {
        let part = self.bytes.get_mut(range).unwrap_or_default();
        part.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = VERBATIM);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether a part is nothing but markup.
    pub(super) fn is_markup(&self, range: Range<usize>) -> bool {
        self.bytes.get(range).is_some_and(|part| part.iter().all(|&byte| matches!(byte, MARKUP | b'\n' | b'\r')))
    }

    /// Where the text of a line begins that is shown from its first sign on, behind the marks of quotations alone.
    pub(super) fn line_text(&self, text: &str, line: Range<usize>) -> Option<usize> {
        let bytes = self.bytes.get(line.clone())?;
        let shown = bytes.iter().position(|byte| !matches!(byte, &MARKUP | b' ' | b'\t'))?;
        let is_text = bytes.get(shown).is_some_and(|&byte| byte != VERBATIM);
        let at = line.start + shown;
        let before = text.get(line.start..at)?;
        (is_text && before.chars().all(|c| matches!(c, ' ' | '\t' | '>'))).then_some(at)
    }
}

/// Where the parts of a text stand that a comment `<!-- rapporteur: as-written -->` is about: the block that it stands in, or
/// the one after it.
pub(super) fn as_written(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for (at, _) in text.match_indices("rapporteur: as-written") {
        if !slice(text, ..at).trim_end().ends_with("<!--") {
            continue;
        }
        let block = block_around(text, at);
        let is_alone =
            slice(text, block.clone()).trim().starts_with("<!--") && slice(text, block.clone()).trim().ends_with("-->");
        let next = || {
            let rest = slice(text, block.end..);
            block_around(text, block.end + rest.len() - rest.trim_start().len())
        };
        parts.push(if is_alone { next() } else { block });
    }
    parts
}

/// The lines around a place, up to those that are empty.
fn block_around(text: &str, at: usize) -> Range<usize> {
    let is_blank = |line: &str| line.trim_matches([' ', '\t', '\r', '\n', '>']).is_empty();
    let mut start = slice(text, ..at).rfind('\n').map_or(0, |end| end + 1);
    while let Some(line) = slice(text, ..start).split_inclusive('\n').next_back().filter(|line| !is_blank(line)) {
        start -= line.len();
    }
    let mut end = at + slice(text, at..).find('\n').map_or(text.len() - at, |end| end + 1);
    end += slice(text, end..).split_inclusive('\n').take_while(|line| !is_blank(line)).map(str::len).sum::<usize>();
    start..end
}
