//! Texts of fields as templates see them: their words, and HTML where they have markup.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::common::SUMMARY;
use crate::review::kind::typed::{self, Typed};
use crate::review::record::{RecordIx, Written};
use crate::review::value::{Prose, Values};
use crate::site::body::place::Place;
use crate::site::body::plain::plain_prose;
use crate::site::body::write::write;
use crate::site::map::Site;
use crate::site::view::mentions::Mentions;

/// A text of a field.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ProseView<'a> {
    /// The words without markup, for places that take nothing else.
    pub text: Cow<'a, str>,
    /// The HTML of a text with markup: the pieces between which the way to the root of the site belongs.
    pub html: Option<Vec<String>>,
    /// Whether it is made of blocks, which stand in no paragraph.
    pub blocks: bool,
}

/// A text of a record.
#[must_use]
pub fn show<'a>(site: &Site, record: RecordIx, prose: &'a Prose) -> ProseView<'a> {
    let review = &site.visible.review;
    let written = review.records[record].written_in(prose);
    ProseView {
        text: plain_prose(review, record, prose),
        html: written.map(|written| html(site, record, written)),
        blocks: written.is_some_and(|written| !written.document.is_inline()),
    }
}

/// What a field of a record or of one of its entries says; nothing where it was not given.
#[must_use]
pub fn of<'a>(site: &Site, record: RecordIx, values: &'a Values, field: &Typed<typed::Prose>) -> Option<ProseView<'a>> {
    values.get(field).map(|prose| show(site, record, prose))
}

/// The summary of a record.
#[must_use]
pub fn summary<'a>(site: &'a Site, record: RecordIx) -> Option<ProseView<'a>> {
    of(site, record, &site.visible.review.records[record].values, &SUMMARY)
}

/// What a text says, as HTML. It may stand on any page, so nothing of it has an id, and its links begin where the pieces end.
fn html(site: &Site, record: RecordIx, written: Written<'_>) -> Vec<String> {
    /// A character that no text and no address holds.
    const ROOT: &str = "\0";
    let links = Mentions { site, record, written, root: ROOT, is_own_page: false };
    let pieces = write(written.document, written.document.inside(), Place::Elsewhere { page: "" }, &links, None);
    let html: String = pieces.into_iter().map(|piece| piece.html).collect();
    html.split(ROOT).map(str::to_owned).collect()
}
