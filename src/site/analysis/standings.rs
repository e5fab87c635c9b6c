//! Where each recommendation stands on the day that counts as today: whether it is open, and what its histories say in all; and
//! after an edit, of which of them that may be another.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::review::kind::history::{TRACKS, Track};
use crate::review::kind::recommendation::PART_OF;
use crate::review::link::Review;
use crate::review::openness::{Openness, openness};
use crate::review::record::RecordIx;
use crate::site::analysis::facet::key::{Current, current};
use crate::site::analysis::of_each::{Lazy, OfEach};
use crate::site::analysis::openings::Openings;
use crate::site::visible::Visible;

/// Where each recommendation stands. Whoever has a clone of it has the same.
#[derive(Debug, Clone)]
pub struct Standings {
    visible: Visible,
    openings: Lazy<Openness>,
    histories: [Lazy<Current>; TRACKS.len()],
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

/// The recommendations that may stand elsewhere than in another state of the review: those that have changed, those that what
/// has changed speaks of or refers to, and what all of them are made of. None where nobody can tell.
///
/// It has to know whatever the standing of one record takes from another: the entries of others that speak of it, who is asked by
/// the whole that it is a component of, whether that is withdrawn, and what supersedes either.
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
