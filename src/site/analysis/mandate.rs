//! The mandate as it was written: its clauses in their order and nesting, each with the sub-teams that assess it.

use std::collections::HashMap;

use crate::review::kind::clause::{DUTY, PARENT};
use crate::review::kind::word::Word;
use crate::review::kind::{Kind, charter};
use crate::review::record::RecordIx;
use crate::site::visible::Visible;

/// A clause in its place.
#[derive(Debug)]
pub struct Clause {
    /// Its position among the records.
    pub record: RecordIx,
    /// How many clauses it is a part of.
    pub depth: usize,
    /// Where the clause that it is a part of stands in the mandate.
    pub parent: Option<usize>,
    /// How binding it is, where that is known.
    pub duty: Option<&'static Word>,
    /// The sub-teams that assess it, in their order.
    pub teams: Vec<Coverage>,
}

/// A sub-team that assesses a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coverage {
    /// The position of its charter.
    pub team: RecordIx,
    /// Whether its charter names only parts of the clause.
    pub in_part: bool,
}

/// The clauses that are shown, each directly before its parts.
#[must_use]
pub fn mandate(visible: &Visible) -> Vec<Clause> {
    let mut clauses = in_order(visible);
    let place: HashMap<RecordIx, usize> =
        clauses.iter().enumerate().map(|(place, clause)| (clause.record, place)).collect();
    for team in visible.of_kind(Kind::Charter) {
        for clause in visible.referred(team, &charter::CLAUSES.field) {
            if let Some(&place) = place.get(&clause) {
                clauses[place].teams.push(Coverage { team, in_part: false });
            }
        }
    }
    // Parts come after what they are parts of, so from the end every clause is complete before it is handed up.
    for place in (0..clauses.len()).rev() {
        clauses[place].teams.sort_unstable();
        clauses[place].teams.dedup_by_key(|cover| cover.team);
        if let Some(parent) = clauses[place].parent {
            let teams: Vec<Coverage> =
                clauses[place].teams.iter().map(|cover| Coverage { in_part: true, ..*cover }).collect();
            clauses[parent].teams.extend(teams);
        }
    }
    clauses
}

/// The clauses without their sub-teams.
fn in_order(visible: &Visible) -> Vec<Clause> {
    let shown: Vec<RecordIx> = visible.of_kind(Kind::Clause).collect();
    let mut parts: HashMap<RecordIx, Vec<RecordIx>> = HashMap::new();
    let mut open = Vec::new();
    for &record in &shown {
        match visible.referred(record, &PARENT.field).next().filter(|&parent| parent != record) {
            Some(parent) => parts.entry(parent).or_default().push(record),
            None => open.push((record, None)),
        }
    }
    open.reverse();
    let mut clauses: Vec<Clause> = Vec::with_capacity(shown.len());
    // Clauses that are parts of each other hang below none of the first; they follow at the end, each taken once.
    let mut rest = shown.iter();
    let mut taken = vec![false; shown.len()];
    loop {
        while let Some((record, parent)) = open.pop() {
            let number = shown.partition_point(|&before| before < record);
            if std::mem::replace(&mut taken[number], true) {
                continue;
            }
            let depth = parent.map_or(0, |parent: usize| clauses[parent].depth + 1);
            let duty = visible.review.records[record].values.get(&DUTY);
            let own = Some(clauses.len());
            clauses.push(Clause { record, depth, parent, duty, teams: Vec::new() });
            open.extend(parts.get(&record).into_iter().flatten().rev().map(|&part| (part, own)));
        }
        match rest.next() {
            Some(&record) => open.push((record, None)),
            None => return clauses,
        }
    }
}
