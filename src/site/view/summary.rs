//! What a record says in its histories in all, for an item of a list.

use serde::Serialize;

use crate::review::record::RecordIx;
use crate::site::analysis::summaries::InAll;
use crate::site::map::Site;
use crate::site::words::answer::AnswerView;

/// What a history says in all.
#[derive(Debug, Serialize)]
pub(super) struct Said<'a> {
    history: &'static str,
    word: &'a AnswerView,
    detail: Option<&'a str>,
}

/// What a recommendation says in each of its histories in all.
pub(super) fn said(site: &Site, position: RecordIx) -> Vec<Said<'_>> {
    let said = site.analyses.summaries().said(position);
    said.map(|(track, InAll { word, detail })| Said { history: track.name(), word, detail: detail.as_deref() })
        .collect()
}
