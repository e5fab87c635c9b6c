//! What was added or changed, the newest first, from the dates that the records themselves give.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::history::{PART, VERDICT};
use crate::site::analysis::changes::{Change, until_today};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::entry::speaker;
use crate::site::view::party::PartyView;
use crate::site::words::capitalise;
use crate::site::words::date::{DateView, show_date};

/// How many changes are shown.
const SHOWN: usize = 300;

/// What the template of the changes is given.
#[derive(Serialize)]
pub struct ChangesView<'a> {
    days: Vec<Day<'a>>,
    /// How many earlier changes are not shown.
    earlier: usize,
}

/// What happened on one day, or in one month or year where no more is known.
#[derive(Serialize)]
pub struct Day<'a> {
    date: DateView,
    items: Vec<Item<'a>>,
}

/// One change, or several of one sort.
#[derive(Serialize)]
struct Item<'a> {
    /// The record; none where there are several.
    link: Option<Link<'a>>,
    /// How many there are of its sort.
    count: usize,
    /// What the kind of record is called, of one or of several.
    of: Cow<'static, str>,
    /// What happened: the kind of record that is of this date, or what became of a recommendation.
    what: String,
    /// Whether it is what became of the record, and not that there is one.
    became: bool,
    /// Who says so.
    by: Option<PartyView<'a>>,
}

/// The changes until today.
#[must_use]
pub fn view(site: &Site) -> ChangesView<'_> {
    let mut changes = until_today(&site.visible);
    let earlier = changes.len().saturating_sub(SHOWN);
    changes.truncate(SHOWN);
    ChangesView { days: by_day(changes.iter().map(|change| (change.date, item(site, change)))), earlier }
}

/// The latest so many changes, for a page on which they are not alone: several of one sort on one day count as one.
#[must_use]
pub fn latest(site: &Site, most: usize) -> Vec<Day<'_>> {
    let mut latest: Vec<(Date, Item<'_>)> = Vec::new();
    for change in until_today(&site.visible) {
        let new = item(site, &change);
        match latest.iter().position(|(date, item)| *date == change.date && item.is_of_the_sort_of(&new)) {
            Some(known) => latest[known].1.count += 1,
            None if latest.len() == most => break,
            None => latest.push((change.date, new)),
        }
    }
    for (_, item) in latest.iter_mut().filter(|(_, item)| item.count > 1) {
        item.link = None;
    }
    by_day(latest)
}

fn by_day<'a>(items: impl IntoIterator<Item = (Date, Item<'a>)>) -> Vec<Day<'a>> {
    let mut days: Vec<(Date, Vec<Item<'_>>)> = Vec::new();
    for (day, item) in items {
        match days.last_mut() {
            Some((date, items)) if *date == day => items.push(item),
            _ => days.push((day, vec![item])),
        }
    }
    days.into_iter().map(|(date, items)| Day { date: show_date(date), items }).collect()
}

impl Item<'_> {
    /// Whether two changes are of one sort: the same became of two records of one kind.
    fn is_of_the_sort_of(&self, other: &Item<'_>) -> bool {
        self.of == other.of && self.what == other.what && self.by == other.by
    }
}

fn item<'a>(site: &'a Site, change: &Change<'a>) -> Item<'a> {
    let record = &site.visible.review.records[change.record];
    let names = &site.visible.review.settings.names;
    let (what, by) = match &change.entry {
        None => (capitalise(&names.called(record)), None),
        Some((track, told)) => {
            let now = told.answer(track);
            let became = match told.answer_before(track).filter(|before| *before != now) {
                Some(before) => format!("{} → {}", before.label(), now.label()),
                None => now.label().into_owned(),
            };
            let is_answer = track.is(&VERDICT) && now.own().is_none();
            let of = if is_answer { "Implemented".to_owned() } else { capitalise(track.name()) };
            let part = told.written.values().get(&PART).map_or_else(String::new, |part| format!(", part {part}"));
            (format!("{of}{part}: {became}"), speaker(site, change.record, &told.written))
        }
    };
    Item {
        link: Some(site.addresses.link(change.record)),
        count: 1,
        of: names.heading(record.kind),
        what,
        became: change.entry.is_some(),
        by,
    }
}
