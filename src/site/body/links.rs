//! What a body needs to know of the things that it mentions: where they are, and what they are called.

use std::borrow::Cow;

use crate::review::link::Review;
use crate::review::record::{RecordIx, Written};
use crate::review::resolve::{Fragment, Target};
use crate::review::value::Wanted;
use crate::site::{called, folder};
use crate::text::markdown::document::MentionIx;

/// What is known of the things that a body mentions.
pub trait Links {
    /// The summary card of something.
    type Card;

    /// Whether something has an address: a page of the site may have nothing to show.
    fn leads(&self, mention: MentionIx) -> bool;
    /// Writes the address of something.
    fn write_address(&self, mention: MentionIx, out: &mut String);
    /// What something is called.
    fn title(&self, mention: MentionIx) -> String;
    /// Writes the address of the page of a record.
    fn write_record(&self, record: RecordIx, out: &mut String);
    /// The summary card of something; what stands in its place is written.
    fn card(&self, mention: MentionIx, out: &mut String) -> Option<Self::Card>;
}

/// What a text of a record calls something that it mentions without words of its own.
#[must_use]
pub fn title(review: &Review, record: RecordIx, written: Written<'_>, mention: MentionIx) -> String {
    let number = written.reference_of(mention);
    let (to, place) = match review.target(record, number) {
        Some(Target::Record(to, place)) => (to, place),
        Some(Target::Page) => match &review.records[record].references[number].wanted {
            Wanted::Page(path) => return folder::title(&review.settings, path),
            Wanted::Named(_) | Wanted::Path(_) | Wanted::File(_) | Wanted::Itself => return String::new(),
        },
        Some(Target::Attachment(_)) | None => {
            let mention = written.document.mentions.get(mention.position());
            return mention.map_or_else(String::new, |mention| mention.target.clone());
        }
    };
    let found = &review.records[to];
    let called = || found.label().map_or_else(|| called::title(review, to), Cow::Borrowed);
    let heading = match place {
        Some(Fragment::Heading(heading)) => found.body.headings.get(heading.position()),
        Some(Fragment::Entry) | None => None,
    };
    match heading {
        Some(heading) if to == record => heading.text.clone(),
        Some(heading) => format!("{}, {}", called(), heading.text),
        None => called().into_owned(),
    }
}
