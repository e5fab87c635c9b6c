//! What of a review a publication shows. It knows no address: the same is shown wherever it lies.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::components::{components, group_of, speaks_for};
use crate::review::date::Day;
use crate::review::files::held_back;
use crate::review::kind::Kind;
use crate::review::kind::field::{Field, Role};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::resolve::AttachmentIx;
use crate::review::value::ReferenceIx;
use crate::site::publication::Publication;
use crate::text::index::IndexVec;
use crate::text::source::Attachment;

/// The file that says what crawlers may read. One among the attachments takes the place of the site's own, but in a copy that
/// search engines are to keep nothing of.
pub const ROBOTS: &str = "robots.txt";

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
    /// The attachments that are held back with their records.
    held_back: Arc<HashSet<AttachmentIx>>,
    /// The recommendations that are made of others, with these.
    components: Arc<BTreeMap<RecordIx, Vec<RecordIx>>>,
}

impl Visible {
    /// What a publication shows of a review: all of it but the drafts, where it does not show these as well.
    #[must_use]
    pub fn new(review: Arc<Review>, publication: Publication) -> Visible {
        let is_hidden = |record: &Arc<Record>| !publication.drafts && record.is_draft();
        let hidden: Vec<bool> = review.records.par_iter().map(is_hidden).collect();
        let hidden: IndexVec<RecordIx, bool> = hidden.into();
        let components = components(&review, |record| !hidden[record]);
        let mut held_back = held_back(&review, |record| !hidden[record]);
        // What a crawler may not read it cannot be told of either, that it is to keep nothing of it.
        held_back.extend(review.attachment(ROBOTS).filter(|_| publication.noindex));
        let (hidden, held_back, components) = (Arc::new(hidden), Arc::new(held_back), Arc::new(components));
        Visible { review, publication, hidden, held_back, components }
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

    /// The attachments that are shown, in the order of their paths: all but those that belong to drafts alone.
    pub fn attachments(&self) -> impl Iterator<Item = (AttachmentIx, &Attachment)> {
        self.review.attachments.iter_enumerated().filter(|(attachment, _)| !self.held_back.contains(attachment))
    }

    /// The attachment with this path, if it is shown.
    #[must_use]
    pub fn attachment(&self, path: &str) -> Option<AttachmentIx> {
        self.review.attachment(path).filter(|attachment| !self.held_back.contains(attachment))
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

    /// Whether a record is counted: it is shown, and is not made of others.
    #[must_use]
    pub fn counts(&self, record: RecordIx) -> bool {
        self.shows(record) && self.components(record).is_empty()
    }

    /// The recommendations that are counted, in their order.
    pub fn counted(&self) -> impl Iterator<Item = RecordIx> {
        self.of_kind(Kind::Recommendation).filter(|&record| self.counts(record))
    }

    /// The group of a recommendation, or of what it is a component of, if it is shown.
    #[must_use]
    pub fn group_of(&self, record: RecordIx) -> Option<RecordIx> {
        group_of(&self.review, record).filter(|&group| self.shows(group))
    }

    /// The recommendations that one is made of, as far as they are shown.
    #[must_use]
    pub fn components(&self, record: RecordIx) -> &[RecordIx] {
        self.components.get(&record).map_or(&[], Vec::as_slice)
    }

    /// How many records of a kind are counted: of recommendations not those that are made of others.
    #[must_use]
    pub fn counted_of(&self, kind: Kind) -> usize {
        if kind == Kind::Recommendation { self.counted().count() } else { self.count_of(kind) }
    }

    /// How many recommendations are made of others.
    #[must_use]
    pub fn wholes(&self) -> usize {
        self.components.len()
    }

    /// What of a recommendation is counted: itself, or all that it is made of, through whatever steps.
    #[must_use]
    pub fn leaves(&self, record: RecordIx) -> Vec<RecordIx> {
        match self.components(record) {
            [] => vec![record],
            components => components.iter().flat_map(|&component| self.leaves(component)).collect(),
        }
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
        self.targets(record, self.review.records[record].values.references(field))
    }

    /// The record that the field of a record in this role refers to, or that of what it is a component of, if it is shown.
    #[must_use]
    pub fn in_role(&self, record: RecordIx, role: Role) -> Option<RecordIx> {
        let field = self.review.records[record].kind.fields().find(|field| field.role == Some(role))?;
        self.referred(speaks_for(&self.review, record, field), field).next()
    }

    /// The records that references of a record lead to, as far as they are shown.
    pub fn targets<'a>(
        &'a self,
        record: RecordIx,
        references: &'a [ReferenceIx],
    ) -> impl Iterator<Item = RecordIx> + use<'a> {
        let found = references.iter().filter_map(move |&reference| self.review.target_record(record, reference));
        found.filter(|&found| self.shows(found))
    }
}
