//! Rules about recommendations: what each must say before anybody can be asked to carry it out.

use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::RESPONSE;
use crate::review::kind::meeting::{DECISIONS, ON, TEAM};
use crate::review::kind::recommendation::{COMPLETE_WHEN, CONSENSUS, GROUP, PRIORITY, ROUTE};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::Subjects;
use crate::review::value::Value;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

fn recommendations<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = (RecordIx, &'a Record)> {
    subjects.of_kind(Kind::Recommendation).filter(|(_, record)| !record.broken)
}

/// Reports the recommendations in which a field is not given or not known.
fn without(subjects: &Subjects<'_>, field: &'static Field, code: Code, what: &str) -> Vec<Diagnostic> {
    let lacking =
        recommendations(subjects).filter(|(_, record)| record.values.value(field).is_none_or(Value::is_unknown));
    let problems = lacking.map(|(_, record)| {
        Diagnostic::new(code, &record.path, format!("the recommendation has no {what}"))
            .at(record.span)
            .help(format!("add `{}: …`", field.name))
    });
    problems.collect()
}

pub(super) fn without_priority(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    without(subjects, &PRIORITY.field, Code::RecommendationWithoutPriority, "priority")
}

pub(super) fn without_route(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    without(
        subjects,
        &ROUTE.field,
        Code::RecommendationWithoutRoute,
        "route: can it be implemented directly, or does it need policy",
    )
}

pub(super) fn without_completion(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    without(
        subjects,
        &COMPLETE_WHEN.field,
        Code::RecommendationWithoutCompletion,
        "condition by which anybody will know that it is done",
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
    let problems = recommendations(subjects).filter(|(position, record)| {
        let answered = !record.values.get(&RESPONSE.entries).is_empty();
        let stated = record.values.get(&CONSENSUS).is_some();
        answered && !stated && !decided_in_plenary(review, *position)
    });
    let problems = problems.map(|(_, record)| {
        Diagnostic::new(
            Code::RecommendationNotAgreed,
            &record.path,
            "the recommendation was final without the agreement of the plenary",
        )
        .at(record.span)
        .help("add `consensus: …`, or name it in the `on` of a decision of a plenary meeting")
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
