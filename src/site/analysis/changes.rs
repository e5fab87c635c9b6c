//! What was added or changed, from the dates that the records themselves give. That somebody says once more what was said
//! before is no change.

use std::cmp::Ordering;

use crate::review::date::Date;
use crate::review::kind::history::{TRACKS, Track};
use crate::review::record::RecordIx;
use crate::review::standing::{HistoryEntry, history};
use crate::site::visible::Visible;

/// One change, without what it says: of a large review there are many, and the fewest are shown.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// When it came about.
    pub date: Date,
    /// The record, as its position.
    pub record: RecordIx,
    /// The statement or the meeting in which it is said, which is shown.
    pub act: Option<RecordIx>,
    /// What became of the record: the history, and the place of the entry in it. None where the change is that there is such a
    /// record.
    entry: Option<(&'static Track, usize)>,
}

/// All changes until today, the newest first; those of unknown date are none.
#[derive(Debug)]
pub struct Changes {
    newest_first: Vec<Change>,
}

impl Changes {
    /// Those of a publication.
    #[must_use]
    pub fn new(visible: &Visible) -> Changes {
        let all = visible.all().flat_map(|position| of_record(visible, position));
        let mut newest_first: Vec<Change> = all.filter(|change| change.date != Date::Unknown).collect();
        newest_first.sort_by(|a, b| compare(a.date, b.date).then(a.record.cmp(&b.record)));
        Changes { newest_first }
    }

    /// The changes, the newest first.
    #[must_use]
    pub fn newest_first(&self) -> &[Change] {
        &self.newest_first
    }
}

impl Change {
    /// Whether it is no more than that there is such a record.
    #[must_use]
    pub fn is_record(&self) -> bool {
        self.entry.is_none()
    }
}

/// What changes say, read again of those that are shown. Those of one record on one day follow one another, so that its history is
/// gone through once for all of them.
pub struct Told<'a> {
    visible: &'a Visible,
    last: Option<(RecordIx, &'static Track, Vec<HistoryEntry<'a>>)>,
}

impl<'a> Told<'a> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(visible: &'a Visible) -> Told<'a> {
        Told { visible, last: None }
    }

    /// What became of a record, and in which history.
    pub fn of(&mut self, change: &Change) -> Option<(&'static Track, HistoryEntry<'a>)> {
        let (track, place) = change.entry?;
        let last = self.last.take().filter(|(record, own, _)| *record == change.record && own.is(track));
        let read = || history(&self.visible.review, change.record, track, self.visible.today());
        let (_, _, told) = self.last.insert(last.unwrap_or_else(|| (change.record, track, read())));
        Some((track, told.get(place)?.clone()))
    }
}

/// The order of dates from the newest, in which those that are written alike stand together: the last day of a year, its last
/// month and the year itself end on one day.
fn compare(a: Date, b: Date) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    let ends = b.last().cmp(&a.last()).then_with(|| b.first().cmp(&a.first()));
    ends.then_with(|| a.to_string().cmp(&b.to_string()))
}

/// What a record says until today: that it came about, and what became of it.
fn of_record(visible: &Visible, position: RecordIx) -> impl Iterator<Item = Change> {
    let record = &visible.review.records[position];
    let own = record.when().filter(|_| !visible.is_to_come(record));
    let own = own.map(|date| Change { date, record: position, act: None, entry: None });
    let entries = TRACKS.into_iter().flat_map(move |track| {
        let told = history(&visible.review, position, track, visible.today()).into_iter().enumerate();
        let said = told.filter(move |(_, told)| !told.to_come && !told.confirms(track));
        said.map(move |(place, told)| Change {
            date: told.date(),
            record: position,
            act: act_of(visible, position, &told),
            entry: Some((track, place)),
        })
    });
    own.into_iter().chain(entries)
}

/// The statement or the meeting in which it is said what became of a record.
fn act_of(visible: &Visible, record: RecordIx, told: &HistoryEntry<'_>) -> Option<RecordIx> {
    let mut homes = told.written.everywhere().map(|(_, home)| home);
    homes.find(|home| *home != record && visible.shows(*home))
}
