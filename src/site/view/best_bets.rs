//! Best bets: the pages that words mean, which a search names first: the list of a kind, a page about the review as a whole, and the pages of themes
//! and of what recommendations have in common. Each tells in a line what it would say.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::record::RecordIx;
use crate::site::analysis::facet::{Facet, FacetValue, Known};
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::route::Route;
use crate::site::view::outcomes::Tally;
use crate::site::words::capitalise;
use crate::site::words::meaning::{LIST, PAGE, of_kind, of_value, of_verdict, share, spread};

/// The facets whose values are no records: these are found as what they are.
const FACETS: [Facet; 7] =
    [Facet::Response, Facet::Progress, Facet::Verdict, Facet::State, Facet::Priority, Facet::Theme, Facet::Addressee];

/// A page that words mean.
#[derive(Debug, Serialize)]
pub struct BestBet<'a> {
    path: String,
    title: Cow<'a, str>,
    /// What it is called beside its title.
    kind: Cow<'static, str>,
    /// What sort of page it is: `list`, `overview`, or the facet's name in addresses.
    sort: &'static str,
    /// What it says.
    #[serde(skip_serializing_if = "str::is_empty")]
    text: String,
    /// What it is called.
    names: Vec<Cow<'a, str>>,
    /// What else readers call it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    also: &'static [&'static str],
}

/// All such pages: first those that stand in the menu.
#[must_use]
pub fn best_bets(site: &Site) -> Vec<BestBet<'_>> {
    let facets = FACETS.into_iter().flat_map(|facet| of_facet(site, facet));
    lists(site).chain(overviews(site)).chain(facets).collect()
}

fn lists(site: &Site) -> impl Iterator<Item = BestBet<'_>> {
    let names = &site.visible.review.settings.names;
    let shown = Kind::ALL.into_iter().map(|kind| (kind, site.visible.counted_of(kind)));
    shown.filter(|(kind, count)| *count > 0 && *kind != Kind::Page).map(move |(kind, count)| {
        let title = names.heading(kind);
        let noun = if count == 1 { names.one(kind) } else { names.many(kind) };
        BestBet {
            path: site.addresses.list_path(kind),
            names: vec![title.clone(), names.many(kind).into()],
            title,
            kind: LIST.into(),
            sort: "list",
            text: if kind == Kind::Recommendation {
                of_some(site, site.visible.counted())
            } else {
                spread(count, noun, &[])
            },
            also: of_kind(kind),
        }
    })
}

fn overviews(site: &Site) -> impl Iterator<Item = BestBet<'_>> {
    let names = &site.visible.review.settings.names;
    let all = Overview::ALL.into_iter().filter(|overview| *overview != Overview::Search && site.has(*overview));
    all.map(move |overview| {
        let title = names.say(overview.title());
        let (text, also) = overview.meaning();
        let count = if overview == Overview::Open { open(site) } else { None };
        BestBet {
            path: site.addresses.page_path(&Route::Overview(overview, 0)),
            names: vec![title.clone()],
            title,
            kind: PAGE.into(),
            sort: "overview",
            text: count.into_iter().chain([text.to_owned()]).collect::<Vec<String>>().join(" "),
            also,
        }
    })
}

/// How many recommendations are open.
fn open(site: &Site) -> Option<String> {
    let open = site.analyses.facets().listed(Facet::State).iter().find(|value| value.slug == OPEN)?;
    Some(of_all(site, open))
}

/// The state whose list is a page of its own.
const OPEN: &str = "open";

fn of_facet(site: &Site, facet: Facet) -> impl Iterator<Item = BestBet<'_>> {
    let names = &site.visible.review.settings.names;
    let values = site.analyses.facets().listed(facet).iter().enumerate();
    // What nobody says is no value that a reader looks for, and what is open has a page of its own.
    let is_meant = move |value: &FacetValue| {
        value.known != Known::Unsaid && value.record.is_none() && (facet != Facet::State || value.slug != OPEN)
    };
    values.filter(move |(_, value)| is_meant(value)).map(move |(place, value)| {
        let (about, words) = (names.say(facet.title()), &*value.words);
        // `Yes` alone says not of what.
        let is_answer = facet == Facet::Verdict && value.counts_as.is_none();
        let own = if is_answer { format!("{about} {words}").into() } else { Cow::Borrowed(words) };
        let title = match facet {
            Facet::Theme => Cow::Borrowed(words),
            Facet::State => format!("{} {}", capitalise(words), names.many(Kind::Recommendation)).into(),
            _ => format!("{about}: {words}").into(),
        };
        let records = site.analyses.facets().having(facet, place);
        BestBet {
            path: site.addresses.value_path(facet, place),
            title,
            kind: if facet == Facet::Theme { about } else { LIST.into() },
            sort: facet.folder(),
            text: if facet == Facet::Theme { of_some(site, records) } else { of_all(site, value) },
            names: vec![own],
            also: if is_answer { of_verdict(words) } else { of_value(words) },
        }
    })
}

fn noun(site: &Site, count: usize) -> &str {
    let names = &site.visible.review.settings.names;
    if count == 1 { names.one(Kind::Recommendation) } else { names.many(Kind::Recommendation) }
}

fn of_all(site: &Site, value: &FacetValue) -> String {
    let all = site.visible.counted().count();
    share(value.count, all, noun(site, all))
}

/// How many recommendations these are, and what is said of most of them first.
fn of_some(site: &Site, records: impl Iterator<Item = RecordIx>) -> String {
    let tally = Tally::new(site, records, false);
    let told = tally.told().map(|told| if told == Facet::Outcome { Facet::Response } else { told });
    let said = told.into_iter().flat_map(|told| {
        tally.bases(told).into_iter().filter_map(|place| tally.called(told, place)).collect::<Vec<_>>()
    });
    let mut said: Vec<(usize, &str)> = said.map(|(count, _)| (count.count, count.words)).collect();
    said.sort_by_key(|(count, _)| Reverse(*count));
    spread(tally.count, noun(site, tally.count), &said)
}
