//! Where the shards of the words begin: at about the same weight each, and at the same words after an edit.
//!
//! The words are halved again and again. A cut is made not in the very middle, which any edit moves, but before the word of
//! the least hash near it, which an edit seldom changes.

use std::ops::Range;

/// How far from the middle a cut may be, as a part of the whole.
const REACH: usize = 32;

/// Words in their order, with the weight of all before each and, at the end, of all.
pub(super) struct Weighed<'a> {
    pub(super) words: &'a [Box<str>],
    pub(super) sums: Vec<usize>,
}

impl Weighed<'_> {
    /// The words of each shard. The number of shards is a power of two; where there are fewer words, some have none.
    pub(super) fn shards(&self, count: usize) -> Vec<Range<usize>> {
        let mut shards = Vec::with_capacity(count);
        self.halve(0..self.words.len(), count, &mut shards);
        shards
    }

    fn halve(&self, all: Range<usize>, count: usize, shards: &mut Vec<Range<usize>>) {
        if count < 2 {
            return shards.push(all);
        }
        let cut = self.cut(&all);
        self.halve(all.start..cut, count / 2, shards);
        self.halve(cut..all.end, count / 2, shards);
    }

    fn cut(&self, all: &Range<usize>) -> usize {
        let (from, to) = (self.sums[all.start], self.sums[all.end]);
        let (middle, reach) = (usize::midpoint(from, to), (to - from) / REACH);
        let first = self.sums.partition_point(|&sum| sum < middle - reach).clamp(all.start, all.end);
        let last = self.sums.partition_point(|&sum| sum <= middle + reach).clamp(first, all.end);
        let hash = |&at: &usize| *blake3::hash(self.words[at].as_bytes()).as_bytes();
        (first..last).min_by_key(hash).unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shards(words: &[Box<str>], count: usize) -> Vec<Range<usize>> {
        Weighed { words, sums: (0..=words.len()).map(|at| at * 10).collect() }.shards(count)
    }

    #[test]
    fn shards_follow_one_another_and_are_of_like_size() {
        let words: Vec<Box<str>> = (0..5000).map(|number| format!("w{number:04}").into()).collect();
        let found = shards(&words, 64);
        assert_eq!((found[0].start, found[63].end), (0, 5000));
        assert!(found.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(found.iter().all(|shard| (50..120).contains(&shard.len())), "{found:?}");
        assert_eq!(shards(&words[..1], 4).iter().filter(|shard| !shard.is_empty()).count(), 1);
        assert_eq!(shards(&[], 2), [0..0, 0..0]);
    }

    #[test]
    fn another_word_moves_few_cuts() {
        let mut words: Vec<Box<str>> = (0..5000).map(|number| format!("w{number:04}").into()).collect();
        let starts = |words: &[Box<str>]| -> Vec<Box<str>> {
            shards(words, 64).into_iter().skip(1).map(|shard| words[shard.start].clone()).collect()
        };
        let before = starts(&words);
        words.insert(1234, "w1233a".into());
        let after = starts(&words);
        let moved = before.iter().filter(|start| !after.contains(start)).count();
        assert!(moved < 8, "{moved} of 63 cuts moved");
    }
}
