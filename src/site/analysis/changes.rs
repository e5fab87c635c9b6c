//! What was added or changed, from the dates that the records themselves give. That somebody says once more what was said
//! before is no change.

use std::cmp::Ordering;

use crate::review::date::Date;
use crate::review::kind::history::{TRACKS, Track};
use crate::review::record::RecordIx;
use crate::review::standing::{HistoryEntry, history};
use crate::site::visible::Visible;

/// One change.
#[derive(Debug)]
pub struct Change<'a> {
    /// When it came about.
    pub date: Date,
    /// The record, as its position.
    pub record: RecordIx,
    /// What became of it: the history, and its entry. None where the change is that there is such a record.
    pub entry: Option<(&'static Track, HistoryEntry<'a>)>,
}

/// All changes until today, the newest first; those of unknown date are none.
#[must_use]
pub fn until_today(visible: &Visible) -> Vec<Change<'_>> {
    let all = visible.all().flat_map(|position| of_record(visible, position));
    let mut changes: Vec<Change<'_>> = all.filter(|change| change.date != Date::Unknown).collect();
    changes.sort_by(|a, b| newest_first(a.date, b.date).then(a.record.cmp(&b.record)));
    changes
}

/// The order of dates from the newest, in which those that are written alike stand together: the last day of a year, its last
/// month and the year itself end on one day.
fn newest_first(a: Date, b: Date) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    let ends = b.last().cmp(&a.last()).then_with(|| b.first().cmp(&a.first()));
    ends.then_with(|| a.to_string().cmp(&b.to_string()))
}

/// What a record says until today: that it came about, and what became of it.
fn of_record(visible: &Visible, position: RecordIx) -> impl Iterator<Item = Change<'_>> {
    let record = &visible.review.records[position];
    let own = record.when().filter(|_| !visible.is_to_come(record));
    let own = own.map(|date| Change { date, record: position, entry: None });
    let entries = TRACKS.into_iter().flat_map(move |track| {
        let told = history(&visible.review, position, track, visible.today()).into_iter();
        let said = told.filter(move |told| !told.to_come && !told.confirms(track));
        said.map(move |told| Change { date: told.date(), record: position, entry: Some((track, told)) })
    });
    own.into_iter().chain(entries)
}
