//! The three histories of a recommendation: all that they say, and what of it is current, with who says it, when, and on
//! what source.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::answer::Answer;
use crate::review::date::Date;
use crate::review::kind::history::{self, ENTRY_DATE, EXPECTED, INFERRED, NOTE, PART, REASON, TRACKS, UNVERIFIED};
use crate::review::kind::typed::{self, Typed};
use crate::review::party::{names_of_asked, party};
use crate::review::record::RecordIx;
use crate::review::standing::{Current, HistoryEntry, Standing, history, standing};
use crate::review::value::Name;
use crate::review::written::{Written, is_empty};
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::answer::{AboutWord, words};
use crate::site::view::entry::{Anchors, speaker};
use crate::site::view::party::{PartyView, named};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::sources;
use crate::site::view::value::AddressView;
use crate::site::words::date::{DateView, show_date};

/// One of the three histories.
#[derive(Serialize)]
pub(super) struct Track<'a> {
    name: &'static str,
    /// Whether the record says that nothing is known.
    unknown: bool,
    entries: Vec<TrackEntry<'a>>,
}

/// An entry of a history.
#[derive(Serialize)]
struct TrackEntry<'a> {
    /// Its id on the page.
    anchor: String,
    date: DateView,
    /// Whether it speaks of a time after the day that counts as today.
    to_come: bool,
    /// Whether it only says once more what the same party said before.
    confirms: bool,
    #[serde(flatten)]
    said: Said<'a>,
}

/// What an entry says, and who.
#[derive(Serialize)]
struct Said<'a> {
    /// The words, with what each is about where a history has more than one.
    words: Vec<AboutWord>,
    /// The part that it speaks of; none: the whole.
    part: Option<&'a str>,
    by: Option<PartyView<'a>>,
    reasons: Vec<ProseView<'a>>,
    notes: Vec<ProseView<'a>>,
    /// When completion was promised.
    expected: Option<DateView>,
    sources: Vec<AddressView<'a>>,
    /// The statements and meetings in which it was said.
    said_in: Vec<Link<'a>>,
    /// Whether no source confirms it.
    unverified: bool,
    /// Whether it follows from other facts.
    inferred: bool,
}

/// What one of the three histories says now.
#[derive(Serialize)]
pub(super) struct StandingView<'a> {
    name: &'static str,
    /// What each party says of each part.
    lines: Vec<StandingLine<'a>>,
    /// Whether the record says that nothing is known.
    unknown: bool,
    /// Whether nothing is current yet, but something is to come.
    to_come: bool,
    /// Those who were asked and of whom no answer is recorded, where others have answered.
    silent: Vec<PartyView<'a>>,
}

/// What one party says of one part.
#[derive(Serialize)]
struct StandingLine<'a> {
    /// The id of the entry on the page.
    anchor: String,
    #[serde(flatten)]
    said: Said<'a>,
    date: DateView,
    /// Since when it is said, where it was confirmed since.
    since: Option<DateView>,
    /// Whether another entry of the same date, part and party says otherwise.
    contradicted: bool,
    /// The dates that were promised for completion, one after the other.
    promised: Vec<DateView>,
}

/// The histories of which a record says something, the latest entry first.
pub(super) fn tracks<'a>(site: &'a Site, position: RecordIx) -> Vec<Track<'a>> {
    let record = &site.visible.review.records[position];
    let review = &site.visible.review;
    let says = |track: &&'static history::Track| {
        record.values.is_unknown(&track.entries.field) || !is_empty(review, position, track)
    };
    let tracks = TRACKS.into_iter().filter(says).map(|track| {
        let anchors = Anchors::of(site, position, track);
        let told = history(review, position, track, site.visible.today()).into_iter().rev();
        Track {
            name: track.name(),
            unknown: is_empty(review, position, track),
            entries: told.map(|told| track_entry(site, position, track, &anchors, &told)).collect(),
        }
    });
    tracks.collect()
}

fn track_entry<'a>(
    site: &'a Site,
    record: RecordIx,
    track: &'static history::Track,
    anchors: &Anchors<'a>,
    told: &HistoryEntry<'a>,
) -> TrackEntry<'a> {
    TrackEntry {
        anchor: anchors.of_entry(told.written.entry),
        date: show_date(told.date()),
        to_come: told.to_come,
        confirms: told.confirms(track),
        said: said(site, record, track, &told.written),
    }
}

fn said<'a>(site: &'a Site, record: RecordIx, track: &'static history::Track, written: &Written<'a>) -> Said<'a> {
    let values = written.values();
    let expected = values.get(&EXPECTED).filter(|_| track.is(&history::PROGRESS));
    Said {
        words: words(&site.visible.review.settings.words, track, written.entry),
        part: values.get(&PART),
        by: speaker(site, record, written),
        reasons: texts(site, written, &REASON),
        notes: texts(site, written, &NOTE),
        expected: expected.map(show_date),
        sources: once(written.everywhere().flat_map(|(entry, home)| sources(site, home, &entry.values))),
        said_in: once(
            written.everywhere().map(|(_, home)| home).filter(|home| *home != record && site.visible.shows(*home)),
        )
        .into_iter()
        .map(|home| site.addresses.link(home))
        .collect(),
        unverified: written.everywhere().all(|(entry, _)| entry.values.get(&UNVERIFIED)),
        inferred: written.everywhere().all(|(entry, _)| entry.values.get(&INFERRED)),
    }
}

/// What a field says wherever an entry is written, each text once.
fn texts<'a>(site: &Site, written: &Written<'a>, field: &Typed<typed::Prose>) -> Vec<ProseView<'a>> {
    once(written.everywhere().filter_map(|(entry, home)| prose::of(site, home, &entry.values, field)))
}

/// Each of several once.
fn once<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// What the three histories of a recommendation say on the day that counts as today.
pub(super) fn standings(site: &Site, position: RecordIx) -> [StandingView<'_>; TRACKS.len()] {
    TRACKS.map(|track| {
        let standing = standing(&site.visible.review, position, track, site.visible.today());
        let anchors = Anchors::of(site, position, track);
        let lines: Vec<StandingLine<'_>> =
            standing.current.iter().flat_map(|current| lines(site, position, track, &anchors, current)).collect();
        StandingView {
            name: track.name(),
            unknown: standing.unknown,
            to_come: lines.is_empty() && !is_empty(&site.visible.review, position, track),
            silent: if track.is(&history::RESPONSE) { silent(site, position, &standing) } else { Vec::new() },
            lines,
        }
    })
}

/// What one party says of one part: one line, or one for each entry that contradicts another.
fn lines<'a>(
    site: &'a Site,
    record: RecordIx,
    track: &'static history::Track,
    anchors: &Anchors<'a>,
    current: &Current<'a>,
) -> Vec<StandingLine<'a>> {
    let contradicted = current.answers(track).len() > 1;
    let promised = if track.is(&history::PROGRESS) { current.promised() } else { Vec::new() };
    let mut met: Vec<Answer> = Vec::new();
    let mut lines = Vec::new();
    for written in &current.entries {
        let entry = written.entry;
        let answer = Answer::of(&site.visible.review.settings.words, track, entry);
        if met.contains(&answer) && track.says.len() == 1 {
            continue;
        }
        met.push(answer);
        let date = entry.values.get(&ENTRY_DATE).unwrap_or(Date::Unknown);
        lines.push(StandingLine {
            anchor: anchors.of_entry(entry),
            said: in_brief(said(site, record, track, written)),
            date: show_date(date),
            since: (current.since != date && !contradicted).then(|| show_date(current.since)),
            contradicted,
            promised: promised.iter().copied().map(show_date).collect(),
        });
    }
    lines
}

/// The same with addresses outside the site by the names of their hosts: the history gives them in full.
fn in_brief(mut said: Said<'_>) -> Said<'_> {
    for source in said.sources.iter_mut().filter(|source| source.external) {
        if let Cow::Borrowed(address) = source.text {
            source.text = Cow::Borrowed(address.split('/').next().unwrap_or(address));
        }
    }
    said
}

/// Those who were asked and of whom no answer is recorded, where others of them have answered.
fn silent<'a>(site: &'a Site, record: RecordIx, standing: &Standing<'_>) -> Vec<PartyView<'a>> {
    let (home, names) = names_of_asked(&site.visible.review, record);
    let has_answered = |name: &&Name| {
        let party = party(&site.visible.review, home, name);
        standing.current.iter().any(|current| current.by.as_ref() == Some(&party))
    };
    if !names.iter().any(|name| has_answered(&name)) {
        return Vec::new();
    }
    names.iter().filter(|name| !has_answered(name)).map(|name| named(site, home, name)).collect()
}
