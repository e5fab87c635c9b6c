//! Other words by which readers look for a page of the site, and what the search says of such a page.

use crate::review::kind::Kind;
use crate::site::overview::Overview;

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

/// What the search says of a page about the review as a whole, and words that readers have for it; nothing of the search.
#[must_use]
pub fn of_overview(overview: Overview) -> (&'static str, &'static [&'static str]) {
    match overview {
        Overview::Changes => (
            "What was said, added or happened, by day and by who says it, the newest first.",
            &["since", "latest", "new", "said", "said since", "news", "recent", "recently", "activity", "updates"],
        ),
        Overview::Traceability => {
            ("From each clause of the mandate to what followed from it.", &["trace", "coverage", "who covers what"])
        }
        Overview::Open => (
            "Something is still to be done.",
            &["open", "not complete", "incomplete", "not done", "outstanding", "unfinished", "to do", "remaining"],
        ),
        Overview::Overdue => ("What is late, and who owes it.", &["late", "delayed", "owed", "missed deadlines"]),
        Overview::Themes => {
            ("The subjects of the recommendations, and how those of each stand.", &["subjects", "topics"])
        }
        Overview::Actions => ("What meetings asked somebody to do.", &["actions", "tasks"]),
        Overview::Decisions => ("What meetings decided.", &["decided", "agreements"]),
        Overview::Discrepancies => {
            ("What in the record does not go together.", &["contradictions", "inconsistencies", "differences"])
        }
        Overview::Report => ("The whole record as one document.", &["whole record", "print"]),
        Overview::Method => (
            "How this record is kept, and what its words mean.",
            &["about this record", "how this record is kept", "how it is made", "legend"],
        ),
        Overview::Search => ("", &[]),
    }
}

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
