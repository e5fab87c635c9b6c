//! The subject of a recommendation: its own, that of what it is a component of, or that of its group.

use crate::review::components::{group_of, speaks_for};
use crate::review::kind::group;
use crate::review::kind::recommendation::THEME;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::review::value::{Text, Value};

/// What a recommendation says of its themes; where it says nothing, what its group says, if that one counts: who says it, and
/// what.
#[must_use]
pub fn theme(review: &Review, record: RecordIx, counts: impl Fn(RecordIx) -> bool) -> Option<(RecordIx, &Value)> {
    let of_group = || {
        let group = group_of(review, record).filter(|group| counts(*group))?;
        Some((group, review.records[group].values.value(&group::THEME.field)?))
    };
    let home = speaks_for(review, record, &THEME.field);
    let own = review.records[home].values.value(&THEME.field).map(|value| (home, value));
    own.or_else(of_group)
}

/// The themes of a recommendation, without what drafts say of it.
pub fn themes(review: &Review, record: RecordIx) -> &[Text] {
    match theme(review, record, |group| !review.records[group].is_draft()) {
        Some((_, Value::Texts(themes))) => themes,
        _ => &[],
    }
}
