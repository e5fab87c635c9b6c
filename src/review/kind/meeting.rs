//! The kind `meeting`: a meeting, its decisions and its action items.

use crate::review::kind::Kind;
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Shape};

/// A sub-team met.
static OF_TEAM: Relation = Relation { to: &[Kind::Charter], forward: "meeting of", backward: "meetings" };
/// A person was there.
static ATTENDED_BY: Relation = Relation { to: &[Kind::Person], forward: "present", backward: "attended" };
/// A person could not come.
static MISSED_BY: Relation = Relation { to: &[Kind::Person], forward: "apologies from", backward: "sent apologies to" };
/// A decision is about something.
static DECIDED: Relation = Relation { to: &[], forward: "decided on", backward: "decided in" };
/// Somebody has something to do.
static OWNED_BY: Relation =
    Relation { to: &[Kind::Person, Kind::Charter], forward: "action for", backward: "action items in" };
/// Its number.
pub static NUMBER: Field = Field::optional("number", Shape::Text, "Its number.");
/// Who met.
pub static TEAM: Field =
    Field::optional("team", Shape::Reference(&OF_TEAM), "The sub-team that met; none: the plenary.");
/// Where it was held.
pub static PLACE: Field = Field::optional("place", Shape::Text, "Where it was held.");
/// Who was there.
pub static PRESENT: Field = Field::optional("present", Shape::References(&ATTENDED_BY), "Who was there.");
/// Who could not come.
pub static APOLOGIES: Field = Field::optional("apologies", Shape::References(&MISSED_BY), "Who could not come.");
/// Where the recording is.
pub static RECORDING: Field = Field::optional("recording", Shape::Address, "Where the recording is.");
/// The id of a decision or an action item.
pub static ID: Field = Field::required("id", Shape::Text, "Its id, by which minutes cite it.");
/// What was decided or is to be done.
pub static TEXT: Field = Field::required("text", Shape::Text, "What it says.");
/// What was decided about.
pub static ON: Field = Field::optional("on", Shape::References(&DECIDED), "What was decided about.");
/// What was decided.
pub static DECISIONS: Field = Field::optional("decisions", Shape::Entries(&[&ID, &TEXT, &ON]), "What was decided.");
/// Who does it.
pub static OWNER: Field =
    Field::optional("owner", Shape::Named(&OWNED_BY), "Who does it: a name, a person or a sub-team.");
/// When it should be done.
pub static DUE: Field = Field::optional("due", Shape::Date, "When it should be done.");
/// When it was done.
pub static DONE: Field = Field::optional("done", Shape::Date, "When it was done.");
/// The action items.
pub static ACTIONS: Field = Field::optional(
    "actions",
    Shape::Entries(&[&ID, &TEXT, &OWNER, &DUE, &DONE]),
    "What is to be done, by whom and when.",
);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    kind: Kind::Meeting,
    folder: "meetings",
    name: "meeting",
    plural: "Meetings",
    about: "A meeting, its decisions and its action items.",
    untitled: false,
    order: Order::Date,
    fields: &[&NUMBER, &TEAM, &PLACE, &PRESENT, &APOLOGIES, &RECORDING, &DECISIONS, &ACTIONS],
    example: Example {
        name: "plenary-1",
        text: "\
---
title: Plenary 1
number: 1
date: 2026-01-15
place: by telephone
present: [alex-example, bo-example]
apologies: [chris-example]
decisions:
  - {id: D1, text: The terms of reference are adopted., on: work-plan/1-preparation}
actions:
  - {id: A1, text: Ask for the implementation report., owner: alex-example, due: 2026-02-01, done: 2026-01-28}
---
",
    },
};
