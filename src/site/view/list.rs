//! The list of a kind: its records in their order, under headings where the kind has a natural one.

use serde::Serialize;

use crate::review::kind::field::{Order, Role};
use crate::review::kind::history::{PROGRESS, RESPONSE, VERDICT};
use crate::review::kind::{Kind, meeting};
use crate::review::record::{Record, RecordIx};
use crate::review::value::Value;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::jump::{Jump, JumpList};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::timeline::{self, Timeline};
use crate::site::view::value::DoubtView;
use crate::site::words::answer::AnswerView;
use crate::site::words::date::{DateView, show_date};
use crate::site::words::{facet, label};

/// What the template of a list is given.
#[derive(Serialize)]
pub struct ListView<'a> {
    count: usize,
    sections: Vec<Section<'a>>,
    /// The years of a long list, also those on other pages.
    jumps: Vec<Jump>,
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
    /// The id of the heading, where what is under it begins.
    id: Option<String>,
    items: Vec<Item<'a>>,
}

/// One record.
#[derive(Serialize)]
struct Item<'a> {
    link: Link<'a>,
    summary: Option<ProseView<'a>>,
    /// Whose it is.
    team: Option<Link<'a>>,
    /// Where it took place.
    place: Option<&'a str>,
    date: Option<DateView>,
    #[serde(flatten)]
    doubt: DoubtView,
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
    word: AnswerView,
    /// Who says what where they differ, or how many of those who were asked say it.
    detail: Option<String>,
}

/// One page of the list of a kind.
#[must_use]
pub fn view<'a>(site: &'a Site, kind: Kind, page: usize) -> ListView<'a> {
    let positions: Vec<RecordIx> = site.visible.of_kind(kind).collect();
    let paging = Paging::of_list(kind);
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut current = None;
    let places = JumpList::of(site, kind, |position| heading(&site.visible.review.records[position]).map(words));
    for (number, &position) in paging.range(page, positions.len()).zip(paging.slice(&positions, page)) {
        let heading = heading(&site.visible.review.records[position]);
        if sections.is_empty() || current != heading {
            sections.push(Section { title: heading.map(words), id: places.id(number), items: Vec::new() });
            current = heading;
        }
        if let Some(section) = sections.last_mut() {
            section.items.push(item(site, position));
        }
    }
    ListView {
        count: positions.len(),
        sections,
        jumps: places.jumps(site),
        page: page + 1,
        pages: paging.pages(positions.len()),
        timeline: if kind == Kind::Milestone && page == 0 { timeline::whole(site) } else { None },
    }
}

/// What a record is listed under.
#[derive(Clone, Copy, PartialEq)]
enum Heading {
    Year(i16),
    Undated,
}

fn heading(record: &Record) -> Option<Heading> {
    let by_date = matches!(record.kind.declaration().order, Order::Date | Order::NewestFirst);
    let year = || record.when().and_then(|date| date.first()).map_or(Heading::Undated, |day| Heading::Year(day.year()));
    by_date.then(year)
}

fn words(heading: Heading) -> String {
    match heading {
        Heading::Year(year) => year.to_string(),
        Heading::Undated => label::DATE_UNKNOWN.to_owned(),
    }
}

fn item<'a>(site: &'a Site, position: RecordIx) -> Item<'a> {
    let record = &site.visible.review.records[position];
    Item {
        link: site.addresses.link(position),
        summary: prose::summary(site, position),
        team: team(site, position),
        place: record.values.get(&meeting::PLACE),
        date: record.when().map(show_date),
        doubt: DoubtView::of(record),
        draft: record.is_draft(),
        to_come: site.visible.is_to_come(record),
        states: states(site, position),
    }
}

/// The sub-team that a finding, a milestone or a meeting is of.
fn team(site: &Site, position: RecordIx) -> Option<Link<'_>> {
    site.visible.in_role(position, Role::Team).map(|team| site.addresses.link(team))
}

/// Where a record stands on a day, in words.
fn states(site: &Site, position: RecordIx) -> Vec<State> {
    let record = &site.visible.review.records[position];
    let mut states = Vec::new();
    for (track, about) in [(&RESPONSE, facet::RESPONSE), (&PROGRESS, facet::PROGRESS), (&VERDICT, facet::VERDICT)] {
        let all = site.analyses.summaries().in_all(position, track);
        states.extend(all.map(|all| State { about, word: all.word.clone(), detail: all.detail.clone() }));
    }
    for (field, value) in record.values.iter() {
        if let (Some(Role::State | Role::Duty), Value::Choice(word, _)) = (field.role, value) {
            states.push(State { about: field.name, word: AnswerView::from(*word), detail: None });
        }
    }
    states
}
