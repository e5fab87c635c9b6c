//! Pages about the review as a whole, which belong to no kind of record.

use crate::site::route::Site;

/// A page about the review as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overview {
    /// What was added or changed, the newest first.
    Changes,
    /// The whole record as one document.
    Report,
}

impl Overview {
    /// All of them, in the order of the menu.
    pub const ALL: [Overview; 2] = [Overview::Changes, Overview::Report];

    /// Its folder in the site.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Overview::Changes => "changes",
            Overview::Report => "report",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Overview::Changes => "Changes",
            Overview::Report => "Report",
        }
    }

    /// The template that shows it.
    #[must_use]
    pub fn template(self) -> &'static str {
        match self {
            Overview::Changes => "changes.html",
            Overview::Report => "report.html",
        }
    }

    /// How many pages it has; none where there is nothing to show.
    #[must_use]
    pub fn pages(self, site: &Site) -> usize {
        match self {
            Overview::Changes => usize::from(!site.review.records.is_empty()),
            Overview::Report if site.review.records.is_empty() => 0,
            Overview::Report => site.report().pages(),
        }
    }
}
