//! The rule against references that lead back to where they began: parts of themselves, and needs that wait for each other.

use std::collections::{HashMap, HashSet};

use crate::review::kind::field::Field;
use crate::review::kind::{clause, milestone, organisation, recommendation};
use crate::review::record::RecordIx;
use crate::review::rules::subjects::Subjects;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// The fields that must not lead back, by themselves or with one another: what takes the place of something comes after it, as
/// what depends on it does.
static FIELDS: [&[&Field]; 5] = [
    &[&clause::PARENT.field],
    &[&organisation::PART_OF.field],
    &[&recommendation::PART_OF.field],
    &[&recommendation::DEPENDS_ON.field, &recommendation::SUPERSEDES.field],
    &[&milestone::RESUMED_BY.field],
];

/// How many records of a circle are named.
const LONGEST: usize = 12;

pub(super) fn circular(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for fields in FIELDS {
        let mut done = HashSet::new();
        let Some(first) = fields.first() else { continue };
        for (start, record) in subjects.having(first) {
            if fields.iter().any(|field| !record.values.references(field).is_empty()) {
                problems.extend(follow(subjects, fields, start, &mut done));
            }
        }
    }
    problems
}

/// Follows fields from one record on, and reports the reference that closes a circle. Records seen before are not followed
/// again, and none for which the rule does not hold.
fn follow(
    subjects: &Subjects<'_>,
    fields: &'static [&'static Field],
    start: RecordIx,
    done: &mut HashSet<RecordIx>,
) -> Option<Diagnostic> {
    let review = subjects.review;
    let references = |record: RecordIx| {
        let values = &review.records[record].values;
        let all = fields.iter().flat_map(|field| values.references(field).iter().map(move |own| (*field, *own)));
        all.collect::<Vec<_>>().into_iter()
    };
    // Each step is a record with its references that are still to be followed; the steps are the way from the start.
    let mut way = vec![(start, references(start))];
    let mut passed = HashMap::from([(start, 0)]);
    while let Some((record, next)) = way.last_mut() {
        let record = *record;
        let Some((field, reference)) = next.next() else {
            done.insert(record);
            passed.remove(&record);
            way.pop();
            continue;
        };
        let Some(to) = review.target_record(record, reference) else { continue };
        if let Some(&begin) = passed.get(&to) {
            done.extend(passed.keys());
            let names: Vec<&str> = way.iter().skip(begin).map(|(passed, _)| &*review.records[*passed].id).collect();
            let message =
                format!("`{}` leads in a circle: {} → {}", field.name, shortened(&names), review.records[to].id);
            let from = &review.records[record];
            return Some(
                Diagnostic::new(Code::CircularReference, &from.path, message).at(from.references[reference].span),
            );
        }
        if !done.contains(&to) && subjects.is_held(to) {
            passed.insert(to, way.len());
            way.push((to, references(to)));
        }
    }
    None
}

/// The names of a way, of a long one its ends.
fn shortened(names: &[&str]) -> String {
    match names {
        [first, second, .., before, last] if names.len() > LONGEST => {
            format!("{first} → {second} → … → {before} → {last}")
        }
        _ => names.join(" → "),
    }
}
