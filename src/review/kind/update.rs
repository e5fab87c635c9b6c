//! The kind `update`: news of the review.

use crate::review::kind::field::{Declaration, Example, Order, Relation, Titled};
use crate::review::kind::totals::TOTALS;
use crate::review::kind::typed::{References, Typed};

/// An update is about something.
static ABOUT: Relation = Relation { to: &[], forward: "on", backward: "updates" };
/// What it is about.
pub static ON: Typed<References> = References::optional("on", &ABOUT, "What it is about.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "updates",
    name: "update",
    plural: "Updates",
    about: "News of the review.",
    titled: Titled::Always,
    by_title: false,
    order: Order::NewestFirst,
    fields: &[&ON.field, &TOTALS.field],
    example: Example {
        name: "2026-01-15-begins",
        text: "\
---
title: The review begins
date: 2026-01-15
on: work-plan/1-preparation
---
The review team met for the first time.
",
    },
};
