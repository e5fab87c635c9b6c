//! Who says something or is asked, as pages name them.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::history::BY;
use crate::review::kind::meeting::{ACTIONS, OWNER};
use crate::review::kind::organisation::SHORT;
use crate::review::kind::recommendation::LEAD;
use crate::review::party::{Party, names_of_asked, party};
use crate::review::record::RecordIx;
use crate::review::value::Name;
use crate::review::written::of_record;
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
    match site.visible.review.target_record(record, name.reference) {
        Some(found) if site.visible.shows(found) => shown(site, found),
        _ => PartyView { text: Cow::Borrowed(&name.text.text), path: None },
    }
}

/// A party as a record names it: as its addressee, in its histories, or as the owner of one of its action items.
#[must_use]
pub fn called<'a>(site: &'a Site, record: RecordIx, party: &Party) -> Option<PartyView<'a>> {
    name_of(site, record, party).map(|(name, home)| named(site, home, name))
}

/// The name by which a record calls a party, with the record whose reference it is.
pub(super) fn name_of<'a>(site: &'a Site, record: RecordIx, wanted: &Party) -> Option<(&'a Name, RecordIx)> {
    let review = &site.visible.review;
    let values = &review.records[record].values;
    let (asking, asked) = names_of_asked(review, record);
    let speakers = of_record(review, record).filter_map(|(entry, home)| Some((entry.values.get(&BY)?, home)));
    let owners = values.get(&ACTIONS).iter().filter_map(|item| item.values.get(&OWNER));
    let others = values.get(&LEAD).into_iter().chain(owners).map(|name| (name, record));
    let mut names = asked.iter().map(|name| (name, asking)).chain(speakers).chain(others);
    names.find(|(name, home)| party(review, *home, name) == *wanted)
}

/// Somebody of whom there is a record.
fn shown(site: &Site, found: RecordIx) -> PartyView<'_> {
    let record = &site.visible.review.records[found];
    let text = record.values.get(&SHORT).unwrap_or_else(|| record.title());
    PartyView { text: Cow::Borrowed(text), path: Some(site.addresses.record_path(found)) }
}
