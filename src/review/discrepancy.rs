//! What the histories of a record say that cannot all be so, or that not all see alike.
//!
//! What one body says of one part is held against what the same body says of the same part; what nobody is named for,
//! against what nobody is named for. Only a claim that all is done is held against every verdict: to tell whether a claim is
//! true is what these are for.

use std::collections::BTreeSet;

use crate::review::answer::{Answer, say_the_same};
use crate::review::date::{Date, Day};
use crate::review::kind::history::{ENTRY_DATE, PART, PROGRESS, RESPONSE, TRACKS, Track, VERDICT};
use crate::review::link::Review;
use crate::review::party::Party;
use crate::review::record::RecordIx;
use crate::review::standing::{HistoryEntry, history, standing};
use crate::review::words::Words;
use crate::review::written::Written;

/// The words of the histories that can contradict others.
const REJECTED: &str = "rejected";
const BEGUN: [&str; 2] = ["in progress", "complete"];
const UNDONE: [&str; 2] = ["not started", "in progress"];
const COMPLETE: &str = "complete";
const NOT_DONE: [&str; 3] = ["no", "partly", "mostly"];

/// In which way claims do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Something is said to be complete, and a verdict is not that it was implemented.
    CompleteAgainstVerdict,
    /// One body says two things of one day.
    SourcesDiffer,
    /// A body reports progress on what it rejected.
    ProgressOnRejected,
    /// What was complete is later said to be not.
    TakenBack,
    /// Something was complete before anybody responded.
    CompleteBeforeResponse,
}

/// One of the entries that do not go together.
#[derive(Debug)]
pub struct Claim<'a> {
    /// The history that it is of.
    pub track: &'static Track,
    /// The entry.
    pub written: Written<'a>,
    /// The base word that it says, as it is written in content; empty where nobody knows.
    pub word: &'static str,
}

/// Entries that do not go together.
#[derive(Debug)]
pub struct Discrepancy<'a> {
    /// In which way.
    pub sort: Sort,
    /// The one that is doubtful, then those that it is held against.
    pub claims: Vec<Claim<'a>>,
}

impl<'a> Claim<'a> {
    fn new(words: &Words, track: &'static Track, written: Written<'a>) -> Claim<'a> {
        Claim { track, word: word(words, track, &written), written }
    }

    /// When it was true.
    #[must_use]
    pub fn date(&self) -> Date {
        date(&self.written)
    }
}

/// What does not go together in the histories of a record until a day.
#[must_use]
pub fn discrepancies(review: &Review, record: RecordIx, day: Day) -> Vec<Discrepancy<'_>> {
    let told = TRACKS.map(|track| {
        let told = history(review, record, track, day).into_iter();
        told.filter(|told| !told.to_come).collect::<Vec<HistoryEntry<'_>>>()
    });
    let words = &review.settings.words;
    let mut found = Vec::new();
    if told.iter().map(Vec::len).sum::<usize>() < 2 {
        return found;
    }
    found.extend(complete_against_verdict(review, record, day));
    for (track, told) in TRACKS.into_iter().zip(&told) {
        found.extend(sources_differ(words, track, told));
    }
    let lines: BTreeSet<Line<'_>> = told.iter().flatten().map(line).collect();
    for own in &lines {
        let histories = told.each_ref().map(|told| {
            told.iter().filter(|told| line(told) == *own).map(|told| told.written.clone()).collect::<Vec<_>>()
        });
        let said = Said { words, histories };
        found.extend(
            [said.progress_on_rejected(), said.taken_back(), said.complete_before_response()].into_iter().flatten(),
        );
    }
    found
}

/// Each current claim that all is done, with the current verdicts that it is not.
fn complete_against_verdict(review: &Review, record: RecordIx, day: Day) -> Vec<Discrepancy<'_>> {
    let words = &review.settings.words;
    let progress = standing(review, record, &PROGRESS, day);
    let mut found = Vec::new();
    for own in &progress.current {
        let is_complete = |written: &Written<'_>| word(words, &PROGRESS, written) == COMPLETE;
        let Some(complete) = own.entries.first().filter(|_| own.entries.iter().all(is_complete)) else { continue };
        let verdicts = standing(review, record, &VERDICT, day).current.into_iter();
        let verdicts =
            verdicts.filter(|verdict| verdict.part.is_none() || own.part.is_none() || verdict.part == own.part);
        let against = verdicts
            .flat_map(|verdict| verdict.entries)
            .filter(|entry| NOT_DONE.contains(&word(words, &VERDICT, entry)));
        let mut claims = vec![Claim::new(words, &PROGRESS, complete.clone())];
        claims.extend(against.map(|written| Claim::new(words, &VERDICT, written)));
        if claims.len() > 1 {
            found.push(Discrepancy { sort: Sort::CompleteAgainstVerdict, claims });
        }
    }
    found
}

/// Entries of one day, part and party that say different things, each with the first that it differs from.
fn sources_differ<'a>(words: &Words, track: &'static Track, told: &[HistoryEntry<'a>]) -> Vec<Discrepancy<'a>> {
    let mut found = Vec::new();
    let is_told = |told: &&HistoryEntry<'a>| !words.is_unmapped(track, told.written.entry);
    let told: Vec<&HistoryEntry<'a>> = told.iter().filter(is_told).collect();
    for (number, later) in told.iter().enumerate() {
        let of_one_day = |earlier: &&&HistoryEntry<'a>| {
            date(&later.written) != Date::Unknown
                && date(&earlier.written).last() == date(&later.written).last()
                && line(earlier) == line(later)
        };
        let same =
            |earlier: &&&HistoryEntry<'a>| say_the_same(words, track, earlier.written.entry, later.written.entry);
        let of_day: Vec<&&HistoryEntry<'a>> = told.iter().take(number).filter(of_one_day).collect();
        // What says once more what one of them says differs from no more than that does.
        if of_day.iter().any(same) {
            continue;
        }
        if let Some(earlier) = of_day.first() {
            let claims = [*later, **earlier].map(|told| Claim::new(words, track, told.written.clone())).into();
            found.push(Discrepancy { sort: Sort::SourcesDiffer, claims });
        }
    }
    found
}

/// What one body says of one part.
struct Said<'a> {
    words: &'a Words,
    /// The entries in each of the histories, the oldest first.
    histories: [Vec<Written<'a>>; TRACKS.len()],
}

impl<'a> Said<'a> {
    fn progress_on_rejected(&self) -> Option<Discrepancy<'a>> {
        // What is rejected in part may be carried out for the rest.
        let is_whole = |written: &&Written<'_>| !Answer::of(self.words, &RESPONSE, written.entry).in_part();
        let rejection = self.current(&RESPONSE, REJECTED).filter(is_whole)?;
        let begun = self.all(&PROGRESS).filter(|report| BEGUN.contains(&self.word(&PROGRESS, report)));
        let report = begun.into_iter().find(|report| date(rejection).is_before(date(report)))?;
        Some(self.of_two(Sort::ProgressOnRejected, (&PROGRESS, report), (&RESPONSE, rejection)))
    }

    fn taken_back(&self) -> Option<Discrepancy<'a>> {
        let complete = self.all(&PROGRESS).filter(|report| self.word(&PROGRESS, report) == COMPLETE);
        let undone = |complete: &Written<'_>| {
            let mut undone = self.all(&PROGRESS).filter(|report| UNDONE.contains(&self.word(&PROGRESS, report)));
            undone.find(|report| date(complete).is_before(date(report)))
        };
        let (complete, later) = complete.into_iter().find_map(|complete| Some((complete, undone(complete)?)))?;
        Some(self.of_two(Sort::TakenBack, (&PROGRESS, later), (&PROGRESS, complete)))
    }

    fn complete_before_response(&self) -> Option<Discrepancy<'a>> {
        let first = self.all(&RESPONSE).next()?;
        let is_first =
            |report: &&Written<'_>| self.all(&RESPONSE).all(|response| date(report).is_before(date(response)));
        let complete = self.all(&PROGRESS).filter(|report| self.word(&PROGRESS, report) == COMPLETE).find(is_first)?;
        Some(self.of_two(Sort::CompleteBeforeResponse, (&PROGRESS, complete), (&RESPONSE, first)))
    }

    fn all(&self, track: &'static Track) -> impl Iterator<Item = &Written<'a>> {
        TRACKS.into_iter().zip(&self.histories).filter(|(own, _)| own.is(track)).flat_map(|(_, said)| said)
    }

    fn word(&self, track: &'static Track, written: &Written<'_>) -> &'static str {
        word(self.words, track, written)
    }

    fn of_two(
        &self,
        sort: Sort,
        doubtful: (&'static Track, &Written<'a>),
        other: (&'static Track, &Written<'a>),
    ) -> Discrepancy<'a> {
        let claims = [doubtful, other].map(|(track, written)| Claim::new(self.words, track, written.clone()));
        Discrepancy { sort, claims: claims.into() }
    }

    /// The current entry of a history, where it says this and no other entry of its date says otherwise.
    fn current(&self, track: &'static Track, wanted: &str) -> Option<&Written<'a>> {
        let last = self.all(track).last()?;
        let same = |written: &&Written<'_>| date(last) != Date::Unknown && date(written).last() == date(last).last();
        let agree = self.all(track).filter(same).all(|written| self.word(track, written) == wanted);
        (self.word(track, last) == wanted && agree).then_some(last)
    }
}

/// Which part an entry speaks of, and who says it.
type Line<'a> = (Option<&'a str>, Option<Party>);

fn line<'a>(told: &HistoryEntry<'a>) -> Line<'a> {
    (told.written.values().get(&PART), told.written.by.clone())
}

/// What an entry says; where nobody knows what was said, it contradicts nothing.
fn word(words: &Words, track: &'static Track, written: &Written<'_>) -> &'static str {
    words.word(track, written.entry, track.counted).map_or("", |word| word.id)
}

fn date(written: &Written<'_>) -> Date {
    written.values().get(&ENTRY_DATE).unwrap_or(Date::Unknown)
}
