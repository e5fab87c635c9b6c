//! What became of the recommendations in one sentence, for a newcomer: how many there are, whom they ask, and what is said of
//! them in each of the histories that the review has.
//!
//! It counts what the table of outcomes counts, so that nothing is made up: what is unknown, what is not stated and what
//! differs are counted as such.

use serde::Serialize;

use crate::review::kind::history::VERDICT;
use crate::site::analysis::facet::{Facet, Known};
use crate::site::map::Site;
use crate::site::view::outcomes::{Count, Tally};
use crate::site::view::party::PartyView;
use crate::site::view::states::{StateCount, states};
use crate::site::words::facet as words;

/// The sentence.
#[derive(Serialize)]
pub struct Headline<'a> {
    /// How many recommendations there are.
    count: usize,
    /// Who alone is asked to act on all of them.
    addressee: Option<PartyView<'a>>,
    clauses: Vec<Clause<'a>>,
    /// How many are open, closed and withdrawn, where no history says anything.
    states: Vec<StateCount>,
}

/// What is said in one history.
#[derive(Serialize)]
struct Clause<'a> {
    /// What it is about, where its words do not say it.
    about: &'static str,
    /// The response of those that it speaks of; none where it speaks of all.
    of: Option<Said<'a>>,
    figures: Vec<Figure<'a>>,
}

/// How many share a word.
#[derive(Serialize)]
struct Figure<'a> {
    said: Said<'a>,
    count: usize,
    path: Option<String>,
}

/// What is said.
#[derive(Serialize)]
struct Said<'a> {
    words: &'a str,
    /// Whether the words are the review's own, which are quoted.
    own: bool,
}

/// The sentence; `None` where there are no recommendations.
#[must_use]
pub fn of(site: &Site) -> Option<Headline<'_>> {
    let tally = Tally::new(site, site.visible.counted(), true);
    if tally.count == 0 {
        return None;
    }
    let clauses = clauses(&tally);
    let states = if clauses.is_empty() { states(site) } else { Vec::new() };
    Some(Headline { count: tally.count, addressee: sole_addressee(site, tally.count), clauses, states })
}

/// Whoever all recommendations, and nobody else, are addressed to.
fn sole_addressee(site: &Site, recommendations: usize) -> Option<PartyView<'_>> {
    let [only] = site.analyses.facets().values(Facet::Addressee) else { return None };
    let is_sole = only.known == Known::Yes && only.count == recommendations;
    let path = only.record.map(|record| site.addresses.record_path(record));
    is_sole.then(|| PartyView { text: only.words.as_str().into(), path })
}

fn clauses<'a>(tally: &Tally<'a>) -> Vec<Clause<'a>> {
    // Where the verdict is what there is most to say of, as of a safety board, it says what became of them.
    let is_judged = tally.told() == Some(Facet::Verdict);
    let told = [Facet::Response, Facet::Progress, Facet::Verdict].into_iter();
    let known = told.filter(|facet| (!is_judged || *facet == Facet::Verdict) && tally.known_count(*facet) > 0);
    let clause = |(place, facet): (usize, Facet)| {
        let of_one = if facet == Facet::Progress { of_one_response(tally) } else { None };
        of_one.unwrap_or_else(|| clause(tally, facet, place == 0))
    };
    known.enumerate().map(clause).collect()
}

/// What is said in a history of all. The words of the one that comes first say by themselves what they are about, but for
/// whether something is implemented.
fn clause<'a>(tally: &Tally<'a>, facet: Facet, is_first: bool) -> Clause<'a> {
    let figures = tally.bases(facet).into_iter().filter_map(|place| Some(figure(tally.called(facet, place)?.0)));
    let figures: Vec<Figure<'_>> = figures.collect();
    let is_answer = |figure: &Figure<'_>| VERDICT.counted.words().iter().any(|word| word.label == figure.said.words);
    let about = match facet {
        Facet::Verdict if figures.iter().any(is_answer) => words::IMPLEMENTED,
        _ if is_first => "",
        _ => facet.folder(),
    };
    Clause { about, of: None, figures }
}

/// How far those are carried out that have one response, where no progress is known of any other.
fn of_one_response<'a>(tally: &Tally<'a>) -> Option<Clause<'a>> {
    let mut carried_out = tally.bases(Facet::Response).into_iter().filter(|place| tally.has_progress(*place));
    let (Some(response), None) = (carried_out.next(), carried_out.next()) else { return None };
    let is_said = tally.site.analyses.facets().values(Facet::Response).get(response)?.known == Known::Yes;
    let all = figure(tally.called(Facet::Response, response)?.0);
    let figures = tally.cells(response).into_iter().filter(|cell| cell.count > 0);
    let figures = figures.map(figure).collect();
    let differs = all.said.words == words::DIFFERING && !all.said.own;
    (is_said && !differs).then_some(Clause { about: "", of: Some(all.said), figures })
}

fn figure(count: Count<'_>) -> Figure<'_> {
    let words = if count.words == words::DIFFERS && !count.own { words::DIFFERING } else { count.words };
    Figure { said: Said { words, own: count.own }, count: count.count, path: count.path }
}
