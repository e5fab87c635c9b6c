//! The kind `recommendation`: what the review asks somebody to do, why, and what became of it.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Shape};
use crate::review::kind::history::{PROGRESS, RESPONSE, VERDICT};

/// A recommendation belongs to a group.
static IN_GROUP: Relation = Relation { to: &[Kind::Group], forward: "group", backward: "recommendations" };
/// A recommendation is a sub-team’s.
static DRAFTED_BY: Relation = Relation { to: &[Kind::Charter], forward: "drafted by", backward: "recommendations" };
/// A recommendation answers to a clause.
static UNDER: Relation = Relation { to: &[Kind::Clause], forward: "answers to", backward: "recommendations" };
/// A recommendation follows from findings.
static FOLLOWS_FROM: Relation = Relation { to: &[Kind::Finding], forward: "follows from", backward: "leads to" };
/// A recommendation continues an earlier one.
static CONTINUES: Relation = Relation { to: &[Kind::Prior], forward: "continues", backward: "continued by" };
/// A recommendation takes the place of another.
static REPLACES: Relation = Relation { to: &[Kind::Recommendation], forward: "supersedes", backward: "superseded by" };
/// A recommendation needs another first.
static NEEDS: Relation = Relation { to: &[Kind::Recommendation], forward: "depends on", backward: "needed by" };
/// Its number.
pub static NUMBER: Field = Field::optional("number", Shape::Text, "Its number in the report.");
/// Its group.
pub static GROUP: Field = Field::optional("group", Shape::Reference(&IN_GROUP), "The group that it belongs to.");
/// Whose recommendation it is.
pub static TEAM: Field = Field::optional("team", Shape::Reference(&DRAFTED_BY), "The sub-team that drafted it.");
/// The clauses it answers to.
pub static CLAUSES: Field =
    Field::optional("clauses", Shape::References(&UNDER), "The clauses of the mandate that it answers to.");
/// The findings behind it.
pub static FINDINGS: Field =
    Field::optional("findings", Shape::References(&FOLLOWS_FROM), "The findings that it follows from.");
/// The earlier recommendations it continues.
pub static PRIOR: Field =
    Field::optional("prior", Shape::References(&CONTINUES), "The earlier recommendations that it continues.");
/// Who is asked.
pub static ADDRESSEE: Field = Field::optional("addressee", Shape::Text, "Who is asked to act.");
/// How it is to be carried out.
pub static ROUTE: Field = Field::optional(
    "route",
    Shape::Choice(&["implementation", "policy"]),
    "Whether it can be implemented directly or needs policy development first.",
);
/// How urgent it is.
pub static PRIORITY: Field = Field::optional("priority", Shape::Text, "How urgent it is.");
/// When it is complete.
pub static COMPLETE_WHEN: Field =
    Field::optional("complete_when", Shape::Text, "How anybody will know that it is done.");
/// The degree of consensus.
pub static CONSENSUS: Field = Field::optional("consensus", Shape::Text, "The degree of consensus behind it.");
/// What it takes the place of.
pub static SUPERSEDES: Field =
    Field::optional("supersedes", Shape::References(&REPLACES), "The recommendations that it takes the place of.");
/// What must come first.
pub static DEPENDS_ON: Field =
    Field::optional("depends_on", Shape::References(&NEEDS), "The recommendations that must be carried out first.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Recommendation,
    folder: "recommendations",
    name: "recommendation",
    plural: "Recommendations",
    about: "What the review asks somebody to do, why, and what became of it.",
    untitled: false,
    order: Order::Number,
    fields: &[
        &NUMBER,
        &GROUP,
        &TEAM,
        &CLAUSES,
        &FINDINGS,
        &PRIOR,
        &ADDRESSEE,
        &ROUTE,
        &PRIORITY,
        &COMPLETE_WHEN,
        &CONSENSUS,
        &SUPERSEDES,
        &DEPENDS_ON,
        &RESPONSE,
        &PROGRESS,
        &VERDICT,
    ],
    example: Example {
        name: "1.1",
        text: "\
---
title: Publish the records
label: Recommendation 1.1
number: 1.1
group: 1
team: prior-review
findings: [reports-differ]
addressee: Example Organisation
route: implementation      # or: policy
priority: high
complete_when: Every record of the prior review can be read by anybody.
consensus: full consensus
response:                  # what those asked answered
  - {date: 2026-09-01, outcome: approved, by: Board, source: 'https://example.org/resolution'}
progress:                  # what those who carry it out claim
  - {date: 2026-10, state: in progress, by: Example Organisation}
verdict: []                # what an independent look found
---
The organisation should publish the records of the prior review.

## Rationale

See [[reports-differ]].
",
    },
};
