//! The registers of all meetings: what is to be done and what was decided.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::entry_id::entry_id;
use crate::review::kind::field::Field;
use crate::review::kind::meeting::{ACTIONS, DECISIONS, DONE, DUE, ON, OWNER, TEXT};
use crate::review::record::RecordIx;
use crate::review::value::{Entry, Value};
use crate::site::analysis::anchors::of_list;
use crate::site::analysis::register::State;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::REGISTER;
use crate::site::view::prose::{self, ProseView};
use crate::site::view::shown_date;
use crate::site::view::value::{self, ViewValue, WordView};
use crate::site::words::date::{DateView, show_date};

/// What the template of the action items is given.
#[derive(Serialize)]
pub struct ActionsView<'a> {
    /// How many there are in each state, also of those on other pages.
    counts: Vec<StateCount>,
    count: usize,
    sections: Vec<Section<'a>>,
    page: usize,
    pages: usize,
}

/// How many action items are in one state.
#[derive(Serialize)]
struct StateCount {
    state: WordView,
    count: usize,
    /// The page on which they begin.
    page: usize,
}

/// The action items of a page that are in one state.
#[derive(Serialize)]
struct Section<'a> {
    state: WordView,
    count: usize,
    items: Vec<Action<'a>>,
}

/// One action item.
#[derive(Serialize)]
struct Action<'a> {
    /// Empty where nobody knows it.
    id: Cow<'a, str>,
    text: Option<ProseView<'a>>,
    owner: Option<ViewValue<'a>>,
    due: Option<DateView>,
    done: Option<DateView>,
    meeting: Link<'a>,
    /// Its id on the page of the meeting.
    anchor: String,
    date: Option<DateView>,
}

/// What the template of the decisions is given.
#[derive(Serialize)]
pub struct DecisionsView<'a> {
    count: usize,
    items: Vec<Decision<'a>>,
    page: usize,
    pages: usize,
}

/// One decision.
#[derive(Serialize)]
struct Decision<'a> {
    /// Empty where nobody knows it.
    id: Cow<'a, str>,
    text: Option<ProseView<'a>>,
    on: Vec<Link<'a>>,
    meeting: Link<'a>,
    /// Its id on the page of the meeting.
    anchor: String,
    date: Option<DateView>,
}

/// One page of the action items.
#[must_use]
pub fn actions(site: &Site, page: usize) -> ActionsView<'_> {
    let all = &site.analyses.register().actions;
    let counts = State::ALL.into_iter().filter_map(|state| {
        let first = all.iter().position(|action| action.state == state)?;
        let count = all.iter().filter(|action| action.state == state).count();
        Some(StateCount { state: (&state.word()).into(), count, page: REGISTER.page_of(first) })
    });
    let counts: Vec<StateCount> = counts.collect();
    let mut sections: Vec<Section<'_>> = Vec::new();
    for found in REGISTER.slice(all, page) {
        let state = WordView::from(&found.state.word());
        if sections.last().is_none_or(|section| section.state != state) {
            let count = counts.iter().find(|count| count.state == state).map_or(0, |count| count.count);
            sections.push(Section { state, count, items: Vec::new() });
        }
        let items = site.visible.review.records[found.meeting].values.get(&ACTIONS);
        if let (Some(section), Some(item)) = (sections.last_mut(), items.get(found.item)) {
            section.items.push(action(site, found.meeting, item, found.item));
        }
    }
    ActionsView { counts, count: all.len(), sections, page: page + 1, pages: REGISTER.pages(all.len()) }
}

fn action<'a>(site: &'a Site, meeting: RecordIx, item: &'a Entry, position: usize) -> Action<'a> {
    Action {
        id: entry_id(&ACTIONS.field, item, position).unwrap_or_default(),
        text: prose::of(site, meeting, &item.values, &TEXT),
        owner: item.values.value(&OWNER.field).map(|owner| value::show(site, meeting, &OWNER.field, owner)),
        due: shown_date(&item.values, &DUE),
        done: shown_date(&item.values, &DONE),
        meeting: site.addresses.link(meeting),
        anchor: anchor(site, meeting, &ACTIONS.field, position),
        date: site.visible.review.records[meeting].when().map(show_date),
    }
}

/// One page of the decisions.
#[must_use]
pub fn decisions(site: &Site, page: usize) -> DecisionsView<'_> {
    let all = &site.analyses.register().decisions;
    let items = REGISTER.slice(all, page).iter().filter_map(|&(meeting, item)| {
        let record = &site.visible.review.records[meeting];
        let decision = record.values.get(&DECISIONS).get(item)?;
        let values = &decision.values;
        let on = match values.value(&ON.field) {
            Some(Value::References(references)) => value::links(site, meeting, references),
            _ => Vec::new(),
        };
        Some(Decision {
            id: entry_id(&DECISIONS.field, decision, item).unwrap_or_default(),
            text: prose::of(site, meeting, values, &TEXT),
            on,
            meeting: site.addresses.link(meeting),
            anchor: anchor(site, meeting, &DECISIONS.field, item),
            date: record.when().map(show_date),
        })
    });
    DecisionsView { count: all.len(), items: items.collect(), page: page + 1, pages: REGISTER.pages(all.len()) }
}

/// The id of an entry on the page of its meeting.
fn anchor(site: &Site, meeting: RecordIx, list: &Field, position: usize) -> String {
    of_list(&site.visible, meeting, list).into_iter().nth(position).unwrap_or_default()
}
