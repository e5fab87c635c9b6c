//! Who speaks or is asked: a record of somebody, or a name in plain words.
//!
//! Two names are one party where they lead to one record, or are written alike but for case and white space.

use crate::review::id::fold_label;
use crate::review::kind::field::Role;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::review::value::{Name, Value};

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A record of an organisation, a sub-team or a person.
    Record(RecordIx),
    /// Nobody of whom there is a record: the name, without its case and white space.
    Named(String),
}

/// The party that a record names.
#[must_use]
pub fn party(review: &Review, record: RecordIx, name: &Name) -> Party {
    match review.target_record(record, name.reference) {
        Some(found) => Party::Record(found),
        None => Party::Named(fold_label(&name.text.text)),
    }
}

/// Those who are asked to act on a record.
#[must_use]
pub fn asked(review: &Review, record: RecordIx) -> Vec<Party> {
    let mut asked: Vec<Party> = Vec::new();
    if let Some(Value::Names(names)) = review.records[record].values.in_role(Role::Addressee) {
        for party in names.iter().map(|name| party(review, record, name)) {
            if !asked.contains(&party) {
                asked.push(party);
            }
        }
    }
    asked
}
