//! The first page: what the review is, where it stands, what comes next, and what became of its recommendations.

use serde::Serialize;

use crate::review::date::Date;
use crate::review::kind::consultation::{CLOSES, OPENS};
use crate::review::kind::page::FIRST_PAGE;
use crate::review::kind::phase::{ENDS, STARTS};
use crate::review::kind::{Kind, clause, milestone};
use crate::review::record::{Record, RecordIx};
use crate::site::analysis::period::{PeriodState, of_phases};
use crate::site::analysis::timeline::told_by_milestones;
use crate::site::body::terms::Glossary;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::Marks;
use crate::site::view::body::{self, Piece};
use crate::site::view::changes;
use crate::site::view::headline::{self, Headline};
use crate::site::view::outcomes::{self, Outcomes};
use crate::site::view::overdue::{self, DutyCount};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::themes::{self, Spread};
use crate::site::view::value::WordView;
use crate::site::words::date::{DateView, show_date};

/// How many coming events, how many changes and how many clauses are shown.
const SHOWN: usize = 6;

/// What the template of the first page is given.
#[derive(Serialize)]
pub struct HomeView<'a> {
    /// What became of the recommendations in one sentence.
    headline: Option<Headline<'a>>,
    /// The pages of the review whose beginnings stand here: what it says to whoever comes first.
    texts: Vec<Opening<'a>>,
    phases: Vec<PhaseView<'a>>,
    coming: Vec<Event<'a>>,
    open: Vec<Event<'a>>,
    /// How much is late of each sort.
    overdue: Vec<DutyCount>,
    outcomes: Option<Outcomes<'a>>,
    /// The themes, and how the recommendations of each stand.
    themes: Option<Spread<'a>>,
    /// How much in the record does not go together.
    discrepancies: usize,
    latest: Vec<changes::Day<'a>>,
    /// What the review was to assess: what it had to, where any clause says so.
    asked: Vec<Asked<'a>>,
    /// How many clauses there are in all.
    clauses: usize,
}

/// How a page of the review begins.
#[derive(Serialize)]
struct Opening<'a> {
    link: Link<'a>,
    #[serde(flatten)]
    marks: Marks,
    /// Its text up to the first heading.
    body: Vec<Piece<'a>>,
    /// Its summary, where it begins with a heading.
    summary: Option<ProseView<'a>>,
    /// Whether its own page says more.
    more: bool,
}

/// A clause of the mandate.
#[derive(Serialize)]
struct Asked<'a> {
    link: Link<'a>,
    duty: Option<WordView>,
    summary: Option<ProseView<'a>>,
}

/// A phase of the work plan.
#[derive(Serialize)]
struct PhaseView<'a> {
    #[serde(flatten)]
    link: Link<'a>,
    starts: Option<DateView>,
    ends: Option<DateView>,
    /// Where it stands; empty where its dates do not tell.
    state: Option<WordView>,
    /// Whether it is as far as the review has come.
    here: bool,
}

/// Something with a date.
#[derive(Serialize)]
struct Event<'a> {
    #[serde(flatten)]
    link: Link<'a>,
    summary: Option<ProseView<'a>>,
    date: DateView,
}

/// The first page; `root` is the way from it to the root of the site.
#[must_use]
pub fn view<'a>(site: &'a Site, glossary: &Glossary, root: &str) -> HomeView<'a> {
    let (latest, ()) = rayon::join(|| changes::latest(site, SHOWN), || site.analyses.make_for_first_page());
    HomeView {
        headline: headline::of(site),
        texts: texts(site, glossary, root),
        phases: phases(site),
        coming: coming(site),
        open: open(site),
        overdue: overdue::counts(site),
        outcomes: outcomes::of(site),
        themes: themes::in_short(site),
        discrepancies: site.analyses.discrepancies().count(),
        latest,
        asked: asked(site),
        clauses: site.visible.count_of(Kind::Clause),
    }
}

/// How the pages begin that say of themselves that they do so on the first page, in the order of the pages.
fn texts<'a>(site: &'a Site, glossary: &Glossary, root: &str) -> Vec<Opening<'a>> {
    let pages = site.visible.of_kind(Kind::Page);
    let named = pages.filter(|&page| site.visible.review.records[page].values.get(&FIRST_PAGE));
    let openings = named.map(|page| {
        let (body, is_cut) = body::opening(site, glossary, page, root);
        Opening {
            link: site.addresses.link(page),
            marks: Marks::of(site, page),
            summary: prose::summary(site, page).filter(|_| body.is_empty()),
            more: is_cut || body.is_empty(),
            body,
        }
    });
    openings.collect()
}

fn phases<'a>(site: &'a Site) -> Vec<PhaseView<'a>> {
    let states = of_phases(&site.visible);
    let last = |wanted: &[PeriodState]| states.iter().rposition(|(_, state)| wanted.contains(state));
    let here =
        last(&[PeriodState::UnderWay, PeriodState::Begun]).or_else(|| last(&[PeriodState::Done])).unwrap_or_default();
    let phases = states.iter().enumerate().map(|(place, (position, state))| {
        let values = &site.visible.review.records[*position].values;
        PhaseView {
            link: site.addresses.link(*position),
            starts: values.get(&STARTS).map(show_date),
            ends: values.get(&ENDS).map(show_date),
            state: state.word().map(WordView::from),
            here: place == here,
        }
    });
    phases.collect()
}

fn event<'a>(site: &'a Site, position: RecordIx, date: Date) -> Event<'a> {
    let summary = prose::summary(site, position);
    Event { link: site.addresses.link(position), summary, date: show_date(date) }
}

/// Milestones and meetings that are still to come, the next first; a meeting that a milestone tells is that milestone.
fn coming<'a>(site: &'a Site) -> Vec<Event<'a>> {
    let is_coming = |record: &Record| {
        record.values.get(&milestone::STATE).is_none()
            && record.date().and_then(Date::last).is_some_and(|last| last >= site.visible.today())
    };
    let told = told_by_milestones(&site.visible);
    let meetings = site.visible.of_kind(Kind::Meeting).filter(|meeting| !told.contains(meeting));
    let both = site.visible.of_kind(Kind::Milestone).chain(meetings);
    let mut coming: Vec<(Date, RecordIx)> = both
        .filter(|&position| is_coming(&site.visible.review.records[position]))
        .filter_map(|position| Some((site.visible.review.records[position].date()?, position)))
        .collect();
    coming.sort_by_key(|(date, position)| (date.first(), *position));
    coming.into_iter().take(SHOWN).map(|(date, position)| event(site, position, date)).collect()
}

/// Comment periods that are open, with the date that each closes.
fn open<'a>(site: &'a Site) -> Vec<Event<'a>> {
    let today = site.visible.today();
    let open = site.visible.of_kind(Kind::Consultation).filter_map(|position| {
        let values = &site.visible.review.records[position].values;
        let (opens, closes) = (values.get(&OPENS)?, values.get(&CLOSES)?);
        (opens.first()? <= today && closes.last()? >= today).then(|| event(site, position, closes))
    });
    open.collect()
}

/// The clauses that the review shall assess; where none says that it shall, all of them.
fn asked(site: &Site) -> Vec<Asked<'_>> {
    let duty = |position: RecordIx| site.visible.review.records[position].values.get(&clause::DUTY);
    let binds = site.visible.of_kind(Kind::Clause).any(|position| duty(position) == Some(&clause::SHALL));
    let clauses =
        site.visible.of_kind(Kind::Clause).filter(|&position| !binds || duty(position) == Some(&clause::SHALL));
    let asked = clauses.take(SHOWN).map(|position| Asked {
        link: site.addresses.link(position),
        duty: duty(position).map(WordView::from),
        summary: prose::summary(site, position),
    });
    asked.collect()
}
