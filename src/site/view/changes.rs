//! What was added or changed, the newest first, from the dates that the records themselves give.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::Kind;
use crate::review::kind::history::{BY, ENTRY_DATE, IMPLEMENTED, OUTCOME, STATE, TRACKS};
use crate::review::record::Record;
use crate::review::value::Entry;
use crate::site::route::Site;
use crate::site::shown::{Link, ShownDate, capitalise, show_date};

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
struct Day<'a> {
    date: ShownDate,
    items: Vec<Item<'a>>,
}

/// One change.
#[derive(Serialize)]
struct Item<'a> {
    link: Link<'a>,
    /// What happened: the kind of record that is of this date, or what became of a recommendation.
    what: String,
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
    let mut changes: Vec<Change<'_>> = Kind::ALL
        .into_iter()
        .flat_map(|kind| site.shown(kind))
        .flat_map(|position| changes(&site.review.records[position], position))
        .filter(|change| change.date.first().is_some_and(|first| first <= site.edition.as_of))
        .collect();
    changes.sort_by(|a, b| b.date.last().cmp(&a.date.last()).then(a.record.cmp(&b.record)));
    let earlier = changes.len().saturating_sub(SHOWN);
    changes.truncate(SHOWN);
    let mut days: Vec<(Date, Vec<Item<'_>>)> = Vec::new();
    for change in changes {
        let item = item(site, &change);
        match days.last_mut() {
            Some((date, items)) if *date == change.date => items.push(item),
            _ => days.push((change.date, vec![item])),
        }
    }
    let days = days.into_iter().map(|(date, items)| Day { date: show_date(date), items }).collect();
    ChangesView { days, earlier }
}

/// The dated facts of a record: that it came about, and what became of it.
fn changes(record: &Record, position: usize) -> impl Iterator<Item = Change<'_>> {
    let own = record.when().map(|date| Change { date, record: position, entry: None });
    let entries = TRACKS.into_iter().flat_map(move |track| {
        let entries = record.values.entries(track).iter();
        entries.filter_map(move |entry| {
            let (date, _) = entry.values.date(&ENTRY_DATE)?;
            Some(Change { date, record: position, entry: Some((track.name, entry)) })
        })
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
            let word = word.or_else(found).unwrap_or_default();
            (format!("{}: {word}", capitalise(track)), values.text(&BY))
        }
    };
    Item { link: site.link(change.record), what, by }
}
