//! What was added or changed, from the dates that the records themselves give. That somebody says once more what was said
//! before is no change.

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
    changes.sort_by(|a, b| b.date.last().cmp(&a.date.last()).then(a.record.cmp(&b.record)));
    changes
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
