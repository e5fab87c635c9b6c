//! Text that was perhaps meant as markup, and what is seen of a text when it is looked for.

use std::ops::Range;

use crate::text::code::Code;
use crate::text::markdown::plain_text::PlainText;

/// Something that was meant as markup.
pub(super) struct Suspect {
    pub(super) code: Code,
    pub(super) place: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// A text, with what is shown of it as it stands.
pub(super) struct Shown<'a> {
    pub(super) text: &'a str,
    pub(super) plain: &'a PlainText,
}

impl Shown<'_> {
    /// The byte that is shown at a place; 0 for markup, 1 for code.
    pub(super) fn at(&self, place: usize) -> u8 {
        self.plain.bytes().get(place).copied().unwrap_or_default()
    }

    /// The byte before a place, if it is shown.
    pub(super) fn before(&self, place: usize) -> u8 {
        place.checked_sub(1).map_or(0, |before| self.at(before))
    }

    /// What is written in a range.
    pub(super) fn written(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}
