//! A history told apart by who says what of which part.

use crate::review::date::{Date, Day};
use crate::review::kind::history::{BY, ENTRY_DATE, PART, Track, VERDICT};
use crate::review::link::Review;
use crate::review::party::{Party, asked, party};
use crate::review::record::RecordIx;
use crate::review::value::Entry;

/// All that one party says of one part, as it is written; each entry with whether it is to come.
pub(super) struct Line<'a> {
    pub(super) part: Option<&'a str>,
    pub(super) by: Option<Party>,
    entries: Vec<(&'a Entry, bool)>,
}

impl<'a> Line<'a> {
    /// What is said until the day.
    pub(super) fn said(&self) -> impl DoubleEndedIterator<Item = &'a Entry> {
        self.entries.iter().filter(|(_, to_come)| !to_come).map(|(entry, _)| *entry)
    }

    /// Whether an entry of the line is to come; `None` of one that is not of it.
    pub(super) fn to_come(&self, entry: &Entry) -> Option<bool> {
        self.entries.iter().find(|(own, _)| std::ptr::eq(*own, entry)).map(|(_, to_come)| *to_come)
    }

    /// The entries until the day, the oldest first.
    pub(super) fn in_order(&self) -> Vec<&'a Entry> {
        let mut until = None;
        let mut placed: Vec<(Option<Day>, &'a Entry)> = Vec::new();
        for entry in self.said() {
            until = until.max(date(entry).last());
            placed.push((date(entry).last().or(until), entry));
        }
        placed.sort_by_key(|(last, _)| *last);
        placed.into_iter().map(|(_, entry)| entry).collect()
    }

    /// What was said before an entry; nothing of its own date, of which nobody knows the order.
    pub(super) fn before(&self, entry: &Entry) -> Option<&'a Entry> {
        let earlier = self.in_order().into_iter().take_while(|own| !std::ptr::eq(*own, entry));
        earlier.filter(|own| date(own) != date(entry) || date(own) == Date::Unknown).last()
    }
}

/// The entries of a history by part and party, in the order in which these are first written.
pub(super) fn lines<'a>(review: &'a Review, record: RecordIx, track: &'static Track, day: Day) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let entries = review.records[record].values.get(&track.entries);
    if entries.is_empty() {
        return lines;
    }
    let nobody = unnamed(review, record, track);
    for entry in entries {
        let by = match entry.values.get(&BY) {
            Some(name) => Some(party(review, record, name)),
            // That nobody knows who said it is not to be guessed.
            None if entry.values.is_unknown(&BY.field) => None,
            None => nobody.clone(),
        };
        let part = entry.values.get(&PART);
        let line = match lines.iter_mut().position(|line| line.part == part && line.by == by) {
            Some(known) => &mut lines[known],
            None => {
                lines.push(Line { part, by, entries: Vec::new() });
                match lines.last_mut() {
                    Some(line) => line,
                    None => continue,
                }
            }
        };
        let to_come = match date(entry) {
            Date::Unknown => line.entries.iter().any(|(_, to_come)| *to_come),
            date => date.is_after(day),
        };
        line.entries.push((entry, to_come));
    }
    lines
}

/// Whose an entry is that names nobody.
fn unnamed(review: &Review, record: RecordIx, track: &'static Track) -> Option<Party> {
    let sole = |parties: &[Party]| if let [sole] = parties { Some(sole.clone()) } else { None };
    let asked = if track.is(&VERDICT) { None } else { sole(&asked(review, record)) };
    asked.or_else(|| {
        let mut named: Vec<Party> = Vec::new();
        for entry in review.records[record].values.get(&track.entries) {
            let party = entry.values.get(&BY).map(|name| party(review, record, name));
            named.extend(party.filter(|party| !named.contains(party)));
        }
        sole(&named)
    })
}

/// When an entry was true.
pub(super) fn date(entry: &Entry) -> Date {
    entry.values.get(&ENTRY_DATE).unwrap_or(Date::Unknown)
}
