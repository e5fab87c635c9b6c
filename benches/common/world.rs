//! What there is to refer to: how many records of each kind, their names, and references to them as chance has it.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::common::prose::{Dice, Vocabulary};

/// The seed of everything. Another seed is another corpus, and its figures do not compare with those of this one.
pub(crate) const SEED: u64 = 0x5353_5232;

/// How many recommendations belong together.
pub(crate) const PER_GROUP: usize = 10;

/// The subjects of the groups: both examples have four, whatever the number of their recommendations.
pub(crate) const THEMES: [&str; 4] =
    ["Security of the system", "Contracts and compliance", "Stability of the whole", "What earlier reviews asked"];

/// How many records of each kind there are, and the words they are written in.
pub(crate) struct World {
    pub(crate) recommendations: usize,
    pub(crate) findings: usize,
    pub(crate) meetings: usize,
    pub(crate) comments: usize,
    pub(crate) charters: usize,
    /// Those below come beyond the number asked for: the few that the others need.
    pub(crate) people: usize,
    pub(crate) clauses: usize,
    pub(crate) documents: usize,
    pub(crate) consultations: usize,
    pub(crate) groups: usize,
    /// As many in a large review as in a small one: the examples have 22 and 20.
    pub(crate) organisations: usize,
    pub(crate) vocabulary: Vocabulary,
}

impl World {
    /// The world of `records` records, at least 10, in the proportions 60 : 15 : 15 : 8 : 2.
    pub(crate) fn of(records: usize) -> Self {
        let share = |percent: usize| (records * percent / 100).max(1);
        let [findings, meetings, comments, charters] = [share(15), share(15), share(8), share(2)];
        let recommendations = records - findings - meetings - comments - charters;
        Self {
            recommendations,
            findings,
            meetings,
            comments,
            charters,
            people: (records / 250).max(5),
            clauses: records / 1_000 + 1,
            documents: (records / 1_000).max(1),
            consultations: records / 5_000 + 1,
            groups: recommendations.div_ceil(PER_GROUP),
            organisations: 20,
            vocabulary: Vocabulary::new(SEED),
        }
    }

    pub(crate) fn person(&self, dice: &mut Dice) -> String {
        id("people/p", dice.below(self.people))
    }

    pub(crate) fn clause(&self, dice: &mut Dice) -> String {
        id("mandate/clause", dice.below(self.clauses))
    }

    pub(crate) fn document(&self, dice: &mut Dice) -> String {
        id("documents/d", dice.below(self.documents))
    }

    /// A bare name: only charters bear it.
    pub(crate) fn team(&self, dice: &mut Dice) -> String {
        id("t", dice.below(self.charters))
    }

    /// What a decision or a comment is about.
    pub(crate) fn subject(&self, dice: &mut Dice) -> String {
        if dice.once_in(4) {
            id("findings/f", dice.below(self.findings))
        } else {
            id("recommendations/r", dice.below(self.recommendations))
        }
    }

    pub(crate) fn recommendations_below(&self, dice: &mut Dice, count: usize, end: usize) -> Vec<String> {
        let chosen = dice.several(count, end.min(self.recommendations));
        chosen.into_iter().map(|index| id("recommendations/r", index)).collect()
    }

    pub(crate) fn people(&self, dice: &mut Dice, count: usize) -> Vec<String> {
        let chosen = dice.several(count, self.people);
        chosen.into_iter().map(|index| id("people/p", index)).collect()
    }

    /// Three to seven references for the body of `own`, in every form there is.
    pub(crate) fn body_references(&self, dice: &mut Dice, own: &str) -> Vec<String> {
        let count = dice.between(3, 7);
        let mut references = Vec::with_capacity(count);
        while references.len() < count {
            let (target, reference) = self.body_reference(dice);
            if target != own {
                references.push(reference);
            }
        }
        references
    }

    /// A record, and one of the ways in which a body may point to it.
    fn body_reference(&self, dice: &mut Dice) -> (String, String) {
        let words = dice.between(1, 3);
        let text = self.vocabulary.phrase(dice, words);
        match dice.below(20) {
            0..11 => {
                let index = dice.below(self.recommendations);
                let (name, number) = (id("r", index), number(index));
                let reference = match dice.below(6) {
                    0 => format!("[[recommendations/{name}]]"),
                    1 => format!("[[{name}|{text}]]"),
                    2 => format!("[[recommendations/{name}#rationale]]"),
                    3 => format!("[{text}](../recommendations/{name}.md#measures)"),
                    4 => format!("[[Recommendation {number}|{text}]]"),
                    _ => format!("[[{name}]]"),
                };
                (name, reference)
            }
            11..16 => {
                let name = id("f", dice.below(self.findings));
                let reference = match dice.below(3) {
                    0 => format!("[[findings/{name}#analysis]]"),
                    1 => format!("[{text}](../findings/{name}.md)"),
                    _ => format!("[[{name}|{text}]]"),
                };
                (name, reference)
            }
            16 | 17 => {
                let name = self.team(dice);
                let reference = format!("[{text}](../teams/{name}.md#activity)");
                (name, reference)
            }
            18 => {
                let name = id("m", dice.below(self.meetings));
                let reference = format!("[[meetings/{name}|{text}]]");
                (name, reference)
            }
            _ => {
                let document = self.document(dice);
                let reference = format!("[[{document}|{text}]]");
                (document, reference)
            }
        }
    }
}

/// The name of the record of an index, after a prefix that ends in its kind's letter.
pub(crate) fn id(prefix: &str, index: usize) -> String {
    format!("{prefix}-{:05}", index + 1)
}

/// The number and, after its kind, the label of a recommendation: that of its group, and its place there.
pub(crate) fn number(index: usize) -> String {
    format!("{}.{}", index / PER_GROUP + 1, index % PER_GROUP + 1)
}

/// The name of a person.
pub(crate) fn name(world: &World, index: usize) -> String {
    let mut dice = Dice::of(SEED, 6, index);
    let given = world.vocabulary.phrase(&mut dice, 1);
    format!("{given} {}", world.vocabulary.phrase(&mut dice, 1))
}

/// The day on which a consultation opens and the one on which it closes.
pub(crate) fn consultation_days(index: usize) -> (Date, Date) {
    let opens = after(date(2019, 10, 1), index * 3 % 90);
    (opens, after(opens, 45 + index % 20))
}

/// Some days later.
pub(crate) fn after(day: Date, days: usize) -> Date {
    day.saturating_add((days as i64).days())
}
