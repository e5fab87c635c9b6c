//! The kind `page`: anything else that readers should know.

use crate::review::kind::field::{Declaration, Example, Order, Titled};
use crate::review::kind::typed::{Flag, Typed, Whole};

/// Whether it is in the menu.
pub static MENU: Typed<Flag> = Flag::optional("menu", "Whether the menu of the site names it.");
/// Whether the first page shows how it begins.
pub static FIRST_PAGE: Typed<Flag> = Flag::optional(
    "first_page",
    "Whether its beginning, up to its first heading, stands on the first page of the site.",
);
/// Its place.
pub static ORDER: Typed<Whole> = Whole::optional("order", "Its place among the pages; the smallest comes first.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "pages",
    name: "page",
    plural: "Pages",
    about: "Anything else that readers should know.",
    titled: Titled::Always,
    by_title: false,
    order: Order::Position,
    fields: &[&MENU.field, &FIRST_PAGE.field, &ORDER.field],
    example: Example {
        name: "about",
        text: "\
---
title: About this review
menu: true
first_page: true
order: 1
---
Who carries out this review, and how to reach them.
",
    },
};
