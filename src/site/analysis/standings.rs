//! Where each recommendation stands on the day that counts as today: whether it is open, and what its histories say in all. Each
//! is worked out for one recommendation after the other, when somebody first asks; what cannot have changed since another state
//! of the review is taken over.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::review::kind::Kind;
use crate::review::kind::history::{TRACKS, Track};
use crate::review::kind::recommendation::PART_OF;
use crate::review::link::Review;
use crate::review::openness::{Openness, openness};
use crate::review::record::RecordIx;
use crate::site::analysis::facet::key::{Current, current};
use crate::site::analysis::openings::Openings;
use crate::site::visible::Visible;

/// Something of each recommendation.
#[derive(Debug)]
pub(super) struct OfEach<T> {
    /// How many records lie before the first.
    first: usize,
    /// Nothing of one that is not counted.
    of: Vec<Option<T>>,
}

/// Where each recommendation stands. Whoever has a clone of it has the same.
#[derive(Debug, Clone)]
pub struct Standings {
    visible: Visible,
    openings: Lazy<Openness>,
    histories: [Lazy<Current>; TRACKS.len()],
}

/// Something of each recommendation, made when somebody first asks for it.
#[derive(Debug)]
struct Lazy<T> {
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
    /// The same after a change that affects some records; all, where that is not known.
    fn after(&self, affected: Option<&Arc<BTreeSet<RecordIx>>>) -> Lazy<T> {
        let former = affected.and_then(|affected| match (self.made.get(), &self.former) {
            (Some(made), _) => Some(Former { of_each: Arc::clone(made), affected: Arc::clone(affected) }),
            (None, Some(former)) => {
                let affected = former.affected.union(affected).copied().collect();
                Some(Former { of_each: Arc::clone(&former.of_each), affected: Arc::new(affected) })
            }
            (None, None) => None,
        });
        Lazy { made: Arc::default(), former }
    }

    fn get(&self, visible: &Visible, work_out: impl Fn(RecordIx) -> T) -> &OfEach<T> {
        self.made.get_or_init(|| Arc::new(OfEach::new(visible, self.former.as_ref(), work_out)))
    }
}

impl Standings {
    /// Those of what is shown, and what may be taken over of those before.
    #[must_use]
    pub fn new(visible: Visible, before: Option<&Standings>) -> Standings {
        let Some(before) = before else {
            return Standings { visible, openings: Lazy::default(), histories: Default::default() };
        };
        let is_same_day = visible.today() == before.visible.today();
        let affected = if is_same_day { affected(&visible.review, &before.visible.review) } else { None };
        let affected = affected.map(Arc::new);
        let after = |former: &Lazy<Current>| former.after(affected.as_ref());
        let histories = before.histories.each_ref().map(after);
        Standings { openings: before.openings.after(affected.as_ref()), histories, visible }
    }

    /// Which recommendations are open.
    #[must_use]
    pub fn openings(&self) -> Openings<'_> {
        let visible = &self.visible;
        Openings(self.openings.get(visible, |record| openness(&visible.review, record, visible.today())))
    }

    /// What a history of each recommendation says in all.
    pub(super) fn current(&self, track: &'static Track) -> &OfEach<Current> {
        let place = TRACKS.iter().position(|own| own.is(track)).unwrap_or_default();
        self.histories[place].get(&self.visible, |record| current(&self.visible, record, track))
    }
}

/// The records of which what is said may be another than in another state of the review: those that have changed, those that
/// these speak of or refer to, and what all of them are made of. None where nobody can tell.
fn affected(review: &Review, before: &Review) -> Option<BTreeSet<RecordIx>> {
    let mut affected = review.changed_since(before)?;
    let changed: Vec<RecordIx> = affected.iter().copied().collect();
    for (review, record) in
        [review, before].into_iter().flat_map(|review| changed.iter().map(move |own| (review, *own)))
    {
        let references = review.records[record].references.iter_enumerated();
        affected.extend(references.filter_map(|(reference, _)| review.target_record(record, reference)));
    }
    let mut wholes: Vec<RecordIx> = affected.iter().copied().collect();
    while let Some(whole) = wholes.pop() {
        let components = review.incoming(whole).iter().filter(|incoming| incoming.is_by(&PART_OF.field));
        wholes.extend(components.map(|incoming| incoming.from).filter(|component| affected.insert(*component)));
    }
    Some(affected)
}
