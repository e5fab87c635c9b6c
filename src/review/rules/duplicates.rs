//! Rules about what there should be once: a number, a label, a person in a list, the id of a decision.

use std::collections::{BTreeMap, HashMap};

use crate::review::entry_id::entry_id;
use crate::review::id::fold_label;
use crate::review::kind::charter::MEMBERS;
use crate::review::kind::field::Role;
use crate::review::kind::history::{ENTRY_ID, RESPONSE, TRACKS};
use crate::review::kind::meeting::{ACTIONS, APOLOGIES, DECISIONS, ID, PRESENT, REMOTE, TEAM};
use crate::review::kind::typed::{Entries, References, Typed};
use crate::review::kind::{Kind, common, prior};
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::Subjects;
use crate::review::value::ReferenceIx;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::slug;
use crate::text::span::Span;

pub(super) fn duplicate_number(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    repeated(subjects, Code::DuplicateNumber, "number", |record| {
        record.number().zip(record.values.in_role(Role::Number)?.span())
    })
}

pub(super) fn duplicate_label(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    repeated(subjects, Code::DuplicateLabel, "label", |record| {
        record.label().zip(record.values.span(&common::LABEL.field))
    })
}

/// Reports what two published records of one kind, and there of one series, are called alike. A draft may be about to take
/// the place of another record.
fn repeated(
    subjects: &Subjects<'_>,
    code: Code,
    what: &str,
    called: impl Fn(&Record) -> Option<(&str, Span)>,
) -> Vec<Diagnostic> {
    let mut seen: HashMap<(Kind, Option<String>, String), (&Record, Span)> = HashMap::new();
    let mut problems = Vec::new();
    for (position, record) in subjects.all().filter(|(_, record)| !record.is_draft()) {
        let Some((text, span)) = called(record) else { continue };
        let key = (record.kind, series(subjects, position, record), fold_label(text));
        let Some((first, place)) = seen.get(&key) else {
            seen.insert(key, (record, span));
            continue;
        };
        let message = format!("the {what} `{text}` is that of `{}` as well", first.id);
        let problem = Diagnostic::new(code, &record.path, message).at(span).related(&first.path, *place, "here");
        problems.push(
            problem.help(format!(
                "correct one of the two: each {} has a {what} of its own",
                record.kind.declaration().name
            )),
        );
    }
    problems
}

/// What the records of a kind are numbered in, where that is not the whole review: each team numbers its meetings, and each
/// earlier review its recommendations.
fn series(subjects: &Subjects<'_>, position: RecordIx, record: &Record) -> Option<String> {
    match record.kind {
        Kind::Meeting => {
            let team = subjects.review.target_record(position, record.values.get(&TEAM)?)?;
            Some(subjects.review.records[team].id.to_string())
        }
        Kind::Prior => record.values.get(&prior::REVIEW).map(fold_label),
        _ => None,
    }
}

pub(super) fn person_named_twice(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let lists: [(Kind, &[&Typed<References>]); 2] =
        [(Kind::Charter, &[&MEMBERS]), (Kind::Meeting, &[&PRESENT, &REMOTE, &APOLOGIES])];
    let mut problems = Vec::new();
    for (kind, fields) in lists {
        for (position, record) in subjects.of_kind(kind) {
            let mut seen: BTreeMap<RecordIx, (&str, ReferenceIx)> = BTreeMap::new();
            let named = fields
                .iter()
                .flat_map(|field| record.values.get(field).iter().map(|&reference| (field.field.name, reference)));
            for (field, reference) in named {
                let Some(person) = subjects.review.target_record(position, reference) else { continue };
                let Some(&(before, first)) = seen.get(&person) else {
                    seen.insert(person, (field, reference));
                    continue;
                };
                let name = subjects.review.records[person].title();
                let message = match before == field {
                    true => format!("`{field}` names {name} twice"),
                    false => format!("`{before}` and `{field}` both name {name}"),
                };
                let problem = Diagnostic::new(Code::PersonNamedTwice, &record.path, message)
                    .at(record.references[reference].span)
                    .related(&record.path, record.references[first].span, "here");
                problems.push(problem.help("remove one of the two, or name somebody else"));
            }
        }
    }
    problems
}

pub(super) fn duplicate_entry_id(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let lists: [(&Typed<Entries>, &str); 2] = [(&DECISIONS, "decisions"), (&ACTIONS, "action items")];
    let mut problems = in_histories(subjects);
    for (_, meeting) in subjects.of_kind(Kind::Meeting) {
        for (list, what) in lists {
            let mut seen = BTreeMap::new();
            for (position, entry) in meeting.values.get(list).iter().enumerate() {
                let Some(id) = entry_id(&list.field, entry, position) else { continue };
                let own = entry.values.span(&ID.field);
                let span = own.unwrap_or(entry.span);
                let Some((first, is_given)) = seen.insert(fold_label(&id), (span, own.is_some())) else { continue };
                let message = match own.is_some() && is_given {
                    true => format!("two {what} of the meeting have the id `{id}`"),
                    false => format!("one of the {what} has the id `{id}`, which is that of another by its place"),
                };
                let problem = Diagnostic::new(Code::DuplicateEntryId, &meeting.path, message).at(span);
                problems.push(problem.related(&meeting.path, first, "here").help("give one of them another id"));
            }
        }
    }
    problems
}

/// Entries of one history that have one id, as links spell it.
fn in_histories(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, record) in subjects.having(&RESPONSE.entries.field) {
        for track in TRACKS {
            let mut seen = BTreeMap::new();
            for entry in record.values.get(&track.entries) {
                let Some(id) = entry.values.get(&ENTRY_ID) else { continue };
                let span = entry.values.span(&ENTRY_ID.field).unwrap_or(entry.span);
                let Some(first) = seen.insert(slug(id), span) else { continue };
                let message = format!("two entries of the {} have the id `{id}`", track.name());
                let problem = Diagnostic::new(Code::DuplicateEntryId, &record.path, message).at(span);
                problems.push(problem.related(&record.path, first, "here").help("give one of them another id"));
            }
        }
    }
    problems
}
