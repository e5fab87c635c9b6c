//! Who speaks or is asked: a record of somebody, or a name in plain words.
//!
//! Two names are one party where they lead to one record, or are written alike but for case and white space.

use std::sync::Arc;

use crate::review::components::speaks_for;
use crate::review::kind::field::Role;
use crate::review::kind::recommendation::ADDRESSEE;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::review::value::{Name, Value};

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A record of an organisation, a sub-team or a person.
    Record(RecordIx),
    /// Nobody of whom there is a record: the name, without its case and white space.
    Named(Arc<str>),
}

/// The party that a record names.
#[must_use]
pub fn party(review: &Review, record: RecordIx, name: &Name) -> Party {
    match review.target_record(record, name.reference) {
        Some(found) => Party::Record(found),
        None => Party::Named(Arc::clone(&name.folded)),
    }
}

/// Those who are asked to act on a record, or on the recommendation that it is a component of, each once.
#[must_use]
pub fn asked(review: &Review, record: RecordIx) -> Vec<Party> {
    let (home, names) = names_of_asked(review, record);
    let mut asked: Vec<Party> = Vec::new();
    for party in names.iter().map(|name| party(review, home, name)) {
        if !asked.contains(&party) {
            asked.push(party);
        }
    }
    asked
}

/// The same as they are named, with the record that names them.
#[must_use]
pub fn names_of_asked(review: &Review, record: RecordIx) -> (RecordIx, &[Name]) {
    let home = speaks_for(review, record, &ADDRESSEE.field);
    match review.records[home].values.in_role(Role::Addressee) {
        Some(Value::Names(names)) => (home, names),
        _ => (home, &[]),
    }
}
