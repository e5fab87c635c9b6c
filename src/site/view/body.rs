//! Bodies on pages: where their links lead, and which places they are written for.

use crate::review::record::RecordIx;
use crate::review::resolve::Target;
use crate::review::value::ReferenceIx;
use crate::site::address::encode;
use crate::site::body::escaping::{write_address, write_text};
use crate::site::body::links::{Links, title};
use crate::site::body::opening::opening as opening_of;
use crate::site::body::place::{DocumentPlace, Place};
use crate::site::body::terms::{Glossary, Terms};
use crate::site::body::write::write;
use crate::site::map::Site;
use crate::site::view::value::{Card, card};
use crate::text::markdown::document::MentionIx;
use crate::text::span::slice;

/// A part of a body: HTML, or the card of a record that was embedded.
pub type Piece<'a> = crate::site::body::Piece<Card<'a>>;

/// The body of a record for its page; `root` is the way from the page to the root of the site.
#[must_use]
pub fn body<'a>(site: &'a Site, glossary: &Glossary, record: RecordIx, root: &str) -> Vec<Piece<'a>> {
    let document = &site.visible.review.records[record].body;
    let links = SiteLinks { site, record, root, is_own_page: true };
    let mut terms = Terms::new(&site.visible.review, glossary, record);
    write(document, &document.tokens, Place::Page, &links, Some(&mut terms))
}

/// The body of a record as it stands in a document with others. Terms are not explained: the document has a glossary.
#[must_use]
pub fn body_among<'a>(site: &'a Site, record: RecordIx, place: DocumentPlace<'_>) -> Vec<Piece<'a>> {
    let document = &site.visible.review.records[record].body;
    let links = SiteLinks { site, record, root: "", is_own_page: true };
    write(document, &document.tokens, Place::Among(place), &links, None)
}

/// The body of a record up to the first heading, as it stands on one page with others, and whether that is not all.
#[must_use]
pub fn opening<'a>(site: &'a Site, glossary: &Glossary, record: RecordIx, root: &str) -> (Vec<Piece<'a>>, bool) {
    let document = &site.visible.review.records[record].body;
    let links = SiteLinks { site, record, root, is_own_page: false };
    let mut terms = Terms::new(&site.visible.review, glossary, record);
    let tokens = opening_of(document);
    let page = format!("{root}{}", site.addresses.record_path(record));
    let pieces = write(document, tokens, Place::Elsewhere { page: &page }, &links, Some(&mut terms));
    (pieces, tokens.len() < document.tokens.len())
}

/// The things that the body of a record mentions, seen from a page of the site.
struct SiteLinks<'a, 'r> {
    site: &'a Site,
    /// The record whose body it is.
    record: RecordIx,
    /// The way from the page to the root of the site.
    root: &'r str,
    /// Whether the headings of the body stand on the page.
    is_own_page: bool,
}

impl SiteLinks<'_, '_> {
    fn reference(&self, mention: MentionIx) -> ReferenceIx {
        self.site.visible.review.records[self.record].reference_of(mention)
    }

    fn target(&self, mention: MentionIx) -> Option<Target> {
        self.site.visible.review.target(self.record, self.reference(mention))
    }
}

impl<'a> Links for SiteLinks<'a, '_> {
    type Card = Card<'a>;

    fn write_address(&self, mention: MentionIx, out: &mut String) {
        let Some(target) = self.target(mention) else { return };
        let address = self.site.addresses.target_address(target);
        if let Target::Record(to, Some(_)) = target
            && to == self.record
            && self.is_own_page
        {
            return write_address(out, address.find('#').map_or("", |at| slice(&address, at..)));
        }
        out.push_str(self.root);
        write_address(out, &address);
        let reference = &self.site.visible.review.records[self.record].references[self.reference(mention)];
        if let (Target::Attachment(_), Some(place)) = (target, &reference.heading) {
            // A place in a file, such as `#page=2` of a PDF, is the business of whatever shows the file.
            out.push('#');
            write_address(out, &encode(&place.text));
        }
    }

    fn write_title(&self, mention: MentionIx, out: &mut String) {
        write_text(out, &title(&self.site.visible.review, self.record, mention));
    }

    fn write_record(&self, record: RecordIx, out: &mut String) {
        out.push_str(self.root);
        write_address(out, &self.site.addresses.target_address(Target::Record(record, None)));
    }

    fn card(&self, mention: MentionIx, _: &mut String) -> Option<Card<'a>> {
        match self.target(mention)? {
            Target::Record(to, _) => Some(card(self.site, to)),
            Target::Attachment(_) => None,
        }
    }
}
