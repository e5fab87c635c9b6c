//! What the texts of a record mention, seen from a page of the site: where it is, and what it is called there.

use crate::review::record::{RecordIx, Written};
use crate::review::resolve::Target;
use crate::review::value::Reference;
use crate::site::body::escaping::write_address;
use crate::site::body::links::{Links, title};
use crate::site::destination;
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

    fn reference(&self, mention: MentionIx) -> &Reference {
        &self.site.visible.review.records[self.record].references[self.written.reference_of(mention)]
    }

    /// Where a mention leads.
    fn path(&self, mention: MentionIx) -> Option<String> {
        destination::path(self.site, self.target(mention)?, self.reference(mention))
    }
}

impl Links for Mentions<'_, '_> {
    type Card = ();

    fn leads(&self, mention: MentionIx) -> bool {
        self.target(mention) != Some(Target::Page) || self.path(mention).is_some()
    }

    fn write_address(&self, mention: MentionIx, out: &mut String) {
        let Some(path) = self.path(mention) else { return };
        let is_here = matches!(self.target(mention), Some(Target::Record(to, Some(_))) if to == self.record);
        if is_here && self.is_own_page {
            return write_address(out, path.find('#').map_or("", |at| slice(&path, at..)));
        }
        out.push_str(self.root);
        write_address(out, &path);
    }

    fn title(&self, mention: MentionIx) -> String {
        let page = Some(Target::Page).filter(|page| self.target(mention) == Some(*page));
        match page.and_then(|_| destination::page(self.site, self.reference(mention))) {
            Some(route) => destination::title(self.site, &route),
            None => title(&self.site.visible.review, self.record, self.written, mention),
        }
    }

    fn write_record(&self, record: RecordIx, out: &mut String) {
        out.push_str(self.root);
        write_address(out, &self.site.addresses.record_path(record));
    }

    fn card(&self, _: MentionIx, _: &mut String) -> Option<()> {
        None
    }
}
