//! Who says something or is asked, as pages name them.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::organisation::SHORT;
use crate::review::party::{Party, party};
use crate::review::record::RecordIx;
use crate::review::value::Name;
use crate::site::map::Site;

/// Somebody: what they are called, and where their page is, if they have one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyView<'a> {
    /// What they are called: for short, where there is a short name.
    pub text: Cow<'a, str>,
    /// The path of their page from the root of the site.
    pub path: Option<String>,
}

/// Somebody whom a record names.
#[must_use]
pub fn named<'a>(site: &'a Site, record: RecordIx, name: &'a Name) -> PartyView<'a> {
    match party(&site.visible.review, record, name) {
        Party::Record(found) if site.visible.shows(found) => of_record(site, found),
        Party::Record(_) | Party::Named(_) => PartyView { text: Cow::Borrowed(&name.text.text), path: None },
    }
}

/// Somebody of whom there is a record.
fn of_record(site: &Site, found: RecordIx) -> PartyView<'_> {
    let record = &site.visible.review.records[found];
    let text = record.values.get(&SHORT).unwrap_or_else(|| record.title());
    PartyView { text: Cow::Borrowed(text), path: Some(site.addresses.record_path(found)) }
}
