//! The review as a whole: every record, and every reference followed both ways.
//!
//! Linking sees all records at once and changes none of them. What a reference resolves to is kept beside the records,
//! in the same positions as their references.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::id::natural_order;
use crate::review::kind::field::{Order, Relation};
use crate::review::kind::{Kind, page};
use crate::review::record::Record;
use crate::review::resolve::{Failure, Index, Target};
use crate::review::settings::Settings;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Attachment;
use crate::text::span::Span;

/// Suggestions are looked for only for so many references, since each looks at every id.
const MOST_SUGGESTIONS: usize = 200;

/// A whole review.
#[derive(Debug)]
pub struct Review {
    /// What it is called, and which rules hold.
    pub settings: Settings,
    /// Its records: kind by kind, each in the order of its kind.
    pub records: Vec<Arc<Record>>,
    /// Its attachments, ordered by path.
    pub attachments: Vec<Attachment>,
    ids: HashMap<Arc<str>, usize>,
    targets: Vec<Vec<Option<Target>>>,
    incoming: Vec<Vec<Incoming>>,
}

/// A reference, seen from the record that it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming {
    /// The record that refers, as its position.
    pub from: usize,
    /// What the reference means.
    pub relation: &'static Relation,
}

impl Review {
    /// The position of the record with this id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// What a reference of a record leads to.
    #[must_use]
    pub fn target(&self, record: usize, reference: usize) -> Option<Target> {
        self.targets.get(record)?.get(reference).copied().flatten()
    }

    /// The position of the record that a reference leads to.
    #[must_use]
    pub fn target_record(&self, record: usize, reference: usize) -> Option<usize> {
        match self.target(record, reference)? {
            Target::Record(position, _) => Some(position),
            Target::Attachment(_) => None,
        }
    }

    /// The references that lead to a record, in the order of the records that refer.
    #[must_use]
    pub fn incoming(&self, record: usize) -> &[Incoming] {
        self.incoming.get(record).map_or(&[], Vec::as_slice)
    }

    /// The records of one kind with their positions, in the order of the kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &Record)> {
        let start = self.records.partition_point(|record| record.kind < kind);
        let end = self.records.partition_point(|record| record.kind <= kind);
        (start..end).zip(self.records[start..end].iter().map(|record| &**record))
    }
}

/// Puts the records of a review together.
#[must_use]
pub fn link(
    settings: Settings,
    mut records: Vec<Arc<Record>>,
    attachments: Vec<Attachment>,
) -> (Review, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    drop_duplicates(&mut records, &mut diagnostics);
    sort(&mut records);
    let index = Index::new(&records, &attachments);
    let resolved: Vec<Vec<Result<Option<Target>, Failure>>> =
        records.par_iter().enumerate().map(|(position, record)| index.resolve_all(position, record)).collect();
    let mut suggestions = MOST_SUGGESTIONS;
    for (record, results) in records.iter().zip(&resolved) {
        for (reference, result) in record.references.iter().zip(results) {
            let problem = match result {
                Err(failure) => Some(index.report(record, reference, failure, &mut suggestions)),
                Ok(Some(Target::Record(to, _))) => index.question(record, reference, &records[*to]),
                Ok(_) => None,
            };
            diagnostics.extend(problem);
        }
    }
    diagnostics.extend(records.iter().flat_map(|record| index.missing_files(record)));
    let targets: Vec<Vec<Option<Target>>> =
        resolved.into_iter().map(|results| results.into_iter().map(|result| result.ok().flatten()).collect()).collect();
    let incoming = turn_round(&records, &targets);
    let ids = records.iter().enumerate().map(|(position, record)| (Arc::clone(&record.id), position)).collect();
    (Review { settings, records, attachments, ids, targets, incoming }, diagnostics)
}

/// Puts records in the order of their kinds, and each kind's in its own.
fn sort(records: &mut [Arc<Record>]) {
    records.par_sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then_with(|| in_kind(a.kind.declaration().order, a, b))
            .then_with(|| natural_order(&a.name, &b.name))
            .then_with(|| a.path.cmp(&b.path))
    });
}

fn in_kind(order: Order, a: &Record, b: &Record) -> std::cmp::Ordering {
    let date = |record: &Record| record.when().and_then(|date| date.first());
    // What has no date comes last in either direction.
    let dated = |a: &Record, b: &Record| date(a).is_none().cmp(&date(b).is_none());
    match order {
        Order::Name => std::cmp::Ordering::Equal,
        Order::Number => natural_order(a.number().unwrap_or(&a.name), b.number().unwrap_or(&b.name)),
        Order::Title => a.title().to_lowercase().cmp(&b.title().to_lowercase()),
        Order::Date => dated(a, b).then_with(|| date(a).cmp(&date(b))),
        Order::NewestFirst => dated(a, b).then_with(|| date(b).cmp(&date(a))),
        Order::Position => {
            let place = |record: &Record| record.values.whole(&page::ORDER).map_or(u64::MAX, |(place, _)| place);
            place(a).cmp(&place(b))
        }
    }
}

/// Keeps the first of records with one id, in the order of the files, and reports the others; reports ids that differ in
/// case only.
fn drop_duplicates(records: &mut Vec<Arc<Record>>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, (Arc<str>, Arc<str>, Span)> = HashMap::with_capacity(records.len());
    records.retain(|record| {
        let folded = record.id.to_lowercase();
        let Some((id, path, span)) = seen.get(&folded) else {
            seen.insert(folded, (Arc::clone(&record.id), Arc::clone(&record.path), record.span));
            return true;
        };
        let same = *id == record.id;
        let (code, message) = if same {
            (Code::DuplicateId, format!("there are two records `{id}`"))
        } else {
            (Code::NameClash, format!("`{}` and `{id}` differ only in upper and lower case", record.id))
        };
        let problem = Diagnostic::new(code, &record.path, message).at(record.span).label("this one").related(
            path,
            *span,
            "the other one",
        );
        diagnostics.push(problem.help("rename one of them"));
        !same
    });
}

/// Every reference, seen from the other end. A mention is left out where the same record refers by a field as well.
fn turn_round(records: &[Arc<Record>], targets: &[Vec<Option<Target>>]) -> Vec<Vec<Incoming>> {
    let mut incoming: Vec<Vec<Incoming>> = vec![Vec::new(); records.len()];
    for (from, (record, targets)) in records.iter().zip(targets).enumerate() {
        for (position, (reference, target)) in record.references.iter().zip(targets).enumerate() {
            let Some(Target::Record(to, _)) = target else { continue };
            let list = &mut incoming[*to];
            let met = list.iter().rev().take_while(|incoming| incoming.from == from);
            let mut met =
                met.filter(|incoming| position >= record.field_references || *incoming.relation == *reference.relation);
            if *to != from && met.next().is_none() {
                list.push(Incoming { from, relation: reference.relation });
            }
        }
    }
    incoming
}
