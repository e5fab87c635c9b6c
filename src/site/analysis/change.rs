//! What an edit may have changed of what follows from a review, so that the rest is taken over from its state before.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::review::kind::recommendation::PART_OF;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::site::visible::Visible;

/// What may be another than in another state of the review, of which the same is shown on the same day.
#[derive(Debug)]
pub(super) struct Change<'a> {
    /// The state before.
    pub(super) before: &'a Visible,
    /// The records that say something else now, or of which others say something else, or that lead elsewhere.
    pub(super) changed: BTreeSet<RecordIx>,
    /// The recommendations that may stand elsewhere, with what else `changed` speaks of or refers to.
    pub(super) affected: Arc<BTreeSet<RecordIx>>,
}

impl<'a> Change<'a> {
    /// What has changed since another state. None where nobody can tell.
    pub(super) fn since(before: &'a Visible, now: &Visible) -> Option<Change<'a>> {
        if now.today() != before.today() || now.publication.drafts != before.publication.drafts {
            return None;
        }
        let changed = now.review.changed_since(&before.review)?;
        Some(Change { before, affected: Arc::new(affected(&changed, &now.review, &before.review)), changed })
    }
}

/// The recommendations that may stand elsewhere than in another state of the review: those that have changed, those that what
/// has changed speaks of or refers to, and what all of them are made of.
///
/// It has to know whatever the standing of one record takes from another: the entries of others that speak of it, who is asked by
/// the whole that it is a component of, whether that is withdrawn, and what supersedes either.
fn affected(changed: &BTreeSet<RecordIx>, review: &Review, before: &Review) -> BTreeSet<RecordIx> {
    let mut affected = changed.clone();
    for (review, record) in
        [review, before].into_iter().flat_map(|review| changed.iter().map(move |own| (review, *own)))
    {
        let references = review.records[record].references.iter_enumerated();
        affected.extend(references.filter_map(|(reference, _)| review.target_record(record, reference)));
    }
    with_components(&mut affected, review);
    affected
}

/// Adds what recommendations are made of, through whatever steps.
pub(super) fn with_components(records: &mut BTreeSet<RecordIx>, review: &Review) {
    let mut wholes: Vec<RecordIx> = records.iter().copied().collect();
    while let Some(whole) = wholes.pop() {
        let components = review.incoming(whole).iter().filter(|incoming| incoming.is_by(&PART_OF.field));
        wholes.extend(components.map(|incoming| incoming.from).filter(|component| records.insert(*component)));
    }
}

/// Something that is made when somebody first asks for it, by whoever has a clone of this, and that other states of a review may
/// have as well.
#[derive(Debug)]
pub(super) struct Shared<T>(Arc<OnceLock<Arc<T>>>);

impl<T> Default for Shared<T> {
    fn default() -> Shared<T> {
        Shared(Arc::default())
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Shared<T> {
    /// It, made now where it is not.
    pub(super) fn get(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(|| Arc::new(make()))
    }

    /// It, where it is made.
    pub(super) fn made(&self) -> Option<&T> {
        self.0.get().map(|made| &**made)
    }

    /// The same for another state of the review, as far as it is made and the same there.
    pub(super) fn taken_over(&self, is_same: impl FnOnce(&T) -> bool) -> Shared<T> {
        match self.0.get() {
            Some(made) if is_same(made) => Shared(Arc::new(OnceLock::from(Arc::clone(made)))),
            _ => Shared::default(),
        }
    }
}
