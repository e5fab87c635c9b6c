//! The kind `milestone`: a dated event of the review.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Shape};
use crate::review::kind::totals::TOTALS;

/// A milestone belongs to a phase.
static IN_PHASE: Relation = Relation { to: &[Kind::Phase], forward: "phase", backward: "milestones" };
/// A milestone concerns a sub-team.
static OF_TEAM: Relation = Relation { to: &[Kind::Charter], forward: "sub-team", backward: "milestones" };
/// The work goes on after a pause.
static RESUMED: Relation =
    Relation { to: &[Kind::Milestone], forward: "work taken up again by", backward: "ends the pause that began with" };
/// When it happens.
pub static DATE: Field = Field::required("date", Shape::Date, "When it happened or will happen.");
/// The baseline.
pub static PLANNED: Field = Field::optional("planned", Shape::Date, "When it was first planned to happen.");
/// Its phase.
pub static PHASE: Field =
    Field::optional("phase", Shape::Reference(&IN_PHASE), "The phase of the work plan that it belongs to.");
/// Its sub-team.
pub static TEAM: Field = Field::optional("team", Shape::Reference(&OF_TEAM), "The sub-team that it concerns.");
/// What the date does not tell.
pub static STATE: Field = Field::optional(
    "state",
    Shape::Choice(&["missed", "cancelled"]),
    "What cannot be told from its date: that it was missed or cancelled.",
);
/// What ended the pause that began with it.
pub static RESUMED_BY: Field = Field::optional(
    "resumed_by",
    Shape::Reference(&RESUMED),
    "Where it stopped the work: the milestone with which the work was taken up again; `unknown` while there is none.",
);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Milestone,
    folder: "timeline",
    name: "milestone",
    plural: "Timeline",
    about: "A dated event of the review.",
    untitled: false,
    order: Order::Date,
    fields: &[&DATE, &PLANNED, &PHASE, &TEAM, &STATE, &RESUMED_BY, &TOTALS],
    example: Example {
        name: "2026-01-15-first-meeting",
        text: "\
---
title: First meeting
summary: The review team meets for the first time.
date: 2026-01-15           # a day, a month (2026-01), a year (2026), a range or unknown
planned: 2026-01-08
phase: 1-preparation
---
",
    },
};
