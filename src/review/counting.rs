//! The rows that figures of sources count, found once for all figures that count the same.
//!
//! A review may state as many figures as it has recommendations. What two of them share, which records a name stands for, which
//! of these are counted and what is known of each at a date, is found once; a figure then looks at each thing that can be
//! known, not at each row.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::review::answer::Answer;
use crate::review::components::{above, components, group_of};
use crate::review::date::{Date, Day};
use crate::review::id::fold_label;
use crate::review::kind::Kind;
use crate::review::kind::history::{ENTRY_DATE, Track};
use crate::review::kind::totals::{AMONG, ENTRIES, OF, PARTS};
use crate::review::link::Review;
use crate::review::party::{Party, asked};
use crate::review::record::RecordIx;
use crate::review::standing::{Summary, standing, standing_then};
use crate::review::theme::themes;
use crate::review::value::Entry;
use crate::review::written::entries;

/// Which records a figure counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Among {
    /// All of a kind.
    Kind(Kind),
    /// Those of a group.
    Group(RecordIx),
    /// Those that an organisation is asked to act on.
    Organisation(RecordIx),
    /// Those that have a theme, folded.
    Theme(String),
}

/// One thing that is counted: a record, or what somebody says of one of its parts.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The record.
    pub record: RecordIx,
    /// The part.
    pub part: Option<&'a str>,
    /// What is known of it; none where it may be anything.
    pub answer: Option<Answer<'a>>,
    /// Its place among all rows.
    pub place: usize,
}

/// Rows of which the same is known, in their order; there is at least one.
pub type Alike<'a> = Rc<[Row<'a>]>;

/// What is counted, with what is known of it at a date.
#[derive(Debug)]
pub struct Tally<'a> {
    /// The rows, by what is known of them.
    pub alike: Vec<Alike<'a>>,
    /// How many rows there are.
    pub rows: u64,
    /// How many records, if what is made of others were counted instead of these.
    pub undivided: u64,
    /// Whether some row speaks of the date.
    pub is_of_its_time: bool,
}

/// What tells one tally from another.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    among: Among,
    /// The name of the history; none: the records themselves are counted.
    track: Option<&'static str>,
    of: Of,
    at: Option<Date>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Records,
    Parts,
    Entries,
}

/// What the figures of a review count, each found when the first asks for it.
#[derive(Debug)]
pub struct Counting<'a> {
    review: &'a Review,
    names: OnceCell<HashMap<String, Among>>,
    records: OnceCell<HashMap<Among, Vec<RecordIx>>>,
    tallies: HashMap<Key, Rc<Tally<'a>>>,
}

impl<'a> Counting<'a> {
    /// Nothing yet of what is counted in a review.
    #[must_use]
    pub fn new(review: &'a Review) -> Counting<'a> {
        Counting { review, names: OnceCell::new(), records: OnceCell::new(), tallies: HashMap::new() }
    }

    /// The review.
    #[must_use]
    pub fn review(&self) -> &'a Review {
        self.review
    }

    /// Which records an entry counts; `None` where it names what there is not.
    #[must_use]
    pub fn among(&self, entry: &Entry) -> Option<Among> {
        let Some(name) = entry.values.get(&AMONG) else { return Some(Among::Kind(Kind::Recommendation)) };
        let kind = Kind::of_folder(name).map(Among::Kind);
        kind.or_else(|| self.names.get_or_init(|| names(self.review)).get(&fold_label(name)).cloned())
    }

    /// What an entry counts, by a history if it does so by one.
    pub fn tally(
        &mut self,
        entry: &Entry,
        among: Among,
        track: Option<&'static Track>,
        at: Option<Date>,
    ) -> Rc<Tally<'a>> {
        let of = entry.values.get(&OF).map_or(Of::Records, |of| {
            let by = [(PARTS, Of::Parts), (ENTRIES, Of::Entries)];
            by.into_iter().find(|(word, _)| word == of).map_or(Of::Records, |(_, of)| of)
        });
        let key = Key { among, track: track.map(Track::name), of, at };
        if let Some(tally) = self.tallies.get(&key) {
            return Rc::clone(tally);
        }
        let records =
            self.records.get_or_init(|| shared_out(self.review)).get(&key.among).map_or(&[][..], Vec::as_slice);
        let tally = Rc::new(made(self.review, records, track, of, at));
        self.tallies.insert(key, Rc::clone(&tally));
        tally
    }
}

/// What each name that is no folder stands for: a group before an organisation, and that before a theme.
fn names(review: &Review) -> HashMap<String, Among> {
    let mut found = HashMap::new();
    for kind in [Kind::Group, Kind::Organisation] {
        let among = if kind == Kind::Group { Among::Group } else { Among::Organisation };
        for (position, record) in review.of_kind(kind) {
            let names = [Some(&*record.id), Some(&*record.name), record.label(), Some(record.title())];
            let signature = record.signature();
            for name in names.into_iter().flatten().chain(signature.called()) {
                found.entry(fold_label(name)).or_insert_with(|| among(position));
            }
        }
    }
    for theme in review.of_kind(Kind::Recommendation).flat_map(|(record, _)| themes(review, record)) {
        let folded = fold_label(&theme.text);
        found.entry(folded).or_insert_with_key(|folded| Among::Theme(folded.clone()));
    }
    found
}

/// The records that are counted, without drafts, by all among which they are.
fn shared_out(review: &Review) -> HashMap<Among, Vec<RecordIx>> {
    let wholes = components(review, |record| !review.records[record].is_draft());
    let mut shared: HashMap<Among, Vec<RecordIx>> = HashMap::new();
    let counted = review.records.iter_enumerated().filter(|(_, record)| !record.is_draft());
    for (position, record) in counted.filter(|(position, _)| !wholes.contains_key(position)) {
        let mut among = vec![Among::Kind(record.kind)];
        if record.kind == Kind::Recommendation {
            among.extend(group_of(review, position).map(Among::Group));
            among.extend(asked(review, position).into_iter().filter_map(|party| match party {
                Party::Record(body) => Some(Among::Organisation(body)),
                Party::Named(_) => None,
            }));
            among.extend(themes(review, position).iter().map(|theme| Among::Theme(fold_label(&theme.text))));
        }
        for among in among {
            let records = shared.entry(among).or_default();
            // One theme may be written in two ways.
            if records.last() != Some(&position) {
                records.push(position);
            }
        }
    }
    shared
}

fn made<'a>(
    review: &'a Review,
    records: &[RecordIx],
    track: Option<&'static Track>,
    of: Of,
    at: Option<Date>,
) -> Tally<'a> {
    let Some(track) = track else {
        let undivided = undivided(review, records) as u64;
        return Tally { alike: Vec::new(), rows: records.len() as u64, undivided, is_of_its_time: true };
    };
    let rows = rows(review, records, track, of, at);
    let count = rows.len() as u64;
    let is_of_its_time = speaks_of(review, records, track, at);
    Tally { alike: alike(rows), rows: count, undivided: count, is_of_its_time }
}

/// Rows by what is known of them.
fn alike(rows: Vec<Row<'_>>) -> Vec<Alike<'_>> {
    let mut alike: Vec<Vec<Row<'_>>> = Vec::new();
    for row in rows {
        match alike.iter_mut().find(|alike| alike.first().is_some_and(|first| first.answer == row.answer)) {
            Some(same) => same.push(row),
            None => alike.push(vec![row]),
        }
    }
    alike.into_iter().map(Rc::from).collect()
}

/// How many records there are without those that others are made of, but with these.
fn undivided(review: &Review, records: &[RecordIx]) -> usize {
    let whole = |&record: &RecordIx| above(review, record).last().unwrap_or(record);
    records.iter().map(whole).collect::<HashSet<RecordIx>>().len()
}

/// What is counted, with what is known of each at a date.
fn rows<'a>(review: &'a Review, records: &[RecordIx], track: &'static Track, of: Of, at: Option<Date>) -> Vec<Row<'a>> {
    let known = |answer: Answer<'a>| (answer != Answer::UNKNOWN).then_some(answer);
    let mut rows = Vec::new();
    for &record in records {
        let mut add = |part, answer| rows.push(Row { record, part, answer, place: rows.len() });
        let standing = match at.and_then(Date::last) {
            Some(day) => standing_then(review, record, track, day),
            None => standing(review, record, track, Day::MAX),
        };
        if of == Of::Records {
            let answer = match standing.summary() {
                Summary::One(answer) => known(answer),
                Summary::Differs | Summary::Absent => None,
            };
            add(None, answer);
            continue;
        }
        for current in &standing.current {
            let said: Vec<&Entry> = if of == Of::Entries {
                current.said()
            } else {
                current.entries.iter().map(|written| written.entry).collect()
            };
            for entry in said {
                add(current.part, known(Answer::of(&review.settings.words, track, entry)));
            }
        }
        if standing.current.is_empty() {
            add(None, None);
        }
    }
    rows
}

/// Whether the rows say something about a date: some entry falls within it. Figures of a quarter without a snapshot cannot
/// be checked.
fn speaks_of(review: &Review, records: &[RecordIx], track: &'static Track, at: Option<Date>) -> bool {
    let Some(at) = at.filter(|at| *at != Date::Unknown) else { return true };
    records.iter().any(|&record| {
        let entries = entries(review, record, track, Day::MAX);
        entries.iter().any(|written| written.values().get(&ENTRY_DATE).is_some_and(|date| date.overlaps(at)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::kind::history::RESPONSE;
    use crate::review::kind::totals::TOTALS;
    use crate::review::link::link;
    use crate::review::parse::parse;
    use crate::review::settings::Settings;
    use crate::text::source::Source;

    /// A review with so many figures of three sorts over so many recommendations.
    fn review(count: usize) -> Review {
        let mut recommendations = String::new();
        for number in 0..count {
            let outcome = if number % 2 == 0 { "approved" } else { "rejected" };
            recommendations.push_str(&format!(
                "- {{id: r{number}, title: R, theme: [Tolls, tolls], response: [{{date: 2024-01-01, outcome: {outcome}}}]}}\n"
            ));
        }
        let sorts = ["of: response", "of: response, among: TOLLS", "of: records"];
        let figures: Vec<String> = (0..count)
            .map(|number| format!("{{{}, total: {count}}}", sorts.get(number % 3).expect("a sort")))
            .collect();
        let updates = format!("- {{id: u, title: U, date: 2024-02-01, totals: [{}]}}\n", figures.join(", "));
        let files = [("recommendations.yaml", recommendations), ("updates.yaml", updates)];
        let parsed = files.map(|(path, text)| {
            parse(&Source { path: path.into(), shown: path.into(), text: text.into(), usable: true })
        });
        let records = parsed.into_iter().flat_map(|parsed| {
            assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
            parsed.records
        });
        link(Settings::default(), records.collect(), Vec::new(), Default::default(), None).0
    }

    #[test]
    fn what_figures_share_is_counted_once() {
        for count in [9, 90] {
            let review = review(count);
            let mut counting = Counting::new(&review);
            let mut alike = 0;
            for (_, record) in review.having(&TOTALS.field) {
                for entry in record.values.get(&TOTALS) {
                    let among = counting.among(entry).expect("a theme, or all");
                    let track = (entry.values.get(&OF).map(|of| of.id) == Some("response")).then_some(&RESPONSE);
                    let tally = counting.tally(entry, among, track, None);
                    assert_eq!(tally.rows, count as u64);
                    alike += tally.alike.len();
                }
            }
            assert_eq!(counting.tallies.len(), 3, "of {count} figures");
            // A figure looks at what can be known, and not at the rows.
            assert_eq!(alike, count / 3 * 4);
        }
    }
}
