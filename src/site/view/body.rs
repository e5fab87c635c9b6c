//! Bodies on pages: which places they are written for.

use crate::review::record::RecordIx;
use crate::review::resolve::Target;
use crate::site::body::links::Links;
use crate::site::body::opening::opening as opening_of;
use crate::site::body::place::{DocumentPlace, Place};
use crate::site::body::terms::{Glossary, Terms};
use crate::site::body::write::write;
use crate::site::map::Site;
use crate::site::view::mentions::Mentions;
use crate::site::view::value::{Card, card};
use crate::text::markdown::document::MentionIx;

/// A part of a body: HTML, or the card of a record that was embedded.
pub type Piece<'a> = crate::site::body::Piece<Card<'a>>;

/// The body of a record for its page; `root` is the way from the page to the root of the site.
#[must_use]
pub fn body<'a>(site: &'a Site, glossary: &Glossary, record: RecordIx, root: &str) -> Vec<Piece<'a>> {
    let written = site.visible.review.records[record].written();
    let document = written.document;
    let links = WithCards(Mentions { site, record, written, root, is_own_page: true });
    let mut terms = Terms::new(&site.visible.review, glossary, record);
    write(document, &document.tokens, Place::Page, &links, Some(&mut terms))
}

/// The body of a record as it stands in a document with others. Terms are not explained: the document has a glossary.
#[must_use]
pub fn body_among<'a>(site: &'a Site, record: RecordIx, place: DocumentPlace<'_>) -> Vec<Piece<'a>> {
    let written = site.visible.review.records[record].written();
    let document = written.document;
    let links = WithCards(Mentions { site, record, written, root: "", is_own_page: true });
    write(document, &document.tokens, Place::Among(place), &links, None)
}

/// The body of a record up to the first heading, as it stands on one page with others, and whether that is not all.
#[must_use]
pub fn opening<'a>(site: &'a Site, glossary: &Glossary, record: RecordIx, root: &str) -> (Vec<Piece<'a>>, bool) {
    let written = site.visible.review.records[record].written();
    let document = written.document;
    let links = WithCards(Mentions { site, record, written, root, is_own_page: false });
    let mut terms = Terms::new(&site.visible.review, glossary, record);
    let tokens = opening_of(document);
    let page = format!("{root}{}", site.addresses.record_path(record));
    let pieces = write(document, tokens, Place::Elsewhere { page: &page }, &links, Some(&mut terms));
    (pieces, tokens.len() < document.tokens.len())
}

/// The things that a body mentions, with cards of those that it embeds.
struct WithCards<'a, 'r>(Mentions<'a, 'r>);

impl<'a> Links for WithCards<'a, '_> {
    type Card = Card<'a>;

    fn leads(&self, mention: MentionIx) -> bool {
        self.0.leads(mention)
    }

    fn write_address(&self, mention: MentionIx, out: &mut String) {
        self.0.write_address(mention, out);
    }

    fn title(&self, mention: MentionIx) -> String {
        self.0.title(mention)
    }

    fn write_record(&self, record: RecordIx, out: &mut String) {
        self.0.write_record(record, out);
    }

    fn card(&self, mention: MentionIx, _: &mut String) -> Option<Card<'a>> {
        match self.0.target(mention)? {
            Target::Record(to, _) => Some(card(self.0.site, to)),
            Target::Attachment(_) | Target::Page => None,
        }
    }
}
