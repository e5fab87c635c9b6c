//! What in the record does not go together: entries of one history or of two, and figures that the records contradict.

use crate::review::discrepancy::{Sort, discrepancies};
use crate::review::kind::history::RESPONSE;
use crate::review::kind::totals::TOTALS;
use crate::review::record::{Record, RecordIx};
use crate::review::totals::Count;
use crate::review::written::of_record;
use crate::site::visible::Visible;

/// All that does not go together.
#[derive(Debug, Default)]
pub struct Discrepancies {
    /// The entries: by sort, each with its record and its place among what does not go together there.
    pub entries: Vec<(Sort, RecordIx, usize)>,
    /// The figures: the record that states them, and which of its figures.
    pub figures: Vec<(RecordIx, usize)>,
}

impl Discrepancies {
    /// What is shown that does not go together on the day that counts as today.
    #[must_use]
    pub fn new(visible: &Visible) -> Discrepancies {
        let mut entries = Vec::new();
        for record in with_histories(visible) {
            let found = discrepancies(&visible.review, record, visible.today());
            entries.extend(found.iter().enumerate().map(|(place, found)| (found.sort, record, place)));
        }
        entries.sort_unstable();
        let figures = stating(visible).flat_map(|(position, record)| {
            let totals = record.values.get(&TOTALS).iter().enumerate();
            let differing = totals.filter(|(_, entry)| {
                Count::of(&visible.review, record, entry)
                    .is_some_and(|count| count.contradicts(&visible.review.settings.words, entry))
            });
            differing.map(move |(place, _)| (position, place))
        });
        Discrepancies { figures: figures.collect(), entries }
    }

    /// Whether there can be any.
    #[must_use]
    pub fn can_be(visible: &Visible) -> bool {
        let is_told = |record| of_record(&visible.review, record).next().is_some();
        stating(visible).next().is_some() || with_histories(visible).any(is_told)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len() + self.figures.len()
    }
}

/// The records that state figures.
fn stating(visible: &Visible) -> impl Iterator<Item = (RecordIx, &Record)> {
    let all = visible.review.having(&TOTALS.field).filter(|(position, _)| visible.shows(*position));
    all.filter(|(_, record)| !record.values.get(&TOTALS).is_empty())
}

fn with_histories(visible: &Visible) -> impl Iterator<Item = RecordIx> {
    let all = visible.review.having(&RESPONSE.entries.field).map(|(position, _)| position);
    all.filter(|position| visible.shows(*position))
}
