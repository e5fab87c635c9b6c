//! The kind `meeting`: a meeting, its decisions and its action items.

use crate::review::kind::Kind;
use crate::review::kind::common::BODIES;
use crate::review::kind::field::{Declaration, Example, Order, Relation, Role, Titled};
use crate::review::kind::history::OUTCOMES;
use crate::review::kind::typed::{Address, Choice, Date, Entries, Named, Prose, Reference, References, Text, Typed};

/// A sub-team met.
static OF_TEAM: Relation = Relation { to: &[Kind::Charter], forward: "meeting of", backward: "meetings" };
/// A person was there.
static ATTENDED_BY: Relation = Relation { to: &[Kind::Person], forward: "present", backward: "attended" };
/// A person was there from elsewhere.
static ATTENDED_REMOTELY_BY: Relation =
    Relation { to: &[Kind::Person], forward: "present remotely", backward: "attended remotely" };
/// A person could not come.
static MISSED_BY: Relation = Relation { to: &[Kind::Person], forward: "apologies from", backward: "sent apologies to" };
/// A decision is about something.
static DECIDED: Relation = Relation { to: &[], forward: "decided on", backward: "decided in" };
/// Somebody decides.
static DECIDED_BY: Relation = Relation { to: &BODIES, forward: "decided by", backward: "has decided in" };
/// Somebody has something to do.
static OWNED_BY: Relation = Relation { to: &BODIES, forward: "action for", backward: "action items in" };
/// Its number.
pub static NUMBER: Typed<Text> = Text::optional("number", "Its number.").with_role(Role::Number);
/// Who met.
pub static TEAM: Typed<Reference> =
    Reference::optional("team", &OF_TEAM, "The sub-team that met; none: all who carry out the review.")
        .with_role(Role::Team);
/// Where it was held.
pub static PLACE: Typed<Text> = Text::optional("place", "Where it was held.");
/// Who was there.
pub static PRESENT: Typed<References> = References::optional("present", &ATTENDED_BY, "Who was there.");
/// Who was there from elsewhere.
pub static REMOTE: Typed<References> =
    References::optional("remote", &ATTENDED_REMOTELY_BY, "Who took part from elsewhere, where others met at a place.");
/// Who could not come.
pub static APOLOGIES: Typed<References> = References::optional("apologies", &MISSED_BY, "Who could not come.");
/// Where the recording is.
pub static RECORDING: Typed<Address> = Address::optional("recording", "Where the recording is.");
/// The id of a decision or an action item.
pub static ID: Typed<Text> =
    Text::optional("id", "Its id, by which minutes cite it; none: its place, as `decision-1` or `action-1`.");
/// What was decided or is to be done.
pub static TEXT: Typed<Prose> = Prose::required("text", "What it says.");
/// What was decided about.
pub static ON: Typed<References> = References::optional("on", &DECIDED, "What was decided about.");
/// What the decision answers to recommendations.
pub static RESPONSE: Typed<Choice> = Choice::optional(
    "response",
    &OUTCOMES,
    "What it answers to the recommendations that it is on: each of them gets the entry.",
)
.or_own_words();
/// Who answers.
pub static BY: Typed<Named> =
    Named::optional("by", &DECIDED_BY, "Who decided, where that is not the sub-team that met.");
/// Why it was decided so.
pub static REASON: Typed<Prose> = Prose::optional("reason", "Why it was decided so.");
/// What was decided.
pub static DECISIONS: Typed<Entries> = Entries::optional(
    "decisions",
    &[&ID.field, &TEXT.field, &ON.field, &RESPONSE.field, &BY.field, &REASON.field],
    "What was decided.",
);
/// Who does it.
pub static OWNER: Typed<Named> =
    Named::optional("owner", &OWNED_BY, "Who does it: a name, a person, a sub-team or an organisation.");
/// When it should be done.
pub static DUE: Typed<Date> = Date::optional("due", "When it should be done.");
/// When it was done.
pub static DONE: Typed<Date> = Date::optional("done", "When it was done.");
/// The action items.
pub static ACTIONS: Typed<Entries> = Entries::optional(
    "actions",
    &[&ID.field, &TEXT.field, &OWNER.field, &DUE.field, &DONE.field],
    "What is to be done, by whom and when.",
);

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "meetings",
    name: "meeting",
    plural: "Meetings",
    about: "A meeting, its decisions and its action items.",
    titled: Titled::Always,
    by_title: false,
    order: Order::Date,
    fields: &[
        &NUMBER.field,
        &TEAM.field,
        &PLACE.field,
        &PRESENT.field,
        &REMOTE.field,
        &APOLOGIES.field,
        &RECORDING.field,
        &DECISIONS.field,
        &ACTIONS.field,
    ],
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
