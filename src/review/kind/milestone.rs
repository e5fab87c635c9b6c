//! The kind `milestone`: a dated event of the review.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::totals::TOTALS;
use crate::review::kind::typed::{Choice, Date, Reference, References, Typed};
use crate::review::kind::word::{Mark, Vocabulary, Word};

/// A milestone belongs to a phase.
static IN_PHASE: Relation = Relation { to: &[Kind::Phase], forward: "phase", backward: "milestones" };
/// A milestone concerns a sub-team.
static OF_TEAM: Relation = Relation { to: &[Kind::Charter], forward: "sub-team", backward: "milestones" };
/// The work goes on after a pause.
static RESUMED: Relation =
    Relation { to: &[Kind::Milestone], forward: "work taken up again by", backward: "ends the pause that began with" };
/// A milestone is about something.
static ABOUT: Relation = Relation { to: &[], forward: "on", backward: "on the timeline" };
/// When it happens.
pub static DATE: Typed<Date> = Date::required("date", "When it happened or will happen.").with_role(Role::Date);
/// The baseline.
pub static PLANNED: Typed<Date> = Date::optional("planned", "When it was first planned to happen.");
/// Its phase.
pub static PHASE: Typed<Reference> =
    Reference::optional("phase", &IN_PHASE, "The phase of the work plan that it belongs to.");
/// Its sub-team.
pub static TEAM: Typed<Reference> =
    Reference::optional("team", &OF_TEAM, "The sub-team that it concerns.").with_role(Role::Team);
/// What it is about.
pub static ON: Typed<References> = References::optional(
    "on",
    &ABOUT,
    "What it is about: the meeting that it was, the document that was published, what was decided.",
);
/// What became of milestones that did not happen.
static STATES: Vocabulary = Vocabulary { words: &[Word::new("missed", Mark::Bad), Word::new("cancelled", Mark::Bad)] };
/// What the date does not tell.
pub static STATE: Typed<Choice> =
    Choice::optional("state", &STATES, "What cannot be told from its date: that it was missed or cancelled.")
        .with_role(Role::State);
/// What ended the pause that began with it.
pub static RESUMED_BY: Typed<Reference> = Reference::optional(
    "resumed_by",
    &RESUMED,
    "Where it stopped the work: the milestone with which the work was taken up again; `unknown` while there is none.",
);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "timeline",
    name: "milestone",
    plural: "Timeline",
    about: "A dated event of the review.",
    titled: Titled::Always,
    by_title: false,
    order: Order::Date,
    fields: &[
        &DATE.field,
        &PLANNED.field,
        &PHASE.field,
        &TEAM.field,
        &ON.field,
        &STATE.field,
        &RESUMED_BY.field,
        &TOTALS.field,
    ],
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
