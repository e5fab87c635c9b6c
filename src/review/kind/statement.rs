//! The kind `statement`: one act that speaks of many records, such as a resolution, a government's response or a report on
//! progress.

use crate::review::kind::Kind;
use crate::review::kind::common::{BODIES, SOURCE};
use crate::review::kind::field::{Declaration, Example, Field, Order, Relation, Role, Telling, Titled};
use crate::review::kind::history::{
    EFFECT, EXPECTED, IMPLEMENTED, IN_PART, INFERRED, INTENT, NOTE, OUTCOME, PART, PROGRESS, RATING, REASON, RESPONSE,
    STATE, Track, UNVERIFIED, VERDICT,
};
use crate::review::kind::totals::TOTALS;
use crate::review::kind::typed::{Date, Named, Names, References, Remarks, Told, Typed};

/// The kinds of which something may be said.
static ANSWERED: [Kind; 2] = [Kind::Recommendation, Kind::Prior];

/// Somebody makes a statement.
static MADE_BY: Relation = Relation { to: &BODIES, forward: "by", backward: "statements" };
/// A statement is made to somebody.
static MADE_TO: Relation = Relation { to: &BODIES, forward: "to", backward: "addressed in" };
/// A statement answers a recommendation.
static RESPONDS: Relation = Relation { to: &ANSWERED, forward: "responds to", backward: "answered in" };
/// A statement tells how far a recommendation is carried out.
static REPORTS: Relation = Relation { to: &ANSWERED, forward: "reports on", backward: "reported on in" };
/// A statement tells what was found of a recommendation.
static JUDGES: Relation = Relation { to: &ANSWERED, forward: "judges", backward: "judged in" };
/// A statement says something more of a recommendation.
static REMARKS: Relation = Relation { to: &ANSWERED, forward: "says more of", backward: "spoken of in" };

/// When it was made.
pub static DATE: Typed<Date> =
    Date::required("date", "The day that it was made: that of all that it says.").with_role(Role::Date);
/// Who makes it.
pub static BY: Typed<Named> = Named::optional("by", &MADE_BY, "Who makes it: a name, or a record of somebody.");
/// To whom it is made.
pub static TO: Typed<Names> = Names::optional("to", &MADE_TO, "To whom it is made: one or several.");

/// What is answered.
static ON_RESPONSE: Typed<References> = References::required("on", &RESPONDS, "The recommendations that are answered.");
/// What is reported on.
static ON_PROGRESS: Typed<References> =
    References::required("on", &REPORTS, "The recommendations that are reported on.");
/// What is judged.
static ON_VERDICT: Typed<References> = References::required("on", &JUDGES, "The recommendations that are judged.");

/// Its answers.
static OUTCOMES: Telling = Telling {
    word: &OUTCOME.field,
    own_word: None,
    on: &ON_RESPONSE.field,
    details: &[
        &PART.field,
        &IN_PART.field,
        &REASON.field,
        &NOTE.field,
        &SOURCE.field,
        &UNVERIFIED.field,
        &INFERRED.field,
    ],
};
/// Its reports.
static STATES: Telling = Telling {
    word: &STATE.field,
    own_word: None,
    on: &ON_PROGRESS.field,
    details: &[&PART.field, &EXPECTED.field, &NOTE.field, &SOURCE.field, &UNVERIFIED.field, &INFERRED.field],
};
/// Its verdicts.
static ANSWERS: Telling = Telling {
    word: &IMPLEMENTED.field,
    own_word: Some(&RATING.field),
    on: &ON_VERDICT.field,
    details: &[
        &PART.field,
        &EFFECT.field,
        &INTENT.field,
        &NOTE.field,
        &SOURCE.field,
        &UNVERIFIED.field,
        &INFERRED.field,
    ],
};

/// What it answers.
static TOLD_RESPONSE: Typed<Told> = Told::optional(
    "response",
    &OUTCOMES,
    "What it answers: each outcome with the recommendations that it is the answer to.",
);
/// What it reports.
static TOLD_PROGRESS: Typed<Told> =
    Told::optional("progress", &STATES, "What it reports: each state with the recommendations that are in it.");
/// What it finds.
static TOLD_VERDICT: Typed<Told> = Told::optional(
    "verdict",
    &ANSWERS,
    "What it finds: whether they were implemented, with the recommendations of which it says so.",
);

/// What a statement says in each of the histories.
pub static TOLD: [(&Track, &Typed<Told>); 3] =
    [(&RESPONSE, &TOLD_RESPONSE), (&PROGRESS, &TOLD_PROGRESS), (&VERDICT, &TOLD_VERDICT)];

/// Why it answers so.
pub static REASONS: Typed<Remarks> =
    Remarks::optional("reasons", &REMARKS, "Why it answers so, for single recommendations: `{2.1: It exists.}`.");
/// What else it says.
pub static NOTES: Typed<Remarks> =
    Remarks::optional("notes", &REMARKS, "What else it says of single recommendations: `{2.1: In two steps.}`.");

/// The fields from which records get entries; a page shows these as entries, and not as facts.
pub static SAID: [&Field; 5] =
    [&TOLD_RESPONSE.field, &TOLD_PROGRESS.field, &TOLD_VERDICT.field, &REASONS.field, &NOTES.field];

/// The declaration of the kind.
pub static DECLARATION: Declaration = Declaration {
    folder: "statements",
    name: "statement",
    plural: "Statements",
    about: "One act that speaks of many recommendations: a resolution, a response, a report on progress.",
    titled: Titled::Always,
    by_title: false,
    order: Order::Date,
    fields: &[
        &DATE.field,
        &BY.field,
        &TO.field,
        &TOLD_RESPONSE.field,
        &TOLD_PROGRESS.field,
        &TOLD_VERDICT.field,
        &REASONS.field,
        &NOTES.field,
        &TOTALS.field,
    ],
    example: Example {
        name: "2026-09-15-resolution",
        text: "\
---
title: The Board's resolution of September
date: 2026-09-15
by: Board
source: 'https://example.org/resolution'
response:                  # what it answers, to which recommendations
  approved in part:
    - {on: [1.1], reason: The records of two years are lost.}
---
The Board thanked the review team.
",
    },
};
