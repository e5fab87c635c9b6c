//! The kind `prior recommendation`: a recommendation of an earlier review, and what became of it.

use crate::review::kind::common::BODIES;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::history::{PARTS, PROGRESS, RESPONSE, VERDICT};
use crate::review::kind::typed::{Names, Text, Typed};

/// Somebody was asked to act on an earlier recommendation.
static ASKED: Relation = Relation { to: &BODIES, forward: "addressee", backward: "was asked to act on" };
/// The earlier review.
pub static REVIEW: Typed<Text> = Text::optional("review", "The review that made it.");
/// Its number there.
pub static NUMBER: Typed<Text> = Text::optional("number", "Its number there.").with_role(Role::Number);
/// Who was asked.
pub static ADDRESSEE: Typed<Names> =
    Names::optional("addressee", &ASKED, "Who was asked to act: one or several.").with_role(Role::Addressee);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "prior",
    name: "prior recommendation",
    plural: "Prior recommendations",
    about: "A recommendation of an earlier review, and what became of it.",
    titled: Titled::Never,
    by_title: false,
    order: Order::Number,
    fields: &[
        &REVIEW.field,
        &NUMBER.field,
        &ADDRESSEE.field,
        &PARTS.field,
        &RESPONSE.entries.field,
        &PROGRESS.entries.field,
        &VERDICT.entries.field,
    ],
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
