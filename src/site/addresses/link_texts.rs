//! What links to records say, side by side: pages link to records all over the review, and in a large one reading each from
//! its own place in memory would take longer than rendering it.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::site::address::encode;
use crate::site::called;

/// How many records' texts are made, and taken over, at a time.
const BLOCK: usize = 256;

/// What a link to a record says.
#[derive(Debug)]
pub(super) struct LinkText {
    /// The path from the root of the site as links write it, which the publication chooses.
    pub(super) path: String,
    /// What the record is called.
    pub(super) title: Box<str>,
    /// Its label, where its title does not say it.
    pub(super) label: Option<Box<str>>,
}

/// What links to all records of a review say.
#[derive(Debug, Clone)]
pub struct LinkTexts {
    review: Arc<Review>,
    /// What links say after the slash of a folder.
    index: &'static str,
    blocks: Arc<[Arc<[LinkText]>]>,
}

impl LinkText {
    fn new(review: &Review, position: RecordIx, index: &str) -> LinkText {
        let record = &review.records[position];
        let title = called::title(review, position);
        let label = record.label().filter(|label| *label != title).map(Box::from);
        LinkText { path: format!("{}/{index}", encode(&record.id)), title: title.into(), label }
    }
}

impl LinkTexts {
    /// What links to the records of a review say. What cannot have changed since another state of it is taken over.
    pub(super) fn new(review: &Arc<Review>, index: &'static str, before: Option<&LinkTexts>) -> LinkTexts {
        let before = before.filter(|before| before.index == index);
        let before = before.and_then(|before| Some((before, review.changed_since(&before.review)?)));
        let count = review.records.len();
        let blocks = (0..count.div_ceil(BLOCK)).into_par_iter().map(|block| {
            let own = RecordIx::new(block * BLOCK)..RecordIx::new(count.min((block + 1) * BLOCK));
            let is_same = |review_before: &Review| review.made_among(&own).eq(review_before.made_among(&own));
            match &before {
                Some((before, changed)) if changed.range(own.clone()).next().is_none() && is_same(&before.review) => {
                    Arc::clone(&before.blocks[block])
                }
                _ => block_of(review, index, own),
            }
        });
        LinkTexts { review: Arc::clone(review), index, blocks: blocks.collect::<Vec<_>>().into() }
    }

    /// What a link to a record says.
    pub(super) fn of(&self, record: RecordIx) -> &LinkText {
        &self.blocks[record.position() / BLOCK][record.position() % BLOCK]
    }
}

fn block_of(review: &Review, index: &str, records: Range<RecordIx>) -> Arc<[LinkText]> {
    let records = (records.start.position()..records.end.position()).map(RecordIx::new);
    records.map(|position| LinkText::new(review, position, index)).collect()
}
