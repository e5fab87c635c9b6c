//! Facets: the ways in which recommendations are told apart, and which of them share a value.
//!
//! Each recommendation has exactly one value of each facet, so the counts of a facet add up to all of them: a history with
//! two current words has a value of its own for the two, what is unknown is a value, and what is not said is one too.

mod key;
mod slug;

use std::collections::HashMap;

use ahash::RandomState;

use crate::review::id::natural_order;
use crate::review::kind::Kind;
use crate::review::kind::history::{PROGRESS, RESPONSE, Track, VERDICT};
use crate::review::kind::word::Mark;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::site::analysis::facet::key::{Key, keys};
use crate::site::visible::Visible;

/// A way in which recommendations are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What those asked answered.
    Response,
    /// How far it is carried out.
    Progress,
    /// Whether it was found to be implemented.
    Verdict,
    /// How urgent it is.
    Priority,
    /// Who is asked to act.
    Addressee,
    /// Whose recommendation it is.
    Team,
    /// The group that it belongs to.
    Group,
    /// Response and progress together.
    Outcome,
}

impl Facet {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Facet; 8] = [
        Facet::Response,
        Facet::Progress,
        Facet::Verdict,
        Facet::Priority,
        Facet::Addressee,
        Facet::Team,
        Facet::Group,
        Facet::Outcome,
    ];

    /// Its part of an address.
    #[must_use]
    pub fn folder(self) -> &'static str {
        self.words().0
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.words().1
    }

    /// What is said of a recommendation that says nothing.
    fn nothing(self) -> &'static str {
        self.words().2
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Facet::Response => ("response", "Response", "no response yet"),
            Facet::Progress => ("progress", "Progress", "no report"),
            Facet::Verdict => ("verdict", "Verdict", "no verdict"),
            Facet::Priority => ("priority", "Priority", "no priority"),
            Facet::Addressee => ("addressee", "Addressee", "nobody named"),
            Facet::Team => ("team", "Sub-team", "no sub-team"),
            Facet::Group => ("group", "Group", "no group"),
            Facet::Outcome => ("response-progress", "Response and progress", ""),
        }
    }

    /// The history behind a facet of few words.
    fn history(self) -> Option<&'static Track> {
        match self {
            Facet::Response => Some(&RESPONSE),
            Facet::Progress => Some(&PROGRESS),
            Facet::Verdict => Some(&VERDICT),
            Facet::Priority | Facet::Addressee | Facet::Team | Facet::Group | Facet::Outcome => None,
        }
    }
}

/// Whether something is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is.
    Yes,
    /// The record says that nobody knows.
    Unknown,
    /// The record says nothing.
    Unsaid,
}

/// One value, and how many share it.
#[derive(Debug)]
pub struct FacetValue {
    /// Its part of an address.
    pub slug: String,
    /// The value in words.
    pub words: String,
    /// Whether it is known.
    pub known: Known,
    /// How it weighs.
    pub mark: Mark,
    /// The record that it is, of a facet whose values are records.
    pub record: Option<RecordIx>,
    /// How many recommendations have it.
    pub count: usize,
}

/// The values of all facets.
#[derive(Debug, Default)]
pub struct Facets {
    /// How many records lie before the first recommendation.
    first: usize,
    columns: Vec<Column>,
}

/// One facet.
#[derive(Debug, Default)]
struct Column {
    /// The values, in their order.
    values: Vec<FacetValue>,
    /// The value of each recommendation; none of one that is not shown.
    of: Vec<Option<usize>>,
    /// Whether any recommendation says something of it.
    is_known: bool,
}

impl Facets {
    /// The facets of the recommendations that are shown, as of the day that counts as today.
    #[must_use]
    pub fn new(visible: &Visible) -> Facets {
        let mut records = visible.review.of_kind(Kind::Recommendation).map(|(record, _)| record);
        let Some(first) = records.next().map(RecordIx::position) else { return Facets::default() };
        let end = first + 1 + records.count();
        let keys: Vec<Option<[Key<'_>; 8]>> = (first..end)
            .map(RecordIx::new)
            .map(|record| visible.shows(record).then(|| keys(visible, record)))
            .collect();
        let column = |facet: Facet| {
            let own = keys.iter().map(|keys| keys.as_ref().map(|keys| &keys[facet as usize]));
            Column::new(&visible.review, facet, own)
        };
        Facets { first, columns: Facet::ALL.map(column).into() }
    }

    /// The values of a facet, in their order.
    #[must_use]
    pub fn values(&self, facet: Facet) -> &[FacetValue] {
        self.columns.get(facet as usize).map_or(&[], |column| &column.values)
    }

    /// The values of a facet that have pages of their own: those of the two histories that are always asked about, and of
    /// others of which anything is known.
    #[must_use]
    pub fn listed(&self, facet: Facet) -> &[FacetValue] {
        let always = matches!(facet, Facet::Response | Facet::Progress | Facet::Outcome);
        if always || self.is_known(facet) { self.values(facet) } else { &[] }
    }

    /// Whether any recommendation says something of a facet.
    #[must_use]
    pub fn is_known(&self, facet: Facet) -> bool {
        self.columns.get(facet as usize).is_some_and(|column| column.is_known)
    }

    /// The value that a recommendation has, as its position among those of the facet.
    #[must_use]
    pub fn place(&self, facet: Facet, record: RecordIx) -> Option<usize> {
        *self.columns.get(facet as usize)?.of.get(record.position().checked_sub(self.first)?)?
    }

    /// The value that a recommendation has.
    #[must_use]
    pub fn value_of(&self, facet: Facet, record: RecordIx) -> Option<&FacetValue> {
        self.values(facet).get(self.place(facet, record)?)
    }

    /// The recommendations that have a value, in their order.
    pub fn having(&self, facet: Facet, value: usize) -> impl Iterator<Item = RecordIx> {
        let places = self.columns.get(facet as usize).map_or(&[][..], |column| &column.of);
        let same = places.iter().enumerate().filter(move |(_, place)| **place == Some(value));
        same.map(|(distance, _)| RecordIx::new(self.first + distance))
    }
}

impl Column {
    /// The facet of which each recommendation says this; nothing of one that is not shown.
    fn new<'a>(review: &Review, facet: Facet, keys: impl Iterator<Item = Option<&'a Key<'a>>> + Clone) -> Column {
        let mut counts: HashMap<&Key<'_>, usize, RandomState> = HashMap::default();
        for key in keys.clone().flatten() {
            *counts.entry(key).or_default() += 1;
        }
        let mut met: Vec<(&Key<'_>, String, usize)> =
            counts.into_iter().map(|(key, count)| (key, key.folded(), count)).collect();
        let is_known = met.iter().any(|(key, ..)| key.is_known());
        met.sort_by(|(a, a_folded, _), (b, b_folded, _)| match (a, b) {
            (Key::Text(_), Key::Text(_)) => natural_order(a_folded, b_folded).then_with(|| a.cmp(b)),
            _ => a.cmp(b),
        });
        let mut values: Vec<FacetValue> = Vec::new();
        let mut places: HashMap<&Key<'_>, usize, RandomState> = HashMap::default();
        let mut before = String::new();
        for (key, folded, count) in met {
            // Texts that differ only in case and white space are one value.
            match values.last_mut() {
                Some(last) if !folded.is_empty() && folded == before => last.count += count,
                _ => values.push(key.value(review, facet, count)),
            }
            places.insert(key, values.len() - 1);
            before = folded;
        }
        if facet != Facet::Outcome {
            slug::number(&mut values);
        }
        Column { values, of: keys.map(|key| places.get(key?).copied()).collect(), is_known }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::link::link;
    use crate::review::settings::Settings;
    use crate::site::analysis::facet::key::Current;

    /// The values of a facet with their counts, and the value of each recommendation.
    fn column(facet: Facet, keys: &[Option<Key<'_>>]) -> (Vec<(String, usize)>, Vec<Option<usize>>) {
        let (review, _) = link(Settings::default(), Vec::new(), Vec::new(), None);
        let Column { values, of, .. } = Column::new(&review, facet, keys.iter().map(Option::as_ref));
        (values.into_iter().map(|value| (value.words, value.count)).collect(), of)
    }

    fn said(words: &[(&str, usize)]) -> Vec<(String, usize)> {
        words.iter().map(|(words, count)| ((*words).to_owned(), *count)).collect()
    }

    #[test]
    fn every_recommendation_has_one_value_so_counts_add_up() {
        let keys = [Key::Text("P10"), Key::Absent, Key::Text("P2"), Key::Unknown, Key::Text("p 10"), Key::Absent];
        let mut keys = keys.map(Some).to_vec();
        keys.insert(1, None);
        let (values, of) = column(Facet::Priority, &keys);
        assert_eq!(values, said(&[("P2", 1), ("P10", 2), ("unknown", 1), ("no priority", 2)]));
        let of_each = [Some(1), None, Some(3), Some(0), Some(2), Some(1), Some(3)];
        assert_eq!(of, of_each, "one that is not shown has no value");
    }

    #[test]
    fn single_words_come_before_several_and_nothing_last() {
        let current =
            [Current::Absent, Current::Unknown, Current::Several(vec![0, 3]), Current::One(1), Current::One(0)];
        let keys = current.map(|current| Some(Key::Words(current)));
        let (values, _) = column(Facet::Response, &keys);
        let words = ["approved", "approved in part", "approved and rejected", "unknown", "no response yet"];
        assert_eq!(values, said(&words.map(|words| (words, 1))));
    }

    #[test]
    fn pairs_are_in_the_order_of_the_first_and_then_of_the_second() {
        let pair = |response, progress| Some(Key::Pair(response, progress));
        let keys = [
            pair(Current::Absent, Current::One(0)),
            pair(Current::One(1), Current::One(0)),
            pair(Current::One(0), Current::Absent),
            pair(Current::One(0), Current::One(1)),
        ];
        let (values, _) = column(Facet::Outcome, &keys);
        let words = [
            "approved, in progress",
            "approved, no report",
            "approved in part, not started",
            "no response yet, not started",
        ];
        assert_eq!(values, said(&words.map(|words| (words, 1))));
    }
}
