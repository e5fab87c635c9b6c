//! How many recommendations have each value of each facet, with the way to the list of each.

use std::borrow::Cow;

use serde::Serialize;

use crate::site::analysis::facet::{Facet, FacetValue, Known};
use crate::site::map::Site;
use crate::site::words::capitalise;

/// What the template is given.
#[derive(Serialize)]
pub struct FacetsView<'a> {
    count: usize,
    facets: Vec<FacetView<'a>>,
}

/// One facet.
#[derive(Serialize)]
pub(super) struct FacetView<'a> {
    /// Its name in addresses.
    name: &'static str,
    title: Cow<'static, str>,
    /// Whether some recommendation has several of the values.
    several: bool,
    /// Whether some of the values are the review's own words.
    own: bool,
    values: Vec<ValueView<'a>>,
}

impl<'a> FacetView<'a> {
    /// A facet with some values.
    pub(super) fn new(site: &Site, facet: Facet, values: Vec<ValueView<'a>>) -> FacetView<'a> {
        let counted = values.iter().filter(|value| value.counts_as.is_none());
        let several = counted.map(|value| value.count).sum::<usize>() > site.visible.counted().count();
        let own = values.iter().any(|value| value.counts_as.is_some());
        let title = site.visible.review.settings.names.say(facet.title());
        FacetView { name: facet.folder(), title, several, own, values }
    }
}

/// One value.
#[derive(Serialize)]
pub(super) struct ValueView<'a> {
    path: String,
    /// Its name in addresses.
    slug: &'a str,
    /// The value as a heading would say it.
    words: String,
    /// `known`, `unknown` or `unsaid`.
    known: &'static str,
    count: usize,
    /// The base word that one of the review's own counts as; those stand below it, and are counted with it.
    counts_as: Option<&'a str>,
}

/// Every facet with its values.
#[must_use]
pub fn view(site: &Site) -> FacetsView<'_> {
    let listed = Facet::ALL.into_iter().filter(|facet| !site.analyses.facets().listed(*facet).is_empty());
    let facets = listed.map(|facet| FacetView::new(site, facet, values(site, facet)));
    FacetsView { count: site.visible.counted().count(), facets: facets.collect() }
}

/// The values of a facet, with how many have each.
pub(super) fn values(site: &Site, facet: Facet) -> Vec<ValueView<'_>> {
    let values = site.analyses.facets().values(facet).iter().enumerate().map(|(place, value)| ValueView {
        path: site.addresses.value_path(facet, place),
        slug: &value.slug,
        words: heading(site, value),
        known: known(value),
        count: value.count,
        counts_as: value.counts_as.as_deref(),
    });
    values.collect()
}

/// Whether a value is known, as templates see it.
pub(super) fn known(value: &FacetValue) -> &'static str {
    match value.known {
        Known::Yes => "known",
        Known::Unknown => "unknown",
        Known::Unsaid => "unsaid",
    }
}

/// A value as a heading says it, with the number of the record that it is.
pub(super) fn heading(site: &Site, value: &FacetValue) -> String {
    match value.record.and_then(|record| site.visible.review.records[record].number()) {
        Some(number) => format!("{number}. {}", value.words),
        None => capitalise(&value.words),
    }
}
