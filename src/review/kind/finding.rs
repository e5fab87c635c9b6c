//! The kind `finding`: what the review found.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::typed::{Choice, Reference, References, Typed};
use crate::review::kind::word::{Mark, Vocabulary, Word};

/// A finding is a sub-team’s.
static FOUND_BY: Relation = Relation { to: &[Kind::Charter], forward: "found by", backward: "findings" };
/// A finding answers to a clause.
static UNDER: Relation = Relation { to: &[Kind::Clause], forward: "concerns", backward: "findings" };
/// A finding rests on documents.
static RESTS_ON: Relation = Relation { to: &[Kind::Document], forward: "based on", backward: "evidence for" };
/// A finding is about earlier recommendations.
static ABOUT_PRIOR: Relation = Relation { to: &[Kind::Prior], forward: "about", backward: "findings" };
/// Whose finding it is.
pub static TEAM: Typed<Reference> =
    Reference::optional("team", &FOUND_BY, "The sub-team that found it.").with_role(Role::Team);
/// The clauses it answers to.
pub static CLAUSES: Typed<References> =
    References::optional("clauses", &UNDER, "The clauses of the mandate that it concerns.");
/// Its evidence.
pub static DOCUMENTS: Typed<References> =
    References::optional("documents", &RESTS_ON, "The evidence that it is based on.");
/// The earlier recommendations it is about.
pub static PRIOR: Typed<References> =
    References::optional("prior", &ABOUT_PRIOR, "The earlier recommendations that it is about.");
/// Whether findings are agreed.
static STATES: Vocabulary =
    Vocabulary { words: &[Word::new("preliminary", Mark::Plain), Word::new("agreed", Mark::Good)] };
/// Whether it is agreed.
pub static STATE: Typed<Choice> =
    Choice::optional("state", &STATES, "Whether those who carry out the review agreed to it.").with_role(Role::State);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "findings",
    name: "finding",
    plural: "Findings",
    about: "What the review found.",
    titled: Titled::Always,
    by_title: false,
    order: Order::Name,
    fields: &[&TEAM.field, &CLAUSES.field, &DOCUMENTS.field, &PRIOR.field, &STATE.field],
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
