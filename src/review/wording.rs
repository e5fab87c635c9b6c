//! How messages and sentences are worded where grammar asks for more than a format string.

/// So many of something: "1 member", "2 members".
#[must_use]
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A list in a sentence: "a, b and c", where the joint is "and".
#[must_use]
pub fn listed(all: &[String], joint: &str) -> String {
    match all.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {joint} {last}", rest.join(", ")),
    }
}

/// How words begin that sound otherwise than they are spelt: with a vowel that is none, and the other way round.
const LIKE_A_CONSONANT: [&str; 6] = ["eu", "one", "ubi", "uni", "use", "usu"];
const LIKE_A_VOWEL: [&str; 4] = ["heir", "honest", "honour", "hour"];

/// A noun with its article: "a charter", "an update", "a university", "an NGO".
#[must_use]
pub fn with_article(noun: &str) -> String {
    let first: String = noun.chars().take_while(|c| c.is_alphanumeric()).collect();
    let is_spelt_out = first.len() > 1 && first.chars().all(|c| c.is_ascii_uppercase());
    let lower = first.to_lowercase();
    let is_like = |beginnings: &[&str]| beginnings.iter().any(|beginning| lower.starts_with(beginning));
    let takes_an = if is_spelt_out {
        first.starts_with(['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X'])
    } else {
        is_like(&LIKE_A_VOWEL) || lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !is_like(&LIKE_A_CONSONANT)
    };
    format!("{} {noun}", if takes_an { "an" } else { "a" })
}

/// The same text with a capital letter at its start.
#[must_use]
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    let mut said = String::with_capacity(text.len() + 4);
    said.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    said.push_str(letters.as_str());
    said
}

/// A noun as it stands within a sentence: in lower case at its start, unless its first word is spelt with other capitals.
#[must_use]
pub fn in_a_sentence(noun: &str) -> String {
    let noun = noun.trim();
    let mut letters = noun.chars();
    let Some(first) = letters.next() else { return String::new() };
    let has_others = letters.clone().take_while(|c| c.is_alphanumeric()).any(char::is_uppercase);
    let is_alone = !letters.clone().next().is_some_and(char::is_alphanumeric);
    if has_others || is_alone { noun.to_owned() } else { first.to_lowercase().chain(letters).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_have_the_article_that_they_are_spoken_with() {
        for noun in ["an update", "a charter", "a university unit", "an hour", "an NGO", "a UN body", "an expert group"]
        {
            let (_, alone) = noun.split_once(' ').expect("an article");
            assert_eq!(with_article(alone), noun);
        }
    }

    #[test]
    fn nouns_begin_in_lower_case_within_a_sentence() {
        for (noun, within) in [
            ("Working group", "working group"),
            ("ICANN team", "ICANN team"),
            ("McKinsey panel", "McKinsey panel"),
            ("A-team", "A-team"),
            (" Übung", "übung"),
        ] {
            assert_eq!(in_a_sentence(noun), within);
        }
    }
}
