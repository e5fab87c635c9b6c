//! The order of records: kind by kind, each in its own.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::collation::Collation;
use crate::review::id::natural_order;
use crate::review::kind::field::Order;
use crate::review::kind::{page, recommendation};
use crate::review::record::Record;

/// Puts records in the order of their kinds, and each kind's in its own; with where each stood before.
pub(super) fn in_order(in_order_of_files: &[Arc<Record>], collation: &Collation) -> (Vec<u32>, Vec<Arc<Record>>) {
    let mut order: Vec<u32> = (0..).take(in_order_of_files.len()).collect();
    order.par_sort_by(|a, b| compare(&in_order_of_files[*a as usize], &in_order_of_files[*b as usize], collation));
    let records = order.iter().map(|place| Arc::clone(&in_order_of_files[*place as usize])).collect();
    (order, records)
}

/// The same, where they have the order that they had in another state of the review, in the same language: that of these places.
pub(super) fn order_as_before(
    in_order_of_files: &[Arc<Record>],
    collation: &Collation,
    places: &[u32],
    before: &[Arc<Record>],
) -> Option<(Vec<u32>, Vec<Arc<Record>>)> {
    if places.len() != in_order_of_files.len() {
        return None;
    }
    let records: Vec<Arc<Record>> =
        places.iter().map(|place| Arc::clone(&in_order_of_files[*place as usize])).collect();
    let pairs = records.windows(2).zip(before.windows(2));
    let is_in_order = pairs.into_iter().all(|(now, before)| {
        let is_same = now.iter().zip(before).all(|(now, before)| Arc::ptr_eq(now, before));
        is_same || matches!(now, [a, b] if compare(a, b, collation).is_lt())
    });
    is_in_order.then(|| (places.to_vec(), records))
}

fn compare(a: &Record, b: &Record, collation: &Collation) -> Ordering {
    a.kind
        .cmp(&b.kind)
        .then_with(|| in_kind(a.kind.declaration().order, collation, a, b))
        .then_with(|| natural_order(&a.name, &b.name))
        .then_with(|| a.path.cmp(&b.path))
}

fn in_kind(order: Order, collation: &Collation, a: &Record, b: &Record) -> Ordering {
    let date = |record: &Record| record.when().and_then(|date| date.first());
    // What has no date comes last in either direction.
    let dated = |a: &Record, b: &Record| date(a).is_none().cmp(&date(b).is_none());
    match order {
        Order::Name => Ordering::Equal,
        Order::Number => natural_order(a.number().unwrap_or(&a.name), b.number().unwrap_or(&b.name)),
        Order::PositionOrNumber => {
            let place = |record: &Record| record.values.get(&recommendation::ORDER).unwrap_or(u64::MAX);
            place(a).cmp(&place(b)).then_with(|| in_kind(Order::Number, collation, a, b))
        }
        Order::NumberOrWritten => {
            let numbers = a.number().zip(b.number()).map_or(Ordering::Equal, |(a, b)| natural_order(a, b));
            let unnumbered = a.number().is_none().cmp(&b.number().is_none());
            let written = || natural_order(&a.path, &b.path).then_with(|| a.span.start.cmp(&b.span.start));
            unnumbered.then(numbers).then_with(written)
        }
        Order::Title => collation.order(a.title(), b.title()),
        Order::Date => dated(a, b).then_with(|| date(a).cmp(&date(b))),
        Order::NewestFirst => dated(a, b).then_with(|| date(b).cmp(&date(a))),
        Order::Position => {
            let place = |record: &Record| record.values.get(&page::ORDER).unwrap_or(u64::MAX);
            place(a).cmp(&place(b))
        }
    }
}
