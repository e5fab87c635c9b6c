//! What stands before or beside a value on a page, and short answers.

use std::borrow::Cow;

/// What a charter is about.
pub const TOPIC: &str = "Topic";
/// The clauses that a sub-team assesses.
pub const CLAUSES_ASSESSED: &str = "Clauses assessed";
/// What a sub-team needs to know.
pub const SKILLS: &str = "Skills";
/// What a sub-team does.
pub const WORK_ITEMS: &str = "Work items";
/// Who belongs to a sub-team.
pub const MEMBERS: &str = "Members";
/// Who holds the pen for a sub-team.
pub const RAPPORTEUR: &str = "Rapporteur";
/// Where a sub-team writes.
pub const MAILING_LIST: &str = "Mailing list";

/// What is above the records of a list that have no date.
pub const DATE_UNKNOWN: &str = "Date unknown";
/// Who was at a meeting.
pub const WHO_MET: &str = "Who met";
/// What an answer of a verdict is about, among changes.
pub const IMPLEMENTED: &str = "Implemented";

/// A record that is not published yet.
pub const DRAFT: &str = "Draft";
/// A record that no source confirms.
pub const UNVERIFIED: &str = "Unverified";
/// A record of which some fields are not confirmed.
pub const PARTLY_UNVERIFIED: &str = "Partly unverified";
/// A fact whose time no source confirms.
pub const TIME_UNVERIFIED: &str = "unverified";

/// What the search asks for: the kind of a record.
pub const KIND: &str = "Kind";
/// What the search asks for: whose record it is.
pub const TEAM: &str = "Sub-team";
/// What the search asks for: where it stands.
pub const STATE: &str = "State";

/// That something is so.
pub const YES: &str = "yes";
/// That it is not.
pub const NO: &str = "no";

/// A part of a recommendation, among what is said of it.
#[must_use]
pub fn part(part: &str) -> String {
    format!("part {part}")
}

/// What several answers of one voice are: "yes or mostly".
#[must_use]
pub fn either(answers: &[Cow<'_, str>]) -> String {
    answers.join(" or ")
}

/// How many of all parts are spoken of.
#[must_use]
pub fn of_parts(told: usize, parts: usize) -> String {
    format!("{told} of {parts} parts")
}

/// How many of all who were asked say something.
#[must_use]
pub fn of_all(saying: usize, asked: usize) -> String {
    format!("{saying} of {asked}")
}

/// Several things as one.
#[must_use]
pub fn together<'a>(names: &[&'a str]) -> Cow<'a, str> {
    match names {
        [one] => Cow::Borrowed(one),
        [others @ .., last] => Cow::Owned(format!("{} and {last}", others.join(", "))),
        [] => Cow::Borrowed(""),
    }
}
