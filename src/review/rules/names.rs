//! The rule about names in plain words: one body is called alike everywhere, so that all that it said is found under one name.
//!
//! Only what is hardly anything but a slip is reported: within a long word one letter too many, too few or another, or two in
//! the wrong order; a usual word written out here and cut short there; or other marks between the same words. Upper and
//! lower case and spaces do not count, and names whose digits differ are never near.

use std::collections::{BTreeMap, HashMap};

use crate::review::id::fold_label;
use crate::review::kind::field::Field;
use crate::review::kind::{comment, document, history, meeting, person, prior, recommendation};
use crate::review::record::Record;
use crate::review::rules::said::{Said, each_said};
use crate::review::rules::subjects::Subjects;
use crate::review::value::{self, Text, Value};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// The fields that name somebody in plain words.
static FIELDS: [&Field; 8] = [
    &history::BY.field,
    &recommendation::ADDRESSEE.field,
    &prior::ADDRESSEE.field,
    &meeting::OWNER.field,
    &comment::FROM.field,
    &document::PUBLISHER.field,
    &person::AFFILIATION.field,
    &person::NOMINATED_BY.field,
];

/// Words that a name may have or lack and still be the same.
const IDLE: [&str; 2] = ["the", "and"];
/// What bodies are, cut short and written out.
const CUT_SHORT: [(&str, &str); 13] = [
    ("assn", "association"),
    ("assoc", "association"),
    ("co", "company"),
    ("corp", "corporation"),
    ("dept", "department"),
    ("govt", "government"),
    ("inc", "incorporated"),
    ("intl", "international"),
    ("ltd", "limited"),
    ("natl", "national"),
    ("org", "organisation"),
    ("org", "organization"),
    ("univ", "university"),
];
/// The fewest letters of a word in which one too many, one too few or two in the wrong order are a slip.
const LONG: usize = 6;
/// The fewest letters of a word in which another letter is a slip: `Ireland` is not `Iceland`.
const LONGER: usize = 8;
/// How many names may differ in one and the same word: of more, that word is what tells them apart.
const MOST: usize = 500;

/// A name, with where it is written first and how often it is.
struct Name<'a> {
    record: &'a Record,
    written: &'a Text,
    count: usize,
    words: Vec<String>,
}

pub(super) fn nearly_equal(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let names = names(subjects);
    let words: Vec<&[String]> = names.iter().map(|name| name.words.as_slice()).collect();
    let mut frequency: BTreeMap<&[String], usize> = BTreeMap::new();
    for name in &names {
        *frequency.entry(&name.words).or_default() += name.count;
    }
    // What has the same words is first of all as frequent as all of it together.
    let weight = |name: &Name<'_>| (frequency.get(name.words.as_slice()), name.count);
    let mut nearest: BTreeMap<usize, usize> = BTreeMap::new();
    for (one, other) in near_pairs(&words) {
        // Of two names the one that is written less often is the slip; of two that are as frequent, the later.
        let (slip, usual) = if weight(&names[other]) > weight(&names[one]) { (one, other) } else { (other, one) };
        let nearest = nearest.entry(slip).or_insert(usual);
        if weight(&names[usual]) > weight(&names[*nearest]) {
            *nearest = usual;
        }
    }
    let problems = nearest.into_iter().map(|(slip, usual)| report(&names[slip], &names[usual]));
    problems.collect()
}

fn report(slip: &Name<'_>, usual: &Name<'_>) -> Diagnostic {
    let message = format!("`{}` is nearly `{}`", slip.written.text, usual.written.text);
    let problem = Diagnostic::new(Code::NearlyEqualNames, &slip.record.path, message).at(slip.written.span);
    let problem = problem.related(&usual.record.path, usual.written.span, "here");
    problem.help(format!("write `{}` if the same is meant", usual.written.text))
}

/// The names of a review in the order in which they are met, each once.
fn names<'a>(subjects: &Subjects<'a>) -> Vec<Name<'a>> {
    let mut known: HashMap<String, usize> = HashMap::new();
    // Most are written alike, and need not be folded again.
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut names: Vec<Name<'a>> = Vec::new();
    for (position, record) in subjects.all() {
        let mut look_at = |written: &'a Text| {
            let place = || *known.entry(fold_label(&written.text)).or_insert(names.len());
            let place = *places.entry(&written.text).or_insert_with(place);
            match names.get_mut(place) {
                Some(name) => name.count += 1,
                None => names.push(Name { record, written, count: 1, words: words(&written.text) }),
            }
        };
        each_said(record, |Said { field, value }| match value {
            Value::Text(text) if FIELDS.contains(&field) => look_at(text),
            Value::Texts(texts) if FIELDS.contains(&field) => texts.iter().for_each(&mut look_at),
            Value::Names(names) if FIELDS.contains(&field) => {
                // One that names a record is no words.
                let in_words = |name: &&value::Name| subjects.review.target_record(position, name.reference).is_none();
                names.iter().filter(in_words).for_each(|name| look_at(&name.text));
            }
            _ => {}
        });
    }
    names
}

/// The words of a name as they are compared.
fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).filter(|word| !IDLE.contains(&word.as_str())).collect()
}

/// A name without one of its words: which it is, how it begins, and the others.
type WithoutOne<'a> = (usize, Option<char>, Vec<&'a str>);

/// Whether two texts are one but for a slip of the pen, or other marks between the same words.
pub(super) fn are_nearly_equal(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let slips = one.iter().zip(&other).filter(|(one, other)| one != other).count();
    one.len() == other.len() && !one.is_empty() && slips < 2 && are_near(&one, &other)
}

/// The pairs of names that are nearly equal, as their places. What is compared has all words in common, or all but one which
/// begins with the same letter: each with every other would take too long where thousands have commented.
fn near_pairs<'a>(names: &'a [&'a [String]]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let mut alike: BTreeMap<WithoutOne<'_>, Vec<usize>> = BTreeMap::new();
    for (place, words) in names.iter().enumerate() {
        for (left_out, word) in words.iter().enumerate() {
            let others = words.iter().enumerate().filter(|(at, _)| *at != left_out);
            let others = others.map(|(_, word)| word.as_str()).collect();
            alike.entry((left_out, word.chars().next(), others)).or_default().push(place);
        }
    }
    alike.into_values().filter(|places| places.len() <= MOST).flat_map(|places| {
        let pairs =
            places.iter().enumerate().flat_map(|(at, &one)| places[at + 1..].iter().map(move |&other| (one, other)));
        pairs.filter(|&(one, other)| are_near(names[one], names[other])).collect::<Vec<_>>()
    })
}

/// Whether two names that differ in one word at most are nearly equal.
fn are_near(one: &[String], other: &[String]) -> bool {
    let mut differing = one.iter().zip(other).filter(|(one, other)| one != other);
    let Some((one, other)) = differing.next() else { return true };
    if [one, other].into_iter().any(|word| word.contains(char::is_numeric)) {
        return false;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    CUT_SHORT.contains(&(short, long)) || is_slip(short, long)
}

/// Whether a word is another with one slip of the pen. Such as change its end are other words, `Christina` and `Christine`;
/// but for an `s`, which makes a plural.
fn is_slip(short: &str, long: &str) -> bool {
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let before = short.iter().zip(&long).take_while(|(one, other)| one == other).count();
    let rest = short[before..].iter().rev().zip(long[before..].iter().rev());
    let after = rest.take_while(|(one, other)| one == other).count();
    match (&short[before..short.len() - after], &long[before..long.len() - after]) {
        ([], [letter]) => long.len() >= LONG && (after > 0 || *letter == 's'),
        ([one, two], [first, second]) => long.len() >= LONG && after > 0 && one == second && two == first,
        ([_], [_]) => long.len() >= LONGER && after > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slips_and_words_cut_short_are_near() {
        let near = |one: &str, other: &str| {
            let (one, other) = (words(one), words(other));
            let either = [near_pairs(&[&one, &other]).count(), near_pairs(&[&other, &one]).count()];
            assert_eq!(either[0] > 0, either[1] > 0, "{one:?}, {other:?}");
            either[0] > 0
        };
        for (one, other) in [
            ("Lake Water Ltd", "Lake Water Limited"),
            ("Lake Water Ltd.", "Lake-Water Ltd"),
            ("Lake Board", "The Lake Board"),
            ("Example Corp", "Example Corporation"),
            ("Example Society", "Example Socity"),
            ("Example Society", "Example Soceity"),
            ("Stakeholder Group", "Stakehalder Group"),
            ("Verisign", "Versign"),
            ("Lake Waters Ltd", "Lake Water Ltd"),
            ("Dept of Water", "Department of Water"),
        ] {
            assert!(near(one, other), "{one}, {other}");
        }
        for (one, other) in [
            ("Sub-team 1", "Sub-team 2"),
            ("Sub-team1", "Sub-team11"),
            ("SSR1 Review Team", "SSR2 Review Team"),
            ("Committee2020", "Committee2021"),
            ("Board A", "Board B"),
            ("Board A", "Board Audit"),
            ("ALAC", "GAC"),
            ("GNSO", "GNSO Council"),
            ("Ireland", "Iceland"),
            ("Registries Stakeholder Group", "Registrar Stakeholder Group"),
            ("Eastern Region", "Western Region"),
            ("North Lake", "South Lake"),
            ("Lake Water", "Lake Weather"),
            ("Water Board", "Waterways Board"),
            ("Christina Example", "Christine Example"),
            ("Christian Example", "Christina Example"),
            ("Martin Example", "Martina Example"),
            ("Ana Example", "Bo Example"),
            ("", "A"),
        ] {
            assert!(!near(one, other), "{one}, {other}");
        }
    }
}
