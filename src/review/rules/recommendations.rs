//! Rules about recommendations: what each must say before anybody can be asked to carry it out.

use crate::review::components::{above, components, group_of, speaks_for};
use crate::review::id::all_of;
use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::{RESPONSE, TRACKS};
use crate::review::kind::meeting::{DECISIONS, ON, TEAM};
use crate::review::kind::recommendation::{COMPLETE_WHEN, CONSENSUS, PRIORITY, ROUTE};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::{Subjects, unknown};
use crate::review::value::Value;
use crate::review::written::{self, entries};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// The recommendations that can be judged: of what is made of others, each of these is, with what the whole says.
fn recommendations<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = (RecordIx, &'a Record)> {
    let wholes = components(subjects.review, |_| true);
    subjects
        .of_kind(Kind::Recommendation)
        .filter(move |(position, record)| !record.broken && !wholes.contains_key(position))
}

/// What a recommendation says of a field, or what it is a component of does, with the record that says it.
fn said<'a>(review: &'a Review, position: RecordIx, field: &Field) -> Option<(&'a Record, &'a Value)> {
    let home: &Record = &review.records[speaks_for(review, position, field)];
    Some((home, home.values.value(field)?))
}

/// Reports the recommendations in which a field is not given, or is given as `unknown`: nobody can act on either.
fn without(subjects: &Subjects<'_>, field: &'static Field, code: Code, what: &str) -> Vec<Diagnostic> {
    let lacking =
        recommendations(subjects).filter_map(|(position, record)| match said(subjects.review, position, field) {
            None => {
                let problem = Diagnostic::new(code, &record.path, format!("the recommendation {what}")).at(record.span);
                Some(problem.help(format!("add `{}: …`", field.name)))
            }
            Some((home, value)) => unknown(home, field, value, code),
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
        let mut shared = above(review, *position).chain(group_of(review, *position));
        let says_nothing = |record: &Record| review.settings.names.heading_of_rationale(record).is_none();
        says_nothing(record) && shared.all(|shared| says_nothing(&review.records[shared]))
    });
    let name = review.settings.names.rationale();
    let other = if name == "Rationale" { "Reasons" } else { "Why" };
    let help = format!("add a heading `## {name}`, or `## {other} {{#rationale}}`, to its body or to its group's");
    let problems = problems.map(|(_, record)| {
        Diagnostic::new(Code::RecommendationWithoutRationale, &record.path, "the recommendation does not say why")
            .at(record.span)
            .help(help.clone())
    });
    problems.collect()
}

pub(super) fn not_agreed(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let review = subjects.review;
    let answered = recommendations(subjects)
        .filter(|(position, _)| !written::is_empty(review, *position, &RESPONSE) && !decided_by_all(review, *position));
    let problems = answered.filter_map(|(position, record)| match said(review, position, &CONSENSUS.field) {
        None => {
            let message = "the recommendation was answered, but does not say what agreement there was";
            let problem = Diagnostic::new(Code::RecommendationNotAgreed, &record.path, message).at(record.span);
            let meeting = review.settings.names.plenary().map_or_else(
                || "a meeting that has no `team`".to_owned(),
                |plenary| format!("a meeting of the {plenary}, which has no `team`"),
            );
            Some(problem.help(format!("add `consensus: …`, or name it in the `on` of a decision of {meeting}")))
        }
        Some((home, value)) => unknown(home, &CONSENSUS.field, value, Code::RecommendationNotAgreed),
    });
    problems.collect()
}

/// Reports what is said of recommendations that are made of others alone: nothing counts it.
pub(super) fn entry_of_a_whole(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let review = subjects.review;
    let mut problems = Vec::new();
    for (whole, components) in components(review, |record| !review.records[record].is_draft()) {
        if !subjects.is_held(whole) {
            continue;
        }
        for track in TRACKS {
            let Some(written) = entries(review, whole, track, subjects.as_of).into_iter().next() else { continue };
            let names: Vec<&str> = components.iter().map(|&component| &*review.records[component].name).collect();
            let message = format!(
                "the {} of `{}` is not counted: its parts are, each with what is said of it",
                track.name(),
                review.records[whole].id
            );
            let path = &review.records[written.home].path;
            let problem = Diagnostic::new(Code::EntryOfAWhole, path, message).at(written.place(review, whole, track));
            problems.push(problem.help(format!("say it of {}", all_of(names))));
        }
    }
    problems
}

fn decided_by_all(review: &Review, recommendation: RecordIx) -> bool {
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
