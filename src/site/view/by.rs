//! The recommendations that share a value: a line for each, with where it stands.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::address::encode;
use crate::site::analysis::facet::{Facet, FacetValue};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::recommendations::{Column, Row, known, row};

/// What can be a column, in the order of columns.
const COLUMNS: [Facet; 3] = [Facet::Response, Facet::Progress, Facet::Priority];

/// What the template is given.
#[derive(Serialize)]
pub struct ByView<'a> {
    /// The facet's name in addresses.
    name: &'static str,
    title: &'static str,
    words: &'a str,
    /// `known`, `unknown` or `unsaid`.
    known: &'static str,
    /// The record that the value is.
    link: Option<Link<'a>>,
    /// How many there are on all pages together.
    count: usize,
    /// How many recommendations there are, whatever is said of them.
    all: usize,
    columns: Vec<Column>,
    rows: Vec<Row<'a>>,
    /// The folder of the first page.
    folder: String,
    page: usize,
    pages: usize,
}

/// A page of the recommendations with one value of a facet; `None` where there is no such value.
#[must_use]
pub fn view(site: &Site, facet: Facet, place: usize, page: usize) -> Option<ByView<'_>> {
    let value: &FacetValue = site.analyses.facets().values(facet).get(place)?;
    // What all of them share stands in the heading.
    let is_shared = |column: &Facet| match facet {
        Facet::Outcome => matches!(column, Facet::Response | Facet::Progress),
        facet => *column == facet,
    };
    let columns = COLUMNS.into_iter().filter(|column| !is_shared(column) && site.analyses.facets().is_known(*column));
    let columns: Vec<Facet> = columns.collect();
    let records: Vec<RecordIx> = site.analyses.facets().having(facet, place).collect();
    let paging = Paging::of_list(Kind::Recommendation);
    Some(ByView {
        name: facet.folder(),
        title: facet.title(),
        words: &value.words,
        known: known(value),
        link: value.record.map(|record| site.addresses.link(record)),
        count: value.count,
        all: site.visible.count_of(Kind::Recommendation),
        rows: paging.slice(&records, page).iter().map(|&record| row(site, &columns, record)).collect(),
        columns: columns.into_iter().map(Column::from).collect(),
        folder: encode(site.addresses.value_folder(facet, place).trim_end_matches('/')).into_owned(),
        page: page + 1,
        pages: paging.pages(records.len()),
    })
}
