//! The order of names as readers of a language expect it: `Å` after `Z` in Swedish and with `A` in English, `10` after `9`, whatever
//! case and accents a name is written with. Ids and labels have the order of [`natural_order`](crate::review::id::natural_order),
//! which is the same in every language.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale::Locale;
use unicode_normalization::UnicodeNormalization;

use crate::text::form::plain_letters;
use crate::text::span::slice;

/// The order of one language.
#[derive(Debug)]
pub struct Collation {
    names: Option<CollatorBorrowed<'static>>,
    /// Without regard to case and accents.
    letters: Option<CollatorBorrowed<'static>>,
}

/// What a name stands under in a list from A to Z.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Initial {
    /// The letter that it begins with, as the language tells letters apart.
    Letter(String),
    /// It begins with a digit.
    Number,
    /// There is neither in it.
    Nothing,
}

impl Collation {
    /// The order of a language, given as its BCP 47 tag; of all languages together where it is not known.
    #[must_use]
    pub fn of(language: &str) -> Collation {
        let locale = language.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        let of = |locale: &Locale, strength| {
            let mut preferences = CollatorPreferences::from(locale);
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new(preferences, options)
        };
        let order = |strength| {
            let order = of(&locale, strength).or_else(|_| of(&Locale::UNKNOWN, strength)).ok();
            debug_assert!(order.is_some(), "the order of all languages together is compiled in");
            order
        };
        Collation { names: order(Strength::Tertiary), letters: order(Strength::Primary) }
    }

    /// The order of two names. What is no letter or digit before the first that is does not count.
    #[must_use]
    pub fn order(&self, one: &str, other: &str) -> Ordering {
        let order = self.names.as_ref().map_or(Ordering::Equal, |names| names.compare(begun(one), begun(other)));
        order.then_with(|| one.cmp(other))
    }

    /// What a name stands under.
    #[must_use]
    pub fn initial(&self, name: &str) -> Initial {
        let Some(first) = begun(name).chars().next() else { return Initial::Nothing };
        if first.is_numeric() {
            return Initial::Number;
        }
        let own = first.to_string();
        let is_same = |other: &String| {
            self.letters.as_ref().is_some_and(|letters| letters.compare(other, &own) == Ordering::Equal)
        };
        let base = own.nfkd().take(1).collect();
        let spelt = plain_letters(first.to_lowercase().next().unwrap_or(first)).map(str::to_owned);
        let letters = [spelt, Some(base)].into_iter().flatten().find(is_same).unwrap_or(own);
        Initial::Letter(letters.chars().take(1).flat_map(char::to_uppercase).collect())
    }
}

/// A name from its first letter or digit on.
fn begun(name: &str) -> &str {
    slice(name, name.find(char::is_alphanumeric).unwrap_or(name.len())..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(language: &str, names: &[&'static str]) -> Vec<&'static str> {
        let collation = Collation::of(language);
        let mut names = names.to_vec();
        names.sort_by(|one, other| collation.order(one, other));
        names
    }

    #[test]
    fn names_stand_where_readers_of_the_language_look_for_them() {
        let names = ["Zebra", "Åsa", "ärla", "Bo", "Émile", "emil", "Eva", "“Quoted”", "Item 10", "item 9"];
        let english = ["ärla", "Åsa", "Bo", "emil", "Émile", "Eva", "item 9", "Item 10", "“Quoted”", "Zebra"];
        assert_eq!(sorted("en", &names), english);
        assert_eq!(sorted("xx", &names), english);
        let swedish = ["Bo", "emil", "Émile", "Eva", "item 9", "Item 10", "“Quoted”", "Zebra", "Åsa", "ärla"];
        assert_eq!(sorted("sv-FI", &names), swedish);
        assert_eq!(sorted("es", &["nz", "ñu", "o"]), ["nz", "ñu", "o"]);
        assert_eq!(sorted("lt", &["yra", "jis", "ir"]), ["ir", "yra", "jis"]);
    }

    #[test]
    fn a_name_stands_under_the_letter_that_its_language_has() {
        let initial = |language: &str, name: &str| Collation::of(language).initial(name);
        let letter = |letter: &str| Initial::Letter(letter.to_owned());
        for (language, name, expected) in [
            ("en", "Åsa", letter("A")),
            ("sv", "Åsa", letter("Å")),
            ("en", "ñu", letter("N")),
            ("es", "ñu", letter("Ñ")),
            ("fr", "Œuvre", letter("O")),
            ("da", "Østergård", letter("Ø")),
            ("de", "Überblick", letter("U")),
            ("ru", "яблоко", letter("Я")),
            ("en", "(4) A", Initial::Number),
            ("en", "…", Initial::Nothing),
        ] {
            assert_eq!(initial(language, name), expected, "{language}: {name}");
        }
    }
}
