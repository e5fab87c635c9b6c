//! What a record is called on the site.

use std::borrow::Cow;

use crate::review::link::Review;
use crate::review::record::RecordIx;
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
