//! What several pages of a site show parts of: made when the first of them asks for it, and kept as long as the site.
//!
//! Laying a site out happens after every edit of a preview, so nothing of this is made there but what costs nothing. The
//! others wait for the first, so what is made here is made by one thread and asks for no page.

use std::sync::{Arc, OnceLock};

use crate::site::facet::Facets;
use crate::site::register::{EntryCounts, Register};
use crate::site::report::Report;
use crate::site::route::Site;
use crate::site::search::Kept;
use crate::site::trace::Trace;

/// What is made once for a site, however it is looked at.
#[derive(Debug, Default, Clone)]
pub(super) struct Derived(Arc<Parts>);

#[derive(Debug, Default)]
struct Parts {
    report: OnceLock<Report>,
    facets: OnceLock<Facets>,
    trace: OnceLock<Trace>,
    register: OnceLock<Register>,
    entry_counts: OnceLock<EntryCounts>,
    search: Kept,
}

impl Site {
    /// The pages of the report.
    pub(super) fn report(&self) -> &Report {
        self.derived.0.report.get_or_init(|| Report::new(self))
    }

    /// The recommendations by the values that they share.
    pub(super) fn facets(&self) -> &Facets {
        let facets = || Facets::new(&self.review, self.edition.as_of, &|record| self.shows(record));
        self.derived.0.facets.get_or_init(facets)
    }

    /// What the search needs.
    pub(super) fn search(&self) -> &Kept {
        &self.derived.0.search
    }

    /// The mandate, and all that follows from it.
    pub(super) fn trace(&self) -> &Trace {
        self.derived.0.trace.get_or_init(|| Trace::new(self))
    }

    /// The registers of the meetings.
    pub(super) fn register(&self) -> &Register {
        self.derived.0.register.get_or_init(|| Register::new(self))
    }

    /// How many entries the registers of the meetings have.
    pub(super) fn entry_counts(&self) -> EntryCounts {
        *self.derived.0.entry_counts.get_or_init(|| EntryCounts::new(self))
    }
}
