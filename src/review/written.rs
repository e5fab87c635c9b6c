//! The entries of a record's histories, wherever they are written: in the record itself, in a statement that speaks of it,
//! or in a decision of a meeting.
//!
//! What a record says by hand and a statement says too, of the same day, party and part, is one entry that is written in
//! two places. Where the two differ, both stand: the sources contradict each other.

use crate::review::answer::say_the_same;
use crate::review::date::Day;
use crate::review::kind::history::{BY, ENTRY_DATE, PART, TRACKS, Track, VERDICT};
use crate::review::kind::meeting::{ACTIONS, OWNER};
use crate::review::kind::recommendation::LEAD;
use crate::review::link::Review;
use crate::review::party::{Party, asked, names_of_asked, party};
use crate::review::record::RecordIx;
use crate::review::statements::GivenEntry;
use crate::review::value::{Entry, Name, Values};
use crate::review::words::{self, Words};
use crate::text::span::Span;

/// An entry of a history.
#[derive(Debug, Clone)]
pub struct Written<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The record that it is written in: what it refers to are references of that record.
    pub home: RecordIx,
    /// Who says it; none where nobody is named.
    pub by: Option<Party>,
    /// The same, written elsewhere.
    pub also: Vec<(&'a Entry, RecordIx)>,
}

impl<'a> Written<'a> {
    /// The name of whoever says it: whom it names, or whose it is without a name; with the record whose reference it is.
    #[must_use]
    pub fn speaker(&self, review: &'a Review, record: RecordIx) -> Option<(&'a Name, RecordIx)> {
        let by = self.by.as_ref()?;
        let own = self.entry.values.get(&BY).map(|name| (name, self.home));
        own.or_else(|| name_of(review, record, by))
    }

    /// What it says.
    #[must_use]
    pub fn values(&self) -> &'a Values {
        &self.entry.values
    }

    /// Where it says its word of a record: where a statement names the record, or where the record has the word.
    #[must_use]
    pub fn place(&self, review: &Review, record: RecordIx, track: &'static Track) -> Span {
        let is_it = |given: &&GivenEntry| std::ptr::eq(&*given.entry, self.entry);
        let given = review.given(record, track).find(is_it).map(|given| given.span);
        let own = || self.values().span(&track.counted.field).unwrap_or_else(|| words::place(track, self.entry));
        given.unwrap_or_else(own)
    }

    /// All that it is written as, each with the record that it is written in.
    pub fn everywhere(&self) -> impl Iterator<Item = (&'a Entry, RecordIx)> {
        std::iter::once((self.entry, self.home)).chain(self.also.iter().copied())
    }
}

/// The entries of a history of a record: its own as they are written, then what others say of it, in their order. Whose an
/// entry is that names nobody follows from what is said until a day.
#[must_use]
pub fn entries<'a>(review: &'a Review, record: RecordIx, track: &'static Track, day: Day) -> Vec<Written<'a>> {
    let mut all = all(review, record, track).peekable();
    let mut entries: Vec<Written<'a>> = Vec::with_capacity(usize::from(all.peek().is_some()));
    let mut nobody = None;
    for (entry, home) in all {
        let by = match entry.values.get(&BY) {
            Some(name) => Some(party(review, home, name)),
            // That nobody knows who said it is not to be guessed.
            None if entry.values.is_unknown(&BY.field) => None,
            None => nobody.get_or_insert_with(|| unnamed(review, record, track, day)).clone(),
        };
        let twin = entries
            .iter_mut()
            .filter(|_| home != record)
            .find(|own| is_twin(&review.settings.words, track, own, entry, by.as_ref()));
        match twin {
            Some(own) => own.also.push((entry, home)),
            None => entries.push(Written { entry, home, by, also: Vec::new() }),
        }
    }
    entries
}

/// Whether anything is written in a history of a record.
#[must_use]
pub fn is_empty(review: &Review, record: RecordIx, track: &'static Track) -> bool {
    all(review, record, track).next().is_none()
}

/// Every entry with the record that it is written in.
fn all<'a>(review: &'a Review, record: RecordIx, track: &'static Track) -> impl Iterator<Item = (&'a Entry, RecordIx)> {
    let own = review.records[record].values.get(&track.entries).iter().map(move |entry| (entry, record));
    own.chain(review.given(record, track).map(|given| (&*given.entry, given.home)))
}

/// Whether an entry says what another says of the same day, party and part.
fn is_twin(words: &Words, track: &Track, own: &Written<'_>, entry: &Entry, by: Option<&Party>) -> bool {
    let same = |one: &Values, other: &Values| {
        one.get(&PART) == other.get(&PART) && one.get(&ENTRY_DATE) == other.get(&ENTRY_DATE)
    };
    own.by.as_ref() == by && same(&own.entry.values, &entry.values) && say_the_same(words, track, own.entry, entry)
}

/// Whose an entry is that names nobody. Who will speak one day does not speak yet.
fn unnamed(review: &Review, record: RecordIx, track: &'static Track, day: Day) -> Option<Party> {
    let sole = |parties: &[Party]| if let [sole] = parties { Some(sole.clone()) } else { None };
    let asked = if track.is(&VERDICT) { None } else { sole(&asked(review, record)) };
    asked.or_else(|| {
        let mut named: Vec<Party> = Vec::new();
        let is_said = |entry: &Entry| !entry.values.get(&ENTRY_DATE).is_some_and(|date| date.is_after(day));
        for (entry, home) in all(review, record, track).filter(|(entry, _)| is_said(entry)) {
            let party = entry.values.get(&BY).map(|name| party(review, home, name));
            named.extend(party.filter(|party| !named.contains(party)));
        }
        sole(&named)
    })
}

/// Every entry of all histories of a record.
pub fn of_record(review: &Review, record: RecordIx) -> impl Iterator<Item = (&Entry, RecordIx)> {
    TRACKS.into_iter().flat_map(move |track| all(review, record, track))
}

/// The name by which a record calls a party: as its addressee, in its histories, or as the owner of one of its action items;
/// with the record whose reference it is.
#[must_use]
pub fn name_of<'a>(review: &'a Review, record: RecordIx, wanted: &Party) -> Option<(&'a Name, RecordIx)> {
    let values = &review.records[record].values;
    let (asking, asked) = names_of_asked(review, record);
    let speakers = of_record(review, record).filter_map(|(entry, home)| Some((entry.values.get(&BY)?, home)));
    let owners = values.get(&ACTIONS).iter().filter_map(|item| item.values.get(&OWNER));
    let others = values.get(&LEAD).into_iter().chain(owners).map(|name| (name, record));
    let mut names = asked.iter().map(|name| (name, asking)).chain(speakers).chain(others);
    names.find(|(name, home)| party(review, *home, name) == *wanted)
}
