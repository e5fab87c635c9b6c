//! The kind `comment`: what somebody said in a public comment period, and how it was answered.

use crate::review::kind::Kind;
use crate::review::kind::common::BODIES;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::typed::{Choice, Entry, Named, Prose, Reference, References, Typed};
use crate::review::kind::word::{Mark, Vocabulary, Word};

/// A person said it.
static SAID_BY: Relation = Relation { to: &BODIES, forward: "from", backward: "comments" };
/// A comment is given in a consultation.
static GIVEN_IN: Relation = Relation { to: &[Kind::Consultation], forward: "given in", backward: "comments" };
/// A comment is about something.
static ABOUT: Relation = Relation { to: &[], forward: "on", backward: "comments" };
/// Who said it.
pub static FROM: Typed<Named> =
    Named::optional("from", &SAID_BY, "Who said it: a name, or an organisation, a sub-team or a person of the review.");
/// Where it was given.
pub static CONSULTATION: Typed<Reference> =
    Reference::optional("consultation", &GIVEN_IN, "The comment period that it was given in.").with_role(Role::Holder);
/// What it is about.
pub static ON: Typed<References> = References::optional("on", &ABOUT, "What it is about.");
/// The answers that a comment can have.
pub static OUTCOMES: Vocabulary = Vocabulary {
    words: &[
        Word::new("accepted", Mark::Good),
        Word::new("partly", Mark::Partly),
        Word::new("declined", Mark::Bad),
        Word::new("noted", Mark::Plain),
    ],
};
/// How it was answered.
pub static OUTCOME: Typed<Choice> = Choice::required("outcome", &OUTCOMES, "How the review answered.");
/// The answer.
pub static TEXT: Typed<Prose> = Prose::optional("text", "The answer.");
/// What was changed.
pub static CHANGED: Typed<Prose> = Prose::optional("changed", "What was changed because of it.");
/// The answer of the review.
pub static ANSWER: Typed<Entry> = Entry::optional(
    "answer",
    &[&OUTCOME.field, &TEXT.field, &CHANGED.field],
    "How the review answered, and what it changed.",
);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "comments",
    name: "comment",
    plural: "Comments",
    about: "What somebody said in a public comment period, and how it was answered.",
    titled: Titled::Never,
    by_title: false,
    order: Order::Name,
    fields: &[&FROM.field, &CONSULTATION.field, &ON.field, &ANSWER.field],
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
