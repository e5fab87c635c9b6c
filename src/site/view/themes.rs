//! The themes of the recommendations: how many there are of each, and how they stand, told as the first page tells it of all.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::analysis::facet::{Facet, Known};
use crate::site::map::Site;
use crate::site::view::outcomes::{Count, Part, Tally, parts};

/// What the template is given.
#[derive(Serialize)]
pub struct ThemesView<'a> {
    /// How many themes there are.
    count: usize,
    spreads: Vec<Spread<'a>>,
}

/// The themes by what is said in one history; or by nothing, where nothing is said.
#[derive(Serialize)]
pub struct Spread<'a> {
    /// The history: its name in addresses, and what it is called; empty where nothing is said.
    name: &'static str,
    title: &'static str,
    /// How many recommendations there are.
    count: usize,
    /// Whether some recommendation has several themes.
    several: bool,
    /// What is said, each with how many recommendations there are of it in all.
    columns: Vec<Count<'a>>,
    rows: Vec<Row<'a>>,
}

/// One theme.
#[derive(Serialize)]
struct Row<'a> {
    /// The theme as it is written.
    words: &'a str,
    /// Whether it is a theme, and not that there is none or that nobody knows.
    is_theme: bool,
    count: usize,
    /// The list of its recommendations.
    path: String,
    cells: Vec<Count<'a>>,
    /// The same, without those that are none, as parts of a bar.
    parts: Vec<Part<'a>>,
}

/// The page of the themes.
#[must_use]
pub fn view(site: &Site) -> ThemesView<'_> {
    let tally = Tally::new(site, site.visible.counted(), true);
    let told = tally.told();
    let histories = match told {
        Some(Facet::Outcome) => vec![Some(Facet::Response), Some(Facet::Progress)],
        one => vec![one],
    };
    let themes = site.analyses.facets().listed(Facet::Theme).iter();
    ThemesView {
        count: themes.filter(|theme| theme.known == Known::Yes).count(),
        spreads: histories.into_iter().map(|history| spread(&tally, history)).collect(),
    }
}

/// The themes by the first history of which anything is known, for a page on which they are not alone; `None` where there is
/// nothing to tell.
#[must_use]
pub fn in_short(site: &Site) -> Option<Spread<'_>> {
    if site.analyses.facets().listed(Facet::Theme).is_empty() {
        return None;
    }
    let tally = Tally::new(site, site.visible.counted(), true);
    let told = tally.told()?;
    Some(spread(&tally, Some(if told == Facet::Outcome { Facet::Response } else { told })))
}

fn spread<'a>(tally: &Tally<'a>, history: Option<Facet>) -> Spread<'a> {
    let site = tally.site;
    let facets = site.analyses.facets();
    let mut met: BTreeMap<(usize, Option<usize>), usize> = BTreeMap::new();
    let mut several = false;
    for record in site.visible.counted() {
        let said = history.and_then(|history| facets.place(history, record));
        let themes = facets.all_places(Facet::Theme, record);
        let count = themes.map(|(_, theme)| *met.entry((theme, said)).or_default() += 1).count();
        several |= count > 1;
    }
    let bases = history.map(|history| tally.bases(history)).unwrap_or_default();
    let called = |place: &usize| Some((*place, tally.called(history?, *place)?.0));
    let columns: Vec<(usize, Count<'a>)> = bases.iter().filter_map(called).collect();
    let themes = facets.listed(Facet::Theme);
    let longest = themes.iter().map(|theme| theme.count).max().unwrap_or_default();
    let rows = themes.iter().enumerate().map(|(theme, value)| {
        let cells = columns.iter().map(|(place, column)| {
            let count = met.get(&(theme, Some(*place))).copied().unwrap_or_default();
            Count { count, path: None, ..column.clone() }
        });
        let cells: Vec<Count<'a>> = cells.collect();
        Row {
            words: &value.words,
            is_theme: value.known == Known::Yes,
            count: value.count,
            path: site.addresses.value_path(Facet::Theme, theme),
            parts: parts(&cells, longest),
            cells,
        }
    });
    Spread {
        name: history.map_or("", Facet::folder),
        title: history.map_or("", Facet::title),
        count: tally.count,
        several,
        rows: rows.collect(),
        columns: columns.into_iter().map(|(_, column)| column).collect(),
    }
}
