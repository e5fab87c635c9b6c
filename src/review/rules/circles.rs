//! The rule against references that lead back to where they began: parts of themselves, and needs that wait for each other.

use std::collections::HashSet;

use crate::review::kind::field::Field;
use crate::review::kind::{clause, recommendation};
use crate::review::record::RecordIx;
use crate::review::rules::subjects::Subjects;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// The fields that must not lead back.
static FIELDS: [&Field; 4] = [
    &clause::PARENT.field,
    &recommendation::PART_OF.field,
    &recommendation::DEPENDS_ON.field,
    &recommendation::SUPERSEDES.field,
];

pub(super) fn circular(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for field in FIELDS {
        let mut done = HashSet::new();
        for (start, record) in subjects.having(field) {
            if !record.values.references(field).is_empty() {
                problems.extend(follow(subjects, field, start, &mut done));
            }
        }
    }
    problems
}

/// Follows a field from one record on, and reports the reference that closes a circle. Records seen before are not followed
/// again, and none for which the rule does not hold.
fn follow(
    subjects: &Subjects<'_>,
    field: &'static Field,
    start: RecordIx,
    done: &mut HashSet<RecordIx>,
) -> Option<Diagnostic> {
    let review = subjects.review;
    // Each step is a record and how many of its references have been followed; the steps are the way from the start.
    let mut way = vec![(start, 0)];
    while let Some((record, next)) = way.last_mut() {
        let (record, here) = (*record, *next);
        *next += 1;
        let Some(&reference) = review.records[record].values.references(field).get(here) else {
            done.insert(record);
            way.pop();
            continue;
        };
        let Some(to) = review.target_record(record, reference) else { continue };
        if let Some(begin) = way.iter().position(|(passed, _)| *passed == to) {
            done.extend(way.iter().map(|(passed, _)| *passed));
            let names: Vec<&str> = way[begin..].iter().map(|(passed, _)| &*review.records[*passed].id).collect();
            let message =
                format!("`{}` leads in a circle: {} → {}", field.name, names.join(" → "), review.records[to].id);
            let from = &review.records[record];
            return Some(
                Diagnostic::new(Code::CircularReference, &from.path, message).at(from.references[reference].span),
            );
        }
        if !done.contains(&to) && subjects.is_held(to) {
            way.push((to, 0));
        }
    }
    None
}
