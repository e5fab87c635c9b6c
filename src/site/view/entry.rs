//! An entry of a history, named from elsewhere than its own page: what it says, who says so, and the way to it.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::history::{BY, ENTRY_DATE, ENTRY_ID, PART, Track};
use crate::review::record::RecordIx;
use crate::review::value::Entry;
use crate::review::written::{Written, entries};
use crate::site::map::Site;
use crate::site::view::answer::{AboutWord, words};
use crate::site::view::party::{PartyView, name_of, named};
use crate::site::words::date::{DateView, show_date};
use crate::text::markdown::slug;

/// An entry of a history.
#[derive(Serialize)]
pub(super) struct EntryView<'a> {
    /// The history that it is of.
    track: &'static str,
    /// The part that it speaks of; none: the whole.
    part: Option<&'a str>,
    words: Vec<AboutWord>,
    by: Option<PartyView<'a>>,
    date: DateView,
    /// Its id on the page of the record.
    anchor: String,
}

/// An entry of a history of a record.
pub(super) fn view<'a>(
    site: &'a Site,
    record: RecordIx,
    track: &'static Track,
    written: &Written<'a>,
) -> EntryView<'a> {
    EntryView {
        track: track.name(),
        part: written.values().get(&PART),
        words: words(&site.visible.review.settings.words, track, written.entry),
        by: speaker(site, record, written),
        date: show_date(written.values().get(&ENTRY_DATE).unwrap_or(Date::Unknown)),
        anchor: anchor(site, record, track, written.entry),
    }
}

/// Who says an entry: whom it names, or whose it is without a name.
pub(super) fn speaker<'a>(site: &'a Site, record: RecordIx, written: &Written<'a>) -> Option<PartyView<'a>> {
    let by = written.by.as_ref()?;
    let own = written.values().get(&BY).map(|name| (name, written.home));
    let (name, home) = own.or_else(|| name_of(site, record, by))?;
    Some(named(site, home, name))
}

/// The ids of the entries of a history on the page: the history and the date, with a number where these are not enough.
pub(super) struct Anchors<'a> {
    track: &'static str,
    entries: Vec<&'a Entry>,
    taken: Vec<&'a str>,
}

/// The id of an entry on the page of the record that it speaks of, wherever it is written.
pub(super) fn anchor(site: &Site, record: RecordIx, track: &'static Track, entry: &Entry) -> String {
    let all = entries(&site.visible.review, record, track, site.visible.today());
    let is_it = |written: &&Written<'_>| written.everywhere().any(|(own, _)| std::ptr::eq(own, entry));
    let shown = all.iter().find(is_it).map_or(entry, |written| written.entry);
    Anchors::of(site, record, track).of_entry(shown)
}

impl<'a> Anchors<'a> {
    pub(super) fn of(site: &'a Site, record: RecordIx, track: &'static Track) -> Anchors<'a> {
        let review = &site.visible.review;
        let taken = review.records[record].body.headings.iter().map(|heading| heading.id.as_str()).collect();
        let own = review.records[record].values.get(&track.entries);
        // Only what others say may be written twice.
        let entries = if review.given(record, track).next().is_none() {
            own.iter().collect()
        } else {
            entries(review, record, track, site.visible.today()).into_iter().map(|written| written.entry).collect()
        };
        Anchors { track: track.name(), entries, taken }
    }

    pub(super) fn of_entry(&self, entry: &Entry) -> String {
        if let Some(id) = entry.values.get(&ENTRY_ID).map(slug).filter(|id| !id.is_empty()) {
            return [self.track, &id].join("-");
        }
        let date = |entry: &Entry| entry.values.get(&ENTRY_DATE).unwrap_or(Date::Unknown);
        let same = self.entries.iter().filter(|other| date(other) == date(entry));
        let number = same.take_while(|other| !std::ptr::eq(**other, entry)).count();
        let mut own = String::with_capacity(24);
        own.push_str(self.track);
        own.push('-');
        match date(entry) {
            Date::Unknown => own.push_str("unknown"),
            Date::At(partial) => partial.write(&mut own),
            Date::Range(from, to) => {
                from.write(&mut own);
                own.push('_');
                to.write(&mut own);
            }
        }
        if number == 0 && !self.taken.contains(&own.as_str()) {
            return own;
        }
        // The first with a number is the second of its date, or what a heading has taken the id of.
        let ids = (number..).step_by(self.entries.len().max(1)).filter(|number| *number > 0);
        let mut ids = ids.map(|number| format!("{own}-{}", number + 1));
        ids.find(|id| !self.taken.contains(&id.as_str())).unwrap_or(own)
    }
}
