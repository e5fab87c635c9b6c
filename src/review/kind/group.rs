//! The kind `group`: recommendations that belong together, and the rationale they share.

use crate::review::kind::field::{Declaration, Example, Order, Role, Titled};
use crate::review::kind::typed::{Text, Texts, Typed};

/// Its number.
pub static NUMBER: Typed<Text> = Text::optional("number", "Its number in the report.").with_role(Role::Number);
/// Its part of the report.
pub static AREA: Typed<Text> = Text::optional("area", "The part of the report that it stands in.");

/// What its recommendations are about.
pub static THEME: Typed<Texts> =
    Texts::optional("theme", "The subject of its recommendations that name none: one or several.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "groups",
    name: "group",
    plural: "Groups",
    about: "Recommendations that belong together, and the rationale they share.",
    titled: Titled::Always,
    by_title: false,
    order: Order::NumberOrWritten,
    fields: &[&NUMBER.field, &AREA.field, &THEME.field],
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
