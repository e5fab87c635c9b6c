//! Prose for the corpus: numbers from a fixed seed, a vocabulary used as unevenly as that of a real text, and
//! sentences of both made-up and ordinary English words. It knows nothing of records.

use std::collections::BTreeSet;

/// Splitmix64: the same numbers from the same seed, on every machine and in any order of threads.
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of one thing, told apart from all others by a seed and two numbers of its own.
    pub(crate) fn of(seed: u64, kind: u64, number: usize) -> Self {
        let mut dice = Self(seed ^ (kind << 48) ^ number as u64);
        dice.0 = dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which must not be 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (((self.next() >> 32) * end as u64) >> 32) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True once in `times` throws on average.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// `count` different numbers below `end`, ascending; fewer where there are not so many.
    pub(crate) fn several(&mut self, count: usize, end: usize) -> BTreeSet<usize> {
        let mut chosen = BTreeSet::new();
        while chosen.len() < count.min(end) {
            chosen.insert(self.below(end));
        }
        chosen
    }
}

/// Made-up words that can be pronounced, and how often each is used: the k-th about 1/k as often as the first.
pub(crate) struct Vocabulary {
    words: Vec<String>,
    /// The weights of all words up to and including this one, in whole numbers so that no rounding can differ.
    cumulative: Vec<usize>,
}

const WORDS: usize = 4_000;
const ONSETS: [&str; 20] =
    ["b", "c", "d", "f", "g", "h", "j", "l", "m", "n", "p", "r", "s", "t", "v", "br", "gl", "pr", "st", "tr"];
const VOWELS: [&str; 8] = ["a", "a", "e", "e", "i", "o", "u", "ai"];
const CODAS: [&str; 8] = ["", "", "", "n", "l", "r", "s", "nt"];

impl Vocabulary {
    /// The one vocabulary of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let mut known = BTreeSet::new();
        let mut words = Vec::with_capacity(WORDS);
        while words.len() < WORDS {
            let rank = words.len();
            let syllables = 1 + usize::from(rank > 100) + usize::from(rank > 1_500) + usize::from(dice.once_in(8));
            let mut word = String::new();
            for _ in 0..syllables {
                word.push_str(dice.pick(&ONSETS));
                word.push_str(dice.pick(&VOWELS));
            }
            word.push_str(dice.pick(&CODAS));
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut sum = 0;
        let cumulative = (0..WORDS)
            .map(|rank| {
                sum += 1_000_000 / (rank + 3);
                sum
            })
            .collect();
        Self { words, cumulative }
    }

    /// One word; the first of the vocabulary come most often.
    pub(crate) fn word(&self, dice: &mut Dice) -> &str {
        let thrown = dice.below(self.cumulative[WORDS - 1]);
        &self.words[self.cumulative.partition_point(|&sum| sum <= thrown)]
    }

    /// `count` words with a capital at the front: a title, a heading or a cell.
    pub(crate) fn phrase(&self, dice: &mut Dice, count: usize) -> String {
        let words = (0..count).map(|_| self.word(dice)).collect::<Vec<_>>();
        capital(&words.join(" "))
    }

    /// A sentence without markup, fit for a plain YAML scalar: no colon, no number sign.
    pub(crate) fn sentence(&self, dice: &mut Dice) -> String {
        if dice.once_in(4) {
            return dice.pick(&SENTENCES).to_owned();
        }
        let count = dice.between(8, 20);
        let mut sentence = self.phrase(dice, count / 2);
        if count > 12 {
            sentence.push(',');
        }
        for _ in count / 2..count {
            sentence.push(' ');
            sentence.push_str(self.word(dice));
        }
        sentence.push('.');
        sentence
    }

    /// A sentence for a body: at times a word of it is emphasised, strong or code.
    pub(crate) fn marked_sentence(&self, dice: &mut Dice) -> String {
        let sentence = self.sentence(dice);
        let mark = match dice.below(30) {
            0..3 => "*",
            3 => "**",
            4 => "`",
            _ => return sentence,
        };
        let word = self.word(dice);
        format!("{} {mark}{word}{mark}.", sentence.trim_end_matches('.'))
    }

    /// A sentence that speaks of what `reference` points to.
    pub(crate) fn sentence_about(&self, dice: &mut Dice, reference: &str) -> String {
        let count = dice.between(5, 10);
        let words = self.phrase(dice, count);
        match dice.below(4) {
            0 => format!("{words}, as {reference} shows."),
            1 => format!("{words} and {reference} were read together."),
            2 => format!("See {reference} for the reasons, and for what was left open."),
            _ => format!("{words}; this rests on {reference} and on nothing else."),
        }
    }
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}

/// What review teams write, in words that the glossary and the search index meet in a real review.
const SENTENCES: [&str; 24] = [
    "The review team asked for the data in writing and received part of it.",
    "No evidence was found that the measure had its intended effect.",
    "The organisation should publish the result of each test within thirty days.",
    "Several members noted that the figures of the two reports differ.",
    "A rollover of the key signing key was postponed once and then carried out.",
    "Staff explained how the root zone is changed, signed and published.",
    "The sub-team agreed that the wording is clear enough to be measured.",
    "Name collision remains a risk wherever private names reach the public system.",
    "Resolvers that hold an old trust anchor fail without a useful message.",
    "The budget does not show what was spent on security and what on stability.",
    "It was agreed to ask again, with a date by which an answer is expected.",
    "The plan names an owner for each step but no measure of success.",
    "Members who had taken part in the earlier review abstained.",
    "The committee heard the same concern from three unrelated parties.",
    "What was reported as complete could not be verified from public records.",
    "Each incident should be described in public once it is safe to do so.",
    "The answer came after the draft had been written and changed two findings.",
    "An independent auditor should look at the process every second year.",
    "There is no single place where the state of these measures can be seen.",
    "The risk register is kept, but nobody outside the department has read it.",
    "Contracts should say what happens when the obligations are not met.",
    "The group thanked those who had written and answered every comment.",
    "This was discussed at length and no consensus was reached on the timing.",
    "The text was read aloud, amended in two places and then adopted.",
];
