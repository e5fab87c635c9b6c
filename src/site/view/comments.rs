//! What was said in public comment periods: by whom, about what, and how it was answered.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::comment::{ANSWER, CHANGED, CONSULTATION, FROM, ON, OUTCOME, OUTCOMES, TEXT};
use crate::review::kind::word::{UNKNOWN, Word};
use crate::review::record::RecordIx;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::prose::{self, ProseView};
use crate::site::view::value::{ViewValue, WordView};
use crate::site::view::{Marks, recorded};
use crate::site::words::date::{DateView, show_date};

/// How many comments the page of a comment period shows; the list of all has the others.
const SHOWN: usize = 50;

/// What the template of the comments is given.
#[derive(Serialize)]
pub struct CommentsView<'a> {
    #[serde(flatten)]
    comments: Comments<'a>,
    page: usize,
    pages: usize,
}

/// Comments, and how all of them were answered.
#[derive(Serialize)]
pub struct Comments<'a> {
    count: usize,
    /// How many were answered in each way; the sum is the count.
    outcomes: Vec<OutcomeCount>,
    items: Vec<Comment<'a>>,
    /// Whether they are of several comment periods.
    several: bool,
}

/// How many comments were answered in one way.
#[derive(Serialize)]
struct OutcomeCount {
    /// None where no answer is recorded.
    outcome: Option<WordView>,
    count: usize,
}

/// One comment.
#[derive(Serialize)]
struct Comment<'a> {
    link: Link<'a>,
    #[serde(flatten)]
    marks: Marks,
    date: Option<DateView>,
    /// What it says in short.
    summary: Option<ProseView<'a>>,
    from: Option<ViewValue<'a>>,
    consultation: Option<ViewValue<'a>>,
    on: Option<ViewValue<'a>>,
    #[serde(flatten)]
    answer: Answer<'a>,
}

/// How a comment was answered.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    /// In a word; none where no answer is recorded.
    outcome: Option<WordView>,
    text: Option<ProseView<'a>>,
    /// What was changed for it.
    changed: Option<ProseView<'a>>,
}

/// One page of the comments.
#[must_use]
pub fn view(site: &Site, page: usize) -> CommentsView<'_> {
    let all: Vec<RecordIx> = site.visible.of_kind(Kind::Comment).collect();
    let paging = Paging::of_list(Kind::Comment);
    let items = paging.slice(&all, page).iter().map(|&position| comment(site, position)).collect();
    let outcomes = outcomes(site, &all);
    CommentsView {
        comments: Comments { count: all.len(), outcomes, items, several: true },
        page: page + 1,
        pages: paging.pages(all.len()),
    }
}

/// The comments of one period; none where it has none.
#[must_use]
pub fn of_consultation(site: &Site, consultation: RecordIx) -> Option<Comments<'_>> {
    let all: Vec<RecordIx> = given_in(site, consultation).collect();
    let items = all.iter().take(SHOWN).map(|&position| comment(site, position)).collect();
    let outcomes = outcomes(site, &all);
    (!all.is_empty()).then_some(Comments { count: all.len(), outcomes, items, several: false })
}

/// The comments that were given in a comment period.
pub fn given_in(site: &Site, consultation: RecordIx) -> impl Iterator<Item = RecordIx> {
    let incoming = site.visible.review.incoming(consultation).iter();
    let given = incoming.filter(|incoming| incoming.is_by(&CONSULTATION.field));
    given.map(|incoming| incoming.from).filter(|&position| site.visible.shows(position))
}

fn outcomes(site: &Site, comments: &[RecordIx]) -> Vec<OutcomeCount> {
    let outcomes: Vec<Option<&Word>> = comments.iter().map(|&position| outcome(site, position)).collect();
    // The last are those of which nothing is known or recorded.
    let all = OUTCOMES.words.iter().map(Some).chain([Some(&UNKNOWN), None]);
    let counts = all.map(|outcome| (outcome, outcomes.iter().filter(|other| **other == outcome).count()));
    let counts = counts.filter(|(_, count)| *count > 0);
    counts.map(|(outcome, count)| OutcomeCount { outcome: outcome.map(WordView::from), count }).collect()
}

/// How a comment was answered, in a word.
fn outcome(site: &Site, position: RecordIx) -> Option<&'static Word> {
    let values = &site.visible.review.records[position].values;
    match values.get(&ANSWER) {
        Some(answer) => answer.values.get(&OUTCOME).or(Some(&UNKNOWN)),
        None if values.is_unknown(&ANSWER.field) => Some(&UNKNOWN),
        None => None,
    }
}

fn comment(site: &Site, position: RecordIx) -> Comment<'_> {
    let record = &site.visible.review.records[position];
    Comment {
        link: site.addresses.link(position),
        marks: Marks::of(site, position),
        date: record.date().map(show_date),
        summary: prose::summary(site, position),
        from: recorded(site, position, &FROM.field),
        consultation: recorded(site, position, &CONSULTATION.field),
        on: recorded(site, position, &ON.field),
        answer: answer(site, position),
    }
}

/// How a comment was answered.
pub(super) fn answer(site: &Site, position: RecordIx) -> Answer<'_> {
    let answer = site.visible.review.records[position].values.get(&ANSWER);
    Answer {
        outcome: outcome(site, position).map(WordView::from),
        text: answer.and_then(|answer| prose::of(site, position, &answer.values, &TEXT)),
        changed: answer.and_then(|answer| prose::of(site, position, &answer.values, &CHANGED)),
    }
}
