//! Pages about the review as a whole, which belong to no kind of record.

use crate::site::words::meaning::{self, Meaning};
use crate::site::words::page as words;

/// A page about the review as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overview {
    /// What was added or changed, the newest first.
    Changes,
    /// Which sub-team covers which clause, and what followed from each.
    Traceability,
    /// The recommendations of which something is still to be done.
    Open,
    /// What is late, and who owes it.
    Overdue,
    /// The subjects of the recommendations, and how those of each stand.
    Themes,
    /// What is to be done, of all meetings.
    Actions,
    /// What was decided, of all meetings.
    Decisions,
    /// What in the record does not go together.
    Discrepancies,
    /// The whole record as one document.
    Report,
    /// How the record is kept.
    Method,
    /// The search, and the index of all records from A to Z.
    Search,
}

impl Overview {
    /// All of them, in the order of the menu.
    pub const ALL: [Overview; 11] = [
        Overview::Changes,
        Overview::Traceability,
        Overview::Open,
        Overview::Overdue,
        Overview::Themes,
        Overview::Actions,
        Overview::Decisions,
        Overview::Discrepancies,
        Overview::Report,
        Overview::Method,
        Overview::Search,
    ];

    /// Its folder in the site.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Overview::Changes => "changes",
            Overview::Report => "report",
            Overview::Traceability => "traceability",
            Overview::Open => "recommendations/open",
            Overview::Overdue => "overdue",
            Overview::Themes => "themes",
            Overview::Actions => "actions",
            Overview::Decisions => "decisions",
            Overview::Discrepancies => "discrepancies",
            Overview::Method => "method",
            Overview::Search => "search",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Overview::Changes => words::CHANGES,
            Overview::Report => words::REPORT,
            Overview::Traceability => words::TRACEABILITY,
            Overview::Open => words::OPEN,
            Overview::Overdue => words::OVERDUE,
            Overview::Themes => words::THEMES,
            Overview::Actions => words::ACTIONS,
            Overview::Decisions => words::DECISIONS,
            Overview::Discrepancies => words::DISCREPANCIES,
            Overview::Method => words::METHOD,
            Overview::Search => words::SEARCH,
        }
    }

    /// What the search says of it, and words that readers have for it; nothing of the search.
    #[must_use]
    pub fn meaning(self) -> Meaning {
        match self {
            Overview::Changes => meaning::CHANGES,
            Overview::Traceability => meaning::TRACEABILITY,
            Overview::Open => meaning::OPEN,
            Overview::Overdue => meaning::OVERDUE,
            Overview::Themes => meaning::THEMES,
            Overview::Actions => meaning::ACTIONS,
            Overview::Decisions => meaning::DECISIONS,
            Overview::Discrepancies => meaning::DISCREPANCIES,
            Overview::Report => meaning::REPORT,
            Overview::Method => meaning::METHOD,
            Overview::Search => meaning::SEARCH,
        }
    }

    /// The template that shows it.
    #[must_use]
    pub fn template(self) -> &'static str {
        match self {
            Overview::Changes => "changes.html",
            Overview::Report => "report.html",
            Overview::Traceability => "traceability.html",
            Overview::Open => "open.html",
            Overview::Overdue => "overdue.html",
            Overview::Themes => "themes.html",
            Overview::Actions => "actions.html",
            Overview::Decisions => "decisions.html",
            Overview::Discrepancies => "discrepancies.html",
            Overview::Method => "method.html",
            Overview::Search => "search.html",
        }
    }
}
