//! The kind `term`: a word that readers may not know.

use crate::review::kind::field::{Declaration, Example, Order, Titled};
use crate::review::kind::typed::{Prose, Typed};

/// What it means.
pub static MEANS: Typed<Prose> = Prose::required("means", "What it means, in one sentence.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "glossary",
    name: "term",
    plural: "Glossary",
    about: "A word that readers may not know.",
    titled: Titled::Never,
    by_title: false,
    order: Order::Title,
    fields: &[&MEANS.field],
    example: Example {
        name: "rapporteur",
        text: "\
---
title: rapporteur
means: The member of a sub-team who holds the pen and reports back to the plenary.
---
",
    },
};
