//! What a statement says of each record, and what is current of that now.

use serde::Serialize;

use crate::review::answer::Answer;
use crate::review::kind::history::{EXPECTED, NOTE, PART, REASON, TRACKS, Track};
use crate::review::record::RecordIx;
use crate::review::statements::GivenEntry;
use crate::site::analysis::anchors::anchor;
use crate::site::analysis::summaries::InAll;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::prose::{self, ProseView};
use crate::site::words::answer::AnswerView;
use crate::site::words::date::{DateView, show_date};

/// What it says in one of the histories.
#[derive(Serialize)]
pub(super) struct SaidOf<'a> {
    name: &'static str,
    words: Vec<SaidSo<'a>>,
}

/// The records of which it says one word.
#[derive(Serialize)]
struct SaidSo<'a> {
    word: AnswerView,
    items: Vec<Item<'a>>,
}

/// What it says of one record.
#[derive(Serialize)]
struct Item<'a> {
    link: Link<'a>,
    /// The id of the entry on the page of that record.
    anchor: String,
    part: Option<&'a str>,
    reason: Option<ProseView<'a>>,
    note: Option<ProseView<'a>>,
    expected: Option<DateView>,
    /// What the record says now in all; none where that is the same.
    now: Option<&'a InAll>,
}

/// What a statement says of others, by history and word.
pub(super) fn said(site: &Site, position: RecordIx) -> Vec<SaidOf<'_>> {
    let review = &site.visible.review;
    let spoken_of = review.spoken_of(position).filter(|&record| site.visible.shows(record));
    let mut spoken_of: Vec<RecordIx> = spoken_of.collect();
    spoken_of.sort_unstable();
    spoken_of.dedup();
    let histories = TRACKS.into_iter().map(|track| {
        let mut words: Vec<(Answer, SaidSo<'_>)> = Vec::new();
        for &record in &spoken_of {
            for given in review.given(record, track).filter(|given| given.home == position) {
                let answer = Answer::of(&review.settings.words, track, &given.entry);
                let item = item(site, track, record, given, answer);
                match words.iter_mut().find(|(known, _)| *known == answer) {
                    Some((_, so)) => so.items.push(item),
                    None => words.push((answer, SaidSo { word: answer.into(), items: vec![item] })),
                }
            }
        }
        SaidOf { name: track.name(), words: words.into_iter().map(|(_, so)| so).collect() }
    });
    histories.filter(|history| !history.words.is_empty()).collect()
}

fn item<'a>(
    site: &'a Site,
    track: &'static Track,
    record: RecordIx,
    given: &'a GivenEntry,
    answer: Answer<'_>,
) -> Item<'a> {
    let (entry, home) = (&*given.entry, given.home);
    let now = site.analyses.summaries().in_all(record, track);
    Item {
        link: site.addresses.link(record),
        anchor: anchor(&site.visible, record, track, entry),
        part: entry.values.get(&PART),
        reason: prose::of(site, home, &entry.values, &REASON),
        note: prose::of(site, home, &entry.values, &NOTE),
        expected: entry.values.get(&EXPECTED).map(show_date),
        now: now.filter(|now| !now.is(answer)),
    }
}
