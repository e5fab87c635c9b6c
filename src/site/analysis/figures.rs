//! The figures that sources state, held against the rows once for all pages that show them.

use std::collections::BTreeMap;

use crate::review::counting::{Among, Counting};
use crate::review::kind::totals::TOTALS;
use crate::review::record::{Record, RecordIx};
use crate::review::totals::Count;
use crate::review::value::Entry;
use crate::site::visible::Visible;

/// Every entry of `totals` that is shown.
#[derive(Debug, Default)]
pub struct Figures {
    stated: BTreeMap<RecordIx, Vec<Option<Held>>>,
}

/// An entry of `totals`, held against the rows.
#[derive(Debug)]
pub struct Held {
    /// Which records it counts.
    pub among: Among,
    /// For each of its figures, how many are known to be so; nothing where the rows do not speak of their time.
    pub known: Vec<Option<u64>>,
    /// How many rows there are.
    pub rows: u64,
    /// Whether the rows contradict it.
    pub contradicted: bool,
}

impl Figures {
    /// The figures of what is shown.
    #[must_use]
    pub fn new(visible: &Visible) -> Figures {
        let mut counting = Counting::new(&visible.review);
        let stated = stating(visible).map(|(position, record)| {
            let totals = record.values.get(&TOTALS).iter();
            (position, totals.map(|entry| held(&mut counting, record, entry)).collect())
        });
        Figures { stated: stated.collect() }
    }

    /// What became of an entry of a record; nothing where it does not say what it counts.
    #[must_use]
    pub fn of(&self, record: RecordIx, place: usize) -> Option<&Held> {
        self.stated.get(&record)?.get(place)?.as_ref()
    }

    /// The entries that the rows contradict: the record that states each, and its place there.
    pub fn contradicted(&self) -> impl Iterator<Item = (RecordIx, usize)> {
        self.stated.iter().flat_map(|(record, entries)| {
            let held = entries.iter().enumerate();
            let differing = held.filter(|(_, held)| held.as_ref().is_some_and(|held| held.contradicted));
            differing.map(|(place, _)| (*record, place))
        })
    }
}

/// The records that state figures.
pub fn stating(visible: &Visible) -> impl Iterator<Item = (RecordIx, &Record)> {
    let all = visible.review.having(&TOTALS.field).filter(|(position, _)| visible.shows(*position));
    all.filter(|(_, record)| !record.values.get(&TOTALS).is_empty())
}

fn held<'a>(counting: &mut Counting<'a>, record: &'a Record, entry: &'a Entry) -> Option<Held> {
    let count = Count::of(counting, record, entry)?;
    Some(Held {
        among: counting.among(entry)?,
        known: count.figures.iter().map(|figure| (!count.of_another_time).then(|| figure.known())).collect(),
        rows: count.rows,
        contradicted: count.contradicts(&counting.review().settings.words, entry),
    })
}
