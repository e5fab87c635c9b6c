//! Rules about sub-teams: who is in them, who leads them, and whether every clause has one.

use std::collections::BTreeSet;

use crate::review::kind::Kind;
use crate::review::kind::charter::{CLAUSES, MEMBERS, RAPPORTEUR};
use crate::review::kind::clause::{DUTY, PARENT, SHALL};
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::rules::subjects::{Subjects, unknown};
use crate::review::value::ReferenceIx;
use crate::review::value::Value;
use crate::review::wording::{counted, with_article};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

fn charters<'a>(subjects: &Subjects<'a>) -> impl Iterator<Item = (RecordIx, &'a Record)> {
    subjects.of_kind(Kind::Charter).filter(|(_, record)| !record.broken)
}

pub(super) fn too_few_members(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let (review, least) = (subjects.review, subjects.figure);
    let short = charters(subjects).filter_map(|(position, charter)| {
        let count = match charter.values.value(&MEMBERS.field) {
            Some(Value::References(members)) => distinct(review, position, members),
            Some(_) => return None,
            None => 0,
        };
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        (count < least).then(|| {
            let team = review.settings.names.one(Kind::Charter);
            let message = format!("the {team} has {}, fewer than {least}", counted(count, "member", "members"));
            let problem = Diagnostic::new(Code::CharterTooFewMembers, &charter.path, message).at(charter.span);
            problem.help("add to `members`, or write `members: unknown` where nobody knows")
        })
    });
    short.collect()
}

/// How many records references lead to; one that leads nowhere counts as one.
fn distinct(review: &Review, record: RecordIx, references: &[ReferenceIx]) -> usize {
    let found: BTreeSet<Result<RecordIx, ReferenceIx>> =
        references.iter().map(|&reference| review.target_record(record, reference).ok_or(reference)).collect();
    found.len()
}

pub(super) fn without_rapporteur(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let code = Code::CharterWithoutRapporteur;
    let problems = charters(subjects).filter_map(|(_, charter)| match charter.values.value(&RAPPORTEUR.field) {
        None => {
            let message = format!("the {} has no rapporteur", subjects.review.settings.names.one(Kind::Charter));
            let problem = Diagnostic::new(code, &charter.path, message).at(charter.span);
            Some(problem.help("add `rapporteur: …`: one of its members"))
        }
        Some(value) => unknown(charter, &RAPPORTEUR.field, value, code),
    });
    problems.collect()
}

pub(super) fn rapporteur_not_a_member(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let review = subjects.review;
    let problems = charters(subjects).filter_map(|(position, charter)| {
        let reference = charter.values.get(&RAPPORTEUR)?;
        let rapporteur = review.target_record(position, reference)?;
        let Some(Value::References(members)) = charter.values.value(&MEMBERS.field) else { return None };
        let found: Vec<Option<RecordIx>> =
            members.iter().map(|&member| review.target_record(position, member)).collect();
        // A member whose name is misspelt may be the one; that is reported already.
        (!found.contains(&Some(rapporteur)) && !found.contains(&None)).then(|| {
            let team = review.settings.names.one(Kind::Charter);
            let message = format!("{} is not a member of the {team}", review.records[rapporteur].title());
            Diagnostic::new(Code::RapporteurNotAMember, &charter.path, message)
                .at(charter.references[reference].span)
                .help(format!("add `{}` to `members`", review.records[rapporteur].name))
        })
    });
    problems.collect()
}

pub(super) fn clause_without_team(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let clauses = subjects.of_kind(Kind::Clause).filter(|(_, clause)| clause.values.get(&DUTY) == Some(&SHALL));
    let problems = clauses.filter(|(position, _)| !is_assessed(subjects.review, *position)).map(|(_, clause)| {
        let team = subjects.review.settings.names.one(Kind::Charter);
        let called = clause.label().unwrap_or(&clause.name);
        let message = format!("no {team} assesses {called}, which the review shall assess");
        Diagnostic::new(Code::ClauseWithoutTeam, &clause.path, message).at(clause.span).help(format!(
            "add `{}` to the `clauses` of {}",
            clause.name,
            with_article(team)
        ))
    });
    problems.collect()
}

/// Whether a sub-team assesses a clause, or any part of it, however deep.
fn is_assessed(review: &Review, clause: RecordIx) -> bool {
    let mut seen = BTreeSet::from([clause]);
    let mut open = vec![clause];
    while let Some(clause) = open.pop() {
        for incoming in review.incoming(clause) {
            if incoming.is_by(&CLAUSES.field) {
                return true;
            }
            if incoming.is_by(&PARENT.field) && seen.insert(incoming.from) {
                open.push(incoming.from);
            }
        }
    }
    false
}
