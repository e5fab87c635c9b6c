//! References, seen from the records that they lead to.

use std::sync::Arc;

use rayon::prelude::*;

use crate::review::kind::field::{Field, Relation};
use crate::review::record::{Record, RecordIx};
use crate::review::resolve::{Resolved, Target};
use crate::text::batch::BATCH;
use crate::text::index::IndexVec;

/// A reference, seen from the record that it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming {
    /// The record that refers, as its position.
    pub from: RecordIx,
    /// What the reference means.
    pub relation: &'static Relation,
}

impl Incoming {
    /// Whether the reference is what a field says.
    #[must_use]
    pub fn is_by(&self, field: &Field) -> bool {
        field.shape.relation().is_some_and(|relation| std::ptr::eq(relation, self.relation))
    }
}

/// Every reference, seen from the other end. A mention is left out where the same record refers by a field as well.
pub(super) fn turn_round(
    records: &IndexVec<RecordIx, Arc<Record>>,
    resolved: &[Arc<Resolved>],
) -> IndexVec<RecordIx, Vec<Incoming>> {
    let all = records.par_iter().with_max_len(BATCH).zip(resolved).enumerate();
    let outgoing = all.map(|(from, (record, resolved))| outgoing(RecordIx::new(from), record, resolved));
    let outgoing: Vec<Vec<Outgoing>> = outgoing.collect();
    let mut counts: IndexVec<RecordIx, usize> = IndexVec::of(0, records.len());
    outgoing.iter().flatten().for_each(|reference| counts[reference.to] += 1);
    let mut incoming: IndexVec<RecordIx, Vec<Incoming>> = counts.iter().copied().map(Vec::with_capacity).collect();
    for Outgoing { to, seen, is_field } in outgoing.into_iter().flatten() {
        let list = &mut incoming[to];
        let mut met = list.iter().rev().take_while(|incoming| incoming.from == seen.from);
        if !met.any(|incoming| !is_field || *incoming.relation == *seen.relation) {
            list.push(seen);
        }
    }
    incoming
}

/// A reference to another record.
struct Outgoing {
    to: RecordIx,
    /// The same, seen from there.
    seen: Incoming,
    /// Whether it is what a field says.
    is_field: bool,
}

/// The references of a record to others, those of its fields first.
fn outgoing(from: RecordIx, record: &Record, resolved: &Resolved) -> Vec<Outgoing> {
    let all = record.references.iter().zip(resolved.targets.iter()).enumerate();
    let outgoing = all.filter_map(|(position, (reference, target))| match target {
        Some(Target::Record(to, _)) if *to != from => {
            let seen = Incoming { from, relation: reference.relation };
            Some(Outgoing { to: *to, seen, is_field: position < record.field_references })
        }
        _ => None,
    });
    outgoing.collect()
}
