//! Which recommendations are open, closed or withdrawn on the day that counts as today, and for whom.

use crate::review::kind::Kind;
use crate::review::kind::history::{PROGRESS, RESPONSE};
use crate::review::kind::recommendation::{DUE, RESPONSE_DUE, WITHDRAWN};
use crate::review::kind::word::Word;
use crate::review::openness::{Openness, State};
use crate::review::record::RecordIx;
use crate::site::analysis::of_each::OfEach;
use crate::site::visible::Visible;
use crate::site::words::state as words;

/// The recommendations by whether anything is still to be done.
#[derive(Debug, Clone, Copy)]
pub struct Openings<'a>(pub(super) &'a OfEach<Openness>);

impl<'a> Openings<'a> {
    /// Whether the review speaks of what becomes of its recommendations at all, told without a look at each of them.
    #[must_use]
    pub fn is_wanted(visible: &Visible) -> bool {
        let clocks = &visible.review.settings.clocks;
        let says =
            [&RESPONSE.entries.field, &PROGRESS.entries.field, &WITHDRAWN.field, &DUE.field, &RESPONSE_DUE.field];
        visible.of_kind(Kind::Recommendation).any(|record| {
            let values = &visible.review.records[record].values;
            let is_told = |track| visible.review.given(record, track).next().is_some();
            clocks.response.is_some()
                || clocks.progress.is_some()
                || says.iter().any(|field| values.says(field))
                || is_told(&RESPONSE)
                || is_told(&PROGRESS)
        })
    }

    /// What is known of a recommendation; nothing of one that is not counted.
    #[must_use]
    pub fn of(self, record: RecordIx) -> Option<&'a Openness> {
        self.0.get(record)
    }

    /// The recommendations that are open, in their order.
    pub fn open(self) -> impl Iterator<Item = RecordIx> + use<'a> {
        let open = |openness: &Option<Openness>| openness.as_ref().is_some_and(|own| own.state == State::Open);
        let all = self.0.all().iter().enumerate().filter(move |(_, openness)| open(openness));
        all.map(move |(distance, _)| RecordIx::new(self.0.first() + distance))
    }

    /// How many there are in each state.
    #[must_use]
    pub fn count(self, state: State) -> usize {
        self.0.all().iter().flatten().filter(|openness| openness.state == state).count()
    }
}

/// The word for whether anything is still to be done.
#[must_use]
pub fn word(state: State) -> Word {
    match state {
        State::Open => words::OPEN,
        State::Closed => words::CLOSED,
        State::Withdrawn => words::WITHDRAWN,
    }
}
