//! Which records name which attachments, and which of these belong to drafts alone.

use std::collections::HashSet;
use std::path::Path;

use crate::review::kind::field::Shape;
use crate::review::link::Review;
use crate::review::record::{RecordIx, join};
use crate::review::resolve::{AttachmentIx, Target};
use crate::review::value::Value;

/// The attachments that a record names: in its text, in its fields, or as its file.
pub fn named_by(review: &Review, record: RecordIx) -> impl Iterator<Item = AttachmentIx> {
    let own = &review.records[record];
    let linked =
        own.references.iter_enumerated().filter_map(move |(reference, _)| match review.target(record, reference)? {
            Target::Attachment(attachment) => Some(attachment),
            Target::Record(..) | Target::Page => None,
        });
    let files = own.values.iter().filter_map(move |(field, value)| match (field.shape, value) {
        (Shape::File, Value::Address(path)) => review.attachment(&join(own.kind.folder(), &path.text)),
        _ => None,
    });
    linked.chain(files)
}

/// The attachments that records name of those for which that is asked, and the logo.
#[must_use]
pub fn named(review: &Review, asked: impl Fn(RecordIx) -> bool) -> HashSet<AttachmentIx> {
    let records = review.records.iter_enumerated().map(|(record, _)| record).filter(|&record| asked(record));
    let logo = review.settings.logo.as_ref().and_then(|logo| review.attachment(&join("", &logo.text)));
    records.flat_map(|record| named_by(review, record)).chain(logo).collect()
}

/// The attachments that belong to records that are held back, and to none that is shown: what these alone name, and what
/// nothing names but lies beside one of them under its name.
#[must_use]
pub fn held_back(review: &Review, is_shown: impl Fn(RecordIx) -> bool) -> HashSet<AttachmentIx> {
    let mut hidden = review.records.iter_enumerated().map(|(record, _)| record).filter(|&record| !is_shown(record));
    if review.attachments.is_empty() || hidden.by_ref().next().is_none() {
        return HashSet::new();
    }
    let shown = named(review, &is_shown);
    let of_hidden = named(review, |record| !is_shown(record));
    let is_beside = |path: &str| {
        let stem = Path::new(path).with_extension("");
        let record = stem.to_str().and_then(|id| review.position(id));
        record.is_some_and(|record| !is_shown(record))
    };
    let all = review.attachments.iter_enumerated();
    let held = all.filter(|(attachment, file)| {
        !shown.contains(attachment) && (of_hidden.contains(attachment) || is_beside(&file.path))
    });
    held.map(|(attachment, _)| attachment).collect()
}
