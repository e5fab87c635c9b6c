//! What was said in public comment periods: by whom, about what, and how it was answered.

use serde::Serialize;

use crate::review::kind::Kind;
use crate::review::kind::comment::{ANSWER, CHANGED, CONSULTATION, FROM, ON, OUTCOME, TEXT};
use crate::review::value::Value;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::paging::Paging;
use crate::site::view::value::ViewValue;
use crate::site::view::{Marks, recorded};
use crate::site::words::date::{DateView, show_date};

/// How many comments the page of a comment period shows; the list of all has the others.
const SHOWN: usize = 50;
/// How a comment was answered, in the order of the counts; the last are those of which nothing is known or recorded.
const OUTCOMES: [&str; 6] = ["accepted", "partly", "declined", "noted", "unknown", ""];

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
    /// Empty where no answer is recorded.
    outcome: &'static str,
    count: usize,
}

/// One comment.
#[derive(Serialize)]
struct Comment<'a> {
    link: Link<'a>,
    #[serde(flatten)]
    marks: Marks,
    date: Option<DateView>,
    from: Option<ViewValue<'a>>,
    consultation: Option<ViewValue<'a>>,
    on: Option<ViewValue<'a>>,
    #[serde(flatten)]
    answer: Answer<'a>,
}

/// How a comment was answered.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    /// In a word; empty where no answer is recorded.
    outcome: &'static str,
    text: Option<&'a str>,
    /// What was changed for it.
    changed: Option<&'a str>,
}

/// One page of the comments.
#[must_use]
pub fn view(site: &Site, page: usize) -> CommentsView<'_> {
    let all: Vec<usize> = site.visible.of_kind(Kind::Comment).collect();
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
pub fn of_consultation(site: &Site, consultation: usize) -> Option<Comments<'_>> {
    let all: Vec<usize> = given_in(site, consultation).collect();
    let items = all.iter().take(SHOWN).map(|&position| comment(site, position)).collect();
    let outcomes = outcomes(site, &all);
    (!all.is_empty()).then_some(Comments { count: all.len(), outcomes, items, several: false })
}

/// The comments that were given in a comment period.
pub fn given_in(site: &Site, consultation: usize) -> impl Iterator<Item = usize> {
    let incoming = site.visible.review.incoming(consultation).iter();
    let given = incoming.filter(|incoming| incoming.is_by(&CONSULTATION));
    given.map(|incoming| incoming.from).filter(|&position| site.visible.shows(position))
}

fn outcomes(site: &Site, comments: &[usize]) -> Vec<OutcomeCount> {
    let mut counts = [0; OUTCOMES.len()];
    for &position in comments {
        let outcome = outcome(site, position);
        let place = OUTCOMES.iter().position(|known| *known == outcome).unwrap_or(OUTCOMES.len() - 1);
        counts[place] += 1;
    }
    let counts = OUTCOMES.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    counts.map(|(outcome, count)| OutcomeCount { outcome, count }).collect()
}

/// How a comment was answered, in a word.
fn outcome(site: &Site, position: usize) -> &'static str {
    let values = &site.visible.review.records[position].values;
    match values.entries(&ANSWER) {
        [answer, ..] => answer.values.choice(&OUTCOME).unwrap_or("unknown"),
        [] if matches!(values.get(&ANSWER), Some(Value::Unknown(_))) => "unknown",
        [] => "",
    }
}

fn comment(site: &Site, position: usize) -> Comment<'_> {
    let record = &site.visible.review.records[position];
    Comment {
        link: site.addresses.link(position),
        marks: Marks::of(site, position),
        date: record.date().map(show_date),
        from: recorded(site, position, &FROM),
        consultation: recorded(site, position, &CONSULTATION),
        on: recorded(site, position, &ON),
        answer: answer(site, position),
    }
}

/// How a comment was answered.
pub(super) fn answer(site: &Site, position: usize) -> Answer<'_> {
    let answer = site.visible.review.records[position].values.entries(&ANSWER).first();
    Answer {
        outcome: outcome(site, position),
        text: answer.and_then(|answer| answer.values.text(&TEXT)),
        changed: answer.and_then(|answer| answer.values.text(&CHANGED)),
    }
}
