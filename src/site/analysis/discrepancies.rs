//! What in the record does not go together: entries of one history or of two, and figures that the records contradict.

use crate::review::discrepancy::{Sort, discrepancies};
use crate::review::kind::history::RESPONSE;
use crate::review::record::RecordIx;
use crate::review::written::of_record;
use crate::site::analysis::figures::{Figures, stating};
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
    pub fn new(visible: &Visible, figures: &Figures) -> Discrepancies {
        let mut entries = Vec::new();
        for record in with_histories(visible) {
            let found = discrepancies(&visible.review, record, visible.today());
            entries.extend(found.iter().enumerate().map(|(place, found)| (found.sort, record, place)));
        }
        entries.sort_unstable();
        Discrepancies { figures: figures.contradicted().collect(), entries }
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

fn with_histories(visible: &Visible) -> impl Iterator<Item = RecordIx> {
    let all = visible.review.having(&RESPONSE.entries.field).map(|(position, _)| position);
    all.filter(|position| visible.shows(*position))
}
