//! What a record says in a history in all, for a row of a table.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::answer::Answer;
use crate::review::date::Day;
use crate::review::kind::history::{PARTS, TRACKS, Track, VERDICT};
use crate::review::party::asked;
use crate::review::record::{Record, RecordIx};
use crate::review::standing::{Standing, Summary, standing};
use crate::site::map::Site;
use crate::site::view::answer::AnswerView;
use crate::site::view::entry::speaker;
use crate::site::words::label;

/// How many bodies' words a row of a table tells before it only says that they differ.
const TOLD: usize = 4;

/// What a record says in a history in all, for a row of a table.
#[derive(Debug, Serialize)]
pub(super) struct InAll {
    /// The word, or that it differs.
    pub(super) word: AnswerView,
    /// What each party says where they differ, or how many of those who were asked say it.
    pub(super) detail: Option<String>,
}

impl InAll {
    /// Whether it is this answer, and nothing else is said.
    pub(super) fn is(&self, answer: Answer) -> bool {
        self.detail.is_none() && self.word.id == answer.id()
    }
}

/// What a history says in all.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    history: &'static str,
    #[serde(flatten)]
    in_all: InAll,
}

/// What a recommendation says in each of its histories in all.
pub(super) fn said(site: &Site, position: RecordIx) -> Vec<Said> {
    let said = TRACKS.into_iter().filter_map(|track| {
        let in_all = in_all(site, position, track, site.visible.today())?;
        Some(Said { history: track.name(), in_all })
    });
    said.collect()
}

/// What a record says in a history in all; `None` where it says nothing.
pub(super) fn in_all(site: &Site, position: RecordIx, track: &'static Track, as_of: Day) -> Option<InAll> {
    let review = &site.visible.review;
    let standing = standing(review, position, track, as_of);
    match standing.summary() {
        Summary::Absent => None,
        Summary::One(answer) => {
            let detail = if standing.is_said_in_several_words() {
                each(site, position, track, &standing)
            } else {
                share(site, position, track, &standing)
            };
            Some(InAll { word: answer.into(), detail })
        }
        Summary::Differs => {
            let word = AnswerView::differs();
            Some(InAll { word, detail: each(site, position, track, &standing) })
        }
    }
}

/// What each party says of each part, where they are few.
fn each(site: &Site, position: RecordIx, track: &'static Track, standing: &Standing<'_>) -> Option<String> {
    if standing.current.len() > TOLD {
        return None;
    }
    let said = standing.current.iter().map(|current| {
        let answers: Vec<Cow<'_, str>> = current.answers(track).into_iter().map(Answer::label).collect();
        let who = current.entry().and_then(|written| speaker(site, position, written));
        let part = current.part.map(label::part);
        let of: Vec<String> = part.into_iter().chain(who.map(|who| who.text.into_owned())).collect();
        let answers = label::either(&answers);
        if of.is_empty() { answers } else { format!("{answers} ({})", of.join(", ")) }
    });
    let said: Vec<String> = said.collect();
    Some(said.join("; "))
}

/// How many of those who were asked say something, and of how many parts, where it is not all of them.
fn share(site: &Site, position: RecordIx, track: &'static Track, standing: &Standing<'_>) -> Option<String> {
    if standing.current.is_empty() {
        return None;
    }
    let record: &Record = &site.visible.review.records[position];
    let parts = record.values.get(&PARTS).len();
    let mut told: Vec<Option<&str>> = standing.current.iter().map(|current| current.part).collect();
    told.sort_unstable();
    told.dedup();
    if !told.contains(&None) && told.len() < parts {
        return Some(label::of_parts(told.len(), parts));
    }
    let asked = if track.is(&VERDICT) { Vec::new() } else { asked(&site.visible.review, position) };
    let saying =
        asked.iter().filter(|party| standing.current.iter().any(|current| current.by.as_ref() == Some(*party)));
    let saying = saying.count();
    (saying > 0 && saying < asked.len()).then(|| label::of_all(saying, asked.len()))
}
