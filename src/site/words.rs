//! The words of the interface that stand on pages beside the record's own, outside of templates: no other file has any.

pub mod date;

use crate::text::markdown::document::Alert;

/// What a footnote's list is called.
pub const FOOTNOTES: &str = "Footnotes";
/// What a table is called that stands under no heading.
pub const TABLE: &str = "Table";
/// A task that is done.
pub const DONE: &str = "done";
/// A task that is not.
pub const TO_DO: &str = "to do";

/// What a quotation is called that draws attention.
#[must_use]
pub fn alert(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "Note",
        Alert::Tip => "Tip",
        Alert::Important => "Important",
        Alert::Warning => "Warning",
        Alert::Caution => "Caution",
    }
}

/// What a footnote is called.
#[must_use]
pub fn footnote(number: u32) -> String {
    format!("Footnote {number}")
}

/// What a link back to a mark of a footnote is called.
#[must_use]
pub fn back(mark: &str) -> String {
    format!("Back to mark {mark}")
}

/// The same text with a capital letter at its start.
#[must_use]
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
