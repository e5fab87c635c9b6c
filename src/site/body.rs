//! Bodies on pages: the only place that knows of a body's tokens.
//!
//! A body is a document until it is written for a place: the page of its record, a list that shows its opening, the report.
//! Where it is written decides the levels of its headings, the ids of its parts and where its links lead.

#[cfg(test)]
mod cases;

mod escaping;
mod links;
mod opening;
mod place;
mod plain;
mod terms;
mod write;

use serde::Serialize;

use crate::site::body::links::SiteLinks;
use crate::site::body::opening::opening as opening_of;
pub use crate::site::body::place::Inlay;
use crate::site::body::place::Place;
pub use crate::site::body::plain::plain;
pub use crate::site::body::terms::Glossary;
use crate::site::body::terms::Terms;
use crate::site::body::write::write;
use crate::site::route::Site;
use crate::site::shown::Card;

/// A part of a body: HTML, or the card of a record that was embedded.
#[derive(Debug, Serialize)]
pub struct Piece<'a> {
    /// The HTML, ready for a page.
    pub html: String,
    /// The card after it.
    pub card: Option<Card<'a>>,
}

/// The body of a record for its page; `root` is the way from the page to the root of the site.
#[must_use]
pub fn body<'a>(site: &'a Site, glossary: &Glossary, record: usize, root: &str) -> Vec<Piece<'a>> {
    let document = &site.review.records[record].body;
    let links = SiteLinks { site, record, root, is_own_page: true };
    let mut terms = Terms::new(site, glossary, record, root);
    write(document, &document.tokens, Place::Page, &links, Some(&mut terms))
}

/// The body of a record as it stands in a document with others. Terms are not explained: the document has a glossary.
#[must_use]
pub fn body_among<'a>(site: &'a Site, record: usize, inlay: Inlay<'_>) -> Vec<Piece<'a>> {
    let document = &site.review.records[record].body;
    let links = SiteLinks { site, record, root: "", is_own_page: true };
    write(document, &document.tokens, Place::Among(inlay), &links, None)
}

/// The body of a record up to the first heading, as it stands on one page with others, and whether that is not all.
#[must_use]
pub fn opening<'a>(site: &'a Site, glossary: &Glossary, record: usize, root: &str) -> (Vec<Piece<'a>>, bool) {
    let document = &site.review.records[record].body;
    let links = SiteLinks { site, record, root, is_own_page: false };
    let mut terms = Terms::new(site, glossary, record, root);
    let tokens = opening_of(document);
    let page = format!("{root}{}", site.record_path(record));
    let pieces = write(document, tokens, Place::Elsewhere { page: &page }, &links, Some(&mut terms));
    (pieces, tokens.len() < document.tokens.len())
}
