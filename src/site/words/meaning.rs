//! Other words by which readers look for a page of the site, and what the search says of such a page.

use crate::review::kind::Kind;

/// Words that readers have for the list of a kind, beside what it is called.
static OF_KINDS: [(Kind, &[&str]); 16] = [
    (Kind::Clause, &["scope", "remit", "terms of reference", "asked", "review asked", "inquiry asked"]),
    (Kind::Phase, &["schedule", "plan"]),
    (Kind::Charter, &["teams", "subgroups"]),
    (Kind::Person, &["members", "team members", "review team", "membership", "names"]),
    (Kind::Organisation, &["bodies"]),
    (Kind::Milestone, &["chronology", "key dates", "history"]),
    (Kind::Document, &["files", "publications", "sources"]),
    (Kind::Finding, &["conclusions"]),
    (Kind::Recommendation, &["recs", "recommended"]),
    (Kind::Prior, &["earlier recommendations", "previous recommendations"]),
    (Kind::Statement, &["letters", "resolutions"]),
    (Kind::Consultation, &["public comments", "public consultation"]),
    (Kind::Comment, &["submissions", "responses to consultation"]),
    (Kind::Meeting, &["minutes", "hearings", "calls", "sessions"]),
    (Kind::Update, &["news"]),
    (Kind::Term, &["definitions", "abbreviations", "acronyms"]),
];

/// Words that readers have for a value, beside its own.
static OF_VALUES: [(&str, &[&str]); 13] = [
    ("approved", &["accepted", "agreed", "adopted"]),
    ("approved in part", &["partly approved", "partially approved", "partly accepted", "partially accepted"]),
    ("approved in principle", &["accepted in principle", "agreed in principle"]),
    ("rejected", &["declined", "refused", "turned down", "not accepted", "not approved"]),
    ("pending", &["awaiting response", "undecided"]),
    ("no response", &["unanswered", "not answered"]),
    ("passed on", &["referred", "passed through"]),
    ("not started", &["not begun"]),
    ("in progress", &["under way", "underway", "ongoing"]),
    ("on hold", &["paused", "suspended"]),
    ("complete", &["completed", "done", "finished", "carried out"]),
    ("stopped", &["abandoned", "discontinued"]),
    ("closed", &["settled"]),
];

/// Words that readers have for what a verdict says.
static OF_VERDICTS: [(&str, &[&str]); 4] = [
    ("yes", &["implemented", "found implemented"]),
    ("mostly", &["mostly implemented"]),
    ("partly", &["partly implemented", "partially implemented"]),
    ("no", &["not implemented", "found not implemented"]),
];

/// What a list is called.
pub const LIST: &str = "List";
/// What a page about the review as a whole is called.
pub const PAGE: &str = "Page";

/// Words that readers have for the list of a kind.
#[must_use]
pub fn of_kind(kind: Kind) -> &'static [&'static str] {
    OF_KINDS.iter().find(|(own, _)| *own == kind).map_or(&[], |(_, words)| words)
}

/// Words that readers have for a value that recommendations share.
#[must_use]
pub fn of_value(value: &str) -> &'static [&'static str] {
    OF_VALUES.iter().find(|(own, _)| *own == value).map_or(&[], |(_, words)| words)
}

/// Words that readers have for what a verdict says.
#[must_use]
pub fn of_verdict(value: &str) -> &'static [&'static str] {
    OF_VERDICTS.iter().find(|(own, _)| *own == value).map_or(&[], |(_, words)| words)
}

/// What the search says of a page, and words that readers have for it.
pub type Meaning = (&'static str, &'static [&'static str]);

/// Of the page `changes`.
pub const CHANGES: Meaning = (
    "What was said, added or happened, by day and by who says it, the newest first.",
    &["since", "latest", "new", "said", "said since", "news", "recent", "recently", "activity", "updates"],
);
/// Of the page `traceability`.
pub const TRACEABILITY: Meaning =
    ("From each clause of the mandate to what followed from it.", &["trace", "coverage", "who covers what"]);
/// Of the page `open`.
pub const OPEN: Meaning = (
    "Something is still to be done.",
    &["open", "not complete", "incomplete", "not done", "outstanding", "unfinished", "to do", "remaining"],
);
/// Of the page `overdue`.
pub const OVERDUE: Meaning = ("What is late, and who owes it.", &["late", "delayed", "owed", "missed deadlines"]);
/// Of the page `themes`.
pub const THEMES: Meaning =
    ("The subjects of the recommendations, and how those of each stand.", &["subjects", "topics"]);
/// Of the page `actions`.
pub const ACTIONS: Meaning = ("What meetings asked somebody to do.", &["actions", "tasks"]);
/// Of the page `decisions`.
pub const DECISIONS: Meaning = ("What meetings decided.", &["decided", "agreements"]);
/// Of the page `discrepancies`.
pub const DISCREPANCIES: Meaning =
    ("What in the record does not go together.", &["contradictions", "inconsistencies", "differences"]);
/// Of the page `report`.
pub const REPORT: Meaning = ("The whole record as one document.", &["whole record", "print"]);
/// Of the page `method`.
pub const METHOD: Meaning = (
    "How this record is kept, and what its words mean.",
    &["about this record", "how this record is kept", "how it is made", "legend"],
);
/// Of the page `search`.
pub const SEARCH: Meaning = ("", &[]);

/// How many of all recommendations share a value.
#[must_use]
pub fn share(count: usize, all: usize, noun: &str) -> String {
    format!("{count} of {all} {noun}.")
}

/// How many recommendations there are of something, and what is said of how many of them.
#[must_use]
pub fn spread(count: usize, noun: &str, said: &[(usize, &str)]) -> String {
    let said: Vec<String> = said.iter().map(|(count, words)| format!("{count} {words}")).collect();
    if said.is_empty() { format!("{count} {noun}.") } else { format!("{count} {noun}: {}.", said.join(", ")) }
}
