//! The kind `consultation`: a public comment period.

use crate::review::kind::field::{Declaration, Example, Order, Relation, Titled};
use crate::review::kind::typed::{Address, Date, References, Typed};

/// A consultation is about something.
static ASKS_ABOUT: Relation = Relation { to: &[], forward: "on", backward: "open for comment in" };
/// When it opens.
pub static OPENS: Typed<Date> = Date::optional("opens", "When it opens.");
/// When it closes.
pub static CLOSES: Typed<Date> = Date::optional("closes", "When it closes, after any extension.");
/// When it was first meant to close.
pub static FIRST_CLOSE: Typed<Date> = Date::optional("first_close", "When it was first meant to close.");
/// What it is about.
pub static ON: Typed<References> = References::optional("on", &ASKS_ABOUT, "What comments are asked for on.");
/// Where it is held.
pub static URL: Typed<Address> = Address::optional("url", "Where comments are given.").called("web address");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "consultations",
    name: "consultation",
    plural: "Public comment",
    about: "A public comment period.",
    titled: Titled::Always,
    by_title: false,
    order: Order::Date,
    fields: &[&OPENS.field, &CLOSES.field, &FIRST_CLOSE.field, &ON.field, &URL.field],
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
