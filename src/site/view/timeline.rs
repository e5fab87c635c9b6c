//! What happened when, as a chart: the phases of the work, comment periods and pauses as bars, milestones, statements and
//! meetings as marks, and what was planned beside what came of it. The chart of the whole review stands on the list of milestones; each
//! phase and each sub-team has one of its own.

mod axis;
mod drawing;

use serde::Serialize;

use crate::review::date::{Date, Day};
use crate::review::kind::common::{DATE, UNVERIFIED};
use crate::review::kind::consultation::{CLOSES, OPENS};
use crate::review::kind::field::Field;
use crate::review::kind::phase::{ENDS, STARTS};
use crate::review::kind::word::Mark;
use crate::review::kind::{Kind, meeting, milestone, statement};
use crate::review::link::Incoming;
use crate::review::record::RecordIx;
use crate::site::analysis::timeline::{Fact, When, events, facts_of, pauses, told_by_milestones};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::timeline::axis::{Axis, Part, Tick, rounded};
use crate::site::view::timeline::drawing::{Shape, draw, stack};
use crate::site::view::value::WordView;
use crate::site::words::date::{DateView, show_date};
use crate::site::words::state::TO_COME;
use crate::site::words::{label, time};

/// The least width of the chart of the whole review, and of one in a column of a page, in the size of the type. The style
/// sheet says the same.
const WIDE: f64 = 62.0;
const NARROW: f64 = 40.0;
/// So many marks the chart names at most. Of more it names those of the kinds that matter most: milestones before statements,
/// and statements before meetings.
const MOST_NAMED: usize = 60;
/// A longer series, such as of quarterly reports, is not named: it would bury the milestones.
const LONGEST_NAMED: usize = 24;
/// So many marks a page can hold, on the chart and in the table; of more, those of the latest dates are shown.
const MOST: usize = 300;
/// From so many marks on, the chart can be made wider.
const MANY: usize = 8;
/// The height of the names of years, and of the day that counts as today.
const HEAD: f64 = 1.5;
const HEAD_WITH_TODAY: f64 = 3.0;

/// What the template of a timeline is given. Widths and places from left to right are in per cent, heights in the size of
/// the type.
#[derive(Serialize)]
pub struct Timeline<'a> {
    /// Whether it stands in a column, and so is less wide.
    narrow: bool,
    height: f64,
    /// Where the first lane begins.
    head: f64,
    ticks: Vec<Tick>,
    today: Option<Today>,
    /// Times in which the work was stopped.
    pauses: Vec<Part>,
    items: Vec<Item<'a>>,
    /// The marks that need to be explained, of `event`, `to come`, `crossed`, `statement`, `meeting`, `planned`, `vague`,
    /// `open`, `unknown-end` and `pause`.
    legend: Vec<&'static str>,
    /// How many events are neither on the chart nor in the table.
    left_out: usize,
    /// How many of them have no known date, and so no place on the chart.
    undated: usize,
    /// Whether there is so much of it that the chart can be made wider.
    zoom: bool,
}

/// The day that counts as today.
#[derive(Serialize)]
struct Today {
    x: f64,
    /// Whether its name ends there, and does not begin.
    ends: bool,
}

/// One fact: a bar or a mark of the chart, and a row of the table.
#[derive(Serialize)]
struct Item<'a> {
    link: Link<'a>,
    /// `phase`, `comment period`, `pause`, `milestone`, `statement` or `meeting`.
    what: &'static str,
    /// When it was; for what lasts, when it began.
    from: Option<DateView>,
    to: Option<DateView>,
    /// Whether it lasts from one date to another.
    lasts: bool,
    planned: Option<DateView>,
    /// What became of a milestone that did not happen, or that it is to come.
    state: Option<WordView>,
    unverified: bool,
    /// All of this in words, for those who cannot see the chart or point at it.
    words: String,
    shape: Option<Shape>,
}

/// The timeline of the whole review; `None` where no date is known.
#[must_use]
pub fn whole(site: &Site) -> Option<Timeline<'_>> {
    let mut facts = facts_of(&site.visible, site.visible.of_kind(Kind::Phase));
    facts.extend(facts_of(&site.visible, site.visible.of_kind(Kind::Consultation)));
    facts.extend(pauses(&site.visible));
    facts.extend(events(&site.visible));
    let left_out = leave_out(&mut facts);
    let axis = axis(&facts, WIDE, site.visible.today())?;
    Some(Timeline { left_out, ..timeline(site, axis, facts) })
}

/// The timeline of a phase or a sub-team: itself, its milestones, its statements and its meetings; `None` for records of other kinds, and
/// where no date is known.
#[must_use]
pub fn of_record(site: &Site, position: RecordIx) -> Option<Timeline<'_>> {
    let kind = site.visible.review.records[position].kind;
    let concerning: &[&'static Field] = match kind {
        Kind::Phase => &[&milestone::PHASE.field],
        Kind::Charter => &[&milestone::TEAM.field, &statement::BY.field, &meeting::TEAM.field],
        Kind::Clause
        | Kind::Person
        | Kind::Organisation
        | Kind::Milestone
        | Kind::Document
        | Kind::Finding
        | Kind::Recommendation
        | Kind::Group
        | Kind::Prior
        | Kind::Statement
        | Kind::Consultation
        | Kind::Comment
        | Kind::Meeting
        | Kind::Update
        | Kind::Term
        | Kind::Page => return None,
    };
    let own = (kind == Kind::Phase).then_some(position);
    let incoming = site.visible.review.incoming(position).iter();
    let concerns = |incoming: &&Incoming| concerning.iter().any(|field| incoming.is_by(field));
    let others = incoming.filter(concerns).filter(|incoming| site.visible.shows(incoming.from));
    let told = told_by_milestones(&site.visible);
    let others = others.map(|incoming| incoming.from).filter(|other| !told.contains(other));
    let mut facts = facts_of(&site.visible, own.into_iter().chain(others));
    let left_out = leave_out(&mut facts);
    let axis = axis(&facts, NARROW, site.visible.today())?;
    // Pauses explain gaps, but are no facts about this phase or team, and do not make its chart longer.
    let seen = |fact: &Fact| {
        let (first, last) = (fact.when.from.and_then(Date::first), fact.when.to.and_then(Date::last));
        first.is_some_and(|first| axis.meets(first, last.unwrap_or(site.visible.today())))
    };
    let pauses = pauses(&site.visible).into_iter().filter(seen);
    let bars = facts.iter().take_while(|fact| fact.when.lasts).count();
    facts.splice(bars..bars, pauses);
    Some(Timeline { narrow: true, left_out, ..timeline(site, axis, facts) })
}

/// Leaves out the earliest of more marks than a page can hold, and before them those without a known date, and says how many.
fn leave_out(facts: &mut Vec<Fact>) -> usize {
    let mut marks: Vec<(Option<Day>, RecordIx)> = facts.iter().filter(|fact| !fact.when.lasts).map(time).collect();
    marks.sort_unstable();
    marks.truncate(marks.len().saturating_sub(MOST));
    if let Some(last) = marks.last() {
        facts.retain(|fact| fact.when.lasts || time(fact) > *last);
    }
    marks.len()
}

/// What decides which of two events is the later.
fn time(fact: &Fact) -> (Option<Day>, RecordIx) {
    (fact.when.from.and_then(Date::first), fact.record)
}

/// The axis for these facts. It reaches to today where something is going on or still to come.
fn axis(facts: &[Fact], width: f64, today: Day) -> Option<Axis> {
    let is_live = |fact: &Fact| fact.when.goes_on(today) || fact.state == Some(&TO_COME);
    let now = facts.iter().any(is_live).then_some(today);
    Axis::new(width, facts.iter().flat_map(|fact| fact.when.days()).chain(now))
}

/// Draws facts that stand kind by kind.
fn timeline(site: &Site, axis: Axis, facts: Vec<Fact>) -> Timeline<'_> {
    let today = site.visible.today();
    let marks = facts.iter().filter(|fact| !fact.when.lasts).count();
    let shown_today = axis.holds(today).then(|| {
        let x = axis.middle(today);
        Today { x, ends: x > 70.0 }
    });
    let head = if shown_today.is_some() { HEAD_WITH_TODAY } else { HEAD };
    let bands = facts.iter().filter(|fact| fact.what == "pause").filter_map(|fact| {
        let from = fact.when.from?.first()?;
        let to = fact.when.to.and_then(Date::last).or(fact.when.goes_on(today).then_some(today))?;
        (from <= to).then(|| axis.between(from, to))
    });
    let pauses: Vec<Part> = bands.collect();
    let mut bottom = head;
    let mut marks_left = marks;
    let mut items: Vec<Item<'_>> = Vec::with_capacity(facts.len());
    for group in facts.chunk_by(|a, b| a.what == b.what) {
        let lasts = group.iter().any(|fact| fact.when.lasts);
        let is_series = group.len() > LONGEST_NAMED && group.iter().all(|fact| fact.what != "milestone");
        let is_named = lasts || marks_left <= MOST_NAMED && !is_series;
        marks_left -= if lasts { 0 } else { group.len() };
        let drawn = group.iter().map(|fact| {
            let name = is_named.then(|| name(site, fact));
            draw(&axis, &fact.when, today, name.as_deref())
        });
        // The phases stand below one another in the order of the work plan, even where one is over before the next.
        let own_rows = group.iter().all(|fact| fact.what == "phase");
        let (shapes, below) = stack(drawn.collect(), bottom, own_rows);
        bottom = below;
        items.extend(group.iter().zip(shapes).map(|(fact, shape)| item(site, fact, shape)));
    }
    Timeline {
        narrow: false,
        height: rounded(bottom + 0.5),
        head,
        ticks: axis.ticks(),
        today: shown_today,
        legend: legend(&items, !pauses.is_empty()),
        left_out: 0,
        pauses,
        undated: items.iter().filter(|item| item.shape.is_none()).count(),
        zoom: marks >= MANY,
        items,
    }
}

/// What of its marks a chart has to explain.
fn legend(items: &[Item<'_>], has_pauses: bool) -> Vec<&'static str> {
    let drawn = || items.iter().filter_map(|item| Some((item, item.shape.as_ref()?)));
    let has_mark =
        |is: fn(WordView) -> bool| drawn().any(|(item, _)| item.what == "milestone" && item.state.is_some_and(is));
    let is_event = |item: &Item<'_>| item.what == "milestone" && item.state.is_none();
    let marks = [
        ("event", drawn().any(|(item, _)| is_event(item))),
        (TO_COME.id, has_mark(|state| state.id == TO_COME.id)),
        ("crossed", has_mark(|state| state.mark == Mark::Bad.name())),
        ("statement", drawn().any(|(item, _)| item.what == "statement")),
        ("meeting", drawn().any(|(item, _)| item.what == "meeting")),
        ("planned", drawn().any(|(_, shape)| shape.planned.is_some())),
        ("vague", drawn().any(|(_, shape)| !shape.vague.is_empty())),
        ("open", drawn().any(|(_, shape)| shape.open.iter().any(|end| !end.unknown))),
        ("unknown-end", drawn().any(|(_, shape)| shape.open.iter().any(|end| end.unknown))),
        ("pause", has_pauses),
    ];
    marks.into_iter().filter(|(_, occurs)| *occurs).map(|(mark, _)| mark).collect()
}

fn item<'a>(site: &'a Site, fact: &Fact, shape: Option<Shape>) -> Item<'a> {
    let When { from, to, planned, lasts } = fact.when;
    let planned = planned.filter(|planned| *planned != Date::Unknown);
    let doubt = site.visible.review.records[fact.record].values.get(&UNVERIFIED);
    // Of a fact on the timeline it matters whether its time is known.
    let times = [&DATE.field, &OPENS.field, &CLOSES.field, &STARTS.field, &ENDS.field];
    let unverified = doubt.is_whole() || times.into_iter().any(|time| doubt.names(time));
    Item {
        link: site.addresses.link(fact.record),
        what: fact.what,
        from: from.map(show_date),
        to: to.map(show_date),
        lasts,
        planned: planned.map(show_date),
        state: fact.state.map(WordView::from),
        unverified,
        words: words(site, fact, unverified),
        shape,
    }
}

/// A fact in words.
fn words(site: &Site, fact: &Fact, unverified: bool) -> String {
    let When { from, to, planned, lasts } = fact.when;
    let (time, planned) = (time::span(from, to, lasts), planned.map(time::first_planned));
    let unverified = unverified.then(|| label::TIME_UNVERIFIED.to_owned());
    // To the eye, the shape of the mark says it.
    let is_marked = ["statement", "meeting"].contains(&fact.what);
    let kind = is_marked.then(|| site.visible.review.settings.names.say(fact.what).into_owned());
    let state = fact.state.map(|state| state.label.to_owned());
    let parts = [Some(name(site, fact)), kind, Some(time), planned, state, unverified];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What something is called on the chart.
fn name(site: &Site, fact: &Fact) -> String {
    let title = site.addresses.title(fact.record);
    match (fact.what, site.visible.review.records[fact.record].number()) {
        ("pause", _) => time::pause(title),
        ("phase", Some(number)) => format!("{number}. {title}"),
        _ => title.to_owned(),
    }
}
