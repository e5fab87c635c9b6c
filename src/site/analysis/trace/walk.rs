//! What follows from one clause: each way from a sub-team by a finding to its recommendations.
//!
//! A recommendation may answer to many clauses. It is told in full where the first of them stands, and elsewhere only
//! named, so that what is told grows with the record and not with the square of it.

use std::collections::{BTreeSet, HashMap};

use crate::review::kind::Kind;
use crate::site::analysis::mandate::Clause;
use crate::site::analysis::trace::{Origin, Step};
use crate::site::visible::Visible;

/// What follows from one clause, or from none.
#[derive(Debug)]
pub struct Walk {
    /// The place of the clause; none for what no clause leads to.
    pub clause: Option<usize>,
    /// The ways, by sub-team and finding.
    pub ways: Vec<Way>,
    /// Where the ways lead to.
    pub rows: Vec<Row>,
    /// How many findings there are among them.
    pub findings: usize,
    /// How many recommendations there are among them.
    pub recommendations: usize,
}

/// One way from a sub-team by its findings.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// Whose it is.
    pub team: Step,
    /// What was found: one finding, but for a recommendation that names a clause which none of its findings names.
    pub findings: Findings,
    /// What is recommended.
    pub recommendations: Vec<usize>,
}

/// The findings by which a way leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Findings {
    /// These.
    At(Vec<usize>),
    /// None: unknown, or not recorded.
    Without(Step),
}

/// An end of a way.
#[derive(Debug)]
pub struct Row {
    /// Which way of the walk it is.
    pub way: usize,
    /// Where it leads to.
    pub end: End,
}

/// Where a way leads to.
#[derive(Debug)]
pub enum End {
    /// A recommendation, where the first clause stands that it answers to.
    Recommendation(usize),
    /// Recommendations that are told of before.
    Before(Vec<usize>),
    /// Nothing is recommended.
    Nothing,
}

impl Walk {
    /// Ends the ways that begin at a clause; `told` are the recommendations that were told of before.
    fn new(clause: Option<usize>, mut ways: Vec<Way>, told: &mut [bool]) -> Walk {
        ways.sort_unstable();
        // Recommendations that come from the same findings, or from none, go one way.
        ways.dedup_by(|way, before| {
            let same = (way.team, &way.findings) == (before.team, &before.findings);
            if same {
                before.recommendations.append(&mut way.recommendations);
            }
            same
        });
        let mut rows = Vec::new();
        for (number, way) in ways.iter().enumerate() {
            let mut before = Vec::new();
            for &recommendation in &way.recommendations {
                if std::mem::replace(&mut told[recommendation], true) {
                    before.push(recommendation);
                } else {
                    rows.push(Row { way: number, end: End::Recommendation(recommendation) });
                }
            }
            if !before.is_empty() {
                rows.push(Row { way: number, end: End::Before(before) });
            } else if way.recommendations.is_empty() {
                rows.push(Row { way: number, end: End::Nothing });
            }
        }
        let recommendations: BTreeSet<usize> =
            ways.iter().flat_map(|way| way.recommendations.iter().copied()).collect();
        let findings: BTreeSet<usize> = ways.iter().flat_map(|way| way.findings.positions().iter().copied()).collect();
        Walk { clause, rows, findings: findings.len(), recommendations: recommendations.len(), ways }
    }
}

impl Findings {
    /// The findings there are.
    #[must_use]
    pub fn positions(&self) -> &[usize] {
        match self {
            Findings::At(positions) => positions,
            Findings::Without(_) => &[],
        }
    }
}

/// What follows from each clause and, last, from none.
pub(super) fn walks(
    visible: &Visible,
    clauses: &[Clause],
    places: &HashMap<usize, usize>,
    findings: &[Origin],
    recommendations: &[Origin],
) -> Vec<Walk> {
    let none = clauses.len();
    let place = |clause: &usize| places.get(clause).copied().unwrap_or(none);
    let mut ways: Vec<Vec<Way>> = Vec::new();
    ways.resize_with(none + 1, Vec::new);
    let numbers: HashMap<usize, usize> =
        findings.iter().enumerate().map(|(number, finding)| (finding.record, number)).collect();
    let mut leads: Vec<Vec<usize>> = vec![Vec::new(); findings.len()];
    for origin in recommendations {
        let own: Vec<usize> = origin.findings.iter().filter_map(|finding| numbers.get(finding).copied()).collect();
        own.iter().for_each(|&number| leads[number].push(origin.record));
        let own: Vec<&Origin> = own.iter().map(|&number| &findings[number]).collect();
        for (place, way) in direct(origin, &own, &place, none) {
            ways[place].push(way);
        }
    }
    for (finding, leads) in findings.iter().zip(leads) {
        let way =
            || Way { team: finding.team, findings: Findings::At(vec![finding.record]), recommendations: leads.clone() };
        if finding.clauses.is_empty() {
            ways[none].push(way());
        }
        finding.clauses.iter().for_each(|clause| ways[place(clause)].push(way()));
    }
    add_idle(visible, clauses, &mut ways);
    let mut told = vec![false; visible.review.records.len()];
    let walks = ways.into_iter().enumerate();
    let walks = walks.map(|(place, ways)| Walk::new((place < none).then_some(place), ways, &mut told));
    walks.filter(|walk| walk.clause.is_some() || !walk.ways.is_empty()).collect()
}

/// The ways to a recommendation that do not lead by a finding which names their clause.
fn direct(origin: &Origin, findings: &[&Origin], place: &dyn Fn(&usize) -> usize, none: usize) -> Vec<(usize, Way)> {
    let way = || Way {
        team: match (origin.team, findings) {
            (Step::Unknown | Step::Nothing, [first, ..]) => first.team,
            (team, _) => team,
        },
        findings: match findings {
            [] => Findings::Without(origin.without),
            _ => Findings::At(findings.iter().map(|finding| finding.record).collect()),
        },
        recommendations: vec![origin.record],
    };
    if origin.clauses.is_empty() && findings.is_empty() {
        return vec![(none, way())];
    }
    let named = |clause: &usize| findings.iter().any(|finding| finding.clauses.contains(clause));
    origin.clauses.iter().filter(|clause| !named(clause)).map(|clause| (place(clause), way())).collect()
}

/// Adds the sub-teams of which nothing is recorded: to the clauses that they assess, or to what no clause leads to.
fn add_idle(visible: &Visible, clauses: &[Clause], ways: &mut [Vec<Way>]) {
    let idle =
        |team| Way { team: Step::At(team), findings: Findings::Without(Step::Nothing), recommendations: Vec::new() };
    let mut known = BTreeSet::new();
    for (clause, ways) in clauses.iter().zip(ways.iter_mut()) {
        let met: BTreeSet<Step> = ways.iter().map(|way| way.team).collect();
        let assessing = clause.teams.iter().filter(|cover| !cover.in_part).map(|cover| cover.team);
        ways.extend(assessing.filter(|&team| !met.contains(&Step::At(team))).map(idle));
        known.extend(ways.iter().map(|way| way.team));
    }
    if let Some(rest) = ways.last_mut() {
        known.extend(rest.iter().map(|way| way.team));
        rest.extend(visible.of_kind(Kind::Charter).filter(|&team| !known.contains(&Step::At(team))).map(idle));
    }
}
