//! The records that a rule looks at: should the program fail at one, it can tell at which.

use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::text::fault::looking_at;

/// The records of a kind with their positions, in the order of the kind.
pub(super) fn of_kind(review: &Review, kind: Kind) -> impl Iterator<Item = (RecordIx, &Record)> {
    review.of_kind(kind).inspect(|(_, record)| looking_at(&record.path))
}

/// The records of the kinds that have a field, with their positions.
pub(super) fn having<'a>(review: &'a Review, field: &'static Field) -> impl Iterator<Item = (RecordIx, &'a Record)> {
    review.having(field).inspect(|(_, record)| looking_at(&record.path))
}

/// Every record.
pub(super) fn all(review: &Review) -> impl Iterator<Item = &Record> {
    review.records.iter().map(|record| &**record).inspect(|record| looking_at(&record.path))
}
