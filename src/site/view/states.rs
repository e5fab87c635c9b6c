//! How many recommendations are open, closed and withdrawn.

use serde::Serialize;

use crate::review::openness::State;
use crate::site::analysis::facet::Facet;
use crate::site::analysis::openings::word;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::route::Route;
use crate::site::view::value::WordView;

/// How many recommendations are open, closed or withdrawn.
#[derive(Serialize)]
pub(super) struct StateCount {
    state: WordView,
    count: usize,
    path: String,
}

/// How many recommendations are open, closed and withdrawn, with the way to the list of each; nothing where the review does
/// not speak of what becomes of them.
pub(super) fn states(site: &Site) -> Vec<StateCount> {
    let facets = site.analyses.facets();
    let states = facets.listed(Facet::State).iter().zip(0..).filter_map(|(value, place)| {
        let record = facets.having(Facet::State, place).next()?;
        let state = site.analyses.openings().of(record)?.state;
        let path = match state {
            State::Open => site.addresses.path(&Route::Overview(Overview::Open, 0)),
            State::Closed | State::Withdrawn => site.addresses.value_path(Facet::State, place),
        };
        Some(StateCount { state: (&word(state)).into(), count: value.count, path })
    });
    states.collect()
}
