//! The words of some records, numbered in the order in which they are first met.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// How many bytes of a word stand in its key; one more is its length.
const SHORT: usize = 15;

/// What is known of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// Its number.
    pub(super) number: u32,
    /// One more than the last of its postings; 0 before the first.
    pub(super) last: u32,
    /// How often it stands in the record of that posting.
    pub(super) times: u8,
}

/// What is known of each word. A text has thousands of words of a few letters: these are compared as whole numbers, without
/// a look at where they are kept.
///
/// They are hashed with seeds that nobody knows: words that all have one hash, by a known function without seeds, would make the
/// build of a stranger's review as slow as he likes. He learns nothing of the seeds, so that a hash can do that is quicker than
/// the standard library's.
pub(super) struct Dictionary {
    short: HashMap<u128, Known, RandomState>,
    long: HashMap<Box<str>, Known, RandomState>,
    /// The words by their numbers.
    pub(super) words: Vec<Box<str>>,
}

impl Dictionary {
    pub(super) fn new() -> Dictionary {
        Dictionary { short: HashMap::default(), long: HashMap::default(), words: Vec::new() }
    }

    /// What is known of a word; one that is new gets the next number.
    pub(super) fn known(&mut self, word: &str) -> &mut Known {
        let words = &mut self.words;
        let new = || {
            words.push(word.into());
            Known { number: u32::try_from(words.len() - 1).unwrap_or(u32::MAX), last: 0, times: 0 }
        };
        match key(word) {
            Some(key) => self.short.entry(key).or_insert_with(new),
            None => self.long.entry(word.into()).or_insert_with(new),
        }
    }
}

/// A short word as a number that no other has: its bytes, and how many they are. What its first and its last bytes have in common
/// comes to stand in one place, and is the same there.
fn key(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let length = u128::try_from(bytes.len()).ok().filter(|_| bytes.len() <= SHORT)?;
    let letters = match (bytes.first_chunk(), bytes.last_chunk(), bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last), ..) => {
            let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
            u128::from(first) | u128::from(last) << (8 * (length - 8))
        }
        (_, _, Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u128::from(first) | u128::from(last) << (8 * (length - 4))
        }
        _ => bytes.iter().rev().fold(0, |letters, byte| letters << 8 | u128::from(*byte)),
    };
    Some(length << (8 * SHORT) | letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_whatever_its_length() {
        let long = "a".repeat(SHORT);
        let words = ["", "a", "aa", "security", &long, &format!("{long}a"), &format!("{long}\0"), "\0", "é"];
        let mut dictionary = Dictionary::new();
        for _ in 0..2 {
            let numbers: Vec<u32> = words.iter().map(|word| dictionary.known(word).number).collect();
            assert_eq!(numbers, (0..9).collect::<Vec<u32>>());
        }
        assert!(dictionary.words.iter().map(|word| &**word).eq(words));
    }
}
