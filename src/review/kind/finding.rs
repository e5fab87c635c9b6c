//! The kind `finding`: what the review found.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Shape};

/// A finding is a sub-team’s.
static FOUND_BY: Relation = Relation { to: &[Kind::Charter], forward: "found by", backward: "findings" };
/// A finding answers to a clause.
static UNDER: Relation = Relation { to: &[Kind::Clause], forward: "answers to", backward: "findings" };
/// A finding rests on documents.
static RESTS_ON: Relation = Relation { to: &[Kind::Document], forward: "rests on", backward: "evidence for" };
/// A finding is about earlier recommendations.
static ABOUT_PRIOR: Relation = Relation { to: &[Kind::Prior], forward: "about", backward: "findings" };
/// Whose finding it is.
pub static TEAM: Field = Field::optional("team", Shape::Reference(&FOUND_BY), "The sub-team that found it.");
/// The clauses it answers to.
pub static CLAUSES: Field =
    Field::optional("clauses", Shape::References(&UNDER), "The clauses of the mandate that it answers to.");
/// Its evidence.
pub static DOCUMENTS: Field =
    Field::optional("documents", Shape::References(&RESTS_ON), "The evidence that it rests on.");
/// The earlier recommendations it is about.
pub static PRIOR: Field =
    Field::optional("prior", Shape::References(&ABOUT_PRIOR), "The earlier recommendations that it is about.");
/// Whether it is agreed.
pub static STATE: Field =
    Field::optional("state", Shape::Choice(&["preliminary", "agreed"]), "Whether the plenary agreed to it.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Finding,
    folder: "findings",
    name: "finding",
    plural: "Findings",
    about: "What the review found.",
    untitled: false,
    order: Order::Name,
    fields: &[&TEAM, &CLAUSES, &DOCUMENTS, &PRIOR, &STATE],
    example: Example {
        name: "reports-differ",
        text: "\
---
title: The reports and the records differ
team: prior-review
clauses: [4.6(c)(iv)]
documents: [implementation-report]
prior: [prior/1]
state: preliminary         # or: agreed
---
The report says that all is done; the records of [[prior/1]] say otherwise.
",
    },
};
