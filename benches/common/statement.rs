//! The statements: of each stretch of recommendations the answer of the board, what it decides later of those that were
//! pending, and the reports on progress.

use jiff::civil::Date;

use crate::common::fate::{BOARD, Days, Fate, OFFICE, STRETCH};
use crate::common::prose::Dice;
use crate::common::records::Front;
use crate::common::world::{SEED, World, id, number};

/// A statement as it is written.
pub(crate) struct Statement {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// How many stretches the recommendations are.
pub(crate) fn stretches(world: &World) -> usize {
    world.recommendations.div_ceil(STRETCH)
}

/// All statements of a stretch; one that would speak of nothing is not made.
pub(crate) fn of_stretch(world: &World, stretch: usize) -> Vec<Statement> {
    let mut dice = Dice::of(SEED, 9, stretch);
    let dice = &mut dice;
    let first = stretch * STRETCH;
    let last = (first + STRETCH).min(world.recommendations) - 1;
    let fates = (first..=last).map(|index| (index, Fate::of(index))).collect::<Vec<_>>();
    let days = Days::of(stretch);
    let of = format!("recommendations {} to {}", number(first), number(last));

    let said = |index: usize, fate: &Fate, word| Said { index, word, part: fate.has_parts.then_some("a") };
    let answers = fates.iter().flat_map(|(index, fate)| {
        // Of what has parts, each has an answer.
        let second = fate.has_parts.then_some(Said { index: *index, word: "approved in principle", part: Some("b") });
        [said(*index, fate, fate.answer)].into_iter().chain(second)
    });
    let decisions = fates.iter().filter_map(|(index, fate)| Some(said(*index, fate, fate.decision?)));
    let mut acts = vec![
        Act::new(BOARD, days.answer, "response", format!("The board answers {of}"), answers),
        Act::new(BOARD, days.decision, "response", format!("The board decides on what was pending of {of}"), decisions),
    ];
    for (report, day) in days.reports.into_iter().enumerate() {
        let states = fates.iter().filter_map(|(index, fate)| Some(said(*index, fate, fate.reports[report]?)));
        acts.push(Act::new(OFFICE, day, "progress", format!("Report {} on {of}", report + 1), states));
    }
    let before = stretch * acts.len();
    let acts = acts.into_iter().enumerate().filter(|(_, act)| !act.said.is_empty());
    acts.map(|(place, act)| write(world, dice, &id("s", before + place), act)).collect()
}

/// What is said of one recommendation, or of a part of it.
struct Said {
    index: usize,
    word: &'static str,
    part: Option<&'static str>,
}

/// One act before it is written.
struct Act {
    by: usize,
    date: Date,
    /// The history that it adds to.
    track: &'static str,
    title: String,
    said: Vec<Said>,
}

impl Act {
    fn new(by: usize, date: Date, track: &'static str, title: String, said: impl Iterator<Item = Said>) -> Self {
        Self { by, date, track, title, said: said.collect() }
    }
}

fn write(world: &World, dice: &mut Dice, name: &str, act: Act) -> Statement {
    let words = &world.vocabulary;
    let mut front = Front::new(&act.title, &words.sentence(dice));
    front.line(&format!("date: {}", act.date));
    front.reference("by", &id("organisations/o", act.by));
    front.reference("source", &world.document(dice));
    front.line(&format!("{}:", act.track));
    let mut all = act.said.iter().map(|said| said.word).collect::<Vec<_>>();
    all.sort_unstable();
    all.dedup();
    for word in all {
        front.line(&format!("  {word}:"));
        for said in act.said.iter().filter(|said| said.word == word) {
            let on = id("recommendations/r", said.index);
            match said.part {
                Some(part) => front.line(&format!("    - {{on: {on}, part: {part}}}")),
                None => front.line(&format!("    - {on}")),
            }
        }
    }
    // Of what has parts a remark would stand with each of them.
    let whole = act.said.iter().filter(|said| said.part.is_none());
    let (mut reasons, mut notes) = (String::new(), String::new());
    for said in whole {
        let on = id("recommendations/r", said.index);
        // In one example the nine that are accepted in principle have a reason, in the other one that is rejected.
        let is_explained = match said.word {
            "approved in part" | "approved in principle" => true,
            "rejected" => dice.once_in(4),
            _ => false,
        };
        if is_explained {
            reasons.push_str(&format!("\n  {on}: {}", words.sentence(dice)));
        }
        // In one example all 58 answers have a note and few reports, in the other hardly any has.
        if dice.once_in(if act.track == "response" { 2 } else { 6 }) {
            notes.push_str(&format!("\n  {on}: {} {}", words.sentence(dice), words.sentence(dice)));
        }
    }
    for (field, remarks) in [("reasons", reasons), ("notes", notes)] {
        if !remarks.is_empty() {
            front.line(&format!("{field}:{remarks}"));
        }
    }
    let mut paragraph = || (0..4).map(|_| words.sentence(dice)).collect::<Vec<_>>().join(" ");
    let body = [paragraph(), paragraph()].join("\n\n");
    Statement { path: format!("statements/{name}.md"), text: format!("{}---\n\n{body}\n", front.text) }
}
