//! What follows from one clause: each chain from a sub-team by a finding to its recommendations.
//!
//! A recommendation may answer to many clauses. It is told in full where the first of them stands, and elsewhere only
//! named, so that what is told grows with the record and not with the square of it.

use std::collections::{BTreeSet, HashMap};

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::analysis::mandate::Clause;
use crate::site::analysis::trace::{Provenance, Step};
use crate::site::visible::Visible;
use crate::text::index::IndexVec;

/// A strand: what follows from one clause, or from none, chain by chain.
#[derive(Debug)]
pub struct Strand {
    /// The place of the clause; none for what no clause leads to.
    pub clause: Option<usize>,
    /// The chains, by sub-team and finding.
    pub chains: Vec<Chain>,
    /// Where the chains lead to.
    pub rows: Vec<Row>,
    /// How many findings there are among them.
    pub findings: usize,
    /// How many recommendations there are among them.
    pub recommendations: usize,
}

/// One chain from a sub-team by its findings.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chain {
    /// Whose it is.
    pub team: Step,
    /// What was found: one finding, but for a recommendation that names a clause which none of its findings names.
    pub findings: Via,
    /// What is recommended.
    pub recommendations: Vec<RecordIx>,
}

/// The findings by which a chain leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// These.
    At(Vec<RecordIx>),
    /// None: unknown, or not recorded.
    Without(Step),
}

/// An end of a chain.
#[derive(Debug)]
pub struct Row {
    /// Which chain of the strand it ends.
    pub chain: usize,
    /// Where it leads to.
    pub end: End,
}

/// Where a chain leads to.
#[derive(Debug)]
pub enum End {
    /// A recommendation, where the first clause stands that it answers to.
    Recommendation(RecordIx),
    /// Recommendations that are named before.
    Before(Vec<RecordIx>),
    /// Nothing is recommended.
    Nothing,
}

impl Strand {
    /// Ends the chains that begin at a clause; `named` are the recommendations that were named before.
    fn new(clause: Option<usize>, mut chains: Vec<Chain>, named: &mut IndexVec<RecordIx, bool>) -> Strand {
        chains.sort_unstable();
        // Recommendations that come from the same findings, or from none, go one chain.
        chains.dedup_by(|chain, before| {
            let same = (chain.team, &chain.findings) == (before.team, &before.findings);
            if same {
                before.recommendations.append(&mut chain.recommendations);
            }
            same
        });
        let mut rows = Vec::new();
        for (number, chain) in chains.iter().enumerate() {
            let mut before = Vec::new();
            for &recommendation in &chain.recommendations {
                if std::mem::replace(&mut named[recommendation], true) {
                    before.push(recommendation);
                } else {
                    rows.push(Row { chain: number, end: End::Recommendation(recommendation) });
                }
            }
            if !before.is_empty() {
                rows.push(Row { chain: number, end: End::Before(before) });
            } else if chain.recommendations.is_empty() {
                rows.push(Row { chain: number, end: End::Nothing });
            }
        }
        let recommendations: BTreeSet<RecordIx> =
            chains.iter().flat_map(|chain| chain.recommendations.iter().copied()).collect();
        let findings: BTreeSet<RecordIx> =
            chains.iter().flat_map(|chain| chain.findings.positions().iter().copied()).collect();
        Strand { clause, rows, findings: findings.len(), recommendations: recommendations.len(), chains }
    }
}

impl Via {
    /// The findings there are.
    #[must_use]
    pub fn positions(&self) -> &[RecordIx] {
        match self {
            Via::At(positions) => positions,
            Via::Without(_) => &[],
        }
    }
}

/// What follows from each clause and, last, from none.
pub(super) fn strands(
    visible: &Visible,
    clauses: &[Clause],
    places: &HashMap<RecordIx, usize>,
    findings: &[Provenance],
    recommendations: &[Provenance],
) -> Vec<Strand> {
    let none = clauses.len();
    let place = |clause: &RecordIx| places.get(clause).copied().unwrap_or(none);
    let mut chains: Vec<Vec<Chain>> = Vec::new();
    chains.resize_with(none + 1, Vec::new);
    let numbers: HashMap<RecordIx, usize> =
        findings.iter().enumerate().map(|(number, finding)| (finding.record, number)).collect();
    let mut leads: Vec<Vec<RecordIx>> = vec![Vec::new(); findings.len()];
    for origin in recommendations {
        let own: Vec<usize> = origin.findings.iter().filter_map(|finding| numbers.get(finding).copied()).collect();
        own.iter().for_each(|&number| leads[number].push(origin.record));
        let own: Vec<&Provenance> = own.iter().map(|&number| &findings[number]).collect();
        for (place, chain) in direct(origin, &own, &place, none) {
            chains[place].push(chain);
        }
    }
    for (finding, leads) in findings.iter().zip(leads) {
        let chain =
            || Chain { team: finding.team, findings: Via::At(vec![finding.record]), recommendations: leads.clone() };
        if finding.clauses.is_empty() {
            chains[none].push(chain());
        }
        finding.clauses.iter().for_each(|clause| chains[place(clause)].push(chain()));
    }
    add_idle(visible, clauses, &mut chains);
    let mut named = IndexVec::of(false, visible.review.records.len());
    let strands = chains.into_iter().enumerate();
    let strands = strands.map(|(place, chains)| Strand::new((place < none).then_some(place), chains, &mut named));
    strands.filter(|strand| strand.clause.is_some() || !strand.chains.is_empty()).collect()
}

/// The chains to a recommendation that do not lead by a finding which names their clause.
fn direct(
    origin: &Provenance,
    findings: &[&Provenance],
    place: &dyn Fn(&RecordIx) -> usize,
    none: usize,
) -> Vec<(usize, Chain)> {
    let chain = || Chain {
        team: match (origin.team, findings) {
            (Step::Unknown | Step::Nothing, [first, ..]) => first.team,
            (team, _) => team,
        },
        findings: match findings {
            [] => Via::Without(origin.without),
            _ => Via::At(findings.iter().map(|finding| finding.record).collect()),
        },
        recommendations: vec![origin.record],
    };
    if origin.clauses.is_empty() && findings.is_empty() {
        return vec![(none, chain())];
    }
    let named = |clause: &RecordIx| findings.iter().any(|finding| finding.clauses.contains(clause));
    origin.clauses.iter().filter(|clause| !named(clause)).map(|clause| (place(clause), chain())).collect()
}

/// Adds the sub-teams of which nothing is recorded: to the clauses that they assess, or to what no clause leads to.
fn add_idle(visible: &Visible, clauses: &[Clause], chains: &mut [Vec<Chain>]) {
    let idle =
        |team| Chain { team: Step::At(team), findings: Via::Without(Step::Nothing), recommendations: Vec::new() };
    let mut known = BTreeSet::new();
    for (clause, chains) in clauses.iter().zip(chains.iter_mut()) {
        let met: BTreeSet<Step> = chains.iter().map(|chain| chain.team).collect();
        let assessing = clause.teams.iter().filter(|cover| !cover.in_part).map(|cover| cover.team);
        chains.extend(assessing.filter(|&team| !met.contains(&Step::At(team))).map(idle));
        known.extend(chains.iter().map(|chain| chain.team));
    }
    if let Some(rest) = chains.last_mut() {
        known.extend(rest.iter().map(|chain| chain.team));
        rest.extend(visible.of_kind(Kind::Charter).filter(|&team| !known.contains(&Step::At(team))).map(idle));
    }
}
