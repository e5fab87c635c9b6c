//! One facet: the values that are said of recommendations, in their order.

use foldhash::HashMap;

use crate::review::link::Review;
use crate::site::analysis::facet::key::Key;
use crate::site::analysis::facet::lists::Lists;
use crate::site::analysis::facet::{Facet, FacetValue, slug};

/// One facet.
#[derive(Debug)]
pub(super) struct Column {
    /// The values, in their order.
    pub(super) values: Vec<FacetValue>,
    /// The values of each recommendation, as their positions; none of one that is not shown.
    pub(super) of: Lists<usize>,
    /// The recommendations that have each value: how far each stands behind the first one.
    pub(super) having: Vec<Vec<usize>>,
    /// Whether any recommendation says something of it.
    pub(super) is_known: bool,
}

impl Column {
    /// The facet of which each recommendation says this; nothing of one that is not shown.
    pub(super) fn new(review: &Review, facet: Facet, keys: &Lists<Key<'_>>) -> Column {
        // What is met is numbered, so that each key is looked up once.
        let mut numbers: HashMap<&Key<'_>, usize> = HashMap::default();
        let mut counts: Vec<(&Key<'_>, usize)> = Vec::new();
        let mut said: Vec<usize> = Vec::with_capacity(keys.items().len());
        for key in keys.items() {
            let number = *numbers.entry(key).or_insert(counts.len());
            match counts.get_mut(number) {
                Some((_, count)) => *count += 1,
                None => counts.push((key, 1)),
            }
            said.push(number);
        }
        let mut places = vec![0; counts.len()];
        let met = counts.into_iter().enumerate();
        let mut met: Vec<(&Key<'_>, String, usize, usize)> =
            met.map(|(number, (key, count))| (key, key.folded(review), number, count)).collect();
        let is_known = met.iter().any(|(key, ..)| key.is_known());
        let collation = &review.collation;
        met.sort_by(|(a, a_folded, ..), (b, b_folded, ..)| match (a, b) {
            (Key::Text(_), Key::Text(_)) => collation.order(a_folded, b_folded).then_with(|| a.cmp(b)),
            // Whether there is a record of somebody does not tell where the name stands; groups and teams have an order.
            (Key::Text(_) | Key::Record(_), Key::Text(_) | Key::Record(_)) if facet == Facet::Addressee => {
                collation.order(a_folded, b_folded).then_with(|| a.cmp(b))
            }
            _ => a.cmp(b),
        });
        let mut values: Vec<FacetValue> = Vec::new();
        let mut before = None;
        for (key, folded, number, count) in met {
            // Texts that differ only in case and white space are one value.
            let text = matches!(key, Key::Text(_)).then_some(folded);
            match values.last_mut() {
                Some(last) if text.is_some() && text == before => last.count += count,
                _ => values.push(key.value(review, facet, count)),
            }
            places[number] = values.len() - 1;
            before = text;
        }
        if facet != Facet::Outcome {
            slug::number(&mut values);
        }
        let mut of = Lists::default();
        let mut having = vec![Vec::new(); values.len()];
        let mut said = said.into_iter();
        for (distance, own) in keys.iter().enumerate() {
            let mut own: Vec<usize> = said.by_ref().take(own.len()).map(|number| places[number]).collect();
            own.sort_unstable();
            own.dedup();
            own.iter().for_each(|&place| having[place].push(distance));
            of.push(|of| of.append(&mut own));
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
        let mut said = Lists::default();
        keys.iter().for_each(|own| said.push(|said| said.extend_from_slice(own)));
        let Column { values, of, .. } = Column::new(&review, facet, &said);
        let values = values.into_iter().map(|value| (value.words, value.count));
        (values.collect(), of.iter().map(<[usize]>::to_vec).collect())
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
