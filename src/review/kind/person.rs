//! The kind `person`: somebody who takes part in the review.

use crate::review::kind::Kind;
use crate::review::kind::common::SOURCE;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Titled};
use crate::review::kind::history::UNVERIFIED;
use crate::review::kind::typed::{Date, Entries, Named, Text, Typed};

/// A person belongs to an organisation.
static BELONGS: Relation = Relation { to: &[Kind::Organisation], forward: "affiliation", backward: "people" };
/// An organisation nominated a person.
static NOMINATED: Relation = Relation { to: &[Kind::Organisation], forward: "nominated by", backward: "nominated" };
/// Where the person belongs.
pub static AFFILIATION: Typed<Named> =
    Named::optional("affiliation", &BELONGS, "The organisation that the person belongs to.");
/// Who sent the person.
pub static NOMINATED_BY: Typed<Named> = Named::optional("nominated_by", &NOMINATED, "Who nominated the person.");
/// The name of a role.
pub static ROLE: Typed<Text> = Text::required("role", "What the role is called.");
/// When a role began.
pub static FROM: Typed<Date> = Date::optional("from", "When it began.");
/// When a role ended.
pub static TO: Typed<Date> = Date::optional("to", "When it ended.");
/// The roles of the person.
pub static ROLES: Typed<Entries> = Entries::optional(
    "roles",
    &[&ROLE.field, &FROM.field, &TO.field, &SOURCE.field, &UNVERIFIED.field],
    "The roles that the person had, each with its time.",
);
/// When the person joined.
pub static JOINED: Typed<Date> = Date::optional("joined", "When the person joined.");
/// When the person left.
pub static LEFT: Typed<Date> = Date::optional("left", "When the person left.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "people",
    name: "person",
    plural: "People",
    about: "Somebody who takes part in the review.",
    titled: Titled::Always,
    by_title: true,
    order: Order::Title,
    fields: &[&AFFILIATION.field, &NOMINATED_BY.field, &ROLES.field, &JOINED.field, &LEFT.field],
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
