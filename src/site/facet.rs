//! Facets: the ways in which recommendations are told apart, and which of them share a value.
//!
//! Each recommendation has exactly one value of each facet, so the counts of a facet add up to all of them: a history with
//! two current words has a value of its own for the two, what is unknown is a value, and what is not said is one too.
//!
//! To know them, every recommendation has to be read. A site is laid out after every edit, so that waits until a page asks
//! which values there are; and what they are called, until a page says it.

mod column;
mod said;
mod slug;

use std::sync::OnceLock;

use crate::review::date::Day;
use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::{PROGRESS, RESPONSE, VERDICT};
use crate::review::link::Review;
use crate::site::address::encode;
use crate::site::facet::column::{Column, Said};
use crate::site::facet::said::{Key, keys, known, spell};
use crate::site::paging::Paging;
use crate::site::route::{Route, Site};

/// The folder of the pages of all values.
pub const BY: &str = "recommendations/by/";

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
    fn history(self) -> Option<&'static Field> {
        match self {
            Facet::Response => Some(&RESPONSE),
            Facet::Progress => Some(&PROGRESS),
            Facet::Verdict => Some(&VERDICT),
            _ => None,
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
    /// The record that it is, of a facet whose values are records.
    pub record: Option<usize>,
    /// How many recommendations have it.
    pub count: usize,
}

/// The values of all facets.
#[derive(Debug, Default)]
pub struct Facets {
    /// The position of the first recommendation.
    first: usize,
    columns: Vec<Column>,
    /// The pages of all values.
    pub(super) routes: Vec<Route>,
    /// The values of each facet as pages show them, once a page asks.
    values: [OnceLock<Vec<FacetValue>>; Facet::ALL.len()],
}

impl Facets {
    /// The facets of the recommendations that are shown, as of a day.
    #[must_use]
    pub fn new(review: &Review, as_of: Day, shows: &dyn Fn(usize) -> bool) -> Facets {
        let mut records = review.of_kind(Kind::Recommendation).map(|(position, _)| position);
        let Some(first) = records.next() else { return Facets::default() };
        let end = first + 1 + records.count();
        let keys = |position: usize| shows(position).then(|| keys(review, position, as_of, shows));
        let keys: Vec<Option<[Key<'_>; 8]>> = (first..end).map(keys).collect();
        let column = |facet: Facet| Column::new(keys.iter().map(|keys| keys.as_ref().map(|keys| keys[facet as usize])));
        let mut facets = Facets { first, columns: Facet::ALL.map(column).into(), ..Facets::default() };
        facets.routes = Facet::ALL.into_iter().flat_map(|facet| facets.pages(facet)).collect();
        facets
    }

    /// The pages of the values of a facet.
    fn pages(&self, facet: Facet) -> Vec<Route> {
        let pages = |(value, count): (usize, &usize)| {
            let pages = Paging::of_list(Kind::Recommendation).pages(*count);
            (0..pages).map(move |page| Route::By(facet, value, page))
        };
        self.counts(facet).iter().enumerate().flat_map(pages).collect()
    }

    /// How many recommendations have each value of a facet that has pages: those of the two histories that are always
    /// asked about, and others of which anything is known.
    #[must_use]
    pub fn counts(&self, facet: Facet) -> &[usize] {
        let always = matches!(facet, Facet::Response | Facet::Progress | Facet::Outcome);
        self.columns
            .get(facet as usize)
            .filter(|column| always || column.is_known())
            .map_or(&[], |column| &column.counts)
    }

    /// The value that a recommendation has, as its position among those of the facet.
    #[must_use]
    pub fn place(&self, facet: Facet, record: usize) -> Option<usize> {
        let place = *self.columns.get(facet as usize)?.of.get(record.checked_sub(self.first)?)?;
        usize::try_from(place).ok().filter(|_| place != u32::MAX)
    }

    /// The recommendations that have a value, in their order.
    pub fn having(&self, facet: Facet, value: usize) -> impl Iterator<Item = usize> {
        let places = self.columns.get(facet as usize).map_or(&[][..], |column| &column.of);
        let same = places.iter().enumerate().filter(move |(_, place)| u32::try_from(value).is_ok_and(|v| v == **place));
        same.map(|(distance, _)| self.first + distance)
    }
}

impl Site {
    /// The values of a facet, in their order.
    #[must_use]
    pub fn values(&self, facet: Facet) -> &[FacetValue] {
        self.facets().values[facet as usize].get_or_init(|| {
            let column = self.facets().columns.get(facet as usize);
            let said = column.into_iter().flat_map(|column| column.said.iter().zip(&column.counts));
            let mut values: Vec<FacetValue> =
                said.map(|(said, count)| value(&self.review, facet, said, *count)).collect();
            if facet != Facet::Outcome {
                slug::number(&mut values);
            }
            values
        })
    }

    /// Whether any recommendation says something of a facet.
    #[must_use]
    pub fn is_known(&self, facet: Facet) -> bool {
        self.facets().columns.get(facet as usize).is_some_and(Column::is_known)
    }

    /// The value that a recommendation has.
    #[must_use]
    pub fn said(&self, facet: Facet, record: usize) -> Option<&FacetValue> {
        self.values(facet).get(self.facets().place(facet, record)?)
    }

    /// The folder of the page of a value.
    #[must_use]
    pub fn value_folder(&self, facet: Facet, value: usize) -> String {
        let slug = self.values(facet).get(value).map_or("", |value| &value.slug);
        format!("{BY}{}/{slug}/", facet.folder())
    }

    /// The address of the page of a value, from the root of the site.
    #[must_use]
    pub fn value_path(&self, facet: Facet, value: usize) -> String {
        format!("{}{}", encode(&self.value_folder(facet, value)), self.edition.index())
    }
}

fn value(review: &Review, facet: Facet, said: &Said, count: usize) -> FacetValue {
    let marks = |facet: Facet, marks| (spell(facet, marks), known(marks));
    let simple = |(words, known): (String, Known)| (slug::of(&words, known), words, known, None);
    let (slug, words, known, record) = match said {
        Said::Marks(own) => simple(marks(facet, *own)),
        Said::Pair(response, progress) => {
            let (response, progress) = (marks(Facet::Response, *response), marks(Facet::Progress, *progress));
            let slug = format!("{}/{}", slug::of(&response.0, response.1), slug::of(&progress.0, progress.1));
            (slug, format!("{}, {}", response.0, progress.0), Known::Yes, None)
        }
        Said::Record(position) => {
            let record = &review.records[*position];
            (record.name.to_string(), record.title().to_owned(), Known::Yes, Some(*position))
        }
        Said::Text(text) => simple((text.to_string(), Known::Yes)),
        Said::Unknown => simple(("unknown".to_owned(), Known::Unknown)),
        Said::Unsaid => simple((facet.nothing().to_owned(), Known::Unsaid)),
    };
    FacetValue { slug, words, known, record, count }
}
