//! Where the links of a body lead, and what they say.

use crate::review::resolve::Target;
use crate::site::address::encode;
use crate::site::body::escaping::{write_address, write_text};
use crate::site::route::Site;
use crate::site::shown::Card;
use crate::text::markdown::document::MentionIx;
use crate::text::span::slice;

/// What is known of the things that a body mentions.
pub(super) trait Links<'a> {
    /// Writes the address of something.
    fn write_address(&self, mention: MentionIx, out: &mut String);
    /// Writes what something is called.
    fn write_title(&self, mention: MentionIx, out: &mut String);
    /// The summary card of something; what stands in its place is written.
    fn card(&self, mention: MentionIx, out: &mut String) -> Option<Card<'a>>;
}

/// The things that the body of a record mentions, seen from a page of the site.
pub(super) struct SiteLinks<'a, 'r> {
    pub(super) site: &'a Site,
    /// The record whose body it is.
    pub(super) record: usize,
    /// The way from the page to the root of the site.
    pub(super) root: &'r str,
    /// Whether the headings of the body stand on the page.
    pub(super) is_own_page: bool,
}

impl SiteLinks<'_, '_> {
    fn reference(&self, mention: MentionIx) -> usize {
        self.site.review.records[self.record].field_references + mention.position()
    }

    fn target(&self, mention: MentionIx) -> Option<Target> {
        self.site.review.target(self.record, self.reference(mention))
    }
}

impl<'a> Links<'a> for SiteLinks<'a, '_> {
    fn write_address(&self, mention: MentionIx, out: &mut String) {
        let Some(target) = self.target(mention) else { return };
        let address = self.site.target_address(target);
        if let Target::Record(to, Some(_)) = target
            && to == self.record
            && self.is_own_page
        {
            return write_address(out, address.find('#').map_or("", |at| slice(&address, at..)));
        }
        out.push_str(self.root);
        write_address(out, &address);
        let reference = &self.site.review.records[self.record].references[self.reference(mention)];
        if let (Target::Attachment(_), Some(place)) = (target, &reference.heading) {
            // A place in a file, such as `#page=2` of a PDF, is the business of whatever shows the file.
            out.push('#');
            write_address(out, &encode(&place.text));
        }
    }

    fn write_title(&self, mention: MentionIx, out: &mut String) {
        write_text(out, &title(self.site, self.record, mention));
    }

    fn card(&self, mention: MentionIx, _: &mut String) -> Option<Card<'a>> {
        match self.target(mention)? {
            Target::Record(to, _) => Some(self.site.card(to)),
            Target::Attachment(_) => None,
        }
    }
}

/// What a body calls something that it mentions without a text of its own.
pub(super) fn title(site: &Site, record: usize, mention: MentionIx) -> String {
    let body = &site.review.records[record].body;
    let reference = site.review.records[record].field_references + mention.position();
    let Some(Target::Record(to, heading)) = site.review.target(record, reference) else {
        return body.mentions.get(mention.position()).map_or_else(String::new, |mention| mention.target.clone());
    };
    let found = &site.review.records[to];
    let called = || found.label().unwrap_or(found.title());
    match heading.and_then(|heading| found.body.headings.get(heading)) {
        Some(heading) if to == record => heading.text.clone(),
        Some(heading) => format!("{}, {}", called(), heading.text),
        None => called().to_owned(),
    }
}
