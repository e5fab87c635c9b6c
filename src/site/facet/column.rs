//! One facet: the values that there are, in their order, how many recommendations have each, and which.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::review::id::{fold_label, natural_order};
use crate::site::facet::Known;
use crate::site::facet::said::{Key, known, rank};

/// How many texts are looked through one by one before they are looked up.
const FEW: usize = 16;
/// No place.
const NONE: u32 = u32::MAX;

/// A value, whoever has it.
#[derive(Debug)]
pub(super) enum Said {
    /// Words of a history.
    Marks(u8),
    /// Words of two histories.
    Pair(u8, u8),
    /// A text, as it was first written.
    Text(Box<str>),
    /// A record.
    Record(usize),
    /// That nobody knows.
    Unknown,
    /// Nothing.
    Unsaid,
}

impl From<Key<'_>> for Said {
    fn from(key: Key<'_>) -> Said {
        match key {
            Key::Marks(marks) => Said::Marks(marks),
            Key::Pair(one, other) => Said::Pair(one, other),
            Key::Text(text) => Said::Text(text.into()),
            Key::Record(position) => Said::Record(position),
            Key::Unknown => Said::Unknown,
            Key::Unsaid => Said::Unsaid,
        }
    }
}

/// One facet.
#[derive(Debug)]
pub(super) struct Column {
    /// The values, in their order.
    pub(super) said: Vec<Said>,
    /// How many recommendations have each.
    pub(super) counts: Vec<usize>,
    /// The value of each recommendation; the largest number for one that is not shown.
    pub(super) of: Vec<u32>,
}

impl Column {
    /// The facet of which each recommendation says this; nothing of one that is not shown.
    pub(super) fn new<'a>(keys: impl Iterator<Item = Option<Key<'a>>>) -> Column {
        let mut met = Met::default();
        let mut of: Vec<u32> = keys.map(|key| key.map_or(NONE, |key| met.place(key))).collect();
        let (said, counts, places) = met.in_order();
        for place in &mut of {
            // A recommendation that is not shown keeps its having no place.
            *place = places.get(*place as usize).copied().unwrap_or(NONE);
        }
        Column { said, counts, of }
    }

    /// Whether any recommendation says something.
    pub(super) fn is_known(&self) -> bool {
        let is_known = |said: &Said| match said {
            Said::Marks(marks) => known(*marks) == Known::Yes,
            said => !matches!(said, Said::Unknown | Said::Unsaid),
        };
        self.said.iter().any(is_known)
    }
}

/// The values that were met, in the order in which they were.
#[derive(Default)]
struct Met<'a> {
    keys: Vec<(Key<'a>, usize)>,
    /// The places of what is a small number, by that number, and one more.
    numbered: Vec<u32>,
    /// The places of texts, once there are many.
    texts: HashMap<&'a str, u32>,
    unknown: Option<u32>,
    unsaid: Option<u32>,
}

impl<'a> Met<'a> {
    /// Counts a value once more, and says its place.
    fn place(&mut self, key: Key<'a>) -> u32 {
        let found = match key {
            Key::Marks(marks) => self.numbered(usize::from(marks)),
            Key::Pair(one, other) => self.numbered(usize::from(one) << 7 | usize::from(other)),
            Key::Record(position) => self.numbered(position),
            Key::Text(text) => self.text(text),
            Key::Unknown => self.unknown,
            Key::Unsaid => self.unsaid,
        };
        let place = found.unwrap_or_else(|| self.meet(key));
        if let Some((_, count)) = self.keys.get_mut(place as usize) {
            *count += 1;
        }
        place
    }

    fn numbered(&self, number: usize) -> Option<u32> {
        self.numbered.get(number)?.checked_sub(1)
    }

    fn text(&self, text: &str) -> Option<u32> {
        if self.keys.len() > FEW {
            return self.texts.get(text).copied();
        }
        let is_same = |(key, _): &(Key<'_>, usize)| matches!(key, Key::Text(known) if *known == text);
        self.keys.iter().position(is_same).and_then(|place| u32::try_from(place).ok())
    }

    /// Gives a value a place.
    fn meet(&mut self, key: Key<'a>) -> u32 {
        let place = u32::try_from(self.keys.len()).unwrap_or(NONE);
        self.keys.push((key, 0));
        match key {
            Key::Marks(marks) => self.number(usize::from(marks), place),
            Key::Pair(one, other) => self.number(usize::from(one) << 7 | usize::from(other), place),
            Key::Record(position) => self.number(position, place),
            Key::Text(text) => {
                self.texts.insert(text, place);
            }
            Key::Unknown => self.unknown = Some(place),
            Key::Unsaid => self.unsaid = Some(place),
        }
        place
    }

    fn number(&mut self, number: usize, place: u32) {
        if self.numbered.len() <= number {
            self.numbered.resize(number + 1, 0);
        }
        self.numbered[number] = place.saturating_add(1);
    }

    /// The values in their order, how many have each, and where each that was met has gone. Texts that differ only in
    /// case and white space are one value.
    fn in_order(self) -> (Vec<Said>, Vec<usize>, Vec<u32>) {
        let folded = |key: Key<'_>| if let Key::Text(text) = key { fold_label(text) } else { String::new() };
        let mut met: Vec<(Key<'_>, String, usize, usize)> =
            self.keys.into_iter().enumerate().map(|(place, (key, count))| (key, folded(key), count, place)).collect();
        met.sort_by(|(a, a_folded, ..), (b, b_folded, ..)| order(*a, a_folded, *b, b_folded));
        let mut places = vec![NONE; met.len()];
        let (mut said, mut counts): (Vec<Said>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut before = String::new();
        for (key, folded, count, place) in met {
            match counts.last_mut() {
                Some(last) if !folded.is_empty() && folded == before => *last += count,
                _ => {
                    said.push(Said::from(key));
                    counts.push(count);
                }
            }
            places[place] = u32::try_from(counts.len() - 1).unwrap_or(NONE);
            before = folded;
        }
        (said, counts, places)
    }
}

fn order(a: Key<'_>, a_folded: &str, b: Key<'_>, b_folded: &str) -> Ordering {
    match (a, b) {
        (Key::Marks(a), Key::Marks(b)) => rank(a).cmp(&rank(b)),
        (Key::Pair(a, c), Key::Pair(b, d)) => (rank(a), rank(c)).cmp(&(rank(b), rank(d))),
        (Key::Record(a), Key::Record(b)) => a.cmp(&b),
        (Key::Text(a), Key::Text(b)) => natural_order(a_folded, b_folded).then_with(|| a.cmp(b)),
        _ => a.rest().cmp(&b.rest()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column<'a>(keys: &[Option<Key<'a>>]) -> (Vec<String>, Vec<usize>, Vec<u32>) {
        let Column { said, counts, of } = Column::new(keys.iter().copied());
        (said.iter().map(|said| format!("{said:?}")).collect(), counts, of)
    }

    #[test]
    fn every_recommendation_has_one_value_so_counts_add_up() {
        let keys = [Key::Text("P10"), Key::Unsaid, Key::Text("P2"), Key::Unknown, Key::Text("p 10"), Key::Unsaid];
        let mut keys = keys.map(Some).to_vec();
        keys.insert(1, None);
        let (said, counts, of) = column(&keys);
        assert_eq!(said, ["Text(\"P2\")", "Text(\"P10\")", "Unknown", "Unsaid"]);
        assert_eq!(counts, [1, 2, 1, 2]);
        assert_eq!(of, [1, NONE, 3, 0, 2, 1, 3], "one that is not shown has no value");
        assert_eq!(counts.iter().sum::<usize>(), keys.iter().flatten().count());
    }

    #[test]
    fn many_texts_are_told_apart_as_few_are() {
        let texts: Vec<String> = (0..100).map(|number| format!("To {}", number % 40)).collect();
        let keys: Vec<_> = texts.iter().map(|text| Some(Key::Text(text))).collect();
        let (said, counts, of) = column(&keys);
        assert_eq!((said.len(), counts.iter().sum::<usize>()), (40, 100));
        assert!(of.iter().enumerate().all(|(number, place)| *place as usize == number % 40));
    }

    #[test]
    fn records_and_pairs_of_words_keep_their_order() {
        let (said, counts, _) = column(&[Some(Key::Record(9)), Some(Key::Unsaid), Some(Key::Record(3))]);
        assert_eq!(
            (&*said[0], &*said[1], &*said[2], &counts[..]),
            ("Record(3)", "Record(9)", "Unsaid", &[1, 1, 1][..])
        );
        let (said, ..) = column(&[Some(Key::Pair(0, 1)), Some(Key::Pair(2, 1)), Some(Key::Pair(1, 0))]);
        assert_eq!(said, ["Pair(1, 0)", "Pair(2, 1)", "Pair(0, 1)"]);
    }
}
