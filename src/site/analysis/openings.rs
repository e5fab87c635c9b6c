//! Which recommendations are open, closed or withdrawn on the day that counts as today, and for whom.

use std::sync::{Arc, OnceLock};

use crate::review::kind::Kind;
use crate::review::kind::history::{PROGRESS, RESPONSE};
use crate::review::kind::recommendation::{DUE, RESPONSE_DUE, WITHDRAWN};
use crate::review::kind::word::Word;
use crate::review::openness::{Openness, State, openness};
use crate::review::record::RecordIx;
use crate::site::visible::Visible;
use crate::site::words::state as words;

/// The recommendations by whether anything is still to be done.
#[derive(Debug, Default)]
pub struct Openings {
    /// How many records lie before the first recommendation.
    first: usize,
    /// Of each recommendation; none of one that is not counted.
    of: Vec<Option<Openness>>,
}

/// The same, made when somebody first asks for them. Whoever has a clone of it has the same.
#[derive(Debug, Clone)]
pub struct LazyOpenings {
    visible: Visible,
    made: Arc<OnceLock<Openings>>,
}

impl LazyOpenings {
    /// Nothing yet.
    #[must_use]
    pub fn new(visible: Visible) -> LazyOpenings {
        LazyOpenings { visible, made: Arc::default() }
    }

    /// Which recommendations are open.
    #[must_use]
    pub fn get(&self) -> &Openings {
        self.made.get_or_init(|| Openings::new(&self.visible))
    }
}

impl Openings {
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

    /// Goes through the recommendations that are counted.
    #[must_use]
    pub fn new(visible: &Visible) -> Openings {
        let mut records = visible.review.of_kind(Kind::Recommendation).map(|(record, _)| record);
        let Some(first) = records.next() else { return Openings::default() };
        let of = std::iter::once(first).chain(records);
        let of = of.map(|record| visible.counts(record).then(|| openness(&visible.review, record, visible.today())));
        Openings { first: first.position(), of: of.collect() }
    }

    /// What is known of a recommendation; nothing of one that is not counted.
    #[must_use]
    pub fn of(&self, record: RecordIx) -> Option<&Openness> {
        self.of.get(record.position().checked_sub(self.first)?)?.as_ref()
    }

    /// The recommendations that are open, in their order.
    pub fn open(&self) -> impl Iterator<Item = RecordIx> {
        let open = |openness: &Option<Openness>| openness.as_ref().is_some_and(|own| own.state == State::Open);
        let all = self.of.iter().enumerate().filter(move |(_, openness)| open(openness));
        all.map(|(distance, _)| RecordIx::new(self.first + distance))
    }

    /// How many there are in each state.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.of.iter().flatten().filter(|openness| openness.state == state).count()
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
