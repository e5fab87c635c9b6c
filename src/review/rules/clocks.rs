//! Rules about clocks: there is a date from which each runs.

use std::collections::BTreeSet;

use crate::review::date::Date;
use crate::review::kind::Kind;
use crate::review::kind::comment::{ANSWER, CONSULTATION};
use crate::review::kind::consultation::CLOSES;
use crate::review::limits::clock_start;
use crate::review::record::RecordIx;
use crate::review::rules::subjects::Subjects;
use crate::review::start::ClockStart;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

pub(super) fn without_date(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    of_responses(subjects).into_iter().chain(of_comments(subjects)).collect()
}

/// That the clock for responses runs from a date that is not given, or that nobody knows.
fn of_responses(subjects: &Subjects<'_>) -> Option<Diagnostic> {
    let review = subjects.review;
    let of = review.settings.clocks.start.as_ref()?;
    let (start, date) = (review.clock_start?, clock_start(review));
    if date.is_some_and(|date| date != Date::Unknown) {
        return None;
    }
    let message = match (start, date) {
        (ClockStart::Date(_), _) => "the clock for responses runs from a date that nobody knows".to_owned(),
        (ClockStart::Record(record), _) if !subjects.is_held(record) => return None,
        (ClockStart::Record(record), None) => {
            format!("the clock for responses runs from `{}`, which has no date", review.records[record].id)
        }
        (ClockStart::Record(record), Some(_)) => {
            format!("the clock for responses runs from `{}`, whose date is unknown", review.records[record].id)
        }
    };
    let problem = Diagnostic::new(Code::ClockWithoutDate, &review.settings.path, message).at(of.text.span);
    Some(problem.help("name a record that has a `date`, or write the date itself"))
}

/// The comment periods with comments that wait for an answer and of which nobody knows when they closed.
fn of_comments(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let review = subjects.review;
    if review.settings.clocks.comments.is_none() {
        return Vec::new();
    }
    let waiting: BTreeSet<RecordIx> = review
        .of_kind(Kind::Comment)
        .filter(|(_, comment)| comment.values.value(&ANSWER.field).is_none())
        .filter_map(|(position, comment)| review.target_record(position, comment.values.get(&CONSULTATION)?))
        .collect();
    let without = subjects.of_kind(Kind::Consultation).filter(|(position, consultation)| {
        waiting.contains(position) && consultation.values.get(&CLOSES).is_none_or(|closes| closes == Date::Unknown)
    });
    let problems = without.map(|(_, consultation)| {
        let message = "the clock for answers to comments runs from the close of the period, which has no date";
        let span = consultation.values.span(&CLOSES.field).unwrap_or(consultation.span);
        let problem = Diagnostic::new(Code::ClockWithoutDate, &consultation.path, message).at(span);
        problem.help("add `closes: …`: when it closes, after any extension")
    });
    problems.collect()
}
