//! What in the record does not go together, each with what is said and by whom.

use serde::Serialize;

use crate::review::discrepancy::{Claim, Discrepancy, Sort, discrepancies};
use crate::review::kind::history::PART;
use crate::review::record::RecordIx;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::REGISTER;
use crate::site::view::history::{AboutWord, anchor, speaker, words};
use crate::site::view::party::PartyView;
use crate::site::view::totals::{TotalView, stated};
use crate::site::words::date::{DateView, show_date};

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
    claims: Vec<ClaimView<'a>>,
}

/// One of them.
#[derive(Serialize)]
struct ClaimView<'a> {
    /// The history that it is of.
    track: &'static str,
    part: Option<&'a str>,
    words: Vec<AboutWord>,
    by: Option<PartyView<'a>>,
    date: DateView,
    /// The id of the entry on the page of the record.
    anchor: String,
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
        Sort::CompleteAgainstVerdict => "Said to be complete, and found not to be implemented in full",
        Sort::SourcesDiffer => "Two things of one day",
        Sort::ProgressOnRejected => "Progress on what was rejected",
        Sort::TakenBack => "Complete, and later not",
        Sort::CompleteBeforeResponse => "Complete before the first response",
    }
}

fn item<'a>(site: &'a Site, record: RecordIx, found: &Discrepancy<'a>) -> Item<'a> {
    Item {
        link: site.addresses.link(record),
        claims: found.claims.iter().map(|claim| claim_view(site, record, claim)).collect(),
    }
}

fn claim_view<'a>(site: &'a Site, record: RecordIx, claim: &Claim<'a>) -> ClaimView<'a> {
    ClaimView {
        track: claim.track.name(),
        part: claim.written.values().get(&PART),
        words: words(&site.visible.review.settings.words, claim.track, claim.written.entry),
        by: speaker(site, record, &claim.written),
        date: show_date(claim.date()),
        anchor: anchor(site, record, claim.track, claim.written.entry),
    }
}
