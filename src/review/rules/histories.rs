//! Rules about the three histories of a record: what one body says in them does not contradict itself.
//!
//! Two bodies may well disagree, and a record that says so is right. So only what one body says is held against what the
//! same body says of the same part; what nobody is named for, against what nobody is named for.

use std::collections::BTreeSet;

use crate::review::date::Date;
use crate::review::id::{alternatives, nearest};
use crate::review::kind::history::{ENTRY_DATE, PART, PART_ID, PARTS, PROGRESS, RESPONSE, TRACKS, Track, VERDICT};
use crate::review::party::Party;
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::Subjects;
use crate::review::standing::{HistoryEntry, history};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::Span;

/// The words of the histories that can contradict others.
const REJECTED: &str = "rejected";
const NOT_STARTED: &str = "not started";
const IN_PROGRESS: &str = "in progress";
const COMPLETE: &str = "complete";
const NOT_IMPLEMENTED: &str = "no";

/// The records that have the histories.
fn with_histories<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = (RecordIx, &'a Record)> {
    subjects.having(&RESPONSE.entries.field)
}

pub(super) fn entry_after_today(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let today = subjects.as_of;
    let mut problems = Vec::new();
    for (_, record) in with_histories(subjects) {
        for track in TRACKS {
            for entry in record.values.get(&track.entries) {
                let Some(date) = entry.values.get(&ENTRY_DATE).filter(|date| date.is_after(today)) else { continue };
                let message = format!("an entry of `{}` speaks of {date}, and today is {today}", track.name());
                let span = entry.values.span(&ENTRY_DATE.field).unwrap_or(entry.span);
                let problem = Diagnostic::new(Code::EntryAfterToday, &record.path, message).at(span);
                problems.push(problem.help("correct the date, or write the entry when it has become true"));
            }
        }
    }
    problems
}

/// Reports entries of parts that their record does not have: what they are about would be nothing.
pub(super) fn unknown_part(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, record) in with_histories(subjects) {
        let parts: Vec<&str> = record.values.get(&PARTS).iter().filter_map(|part| part.values.get(&PART_ID)).collect();
        let entries = TRACKS.into_iter().flat_map(|track| record.values.get(&track.entries));
        let named = entries.filter_map(|entry| entry.values.get(&PART).zip(entry.values.span(&PART.field)));
        problems.extend(named.filter(|(part, _)| !parts.contains(part)).map(|(part, span)| {
            let near = nearest(part, parts.iter().copied());
            let help = match (near.is_empty(), parts.is_empty()) {
                (false, _) => format!("did you mean {}?", alternatives(near)),
                (true, false) => {
                    format!("its parts are {}", alternatives(parts.iter().copied()).replace(" or ", " and "))
                }
                (true, true) => format!("add `parts: [{{id: {part}, text: …}}]` to the record"),
            };
            let message = format!("the record has no part `{part}`");
            Diagnostic::new(Code::UnknownPart, &record.path, message).at(span).help(help)
        }));
    }
    problems
}

pub(super) fn progress_on_rejected(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    by_body(subjects, |said| {
        let rejection = said.current(&RESPONSE, REJECTED)?;
        let reports = |report: &&Report<'_>| [IN_PROGRESS, COMPLETE].contains(&report.word);
        let mut later = said.all(&PROGRESS).filter(reports).filter(|report| !report.date.is_before(rejection.date));
        let report = later.next()?;
        let message = format!("progress is `{}`, but the current response is `{REJECTED}`", report.word);
        let problem = Diagnostic::new(Code::ProgressOnRejected, &said.record.path, message).at(report.span);
        Some(problem.related(&said.record.path, rejection.span, "rejected here").help("correct one of the two"))
    })
}

pub(super) fn progress_taken_back(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    by_body(subjects, |said| {
        let complete = said.all(&PROGRESS).find(|report| report.word == COMPLETE)?;
        let mut others = said.all(&PROGRESS).filter(|report| [NOT_STARTED, IN_PROGRESS].contains(&report.word));
        let later = others.find(|report| complete.date.is_before(report.date))?;
        let message = format!("`{}` at {} comes after `{COMPLETE}` at {}", later.word, later.date, complete.date);
        let problem = Diagnostic::new(Code::ProgressTakenBack, &said.record.path, message).at(later.span);
        Some(problem.related(&said.record.path, complete.span, "complete here").help("correct one of the two"))
    })
}

pub(super) fn complete_before_response(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    by_body(subjects, |said| {
        let first = said.all(&RESPONSE).next()?;
        let is_first = |report: &&Report<'_>| said.all(&RESPONSE).all(|response| report.date.is_before(response.date));
        let complete = said.all(&PROGRESS).filter(|report| report.word == COMPLETE).find(is_first)?;
        let message = format!("`{COMPLETE}` at {} comes before any response", complete.date);
        let problem = Diagnostic::new(Code::CompleteBeforeResponse, &said.record.path, message).at(complete.span);
        Some(problem.related(&said.record.path, first.span, "the first response").help("correct one of the two dates"))
    })
}

pub(super) fn complete_against_verdict(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    by_body(subjects, |said| {
        let complete = said.current(&PROGRESS, COMPLETE)?;
        let verdict = said.current(&VERDICT, NOT_IMPLEMENTED)?;
        if verdict.date.is_before(complete.date) {
            return None;
        }
        let message = format!("progress is `{COMPLETE}`, but the current verdict is `implemented: {NOT_IMPLEMENTED}`");
        let problem = Diagnostic::new(Code::CompleteAgainstVerdict, &said.record.path, message).at(complete.span);
        Some(problem.related(&said.record.path, verdict.span, "the verdict").help("correct one of the two"))
    })
}

/// An entry by what it says, of one body in one history.
struct Report<'a> {
    word: &'a str,
    date: Date,
    span: Span,
}

/// What one body says of a record.
struct Said<'a> {
    record: &'a Record,
    /// The entries in each of the histories, the oldest first; what is to come says nothing yet.
    histories: [Vec<Report<'a>>; TRACKS.len()],
}

impl<'a> Said<'a> {
    fn all(&self, track: &'static Track) -> impl Iterator<Item = &Report<'a>> {
        let place = TRACKS.iter().position(|other| other.is(track));
        place.map(|place| &self.histories[place]).into_iter().flatten()
    }

    /// The current entry of a history, where it says this and no other entry of its date says otherwise.
    fn current(&self, track: &'static Track, word: &str) -> Option<&Report<'a>> {
        let last = self.all(track).last()?;
        let same = |report: &&Report<'_>| last.date != Date::Unknown && report.date.last() == last.date.last();
        (last.word == word && self.all(track).filter(same).all(|report| report.word == word)).then_some(last)
    }
}

/// Asks of each record what each body says of it and of each of its parts.
fn by_body(subjects: &Subjects<'_>, judge: impl Fn(&Said<'_>) -> Option<Diagnostic>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, record) in with_histories(subjects) {
        let told = TRACKS.map(|track| {
            let told = history(subjects.review, position, track, subjects.as_of);
            told.into_iter().filter(|told| !told.to_come).collect::<Vec<HistoryEntry<'_>>>()
        });
        let lines: BTreeSet<Line<'_>> = told.iter().flatten().map(line).collect();
        for own in &lines {
            let histories = [0, 1, 2].map(|place: usize| {
                let said = told[place].iter().filter(|told| line(told) == *own);
                said.map(|told| Report::of(TRACKS[place], told)).collect()
            });
            problems.extend(judge(&Said { record, histories }));
        }
    }
    problems
}

/// Which part an entry speaks of, and who says it.
type Line<'a> = (Option<&'a str>, Option<Party>);

fn line<'a>(told: &HistoryEntry<'a>) -> Line<'a> {
    (told.entry.values.get(&PART), told.by.clone())
}

impl<'a> Report<'a> {
    fn of(track: &'static Track, told: &HistoryEntry<'a>) -> Report<'a> {
        Report {
            // Where nobody knows what was said, it contradicts nothing.
            word: told.entry.values.get(track.counted).map_or("", |word| word.id),
            date: told.date(),
            span: told.entry.values.span(&track.counted.field).unwrap_or(told.entry.span),
        }
    }
}
