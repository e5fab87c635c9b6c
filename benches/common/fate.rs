//! What becomes of a recommendation, told from its index alone, so that its own record and the statements that speak of
//! it say the same without either having to be read.
//!
//! A review of some sixty recommendations is answered as a whole and reported on as a whole. A larger corpus is as many
//! of these after each other: its recommendations come in stretches, and each stretch has statements of its own. So no
//! statement grows with the corpus.

use jiff::civil::{Date, date};

use crate::common::prose::Dice;
use crate::common::world::{SEED, after};

/// How many recommendations are answered together: as many as the examples have, 63 and 58.
pub(crate) const STRETCH: usize = 60;

/// How many reports on progress there are of a stretch.
const REPORTS: usize = 3;

/// The bodies that have a part of their own, as their places among the organisations.
pub(crate) const BOARD: usize = 0;
/// Carries out what is accepted, and reports on it.
pub(crate) const OFFICE: usize = 1;
/// Looks at what is said to be complete.
pub(crate) const AUDITOR: usize = 2;

/// What the board answers at first. Of the 121 recommendations of both examples 62 are approved at first, 9 in
/// principle, 34 are pending and 16 rejected; two in 24 of something else bring in other words.
const ANSWERS: [&str; 24] = [
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "approved",
    "approved in principle",
    "approved in principle",
    "approved in part",
    "pending",
    "pending",
    "pending",
    "pending",
    "pending",
    "pending",
    "rejected",
    "rejected",
    "rejected",
    "passed on",
];

/// How far something is, step by step.
const STATES: [&str; REPORTS] = ["not started", "in progress", "complete"];

/// What becomes of one recommendation.
pub(crate) struct Fate {
    /// What the board answers at first.
    pub(crate) answer: &'static str,
    /// What it decides later where that was to be decided: of the 34 of SSR2 33, two thirds of them against it.
    pub(crate) decision: Option<&'static str>,
    /// Another organisation that is asked as well and answers for itself, and its answer.
    pub(crate) other: Option<(usize, &'static str)>,
    /// What each report says of it, if it speaks of it.
    pub(crate) reports: [Option<&'static str>; REPORTS],
    /// Whether it has parts, of which the first is what the board decides on later and what is carried out.
    pub(crate) has_parts: bool,
}

impl Fate {
    /// What becomes of the recommendation of an index.
    pub(crate) fn of(index: usize) -> Self {
        let mut dice = Dice::of(SEED, 7, index);
        let answer = dice.pick(&ANSWERS);
        let is_decided = answer == "pending" && !dice.once_in(12);
        let decision = is_decided.then(|| dice.pick(&["approved", "rejected", "rejected"]));
        // Other bodies answer 13 of 58 for themselves in one example.
        let other = dice.once_in(4).then(|| {
            let body = dice.between(8, 12);
            (body, dice.pick(&["approved", "approved", "approved in principle", "noted", "rejected"]))
        });
        let accepted = decision.unwrap_or(answer).starts_with("approved");
        let mut reports = [None; REPORTS];
        // What is accepted stands in every report from then on, as in both examples, whether it has got any further or
        // not.
        let first = usize::from(decision.is_some() || dice.once_in(4));
        let mut reached = dice.below(2);
        for (number, report) in reports.iter_mut().enumerate().filter(|(number, _)| accepted && *number >= first) {
            if number > first && dice.once_in(3) {
                reached = (reached + 1).min(STATES.len() - 1);
            }
            *report = Some(STATES[reached]);
        }
        Self { answer, decision, other, reports, has_parts: index % 10 == 7 }
    }

    /// Whether a report says that it is complete.
    pub(crate) fn is_complete(&self) -> bool {
        self.reports.contains(&Some("complete"))
    }
}

/// The days on which a stretch is answered, decided on once more, and reported on.
pub(crate) struct Days {
    pub(crate) answer: Date,
    pub(crate) decision: Date,
    pub(crate) reports: [Date; REPORTS],
}

impl Days {
    /// Those of the stretch of a number.
    pub(crate) fn of(stretch: usize) -> Self {
        let mut dice = Dice::of(SEED, 8, stretch);
        let answer = after(date(2020, 1, 15), dice.below(120));
        let decision = after(answer, dice.between(60, 170));
        let mut day = answer;
        let reports = [(); REPORTS].map(|()| {
            day = after(day, dice.between(180, 360));
            day
        });
        Self { answer, decision, reports }
    }
}
