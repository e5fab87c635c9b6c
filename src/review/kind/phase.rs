//! The kind `phase`: a phase of the work plan; its steps are the headings of its body.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Shape};

/// Its number.
pub static NUMBER: Field = Field::optional("number", Shape::Text, "Its number in the work plan.");
/// When it starts.
pub static STARTS: Field = Field::optional("starts", Shape::Date, "When it starts.");
/// When it ends.
pub static ENDS: Field = Field::optional("ends", Shape::Date, "When it ends.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Phase,
    folder: "work-plan",
    name: "phase",
    plural: "Work plan",
    about: "A phase of the work plan; its steps are the headings of its body.",
    untitled: false,
    order: Order::Number,
    fields: &[&NUMBER, &STARTS, &ENDS],
    example: Example {
        name: "1-preparation",
        text: "\
---
title: Preparation
number: 1
starts: 2026-01
ends: 2026-03
---
## a. Adopt the terms of reference

The review team agrees on the scope of the review.
",
    },
};
