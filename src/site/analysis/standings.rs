//! Where each recommendation stands on the day that counts as today: whether it is open, and what its histories say in all.

use crate::review::kind::history::{TRACKS, Track};
use crate::review::openness::{Openness, openness};
use crate::site::analysis::change::Change;
use crate::site::analysis::facet::key::{Current, current};
use crate::site::analysis::of_each::{Lazy, OfEach};
use crate::site::analysis::openings::Openings;
use crate::site::visible::Visible;

/// Where each recommendation stands. Whoever has a clone of it has the same.
#[derive(Debug, Clone)]
pub struct Standings {
    visible: Visible,
    openings: Lazy<Openness>,
    histories: [Lazy<Current>; TRACKS.len()],
}

impl Standings {
    /// Those of what is shown.
    #[must_use]
    pub(super) fn new(visible: Visible) -> Standings {
        Standings { visible, openings: Lazy::default(), histories: Default::default() }
    }

    /// The same, with what may be taken over of those of another state of the review.
    #[must_use]
    pub(super) fn after(self, before: &Standings, change: &Change<'_>) -> Standings {
        let histories = before.histories.each_ref().map(|former| former.after(&change.affected));
        Standings { openings: before.openings.after(&change.affected), histories, ..self }
    }

    /// What is shown.
    pub(super) fn visible(&self) -> &Visible {
        &self.visible
    }

    /// Which recommendations are open.
    #[must_use]
    pub fn openings(&self) -> Openings<'_> {
        let visible = &self.visible;
        Openings(self.openings.get(visible, |record| openness(&visible.review, record, visible.today())))
    }

    /// What a history of each recommendation says in all.
    pub(super) fn current(&self, track: &'static Track) -> &OfEach<Current> {
        let place = TRACKS.iter().position(|own| own.is(track)).unwrap_or_default();
        self.histories[place].get(&self.visible, |record| current(&self.visible, record, track))
    }
}
