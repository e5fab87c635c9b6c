//! What in the record does not go together, each with what is said and by whom.

use serde::Serialize;

use crate::review::discrepancy::{Discrepancy, Sort, discrepancies};
use crate::review::record::RecordIx;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::REGISTER;
use crate::site::view::entry::{self, EntryView};
use crate::site::view::totals::{TotalView, stated};
use crate::site::words::discrepancy as words;

/// What the template is given.
#[derive(Serialize)]
pub struct DiscrepanciesView<'a> {
    count: usize,
    sections: Vec<Section<'a>>,
    /// Figures that the records contradict; on the last page.
    figures: Vec<Figures<'a>>,
    page: usize,
    pages: usize,
}

/// What does not go together in one way.
#[derive(Serialize)]
struct Section<'a> {
    title: &'static str,
    items: Vec<Item<'a>>,
}

/// Entries of one record that do not go together.
#[derive(Serialize)]
struct Item<'a> {
    link: Link<'a>,
    claims: Vec<EntryView<'a>>,
}

/// Figures that a record states and others contradict.
#[derive(Serialize)]
struct Figures<'a> {
    link: Link<'a>,
    totals: Vec<TotalView<'a>>,
}

/// One page of all that does not go together.
#[must_use]
pub fn view(site: &Site, page: usize) -> DiscrepanciesView<'_> {
    let all = site.analyses.discrepancies();
    let pages = REGISTER.pages(all.entries.len()).max(1);
    let mut sections: Vec<Section<'_>> = Vec::new();
    for &(sort, record, place) in REGISTER.slice(&all.entries, page) {
        let found = discrepancies(&site.visible.review, record, site.visible.today());
        let Some(found) = found.into_iter().nth(place) else { continue };
        let title = title(sort);
        if sections.last().is_none_or(|section| section.title != title) {
            sections.push(Section { title, items: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            section.items.push(item(site, record, &found));
        }
    }
    let mut figures: Vec<Figures<'_>> = Vec::new();
    for &(record, place) in all.figures.iter().filter(|_| page + 1 == pages) {
        let link = site.addresses.link(record);
        match figures.last_mut() {
            Some(last) if last.link.path == link.path => last.totals.extend(stated(site, record, place)),
            _ => figures.push(Figures { link, totals: stated(site, record, place).into_iter().collect() }),
        }
    }
    DiscrepanciesView { count: all.count(), sections, figures, page: page + 1, pages }
}

fn title(sort: Sort) -> &'static str {
    match sort {
        Sort::CompleteAgainstVerdict => words::COMPLETE_AGAINST_VERDICT,
        Sort::SourcesDiffer => words::SOURCES_DIFFER,
        Sort::ProgressOnRejected => words::PROGRESS_ON_REJECTED,
        Sort::TakenBack => words::TAKEN_BACK,
        Sort::CompleteBeforeResponse => words::COMPLETE_BEFORE_RESPONSE,
    }
}

fn item<'a>(site: &'a Site, record: RecordIx, found: &Discrepancy<'a>) -> Item<'a> {
    let claims = found.claims.iter().map(|claim| entry::view(site, record, claim.track, &claim.written));
    Item { link: site.addresses.link(record), claims: claims.collect() }
}
