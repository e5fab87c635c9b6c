//! An entry of a history, named from elsewhere than its own page: what it says, who says so, and the way to it.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::history::{ENTRY_DATE, PART, Track};
use crate::review::record::RecordIx;
use crate::review::written::Written;
use crate::site::analysis::anchors::anchor;
use crate::site::map::Site;
use crate::site::view::answer::{AboutWord, words};
use crate::site::view::party::{PartyView, named};
use crate::site::words::date::{DateView, show_date};

/// An entry of a history.
#[derive(Serialize)]
pub(super) struct EntryView<'a> {
    /// The history that it is of.
    track: &'static str,
    /// The part that it speaks of; none: the whole.
    part: Option<&'a str>,
    words: Vec<AboutWord>,
    by: Option<PartyView<'a>>,
    date: DateView,
    /// Its id on the page of the record.
    anchor: String,
}

/// An entry of a history of a record.
pub(super) fn view<'a>(
    site: &'a Site,
    record: RecordIx,
    track: &'static Track,
    written: &Written<'a>,
) -> EntryView<'a> {
    EntryView {
        track: track.name(),
        part: written.values().get(&PART),
        words: words(&site.visible.review.settings.words, track, written.entry),
        by: speaker(site, record, written),
        date: show_date(written.values().get(&ENTRY_DATE).unwrap_or(Date::Unknown)),
        anchor: anchor(&site.visible, record, track, written.entry),
    }
}

/// Who says an entry: whom it names, or whose it is without a name.
pub(super) fn speaker<'a>(site: &'a Site, record: RecordIx, written: &Written<'a>) -> Option<PartyView<'a>> {
    written.speaker(&site.visible.review, record).map(|(name, home)| named(site, home, name))
}
