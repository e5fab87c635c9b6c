//! Who says something or is asked, as pages name them.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::party::Party;
use crate::review::record::RecordIx;
use crate::review::value::Name;
use crate::review::written::name_of;
use crate::site::called;
use crate::site::map::Site;

/// Somebody: what they are called, and where their page is, if they have one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyView<'a> {
    /// What they are called: for short, where there is a short name.
    pub text: Cow<'a, str>,
    /// The path of their page from the root of the site.
    pub path: Option<Cow<'a, str>>,
}

/// Somebody whom a record names.
#[must_use]
pub fn named<'a>(site: &'a Site, record: RecordIx, name: &'a Name) -> PartyView<'a> {
    let (text, found) = called::party(&site.visible, record, name);
    PartyView { text: Cow::Borrowed(text), path: found.map(|found| site.addresses.record_path(found)) }
}

/// A party as a record names it: as its addressee, in its histories, or as the owner of one of its action items.
#[must_use]
pub fn called<'a>(site: &'a Site, record: RecordIx, party: &Party) -> Option<PartyView<'a>> {
    name_of(&site.visible.review, record, party).map(|(name, home)| named(site, home, name))
}
