//! Rules about the three histories of a record: what one body says in them does not contradict itself.
//!
//! Two bodies may well disagree, and a record that says so is right. So only what one body says is held against what the
//! same body says of the same part; what nobody is named for, against what nobody is named for.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::review::answer::{Answer, say_the_same};
use crate::review::date::Date;
use crate::review::id::{alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::history::{ENTRY_DATE, PART, PART_ID, PARTS, PROGRESS, RESPONSE, TRACKS, Track, VERDICT};
use crate::review::kind::statement;
use crate::review::link::Review;
use crate::review::party::Party;
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::Subjects;
use crate::review::standing::{HistoryEntry, history};
use crate::review::written::{self, Written};
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
    let mut report = |record: &Record, what: String, date: Date, span: Span| {
        let message = format!("{what} speaks of {date}, and today is {today}");
        let problem = Diagnostic::new(Code::EntryAfterToday, &record.path, message).at(span);
        problems.push(problem.help("correct the date, or write it when it has become true"));
    };
    for (_, record) in with_histories(subjects) {
        for track in TRACKS {
            for entry in record.values.get(&track.entries) {
                let Some(date) = entry.values.get(&ENTRY_DATE).filter(|date| date.is_after(today)) else { continue };
                let span = entry.values.span(&ENTRY_DATE.field).unwrap_or(entry.span);
                report(record, format!("an entry of `{}`", track.name()), date, span);
            }
        }
    }
    for (_, record) in subjects.of_kind(Kind::Statement) {
        if let Some(date) = record.values.get(&statement::DATE).filter(|date| date.is_after(today)) {
            let span = record.values.span(&statement::DATE.field).unwrap_or(record.span);
            report(record, "the statement".to_owned(), date, span);
        }
    }
    problems
}

/// Reports entries of parts that their record does not have: what they are about would be nothing.
pub(super) fn unknown_part(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, record) in with_histories(subjects) {
        let parts: Vec<&str> = record.values.get(&PARTS).iter().filter_map(|part| part.values.get(&PART_ID)).collect();
        for (entry, home) in written::of_record(subjects.review, position) {
            let Some((part, span)) = entry.values.get(&PART).zip(entry.values.span(&PART.field)) else { continue };
            if parts.contains(&part) {
                continue;
            }
            let near = nearest(part, parts.iter().copied());
            let help = match (near.is_empty(), parts.is_empty()) {
                (false, _) => format!("did you mean {}?", alternatives(near)),
                (true, false) => {
                    format!("its parts are {}", alternatives(parts.iter().copied()).replace(" or ", " and "))
                }
                (true, true) => format!("add `parts: [{{id: {part}, text: …}}]` to the record"),
            };
            let whose = if home == position { "the record".to_owned() } else { format!("`{}`", record.id) };
            let message = format!("{whose} has no part `{part}`");
            let path = &subjects.review.records[home].path;
            problems.push(Diagnostic::new(Code::UnknownPart, path, message).at(span).help(help));
        }
    }
    problems
}

/// Reports what one body says of one part on one day in two ways: nobody can tell which of them is current.
pub(super) fn sources_differ(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, record) in with_histories(subjects) {
        for track in TRACKS {
            let entries = written::entries(subjects.review, position, track);
            for (number, later) in entries.iter().enumerate() {
                let earlier = entries.iter().take(number).find(|earlier| differ(track, earlier, later));
                let Some(earlier) = earlier else { continue };
                let path = |written: &Written<'_>| &subjects.review.records[written.home].path;
                let span = |written: &Written<'_>| written.place(subjects.review, position, track);
                let date = later.values().get(&ENTRY_DATE).unwrap_or(Date::Unknown);
                let [one, other] = [earlier, later].map(|written| Answer::of(track, written.entry).id());
                let message =
                    format!("the {} of {date} of `{}` is `{other}` here, `{one}` there", track.name(), record.id);
                let problem = Diagnostic::new(Code::SourcesDiffer, path(later), message).at(span(later));
                let problem = problem.related(path(earlier), span(earlier), "the other entry");
                problems.push(problem.help("correct one of the two; where the sources do differ, both are shown"));
            }
        }
    }
    problems
}

/// Whether two entries of one day, party and part say different things.
fn differ(track: &'static Track, one: &Written<'_>, other: &Written<'_>) -> bool {
    let date = |written: &Written<'_>| written.values().get(&ENTRY_DATE).filter(|date| *date != Date::Unknown);
    date(one).is_some()
        && date(one) == date(other)
        && one.by == other.by
        && one.values().get(&PART) == other.values().get(&PART)
        && !say_the_same(track, one.entry, other.entry)
}

pub(super) fn progress_on_rejected(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    by_body(subjects, |said| {
        let rejection = said.current(&RESPONSE, REJECTED)?;
        let reports = |report: &&Report<'_>| [IN_PROGRESS, COMPLETE].contains(&report.word);
        let mut later = said.all(&PROGRESS).filter(reports).filter(|report| !report.date.is_before(rejection.date));
        let report = later.next()?;
        let message = format!("progress is `{}`, but the current response is `{REJECTED}`", report.word);
        let problem = Diagnostic::new(Code::ProgressOnRejected, report.path, message).at(report.span);
        Some(problem.related(rejection.path, rejection.span, "rejected here").help("correct one of the two"))
    })
}

pub(super) fn progress_taken_back(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    by_body(subjects, |said| {
        let complete = said.all(&PROGRESS).find(|report| report.word == COMPLETE)?;
        let mut others = said.all(&PROGRESS).filter(|report| [NOT_STARTED, IN_PROGRESS].contains(&report.word));
        let later = others.find(|report| complete.date.is_before(report.date))?;
        let message = format!("`{}` at {} comes after `{COMPLETE}` at {}", later.word, later.date, complete.date);
        let problem = Diagnostic::new(Code::ProgressTakenBack, later.path, message).at(later.span);
        Some(problem.related(complete.path, complete.span, "complete here").help("correct one of the two"))
    })
}

pub(super) fn complete_before_response(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    by_body(subjects, |said| {
        let first = said.all(&RESPONSE).next()?;
        let is_first = |report: &&Report<'_>| said.all(&RESPONSE).all(|response| report.date.is_before(response.date));
        let complete = said.all(&PROGRESS).filter(|report| report.word == COMPLETE).find(is_first)?;
        let message = format!("`{COMPLETE}` at {} comes before any response", complete.date);
        let problem = Diagnostic::new(Code::CompleteBeforeResponse, complete.path, message).at(complete.span);
        Some(problem.related(first.path, first.span, "the first response").help("correct one of the two dates"))
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
        let problem = Diagnostic::new(Code::CompleteAgainstVerdict, complete.path, message).at(complete.span);
        Some(problem.related(verdict.path, verdict.span, "the verdict").help("correct one of the two"))
    })
}

/// An entry by what it says, of one body in one history.
struct Report<'a> {
    word: &'a str,
    date: Date,
    /// The file that it is written in.
    path: &'a Arc<str>,
    span: Span,
}

/// What one body says of a record.
struct Said<'a> {
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
    for (position, _) in with_histories(subjects) {
        let told = TRACKS.map(|track| {
            let told = history(subjects.review, position, track, subjects.as_of);
            told.into_iter().filter(|told| !told.to_come).collect::<Vec<HistoryEntry<'_>>>()
        });
        let lines: BTreeSet<Line<'_>> = told.iter().flatten().map(line).collect();
        for own in &lines {
            let histories = [0, 1, 2].map(|place: usize| {
                let said = told[place].iter().filter(|told| line(told) == *own);
                said.map(|told| Report::of(subjects.review, position, TRACKS[place], told)).collect()
            });
            problems.extend(judge(&Said { histories }));
        }
    }
    problems
}

/// Which part an entry speaks of, and who says it.
type Line<'a> = (Option<&'a str>, Option<Party>);

fn line<'a>(told: &HistoryEntry<'a>) -> Line<'a> {
    (told.written.values().get(&PART), told.written.by.clone())
}

impl<'a> Report<'a> {
    fn of(review: &'a Review, record: RecordIx, track: &'static Track, told: &HistoryEntry<'a>) -> Report<'a> {
        Report {
            // Where nobody knows what was said, it contradicts nothing.
            word: told.written.values().get(track.counted).map_or("", |word| word.id),
            date: told.date(),
            path: &review.records[told.written.home].path,
            span: told.written.place(review, record, track),
        }
    }
}
