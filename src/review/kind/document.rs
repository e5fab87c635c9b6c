//! The kind `document`: evidence, data sets, reports, and data that was asked for.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Shape};
use crate::review::kind::totals::TOTALS;

/// Somebody asked for it.
static REQUESTED: Relation =
    Relation { to: &[Kind::Charter, Kind::Person], forward: "requested by", backward: "requested" };
/// Who published it.
pub static PUBLISHER: Field = Field::optional("publisher", Shape::Text, "Who published it.");
/// Where it is published.
pub static URL: Field = Field::optional("url", Shape::Address, "Where it is published.");
/// The copy in this record.
pub static FILE: Field = Field::optional("file", Shape::File, "The copy in this record: the path of a file beside it.");
/// Whether it is there yet.
pub static STATE: Field = Field::optional(
    "state",
    Shape::Choice(&["expected", "requested", "received", "published"]),
    "Whether it is there yet.",
);
/// Who asked for it.
pub static REQUESTED_BY: Field = Field::optional("requested_by", Shape::References(&REQUESTED), "Who asked for it.");

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Document,
    folder: "documents",
    name: "document",
    plural: "Documents",
    about: "Evidence, data sets, reports, and data that was asked for.",
    untitled: false,
    order: Order::Title,
    fields: &[&PUBLISHER, &URL, &FILE, &STATE, &REQUESTED_BY, &TOTALS],
    example: Example {
        name: "implementation-report",
        text: "\
---
title: Implementation report of the prior review
publisher: Example Organisation
url: https://example.org/report.pdf
state: published           # or: expected, requested, received
requested_by: prior-review
---
",
    },
};
