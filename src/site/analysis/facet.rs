//! Facets: the ways in which recommendations are told apart, and which of them share a value.
//!
//! Each recommendation has exactly one value of a facet, so the counts of a facet add up to all of them: that not all say the
//! same is a value, what is unknown is one, and what is not stated is one too. Only of who is asked, of themes and of how
//! urgent it is it may have several. What
//! is said in one of the review's own words has the base word, which counts, and the own word beside it.

mod key;
mod slug;

pub use key::{has_themes, theme};
pub(in crate::site) use slug::slug;

use std::collections::HashMap;

use crate::review::collation::Collation;
use crate::review::kind::Kind;
use crate::review::kind::history::{PROGRESS, RESPONSE, Track, VERDICT};
use crate::review::kind::word::Mark;
use crate::review::link::Review;
use crate::review::record::RecordIx;
use crate::site::analysis::facet::key::{Key, keys};
use crate::site::analysis::openings::Openings;
use crate::site::visible::Visible;
use crate::site::words::facet as words;

/// A way in which recommendations are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What those asked answered.
    Response,
    /// How far it is carried out.
    Progress,
    /// Whether it was found to be implemented.
    Verdict,
    /// Whether anything is still to be done.
    State,
    /// How urgent it is.
    Priority,
    /// The subject under which readers look for it.
    Theme,
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
    pub const ALL: [Facet; 10] = [
        Facet::Response,
        Facet::Progress,
        Facet::Verdict,
        Facet::State,
        Facet::Priority,
        Facet::Theme,
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
            Facet::Response => ("response", words::RESPONSE, words::NOT_STATED),
            Facet::Progress => ("progress", words::PROGRESS, words::NOT_STATED),
            Facet::Verdict => ("verdict", words::VERDICT, words::NOT_STATED),
            Facet::State => ("state", words::STATE, words::NOT_STATED),
            Facet::Priority => ("priority", words::PRIORITY, words::NOT_STATED),
            Facet::Theme => ("theme", words::THEME, words::NO_THEME),
            Facet::Addressee => ("addressee", words::ADDRESSEE, words::NOT_STATED),
            Facet::Team => ("team", words::TEAM, words::NOT_STATED),
            Facet::Group => ("group", words::GROUP, words::NO_GROUP),
            Facet::Outcome => ("response-progress", words::OUTCOME, ""),
        }
    }

    /// The history behind a facet of few words.
    #[must_use]
    pub fn history(self) -> Option<&'static Track> {
        match self {
            Facet::Response => Some(&RESPONSE),
            Facet::Progress => Some(&PROGRESS),
            Facet::Verdict => Some(&VERDICT),
            Facet::State
            | Facet::Priority
            | Facet::Theme
            | Facet::Addressee
            | Facet::Team
            | Facet::Group
            | Facet::Outcome => None,
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
    /// The base word that it counts as, where it is one of the review's own.
    pub counts_as: Option<String>,
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
    /// The values of each recommendation, as their positions; none of one that is not shown.
    of: Vec<Vec<usize>>,
    /// The recommendations that have each value: how far each stands behind the first one.
    having: Vec<Vec<usize>>,
    /// Whether any recommendation says something of it.
    is_known: bool,
}

impl Facets {
    /// The facets of the recommendations that are counted, as of the day that counts as today.
    #[must_use]
    pub fn new(visible: &Visible, openings: &Openings) -> Facets {
        let mut records = visible.review.of_kind(Kind::Recommendation).map(|(record, _)| record);
        let Some(first) = records.next().map(RecordIx::position) else { return Facets::default() };
        let end = first + 1 + records.count();
        let openings = Some(openings).filter(|_| Openings::is_wanted(visible));
        let keys: Vec<Option<[Vec<Key<'_>>; Facet::ALL.len()]>> = (first..end)
            .map(RecordIx::new)
            .map(|record| visible.counts(record).then(|| keys(visible, openings, record)))
            .collect();
        let column = |facet: Facet| {
            let own = keys.iter().map(|keys| keys.as_ref().map_or(&[][..], |keys| &keys[facet as usize]));
            Column::new(&visible.review, facet, own)
        };
        Facets { first, columns: Facet::ALL.map(column).into() }
    }

    /// The values of a facet, in their order.
    #[must_use]
    pub fn values(&self, facet: Facet) -> &[FacetValue] {
        self.columns.get(facet as usize).map_or(&[], |column| &column.values)
    }

    /// The values of a facet that have pages of their own: those of facets of which anything is known.
    #[must_use]
    pub fn listed(&self, facet: Facet) -> &[FacetValue] {
        let is_listed = match facet {
            Facet::Outcome => self.is_known(Facet::Response) && self.is_known(Facet::Progress),
            facet => self.is_known(facet),
        };
        if is_listed { self.values(facet) } else { &[] }
    }

    /// Whether any recommendation says something of a facet.
    #[must_use]
    pub fn is_known(&self, facet: Facet) -> bool {
        self.columns.get(facet as usize).is_some_and(|column| column.is_known)
    }

    /// The value that a recommendation has, as its position among those of the facet; the first where it may have several.
    #[must_use]
    pub fn place(&self, facet: Facet, record: RecordIx) -> Option<usize> {
        self.places(facet, record).first().copied()
    }

    /// The same as readers see it: the review's own word where there is one.
    #[must_use]
    pub fn shown_place(&self, facet: Facet, record: RecordIx) -> Option<usize> {
        self.places(facet, record).last().copied()
    }

    /// The own words among the values that count as a base word, as their positions.
    pub fn own_of(&self, facet: Facet, value: usize) -> impl Iterator<Item = usize> {
        let values = self.values(facet);
        let base = values.get(value).filter(|value| value.counts_as.is_none() && facet.history().is_some());
        let after = values.iter().enumerate().skip(value + 1);
        after.take_while(move |(_, own)| base.is_some() && own.counts_as.is_some()).map(|(place, _)| place)
    }

    /// Of how many recommendations something is said.
    #[must_use]
    pub fn known_count(&self, facet: Facet) -> usize {
        let said = self.values(facet).iter().filter(|value| value.known != Known::Unsaid && value.counts_as.is_none());
        said.map(|value| value.count).sum()
    }

    /// The values that a recommendation has.
    pub fn values_of(&self, facet: Facet, record: RecordIx) -> impl Iterator<Item = &FacetValue> {
        self.places(facet, record).iter().filter_map(move |&place| self.values(facet).get(place))
    }

    /// The values that a recommendation has, as their positions, each with the facet.
    pub fn all_places(&self, facet: Facet, record: RecordIx) -> impl Iterator<Item = (Facet, usize)> {
        self.places(facet, record).iter().map(move |&place| (facet, place))
    }

    fn places(&self, facet: Facet, record: RecordIx) -> &[usize] {
        let distance = record.position().checked_sub(self.first);
        let column = self.columns.get(facet as usize);
        column.zip(distance).and_then(|(column, distance)| column.of.get(distance)).map_or(&[], Vec::as_slice)
    }

    /// The recommendations that have a value, in their order.
    pub fn having(&self, facet: Facet, value: usize) -> impl Iterator<Item = RecordIx> {
        let column = self.columns.get(facet as usize);
        let having = column.and_then(|column| column.having.get(value)).map_or(&[][..], Vec::as_slice);
        having.iter().map(|distance| RecordIx::new(self.first + distance))
    }
}

impl Column {
    /// The facet of which each recommendation says this; nothing of one that is not shown.
    fn new<'a>(review: &Review, facet: Facet, keys: impl Iterator<Item = &'a [Key<'a>]> + Clone) -> Column {
        let mut counts: HashMap<&Key<'_>, usize> = HashMap::new();
        for key in keys.clone().flatten() {
            *counts.entry(key).or_default() += 1;
        }
        let mut met: Vec<(&Key<'_>, String, usize)> =
            counts.into_iter().map(|(key, count)| (key, key.folded(review), count)).collect();
        let is_known = met.iter().any(|(key, ..)| key.is_known());
        let collation = Collation::of(&review.settings.language);
        met.sort_by(|(a, a_folded, _), (b, b_folded, _)| match (a, b) {
            (Key::Text(_), Key::Text(_)) => collation.order(a_folded, b_folded).then_with(|| a.cmp(b)),
            // Whether there is a record of somebody does not tell where the name stands; groups and teams have an order.
            (Key::Text(_) | Key::Record(_), Key::Text(_) | Key::Record(_)) if facet == Facet::Addressee => {
                collation.order(a_folded, b_folded).then_with(|| a.cmp(b))
            }
            _ => a.cmp(b),
        });
        let mut values: Vec<FacetValue> = Vec::new();
        let mut places: HashMap<&Key<'_>, usize> = HashMap::new();
        let mut before = None;
        for (key, folded, count) in met {
            // Texts that differ only in case and white space are one value.
            let text = matches!(key, Key::Text(_)).then_some(folded);
            match values.last_mut() {
                Some(last) if text.is_some() && text == before => last.count += count,
                _ => values.push(key.value(review, facet, count)),
            }
            places.insert(key, values.len() - 1);
            before = text;
        }
        if facet != Facet::Outcome {
            slug::number(&mut values);
        }
        let of = |keys: &[Key<'_>]| {
            let mut of: Vec<usize> = keys.iter().filter_map(|key| places.get(key).copied()).collect();
            of.sort_unstable();
            of.dedup();
            of
        };
        let of: Vec<Vec<usize>> = keys.map(of).collect();
        let mut having = vec![Vec::new(); values.len()];
        for (distance, places) in of.iter().enumerate() {
            places.iter().for_each(|&place| having[place].push(distance));
        }
        Column { values, of, having, is_known }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::link::link;
    use crate::review::settings::Settings;
    use crate::site::analysis::facet::key::Current;

    /// The values of a facet with their counts, and the value of each recommendation.
    fn column(facet: Facet, keys: &[Vec<Key<'_>>]) -> (Vec<(String, usize)>, Vec<Vec<usize>>) {
        let (review, _) = link(Settings::default(), Vec::new(), Vec::new(), Default::default(), None);
        let Column { values, of, .. } = Column::new(&review, facet, keys.iter().map(Vec::as_slice));
        (values.into_iter().map(|value| (value.words, value.count)).collect(), of)
    }

    fn said(words: &[(&str, usize)]) -> Vec<(String, usize)> {
        words.iter().map(|(words, count)| ((*words).to_owned(), *count)).collect()
    }

    #[test]
    fn every_recommendation_has_one_value_so_counts_add_up() {
        let keys = [Key::Text("P10"), Key::Absent, Key::Text("P2"), Key::Unknown, Key::Text("p 10"), Key::Absent];
        let mut keys = keys.map(|key| vec![key]).to_vec();
        keys.insert(1, Vec::new());
        let (values, of) = column(Facet::Priority, &keys);
        assert_eq!(values, said(&[("P2", 1), ("P10", 2), ("unknown", 1), ("not stated", 2)]));
        let of_each = [vec![1], vec![], vec![3], vec![0], vec![2], vec![1], vec![3]];
        assert_eq!(of, of_each, "one that is not shown has no value");
    }

    #[test]
    fn who_is_asked_may_be_several() {
        let keys = [vec![Key::Text("Board"), Key::Text("Office")], vec![Key::Text("board")]];
        let (values, of) = column(Facet::Addressee, &keys);
        assert_eq!(values, said(&[("Board", 2), ("Office", 1)]));
        assert_eq!(of, [vec![0, 1], vec![0]]);
    }

    #[test]
    fn words_come_before_what_differs_and_nothing_last() {
        let current = [
            Current::Absent,
            Current::Unknown(None),
            Current::Differs,
            Current::One(6, true, None),
            Current::One(6, false, None),
            Current::One(0, false, None),
        ];
        let keys = current.map(|current| vec![Key::Words(current)]);
        let (values, _) = column(Facet::Response, &keys);
        let words = ["approved", "passed on", "passed on in part", "differs", "unknown", "not stated"];
        assert_eq!(values, said(&words.map(|words| (words, 1))));
    }

    #[test]
    fn pairs_are_in_the_order_of_the_first_and_then_of_the_second() {
        let one = |place| Current::One(place, false, None);
        let pair = |response, progress| vec![Key::Pair(response, progress)];
        let keys =
            [pair(Current::Absent, one(0)), pair(one(1), one(0)), pair(one(0), Current::Absent), pair(one(0), one(1))];
        let (values, _) = column(Facet::Outcome, &keys);
        let words = [
            "approved, in progress",
            "approved, not stated",
            "approved in part, not started",
            "not stated, not started",
        ];
        assert_eq!(values, said(&words.map(|words| (words, 1))));
    }
}
