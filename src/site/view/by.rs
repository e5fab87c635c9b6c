//! The recommendations that share a value: a line for each, with where it stands.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::address::encode;
use crate::site::analysis::facet::{Facet, FacetValue};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::facets::known;
use crate::site::view::history::reasons;
use crate::site::view::outcomes::{self, Outcomes};
use crate::site::view::prose::ProseView;
use crate::site::view::recommendations::{Column, Row, row};

/// What can be a column, in the order of columns.
const COLUMNS: [Facet; 4] = [Facet::Response, Facet::Progress, Facet::Priority, Facet::Verdict];
/// How many columns there are at most.
const MOST: usize = 3;

/// What the template is given.
#[derive(Serialize)]
pub struct ByView<'a> {
    /// The facet's name in addresses.
    name: &'static str,
    title: Cow<'static, str>,
    words: &'a str,
    /// What it counts as and what it means, where it is one of the review's own words.
    own: Option<Own<'a>>,
    /// The own words that count as it.
    of: Vec<Counted<'a>>,
    /// `known`, `unknown` or `unsaid`.
    known: &'static str,
    /// The record that the value is.
    link: Option<Link<'a>>,
    /// How many there are on all pages together.
    count: usize,
    /// How many recommendations there are, whatever is said of them.
    all: usize,
    /// How those of a theme stand; on the first page only.
    outcomes: Option<Outcomes<'a>>,
    columns: Vec<Column>,
    rows: Vec<ByRow<'a>>,
    /// The folder of the first page.
    folder: String,
    page: usize,
    pages: usize,
}

/// A recommendation of the list.
#[derive(Serialize)]
struct ByRow<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    /// Why it was answered so; in lists by what was answered only.
    reasons: Vec<ProseView<'a>>,
}

/// What one of the review's own words counts as.
#[derive(Serialize)]
struct Own<'a> {
    #[serde(flatten)]
    base: Counted<'a>,
    means: Option<&'a str>,
}

/// A word with the list of those that have it.
#[derive(Serialize)]
struct Counted<'a> {
    words: &'a str,
    path: String,
    count: usize,
}

/// A page of the recommendations with one value of a facet; `None` where there is no such value.
#[must_use]
pub fn view(site: &Site, facet: Facet, place: usize, page: usize) -> Option<ByView<'_>> {
    let value: &FacetValue = site.analyses.facets().values(facet).get(place)?;
    let facets = site.analyses.facets();
    let of: Vec<usize> = facets.own_of(facet, place).collect();
    // What all of them share stands in the heading.
    let is_shared = |column: &Facet| match facet {
        Facet::Outcome => matches!(column, Facet::Response | Facet::Progress),
        facet => *column == facet && of.is_empty(),
    };
    let columns = COLUMNS.into_iter().filter(|column| !is_shared(column) && facets.is_known(*column));
    let mut columns: Vec<Facet> = columns.collect();
    // Where own words count as the value, each row says which.
    columns.sort_by_key(|column| of.is_empty() || *column != facet);
    columns.truncate(MOST);
    let columns: Vec<Column> = columns.into_iter().map(|facet| Column::new(site, facet)).collect();
    let records: Vec<RecordIx> = site.analyses.facets().having(facet, place).collect();
    let paging = Paging::of_list(Kind::Recommendation);
    Some(ByView {
        name: facet.folder(),
        title: site.visible.review.settings.names.say(facet.title()),
        words: &value.words,
        own: own(site, facet, place),
        of: of.into_iter().filter_map(|own| counted(site, facet, own)).collect(),
        known: known(value),
        link: value.record.map(|record| site.addresses.link(record)),
        count: value.count,
        all: site.visible.counted().count(),
        outcomes: (facet == Facet::Theme && page == 0)
            .then(|| outcomes::among(site, records.iter().copied()))
            .flatten(),
        rows: paging.slice(&records, page).iter().map(|&record| by_row(site, facet, &columns, record)).collect(),
        columns,
        folder: encode(site.addresses.value_folder(facet, place).trim_end_matches('/')).into_owned(),
        page: page + 1,
        pages: paging.pages(records.len()),
    })
}

fn by_row<'a>(site: &'a Site, facet: Facet, columns: &[Column], record: RecordIx) -> ByRow<'a> {
    let reasons = if facet == Facet::Response { reasons(site, record) } else { Vec::new() };
    ByRow { row: row(site, columns, record), reasons }
}

/// What the value at a place counts as, where it is one of the review's own words.
fn own(site: &Site, facet: Facet, place: usize) -> Option<Own<'_>> {
    let facets = site.analyses.facets();
    let value = facets.values(facet).get(place).filter(|value| value.counts_as.is_some())?;
    let base = (0..place).rev().find(|&base| facets.own_of(facet, base).any(|own| own == place))?;
    let own = site.visible.review.settings.words.find(facet.history()?, &value.words);
    Some(Own { base: counted(site, facet, base)?, means: own.and_then(|own| own.means.as_deref()) })
}

fn counted(site: &Site, facet: Facet, place: usize) -> Option<Counted<'_>> {
    let value = site.analyses.facets().values(facet).get(place)?;
    Some(Counted { words: &value.words, path: site.addresses.value_path(facet, place), count: value.count })
}
