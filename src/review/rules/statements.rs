//! Rules about statements: what they say is said of something, and once.

use crate::review::kind::Kind;
use crate::review::kind::history::PART;
use crate::review::kind::statement::{NOTES, REASONS, TOLD};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::Subjects;
use crate::review::value::ReferenceIx;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// Reports reasons and notes for records of which the statement says nothing: they would stand nowhere.
pub(super) fn remark_without_entry(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, record) in subjects.of_kind(Kind::Statement) {
        let told: Vec<RecordIx> = told(subjects.review, position, record).map(|(target, _)| target).collect();
        for (field, word) in [(&REASONS, "reason"), (&NOTES, "note")] {
            for remark in record.values.get(field) {
                let Some(target) = subjects.review.target_record(position, remark.on) else { continue };
                if told.contains(&target) {
                    continue;
                }
                let named = &subjects.review.records[target].id;
                let message = format!("there is a {word} for `{named}`, of which the statement says nothing");
                let span = record.references[remark.on].span;
                let problem = Diagnostic::new(Code::RemarkWithoutEntry, &record.path, message).at(span);
                problems.push(problem.help("name the record under `response`, `progress` or `verdict` as well"));
            }
        }
    }
    problems
}

/// Reports records that one statement names twice under the same word: one of them was meant to be another.
pub(super) fn named_twice(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, record) in subjects.of_kind(Kind::Statement) {
        for (track, field) in TOLD {
            let mut seen = Vec::new();
            for told in record.values.get(field) {
                let what = (told.entry.values.get(&PART), told.entry.values.get(track.counted));
                for &on in &told.on {
                    let Some(target) = subjects.review.target_record(position, on) else { continue };
                    match seen.iter().find(|(other, said, _)| *other == target && *said == what) {
                        Some((_, _, first)) => problems.push(report_twice(subjects.review, record, target, *first, on)),
                        None => seen.push((target, what, on)),
                    }
                }
            }
        }
    }
    problems
}

fn report_twice(
    review: &Review,
    record: &Record,
    target: RecordIx,
    first: ReferenceIx,
    again: ReferenceIx,
) -> Diagnostic {
    let message = format!("`{}` is named twice", review.records[target].id);
    let problem = Diagnostic::new(Code::NamedTwice, &record.path, message).at(record.references[again].span);
    let problem = problem.related(&record.path, record.references[first].span, "here as well");
    problem.help("name it once, or write which `part` each of the two speaks of")
}

/// All records of which a statement says something, with the references to them.
fn told<'a>(
    review: &'a Review,
    position: RecordIx,
    record: &'a Record,
) -> impl Iterator<Item = (RecordIx, ReferenceIx)> + 'a {
    let all = TOLD.into_iter().flat_map(|(_, field)| record.values.get(field)).flat_map(|told| told.on.iter().copied());
    all.filter_map(move |on| Some((review.target_record(position, on)?, on)))
}
