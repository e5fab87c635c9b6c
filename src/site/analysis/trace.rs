//! From the mandate to what became of it: which sub-teams assess a clause, what they found under it, what was recommended
//! for it, and what of this leads on from nothing or to nothing. Made once for a visible, since several pages show parts of it.

use std::collections::HashMap;

use crate::review::kind::field::Field;
use crate::review::kind::{Kind, finding, recommendation};
use crate::site::analysis::mandate::{Clause, mandate};
use crate::site::visible::Visible;

pub mod count;
pub mod pages;
pub mod walk;

use count::{Count, counts};
use pages::{Piece, begins, pieces};
use walk::{Walk, walks};

/// The mandate, and all that follows from it.
#[derive(Debug)]
pub struct Trace {
    /// The clauses, in the order of the mandate.
    pub clauses: Vec<Clause>,
    /// What follows from each clause, in the same order; last, what no clause leads to.
    pub walks: Vec<Walk>,
    /// How many records are linked to the next step, and how many are not.
    pub counts: Vec<Count>,
    /// All walks, cut into pages.
    pieces: Vec<Vec<Piece>>,
    /// The page on which each walk begins.
    begins: Vec<usize>,
    /// The places of the clauses in `clauses`, by record.
    places: HashMap<usize, usize>,
}

/// One step of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A record, as its position.
    At(usize),
    /// The record before says that it is unknown.
    Unknown,
    /// Nothing is recorded.
    Nothing,
}

/// What a finding or a recommendation says of where it comes from.
struct Origin {
    record: usize,
    team: Step,
    clauses: Vec<usize>,
    /// The findings that it follows from; none for a finding.
    findings: Vec<usize>,
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
        let counts = counts(visible, &clauses, &findings, &recommendations);
        let places: HashMap<usize, usize> =
            clauses.iter().enumerate().map(|(place, clause)| (clause.record, place)).collect();
        let walks = walks(visible, &clauses, &places, &findings, &recommendations);
        let pieces = pieces(&walks);
        let begins = begins(&pieces, walks.len());
        Trace { clauses, walks, counts, pieces, begins, places }
    }

    /// The place of a clause.
    #[must_use]
    pub fn place(&self, record: usize) -> Option<usize> {
        self.places.get(&record).copied()
    }

    /// Whether there is anything to follow, told without following it.
    #[must_use]
    pub fn is_wanted(visible: &Visible) -> bool {
        let kinds = [Kind::Clause, Kind::Charter, Kind::Finding, Kind::Recommendation];
        kinds.into_iter().any(|kind| visible.of_kind(kind).next().is_some())
    }

    /// How many pages show it; none where there is nothing to follow.
    #[must_use]
    pub fn pages(&self) -> usize {
        // What is not short begins on a page of its own.
        self.pieces.len() + usize::from(self.pieces.len() > 1)
    }

    /// The page on which what followed from a clause begins.
    #[must_use]
    pub fn page_of(&self, clause: usize) -> usize {
        let page = self.place(clause).and_then(|place| self.begins.get(place)).copied().unwrap_or_default();
        page + usize::from(self.pieces.len() > 1)
    }

    /// What stands on a page: where there are several, the first has none of the walks.
    #[must_use]
    pub fn pieces(&self, page: usize) -> &[Piece] {
        let page = if self.pieces.len() > 1 { page.checked_sub(1) } else { Some(page) };
        page.and_then(|page| self.pieces.get(page)).map_or(&[], Vec::as_slice)
    }
}

/// Where the records of a kind come from, by its fields for the sub-team, the clauses and the findings.
fn origins(visible: &Visible, kind: Kind, [team, clauses, findings]: [&'static Field; 3]) -> Vec<Origin> {
    // What a list names twice is meant once.
    let all = |record, field| {
        let mut found: Vec<usize> = Vec::new();
        for position in visible.referred(record, field) {
            if !found.contains(&position) {
                found.push(position);
            }
        }
        found
    };
    let origin = |record: usize| Origin {
        record,
        team: visible.referred(record, team).next().map_or_else(|| absent(visible, record, team), Step::At),
        clauses: all(record, clauses),
        findings: if kind == Kind::Finding { Vec::new() } else { all(record, findings) },
        without: absent(visible, record, findings),
    };
    visible.of_kind(kind).map(origin).collect()
}

/// What stands for a reference that leads nowhere.
fn absent(visible: &Visible, record: usize, field: &'static Field) -> Step {
    if visible.review.records[record].values.is_unknown(field) { Step::Unknown } else { Step::Nothing }
}
