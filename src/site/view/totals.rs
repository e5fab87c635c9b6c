//! Figures that a source states, beside what this record knows of them.

use serde::Serialize;

use crate::review::kind::totals::{ACCEPT, AMONG, AS_OF, OF, PARTIAL, TOTAL, TOTALS};
use crate::review::record::RecordIx;
use crate::review::totals::{Count, counts_records};
use crate::review::value::Entry;
use crate::site::map::Site;
use crate::site::view::prose::{self, ProseView};
use crate::site::view::sources;
use crate::site::view::value::AddressView;
use crate::site::words::capitalise;
use crate::site::words::date::{DateView, show_date};

/// One entry of `totals`.
#[derive(Serialize)]
pub(super) struct TotalView<'a> {
    /// What is counted.
    of: String,
    /// Among which records, where it is not all recommendations.
    among: Option<&'a str>,
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
    let totals = site.visible.review.records[position].values.get(&TOTALS).iter();
    totals.filter_map(|entry| total_view(site, position, entry)).collect()
}

/// One of the figures that a record states.
pub(super) fn stated(site: &Site, position: RecordIx, place: usize) -> Option<TotalView<'_>> {
    let entry = site.visible.review.records[position].values.get(&TOTALS).get(place)?;
    total_view(site, position, entry)
}

fn total_view<'a>(site: &'a Site, position: RecordIx, entry: &'a Entry) -> Option<TotalView<'a>> {
    let count = Count::of(&site.visible.review, &site.visible.review.records[position], entry)?;
    let figures = count.figures.iter().map(|figure| FigureView {
        word: capitalise(&figure.word.text),
        stated: figure.stated,
        known: (!count.of_another_time).then_some(figure.known.len() as u64),
    });
    Some(TotalView {
        of: capitalise(entry.values.get(&OF)?.label),
        among: entry.values.get(&AMONG),
        date: entry.values.get(&AS_OF).map(show_date),
        figures: figures.collect(),
        total: entry.values.get(&TOTAL),
        here: counts_records(entry).then_some(count.rows),
        accept: prose::of(site, position, &entry.values, &ACCEPT),
        partial: prose::of(site, position, &entry.values, &PARTIAL),
        sources: sources(site, position, &entry.values),
    })
}
