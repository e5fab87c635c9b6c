//! What records say in their histories in all on the day that counts as today: each is told on many pages, and worked out once.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::Serialize;

use crate::review::answer::Answer;
use crate::review::kind::history::{PARTS, TRACKS, Track, VERDICT};
use crate::review::party::asked;
use crate::review::record::RecordIx;
use crate::review::standing::{Standing, Summary, standing};
use crate::site::called;
use crate::site::visible::Visible;
use crate::site::words::answer::AnswerView;
use crate::site::words::label;
use crate::text::index::IndexVec;

/// How many bodies' words are told before it is only said that they differ.
const TOLD: usize = 4;

/// What a record says in a history in all.
#[derive(Debug, Serialize)]
pub struct InAll {
    /// The word, or that it differs.
    pub word: AnswerView,
    /// What each party says where they differ, or how many of those who were asked say it.
    pub detail: Option<String>,
}

/// The same of all records, each worked out when it is first asked for.
#[derive(Debug)]
pub struct Summaries {
    visible: Visible,
    of: IndexVec<RecordIx, OnceLock<Box<OfRecord>>>,
}

/// What a record says in each of its histories, in the order of [`TRACKS`]; nothing where it says nothing.
type OfRecord = [Option<InAll>; TRACKS.len()];

impl InAll {
    /// Whether it is this answer, and nothing else is said.
    #[must_use]
    pub fn is(&self, answer: Answer) -> bool {
        self.detail.is_none() && self.word.id == answer.id()
    }
}

impl Summaries {
    /// Nothing worked out yet.
    #[must_use]
    pub fn new(visible: Visible) -> Summaries {
        let of = visible.review.records.iter().map(|_| OnceLock::new()).collect::<Vec<_>>().into();
        Summaries { visible, of }
    }

    /// What a record says in the histories in which it says something.
    pub fn said(&self, record: RecordIx) -> impl Iterator<Item = (&'static Track, &InAll)> {
        TRACKS.into_iter().zip(self.of(record)).filter_map(|(track, in_all)| Some((track, in_all.as_ref()?)))
    }

    /// What a record says in a history; nothing where it says nothing.
    #[must_use]
    pub fn in_all(&self, record: RecordIx, track: &Track) -> Option<&InAll> {
        self.said(record).find(|(own, _)| own.is(track)).map(|(_, in_all)| in_all)
    }

    fn of(&self, record: RecordIx) -> &OfRecord {
        self.of[record].get_or_init(|| Box::new(TRACKS.map(|track| in_all(&self.visible, record, track))))
    }
}

fn in_all(visible: &Visible, record: RecordIx, track: &'static Track) -> Option<InAll> {
    let standing = standing(&visible.review, record, track, visible.today());
    match standing.summary() {
        Summary::Absent => None,
        Summary::One(answer) => {
            let detail = if standing.is_said_in_several_words() {
                each(visible, record, track, &standing)
            } else {
                share(visible, record, track, &standing)
            };
            Some(InAll { word: answer.into(), detail })
        }
        Summary::Differs => {
            let word = AnswerView::differs();
            Some(InAll { word, detail: each(visible, record, track, &standing) })
        }
    }
}

/// What each party says of each part, where they are few.
fn each(visible: &Visible, record: RecordIx, track: &'static Track, standing: &Standing<'_>) -> Option<String> {
    if standing.current.len() > TOLD {
        return None;
    }
    let said = standing.current.iter().map(|current| {
        let answers: Vec<Cow<'_, str>> = current.answers(track).into_iter().map(Answer::label).collect();
        let who = current.entry().and_then(|written| written.speaker(&visible.review, record));
        let who = who.map(|(name, home)| called::party(visible, home, name).0.to_owned());
        let part = current.part.map(label::part);
        let of: Vec<String> = part.into_iter().chain(who).collect();
        let answers = label::either(&answers);
        if of.is_empty() { answers } else { format!("{answers} ({})", of.join(", ")) }
    });
    let said: Vec<String> = said.collect();
    Some(said.join("; "))
}

/// How many of those who were asked say something, and of how many parts, where it is not all of them.
fn share(visible: &Visible, record: RecordIx, track: &'static Track, standing: &Standing<'_>) -> Option<String> {
    if standing.current.is_empty() {
        return None;
    }
    let parts = visible.review.records[record].values.get(&PARTS).len();
    let mut told: Vec<Option<&str>> = standing.current.iter().map(|current| current.part).collect();
    told.sort_unstable();
    told.dedup();
    if !told.contains(&None) && told.len() < parts {
        return Some(label::of_parts(told.len(), parts));
    }
    let asked = if track.is(&VERDICT) { Vec::new() } else { asked(&visible.review, record) };
    let saying =
        asked.iter().filter(|party| standing.current.iter().any(|current| current.by.as_ref() == Some(*party)));
    let saying = saying.count();
    (saying > 0 && saying < asked.len()).then(|| label::of_all(saying, asked.len()))
}
