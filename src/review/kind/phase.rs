//! The kind `phase`: a phase of the work plan; its steps are the headings of its body.

use crate::review::kind::field::{Declaration, Example, Order, Role, Titled};
use crate::review::kind::typed::{Date, Text, Typed};

/// Its number.
pub static NUMBER: Typed<Text> = Text::optional("number", "Its number in the work plan.").with_role(Role::Number);
/// When it starts.
pub static STARTS: Typed<Date> = Date::optional("starts", "When it starts.");
/// When it ends.
pub static ENDS: Typed<Date> = Date::optional("ends", "When it ends.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "work-plan",
    name: "phase",
    plural: "Work plan",
    about: "A phase of the work plan; its steps are the headings of its body.",
    titled: Titled::Always,
    by_title: false,
    order: Order::Number,
    fields: &[&NUMBER.field, &STARTS.field, &ENDS.field],
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
