//! A history told apart by who says what of which part.

use crate::review::date::{Date, Day};
use crate::review::kind::history::{ENTRY_DATE, PART, Track};
use crate::review::link::Review;
use crate::review::party::Party;
use crate::review::record::RecordIx;
use crate::review::value::Entry;
use crate::review::written::{Written, entries};

/// All that one party says of one part, as it is written; each entry with whether it is to come.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) part: Option<&'a str>,
    pub(super) by: Option<Party>,
    entries: Vec<LineEntry<'a>>,
}

/// An entry of a line.
#[derive(Debug)]
pub(super) struct LineEntry<'a> {
    pub(super) written: Written<'a>,
    /// Its place in the history as it is written.
    pub(super) place: usize,
    /// When it was true.
    pub(super) date: Date,
    /// The last day that this can mean.
    pub(super) last: Option<Day>,
    /// Whether it is to come.
    pub(super) to_come: bool,
}

impl<'a> Line<'a> {
    /// What is said until the day.
    pub(super) fn said(&self) -> impl DoubleEndedIterator<Item = &LineEntry<'a>> {
        self.entries.iter().filter(|entry| !entry.to_come)
    }

    /// The entries until the day, the oldest first.
    pub(super) fn in_order(&self) -> Vec<&'a Entry> {
        let mut until = None;
        let mut placed: Vec<(Option<Day>, &'a Entry)> = Vec::with_capacity(self.entries.len());
        for own in self.said() {
            until = until.max(own.last);
            placed.push((own.last.or(until), own.written.entry));
        }
        placed.sort_by_key(|(last, _)| *last);
        placed.into_iter().map(|(_, entry)| entry).collect()
    }

    /// All entries, each with what was said before it: nothing of its own date, of which nobody knows the order, and nothing
    /// before one that is to come.
    pub(super) fn told(self) -> impl Iterator<Item = (LineEntry<'a>, Option<&'a Entry>)> {
        let in_order = self.in_order();
        self.entries.into_iter().map(move |own| {
            let entry = own.written.entry;
            let earlier = in_order.iter().take_while(|other| !own.to_come && !std::ptr::eq(**other, entry));
            let before = earlier.filter(|other| date(other) != date(entry) || date(other) == Date::Unknown).last();
            let before = before.copied();
            (own, before)
        })
    }
}

/// The entries of a history by part and party, in the order in which these are first written.
pub(super) fn lines<'a>(review: &'a Review, record: RecordIx, track: &'static Track, day: Day) -> Vec<Line<'a>> {
    let entries = entries(review, record, track, day);
    // Most histories have one entry, and most lines.
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(entries.len().min(1));
    for (place, written) in entries.into_iter().enumerate() {
        let part = written.values().get(&PART);
        let line = match lines.iter_mut().position(|line| line.part == part && line.by == written.by) {
            Some(known) => &mut lines[known],
            None => {
                lines.push(Line { part, by: written.by.clone(), entries: Vec::with_capacity(1) });
                match lines.last_mut() {
                    Some(line) => line,
                    None => continue,
                }
            }
        };
        let date = date(written.entry);
        let to_come = match date {
            Date::Unknown => line.entries.iter().any(|earlier| earlier.to_come),
            date => date.is_after(day),
        };
        line.entries.push(LineEntry { written, place, date, last: date.last(), to_come });
    }
    lines
}

/// When an entry was true.
pub(super) fn date(entry: &Entry) -> Date {
    entry.values.get(&ENTRY_DATE).unwrap_or(Date::Unknown)
}
