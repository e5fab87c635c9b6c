//! Rules about sub-teams: who is in them, who leads them, and whether every clause has one.

use crate::review::kind::Kind;
use crate::review::kind::charter::{CLAUSES, MEMBERS, RAPPORTEUR};
use crate::review::kind::clause::{DUTY, PARENT};
use crate::review::link::Review;
use crate::review::record::Record;
use crate::review::value::Value;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

fn charters(review: &Review) -> impl Iterator<Item = (usize, &Record)> {
    review.of_kind(Kind::Charter).filter(|(_, record)| !record.broken)
}

pub(super) fn too_few_members(review: &Review, least: u64) -> Vec<Diagnostic> {
    let short = charters(review).filter_map(|(_, charter)| {
        let count = match charter.values.get(&MEMBERS) {
            Some(Value::Unknown(_)) => return None,
            Some(Value::References(members)) => members.len(),
            _ => 0,
        };
        (u64::try_from(count).unwrap_or(u64::MAX) < least).then(|| {
            let message = format!("the sub-team has {count} members, fewer than {least}");
            let problem = Diagnostic::new(Code::CharterTooFewMembers, &charter.path, message).at(charter.span);
            problem.help("add to `members`, or write `members: unknown` where nobody knows")
        })
    });
    short.collect()
}

pub(super) fn without_rapporteur(review: &Review, _: u64) -> Vec<Diagnostic> {
    let without = charters(review).filter(|(_, charter)| charter.values.references(&RAPPORTEUR).is_empty());
    let problems = without.map(|(_, charter)| {
        Diagnostic::new(Code::CharterWithoutRapporteur, &charter.path, "the sub-team has no rapporteur")
            .at(charter.span)
            .help("add `rapporteur: …`: one of its members")
    });
    problems.collect()
}

pub(super) fn rapporteur_not_a_member(review: &Review, _: u64) -> Vec<Diagnostic> {
    let problems = charters(review).filter_map(|(position, charter)| {
        let [reference] = charter.values.references(&RAPPORTEUR) else { return None };
        let rapporteur = review.target_record(position, *reference)?;
        let Some(Value::References(members)) = charter.values.get(&MEMBERS) else { return None };
        let is_member = members.iter().any(|&member| review.target_record(position, member) == Some(rapporteur));
        (!is_member).then(|| {
            let message = format!("{} is not a member of the sub-team", review.records[rapporteur].title());
            Diagnostic::new(Code::RapporteurNotAMember, &charter.path, message)
                .at(charter.references[*reference].span)
                .help(format!("add `{}` to `members`", review.records[rapporteur].name))
        })
    });
    problems.collect()
}

pub(super) fn clause_without_team(review: &Review, _: u64) -> Vec<Diagnostic> {
    let assessed = |clause: usize| {
        review.incoming(clause).iter().any(|incoming| {
            std::ptr::eq(incoming.relation, CLAUSES.shape.relation().unwrap_or(incoming.relation))
                && review.records[incoming.from].kind == Kind::Charter
        })
    };
    let has_assessed_part = |clause: usize| {
        review.incoming(clause).iter().any(|incoming| {
            let part = &review.records[incoming.from];
            part.kind == Kind::Clause && !part.values.references(&PARENT).is_empty() && assessed(incoming.from)
        })
    };
    let clauses = review.of_kind(Kind::Clause).filter(|(_, clause)| clause.values.choice(&DUTY) == Some("shall"));
    let problems =
        clauses.filter(|(position, _)| !assessed(*position) && !has_assessed_part(*position)).map(|(_, clause)| {
            let message = format!(
                "no sub-team assesses {}, which the review shall assess",
                clause.label().unwrap_or(&clause.name)
            );
            Diagnostic::new(Code::ClauseWithoutTeam, &clause.path, message)
                .at(clause.span)
                .help(format!("add `{}` to the `clauses` of a sub-team", clause.name))
        });
    problems.collect()
}
