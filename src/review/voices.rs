//! Who speaks for whom about a recommendation: what each of those who were asked says, or what others say in its stead.
//!
//! - Those who are **asked** are its addressees. Where it names none, they are the bodies that speak in its response and its
//!   progress: what nobody was asked for, those took on who speak of it.
//! - Each speaks for itself. Where none of those who are asked speaks in a history, those who do speak in it **speak for them
//!   all**: a government answers for its offices, and an office reports on what its board has approved. Where no addressee
//!   is named, that holds of the progress for those who answered.
//! - What an entry says of a part is newer than what one of the same date or before says of the whole, and the other way
//!   round.

use std::collections::HashSet;

use crate::review::answer::Answer;
use crate::review::date::{Date, Day};
use crate::review::kind::history::{PART_ID, PARTS, PROGRESS, RESPONSE, Track, VERDICT};
use crate::review::link::Review;
use crate::review::party::{Party, asked};
use crate::review::record::RecordIx;
use crate::review::standing::{Current, Standing, standing};

/// The word for silence, which a source may state.
const NO_RESPONSE: &str = "no response";
/// The words of a response by which something is taken on.
const ACCEPTED: [&str; 3] = ["approved", "approved in part", "approved in principle"];

/// Somebody who is asked; none: nobody is named.
pub type Body = Option<Party>;

/// What is said of a recommendation, by whom and for whom.
#[derive(Debug)]
pub struct Voices<'a> {
    /// Those who are asked, or who speak of it where nobody is; each once.
    pub bodies: Vec<Body>,
    /// Whether it names those who are asked.
    pub names_addressees: bool,
    response: Said<'a>,
    progress: Said<'a>,
    verdict: Said<'a>,
    parts: Vec<&'a str>,
    /// Those of whom others may speak.
    principals: Vec<Body>,
}

/// What is said in a history, and by whom. Where hundreds speak, each of them is asked about each other.
#[derive(Debug)]
struct Said<'a> {
    standing: Standing<'a>,
    /// Those who speak in it, each once.
    speakers: Vec<Body>,
    /// Whether none of those speaks in it of whom others may speak.
    is_for_others: bool,
}

impl<'a> Voices<'a> {
    /// What is said of a recommendation until a day.
    #[must_use]
    pub fn of(review: &'a Review, record: RecordIx, as_of: Day) -> Voices<'a> {
        let mut response = standing(review, record, &RESPONSE, as_of);
        // That somebody is silent, it does not say itself.
        response.current.retain(|current| !is_silence(current));
        let [progress, verdict] = [&PROGRESS, &VERDICT].map(|track| standing(review, record, track, as_of));
        let heard = [response, progress, verdict].map(|standing| (speakers(&standing), standing));
        let [(answering, _), (reporting, _), _] = &heard;
        let asked: Vec<Body> = asked(review, record).into_iter().map(Some).collect();
        let names_addressees = !asked.is_empty();
        let principals = if names_addressees { asked } else { answering.clone() };
        let mut bodies = principals.clone();
        if !names_addressees {
            let answering: HashSet<&Body> = answering.iter().collect();
            bodies.extend(reporting.iter().filter(|body| !answering.contains(body)).cloned());
        }
        let parts = review.records[record].values.get(&PARTS);
        let parts = parts.iter().filter_map(|part| part.values.get(&PART_ID)).collect();
        let [response, progress, verdict] = heard.map(|(speakers, standing)| Said::of(standing, speakers, &principals));
        Voices { bodies, names_addressees, response, progress, verdict, parts, principals }
    }

    /// What each body is asked for: each of the parts, or the whole.
    pub fn asked_for(&self) -> impl Iterator<Item = Option<&'a str>> {
        let whole = self.parts.is_empty().then_some(None);
        self.parts.iter().copied().map(Some).chain(whole)
    }

    /// Whether all who speak for a body of a part, or of the whole, say this and nothing else.
    #[must_use]
    pub fn says(&self, track: &'static Track, body: &Body, part: Option<&str>, is_it: impl Fn(Answer) -> bool) -> bool {
        self.all_say(track, self.speak_for(track, body), part, is_it)
    }

    /// Whether all who judged it found this of a part, or of the whole, and nothing else.
    #[must_use]
    pub fn judge(&self, part: Option<&str>, is_it: impl Fn(Answer) -> bool) -> bool {
        self.all_say(&VERDICT, self.verdict.speakers.clone(), part, is_it)
    }

    fn all_say(
        &self,
        track: &'static Track,
        speakers: Vec<Body>,
        part: Option<&str>,
        is_it: impl Fn(Answer) -> bool,
    ) -> bool {
        let mut said = speakers.into_iter().filter_map(|speaker| {
            let own = self.lines(track, &speaker).filter(|line| line.part.is_none() || line.part == part);
            own.max_by_key(|line| (dates(line).filter_map(Date::last).max(), line.part.is_some()))
                .map(|line| line.answers(track).into_iter().all(&is_it))
        });
        // With nobody who says anything of it, it is not said.
        said.next().is_some_and(|first| first && said.all(|says| says))
    }

    /// Those who speak for a body in a history: itself, or others in its stead; none where nobody does.
    fn speak_for(&self, track: &'static Track, body: &Body) -> Vec<Body> {
        let Said { speakers, is_for_others, .. } = self.said(track);
        if speakers.contains(body) {
            return vec![body.clone()];
        }
        let is_spoken_for = *is_for_others && self.principals.contains(body);
        if is_spoken_for { speakers.clone() } else { Vec::new() }
    }

    /// Whether a body may have answered: somebody spoke for it, or an answer names nobody, or nobody knows.
    #[must_use]
    pub fn may_have_answered(&self, body: &Body) -> bool {
        self.response.standing.unknown
            || !self.speak_for(&RESPONSE, body).is_empty()
            || self.response.standing.current.iter().any(|current| current.by.is_none())
    }

    /// Whether anybody may have answered.
    #[must_use]
    pub fn may_be_answered(&self) -> bool {
        self.response.standing.unknown || !self.response.standing.current.is_empty()
    }

    /// The last day on which what a body accepted may have been accepted; `None` where it accepted nothing, or nobody knows
    /// when.
    #[must_use]
    pub fn accepted(&self, body: &Body) -> Option<Day> {
        let lines = self.speak_for(&RESPONSE, body);
        let lines = lines.iter().flat_map(|speaker| self.lines(&RESPONSE, speaker));
        let accepts = |line: &&Current<'_>| {
            let words: Vec<Answer> = line.answers(&RESPONSE);
            !words.is_empty()
                && words.iter().all(|answer| answer.word().is_some_and(|word| ACCEPTED.contains(&word.id)))
        };
        last(lines.filter(accepts).flat_map(dates))
    }

    /// Whether the record says that nobody knows how far it is carried out.
    #[must_use]
    pub fn progress_is_unknown(&self) -> bool {
        self.progress.standing.unknown
    }

    /// Those who report on progress for a body: itself, or others in its stead.
    #[must_use]
    pub fn reporters(&self, body: &Body) -> Vec<Body> {
        self.speak_for(&PROGRESS, body)
    }

    /// The last day of which a report of progress for a body may be; `None` where nobody knows.
    #[must_use]
    pub fn last_report(&self, body: &Body) -> Option<Day> {
        let speakers = self.speak_for(&PROGRESS, body);
        let lines = speakers.iter().flat_map(|speaker| self.lines(&PROGRESS, speaker));
        last(lines.flat_map(|line| line.said().into_iter().map(Current::date)))
    }

    /// What a party says in a history now, of each part.
    fn lines(&self, track: &'static Track, speaker: &Body) -> impl Iterator<Item = &Current<'a>> {
        self.said(track).standing.current.iter().filter(move |current| current.by == *speaker)
    }

    fn said(&self, track: &'static Track) -> &Said<'a> {
        let histories = [(&RESPONSE, &self.response), (&PROGRESS, &self.progress)];
        histories.into_iter().find(|(own, _)| track.is(own)).map_or(&self.verdict, |(_, said)| said)
    }
}

impl<'a> Said<'a> {
    fn of(standing: Standing<'a>, speakers: Vec<Body>, principals: &[Body]) -> Said<'a> {
        let own: HashSet<&Body> = speakers.iter().collect();
        let is_for_others = !principals.iter().any(|principal| own.contains(principal));
        Said { standing, speakers, is_for_others }
    }
}

/// Those who speak in a history, each once.
fn speakers(standing: &Standing<'_>) -> Vec<Body> {
    let mut met = HashSet::with_capacity(standing.current.len());
    standing.current.iter().map(|current| &current.by).filter(|by| met.insert(*by)).cloned().collect()
}

/// Whether all that is current says that no answer came.
#[must_use]
pub fn is_silence(current: &Current<'_>) -> bool {
    let silent = |answer: &Answer| answer.word().is_some_and(|word| word.id == NO_RESPONSE);
    current.answers(&RESPONSE).iter().all(silent)
}

fn dates<'a>(line: &'a Current<'_>) -> impl Iterator<Item = Date> + use<'a> {
    line.entries.iter().map(|written| Current::date(written.entry))
}

/// The last of some days; `None` where there is none, or where one of them is unknown.
fn last(dates: impl Iterator<Item = Date>) -> Option<Day> {
    let days: Option<Vec<Day>> = dates.map(Date::last).collect();
    days?.into_iter().max()
}
