//! What several pages of a site show parts of: made when the first of them asks for it, and kept as long as the site.
//!
//! Laying a site out happens after every edit of a preview, so nothing of this is made there.

use std::sync::{Arc, OnceLock};

use crate::site::facet::Facets;
use crate::site::report::Report;
use crate::site::route::Site;

/// What is made once for a site, however it is looked at.
#[derive(Debug, Default, Clone)]
pub(super) struct Derived(Arc<Parts>);

#[derive(Debug, Default)]
struct Parts {
    report: OnceLock<Report>,
    facets: OnceLock<Facets>,
}

impl Site {
    /// The pages of the report.
    pub(super) fn report(&self) -> &Report {
        self.derived.0.report.get_or_init(|| Report::new(self))
    }

    /// The recommendations by the values that they share.
    pub(super) fn facets(&self) -> &Facets {
        self.derived.0.facets.get_or_init(|| Facets::new(&self.review, &|record| self.shows(record)))
    }
}
