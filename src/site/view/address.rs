//! Addresses that are shown: outside the site, of attachments, and of documents that facts are taken from.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::document;
use crate::review::record::{RecordIx, join};
use crate::review::value::FactSource;
use crate::site::analysis::sources::{SourceName, without_scheme};
use crate::site::map::Site;
use crate::site::view::party::{self, PartyView};
use crate::site::words::date::{DateView, show_date};
use crate::site::words::label;

/// An address that is shown.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct AddressView<'a> {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub text: Cow<'a, str>,
    /// Whether it leads out of the site; if not, the way to the root belongs before it.
    pub external: bool,
    /// Who published it, where it is a document.
    pub publisher: Option<PartyView<'a>>,
    /// When it was made.
    pub date: Option<DateView>,
}

/// The sources of a fact.
#[must_use]
pub fn sources<'a>(site: &'a Site, record: RecordIx, origins: &'a [FactSource]) -> Vec<AddressView<'a>> {
    let shown = origins.iter().filter_map(|origin| match origin {
        FactSource::Address(text) => Some(source(site, &text.text)),
        FactSource::Document(reference) => {
            let found =
                site.visible.review.target_record(record, *reference).filter(|&found| site.visible.shows(found))?;
            let link = site.addresses.link(found);
            let own = AddressView::new(link.path.into_owned(), Cow::Borrowed(link.title), false);
            Some(own.of_documents(site, &[found]))
        }
    });
    shown.collect()
}

/// An address that a fact is taken from, by what is published there.
fn source<'a>(site: &'a Site, address: &'a str) -> AddressView<'a> {
    let own = external(address);
    match site.analyses.sources().name(address) {
        Some(SourceName::Documents(documents)) => {
            let titles: Vec<&str> =
                documents.iter().map(|document| site.visible.review.records[*document].title()).collect();
            AddressView { text: label::together(&titles), ..own }.of_documents(site, documents)
        }
        Some(SourceName::Words(words)) => AddressView { text: Cow::Borrowed(words), ..own },
        None => own,
    }
}

impl<'a> AddressView<'a> {
    fn new(href: String, text: Cow<'a, str>, external: bool) -> AddressView<'a> {
        AddressView { href, text, external, publisher: None, date: None }
    }

    /// The same with who published these documents and when they were made, where that is one answer.
    fn of_documents(self, site: &'a Site, documents: &[RecordIx]) -> AddressView<'a> {
        let publishers = documents.iter().map(|document| {
            let publisher = site.visible.review.records[*document].values.get(&document::PUBLISHER)?;
            Some(party::named(site, *document, publisher))
        });
        let dates = documents.iter().map(|document| site.visible.review.records[*document].when());
        AddressView {
            publisher: alike(publishers),
            date: alike(dates).filter(|date| *date != Date::Unknown).map(show_date),
            ..self
        }
    }
}

/// What all of them say.
fn alike<T: PartialEq>(mut all: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// An address outside the site.
pub(super) fn external(address: &str) -> AddressView<'_> {
    AddressView::new(address.to_owned(), Cow::Borrowed(without_scheme(address)), true)
}

/// A file of the review, which a record names from its folder.
pub(super) fn file<'a>(site: &Site, record: RecordIx, path: &'a str) -> AddressView<'a> {
    let folder = site.visible.review.records[record].kind.folder();
    AddressView::new(site.addresses.file_path(&join(folder, path)), Cow::Borrowed(path), false)
}
