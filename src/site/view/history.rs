//! The three histories of a recommendation: all that they say, and what of it is current.

use serde::Serialize;

use crate::review::date::Day;
use crate::review::kind::history::{BY, EFFECT, ENTRY_DATE, IMPLEMENTED, NOTE, OUTCOME, STATE, TRACKS};
use crate::review::record::{Record, RecordIx};
use crate::review::standing::{HistoryEntry, history, standing};
use crate::review::value::Values;
use crate::site::map::Site;
use crate::site::view::sources;
use crate::site::view::value::{AddressView, WordView};
use crate::site::words::date::{DateView, show_date};

/// One of the three histories.
#[derive(Serialize)]
pub(super) struct Track<'a> {
    name: &'static str,
    /// Whether the record says that nothing is known.
    unknown: bool,
    entries: Vec<TrackEntry<'a>>,
}

/// An entry of a history.
#[derive(Serialize)]
struct TrackEntry<'a> {
    date: DateView,
    /// Whether it speaks of a time after the day that counts as today.
    to_come: bool,
    /// The outcome or state; none for a verdict, and where nobody knows.
    word: Option<WordView>,
    /// Whether the entry says that nobody knows its outcome or state.
    unknown: bool,
    implemented: Option<WordView>,
    effect: Option<WordView>,
    by: Option<&'a str>,
    note: Option<&'a str>,
    sources: Vec<AddressView<'a>>,
}

/// What one of the three histories says now.
#[derive(Serialize)]
pub(super) struct StandingView {
    name: &'static str,
    /// What is current, in words; several where entries share a date.
    states: Vec<Word>,
    date: Option<DateView>,
    /// Whether the record says that nothing is known.
    unknown: bool,
    /// Whether nothing is current yet, but something is to come.
    to_come: bool,
}

/// A word of a history, and what it is about where the history has more than one.
#[derive(Serialize)]
struct Word {
    about: &'static str,
    word: WordView,
}

/// The histories of a kind that has them, the latest entry first.
pub(super) fn tracks<'a>(site: &'a Site, position: RecordIx) -> Vec<Track<'a>> {
    let record = &site.visible.review.records[position];
    let tracks = TRACKS.into_iter().filter(|track| record.kind.has(&track.entries.field)).map(|track| Track {
        name: track.name(),
        unknown: record.values.is_unknown(&track.entries.field),
        entries: history(record, track, site.visible.today())
            .into_iter()
            .rev()
            .map(|told| track_entry(site, position, told))
            .collect(),
    });
    tracks.collect()
}

fn track_entry<'a>(site: &'a Site, record: RecordIx, told: HistoryEntry<'a>) -> TrackEntry<'a> {
    let values = &told.entry.values;
    TrackEntry {
        date: show_date(told.date()),
        to_come: told.to_come,
        word: values.get(&OUTCOME).or_else(|| values.get(&STATE)).map(WordView::from),
        unknown: says_unknown(values),
        implemented: values.get(&IMPLEMENTED).map(WordView::from),
        effect: values.get(&EFFECT).map(WordView::from),
        by: values.get(&BY),
        note: values.get(&NOTE),
        sources: sources(site, record, values),
    }
}

/// What the three histories of a recommendation say on a day.
pub(super) fn standings(record: &Record, as_of: Day) -> [StandingView; TRACKS.len()] {
    TRACKS.map(|track| {
        let current = standing(record, track, as_of).current;
        let states: Vec<Word> = current.iter().flat_map(|entry| words(&entry.values)).collect();
        StandingView {
            name: track.name(),
            // An entry without its word says that something was found, but not what.
            unknown: record.values.is_unknown(&track.entries.field) || (states.is_empty() && !current.is_empty()),
            states,
            date: current.first().and_then(|entry| entry.values.get(&ENTRY_DATE)).map(show_date),
            to_come: current.is_empty() && !record.values.get(&track.entries).is_empty(),
        }
    })
}

/// The words of an entry: an outcome or a state, or the two answers of a verdict.
fn words(values: &Values) -> impl Iterator<Item = Word> {
    let fields = [(&OUTCOME, ""), (&STATE, ""), (&IMPLEMENTED, "implemented"), (&EFFECT, "intended effect")];
    fields.into_iter().filter_map(|(field, about)| values.get(field).map(|word| Word { about, word: word.into() }))
}

/// Whether an entry says that nobody knows what was answered, or how far something is carried out.
pub(super) fn says_unknown(values: &Values) -> bool {
    [&OUTCOME, &STATE].into_iter().any(|field| values.is_unknown(&field.field))
}
