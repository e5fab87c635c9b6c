//! What became of a recommendation: three lists of dated entries that are never mixed.
//!
//! The *response* is what those asked said; the *progress* is what those who carry it out claim; the *verdict* is what an
//! independent look found. One status cannot say all three.

use crate::review::kind::common::SOURCE;
use crate::review::kind::field::{Field, Shape};

/// The outcomes of a response.
pub static OUTCOMES: [&str; 6] =
    ["approved", "approved in part", "approved in principle", "rejected", "pending", "passed on"];
/// The states of progress.
pub static STATES: [&str; 4] = ["not started", "in progress", "complete", "superseded"];
/// The answers of a verdict.
pub static ANSWERS: [&str; 4] = ["yes", "partly", "no", "unknown"];

/// When an entry was true.
pub static ENTRY_DATE: Field = Field::required("date", Shape::Date, "The day that the entry speaks of.");
/// What was answered.
pub static OUTCOME: Field = Field::required("outcome", Shape::Choice(&OUTCOMES), "What was answered.");
/// How far it was carried out.
pub static STATE: Field = Field::required("state", Shape::Choice(&STATES), "How far it is carried out.");
/// Whether it was carried out.
pub static IMPLEMENTED: Field = Field::optional("implemented", Shape::Choice(&ANSWERS), "Whether it was implemented.");
/// Whether it helped.
pub static EFFECT: Field = Field::optional("effect", Shape::Choice(&ANSWERS), "Whether it had the intended effect.");
/// Who says so.
pub static BY: Field = Field::optional("by", Shape::Text, "Who says so.");
/// A remark.
pub static NOTE: Field = Field::optional("note", Shape::Text, "What else there is to say about the entry.");

/// The list of responses.
pub static RESPONSE: Field = Field::optional(
    "response",
    Shape::Entries(&[&ENTRY_DATE, &OUTCOME, &BY, &NOTE, &SOURCE]),
    "What those who were asked answered: dated entries, the latest is the current one.",
);
/// The list of reports of progress.
pub static PROGRESS: Field = Field::optional(
    "progress",
    Shape::Entries(&[&ENTRY_DATE, &STATE, &BY, &NOTE, &SOURCE]),
    "How far it is carried out, as claimed by those who carry it out: dated entries.",
);
/// The list of verdicts.
pub static VERDICT: Field = Field::optional(
    "verdict",
    Shape::Entries(&[&ENTRY_DATE, &BY, &IMPLEMENTED, &EFFECT, &NOTE, &SOURCE]),
    "What an independent look found: was it implemented, did it have the intended effect.",
);

/// The field of a list's entries by whose words records are counted.
#[must_use]
pub fn counted_field(track: &'static Field) -> &'static Field {
    match track.name {
        "response" => &OUTCOME,
        "progress" => &STATE,
        _ => &IMPLEMENTED,
    }
}

/// The three lists, in the order in which they come about.
pub static TRACKS: [&Field; 3] = [&RESPONSE, &PROGRESS, &VERDICT];
