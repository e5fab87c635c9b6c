//! All records by their titles, under the letters that these begin with.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::review::collation::Initial;
use crate::review::record::RecordIx;
use crate::site::called;
use crate::site::visible::Visible;

/// The records that are shown, by title.
#[derive(Debug)]
pub struct Alphabet {
    /// Each record with the letter that it stands under.
    pub records: Vec<(String, RecordIx)>,
}

impl Alphabet {
    /// Puts the records in the order of the review's language.
    #[must_use]
    pub fn new(visible: &Visible) -> Alphabet {
        let review = &visible.review;
        let has_articles = is_english(&review.settings.language);
        let titles: Vec<(RecordIx, Cow<'_, str>)> =
            visible.all().map(|position| (position, called::title(review, position))).collect();
        let sought = |title| if has_articles { without_article(title) } else { title };
        let mut all: Vec<(&str, RecordIx)> =
            titles.iter().map(|(position, title)| (sought(title), *position)).collect();
        all.sort_by(|(title, one), (other_title, other)| {
            review.collation.order(title, other_title).then_with(|| one.cmp(other))
        });
        let letters: Vec<String> = all.iter().map(|(title, _)| letter(review.collation.initial(title))).collect();
        // A letter stands where the first title under it does, and has all the others.
        let mut places: HashMap<&str, usize> = HashMap::new();
        for letter in &letters {
            let next = places.len();
            places.entry(letter).or_insert(if letter == NOTHING { usize::MAX } else { next });
        }
        let mut records: Vec<(usize, String, RecordIx)> = letters
            .iter()
            .zip(all)
            .map(|(letter, (_, position))| (places[&**letter], letter.clone(), position))
            .collect();
        records.sort_by_key(|(place, ..)| *place);
        Alphabet { records: records.into_iter().map(|(_, letter, position)| (letter, position)).collect() }
    }
}

/// What titles stand under that have neither a letter nor a digit, behind all others.
const NOTHING: &str = "…";

/// The articles of English, which nobody looks under.
const ARTICLES: [&str; 3] = ["the", "an", "a"];

/// Whether a BCP 47 tag is of English.
fn is_english(language: &str) -> bool {
    language.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

/// An English title from the word on under which a reader looks for it.
fn without_article(title: &str) -> &str {
    let rest = |article: &&str| {
        let (first, rest) = title.split_at_checked(article.len())?;
        let rest = rest.strip_prefix(' ')?;
        (first.eq_ignore_ascii_case(article) && rest.starts_with(char::is_alphanumeric)).then_some(rest)
    };
    ARTICLES.iter().find_map(rest).unwrap_or(title)
}

fn letter(initial: Initial) -> String {
    match initial {
        Initial::Letter(letter) => letter,
        Initial::Number => "0–9".to_owned(),
        Initial::Nothing => NOTHING.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_titles_stand_under_the_word_behind_their_article() {
        for (title, begun) in [
            ("The final report", "final report"),
            ("A plan", "plan"),
            ("an audit of AI", "audit of AI"),
            ("Theory", "Theory"),
            ("Annual plan", "Annual plan"),
            ("A", "A"),
            ("A – Z", "A – Z"),
            ("É", "É"),
        ] {
            assert_eq!(without_article(title), begun);
        }
        assert!(is_english("en") && is_english("EN-GB") && !is_english("enm") && !is_english("de"));
    }
}
