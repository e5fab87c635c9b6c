//! The kind `prior recommendation`: a recommendation of an earlier review, and what became of it.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Shape};
use crate::review::kind::history::{PROGRESS, RESPONSE, VERDICT};

/// The earlier review.
pub static REVIEW: Field = Field::optional("review", Shape::Text, "The review that made it.");
/// Its number there.
pub static NUMBER: Field = Field::optional("number", Shape::Text, "Its number there.");
/// Who was asked.
pub static ADDRESSEE: Field = Field::optional("addressee", Shape::Text, "Who was asked to act.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Prior,
    folder: "prior",
    name: "prior recommendation",
    plural: "Prior recommendations",
    about: "A recommendation of an earlier review, and what became of it.",
    untitled: true,
    order: Order::Number,
    fields: &[&REVIEW, &NUMBER, &ADDRESSEE, &RESPONSE, &PROGRESS, &VERDICT],
    example: Example {
        name: "1",
        text: "\
---
title: Keep records
label: Prior recommendation 1
review: Prior review
number: 1
progress:
  - {date: 2024, state: complete, by: Example Organisation}
verdict:
  - {date: 2026-05, by: Review team, implemented: partly, effect: unknown}
---
",
    },
};
