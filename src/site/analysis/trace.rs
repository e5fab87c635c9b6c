//! From the mandate to what became of it: which sub-teams assess a clause, what they found under it, what was recommended
//! for it, and what of this leads on from nothing or to nothing. Made once for a visible, since several pages show parts of it.

use std::collections::HashMap;

use crate::review::components::speaks_for;
use crate::review::kind::field::Field;
use crate::review::kind::{Kind, finding, recommendation};
use crate::review::record::RecordIx;
use crate::site::analysis::mandate::{Clause, mandate};
use crate::site::visible::Visible;

pub mod chain;
pub mod count;
pub mod pages;

use chain::{Strand, strands};
use count::{Count, counts};
use pages::{Extract, begins, extracts};

/// The mandate, and all that follows from it.
#[derive(Debug)]
pub struct Trace {
    /// The clauses, in the order of the mandate.
    pub clauses: Vec<Clause>,
    /// What follows from each clause, in the same order; last, what no clause leads to.
    pub strands: Vec<Strand>,
    findings: Vec<Provenance>,
    recommendations: Vec<Provenance>,
    /// The strands, cut into pages.
    extracts: Vec<Vec<Extract>>,
    /// The page on which each strand begins.
    begins: Vec<usize>,
    /// The places of the clauses in `clauses`, by record.
    places: HashMap<RecordIx, usize>,
}

/// One step of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A record, as its position.
    At(RecordIx),
    /// The record before says that it is unknown.
    Unknown,
    /// Nothing is recorded.
    Nothing,
}

/// What a finding or a recommendation says of where it comes from.
#[derive(Debug)]
struct Provenance {
    record: RecordIx,
    team: Step,
    clauses: Vec<RecordIx>,
    /// The findings that it follows from; none for a finding.
    findings: Vec<RecordIx>,
    /// What stands for the findings, or for the clauses of a finding, where there are none.
    without: Step,
}

impl Trace {
    /// Follows the mandate, as far as it is shown.
    ///
    /// Not side by side: while the first page that asks waits for the others of a pool of threads, it would be handed
    /// another page to make, which would ask again.
    #[must_use]
    pub fn new(visible: &Visible) -> Trace {
        let clauses = mandate(visible);
        let findings =
            origins(visible, Kind::Finding, [&finding::TEAM.field, &finding::CLAUSES.field, &finding::CLAUSES.field]);
        let fields = [&recommendation::TEAM.field, &recommendation::CLAUSES.field, &recommendation::FINDINGS.field];
        let recommendations = origins(visible, Kind::Recommendation, fields);
        let places: HashMap<RecordIx, usize> =
            clauses.iter().enumerate().map(|(place, clause)| (clause.record, place)).collect();
        let strands = strands(visible, &clauses, &places, &findings, &recommendations);
        let extracts = extracts(&strands);
        let begins = begins(&extracts, strands.len());
        Trace { clauses, strands, findings, recommendations, extracts, begins, places }
    }

    /// How many records are linked to the next step, and how many are not. One page shows it, and many others parts of the rest.
    #[must_use]
    pub fn counts(&self, visible: &Visible) -> Vec<Count> {
        counts(visible, &self.clauses, &self.findings, &self.recommendations)
    }

    /// The place of a clause.
    #[must_use]
    pub fn place(&self, record: RecordIx) -> Option<usize> {
        self.places.get(&record).copied()
    }

    /// Whether there is anything to follow, told without following it: without a mandate and findings every step is empty.
    #[must_use]
    pub fn is_wanted(visible: &Visible) -> bool {
        let kinds = [Kind::Clause, Kind::Finding];
        kinds.into_iter().any(|kind| visible.of_kind(kind).next().is_some())
    }

    /// How many pages show it; none where there is nothing to follow.
    #[must_use]
    pub fn pages(&self) -> usize {
        // What is not short begins on a page of its own.
        self.extracts.len() + usize::from(self.extracts.len() > 1)
    }

    /// The page on which what followed from a clause begins.
    #[must_use]
    pub fn page_of(&self, clause: RecordIx) -> usize {
        let page = self.place(clause).and_then(|place| self.begins.get(place)).copied().unwrap_or_default();
        page + usize::from(self.extracts.len() > 1)
    }

    /// What stands on a page: where there are several, the first has none of the strands.
    #[must_use]
    pub fn extracts(&self, page: usize) -> &[Extract] {
        let page = if self.extracts.len() > 1 { page.checked_sub(1) } else { Some(page) };
        page.and_then(|page| self.extracts.get(page)).map_or(&[], Vec::as_slice)
    }
}

/// Where the records of a kind come from, by its fields for the sub-team, the clauses and the findings.
fn origins(visible: &Visible, kind: Kind, [team, clauses, findings]: [&'static Field; 3]) -> Vec<Provenance> {
    // What a list names twice is meant once.
    let all = |record, field| {
        let mut found: Vec<RecordIx> = Vec::new();
        for position in visible.referred(speaks_for(&visible.review, record, field), field) {
            if !found.contains(&position) {
                found.push(position);
            }
        }
        found
    };
    let origin = |record: RecordIx| Provenance {
        record,
        team: all(record, team).into_iter().next().map_or_else(|| absent(visible, record, team), Step::At),
        clauses: all(record, clauses),
        findings: if kind == Kind::Finding { Vec::new() } else { all(record, findings) },
        without: absent(visible, record, findings),
    };
    visible.of_kind(kind).filter(|&record| visible.counts(record)).map(origin).collect()
}

/// What stands for a reference that leads nowhere.
fn absent(visible: &Visible, record: RecordIx, field: &'static Field) -> Step {
    let home = speaks_for(&visible.review, record, field);
    if visible.review.records[home].values.is_unknown(field) { Step::Unknown } else { Step::Nothing }
}
