//! What was added or changed, the newest first, from the dates that the records themselves give.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::Kind;
use crate::review::kind::history::{BY, IMPLEMENTED, OUTCOME, STATE, TRACKS};
use crate::review::standing::history;
use crate::review::value::Entry;
use crate::site::route::Site;
use crate::site::shown::{Link, ShownDate, capitalise, show_date};
use crate::site::view::history::says_unknown;

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
    date: ShownDate,
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
    of: &'static str,
    /// What happened: the kind of record that is of this date, or what became of a recommendation.
    what: String,
    /// Whether it is what became of the record, and not that there is one.
    became: bool,
    /// Who says so.
    by: Option<&'a str>,
}

/// A change before it is shown.
struct Change<'a> {
    date: Date,
    record: usize,
    entry: Option<(&'static str, &'a Entry)>,
}

/// The changes until today.
#[must_use]
pub fn view(site: &Site) -> ChangesView<'_> {
    let mut changes = until_today(site);
    let earlier = changes.len().saturating_sub(SHOWN);
    changes.truncate(SHOWN);
    ChangesView { days: by_day(changes.iter().map(|change| (change.date, item(site, change)))), earlier }
}

/// The latest so many changes, for a page on which they are not alone: several of one sort on one day count as one.
#[must_use]
pub fn latest(site: &Site, most: usize) -> Vec<Day<'_>> {
    let mut latest: Vec<(Date, Item<'_>)> = Vec::new();
    for change in until_today(site) {
        let new = item(site, &change);
        match latest.iter().position(|(date, item)| *date == change.date && item.is_like(&new)) {
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

/// All changes until today, the newest first.
fn until_today(site: &Site) -> Vec<Change<'_>> {
    let mut changes: Vec<Change<'_>> = Kind::ALL
        .into_iter()
        .flat_map(|kind| site.shown(kind))
        .flat_map(|position| changes(site, position))
        .filter(|change| change.date != Date::Unknown)
        .collect();
    changes.sort_by(|a, b| b.date.last().cmp(&a.date.last()).then(a.record.cmp(&b.record)));
    changes
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
    fn is_like(&self, other: &Item<'_>) -> bool {
        self.of == other.of && self.what == other.what && self.by == other.by
    }
}

/// What a record says until today: that it came about, and what became of it.
fn changes(site: &Site, position: usize) -> impl Iterator<Item = Change<'_>> {
    let record = &site.review.records[position];
    let own = record.when().filter(|_| !site.is_to_come(record));
    let own = own.map(|date| Change { date, record: position, entry: None });
    let entries = TRACKS.into_iter().flat_map(move |track| {
        let said = history(record, track, site.edition.as_of).into_iter().filter(|told| !told.to_come);
        said.map(move |told| Change { date: told.date(), record: position, entry: Some((track.name, told.entry)) })
    });
    own.into_iter().chain(entries)
}

fn item<'a>(site: &'a Site, change: &Change<'a>) -> Item<'a> {
    let record = &site.review.records[change.record];
    let (what, by) = match change.entry {
        None => (capitalise(record.kind.declaration().name), None),
        Some((track, entry)) => {
            let values = &entry.values;
            let word = values.choice(&OUTCOME).or_else(|| values.choice(&STATE)).map(str::to_owned);
            let found = || values.choice(&IMPLEMENTED).map(|answer| format!("implemented: {answer}"));
            let unknown = || says_unknown(values).then(|| "unknown".to_owned());
            let word = word.or_else(found).or_else(unknown);
            let what = word.map_or_else(|| capitalise(track), |word| format!("{}: {word}", capitalise(track)));
            (what, values.text(&BY))
        }
    };
    Item {
        link: Some(site.link(change.record)),
        count: 1,
        of: record.kind.declaration().plural,
        what,
        became: change.entry.is_some(),
        by,
    }
}
