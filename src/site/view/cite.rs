//! How a record is cited: in words, and in the forms that reference managers take. What a record stands for, as a document
//! does, is cited as itself, and its page after it.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::{Kind, comment, document, statement};
use crate::review::record::RecordIx;
use crate::review::value::Name;
use crate::site::address::{encode, of_file};
use crate::site::citation::{Citation, key};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::route::Route;
use crate::site::view::party::named;
use crate::site::words::citation::{NO_DATE, edition};
use crate::site::words::date::show_date;

/// One way to cite a record.
#[derive(Serialize)]
pub(super) struct CitationView {
    /// Whether it is the page that is cited, and not what the page is about.
    is_page: bool,
    /// Who made it, or published it, where that is known.
    by: Option<String>,
    /// When that was, or that nobody knows.
    date: String,
    title: String,
    part_of: Option<String>,
    edition: Option<String>,
    url: Option<String>,
    bibtex: String,
    ris: String,
    csl: String,
}

/// The ways to cite a record; none for the pages about the review, which are no part of the record.
pub(super) fn view(site: &Site, position: RecordIx) -> Vec<CitationView> {
    let record = &site.visible.review.records[position];
    if record.kind == Kind::Page {
        return Vec::new();
    }
    let itself = (record.kind == Kind::Document).then(|| itself(site, position)).flatten();
    itself.into_iter().chain([page(site, position)]).map(shown).collect()
}

/// What a document is cited as by those who have it from where it is published.
fn itself(site: &Site, position: RecordIx) -> Option<Citation> {
    let record = &site.visible.review.records[position];
    let settings = &site.visible.review.settings;
    let url = record.values.get(&document::URL)?;
    Some(Citation {
        key: key(settings.short.as_deref().unwrap_or_default(), &record.id),
        is_page: false,
        title: record.title().to_owned(),
        by: makers(site, position),
        publisher: record.values.get(&document::PUBLISHER).map(|name| named(site, position, name).text.into_owned()),
        part_of: None,
        date: record.when(),
        edition: None,
        url: Some(url.to_owned()),
    })
}

/// The page of a record.
fn page(site: &Site, position: RecordIx) -> Citation {
    let record = &site.visible.review.records[position];
    let settings = &site.visible.review.settings;
    let path = encode(of_file(&site.addresses.file(&Route::Record(position)))).into_owned();
    let (Link { title, label, .. }, kind) = (site.addresses.link(position), record.kind);
    // Of a document it is the page that is of this edition, not the document.
    let own_date = record.when().filter(|date| kind != Kind::Document && *date != Date::Unknown);
    let suffix = if kind == Kind::Document { "-page" } else { "" };
    Citation {
        key: key(settings.short.as_deref().unwrap_or_default(), &format!("{}{suffix}", record.id)),
        is_page: true,
        title: label.map_or_else(|| title.to_owned(), |label| format!("{label}: {title}")),
        by: if kind == Kind::Document { Vec::new() } else { makers(site, position) },
        publisher: None,
        part_of: Some(settings.title.clone()),
        date: own_date.or(settings.edition),
        edition: settings.edition.map(|day| edition(&show_date(day).text)),
        url: site.visible.publication.canonical().map(|base_url| format!("{base_url}{path}")),
    }
}

/// Who made what a record stands for, where it says so.
fn makers(site: &Site, position: RecordIx) -> Vec<String> {
    let values = &site.visible.review.records[position].values;
    let one: Option<&Name> = values.get(&comment::FROM).or_else(|| values.get(&statement::BY));
    let several = values.get(&document::FROM).iter();
    one.into_iter().chain(several).map(|name| named(site, position, name).text.into_owned()).collect()
}

fn shown(citation: Citation) -> CitationView {
    let by = if citation.by.is_empty() { citation.publisher.clone() } else { Some(citation.by.join(", ")) };
    let date = citation.date.filter(|date| *date != Date::Unknown);
    CitationView {
        bibtex: citation.bibtex(),
        ris: citation.ris(),
        csl: citation.csl(),
        is_page: citation.is_page,
        by,
        date: date.map_or_else(|| NO_DATE.to_owned(), |date| show_date(date).text),
        title: citation.title,
        part_of: citation.part_of,
        edition: citation.edition,
        url: citation.url,
    }
}
