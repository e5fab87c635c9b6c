//! The ids of entries in lists: those that are given, and those that follow from the place in the list.

use std::borrow::Cow;

use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::TRACKS;
use crate::review::kind::meeting::{ACTIONS, DECISIONS, ID};
use crate::review::kind::typed::{Entries, Typed};
use crate::review::value::Entry;

/// The id of the entry at a position of a list; `None` where the list has no ids, or nobody knows it.
#[must_use]
pub fn entry_id<'a>(list: &Field, entry: &'a Entry, position: usize) -> Option<Cow<'a, str>> {
    let called = called(list)?;
    match entry.values.value(&ID.field) {
        Some(_) => entry.values.get(&ID).map(Cow::Borrowed),
        None => Some(Cow::Owned(format!("{called}-{}", position + 1))),
    }
}

/// The lists whose entries have ids, with what these begin with where none is given.
pub(crate) static LISTS: [(&Typed<Entries>, &str); 2] = [(&DECISIONS, "decision"), (&ACTIONS, "action")];

/// What ids of a list begin with where none is given.
fn called(list: &Field) -> Option<&'static str> {
    LISTS.iter().find(|(own, _)| own.field == *list).map(|(_, called)| *called)
}

/// Whether a text after `#` may lead to an entry on the page of a record: it begins as the anchors of one of the lists do that
/// records of the kind have.
pub(super) fn may_lead_to_entry(kind: Kind, text: &str) -> bool {
    let begins = |called: &str| text.strip_prefix(called).is_some_and(|rest| rest.starts_with('-'));
    kind.fields().any(|field| {
        let track = TRACKS.into_iter().find(|track| track.entries.field == *field);
        track.map(|track| track.name()).or_else(|| called(field)).is_some_and(begins)
    })
}
