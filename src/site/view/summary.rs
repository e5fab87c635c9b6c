//! What a record says in its histories in all, for an item of a list.

use serde::Serialize;

use crate::review::record::RecordIx;
use crate::site::analysis::summaries::InAll;
use crate::site::map::Site;

/// What a history says in all.
#[derive(Debug, Serialize)]
pub(super) struct Said<'a> {
    history: &'static str,
    #[serde(flatten)]
    in_all: &'a InAll,
}

/// What a recommendation says in each of its histories in all.
pub(super) fn said(site: &Site, position: RecordIx) -> Vec<Said<'_>> {
    let said = site.analyses.summaries().said(position);
    said.map(|(track, in_all)| Said { history: track.name(), in_all }).collect()
}
