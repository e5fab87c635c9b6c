//! Rules about the three histories of a record: what one body says in them does not contradict itself.
//!
//! Two bodies may well disagree, and a record that says so is right; the pages show it. So a rule judges only what one body
//! says.

use crate::review::answer::Answer;
use crate::review::date::{Date, Day};
use crate::review::discrepancy::{Claim, Discrepancy, Sort};
use crate::review::id::{all_of, alternatives, nearest};
use crate::review::kind::Kind;
use crate::review::kind::history::{ENTRY_DATE, PART, PART_ID, PARTS, RESPONSE, TRACKS};
use crate::review::kind::recommendation::{PRIORITY, RATED, WITHDRAWN, WITHDRAWN_DATE};
use crate::review::kind::statement;
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::Subjects;
use crate::review::value::Value;
use crate::review::written;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::Span;

/// The verdict that a claim of completion contradicts, where one body says both.
const NOT_IMPLEMENTED: &str = "no";

/// The records that have the histories.
fn with_histories<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = (RecordIx, &'a Record)> {
    subjects.having(&RESPONSE.entries.field)
}

pub(super) fn entry_after_today(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let today = subjects.as_of;
    let mut problems = Vec::new();
    let report = |record: &Record, what: String, date: Date, span: Span| {
        let message = format!("{what} speaks of {date}, and today is {today}");
        let problem = Diagnostic::new(Code::EntryAfterToday, &record.path, message).at(span);
        problem.help("correct the date, or write it when it has become true")
    };
    for (_, record) in with_histories(subjects) {
        for track in TRACKS {
            for entry in record.values.get(&track.entries) {
                let Some(date) = entry.values.get(&ENTRY_DATE).filter(|date| date.is_after(today)) else { continue };
                let span = entry.values.span(&ENTRY_DATE.field).unwrap_or(entry.span);
                problems.push(report(record, format!("an entry of `{}`", track.name()), date, span));
            }
        }
        for rated in record.values.get(&PRIORITY) {
            let Some(date) = rated.values.get(&RATED).filter(|date| date.is_after(today)) else { continue };
            let span = rated.values.span(&RATED.field).unwrap_or(rated.span);
            problems.push(report(record, "an entry of `priority`".to_owned(), date, span));
        }
        problems.extend(withdrawn_after_today(record, today));
    }
    for (_, record) in subjects.of_kind(Kind::Statement) {
        if let Some(date) = record.values.get(&statement::DATE).filter(|date| date.is_after(today)) {
            let span = record.values.span(&statement::DATE.field).unwrap_or(record.span);
            problems.push(report(record, "the statement".to_owned(), date, span));
        }
    }
    problems
}

/// That a recommendation is said to be withdrawn on a day that has not come.
fn withdrawn_after_today(record: &Record, today: Day) -> Option<Diagnostic> {
    let withdrawn = record.values.get(&WITHDRAWN)?;
    let date = withdrawn.values.get(&WITHDRAWN_DATE).filter(|date| date.is_after(today))?;
    let message = format!("`withdrawn` speaks of {date}, and today is {today}");
    let span = withdrawn.values.span(&WITHDRAWN_DATE.field).unwrap_or(withdrawn.span);
    let problem = Diagnostic::new(Code::EntryAfterToday, &record.path, message).at(span);
    Some(problem.help("correct the date, or write it when it has become true"))
}

/// Reports entries of parts that their record does not have: what they are about would be nothing.
pub(super) fn unknown_part(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, record) in with_histories(subjects) {
        let parts: Vec<&str> = record.values.get(&PARTS).iter().filter_map(|part| part.values.get(&PART_ID)).collect();
        let levels = record.values.get(&PRIORITY).iter().map(|entry| (entry, position));
        for (entry, home) in written::of_record(subjects.review, position).chain(levels) {
            let Some((part, span)) = entry.values.get(&PART).zip(entry.values.span(&PART.field)) else { continue };
            if parts.contains(&part) {
                continue;
            }
            let near = nearest(part, parts.iter().copied());
            let help = match (near.is_empty(), parts.is_empty()) {
                (false, _) => format!("did you mean {}?", alternatives(near)),
                (true, false) => {
                    format!("its parts are {}", all_of(parts.iter().copied()))
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

/// Reports histories of which the record says that nobody knows anything, while a statement or a decision says something.
pub(super) fn unknown_and_said(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, record) in with_histories(subjects) {
        for track in TRACKS {
            let Some(Value::Unknown(span)) = record.values.value(&track.entries.field) else { continue };
            let all = written::entries(subjects.review, position, track, subjects.as_of);
            let Some(written) = all.first() else { continue };
            let name = track.name();
            let message =
                format!("the {name} is `unknown` here, and `{}` says it", subjects.review.records[written.home].id);
            let there = written.place(subjects.review, position, track);
            let path = &subjects.review.records[written.home].path;
            let problem = Diagnostic::new(Code::UnknownAndSaid, &record.path, message).at(*span);
            problems.push(problem.related(path, there, "here").help(format!("leave out `{name}: unknown`")));
        }
    }
    problems
}

pub(super) fn sources_differ(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    found(subjects, Sort::SourcesDiffer, |record, [later, earlier]| Told {
        code: Code::SourcesDiffer,
        message: format!(
            "the {} of {} of `{}` is `{}` here, `{}` there",
            later.track.name(),
            later.date(),
            record.id,
            said(subjects, later),
            said(subjects, earlier)
        ),
        label: "the other entry",
        help: "correct one of the two; where the sources do differ, both are shown",
    })
}

pub(super) fn progress_on_rejected(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    found(subjects, Sort::ProgressOnRejected, |_, [report, rejection]| Told {
        code: Code::ProgressOnRejected,
        message: format!("progress is `{}`, but the current response is `{}`", report.word, rejection.word),
        label: "rejected here",
        help: "correct one of the two",
    })
}

pub(super) fn progress_taken_back(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    found(subjects, Sort::TakenBack, |_, [later, complete]| Told {
        code: Code::ProgressTakenBack,
        message: format!("`{}` at {} comes after `{}` at {}", later.word, later.date(), complete.word, complete.date()),
        label: "complete here",
        help: "correct one of the two",
    })
}

pub(super) fn complete_before_response(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    found(subjects, Sort::CompleteBeforeResponse, |_, [complete, _]| Told {
        code: Code::CompleteBeforeResponse,
        message: format!("`{}` at {} comes before any response", complete.word, complete.date()),
        label: "the first response",
        help: "correct one of the two dates",
    })
}

pub(super) fn complete_against_verdict(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    found(subjects, Sort::CompleteAgainstVerdict, |_, [complete, verdict]| Told {
        code: Code::CompleteAgainstVerdict,
        message: format!("progress is `{}`, but the current verdict is `implemented: {}`", complete.word, verdict.word),
        label: "the verdict",
        help: "correct one of the two",
    })
}

/// What a diagnostic says of two claims.
struct Told {
    code: Code,
    message: String,
    /// What the second claim is.
    label: &'static str,
    help: &'static str,
}

/// What an entry says, as readers see it.
fn said(subjects: &Subjects<'_>, claim: &Claim<'_>) -> String {
    Answer::of(&subjects.review.settings.words, claim.track, claim.written.entry).label().into_owned()
}

/// Reports what one body says in one way that cannot be.
fn found(subjects: &Subjects<'_>, sort: Sort, tell: impl Fn(&Record, [&Claim<'_>; 2]) -> Told) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, record) in with_histories(subjects) {
        for discrepancy in subjects.discrepancies(position).iter().filter(|found| found.sort == sort) {
            let Some([doubtful, other]) = of_one_body(discrepancy) else { continue };
            let Told { code, message, label, help } = tell(record, [doubtful, other]);
            let path = |claim: &Claim<'_>| &subjects.review.records[claim.written.home].path;
            let span = |claim: &Claim<'_>| claim.written.place(subjects.review, position, claim.track);
            let problem = Diagnostic::new(code, path(doubtful), message).at(span(doubtful));
            problems.push(problem.related(path(other), span(other), label).help(help));
        }
    }
    problems
}

/// The claim that is doubtful and one of the same body that it cannot go with. A verdict from before the completion that it
/// would contradict may have been true.
fn of_one_body<'a, 'b>(discrepancy: &'b Discrepancy<'a>) -> Option<[&'b Claim<'a>; 2]> {
    let (doubtful, others) = discrepancy.claims.split_first()?;
    let mut others = others.iter().filter(|other| other.written.by == doubtful.written.by);
    let other = others.find(|other| {
        discrepancy.sort != Sort::CompleteAgainstVerdict
            || (other.word == NOT_IMPLEMENTED && !other.date().is_before(doubtful.date()))
    });
    other.map(|other| [doubtful, other])
}
