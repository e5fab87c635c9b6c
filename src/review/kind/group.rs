//! The kind `group`: recommendations that belong together, and the rationale they share.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Shape};

/// Its number.
pub static NUMBER: Field = Field::optional("number", Shape::Text, "Its number in the report.");
/// Its part of the report.
pub static AREA: Field = Field::optional("area", Shape::Text, "The part of the report that it stands in.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Group,
    folder: "groups",
    name: "group",
    plural: "Groups",
    about: "Recommendations that belong together, and the rationale they share.",
    untitled: false,
    order: Order::Number,
    fields: &[&NUMBER, &AREA],
    example: Example {
        name: "1",
        text: "\
---
title: Openness
number: 1
area: Implementation of the prior review
---
",
    },
};
