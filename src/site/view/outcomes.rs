//! What became of recommendations: how many have each response, and how far those are carried out; or, of a review in which
//! others speak, how many have each verdict. Of all of them every number has the address of the list that it counts; of some,
//! as those of a group or a theme, there are no such lists.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::review::kind::word::Mark;
use crate::review::record::RecordIx;
use crate::site::analysis::facet::{Facet, FacetValue, Known};
use crate::site::map::Site;
use crate::site::view::states::{self, StateCount};

/// Recommendations by what is said of them in a history, or in two.
#[derive(Serialize)]
pub struct Outcomes<'a> {
    /// How many recommendations there are.
    count: usize,
    /// Whether they are all that there are, and not those of a group or a theme.
    all: bool,
    /// The history of the rows: its name in addresses, and what it is called.
    name: &'static str,
    title: &'static str,
    /// The states of progress that some recommendation is in, as columns; none where only one history is told of.
    states: Vec<Count<'a>>,
    rows: Vec<Row<'a>>,
    /// The finding: how many were answered well, or have the most frequent value, and how many of these are carried out.
    finding: Vec<Count<'a>>,
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
pub(super) struct Count<'a> {
    pub(super) words: &'a str,
    /// Whether the words are the review's own.
    pub(super) own: bool,
    /// How the words weigh.
    pub(super) mark: &'static str,
    pub(super) count: usize,
    /// The list of them; none where there is none.
    pub(super) path: Option<String>,
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
pub(super) struct Part<'a> {
    #[serde(flatten)]
    own: Count<'a>,
    /// Where it begins, in percent of the longest bar.
    from: String,
    /// How long it is, in percent of the longest bar.
    width: String,
}

/// Some recommendations, or all, with how many of them have each value.
pub(super) struct Tally<'a> {
    pub(super) site: &'a Site,
    /// How many there are.
    pub(super) count: usize,
    /// Whether these are all recommendations.
    all: bool,
    /// How many have each value of a history.
    values: BTreeMap<(Facet, usize), usize>,
    /// How many have each pair of a response and a progress, and the place of that among the pairs.
    pairs: BTreeMap<(usize, usize), (usize, usize)>,
}

/// The outcomes of a review; `None` where nothing is said of its recommendations.
#[must_use]
pub fn of(site: &Site) -> Option<Outcomes<'_>> {
    Tally::new(site, site.visible.counted(), true).outcomes()
}

/// The outcomes of some recommendations; `None` where nothing is said of these.
#[must_use]
pub fn among(site: &Site, records: impl Iterator<Item = RecordIx>) -> Option<Outcomes<'_>> {
    Tally::new(site, records, false).outcomes()
}

/// The outcomes of the recommendations of a group; `None` where nothing is said of these.
#[must_use]
pub fn of_group(site: &Site, group: RecordIx) -> Option<Outcomes<'_>> {
    let facets = site.analyses.facets();
    let place = facets.values(Facet::Group).iter().position(|value| value.record == Some(group))?;
    among(site, facets.having(Facet::Group, place))
}

impl<'a> Tally<'a> {
    pub(super) fn new(site: &'a Site, records: impl Iterator<Item = RecordIx>, all: bool) -> Tally<'a> {
        let facets = site.analyses.facets();
        let mut tally = Tally { site, count: 0, all, values: BTreeMap::new(), pairs: BTreeMap::new() };
        for record in records {
            tally.count += 1;
            let histories = [Facet::Response, Facet::Progress, Facet::Verdict];
            for (facet, place) in histories.into_iter().flat_map(|facet| facets.all_places(facet, record)) {
                *tally.values.entry((facet, place)).or_default() += 1;
            }
            let place = |facet| facets.place(facet, record);
            let pair = place(Facet::Response).zip(place(Facet::Progress)).zip(place(Facet::Outcome));
            if let Some((pair, own)) = pair {
                tally.pairs.entry(pair).or_insert((0, own)).0 += 1;
            }
        }
        tally
    }

    fn outcomes(&self) -> Option<Outcomes<'a>> {
        let told = self.told()?;
        let (rows, states) = match told {
            Facet::Outcome => (Facet::Response, self.bases(Facet::Progress)),
            one => (one, Vec::new()),
        };
        let longest = self.bases(rows).into_iter().filter_map(|place| self.values.get(&(rows, place)));
        let longest = longest.copied().max()?;
        let row = |place: usize| {
            let (all, of) = self.called(rows, place)?;
            let cells: Vec<Count<'a>> = if states.is_empty() { Vec::new() } else { self.cells(place) };
            let parts =
                if cells.is_empty() { parts(std::slice::from_ref(&all), longest) } else { parts(&cells, longest) };
            Some(Row { parts, all, of, cells })
        };
        let all: Vec<Row<'a>> = self.bases(rows).into_iter().filter_map(row).collect();
        Some(Outcomes {
            finding: finding(&all),
            count: self.count,
            all: self.all,
            name: told.folder(),
            title: rows.title(),
            rows: all,
            legend: self.legend(told),
            states: states.iter().filter_map(|&state| Some(self.called(Facet::Progress, state)?.0)).collect(),
            openness: if self.all { states::states(self.site) } else { Vec::new() },
        })
    }

    /// What there is most to say of: response and progress together, unless only one history is known, or more of verdicts
    /// than of these. `None` where nothing is known.
    pub(super) fn told(&self) -> Option<Facet> {
        let [response, progress, verdict] =
            [Facet::Response, Facet::Progress, Facet::Verdict].map(|facet| self.known_count(facet));
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

    /// Of how many something is said.
    pub(super) fn known_count(&self, facet: Facet) -> usize {
        let is_said = |place: &usize| {
            self.site.analyses.facets().values(facet).get(*place).is_some_and(|value| value.known != Known::Unsaid)
        };
        let said = self.bases(facet).into_iter().filter(is_said);
        said.filter_map(|place| self.values.get(&(facet, place))).sum()
    }

    /// The values that count and that some of them have, as their positions: all but the own words, which are counted with
    /// these.
    pub(super) fn bases(&self, facet: Facet) -> Vec<usize> {
        let values = self.site.analyses.facets().values(facet).iter().enumerate();
        let bases =
            values.filter(|(place, value)| value.counts_as.is_none() && self.values.contains_key(&(facet, *place)));
        bases.map(|(place, _)| place).collect()
    }

    /// How many with a response have each progress that some recommendation has.
    pub(super) fn cells(&self, response: usize) -> Vec<Count<'a>> {
        let states = self.bases(Facet::Progress).into_iter();
        states.filter_map(|progress| self.cell(response, progress)).collect()
    }

    /// Whether progress is told of any that has this response.
    pub(super) fn has_progress(&self, response: usize) -> bool {
        let values = self.site.analyses.facets().values(Facet::Progress);
        let is_said = |progress: usize| values.get(progress).is_some_and(|value| value.known != Known::Unsaid);
        self.pairs.keys().any(|(own, progress)| *own == response && is_said(*progress))
    }

    /// How many have a response and a progress.
    fn cell(&self, response: usize, progress: usize) -> Option<Count<'a>> {
        let (called, _) = self.called(Facet::Progress, progress)?;
        let (count, pair) = self.pairs.get(&(response, progress)).copied().unzip();
        let path = pair.filter(|_| self.all).map(|pair| self.site.addresses.value_path(Facet::Outcome, pair));
        Some(Count { count: count.unwrap_or_default(), path, ..called })
    }

    /// How many have a value, by the own word that all of them have; if they have several, by the base word, with each of
    /// these.
    pub(super) fn called(&self, facet: Facet, place: usize) -> Option<(Count<'a>, Vec<Count<'a>>)> {
        let base = self.count(facet, place)?;
        let own = self.site.analyses.facets().own_of(facet, place);
        let of: Vec<Count<'a>> = own.filter_map(|own| self.count(facet, own)).collect();
        match of.as_slice() {
            [own] if own.count == base.count => Some((own.clone(), Vec::new())),
            _ => Some((base, of)),
        }
    }

    /// The own words of what is told of, with what they count as.
    fn legend(&self, told: Facet) -> Vec<Legend<'a>> {
        let both = [Facet::Response, Facet::Progress];
        let shown = if told == Facet::Outcome { &both[..] } else { std::slice::from_ref(&told) };
        let facets = self.site.analyses.facets();
        let values = shown.iter().flat_map(|facet| {
            let values = facets.values(*facet).iter().enumerate();
            values.filter(|(place, _)| self.values.contains_key(&(*facet, *place))).map(|(_, value)| value)
        });
        let own =
            values.filter_map(|value| Some(Legend { words: &value.words, counts_as: value.counts_as.as_deref()? }));
        own.collect()
    }

    /// How many have a value; `None` where none has.
    fn count(&self, facet: Facet, place: usize) -> Option<Count<'a>> {
        let value: &FacetValue = self.site.analyses.facets().values(facet).get(place)?;
        let count = *self.values.get(&(facet, place))?;
        let path = self.all.then(|| self.site.addresses.value_path(facet, place));
        Some(Count { words: &value.words, own: value.counts_as.is_some(), mark: value.mark.name(), count, path })
    }
}

/// What there is to say of them in one sentence.
fn finding<'a>(rows: &[Row<'a>]) -> Vec<Count<'a>> {
    let is_good = |count: &&Count<'_>| count.mark == Mark::Good.name();
    let good = rows.iter().find(|row| is_good(&&row.all));
    let Some(row) = good.or_else(|| rows.iter().max_by_key(|row| row.all.count)) else { return Vec::new() };
    let carried_out = row.cells.iter().find(|cell| cell.count > 0 && is_good(cell));
    [Some(&row.all), carried_out].into_iter().flatten().cloned().collect()
}

/// Counts beside one another, as long as they are large.
pub(super) fn parts<'a>(cells: &[Count<'a>], longest: usize) -> Vec<Part<'a>> {
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
