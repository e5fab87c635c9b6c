//! The kind `clause`: a clause of what the review was asked to assess.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Shape};

/// A clause is part of another.
static PART: Relation = Relation { to: &[Kind::Clause], forward: "part of", backward: "parts" };
/// How binding it is.
pub static DUTY: Field =
    Field::optional("duty", Shape::Choice(&["may", "shall"]), "Whether the review may or shall assess it.");
/// The clause above it.
pub static PARENT: Field = Field::optional("parent", Shape::Reference(&PART), "The clause that it is part of.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Clause,
    folder: "mandate",
    name: "clause",
    plural: "Mandate",
    about: "A clause of what the review was asked to assess.",
    untitled: true,
    order: Order::Name,
    fields: &[&DUTY, &PARENT],
    example: Example {
        name: "4.6-c-iv",
        text: "\
---
title: Prior recommendations
label: 4.6(c)(iv)
duty: shall          # or: may
# parent: 4.6(c)
---
The review team shall assess the extent to which prior recommendations have been implemented.
",
    },
};
