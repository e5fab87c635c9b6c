//! The list of a kind: its records in their order, under headings where the kind has a natural one.

use serde::Serialize;

use crate::review::kind::common::{SUMMARY, UNVERIFIED};
use crate::review::kind::field::{Field, Order};
use crate::review::kind::history::{PROGRESS, RESPONSE, VERDICT};
use crate::review::kind::{Kind, comment, recommendation, term};
use crate::review::link::Review;
use crate::review::record::Record;
use crate::review::rules::totals::{counted_field, current};
use crate::site::route::{LIST_LENGTH, Site};
use crate::site::shown::{Link, ShownDate, show_date};
use crate::site::view::timeline::{self, Timeline};

/// What the template of a list is given.
#[derive(Serialize)]
pub struct ListView<'a> {
    count: usize,
    sections: Vec<Section<'a>>,
    /// Recommendations that no sub-team is known for; on the list of sub-teams only.
    without_team: Vec<Link<'a>>,
    page: usize,
    pages: usize,
    /// The chart of the whole review; on the first page of the list of milestones only.
    timeline: Option<Timeline<'a>>,
}

/// Records under one heading.
#[derive(Serialize)]
struct Section<'a> {
    /// The heading; none where the list is not divided.
    title: Option<String>,
    /// The record that the heading names.
    link: Option<Link<'a>>,
    items: Vec<Item<'a>>,
}

/// One record.
#[derive(Serialize)]
struct Item<'a> {
    link: Link<'a>,
    summary: Option<&'a str>,
    date: Option<ShownDate>,
    unverified: bool,
    draft: bool,
    /// Whether its date lies after the day that counts as today.
    to_come: bool,
    /// The current outcome of each of its histories, and its state: words with what they are about.
    states: Vec<State>,
}

/// A word that says where a record stands, and what the word is about.
#[derive(Serialize)]
struct State {
    about: &'static str,
    word: &'static str,
}

/// One page of the list of a kind.
#[must_use]
pub fn view<'a>(site: &'a Site, kind: Kind, page: usize) -> ListView<'a> {
    let positions: Vec<usize> = site.shown(kind).collect();
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut current = None;
    for &position in positions.iter().skip(page * LIST_LENGTH).take(LIST_LENGTH) {
        let heading = heading(site, position);
        if sections.is_empty() || current != heading {
            sections.push(section(site, &heading));
            current = heading;
        }
        if let Some(section) = sections.last_mut() {
            section.items.push(item(site, position));
        }
    }
    ListView {
        count: positions.len(),
        sections,
        without_team: if kind == Kind::Charter && page == 0 { without_team(site) } else { Vec::new() },
        page: page + 1,
        pages: positions.len().div_ceil(LIST_LENGTH),
        timeline: if kind == Kind::Milestone && page == 0 { timeline::whole(site) } else { None },
    }
}

/// What a record is listed under.
#[derive(Clone, PartialEq)]
enum Heading {
    Record(usize),
    Year(i16),
    Undated,
}

fn heading(site: &Site, position: usize) -> Option<Heading> {
    let record = &site.review.records[position];
    let by = |field: &'static Field| {
        let &[reference] = record.values.references(field) else { return None };
        site.review.target_record(position, reference).filter(|&found| site.shows(found)).map(Heading::Record)
    };
    match record.kind {
        Kind::Comment => by(&comment::CONSULTATION),
        kind if matches!(kind.declaration().order, Order::Date | Order::NewestFirst) => {
            Some(record.when().and_then(|date| date.first()).map_or(Heading::Undated, |day| Heading::Year(day.year())))
        }
        _ => None,
    }
}

fn section<'a>(site: &'a Site, heading: &Option<Heading>) -> Section<'a> {
    let (title, link) = match heading {
        Some(Heading::Record(position)) => {
            let link = site.link(*position);
            let number = site.review.records[*position].number();
            let title = number.map_or_else(|| link.title.to_owned(), |number| format!("{number}. {}", link.title));
            (Some(title), Some(link))
        }
        Some(Heading::Year(year)) => (Some(year.to_string()), None),
        Some(Heading::Undated) => (Some("Date unknown".to_owned()), None),
        None => (None, None),
    };
    Section { title, link, items: Vec::new() }
}

fn item<'a>(site: &'a Site, position: usize) -> Item<'a> {
    let record = &site.review.records[position];
    Item {
        link: site.link(position),
        summary: record.values.text(&SUMMARY).or_else(|| record.values.text(&term::MEANS)),
        date: record.when().map(show_date),
        unverified: record.values.flag(&UNVERIFIED),
        draft: record.is_draft(),
        to_come: site.is_to_come(record),
        states: states(record),
    }
}

/// Where a record stands, in words.
fn states(record: &Record) -> Vec<State> {
    let mut states = Vec::new();
    for (track, about) in [(&RESPONSE, "Response"), (&PROGRESS, "Progress"), (&VERDICT, "Verdict")] {
        for entry in current(record, track, None) {
            let word = entry.values.choice(counted_field(track));
            states.extend(word.map(|word| State { about, word }));
        }
    }
    for (field, _) in record.values.iter().filter(|(field, _)| matches!(field.name, "state" | "duty" | "priority")) {
        states.extend(record.values.choice(field).map(|word| State { about: field.name, word }));
    }
    states
}

/// The recommendations that no sub-team is known for.
fn without_team<'a>(site: &'a Site) -> Vec<Link<'a>> {
    let review: &'a Review = &site.review;
    let without = site
        .shown(Kind::Recommendation)
        .filter(|&position| review.records[position].values.references(&recommendation::TEAM).is_empty());
    without.map(|position| site.link(position)).collect()
}
