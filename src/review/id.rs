//! Names of records: what may be one, how two are compared, and how they are put in order.

use std::cmp::Ordering;

use rapidfuzz::distance::osa;

use crate::review::wording::listed;
use crate::text::form::{composed, fold, is_mark};
use crate::text::unseen::is_unseen;

/// The longest name, in bytes: file systems allow 255 for a part of a path, and hosts' archives less.
const LONGEST: usize = 120;

/// Checks that a text can be the name of a record, and so part of its address.
///
/// # Errors
/// What is wrong with it, in lower case.
pub fn check_name(name: &str) -> Result<(), String> {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    if name.is_empty() {
        return Err("the name is empty".to_owned());
    }
    if let Some(wrong) = name.chars().find(|&c| !is_name_character(c)) {
        return Err(match wrong {
            ' ' => "a name has no spaces".to_owned(),
            wrong => format!("a name has no `{}`", wrong.escape_default()),
        });
    }
    // A mark at the beginning would be put on the slash before it.
    if !name.starts_with(char::is_alphanumeric) {
        return Err("a name begins with a letter or a digit".to_owned());
    }
    if name.ends_with('.') {
        return Err("a name does not end with a dot".to_owned());
    }
    if name.len() > LONGEST {
        return Err(format!("a name is at most {LONGEST} bytes long, this one is {}", name.len()));
    }
    if is_device(&stem) {
        return Err(format!("`{stem}` is the name of a device on Windows"));
    }
    Ok(())
}

/// A name that could stand for this text.
#[must_use]
pub fn suggest_name(text: &str) -> String {
    let mut name = String::new();
    for c in composed(&text.to_lowercase()).chars() {
        if is_name_character(c) && (c.is_alphanumeric() || !name.is_empty()) {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches(['-', '.']).to_owned()
}

fn is_name_character(c: char) -> bool {
    // What is written above and below letters belongs to them; many scripts have no composed form.
    c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '_' | '.')
}

/// Whether Windows keeps a name for a device, whatever ending it has; it is given in lower case.
#[must_use]
pub fn is_device(stem: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
    let numbered = |device: &str| {
        let mut number = stem.strip_prefix(device).unwrap_or_default().chars();
        number.next().is_some_and(is_number) && number.next().is_none()
    };
    matches!(stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

/// A label as it is compared: real documents write `4.6 (c)(iv)` for `4.6(c)(iv)`, so white space, case and what
/// nobody sees do not count.
#[must_use]
pub fn fold_label(label: &str) -> String {
    // Names are compared for every entry of every record, and most are plain.
    if label.is_ascii() {
        let mut folded = String::with_capacity(label.len());
        folded.extend(label.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()));
        return folded;
    }
    composed(label).chars().filter(|&c| !c.is_whitespace() && !is_unseen(c)).flat_map(fold).collect()
}

/// Whether a text is this as it is compared, told without making anything of it.
#[must_use]
pub fn folds_to(text: &str, folded: &str) -> bool {
    composed(text).chars().filter(|&c| !c.is_whitespace() && !is_unseen(c)).flat_map(fold).eq(folded.chars())
}

/// The order of names as people read them: runs of digits by their value, so that `4.2` comes before `4.10`.
#[must_use]
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        let order = match (left.first(), right.first()) {
            (None, None) => return a.cmp(b),
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, rest_x) = take_number(left);
                let (y, rest_y) = take_number(right);
                (left, right) = (rest_x, rest_y);
                x.len().cmp(&y.len()).then_with(|| x.cmp(y))
            }
            (Some(x), Some(y)) => {
                let order = x.cmp(y);
                (left, right) = (&left[1..], &right[1..]);
                order
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The digits at the start without leading zeros, and what follows them.
fn take_number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.iter().position(|&digit| digit != b'0').unwrap_or(digits.len());
    (&digits[zeros..], rest)
}

/// The candidates nearest to a misspelt text, best first, at most three. None has another number in it: 10.3 is no slip for 10.2
/// but another record, and who is told of it may well take it.
#[must_use]
pub fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted: Vec<char> = text.to_lowercase().chars().collect();
    let allowed = (wanted.len() / 3).max(1);
    let compared = osa::BatchComparator::new(wanted.iter().copied());
    let most = osa::Args::default().score_cutoff(allowed);
    let mut letters: Vec<char> = Vec::new();
    let mut found: Vec<(usize, &str)> = candidates
        // No character is longer than four bytes, so that most are told apart without being looked at.
        .filter(|candidate| {
            candidate.len() + allowed >= wanted.len() && candidate.len() <= (wanted.len() + allowed) * 4
        })
        .filter(|candidate| digits(text).eq(digits(candidate)))
        .filter_map(|candidate| {
            letters.clear();
            letters.extend(candidate.chars().flat_map(char::to_lowercase));
            Some((compared.distance_with_args(letters.iter().copied(), &most)?, candidate))
        })
        .collect();
    found.sort();
    found.dedup();
    // Whoever made one slip did not make five: only what is about as near as the nearest is suggested.
    let best = found.first().map_or(0, |(distance, _)| *distance);
    found.retain(|(distance, _)| *distance <= best * 2);
    found.into_iter().map(|(_, candidate)| candidate).take(3).collect()
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_numeric())
}

/// A list of words for a sentence: "`a`, `b` or `c`".
#[must_use]
pub fn alternatives<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    joined(words, "or")
}

/// The same of all of them: "`a`, `b` and `c`".
#[must_use]
pub fn all_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    joined(words, "and")
}

fn joined<'a>(words: impl IntoIterator<Item = &'a str>, joint: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    listed(&words, joint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cannot_be_addresses_are_refused() {
        for name in [
            "",
            "a b",
            "-a",
            "_a",
            ".a",
            "a.",
            "con",
            "NUL.x",
            "com1",
            "com¹",
            "a/b",
            "a\\b",
            "a:b",
            "..",
            &"x".repeat(121),
        ] {
            assert!(check_name(name).is_err(), "{name}");
        }
        for name in ["4.1", "dns-security", "žarko", "4.6-c_iv", "console", "हिन्दी", "ภาษาไทย"]
        {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn numbers_in_names_are_ordered_by_value() {
        let mut names = ["4.10", "10.1", "4.2", "a", "4", "04.2"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["4", "04.2", "4.2", "4.10", "10.1", "a"]);
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let ids = ["teams/dns-security", "teams/icann-security", "people/denise-michel"];
        assert_eq!(nearest("teams/dns-secuirty", ids.into_iter()), ["teams/dns-security"]);
        assert_eq!(nearest("unrelated", ids.into_iter()), Vec::<&str>::new());
        assert_eq!(nearest("recommendations/4.4", ["recommendations/4.1"].into_iter()), Vec::<&str>::new());
        assert_eq!(nearest("recomendations/4.1", ["recommendations/4.1"].into_iter()), ["recommendations/4.1"]);
    }
}
