//! Whether anything is still to be done about a recommendation on a day: the one place that decides it.
//!
//! A recommendation is **open** until every body that was asked has closed it: by saying that it is complete, stopped or
//! superseded, or by rejecting all of it. Who was asked, and who speaks for whom, says [`Voices`]. An answer that passes it
//! on, notes it, leaves it pending or rejects a part of it closes nothing, nor does one of a part as long as others are open.
//! Where nobody reports on progress for a body, it is closed by all who judged it, when they found it to be implemented: a
//! safety board's recommendation that was rated as carried out is not open for want of a report.
//! Another recommendation that takes its place closes it for all, from its own date on; a draft takes nobody's place.
//! What is withdrawn is neither open nor closed.
//!
//! So it follows from the record, from those who speak of it, from what it is a component of, and from what takes their place;
//! a preview works it out anew only where one of these has changed.

use crate::review::answer::Answer;
use crate::review::components::above;
use crate::review::date::Day;
use crate::review::kind::history::{PROGRESS, RESPONSE};
use crate::review::kind::recommendation::{SUPERSEDES, WITHDRAWN, WITHDRAWN_DATE};
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::review::voices::{Body, Voices};

/// The word of a response that closes.
const REJECTED: &str = "rejected";
/// The words of progress that close.
const CLOSING: [&str; 3] = ["complete", "stopped", "superseded"];

/// The word of a verdict that closes what nobody reports on.
const IMPLEMENTED: &str = "yes";

/// Whether anything is still to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Somebody who was asked has not closed it.
    Open,
    /// All have closed it.
    Closed,
    /// It no longer stands.
    Withdrawn,
}

/// Whether a recommendation is open, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Openness {
    /// Whether it is.
    pub state: State,
    /// Those who were asked and have not closed it, in their order; nobody where it is not open.
    pub open_for: Vec<Body>,
}

/// Whether a recommendation is open on a day, and for whom.
#[must_use]
pub fn openness(review: &Review, record: RecordIx, as_of: Day) -> Openness {
    let without = |state| Openness { state, open_for: Vec::new() };
    if is_withdrawn(review, record, as_of) {
        return without(State::Withdrawn);
    }
    if is_superseded(review, record, as_of) {
        return without(State::Closed);
    }
    let voices = Voices::of(review, record, as_of);
    // Where nobody is asked and nobody speaks, it is open for somebody whom nobody names.
    let bodies = if voices.bodies.is_empty() { &[None][..] } else { &voices.bodies };
    let open_for: Vec<Body> = bodies.iter().filter(|body| !is_closed_by(&voices, body)).cloned().collect();
    let state = if open_for.is_empty() { State::Closed } else { State::Open };
    Openness { state, open_for }
}

/// Whether a recommendation is withdrawn on a day. One that will be later is not yet.
#[must_use]
pub fn is_withdrawn(review: &Review, record: RecordIx, as_of: Day) -> bool {
    with_wholes(review, record).any(|record| has_withdrawn(review, record, as_of))
}

/// Whose withdrawal a recommendation goes with: its own, or that of the nearest whole. One that has come goes before one that
/// will.
#[must_use]
pub fn withdrawn_with(review: &Review, record: RecordIx, as_of: Day) -> Option<RecordIx> {
    let has_come = with_wholes(review, record).find(|&record| has_withdrawn(review, record, as_of));
    let says = |record: &RecordIx| review.records[*record].values.get(&WITHDRAWN).is_some();
    has_come.or_else(|| with_wholes(review, record).find(says))
}

fn has_withdrawn(review: &Review, record: RecordIx, as_of: Day) -> bool {
    let withdrawn = review.records[record].values.get(&WITHDRAWN);
    withdrawn.is_some_and(|entry| !entry.values.get(&WITHDRAWN_DATE).is_some_and(|date| date.is_after(as_of)))
}

/// A recommendation with what it is a component of, which it goes with.
pub fn with_wholes(review: &Review, record: RecordIx) -> impl Iterator<Item = RecordIx> {
    std::iter::once(record).chain(above(review, record).filter(|&whole| !review.records[whole].is_draft()))
}

/// Whether another has taken its place.
fn is_superseded(review: &Review, record: RecordIx, as_of: Day) -> bool {
    let newer = with_wholes(review, record).flat_map(|record| review.incoming(record));
    let mut newer = newer.filter(|incoming| incoming.is_by(&SUPERSEDES.field));
    newer.any(|incoming| {
        let newer = &review.records[incoming.from];
        !newer.is_draft() && !newer.when().is_some_and(|date| date.is_after(as_of))
    })
}

fn is_closed_by(voices: &Voices<'_>, body: &Body) -> bool {
    let is_rejection = |answer: Answer<'_>| answer.word().is_some_and(|word| word.id == REJECTED) && !answer.in_part();
    let is_end = |answer: Answer<'_>| answer.word().is_some_and(|word| CLOSING.contains(&word.id));
    let is_done = |answer: Answer<'_>| answer.word().is_some_and(|word| word.id == IMPLEMENTED);
    let is_reported = !voices.reporters(body).is_empty();
    voices.asked_for().all(|part| {
        voices.says(&PROGRESS, body, part, is_end)
            || voices.says(&RESPONSE, body, part, is_rejection)
            || (!is_reported && voices.judge(part, is_done))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::link::link;
    use crate::review::parse::parse;
    use crate::review::party::Party;
    use crate::review::settings::Settings;
    use crate::text::source::Source;

    const TODAY: &str = "2025-01-01";

    /// For whom the first of some recommendations is open, and its state.
    fn first(fields: &str, others: &str) -> (State, Vec<String>) {
        let text = format!("- {{id: 1, title: One, {fields}}}\n{others}");
        let path = "recommendations.yaml";
        let parsed = parse(&Source { path: path.into(), shown: path.into(), text: text.into(), usable: true });
        assert!(parsed.diagnostics.is_empty(), "{fields}: {:?}", parsed.diagnostics);
        let (review, problems) = link(Settings::default(), parsed.records, Vec::new(), Default::default(), None);
        assert!(problems.is_empty(), "{problems:?}");
        let Openness { state, open_for } = openness(&review, RecordIx::new(0), TODAY.parse().expect("a day"));
        let named = |body| match body {
            Some(Party::Named(name)) => name.to_string(),
            Some(Party::Record(_)) => panic!("there is no record of anybody"),
            None => "nobody".to_owned(),
        };
        (state, open_for.into_iter().map(named).collect())
    }

    #[track_caller]
    fn open(fields: &str, bodies: &[&str]) {
        let bodies = bodies.iter().map(|body| (*body).to_owned()).collect();
        assert_eq!(first(fields, ""), (State::Open, bodies), "{fields}");
    }

    #[track_caller]
    fn is(state: State, fields: &str, others: &str) {
        assert_eq!(first(fields, others), (state, Vec::new()), "{fields}");
    }

    /// Entries that are written as `complete A; rejected B`.
    fn entries(entries: &str, field: &str) -> String {
        let entry = |entry: &str| {
            let (word, by) = entry.rsplit_once(' ').expect("a word and a body");
            let by = if by == "-" { String::new() } else { format!(", by: {by}") };
            format!("{{date: 2024-01-01, {field}: {word}{by}}}")
        };
        entries.split("; ").filter(|entry| !entry.is_empty()).map(entry).collect::<Vec<String>>().join(", ")
    }

    fn said(addressee: &str, response: &str, progress: &str) -> String {
        let (response, progress) = (entries(response, "outcome"), entries(progress, "state"));
        format!("addressee: {addressee}, response: [{response}], progress: [{progress}]")
    }

    #[test]
    fn every_word_closes_or_does_not() {
        for word in ["complete", "stopped", "superseded"] {
            is(State::Closed, &said("a", "", &format!("{word} -")), "");
        }
        for word in ["not started", "in progress", "on hold"] {
            open(&said("a", "", &format!("{word} -")), &["a"]);
        }
        is(State::Closed, &said("a", "rejected -", ""), "");
        for word in ["approved", "approved in part", "noted", "pending", "passed on", "no response"] {
            open(&said("a", &format!("{word} -"), ""), &["a"]);
        }
        open("addressee: a, response: [{date: 2024-01-01, outcome: rejected, in_part: true}]", &["a"]);
        open("addressee: a, response: unknown, progress: unknown", &["a"]);
        open("summary: Nothing is said of it.", &["nobody"]);
    }

    #[test]
    fn each_who_was_asked_closes_it_for_itself() {
        open(&said("[a, b]", "", "complete a"), &["b"]);
        open(&said("[a, b]", "", "complete a; in progress b"), &["b"]);
        open(&said("[a, b]", "rejected a", ""), &["b"]);
        is(State::Closed, &said("[a, b]", "rejected a", "stopped b"), "");
        // Nobody knows whose that is.
        open(&said("[a, b]", "", "complete a; complete -"), &["b"]);
    }

    #[test]
    fn others_speak_for_those_who_do_not() {
        is(State::Closed, &said("a", "", "complete office"), "");
        is(State::Closed, &said("[a, b]", "rejected government", ""), "");
        is(State::Closed, &said("unknown", "approved board", "complete office"), "");
        open(&said("a", "", "in progress a; complete office"), &["a"]);
        open(&said("unknown", "approved board", "complete office; in progress other"), &["board", "other"]);
    }

    #[test]
    fn where_nobody_is_asked_those_who_speak_close_it() {
        is(State::Closed, &said("unknown", "", "complete a; stopped b"), "");
        open(&said("unknown", "", "complete a; in progress b"), &["b"]);
        open(&said("unknown", "approved a; approved b", "complete b"), &["a"]);
    }

    #[test]
    fn parts_are_closed_each() {
        let of_parts = |progress: &str| format!("addressee: a, parts: [{{id: x}}, {{id: y}}], progress: [{progress}]");
        open(&of_parts("{date: 2024-01-01, state: complete, part: x}"), &["a"]);
        is(State::Closed, &of_parts("{date: 2024-01-01, state: complete}"), "");
        // What is newer counts, be it of the part or of the whole.
        open(&of_parts("{date: 2024-01-01, state: complete}, {date: 2024-02-01, state: on hold, part: x}"), &["a"]);
        is(
            State::Closed,
            &of_parts("{date: 2024-03-01, state: complete}, {date: 2024-02-01, state: on hold, part: x}"),
            "",
        );
    }

    #[test]
    fn what_is_to_come_closes_nothing() {
        open("addressee: a, progress: [{date: 2026-01-01, state: complete}]", &["a"]);
        open("addressee: a, withdrawn: {date: 2025-01-02}", &["a"]);
        is(State::Withdrawn, "addressee: a, withdrawn: {date: 2025-01-01}", "");
        is(State::Withdrawn, "addressee: a, withdrawn: {date: unknown}", "");
        let other = |more: &str| format!("- {{id: 2, title: Two, supersedes: recommendations/1, {more}}}\n");
        is(State::Closed, "addressee: a", &other("addressee: a"));
        let of_later = first("addressee: a", &other("date: 2026"));
        assert_eq!(of_later, (State::Open, vec!["a".to_owned()]));
        let of_a_draft = first("addressee: a", &other("draft: true"));
        assert_eq!(of_a_draft, (State::Open, vec!["a".to_owned()]));
    }

    #[test]
    fn who_judged_it_closes_what_nobody_reports_on() {
        let judged = |verdict: &str| entries(verdict, "implemented");
        is(State::Closed, &format!("addressee: a, verdict: [{}]", judged("yes board")), "");
        is(State::Closed, &format!("verdict: [{}]", judged("yes board")), "");
        for word in ["mostly", "partly", "no", "unknown"] {
            open(&format!("addressee: a, verdict: [{}]", judged(&format!("{word} board"))), &["a"]);
        }
        open(&format!("addressee: a, verdict: [{}]", judged("yes board; no office")), &["a"]);
        open(&format!("{}, verdict: [{}]", said("a", "", "in progress a"), judged("yes board")), &["a"]);
        is(State::Closed, &format!("{}, verdict: [{}]", said("[a, b]", "", "complete a"), judged("yes board")), "");
        open("addressee: a, parts: [{id: x}, {id: y}], verdict: [{date: 2024, implemented: yes, part: x}]", &["a"]);
    }

    #[test]
    fn sources_that_differ_close_nothing() {
        open(&said("a", "", "complete a; in progress a"), &["a"]);
    }
}
