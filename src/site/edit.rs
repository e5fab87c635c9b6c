//! Where an edit is looked for first: on the pages of the records that it changed, and on those that these have to do with.
//!
//! Which pages an edit shows on all together is known only when they are made. These are the ones that whoever made it has open.

use std::collections::{BTreeMap, BTreeSet};

use crate::review::record::RecordIx;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::paging::Paging;
use crate::site::route::Route;

/// More pages are not made before all others: that would take about as long.
const MOST: usize = 200;

/// In a larger review the first page, which sums up all its records, takes longer than those of an edit together.
const SUMMED_UP: usize = 2_000;

/// The pages where an edit of these files, as they are shown, is looked for first, and those that were not there before it;
/// none where it changed too much to tell them apart. `was_there` says whether a file was there.
#[must_use]
pub fn first_pages(site: &Site, files: &BTreeSet<&str>, was_there: &dyn Fn(&str) -> bool) -> Vec<Route> {
    let visible = &site.visible;
    let is_edited = |&record: &RecordIx| files.contains(&*visible.review.records[record].path);
    let edited: Vec<RecordIx> = visible.all().filter(is_edited).collect();
    if edited.is_empty() || edited.len() > MOST {
        return Vec::new();
    }
    let mut routes = Vec::new();
    routes.extend((visible.count() <= SUMMED_UP).then_some(Route::Home));
    for &record in &edited {
        let kind = visible.review.records[record].kind;
        let before = visible.of_kind(kind).take_while(|other| *other != record).count();
        routes.push(Route::List(kind, Paging::of_list(kind).page_of(before)));
        routes.push(Route::List(kind, site.pages_of_list(kind) - 1));
        routes.extend([record].into_iter().chain(related(site, record)).map(Route::Record));
    }
    // No page may link to one that is not there. Of one that was, what it shows is not made to see whether it still is.
    let is_new = |route: &Route| !was_there(&site.addresses.file(route));
    let overviews = Overview::ALL.map(|overview| (overview, Route::Overview(overview, 0))).into_iter();
    let new = overviews.filter(|(overview, route)| is_new(route) && site.pages_of(*overview) > 0);
    routes.extend(new.map(|(_, route)| route));
    routes.extend(site.of_content().into_iter().filter(is_new));
    let pages: BTreeMap<String, Route> = routes.into_iter().map(|route| (site.addresses.file(&route), route)).collect();
    if pages.len() > MOST { Vec::new() } else { pages.into_values().collect() }
}

/// The pages of values that were not there and that the pages made so far may link to: those of facets that these asked for.
#[must_use]
pub fn new_values(site: &Site, was_there: &dyn Fn(&str) -> bool) -> Vec<Route> {
    let values = site.analyses.facets().asked_for().flat_map(|facet| site.of_facet(facet));
    values.filter(|route| !was_there(&site.addresses.file(route))).collect()
}

/// The records that one refers to, and those that refer to it.
fn related(site: &Site, record: RecordIx) -> impl Iterator<Item = RecordIx> {
    let review = &site.visible.review;
    let named = review.records[record].references.iter_enumerated();
    let named = named.filter_map(move |(reference, _)| review.target_record(record, reference));
    let naming = review.incoming(record).iter().map(|incoming| incoming.from);
    named.chain(naming).filter(|&other| site.visible.shows(other))
}
