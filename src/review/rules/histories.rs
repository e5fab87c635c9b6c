//! Rules about the three histories of a record: what one body says in them does not contradict itself.
//!
//! Two bodies may well disagree, and a record that says so is right. So only what one body says is held against what the
//! same body says; what nobody is named for, against what nobody is named for.

use std::collections::BTreeSet;

use crate::review::date::Date;
use crate::review::id::fold_label;
use crate::review::kind::history::{BY, ENTRY_DATE, PROGRESS, RESPONSE, TRACKS, Track, VERDICT};
use crate::review::record::Record;
use crate::review::rules::subjects::Subjects;
use crate::review::standing::history;
use crate::review::value::Entry;
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
fn with_histories<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = &'a Record> {
    subjects.having(&RESPONSE.entries.field).map(|(_, record)| record)
}

pub(super) fn entry_after_today(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let today = subjects.as_of;
    let mut problems = Vec::new();
    for record in with_histories(subjects) {
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
        let place = TRACKS.iter().position(|other| std::ptr::eq(*other, track));
        place.map(|place| &self.histories[place]).into_iter().flatten()
    }

    /// The current entry of a history, where it says this and no other entry of its date says otherwise.
    fn current(&self, track: &'static Track, word: &str) -> Option<&Report<'a>> {
        let last = self.all(track).last()?;
        let same = |report: &&Report<'_>| last.date != Date::Unknown && report.date.last() == last.date.last();
        (last.word == word && self.all(track).filter(same).all(|report| report.word == word)).then_some(last)
    }
}

/// Asks of each record what each body says of it.
fn by_body(subjects: &Subjects<'_>, judge: impl Fn(&Said<'_>) -> Option<Diagnostic>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for record in with_histories(subjects) {
        let entries = TRACKS.into_iter().flat_map(|track| record.values.get(&track.entries));
        let bodies: BTreeSet<Option<String>> = entries.map(body).collect();
        for body in &bodies {
            let histories = TRACKS.map(|track| reports(record, track, subjects, body.as_deref()));
            problems.extend(judge(&Said { record, histories }));
        }
    }
    problems
}

/// The entries of one body in a history.
fn reports<'a>(
    record: &'a Record,
    track: &'static Track,
    subjects: &Subjects<'_>,
    of: Option<&str>,
) -> Vec<Report<'a>> {
    let told = history(record, track, subjects.as_of).into_iter().filter(|told| !told.to_come);
    let own = told.filter(|told| body(told.entry).as_deref() == of);
    let reports = own.map(|told| Report {
        // Where nobody knows what was said, it contradicts nothing.
        word: told.entry.values.get(track.counted).map_or("", |word| word.id),
        date: told.date(),
        span: told.entry.values.span(&track.counted.field).unwrap_or(told.entry.span),
    });
    reports.collect()
}

/// Whose entry it is: a name as it is compared. Nobody's, where none is given or known.
fn body(entry: &Entry) -> Option<String> {
    entry.values.get(&BY).map(fold_label)
}
