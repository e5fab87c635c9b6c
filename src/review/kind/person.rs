//! The kind `person`: somebody who takes part in the review.

use crate::review::kind::Kind;
use crate::review::kind::common::SOURCE;
use crate::review::kind::field::{Declaration, Example, Field, Order, Shape};

/// Where the person belongs.
pub static AFFILIATION: Field =
    Field::optional("affiliation", Shape::Text, "The organisation that the person belongs to.");
/// Who sent the person.
pub static NOMINATED_BY: Field = Field::optional("nominated_by", Shape::Text, "Who nominated the person.");
/// The name of a role.
pub static ROLE: Field = Field::required("role", Shape::Text, "What the role is called.");
/// When a role began.
pub static FROM: Field = Field::optional("from", Shape::Date, "When it began.");
/// When a role ended.
pub static TO: Field = Field::optional("to", Shape::Date, "When it ended.");
/// The roles of the person.
pub static ROLES: Field = Field::optional(
    "roles",
    Shape::Entries(&[&ROLE, &FROM, &TO, &SOURCE]),
    "The roles that the person had, each with its time.",
);
/// When the person joined.
pub static JOINED: Field = Field::optional("joined", Shape::Date, "When the person joined.");
/// When the person left.
pub static LEFT: Field = Field::optional("left", Shape::Date, "When the person left.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Person,
    folder: "people",
    name: "person",
    plural: "People",
    about: "Somebody who takes part in the review.",
    untitled: false,
    order: Order::Title,
    fields: &[&AFFILIATION, &NOMINATED_BY, &ROLES, &JOINED, &LEFT],
    example: Example {
        name: "alex-example",
        text: "\
---
title: Alex Example
affiliation: Example University
nominated_by: unknown      # what nobody knows is said, not guessed
roles:
  - {role: co-chair, from: 2026-01-15}
joined: 2026-01
---
",
    },
};
