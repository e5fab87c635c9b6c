//! The ids of decisions and action items: those that are given, and those that follow from the place in the list.

use std::borrow::Cow;

use crate::review::kind::field::Field;
use crate::review::kind::meeting::{ACTIONS, DECISIONS, ID};
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

/// What ids of a list begin with where none is given.
fn called(list: &Field) -> Option<&'static str> {
    [(&DECISIONS, "decision"), (&ACTIONS, "action")]
        .into_iter()
        .find(|(own, _)| own.field == *list)
        .map(|(_, called)| called)
}
