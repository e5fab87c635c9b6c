//! The kind `page`: anything else that readers should know.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Shape};

/// Whether it is in the menu.
pub static MENU: Field = Field::optional("menu", Shape::Flag, "Whether the menu of the site names it.");
/// Its place.
pub static ORDER: Field =
    Field::optional("order", Shape::Whole, "Its place among the pages; the smallest comes first.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Page,
    folder: "pages",
    name: "page",
    plural: "Pages",
    about: "Anything else that readers should know.",
    untitled: false,
    order: Order::Position,
    fields: &[&MENU, &ORDER],
    example: Example {
        name: "about",
        text: "\
---
title: About this review
menu: true
order: 1
---
Who carries out this review, and how to reach them.
",
    },
};
