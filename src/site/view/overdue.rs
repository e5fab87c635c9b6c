//! What is overdue, by who owes it.

use serde::Serialize;

use crate::review::party::Party;
use crate::site::analysis::overdue::{Duty, Late, Owner};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::REGISTER;
use crate::site::view::late::{asks, duty, owner};
use crate::site::view::party::PartyView;
use crate::site::view::prose::ProseView;
use crate::site::words::date::{DateView, show_day};

/// What the template is given.
#[derive(Serialize)]
pub struct OverdueView<'a> {
    /// How much of each sort there is, also on other pages.
    counts: Vec<DutyCount>,
    count: usize,
    owners: Vec<OwnerView<'a>>,
    page: usize,
    pages: usize,
}

/// How much is late of one sort.
#[derive(Serialize)]
pub(super) struct DutyCount {
    /// `response`, `completion`, `report`, `answer` or `action`.
    duty: &'static str,
    count: usize,
}

/// What one body owes.
#[derive(Serialize)]
struct OwnerView<'a> {
    /// Who it is; none where that is the review itself, or nobody is named.
    party: Option<PartyView<'a>>,
    /// Whether it is the review itself.
    review: bool,
    /// Its place among all who owe something, from 1.
    number: usize,
    /// How much it owes, also on other pages.
    count: usize,
    items: Vec<Item<'a>>,
}

/// One thing that is late.
#[derive(Serialize)]
pub(super) struct Item<'a> {
    /// `response`, `completion`, `report`, `answer` or `action`.
    duty: &'static str,
    link: Link<'a>,
    /// What an action item asks for.
    text: Option<ProseView<'a>>,
    due: DateView,
}

/// One page of what is overdue.
#[must_use]
pub fn view(site: &Site, page: usize) -> OverdueView<'_> {
    let overdue = site.analyses.overdue();
    let all = &overdue.all;
    let shown = REGISTER.range(page, all.len());
    let owners = overdue.owners.iter().zip(1..).filter_map(|(owed, number)| {
        let on_page = owed.start.max(shown.start)..owed.end.min(shown.end);
        let items = all.get(on_page)?;
        let first = items.first()?;
        Some(OwnerView {
            party: owner(site, first),
            review: first.owner == Owner::Review,
            number,
            count: owed.len(),
            items: items.iter().map(|late| item(site, late)).collect(),
        })
    });
    let owners: Vec<OwnerView<'_>> = owners.collect();
    let pages = REGISTER.pages(all.len()).max(1);
    OverdueView { counts: counts(site), count: all.len(), owners, page: page + 1, pages }
}

/// What is late of somebody, what was due first before the others.
pub(super) fn of_party<'a>(site: &'a Site, party: &Party) -> Vec<Item<'a>> {
    let overdue = site.analyses.overdue();
    let owed = overdue.owners.iter().filter_map(|owed| overdue.all.get(owed.clone()));
    let own =
        owed.filter(|owed| owed.first().is_some_and(|first| matches!(&first.owner, Owner::Party(own) if own == party)));
    own.flatten().map(|late| item(site, late)).collect()
}

fn item<'a>(site: &'a Site, late: &Late) -> Item<'a> {
    Item {
        duty: duty(late.duty),
        link: site.addresses.link(late.record),
        text: asks(site, late),
        due: show_day(late.due),
    }
}

/// How much is late of each sort of which anything is.
pub(super) fn counts(site: &Site) -> Vec<DutyCount> {
    let mut counts =
        [Duty::Response, Duty::Completion, Duty::Report, Duty::Answer, Duty::Action(0)].map(|sort| (duty(sort), 0));
    for late in &site.analyses.overdue().all {
        for (_, count) in counts.iter_mut().filter(|(sort, _)| *sort == duty(late.duty)) {
            *count += 1;
        }
    }
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts.map(|(duty, count)| DutyCount { duty, count }).collect()
}
