//! The three histories of a recommendation: all that they say, and what of it is current, with who says it, when, and on
//! what source.

use std::borrow::Cow;

use serde::Serialize;

use crate::review::answer::Answer;
use crate::review::date::{Date, Day};
use crate::review::kind::field::Role;
use crate::review::kind::history::{self, BY, ENTRY_DATE, EXPECTED, INFERRED, NOTE, PART, REASON, TRACKS, UNVERIFIED};
use crate::review::kind::typed::{self, Typed};
use crate::review::kind::word::{Mark, Word};
use crate::review::party::{asked, party};
use crate::review::record::{Record, RecordIx};
use crate::review::standing::{Current, HistoryEntry, Standing, Summary, history, standing};
use crate::review::value::{Entry, Name, Value};
use crate::review::words::Words;
use crate::review::written::{Written, entries, is_empty};
use crate::site::analysis::facet::DIFFERS;
use crate::site::link::Link;
use crate::site::map::Site;
use crate::site::view::party::{PartyView, name_of, named};
use crate::site::view::prose::{self, ProseView};
use crate::site::view::sources;
use crate::site::view::value::AddressView;
use crate::site::words::date::{DateView, show_date};
use crate::site::words::{self, ABOUT};

/// How many bodies' words a row of a table tells before it only says that they differ.
const TOLD: usize = 4;

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

/// A word of a history, and what it is about where the history has more than one.
#[derive(Serialize)]
pub(super) struct AboutWord {
    about: &'static str,
    word: AnswerView,
}

/// An answer in a word.
#[derive(Debug, Serialize)]
pub(super) struct AnswerView {
    /// As it is written in content.
    pub(super) id: String,
    /// What a reader sees.
    pub(super) label: String,
    /// How it weighs: what styles tell words apart by.
    pub(super) mark: &'static str,
    /// What it counts as and what it means, where it is one of the review's own.
    own: Option<OwnView>,
}

/// What one of the review's own words counts as, and what it means.
#[derive(Debug, Serialize)]
struct OwnView {
    counts_as: String,
    means: Option<String>,
}

impl AnswerView {
    /// That not all that is said is the same.
    pub(super) fn differs() -> AnswerView {
        AnswerView { id: DIFFERS.to_owned(), label: DIFFERS.to_owned(), mark: Mark::Plain.name(), own: None }
    }
}

impl From<&Word> for AnswerView {
    fn from(word: &Word) -> AnswerView {
        AnswerView { id: word.id.to_owned(), label: word.label.to_owned(), mark: word.mark.name(), own: None }
    }
}

impl From<Answer<'_>> for AnswerView {
    fn from(answer: Answer<'_>) -> AnswerView {
        let own =
            answer.own().map(|own| OwnView { counts_as: words::counts_as(own, answer), means: own.means.clone() });
        let (id, label) = (answer.id().into_owned(), answer.label().into_owned());
        AnswerView { id, label, mark: answer.mark().name(), own }
    }
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

/// Who says an entry: whom it names, or whose it is without a name.
pub(super) fn speaker<'a>(site: &'a Site, record: RecordIx, written: &Written<'a>) -> Option<PartyView<'a>> {
    let by = written.by.as_ref()?;
    let own = written.values().get(&BY).map(|name| (name, written.home));
    let (name, home) = own.or_else(|| name_of(site, record, by))?;
    Some(named(site, home, name))
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
    let Some(Value::Names(names)) = site.visible.review.records[record].values.in_role(Role::Addressee) else {
        return Vec::new();
    };
    let has_answered = |name: &&Name| {
        let party = party(&site.visible.review, record, name);
        standing.current.iter().any(|current| current.by.as_ref() == Some(&party))
    };
    if !names.iter().any(|name| has_answered(&name)) {
        return Vec::new();
    }
    names.iter().filter(|name| !has_answered(name)).map(|name| named(site, record, name)).collect()
}

/// What a record says in a history in all; `None` where it says nothing.
pub(super) fn in_all(site: &Site, position: RecordIx, track: &'static history::Track, as_of: Day) -> Option<InAll> {
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
fn each(site: &Site, position: RecordIx, track: &'static history::Track, standing: &Standing<'_>) -> Option<String> {
    if standing.current.len() > TOLD {
        return None;
    }
    let said = standing.current.iter().map(|current| {
        let answers: Vec<Cow<'_, str>> = current.answers(track).into_iter().map(Answer::label).collect();
        let who = current.entry().and_then(|written| speaker(site, position, written));
        let part = current.part.map(|part| format!("part {part}"));
        let of: Vec<String> = part.into_iter().chain(who.map(|who| who.text.into_owned())).collect();
        let answers = answers.join(" or ");
        if of.is_empty() { answers } else { format!("{answers} ({})", of.join(", ")) }
    });
    let said: Vec<String> = said.collect();
    Some(said.join("; "))
}

/// How many of those who were asked say something, and of how many parts, where it is not all of them.
fn share(site: &Site, position: RecordIx, track: &'static history::Track, standing: &Standing<'_>) -> Option<String> {
    if standing.current.is_empty() {
        return None;
    }
    let record: &Record = &site.visible.review.records[position];
    let parts = record.values.get(&history::PARTS).len();
    let mut told: Vec<Option<&str>> = standing.current.iter().map(|current| current.part).collect();
    told.sort_unstable();
    told.dedup();
    if !told.contains(&None) && told.len() < parts {
        return Some(format!("{} of {parts} parts", told.len()));
    }
    let asked = if track.is(&history::VERDICT) { Vec::new() } else { asked(&site.visible.review, position) };
    let saying =
        asked.iter().filter(|party| standing.current.iter().any(|current| current.by.as_ref() == Some(*party)));
    let saying = saying.count();
    (saying > 0 && saying < asked.len()).then(|| format!("{saying} of {}", asked.len()))
}

/// The words of an entry: one, or the answers of a verdict that its rating does not give.
pub(super) fn words(own_words: &Words, track: &'static history::Track, entry: &Entry) -> Vec<AboutWord> {
    let answer = Answer::of(own_words, track, entry);
    if !track.is(&history::VERDICT) {
        return vec![AboutWord { about: "", word: answer.into() }];
    }
    let mut said: Vec<AboutWord> = Vec::new();
    said.extend(answer.own().map(|_| AboutWord { about: "", word: answer.into() }));
    said.extend(ABOUT.into_iter().filter_map(|(field, about)| {
        let word =
            entry.values.get(field).filter(|word| answer.own().is_none_or(|own| own.word(field) != Some(word)))?;
        Some(AboutWord { about, word: word.into() })
    }));
    // An entry without a word says that something was found, but not what.
    if said.is_empty() { vec![AboutWord { about: "", word: Answer::UNKNOWN.into() }] } else { said }
}

/// The ids of the entries of a history on the page: the history and the date, with a number where these are not enough.
struct Anchors<'a> {
    track: &'static str,
    entries: Vec<&'a Entry>,
    taken: Vec<&'a str>,
}

/// The id of an entry on the page of the record that it speaks of, wherever it is written.
pub(super) fn anchor(site: &Site, record: RecordIx, track: &'static history::Track, entry: &Entry) -> String {
    let all = entries(&site.visible.review, record, track);
    let is_it = |written: &&Written<'_>| written.everywhere().any(|(own, _)| std::ptr::eq(own, entry));
    let shown = all.iter().find(is_it).map_or(entry, |written| written.entry);
    Anchors::of(site, record, track).of_entry(shown)
}

impl<'a> Anchors<'a> {
    fn of(site: &'a Site, record: RecordIx, track: &'static history::Track) -> Anchors<'a> {
        let review = &site.visible.review;
        let taken = review.records[record].body.headings.iter().map(|heading| heading.id.as_str()).collect();
        let own = review.records[record].values.get(&track.entries);
        // Only what others say may be written twice.
        let entries = if review.given(record, track).next().is_none() {
            own.iter().collect()
        } else {
            entries(review, record, track).into_iter().map(|written| written.entry).collect()
        };
        Anchors { track: track.name(), entries, taken }
    }

    fn of_entry(&self, entry: &Entry) -> String {
        let date = |entry: &Entry| entry.values.get(&ENTRY_DATE).unwrap_or(Date::Unknown);
        let same = self.entries.iter().filter(|other| date(other) == date(entry));
        let number = same.take_while(|other| !std::ptr::eq(**other, entry)).count();
        let own = format!("{}-{}", self.track, date(entry).to_string().replace('/', "_"));
        let mut number = number + 1;
        loop {
            let id = if number == 1 { own.clone() } else { format!("{own}-{number}") };
            if !self.taken.contains(&id.as_str()) {
                return id;
            }
            number += self.entries.len();
        }
    }
}
