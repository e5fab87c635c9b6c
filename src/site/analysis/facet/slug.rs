//! Values as parts of addresses: any text has one, and no two share one.

use std::collections::HashMap;

use crate::review::id::{check_name, suggest_name};
use crate::site::analysis::facet::{FacetValue, Known};

/// The longest part of an address that is made of a free text, in bytes.
const LONGEST: usize = 60;

/// A value as part of an address.
pub(super) fn of(words: &str, known: Known) -> String {
    match known {
        Known::Yes => slug(words),
        Known::Unknown => "unknown".to_owned(),
        Known::Unsaid => "none".to_owned(),
    }
}

/// A text as part of an address, whatever it says.
pub(in crate::site) fn slug(text: &str) -> String {
    let mut slug = suggest_name(text);
    let end = (0..=LONGEST.min(slug.len())).rev().find(|&end| slug.is_char_boundary(end)).unwrap_or_default();
    slug.truncate(end);
    let slug = slug.trim_end_matches(['-', '.']);
    if check_name(slug).is_ok() { slug.to_owned() } else { format!("value-{slug}").trim_end_matches('-').to_owned() }
}

/// Numbers the addresses that two values would share. Those of the unknown and the unsaid are always the same, and a base
/// word keeps its own, whatever own words there are.
pub(super) fn number(values: &mut [FacetValue]) {
    let mut taken: HashMap<String, usize> = HashMap::from([("unknown".to_owned(), 1), ("none".to_owned(), 1)]);
    let mut known: Vec<&mut FacetValue> = values.iter_mut().filter(|value| value.known == Known::Yes).collect();
    known.sort_by_key(|value| value.counts_as.is_some());
    for value in known {
        let wanted = value.slug.to_lowercase();
        let mut count = taken.get(&wanted).copied().unwrap_or_default();
        let mut free = wanted.clone();
        while taken.contains_key(&free) {
            count += 1;
            free = format!("{wanted}-{count}");
        }
        if free != wanted {
            value.slug = format!("{}-{count}", value.slug);
        }
        taken.insert(wanted, count.max(1));
        taken.insert(free, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_part_of_an_address() {
        for (text, part) in [
            ("P4", "p4"),
            ("The Board", "the-board"),
            ("not applicable (already implemented)", "not-applicable-already-implemented"),
            ("../../etc", "etc"),
            ("???", "value"),
            ("con", "value-con"),
            ("ICANN/PTI: both", "icann-pti-both"),
        ] {
            assert_eq!(slug(text), part);
        }
        assert!(check_name(&slug(&"ž".repeat(200))).is_ok());
    }

    #[test]
    fn two_values_never_share_an_address() {
        let value = |text: &str| FacetValue {
            slug: slug(text),
            words: text.to_owned(),
            counts_as: None,
            known: Known::Yes,
            mark: crate::review::kind::word::Mark::Plain,
            record: None,
            count: 1,
        };
        let texts = ["none", "a b", "a-b", "a, b", "a-b-2", "Unknown!"];
        let mut values = texts.map(value);
        number(&mut values);
        let slugs: Vec<&str> = values.iter().map(|value| &*value.slug).collect();
        assert_eq!(slugs, ["none-2", "a-b", "a-b-2", "a-b-3", "a-b-2-2", "unknown-2"]);
    }
}
