//! What became of the recommendations: how many have each response, and how far those are carried out; or, of a review in
//! which others speak, how many have each verdict. Every number has the address of the list that it counts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::review::kind::Kind;
use crate::site::analysis::facet::{Facet, FacetValue, Facets};
use crate::site::map::Site;
use crate::site::view::states::{self, StateCount};

/// Recommendations by what is said of them in a history, or in two.
#[derive(Serialize)]
pub struct Outcomes<'a> {
    /// How many recommendations there are.
    count: usize,
    /// The history of the rows: its name in addresses, and what it is called.
    name: &'static str,
    title: &'static str,
    /// The states of progress that some recommendation is in, as columns; none where only one history is told of.
    states: Vec<Count<'a>>,
    rows: Vec<Row<'a>>,
    /// How many are open, closed and withdrawn.
    openness: Vec<StateCount>,
    /// What the review's own words count as, where there are any.
    legend: Vec<Legend<'a>>,
}

/// One of the review's own words.
#[derive(Serialize)]
struct Legend<'a> {
    words: &'a str,
    counts_as: &'a str,
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

/// The recommendations with one value.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    all: Count<'a>,
    /// The own words among them, where they are not all called alike.
    of: Vec<Count<'a>>,
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

/// The outcomes of a review; `None` where nothing is said of its recommendations.
#[must_use]
pub fn of(site: &Site) -> Option<Outcomes<'_>> {
    let facets = site.analyses.facets();
    let told = told(facets)?;
    let (rows, states) = match told {
        Facet::Outcome => (Facet::Response, bases(facets, Facet::Progress)),
        one => (one, Vec::new()),
    };
    let longest = bases(facets, rows).into_iter().filter_map(|place| facets.values(rows).get(place));
    let longest = longest.map(|value| value.count).max()?;
    // Each pair of words is looked up by the values that those who have it have.
    let pairs: BTreeMap<(Option<usize>, Option<usize>), usize> = (0..facets.values(told).len())
        .filter(|_| told == Facet::Outcome)
        .filter_map(|pair| {
            let record = facets.having(told, pair).next()?;
            let place = |facet| facets.place(facet, record);
            Some(((place(Facet::Response), place(Facet::Progress)), pair))
        })
        .collect();
    let row = |place: usize| {
        let (all, of) = called(site, rows, place)?;
        let cells = states.iter().filter_map(|&state| {
            let pair = pairs.get(&(Some(place), Some(state)));
            let count = pair.and_then(|&pair| facets.values(told).get(pair)).map_or(0, |value| value.count);
            let (called, _) = called(site, Facet::Progress, state)?;
            Some(Count { count, path: pair.map(|&pair| site.addresses.value_path(told, pair)), ..called })
        });
        let cells: Vec<Count<'_>> = cells.collect();
        let parts = if cells.is_empty() { parts(std::slice::from_ref(&all), longest) } else { parts(&cells, longest) };
        Some(Row { parts, all, of, cells })
    };
    Some(Outcomes {
        count: site.visible.count_of(Kind::Recommendation),
        name: told.folder(),
        title: rows.title(),
        rows: bases(facets, rows).into_iter().filter_map(row).collect(),
        legend: legend(facets, told),
        states: states.iter().filter_map(|&state| Some(called(site, Facet::Progress, state)?.0)).collect(),
        openness: states::states(site),
    })
}

/// What there is most to say of: response and progress together, unless a review knows only one history, or knows more of
/// verdicts than of these. `None` where nothing is known.
fn told(facets: &Facets) -> Option<Facet> {
    let [response, progress, verdict] =
        [Facet::Response, Facet::Progress, Facet::Verdict].map(|facet| facets.known_count(facet));
    if response.max(progress).max(verdict) == 0 {
        None
    } else if verdict > response.max(progress) {
        Some(Facet::Verdict)
    } else if response > 0 && progress > 0 {
        Some(Facet::Outcome)
    } else if response > 0 {
        Some(Facet::Response)
    } else {
        Some(Facet::Progress)
    }
}

/// The values that count, as their positions: all but the own words, which are counted with these.
fn bases(facets: &Facets, facet: Facet) -> Vec<usize> {
    let values = facets.values(facet).iter().enumerate();
    values.filter(|(_, value)| value.counts_as.is_none()).map(|(place, _)| place).collect()
}

/// How many have a value, by the own word that all of them have; if they have several, by the base word, with each of these.
fn called(site: &Site, facet: Facet, place: usize) -> Option<(Count<'_>, Vec<Count<'_>>)> {
    let value = site.analyses.facets().values(facet).get(place)?;
    let of = site.analyses.facets().own_of(facet, place).filter_map(|own| count(site, facet, own));
    let of: Vec<Count<'_>> = of.collect();
    match of.as_slice() {
        [own] if own.count == value.count => Some((own.clone(), Vec::new())),
        _ => Some((count(site, facet, place)?, of)),
    }
}

/// The own words of what is told of, with what they count as.
fn legend(facets: &Facets, told: Facet) -> Vec<Legend<'_>> {
    let both = [Facet::Response, Facet::Progress];
    let shown = if told == Facet::Outcome { &both[..] } else { std::slice::from_ref(&told) };
    let values = shown.iter().flat_map(|facet| facets.values(*facet));
    let own = values.filter_map(|value| Some(Legend { words: &value.words, counts_as: value.counts_as.as_deref()? }));
    own.collect()
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

fn count(site: &Site, facet: Facet, place: usize) -> Option<Count<'_>> {
    let value: &FacetValue = site.analyses.facets().values(facet).get(place)?;
    let path = Some(site.addresses.value_path(facet, place));
    Some(Count { words: &value.words, mark: value.mark.name(), count: value.count, path })
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
