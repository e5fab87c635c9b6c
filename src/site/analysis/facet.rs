//! Facets: the ways in which recommendations are told apart, and which of them share a value.
//!
//! Each recommendation has exactly one value of a facet, so the counts of a facet add up to all of them: that not all say the
//! same is a value, what is unknown is one, and what is not stated is one too. Only of who is asked, of themes and of how
//! urgent it is it may have several. What
//! is said in one of the review's own words has the base word, which counts, and the own word beside it.

mod column;
pub(super) mod key;
mod lists;
mod slug;

pub use key::{has_themes, theme};
pub(in crate::site) use slug::slug;

use std::collections::BTreeSet;

use crate::review::kind::Kind;
use crate::review::kind::history::{PROGRESS, RESPONSE, Track, VERDICT};
use crate::review::kind::recommendation::{ADDRESSEE, TEAM};
use crate::review::kind::word::Mark;
use crate::review::record::RecordIx;
use crate::site::analysis::change::{Change, Shared, with_components};
use crate::site::analysis::facet::column::Column;
use crate::site::analysis::facet::key::{Current, Key};
use crate::site::analysis::facet::lists::Lists;
use crate::site::analysis::openings::Openings;
use crate::site::analysis::standings::Standings;
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

/// The values of all facets. Each facet is made when it is first asked for: a page that shows one does not wait for all. Whoever
/// has a clone of it has the same.
#[derive(Debug, Clone)]
pub struct Facets {
    visible: Visible,
    standings: Standings,
    /// How many records lie before the first recommendation.
    first: usize,
    /// How many recommendations there are.
    count: usize,
    /// Whether the review speaks of what becomes of its recommendations at all.
    is_state_wanted: Shared<bool>,
    columns: [Shared<Column>; Facet::ALL.len()],
}

impl Facets {
    /// The facets of the recommendations that are counted, as of the day that counts as today.
    #[must_use]
    pub(super) fn new(visible: Visible, standings: Standings) -> Facets {
        let first = visible.review.of_kind(Kind::Recommendation).next().map_or(0, |(record, _)| record.position());
        let count = visible.review.of_kind(Kind::Recommendation).count();
        Facets { visible, standings, first, count, is_state_wanted: Shared::default(), columns: Default::default() }
    }

    /// The same, with those of another state of the review that a change leaves as they were.
    #[must_use]
    pub(super) fn after(self, before: &Facets, change: &Change<'_>) -> Facets {
        let touched = self.touched(change);
        let titles = |record: RecordIx| [&self, before].map(|facets| facets.visible.review.records[record].title());
        let is_named_anew = |value: &FacetValue| {
            let changed = value.record.filter(|record| change.changed.contains(record));
            changed.map(titles).is_some_and(|[now, before]| now != before)
        };
        let is_same = |facet: Facet, column: &Column| {
            !column.values.iter().any(is_named_anew)
                && touched.iter().all(|&record| self.says(facet, record) == before.says(facet, record))
        };
        let columns =
            Facet::ALL.map(|facet| before.columns[facet as usize].taken_over(|column| is_same(facet, column)));
        Facets { columns, ..self }
    }

    /// The recommendations that may say something else after a change, of whatever facet: besides those that may stand elsewhere
    /// these are those that refer to what has changed, as to their group, with what they are made of.
    fn touched(&self, change: &Change<'_>) -> BTreeSet<RecordIx> {
        let review = &self.visible.review;
        let mut touched = BTreeSet::clone(&change.affected);
        touched.extend(change.changed.iter().flat_map(|&record| review.incoming(record)).map(|incoming| incoming.from));
        with_components(&mut touched, review);
        touched.retain(|&record| review.records[record].kind == Kind::Recommendation);
        touched
    }

    fn column(&self, facet: Facet) -> &Column {
        self.columns[facet as usize].get(|| {
            let mut keys = Lists::default();
            self.records().for_each(|record| keys.push(|keys| self.say(facet, record, keys)));
            Column::new(&self.visible.review, facet, &keys)
        })
    }

    fn says(&self, facet: Facet, record: RecordIx) -> Vec<Key<'_>> {
        let mut keys = Vec::new();
        self.say(facet, record, &mut keys);
        keys
    }

    /// Adds what a recommendation says of a facet; nothing of one that is not counted.
    fn say<'a>(&'a self, facet: Facet, record: RecordIx, keys: &mut Vec<Key<'a>>) {
        let visible = &self.visible;
        if !visible.counts(record) {
            return;
        }
        let current = |track| self.standings.current(track).get(record).copied().unwrap_or(Current::Absent);
        match facet {
            Facet::Response => keys.extend(current(&RESPONSE).keys()),
            Facet::Progress => keys.extend(current(&PROGRESS).keys()),
            Facet::Verdict => keys.extend(current(&VERDICT).keys()),
            Facet::Outcome => keys.push(Key::Pair(current(&RESPONSE).base(), current(&PROGRESS).base())),
            Facet::State => {
                let is_wanted = *self.is_state_wanted.get(|| Openings::is_wanted(visible));
                let state = is_wanted.then(|| self.standings.openings().of(record)).flatten();
                keys.push(state.map_or(Key::Absent, |own| Key::State(own.state)));
            }
            Facet::Priority => keys.extend(key::urgency(visible, record)),
            Facet::Theme => keys.extend(key::themes(visible, record)),
            Facet::Addressee => keys.extend(key::names(visible, record, &ADDRESSEE)),
            Facet::Team => keys.push(key::record(visible, record, &TEAM.field)),
            // That nobody knows the group makes it one of those without.
            Facet::Group => keys.push(visible.group_of(record).map_or(Key::Absent, Key::Record)),
        }
    }

    fn records(&self) -> impl Iterator<Item = RecordIx> {
        (self.first..self.first + self.count).map(RecordIx::new)
    }

    /// The values of a facet, in their order.
    #[must_use]
    pub fn values(&self, facet: Facet) -> &[FacetValue] {
        &self.column(facet).values
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

    /// The facets that somebody has asked for so far: what was made without the others has no part of them.
    pub fn asked_for(&self) -> impl Iterator<Item = Facet> {
        Facet::ALL.into_iter().filter(|facet| self.columns[*facet as usize].made().is_some())
    }

    /// Whether any recommendation says something of a facet.
    #[must_use]
    pub fn is_known(&self, facet: Facet) -> bool {
        self.column(facet).is_known
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
        distance.map_or(&[], |distance| self.column(facet).of.get(distance))
    }

    /// The recommendations that have a value, in their order.
    pub fn having(&self, facet: Facet, value: usize) -> impl Iterator<Item = RecordIx> {
        let having = self.column(facet).having.get(value).map_or(&[][..], Vec::as_slice);
        having.iter().map(|distance| RecordIx::new(self.first + distance))
    }
}
