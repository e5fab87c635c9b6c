//! What is late, as pages say it: what was due, on which day, and who owes it.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::entry_id::entry_id;
use crate::review::kind::meeting::{ACTIONS, TEXT};
use crate::review::record::RecordIx;
use crate::review::value::Entry;
use crate::site::analysis::overdue::{Duty, Late, Overdue, Owner};
use crate::site::map::Site;
use crate::site::view::party::{PartyView, called};
use crate::site::view::prose::{self, ProseView};
use crate::site::words::date::{DateView, show_day};

/// Something of a record that is late, with all who owe it.
#[derive(Serialize)]
pub(super) struct LateView<'a> {
    /// `response`, `completion`, `report`, `answer` or `action`.
    duty: &'static str,
    /// The id of an action item.
    id: Option<Cow<'a, str>>,
    due: DateView,
    by: Vec<PartyView<'a>>,
}

/// What of a record is late, in the order of the duties.
pub(super) fn of_record(site: &Site, record: RecordIx) -> Vec<LateView<'_>> {
    let mut late = Overdue::of(&site.visible, record);
    late.sort_by_key(|late| (late.duty, late.due));
    let same = late.chunk_by(|one, other| (one.duty, one.due) == (other.duty, other.due));
    let views = same.filter_map(|same| {
        let first = same.first()?;
        Some(LateView {
            duty: duty(first.duty),
            id: action_id(site, first),
            due: show_day(first.due),
            by: same.iter().filter_map(|late| owner(site, late)).collect(),
        })
    });
    views.collect()
}

/// What is owed, as templates tell it apart.
pub(super) fn duty(duty: Duty) -> &'static str {
    match duty {
        Duty::Response => "response",
        Duty::Completion => "completion",
        Duty::Report => "report",
        Duty::Answer => "answer",
        Duty::Action(_) => "action",
    }
}

/// Who owes it; none where that is the review itself, or nobody is named.
pub(super) fn owner<'a>(site: &'a Site, late: &Late) -> Option<PartyView<'a>> {
    match &late.owner {
        Owner::Party(party) => called(site, late.record, party),
        Owner::Review | Owner::Nobody => None,
    }
}

/// What an action item asks for.
pub(super) fn asks<'a>(site: &'a Site, late: &Late) -> Option<ProseView<'a>> {
    prose::of(site, late.record, &action(site, late)?.values, &TEXT)
}

/// The id of the action item that is late.
fn action_id<'a>(site: &'a Site, late: &Late) -> Option<Cow<'a, str>> {
    let Duty::Action(place) = late.duty else { return None };
    entry_id(&ACTIONS.field, action(site, late)?, place)
}

/// The action item that is late.
fn action<'a>(site: &'a Site, late: &Late) -> Option<&'a Entry> {
    let Duty::Action(place) = late.duty else { return None };
    site.visible.review.records[late.record].values.get(&ACTIONS).get(place)
}
