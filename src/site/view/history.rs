//! The three histories of a recommendation: all that they say, and what of it is current, with who says it, when, and on
//! what source.

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
use crate::site::analysis::anchors::Anchors;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::address::AddressView;
use crate::site::view::answer::{AboutWord, words};
use crate::site::view::entry::speaker;
use crate::site::view::party::{PartyView, named};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::sources;
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

/// What one party says of one part. What else its entry says stands in the history.
#[derive(Serialize)]
struct StandingLine<'a> {
    /// The id of the entry on the page.
    anchor: String,
    /// The words, with what each is about where a history has more than one.
    words: Vec<AboutWord>,
    /// The part that it speaks of; none: the whole.
    part: Option<&'a str>,
    by: Option<PartyView<'a>>,
    reasons: Vec<ProseView<'a>>,
    sources: Vec<AddressView<'a>>,
    /// The statements and meetings in which it was said.
    said_in: Vec<Link<'a>>,
    /// Whether no source confirms it.
    unverified: bool,
    /// Whether it follows from other facts.
    inferred: bool,
    date: DateView,
    /// Since when it is said, where it was confirmed since.
    since: Option<DateView>,
    /// Whether another entry of the same date, part and party says otherwise.
    contradicted: bool,
    /// The dates that were promised for completion, one after the other.
    promised: Vec<DateView>,
}

/// What one of the three histories says now, in a row of a table.
#[derive(Serialize)]
pub(super) struct RowStanding<'a> {
    name: &'static str,
    lines: Vec<RowLine<'a>>,
    /// Whether the record says that nothing is known.
    unknown: bool,
    /// Whether nothing is current yet, but something is to come.
    to_come: bool,
}

/// What one party says of one part, in a row of a table.
#[derive(Serialize)]
struct RowLine<'a> {
    /// The id of the entry on the page of the record.
    anchor: String,
    /// The words, with what each is about where a history has more than one.
    words: Vec<AboutWord>,
    /// The part that it speaks of; none: the whole.
    part: Option<&'a str>,
    by: Option<PartyView<'a>>,
}

/// The histories of which a record says something, the latest entry first.
pub(super) fn tracks<'a>(site: &'a Site, position: RecordIx) -> Vec<Track<'a>> {
    let record = &site.visible.review.records[position];
    let review = &site.visible.review;
    let says = |track: &&'static history::Track| {
        record.values.is_unknown(&track.entries.field) || !is_empty(review, position, track)
    };
    let tracks = TRACKS.into_iter().filter(says).map(|track| {
        let anchors = Anchors::of(&site.visible, position, track);
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
    let written = &told.written;
    let expected = written.values().get(&EXPECTED).filter(|_| track.is(&history::PROGRESS));
    TrackEntry {
        anchor: anchors.of_entry(written.entry),
        date: show_date(told.date()),
        to_come: told.to_come,
        confirms: told.confirms(track),
        words: words(&site.visible.review.settings.words, track, written.entry),
        part: written.values().get(&PART),
        by: speaker(site, record, written),
        reasons: texts(site, written, &REASON),
        notes: texts(site, written, &NOTE),
        expected: expected.map(show_date),
        sources: sources_of(site, written),
        said_in: said_in(site, record, written),
        unverified: is_everywhere(written, &UNVERIFIED),
        inferred: is_everywhere(written, &INFERRED),
    }
}

/// Where an entry is taken from, wherever it is written.
fn sources_of<'a>(site: &'a Site, written: &Written<'a>) -> Vec<AddressView<'a>> {
    once(written.everywhere().flat_map(|(entry, home)| sources(site, home, &entry.values)))
}

/// The statements and meetings in which an entry was said.
fn said_in<'a>(site: &'a Site, record: RecordIx, written: &Written<'a>) -> Vec<Link<'a>> {
    let homes = written.everywhere().map(|(_, home)| home);
    let homes = once(homes.filter(|home| *home != record && site.visible.shows(*home)));
    homes.into_iter().map(|home| site.addresses.link(home)).collect()
}

/// Whether an entry is marked so wherever it is written.
fn is_everywhere(written: &Written<'_>, mark: &Typed<typed::Flag>) -> bool {
    written.everywhere().all(|(entry, _)| entry.values.get(mark))
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
        let anchors = Anchors::of(&site.visible, position, track);
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

/// Why a recommendation was answered as it is now.
pub(super) fn reasons(site: &Site, position: RecordIx) -> Vec<ProseView<'_>> {
    let standing = standing(&site.visible.review, position, &history::RESPONSE, site.visible.today());
    once(standing.current.iter().flat_map(|current| &current.entries).flat_map(|entry| texts(site, entry, &REASON)))
}

/// What some histories of a recommendation say on the day that counts as today, in a row of a table.
pub(super) fn in_row<'a>(
    site: &'a Site,
    position: RecordIx,
    tracks: &[&'static history::Track],
) -> Vec<RowStanding<'a>> {
    let rows = tracks.iter().map(|&track| {
        let standing = standing(&site.visible.review, position, track, site.visible.today());
        let anchors = Anchors::of(&site.visible, position, track);
        let written = standing.current.iter().flat_map(|current| told(site, track, current));
        let lines = written.map(|written| RowLine {
            anchor: anchors.of_entry(written.entry),
            words: words(&site.visible.review.settings.words, track, written.entry),
            part: written.values().get(&PART),
            by: speaker(site, position, written),
        });
        let lines: Vec<RowLine<'_>> = lines.collect();
        let to_come = lines.is_empty() && !is_empty(&site.visible.review, position, track);
        RowStanding { name: track.name(), lines, unknown: standing.unknown, to_come }
    });
    rows.collect()
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
    let since = current.since();
    let promised = if track.is(&history::PROGRESS) { current.promised() } else { Vec::new() };
    let lines = told(site, track, current).map(|written| {
        let date = written.values().get(&ENTRY_DATE).unwrap_or(Date::Unknown);
        StandingLine {
            anchor: anchors.of_entry(written.entry),
            words: words(&site.visible.review.settings.words, track, written.entry),
            part: written.values().get(&PART),
            by: speaker(site, record, written),
            reasons: texts(site, written, &REASON),
            sources: sources_of(site, written),
            said_in: said_in(site, record, written),
            unverified: is_everywhere(written, &UNVERIFIED),
            inferred: is_everywhere(written, &INFERRED),
            date: show_date(date),
            since: (since != date && !contradicted).then(|| show_date(since)),
            contradicted,
            promised: promised.iter().copied().map(show_date).collect(),
        }
    });
    lines.collect()
}

/// The current entries of one party and part, those that say the same as another left out.
fn told<'c, 'a>(
    site: &'c Site,
    track: &'static history::Track,
    current: &'c Current<'a>,
) -> impl Iterator<Item = &'c Written<'a>> {
    let mut met: Vec<Answer<'c>> = Vec::new();
    current.entries.iter().filter(move |written| {
        let answer = Answer::of(&site.visible.review.settings.words, track, written.entry);
        let is_new = !met.contains(&answer) || track.says.len() > 1;
        met.push(answer);
        is_new
    })
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
