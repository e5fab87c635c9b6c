//! The kind `consultation`: a public comment period.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Shape};

/// A consultation is about something.
static ASKS_ABOUT: Relation = Relation { to: &[], forward: "on", backward: "open for comment in" };
/// When it opens.
pub static OPENS: Field = Field::optional("opens", Shape::Date, "When it opens.");
/// When it closes.
pub static CLOSES: Field = Field::optional("closes", Shape::Date, "When it closes, after any extension.");
/// When it was first meant to close.
pub static FIRST_CLOSE: Field = Field::optional("first_close", Shape::Date, "When it was first meant to close.");
/// What it is about.
pub static ON: Field = Field::optional("on", Shape::References(&ASKS_ABOUT), "What comments are asked for on.");
/// Where it is held.
pub static URL: Field = Field::optional("url", Shape::Address, "Where comments are given.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Consultation,
    folder: "consultations",
    name: "consultation",
    plural: "Public comment",
    about: "A public comment period.",
    untitled: false,
    order: Order::Date,
    fields: &[&OPENS, &CLOSES, &FIRST_CLOSE, &ON, &URL],
    example: Example {
        name: "draft-report",
        text: "\
---
title: Public comment on the draft report
opens: 2026-06-01
closes: 2026-07-20
on: recommendations/1.1
---
",
    },
};
