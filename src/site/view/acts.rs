//! What somebody was asked to act on, what they say of it, and what they owe: on the page of an organisation, a sub-team or a
//! person.

use serde::Serialize;

use crate::review::components::speaks_for;
use crate::review::kind::common::BODIES;
use crate::review::kind::field::Field;
use crate::review::kind::history::{BY, PROGRESS, RESPONSE, TRACKS};
use crate::review::kind::recommendation::ADDRESSEE;
use crate::review::kind::{meeting, prior, statement};
use crate::review::link::Incoming;
use crate::review::openness::Openness;
use crate::review::party::Party;
use crate::review::record::RecordIx;
use crate::review::standing::{Current, Summary, standing};
use crate::review::voices::is_silence;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::overview::Overview;
use crate::site::view::entry::{self, EntryView};
use crate::site::view::open::{Due, due_later};
use crate::site::view::overdue;
use crate::site::words::answer::AnswerView;
use crate::site::words::date::{DateView, show_date};

/// How many records are listed.
const SHOWN: usize = 150;

/// What somebody owes, was asked and said.
#[derive(Serialize)]
pub(super) struct Acts<'a> {
    /// What is late of them.
    overdue: Vec<overdue::Item<'a>>,
    /// The first of the recommendations that are open with them.
    open: Vec<Open<'a>>,
    /// How many these are.
    open_count: usize,
    /// What they were asked to act on.
    asked: Asked<'a>,
    /// What they say of other records, on which they were not asked to act.
    others: Asked<'a>,
}

/// A recommendation that is open with somebody.
#[derive(Serialize)]
struct Open<'a> {
    link: Link<'a>,
    /// When they promised to have carried it out, one date after the other.
    promised: Vec<DateView>,
    /// What will be due.
    due: Vec<Due>,
}

/// Records, and what somebody says of them.
#[derive(Serialize)]
struct Asked<'a> {
    count: usize,
    /// How many of these they answered.
    answered: usize,
    /// How often they say each word, in each history in which they say something.
    histories: Vec<Counts>,
    /// The first of the records.
    rows: Vec<Row<'a>>,
}

/// How often each word of a history is said.
#[derive(Serialize)]
struct Counts {
    name: &'static str,
    words: Vec<Count>,
}

/// How often one word is said.
#[derive(Serialize)]
struct Count {
    word: AnswerView,
    count: usize,
}

/// One record, and what is said of it in each history.
#[derive(Serialize)]
struct Row<'a> {
    link: Link<'a>,
    cells: Vec<Cell<'a>>,
}

/// What is said in one history.
#[derive(Serialize)]
struct Cell<'a> {
    name: &'static str,
    lines: Vec<EntryView<'a>>,
}

/// What somebody owes, was asked and said; `None` for records of other kinds, and for those of whom there is nothing of it.
pub(super) fn view(site: &Site, position: RecordIx) -> Option<Acts<'_>> {
    let review = &site.visible.review;
    if !BODIES.contains(&review.records[position].kind) {
        return None;
    }
    let mut asked: Vec<RecordIx> = Vec::new();
    let mut spoken_of: Vec<RecordIx> = Vec::new();
    for incoming in review.incoming(position) {
        let is_by = |fields: &[&'static Field]| fields.iter().any(|field| incoming.is_by(field));
        if is_by(&[&ADDRESSEE.field, &prior::ADDRESSEE.field]) {
            // Of what is made of others, those are counted that do not say themselves whom they ask.
            let leaves = site.visible.leaves(incoming.from).into_iter();
            asked.extend(leaves.filter(|&leaf| speaks_for(review, leaf, &ADDRESSEE.field) == incoming.from));
        } else if is_by(&[&BY.field]) {
            spoken_of.push(incoming.from);
        } else if is_by(&[&statement::BY.field, &meeting::BY.field]) {
            spoken_of.extend(review.spoken_of(incoming.from));
        }
    }
    let shown = |records: &mut Vec<RecordIx>| {
        records.retain(|&record| site.visible.shows(record));
        records.sort_unstable();
        records.dedup();
    };
    shown(&mut asked);
    shown(&mut spoken_of);
    let party = Party::Record(position);
    // A statement or a meeting says of some what others say; and what is made of others is told of in these.
    spoken_of.retain(|&record| {
        site.visible.counts(record) && asked.binary_search(&record).is_err() && speaks_of(site, record, &party)
    });
    let overdue = overdue::of_party(site, &party);
    if asked.is_empty() && spoken_of.is_empty() && overdue.is_empty() {
        return None;
    }
    let open = open_with(site, &party);
    Some(Acts {
        overdue,
        open_count: open.len(),
        open: open.into_iter().take(SHOWN).map(|record| is_open(site, record, &party)).collect(),
        asked: said(site, &asked, &party),
        others: said(site, &spoken_of, &party),
    })
}

/// The recommendations that somebody has not closed, in their order.
fn open_with(site: &Site, party: &Party) -> Vec<RecordIx> {
    if !site.has(Overview::Open) {
        return Vec::new();
    }
    let openings = site.analyses.openings();
    let is_theirs = |own: &Openness| own.open_for.iter().flatten().any(|body| body == party);
    openings.open().filter(|record| openings.of(*record).is_some_and(is_theirs)).collect()
}

fn is_open<'a>(site: &'a Site, record: RecordIx, party: &Party) -> Open<'a> {
    let progress = standing(&site.visible.review, record, &PROGRESS, site.visible.today());
    let own = progress.current.iter().filter(|current| current.by.as_ref() == Some(party));
    Open {
        link: site.addresses.link(record),
        promised: own.flat_map(Current::promised).map(show_date).collect(),
        due: due_later(site, record),
    }
}

/// Whether somebody says anything of a record now.
fn speaks_of(site: &Site, record: RecordIx, party: &Party) -> bool {
    TRACKS.into_iter().any(|track| {
        let standing = standing(&site.visible.review, record, track, site.visible.today());
        standing.current.iter().any(|current| current.by.as_ref() == Some(party))
    })
}

/// What somebody says of these records.
fn said<'a>(site: &'a Site, records: &[RecordIx], party: &Party) -> Asked<'a> {
    let mut histories = TRACKS.map(|track| Counts { name: track.name(), words: Vec::new() });
    let (mut rows, mut answered) = (Vec::new(), 0);
    for &record in records {
        let mut cells = Vec::new();
        for (track, counts) in TRACKS.into_iter().zip(&mut histories) {
            let standing = standing(&site.visible.review, record, track, site.visible.today());
            let own: Vec<&Current<'_>> =
                standing.current.iter().filter(|current| current.by.as_ref() == Some(party)).collect();
            if own.is_empty() {
                continue;
            }
            answered += usize::from(track.is(&RESPONSE) && own.iter().any(|current| !is_silence(current)));
            counts.add(Summary::of(own.iter().flat_map(|current| current.answers(track))));
            if rows.len() < SHOWN {
                let entries = own.iter().flat_map(|current| &current.entries);
                let lines = entries.map(|written| entry::view(site, record, track, written));
                cells.push(Cell { name: track.name(), lines: lines.collect() });
            }
        }
        if rows.len() < SHOWN {
            rows.push(Row { link: site.addresses.link(record), cells });
        }
    }
    let histories = histories.into_iter().filter(|counts| !counts.words.is_empty()).collect();
    Asked { count: records.len(), answered, histories, rows }
}

impl Counts {
    /// Counts what somebody says in all by what it counts as; where records say that in several words, under that.
    fn add(&mut self, said: Summary<'_>) {
        let answer = if let Summary::One(answer) = said { Some(answer) } else { None };
        let word = answer.map_or_else(AnswerView::differs, AnswerView::from);
        match self.words.iter_mut().find(|known| known.word.id == word.id) {
            Some(known) => {
                known.count += 1;
                if known.word.label != word.label {
                    known.word = answer.map_or(word, |answer| answer.base().into());
                }
            }
            None => self.words.push(Count { word, count: 1 }),
        }
    }
}

/// Whether a reference to somebody is shown among what they were asked and said.
pub(super) fn tells(incoming: &Incoming) -> bool {
    let told = [&ADDRESSEE.field, &prior::ADDRESSEE.field, &BY.field];
    told.iter().any(|field| incoming.is_by(field))
}
