//! What a record is called on the site.

use std::borrow::Cow;

use crate::review::kind::organisation::SHORT;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::review::value::Name;
use crate::site::visible::Visible;
use crate::site::words;

/// What a record is called: its title, else its label; a comment without either after who made it; else its name.
#[must_use]
pub fn title(review: &Review, record: RecordIx) -> Cow<'_, str> {
    let found = &review.records[record];
    match review.made(record) {
        Some(made) => Cow::Owned(words::made_by(&review.settings.names.label(found.kind), made)),
        None => Cow::Borrowed(found.title()),
    }
}

/// What somebody is called whom a record names, for short where there is a short name; with the record that they are, where that
/// is shown.
#[must_use]
pub fn party<'a>(visible: &'a Visible, record: RecordIx, name: &'a Name) -> (&'a str, Option<RecordIx>) {
    match visible.review.target_record(record, name.reference) {
        Some(found) if visible.shows(found) => {
            let party = &visible.review.records[found];
            (party.values.get(&SHORT).unwrap_or_else(|| party.title()), Some(found))
        }
        _ => (&name.text.text, None),
    }
}
