//! What of a review a publication shows. It knows no address: the same is shown wherever it lies.

use std::sync::Arc;

use rayon::prelude::*;

use crate::review::date::Day;
use crate::review::kind::field::Field;
use crate::review::kind::{Kind, comment, recommendation};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::site::publication::Publication;
use crate::text::index::IndexVec;

/// A review with the choices of one publication of it.
#[derive(Debug, Clone)]
pub struct Visible {
    /// The review.
    pub review: Arc<Review>,
    /// The choices.
    pub publication: Publication,
    /// Which records are held back, side by side: pages ask it of records all over the review, and in a large one reading
    /// each from its own place in memory takes longer than rendering them.
    hidden: Arc<IndexVec<RecordIx, bool>>,
}

impl Visible {
    /// What a publication shows of a review: all of it but the drafts, where it does not show these as well.
    #[must_use]
    pub fn new(review: Arc<Review>, publication: Publication) -> Visible {
        let is_hidden = |record: &Arc<Record>| !publication.drafts && record.is_draft();
        let hidden: Vec<bool> = review.records.par_iter().map(is_hidden).collect();
        Visible { review, publication, hidden: Arc::new(hidden.into()) }
    }

    /// The same for a publication that differs in other things than its drafts.
    #[must_use]
    pub fn with_base_url(&self, base_url: &str) -> Visible {
        let publication = Publication { base_url: Some(base_url.to_owned()), ..self.publication.clone() };
        Visible { publication, ..self.clone() }
    }

    /// The day that counts as today.
    #[must_use]
    pub fn today(&self) -> Day {
        self.publication.as_of
    }

    /// Whether a record is shown.
    #[must_use]
    pub fn shows(&self, record: RecordIx) -> bool {
        !self.hidden[record]
    }

    /// The positions of the records of a kind that are shown, in their order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = RecordIx> {
        self.review.of_kind(kind).map(|(position, _)| position).filter(|&position| self.shows(position))
    }

    /// How many records of a kind are shown.
    #[must_use]
    pub fn count_of(&self, kind: Kind) -> usize {
        self.of_kind(kind).count()
    }

    /// The positions of all records that are shown, kind by kind.
    pub fn all(&self) -> impl Iterator<Item = RecordIx> {
        Kind::ALL.into_iter().flat_map(|kind| self.of_kind(kind))
    }

    /// How many records are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        self.hidden.iter().filter(|hidden| !**hidden).count()
    }

    /// Whether a record is of a day after the one that counts as today.
    #[must_use]
    pub fn is_to_come(&self, record: &Record) -> bool {
        record.when().is_some_and(|date| date.is_after(self.today()))
    }

    /// The records that a field of a record refers to, as far as they are shown.
    pub fn referred(&self, record: RecordIx, field: &'static Field) -> impl Iterator<Item = RecordIx> {
        let references = self.review.records[record].values.references(field).iter();
        let found = references.filter_map(move |&reference| self.review.target_record(record, reference));
        found.filter(|&found| self.shows(found))
    }

    /// The record below which another stands: the group of a recommendation, the period that a comment was given in.
    #[must_use]
    pub fn holder(&self, record: RecordIx) -> Option<RecordIx> {
        let field = match self.review.records[record].kind {
            Kind::Recommendation => &recommendation::GROUP.field,
            Kind::Comment => &comment::CONSULTATION.field,
            Kind::Clause
            | Kind::Phase
            | Kind::Charter
            | Kind::Person
            | Kind::Milestone
            | Kind::Document
            | Kind::Finding
            | Kind::Group
            | Kind::Prior
            | Kind::Consultation
            | Kind::Meeting
            | Kind::Update
            | Kind::Term
            | Kind::Page => return None,
        };
        self.referred(record, field).next()
    }
}
