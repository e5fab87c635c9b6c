//! The kind `organisation`: a body that asks, is asked, answers, carries out, judges, nominates or publishes.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Titled};
use crate::review::kind::typed::{Address, Reference, Text, Texts, Typed};

/// An organisation is a part of another.
static PART: Relation = Relation { to: &[Kind::Organisation], forward: "part of", backward: "parts" };
/// What texts call it for short.
pub static SHORT: Typed<Text> =
    Text::optional("short", "What it is called for short, in lists and beside what it says.").called("short name");
/// Its other names.
pub static ALSO: Typed<Texts> =
    Texts::optional("also", "Other names that texts use for it; each leads to it where a name is written.")
        .called("also called");
/// What it is a part of.
pub static PART_OF: Typed<Reference> = Reference::optional("part_of", &PART, "The organisation that it is a part of.");
/// What it is in the review.
pub static ROLE: Typed<Text> = Text::optional("role", "What it is in the review: who asks, is asked, or judges.");
/// Where to read about it.
pub static URL: Typed<Address> = Address::optional("url", "Its own site.").called("web address");
/// Where to ask it.
pub static CONTACT: Typed<Address> = Address::optional("contact", "Where to ask it.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "organisations",
    name: "organisation",
    plural: "Organisations",
    about: "A body that asks, is asked, answers, carries out, judges, nominates or publishes.",
    titled: Titled::Always,
    by_title: true,
    order: Order::Title,
    fields: &[&SHORT.field, &ALSO.field, &PART_OF.field, &ROLE.field, &URL.field, &CONTACT.field],
    example: Example {
        name: "example-organisation",
        text: "\
---
title: Example Organisation
short: ExO
also: [the Organisation]
role: Asked to carry out the recommendations
url: https://example.org/
---
",
    },
};
