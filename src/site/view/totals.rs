//! Figures that a source states, beside what this record knows of them.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::counting::Among;
use crate::review::kind::Kind;
use crate::review::kind::totals::{ACCEPT, AMONG, AS_OF, COUNTS, OF, PARTIAL, TOTAL, TOTALS};
use crate::review::record::RecordIx;
use crate::review::totals::counts_records;
use crate::review::value::Entry;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::address::AddressView;
use crate::site::view::prose::{self, ProseView};
use crate::site::view::sources;
use crate::site::words::capitalise;
use crate::site::words::date::{DateView, show_date};

/// One entry of `totals`.
#[derive(Serialize)]
pub(super) struct TotalView<'a> {
    /// What is counted.
    of: String,
    /// Among which records, where it is not all recommendations.
    among: Option<AmongView<'a>>,
    date: Option<DateView>,
    figures: Vec<FigureView>,
    /// How many the source states in all.
    total: Option<u64>,
    /// How many records there are here, where the source counts records.
    here: Option<u64>,
    /// Why the figures stay though they contradict the records.
    accept: Option<ProseView<'a>>,
    /// Why not all that is counted is here.
    partial: Option<ProseView<'a>>,
    sources: Vec<AddressView<'a>>,
}

/// Which records a figure counts.
#[derive(Serialize)]
struct AmongView<'a> {
    /// `group`, `organisation` or `theme`; empty where it is all of a kind.
    sort: &'static str,
    name: Cow<'a, str>,
    /// The record of the group or the organisation.
    link: Option<Link<'a>>,
}

/// One figure.
#[derive(Serialize)]
struct FigureView {
    word: String,
    stated: u64,
    /// How many are known here to be so; none where the records do not speak of that time.
    known: Option<u64>,
}

/// What a record states about others.
pub(super) fn view(site: &Site, position: RecordIx) -> Vec<TotalView<'_>> {
    let totals = site.visible.review.records[position].values.get(&TOTALS).iter().enumerate();
    totals.filter_map(|(place, entry)| total_view(site, position, place, entry)).collect()
}

/// One of the figures that a record states.
pub(super) fn stated(site: &Site, position: RecordIx, place: usize) -> Option<TotalView<'_>> {
    let entry = site.visible.review.records[position].values.get(&TOTALS).get(place)?;
    total_view(site, position, place, entry)
}

fn total_view<'a>(site: &'a Site, position: RecordIx, place: usize, entry: &'a Entry) -> Option<TotalView<'a>> {
    let held = site.analyses.figures().of(position, place)?;
    let figures = entry.values.get(&COUNTS).iter().zip(&held.known).map(|((word, stated), known)| FigureView {
        word: capitalise(&word.text),
        stated: *stated,
        known: *known,
    });
    Some(TotalView {
        of: what(site, &held.among, entry)?,
        among: among_view(site, &held.among, entry),
        date: entry.values.get(&AS_OF).map(show_date),
        figures: figures.collect(),
        total: entry.values.get(&TOTAL),
        here: counts_records(entry).then_some(held.rows),
        accept: prose::of(site, position, &entry.values, &ACCEPT),
        partial: prose::of(site, position, &entry.values, &PARTIAL),
        sources: sources(site, position, &entry.values),
    })
}

/// What is counted, in the words of the review: `Recommendations`, `Response`.
fn what(site: &Site, among: &Among, entry: &Entry) -> Option<String> {
    let of = entry.values.get(&OF)?;
    let kind = match among {
        Among::Kind(kind) => *kind,
        Among::Group(_) | Among::Organisation(_) | Among::Theme(_) => Kind::Recommendation,
    };
    let heading = || site.visible.review.settings.names.heading(kind).into_owned();
    Some(if counts_records(entry) { heading() } else { capitalise(of.label) })
}

/// Among which records; `None` where it is all recommendations, or the records themselves that are counted.
fn among_view<'a>(site: &'a Site, among: &Among, entry: &'a Entry) -> Option<AmongView<'a>> {
    let written = entry.values.get(&AMONG)?;
    let of_record = |sort, record| {
        let shown = site.visible.shows(record).then(|| site.addresses.link(record));
        AmongView { sort, name: Cow::Borrowed(site.addresses.title(record)), link: shown }
    };
    match among {
        Among::Kind(Kind::Recommendation) => None,
        Among::Kind(_) if counts_records(entry) => None,
        Among::Kind(kind) => {
            Some(AmongView { sort: "", name: site.visible.review.settings.names.heading(*kind), link: None })
        }
        Among::Group(group) => Some(of_record("group", *group)),
        Among::Organisation(body) => Some(of_record("organisation", *body)),
        Among::Theme(_) => Some(AmongView { sort: "theme", name: Cow::Borrowed(written), link: None }),
    }
}
