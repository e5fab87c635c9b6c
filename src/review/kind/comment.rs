//! The kind `comment`: what somebody said in a public comment period, and how it was answered.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Shape};

/// A person said it.
static SAID_BY: Relation = Relation { to: &[Kind::Person], forward: "from", backward: "comments" };
/// A comment is given in a consultation.
static GIVEN_IN: Relation = Relation { to: &[Kind::Consultation], forward: "given in", backward: "comments" };
/// A comment is about something.
static ABOUT: Relation = Relation { to: &[], forward: "on", backward: "comments" };
/// Who said it.
pub static FROM: Field =
    Field::optional("from", Shape::Named(&SAID_BY), "Who said it: a name, or a person of the review.");
/// Where it was given.
pub static CONSULTATION: Field =
    Field::optional("consultation", Shape::Reference(&GIVEN_IN), "The comment period that it was given in.");
/// What it is about.
pub static ON: Field = Field::optional("on", Shape::References(&ABOUT), "What it is about.");
/// How it was answered.
pub static OUTCOME: Field = Field::required(
    "outcome",
    Shape::Choice(&["accepted", "partly", "declined", "noted"]),
    "How the review team answered.",
);
/// The answer.
pub static TEXT: Field = Field::optional("text", Shape::Text, "The answer.");
/// What was changed.
pub static CHANGED: Field = Field::optional("changed", Shape::Text, "What was changed because of it.");
/// The answer of the review team.
pub static ANSWER: Field = Field::optional(
    "answer",
    Shape::Entry(&[&OUTCOME, &TEXT, &CHANGED]),
    "How the review team answered, and what it changed.",
);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Comment,
    folder: "comments",
    name: "comment",
    plural: "Comments",
    about: "What somebody said in a public comment period, and how it was answered.",
    untitled: true,
    order: Order::Name,
    fields: &[&FROM, &CONSULTATION, &ON, &ANSWER],
    example: Example {
        name: "example-society",
        text: "\
---
title: Example Society
from: Example Society
consultation: draft-report
on: recommendations/1.1
date: 2026-07-01
answer: {outcome: accepted, text: The addressee is named., changed: The addressee was added.}
---
The recommendation should say who is asked to act.
",
    },
};
