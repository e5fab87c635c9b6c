//! The ids of entries on the pages of their records, by which links lead to them.

use std::collections::HashSet;

use crate::review::date::Date;
use crate::review::entry_id::LISTS;
use crate::review::kind::field::Field;
use crate::review::kind::history::{ENTRY_DATE, ENTRY_ID, TRACKS, Track};
use crate::review::kind::meeting::ID;
use crate::review::record::RecordIx;
use crate::review::value::Entry;
use crate::review::written::{Written, entries};
use crate::site::visible::Visible;
use crate::text::markdown::slug;

/// The ids of the entries of a history on the page: the history and the date, with a number where these are not enough.
pub struct Anchors<'a> {
    track: &'static str,
    entries: Vec<&'a Entry>,
    taken: Vec<&'a str>,
}

/// The id of an entry on the page of the record that it speaks of, wherever it is written.
#[must_use]
pub fn anchor(visible: &Visible, record: RecordIx, track: &'static Track, entry: &Entry) -> String {
    let all = entries(&visible.review, record, track, visible.today());
    let is_it = |written: &&Written<'_>| written.everywhere().any(|(own, _)| std::ptr::eq(own, entry));
    let shown = all.iter().find(is_it).map_or(entry, |written| written.entry);
    Anchors::of(visible, record, track).of_entry(shown)
}

/// The ids of all entries that links can lead to on the page of a record.
#[must_use]
pub fn anchors(visible: &Visible, record: RecordIx) -> Vec<String> {
    let histories = TRACKS.into_iter().flat_map(|track| {
        let anchors = Anchors::of(visible, record, track);
        anchors.entries.iter().map(|entry| anchors.of_entry(entry)).collect::<Vec<_>>()
    });
    histories.chain(LISTS.iter().flat_map(|(list, _)| of_list(visible, record, &list.field))).collect()
}

/// The ids of the entries of a list on the page of a meeting: `decision-` or `action-`, and their own id or their place. Other lists
/// have none.
#[must_use]
pub fn of_list(visible: &Visible, record: RecordIx, list: &Field) -> Vec<String> {
    let Some((list, called)) = LISTS.iter().find(|(own, _)| own.field == *list) else { return Vec::new() };
    let record = &visible.review.records[record];
    let items = record.values.get(list);
    let given = |entry: &Entry| {
        let id = entry.values.get(&ID).map(slug).filter(|id| !id.is_empty())?;
        let is_whole = id.strip_prefix(*called).is_some_and(|rest| rest.starts_with('-'));
        Some(if is_whole { id } else { format!("{called}-{id}") })
    };
    let mut taken: HashSet<String> = record.body.headings.iter().map(|heading| heading.id.clone()).collect();
    // Those that are given come first: the places of others may change.
    let mut ids: Vec<Option<String>> = items.iter().map(|entry| Some(free(given(entry)?, &mut taken))).collect();
    for (position, id) in ids.iter_mut().enumerate().filter(|(_, id)| id.is_none()) {
        *id = Some(free(format!("{called}-{}", position + 1), &mut taken));
    }
    ids.into_iter().flatten().collect()
}

/// An id, with a number where it is taken.
fn free(id: String, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let found = std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(id);
    taken.insert(found.clone());
    found
}

impl<'a> Anchors<'a> {
    /// The ids of a history of a record.
    #[must_use]
    pub fn of(visible: &'a Visible, record: RecordIx, track: &'static Track) -> Anchors<'a> {
        let review = &visible.review;
        let taken = review.records[record].body.headings.iter().map(|heading| heading.id.as_str()).collect();
        let own = review.records[record].values.get(&track.entries);
        // Only what others say may be written twice.
        let entries = if review.given(record, track).next().is_none() {
            own.iter().collect()
        } else {
            entries(review, record, track, visible.today()).into_iter().map(|written| written.entry).collect()
        };
        Anchors { track: track.name(), entries, taken }
    }

    /// The id of one of its entries.
    #[must_use]
    pub fn of_entry(&self, entry: &Entry) -> String {
        let id = |entry: &Entry| entry.values.get(&ENTRY_ID).map(slug).filter(|id| !id.is_empty());
        if let Some(own) = id(entry) {
            // Two entries may have one id, or ids that differ in signs alone, which an address does not have.
            let before = self.entries.iter().take_while(|other| !std::ptr::eq(**other, entry));
            let same = before.filter(|other| id(other).as_ref() == Some(&own)).count();
            let own = [self.track, &own].join("-");
            return if same == 0 { own } else { format!("{own}-{}", same + 1) };
        }
        let date = |entry: &Entry| entry.values.get(&ENTRY_DATE).unwrap_or(Date::Unknown);
        let same = self.entries.iter().filter(|other| date(other) == date(entry));
        let number = same.take_while(|other| !std::ptr::eq(**other, entry)).count();
        let mut own = String::with_capacity(24);
        own.push_str(self.track);
        own.push('-');
        date(entry).write_id(&mut own);
        if number == 0 && !self.taken.contains(&own.as_str()) {
            return own;
        }
        // The first with a number is the second of its date, or what a heading has taken the id of.
        let ids = (number..).step_by(self.entries.len().max(1)).filter(|number| *number > 0);
        let mut ids = ids.map(|number| format!("{own}-{}", number + 1));
        ids.find(|id| !self.taken.contains(&id.as_str())).unwrap_or(own)
    }
}
