//! What was added or changed, the newest first, from the dates that the records themselves give. What one act says alike of
//! several records is one line.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::Kind;
use crate::review::kind::history::{PART, Track, VERDICT};
use crate::review::record::RecordIx;
use crate::review::standing::HistoryEntry;
use crate::site::analysis::changes::{Change, Told};
use crate::site::analysis::timeline::told_by_milestones;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::entry::speaker;
use crate::site::view::party::PartyView;
use crate::site::words::date::{DateView, show_date};
use crate::site::words::{capitalise, label};

/// How many changes are shown.
const SHOWN: usize = 300;
/// How many records a line names on a page on which the changes are not alone.
const NAMED: usize = 3;

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
    /// The id of its place on the page of the changes.
    id: String,
    date: DateView,
    acts: Vec<Act<'a>>,
}

/// What one body says in one act; or, where nobody is named, that there are such records.
#[derive(Serialize)]
struct Act<'a> {
    /// Who says so.
    by: Option<PartyView<'a>>,
    /// The statement or the meeting in which it is said.
    link: Option<Link<'a>>,
    items: Vec<Item<'a>>,
}

/// One change, or several of one sort.
#[derive(Serialize)]
struct Item<'a> {
    /// What happened: the kind of record that is of this date, or what became of a recommendation.
    what: String,
    /// The records, or the first of them.
    records: Vec<Named<'a>>,
    /// How many more there are.
    more: usize,
}

/// A record in a row of several.
#[derive(Serialize)]
struct Named<'a> {
    path: Cow<'a, str>,
    label: Option<&'a str>,
    /// What it is called; none of several that have labels.
    title: Option<&'a str>,
}

/// Changes of one sort: the same came about on one day, said by the same body in the same act.
struct Sort<'a> {
    date: Date,
    kind: Kind,
    what: String,
    by: Option<PartyView<'a>>,
    act: Option<RecordIx>,
    records: Vec<RecordIx>,
}

/// The changes until today.
#[must_use]
pub fn view(site: &Site) -> ChangesView<'_> {
    let changes = site.analyses.changes().newest_first();
    let (shown, earlier) = changes.split_at(changes.len().min(SHOWN));
    let told = shown.iter().filter_map(|change| change.act).collect();
    ChangesView { days: by_day(site, sorts(site, news(shown, &told), usize::MAX), usize::MAX), earlier: earlier.len() }
}

/// The latest changes in so many lines, for a page on which they are not alone. What a milestone tells is not told once more
/// by itself.
#[must_use]
pub fn latest(site: &Site, most: usize) -> Vec<Day<'_>> {
    let changes = site.analyses.changes().newest_first();
    let mut told: BTreeSet<RecordIx> = changes.iter().filter_map(|change| change.act).collect();
    told.extend(told_by_milestones(&site.visible));
    by_day(site, sorts(site, news(changes, &told), most), NAMED)
}

/// The changes without those that there is a record that is told already: a statement or a meeting by what it says.
fn news<'c>(changes: &'c [Change], told: &'c BTreeSet<RecordIx>) -> impl Iterator<Item = &'c Change> {
    changes.iter().filter(|change| !change.is_record() || !told.contains(&change.record))
}

/// The first so many sorts of changes.
fn sorts<'a, 'c>(site: &'a Site, changes: impl Iterator<Item = &'c Change>, most: usize) -> Vec<Sort<'a>> {
    let mut sorts: Vec<Sort<'a>> = Vec::new();
    let mut told = Told::new(&site.visible);
    for change in changes {
        let new = sort(site, change, told.of(change));
        let mut same_day = sorts.iter_mut().rev().take_while(|sort| sort.date == new.date);
        if let Some(known) = same_day.find(|sort| sort.is_the_same_as(&new)) {
            known.records.extend(new.records);
        } else if sorts.len() < most {
            sorts.push(new);
        } else {
            break;
        }
    }
    sorts
}

/// The days with what was said on each, act by act; the acts of a day in the order in which they are first met.
fn by_day<'a>(site: &'a Site, sorts: Vec<Sort<'a>>, named: usize) -> Vec<Day<'a>> {
    let mut acts: Vec<Vec<Sort<'a>>> = Vec::new();
    for sort in sorts {
        let is_its = |act: &&mut Vec<Sort<'a>>| act.first().is_some_and(|first| first.is_of_the_act_of(&sort));
        match acts.iter_mut().rev().find(is_its) {
            Some(act) => act.push(sort),
            None => acts.push(vec![sort]),
        }
    }
    let mut days: Vec<(Date, Vec<Act<'a>>)> = Vec::new();
    for (date, act) in acts.into_iter().filter_map(|sorts| act(site, sorts, named)) {
        match days.last_mut() {
            Some((last, acts)) if *last == date => acts.push(act),
            _ => days.push((date, vec![act])),
        }
    }
    let day = |(date, acts): (Date, Vec<Act<'a>>)| {
        let mut id = String::new();
        date.write_id(&mut id);
        Day { id, date: show_date(date), acts }
    };
    days.into_iter().map(day).collect()
}

fn act<'a>(site: &'a Site, sorts: Vec<Sort<'a>>, named: usize) -> Option<(Date, Act<'a>)> {
    let first = sorts.first()?;
    let (date, by, link) = (first.date, first.by.clone(), first.act.map(|act| site.addresses.link(act)));
    let items = sorts.into_iter().map(|sort| item(site, sort, named)).collect();
    Some((date, Act { by, link, items }))
}

impl Sort<'_> {
    fn is_the_same_as(&self, other: &Sort<'_>) -> bool {
        self.kind == other.kind && self.what == other.what && self.is_of_the_act_of(other)
    }

    fn is_of_the_act_of(&self, other: &Sort<'_>) -> bool {
        (self.date, self.act) == (other.date, other.act) && self.by == other.by
    }
}

/// One change, as the first of its sort.
fn sort<'a>(site: &'a Site, change: &Change, told: Option<(&'static Track, HistoryEntry<'a>)>) -> Sort<'a> {
    let record = &site.visible.review.records[change.record];
    let (what, by) = match told {
        None => (capitalise(&site.visible.review.settings.names.called(record)), None),
        Some((track, told)) => {
            let now = told.answer(track);
            let became = match told.answer_before(track).filter(|before| *before != now) {
                Some(before) => format!("{} → {}", before.label(), now.label()),
                None => now.label().into_owned(),
            };
            let is_answer = track.is(&VERDICT) && now.own().is_none();
            let of = if is_answer { label::IMPLEMENTED.to_owned() } else { capitalise(track.name()) };
            let part =
                told.written.values().get(&PART).map_or_else(String::new, |part| format!(", {}", label::part(part)));
            (format!("{of}{part}: {became}"), speaker(site, change.record, &told.written))
        }
    };
    Sort { date: change.date, kind: record.kind, what, by, act: change.act, records: vec![change.record] }
}

fn item<'a>(site: &'a Site, sort: Sort<'a>, named: usize) -> Item<'a> {
    let count = sort.records.len();
    // To say that there is one more takes as much room as to name it.
    let shown = if count <= named.saturating_add(1) { count } else { named };
    let mut records: Vec<Named<'_>> = Vec::with_capacity(shown);
    let mut before = "";
    for link in sort.records.iter().take(shown).map(|&record| site.addresses.link(record)) {
        let Some(label) = link.label.filter(|_| count > 1) else {
            records.push(Named { path: link.path, label: link.label, title: Some(link.title) });
            continue;
        };
        // After “Recommendation 1.1” stands “1.2”.
        let (noun, number) = label.rsplit_once(' ').unwrap_or(("", label));
        let is_the_same = !noun.is_empty() && noun == before;
        records.push(Named { path: link.path, label: Some(if is_the_same { number } else { label }), title: None });
        before = noun;
    }
    Item { what: sort.what, more: count - shown, records }
}
