//! What became of the recommendations: how many have each response, and how far those are carried out. Every number has
//! the address of the list that it counts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::review::kind::Kind;
use crate::site::analysis::facet::{Facet, FacetValue};
use crate::site::map::Site;
use crate::site::view::states::{StateCount, states};

/// Responses by progress.
#[derive(Serialize)]
pub struct Outcomes<'a> {
    /// How many recommendations there are.
    count: usize,
    /// The states of progress that some recommendation is in, as columns.
    states: Vec<Count<'a>>,
    rows: Vec<Row<'a>>,
    /// How many are open, closed and withdrawn.
    openness: Vec<StateCount>,
}

/// How many recommendations share something.
#[derive(Clone, Serialize)]
struct Count<'a> {
    words: &'a str,
    /// How the words weigh.
    mark: &'static str,
    count: usize,
    /// The list of them; none where there are none.
    path: Option<String>,
}

/// The recommendations with one response.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    all: Count<'a>,
    /// How many are in each of the states.
    cells: Vec<Count<'a>>,
    /// The same, without those that are none, as parts of a bar.
    parts: Vec<Part<'a>>,
}

/// A part of a bar.
#[derive(Serialize)]
struct Part<'a> {
    #[serde(flatten)]
    own: Count<'a>,
    /// Where it begins, in percent of the longest bar.
    from: String,
    /// How long it is, in percent of the longest bar.
    width: String,
}

/// The outcomes of a review; `None` where it has no recommendations.
#[must_use]
pub fn of(site: &Site) -> Option<Outcomes<'_>> {
    let longest = site.analyses.facets().values(Facet::Response).iter().map(|value| value.count).max()?;
    let own = |facet| {
        let values = site.analyses.facets().values(facet).iter().enumerate();
        values.map(move |(place, value)| count(value, value.count, Some(site.addresses.value_path(facet, place))))
    };
    // Each pair of words is looked up by the values that those who have it have.
    let pairs: BTreeMap<(Option<usize>, Option<usize>), usize> =
        (0..site.analyses.facets().values(Facet::Outcome).len())
            .filter_map(|pair| {
                let record = site.analyses.facets().having(Facet::Outcome, pair).next()?;
                let place = |facet| site.analyses.facets().place(facet, record);
                Some(((place(Facet::Response), place(Facet::Progress)), pair))
            })
            .collect();
    let rows = own(Facet::Response).enumerate().map(|(response, all)| {
        let cells = site.analyses.facets().values(Facet::Progress).iter().enumerate().map(|(state, progress)| {
            let pair = pairs.get(&(Some(response), Some(state)));
            let all = pair.map_or(0, |&pair| site.analyses.facets().values(Facet::Outcome)[pair].count);
            count(progress, all, pair.map(|&pair| site.addresses.value_path(Facet::Outcome, pair)))
        });
        let cells: Vec<Count<'_>> = cells.collect();
        Row { parts: parts(&cells, longest), all, cells }
    });
    Some(Outcomes {
        count: site.visible.count_of(Kind::Recommendation),
        states: own(Facet::Progress).collect(),
        rows: rows.collect(),
        openness: states(site),
    })
}

/// Counts beside one another, as long as they are large.
fn parts<'a>(cells: &[Count<'a>], longest: usize) -> Vec<Part<'a>> {
    let mut before = 0;
    let parts = cells.iter().filter(|cell| cell.count > 0).cloned().map(|own| {
        let from = percent(before, longest);
        before += own.count;
        let width = percent(own.count, longest);
        Part { own, from, width }
    });
    parts.collect()
}

/// A share in percent, to two places.
fn percent(part: usize, whole: usize) -> String {
    let hundredths = part * 10_000 / whole.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn count(value: &FacetValue, count: usize, path: Option<String>) -> Count<'_> {
    Count { words: &value.words, mark: value.mark.name(), count, path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_attributes_take_them() {
        assert_eq!(percent(1, 3), "33.33");
        assert_eq!(percent(3, 3), "100.00");
        assert_eq!(percent(0, 0), "0.00");
    }
}
