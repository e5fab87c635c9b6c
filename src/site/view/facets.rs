//! How many recommendations have each value of each facet, with the way to the list of each.

use std::borrow::Cow;

use serde::Serialize;

use crate::site::analysis::facet::Facet;
use crate::site::map::Site;
use crate::site::view::recommendations::{heading, known};

/// What the template is given.
#[derive(Serialize)]
pub struct FacetsView<'a> {
    count: usize,
    facets: Vec<FacetView<'a>>,
}

/// One facet.
#[derive(Serialize)]
struct FacetView<'a> {
    /// Its name in addresses.
    name: &'static str,
    title: Cow<'static, str>,
    /// Whether some recommendation has several of the values.
    several: bool,
    /// Whether some of the values are the review's own words.
    own: bool,
    values: Vec<ValueView<'a>>,
}

/// One value.
#[derive(Serialize)]
struct ValueView<'a> {
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
    let count = site.visible.counted().count();
    let facets =
        Facet::ALL.into_iter().filter(|facet| !site.analyses.facets().listed(*facet).is_empty()).map(|facet| {
            let values = values(site, facet);
            let counted = values.iter().filter(|value| value.counts_as.is_none());
            let several = counted.map(|value| value.count).sum::<usize>() > count;
            let own = values.iter().any(|value| value.counts_as.is_some());
            let title = site.visible.review.settings.names.say(facet.title());
            FacetView { name: facet.folder(), title, several, own, values }
        });
    FacetsView { count, facets: facets.collect() }
}

fn values(site: &Site, facet: Facet) -> Vec<ValueView<'_>> {
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
