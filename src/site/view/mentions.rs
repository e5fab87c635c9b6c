//! What the texts of a record mention, seen from a page of the site: where it is, and what it is called there.

use crate::review::record::{RecordIx, Written};
use crate::review::resolve::Target;
use crate::site::address::encode;
use crate::site::body::escaping::{write_address, write_text};
use crate::site::body::links::{Links, title};
use crate::site::map::Site;
use crate::text::markdown::document::MentionIx;
use crate::text::span::slice;

/// The things that a text of a record mentions. None of them is shown as a card.
#[derive(Clone, Copy)]
pub struct Mentions<'a, 'r> {
    /// The site.
    pub site: &'a Site,
    /// The record whose text it is.
    pub record: RecordIx,
    /// The text.
    pub written: Written<'r>,
    /// The way from the page to the root of the site.
    pub root: &'r str,
    /// Whether the headings of the body stand on the page.
    pub is_own_page: bool,
}

impl Mentions<'_, '_> {
    /// What is mentioned.
    #[must_use]
    pub fn target(&self, mention: MentionIx) -> Option<Target> {
        self.site.visible.review.target(self.record, self.written.reference_of(mention))
    }
}

impl Links for Mentions<'_, '_> {
    type Card = ();

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
        let record = &self.site.visible.review.records[self.record];
        let reference = &record.references[self.written.reference_of(mention)];
        if let (Target::Attachment(_), Some(place)) = (target, &reference.heading) {
            // A place in a file, such as `#page=2` of a PDF, is the business of whatever shows the file.
            out.push('#');
            write_address(out, &encode(&place.text));
        }
    }

    fn write_title(&self, mention: MentionIx, out: &mut String) {
        write_text(out, &title(&self.site.visible.review, self.record, self.written, mention));
    }

    fn write_record(&self, record: RecordIx, out: &mut String) {
        out.push_str(self.root);
        write_address(out, &self.site.addresses.target_address(Target::Record(record, None)));
    }

    fn card(&self, _: MentionIx, _: &mut String) -> Option<()> {
        None
    }
}
