//! Recommendations that are made of others: each component has a page and a standing of its own, and is counted; the whole is
//! not counted beside them.
//!
//! What is asked of the whole is asked of each component: where one does not say whom it asks, under which group or theme it
//! stands, where it comes from or when it is due, what the whole says holds.

use std::collections::{BTreeMap, HashSet};

use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::recommendation::{GROUP, PART_OF};
use crate::review::link::Review;
use crate::review::record::RecordIx;

/// The recommendations that are made of others, each with its components in their order. What is a component of itself,
/// through whatever others, is none.
#[must_use]
pub fn components(review: &Review, is_shown: impl Fn(RecordIx) -> bool) -> BTreeMap<RecordIx, Vec<RecordIx>> {
    let mut components: BTreeMap<RecordIx, Vec<RecordIx>> = BTreeMap::new();
    for (record, _) in review.of_kind(Kind::Recommendation) {
        let whole = whole_of(review, record).filter(|&whole| is_shown(record) && is_shown(whole));
        if let Some(whole) = whole.filter(|_| above(review, record).all(|whole| whole != record)) {
            components.entry(whole).or_default().push(record);
        }
    }
    components
}

/// Whose word holds for a field: that of the record, or that of the nearest whole that says anything; the record itself where
/// none does. A draft says nothing for others.
#[must_use]
pub fn speaks_for(review: &Review, record: RecordIx, field: &Field) -> RecordIx {
    let says = |record: &RecordIx| review.records[*record].values.says(field);
    if review.records[record].values.get(&PART_OF).is_none() || says(&record) {
        return record;
    }
    above(review, record).filter(|whole| !review.records[*whole].is_draft()).find(says).unwrap_or(record)
}

/// The group of a recommendation, or of what it is a component of.
#[must_use]
pub fn group_of(review: &Review, record: RecordIx) -> Option<RecordIx> {
    let home = speaks_for(review, record, &GROUP.field);
    review.target_record(home, review.records[home].values.get(&GROUP)?)
}

fn whole_of(review: &Review, record: RecordIx) -> Option<RecordIx> {
    review.target_record(record, review.records[record].values.get(&PART_OF)?)
}

/// What a recommendation is a component of, and what that is of, until it comes back to where it was.
pub fn above(review: &Review, record: RecordIx) -> impl Iterator<Item = RecordIx> {
    let mut met = HashSet::new();
    let wholes = std::iter::successors(whole_of(review, record), |&whole| whole_of(review, whole));
    wholes.take_while(move |&whole| met.insert(whole))
}
