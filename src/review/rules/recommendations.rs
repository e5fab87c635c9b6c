//! Rules about recommendations: what each must say before anybody can be asked to carry it out.

use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::RESPONSE;
use crate::review::kind::meeting::{DECISIONS, ON, TEAM};
use crate::review::kind::recommendation::{COMPLETE_WHEN, CONSENSUS, GROUP, PRIORITY, ROUTE};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::{Subjects, unknown};
use crate::review::written;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

fn recommendations<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = (RecordIx, &'a Record)> {
    subjects.of_kind(Kind::Recommendation).filter(|(_, record)| !record.broken)
}

/// Reports the recommendations in which a field is not given, or is given as `unknown`: nobody can act on either.
fn without(subjects: &Subjects<'_>, field: &'static Field, code: Code, what: &str) -> Vec<Diagnostic> {
    let lacking = recommendations(subjects).filter_map(|(_, record)| match record.values.value(field) {
        None => {
            let problem = Diagnostic::new(code, &record.path, format!("the recommendation {what}")).at(record.span);
            Some(problem.help(format!("add `{}: …`", field.name)))
        }
        Some(value) => unknown(record, field, value, code),
    });
    lacking.collect()
}

pub(super) fn without_priority(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    without(subjects, &PRIORITY.field, Code::RecommendationWithoutPriority, "has no priority")
}

pub(super) fn without_route(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    without(subjects, &ROUTE.field, Code::RecommendationWithoutRoute, "does not say how it is to be carried out")
}

pub(super) fn without_completion(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    without(
        subjects,
        &COMPLETE_WHEN.field,
        Code::RecommendationWithoutCompletion,
        "has no condition by which anybody will know that it is done",
    )
}

pub(super) fn without_rationale(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let review = subjects.review;
    let problems = recommendations(subjects).filter(|(position, record)| {
        let group = record.values.get(&GROUP).and_then(|group| review.target_record(*position, group));
        record.rationale().is_none() && group.is_none_or(|group| review.records[group].rationale().is_none())
    });
    let problems = problems.map(|(_, record)| {
        Diagnostic::new(Code::RecommendationWithoutRationale, &record.path, "the recommendation does not say why")
            .at(record.span)
            .help("add a heading `## Rationale` to its body or to its group's")
    });
    problems.collect()
}

pub(super) fn not_agreed(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let review = subjects.review;
    let answered = recommendations(subjects).filter(|(position, _)| {
        !written::is_empty(review, *position, &RESPONSE) && !decided_in_plenary(review, *position)
    });
    let problems = answered.filter_map(|(_, record)| match record.values.value(&CONSENSUS.field) {
        None => {
            let message = "the recommendation was answered, but does not say what agreement there was";
            let problem = Diagnostic::new(Code::RecommendationNotAgreed, &record.path, message).at(record.span);
            Some(
                problem
                    .help("add `consensus: …`, or name it in the `on` of a decision of a meeting that has no `team`"),
            )
        }
        Some(value) => unknown(record, &CONSENSUS.field, value, Code::RecommendationNotAgreed),
    });
    problems.collect()
}

fn decided_in_plenary(review: &Review, recommendation: RecordIx) -> bool {
    review.incoming(recommendation).iter().any(|incoming| {
        let meeting = &review.records[incoming.from];
        meeting.kind == Kind::Meeting
            && meeting.values.get(&TEAM).is_none()
            && meeting.values.get(&DECISIONS).iter().any(|decision| {
                decision
                    .values
                    .get(&ON)
                    .iter()
                    .any(|&on| review.target_record(incoming.from, on) == Some(recommendation))
            })
    })
}
