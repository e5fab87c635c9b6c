//! Something of each recommendation, worked out for one after the other when somebody first asks. What cannot have changed since
//! another state of the review is taken over.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::visible::Visible;

/// Something of each recommendation.
#[derive(Debug)]
pub(super) struct OfEach<T> {
    /// How many records lie before the first.
    first: usize,
    /// Nothing of one that is not counted.
    of: Vec<Option<T>>,
}

/// Something of each recommendation, made when somebody first asks for it.
#[derive(Debug)]
pub(super) struct Lazy<T> {
    made: Arc<OnceLock<Arc<OfEach<T>>>>,
    former: Option<Former<T>>,
}

/// The same in another state of the review.
#[derive(Debug)]
struct Former<T> {
    of_each: Arc<OfEach<T>>,
    /// The records of which it may be another now.
    affected: Arc<BTreeSet<RecordIx>>,
}

impl<T> Default for Lazy<T> {
    fn default() -> Lazy<T> {
        Lazy { made: Arc::default(), former: None }
    }
}

impl<T> Clone for Lazy<T> {
    fn clone(&self) -> Lazy<T> {
        Lazy { made: Arc::clone(&self.made), former: self.former.clone() }
    }
}

impl<T> Clone for Former<T> {
    fn clone(&self) -> Former<T> {
        Former { of_each: Arc::clone(&self.of_each), affected: Arc::clone(&self.affected) }
    }
}

impl<T: Clone> OfEach<T> {
    fn new(visible: &Visible, former: Option<&Former<T>>, work_out: impl Fn(RecordIx) -> T) -> OfEach<T> {
        let mut records = visible.review.of_kind(Kind::Recommendation).map(|(record, _)| record).peekable();
        let first = records.peek().map_or(0, |record| record.position());
        let of = records.map(|record| {
            let former = former.filter(|former| !former.affected.contains(&record));
            let taken_over = || former.and_then(|former| former.of_each.get(record)).cloned();
            visible.counts(record).then(|| taken_over().unwrap_or_else(|| work_out(record)))
        });
        OfEach { of: of.collect(), first }
    }
}

impl<T> OfEach<T> {
    /// That of a recommendation; nothing of one that is not counted.
    pub(super) fn get(&self, record: RecordIx) -> Option<&T> {
        self.of.get(record.position().checked_sub(self.first)?)?.as_ref()
    }

    /// That of all, in their order.
    pub(super) fn all(&self) -> &[Option<T>] {
        &self.of
    }

    /// How many records lie before the first.
    pub(super) fn first(&self) -> usize {
        self.first
    }
}

impl<T: Clone> Lazy<T> {
    /// The same after a change that affects some records.
    pub(super) fn after(&self, affected: &Arc<BTreeSet<RecordIx>>) -> Lazy<T> {
        let former = match (self.made.get(), &self.former) {
            (Some(made), _) => Some(Former { of_each: Arc::clone(made), affected: Arc::clone(affected) }),
            (None, Some(former)) => {
                let affected = former.affected.union(affected).copied().collect();
                Some(Former { of_each: Arc::clone(&former.of_each), affected: Arc::new(affected) })
            }
            (None, None) => None,
        };
        Lazy { made: Arc::default(), former }
    }

    pub(super) fn get(&self, visible: &Visible, work_out: impl Fn(RecordIx) -> T) -> &OfEach<T> {
        self.made.get_or_init(|| Arc::new(OfEach::new(visible, self.former.as_ref(), work_out)))
    }
}
