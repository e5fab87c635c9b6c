//! One function for each kind of record that the corpus has in numbers; that of recommendations has a file of its own.
//! Each makes a record from its index alone, so that records can be made in any order and on any thread. Everything
//! they refer to exists, whatever the size.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::common::body::{self, Outline};
use crate::common::prose::Dice;
use crate::common::world::{SEED, World, after, consultation_days, id};

/// A record as it is written, and what was counted while it was made.
pub(crate) struct Draft {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) words: usize,
    pub(crate) front_references: usize,
    pub(crate) body_references: usize,
}

/// A date as precisely as it is known: mostly to the day, at times to the month or the year only.
fn as_known(dice: &mut Dice, day: Date) -> String {
    let text = day.to_string();
    match dice.below(24) {
        0 => text[..4].to_owned(),
        1 | 2 => text[..7].to_owned(),
        _ => text,
    }
}

/// Front matter while it is written. A reference is written only through it, and so counted.
pub(crate) struct Front {
    pub(crate) text: String,
    references: usize,
}

impl Front {
    pub(crate) fn new(title: &str, summary: &str) -> Self {
        let text = format!("---\ntitle: {title}\nsummary: {summary}\n");
        Self { text, references: 0 }
    }

    /// A line as it is, indented as its place asks for.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(crate) fn reference(&mut self, field: &str, to: &str) {
        self.references += 1;
        self.line(&format!("{field}: {to}"));
    }

    pub(crate) fn references(&mut self, field: &str, to: &[String]) {
        match to {
            [] => {}
            [one] => self.reference(field, one),
            several => {
                self.references += several.len();
                self.line(&format!("{field}: [{}]", several.join(", ")));
            }
        }
    }
}

/// What a kind's bodies have in common, and what is this record's own.
pub(crate) struct Prose<'a> {
    pub(crate) opening: String,
    pub(crate) headings: &'a [&'a str],
    pub(crate) footnote: String,
}

/// The record of a folder and a name, whole.
pub(crate) fn draft(
    world: &World,
    dice: &mut Dice,
    (folder, name): (&str, &str),
    front: Front,
    prose: Prose<'_>,
) -> Draft {
    let references = world.body_references(dice, name);
    let body_references = references.len();
    let Prose { opening, headings, footnote } = prose;
    let outline = Outline { opening, headings, references, footnote };
    let body = body::write(dice, &world.vocabulary, &outline);
    let words = body.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()));
    Draft {
        path: format!("{folder}/{name}.md"),
        words: words.count(),
        text: format!("{}---\n\n{body}", front.text),
        front_references: front.references,
        body_references,
    }
}

pub(crate) fn finding(world: &World, index: usize) -> Draft {
    let mut dice = Dice::of(SEED, 2, index);
    let (dice, words) = (&mut dice, &world.vocabulary);
    let name = id("f", index);
    let mut front = Front::new(&words.phrase(dice, 6), &words.sentence(dice));
    front.line(&format!("label: Finding {}", index + 1));
    let day = after(date(2017, 5, 1), dice.below(500));
    front.line(&format!("date: {}", as_known(dice, day)));
    front.reference("team", &world.team(dice));
    let clauses = dice.several(2, world.clauses);
    front.references("clauses", &clauses.into_iter().map(|c| id("mandate/clause", c)).collect::<Vec<_>>());
    front.reference("documents", &world.document(dice));
    front.reference("source", &world.document(dice));
    front.line(&format!("state: {}", dice.pick(&["agreed", "agreed", "preliminary"])));
    if dice.once_in(30) {
        front.line("unverified: true");
    }
    if dice.once_in(10) {
        front.line(&format!("extra:\n  tracker: T-{}\n  method: {}", index + 1, words.phrase(dice, 3)));
    }
    let prose = Prose {
        opening: String::new(),
        headings: &["Analysis", "Evidence", "Limits"],
        footnote: format!("Read at <https://record.example/evidence/{}> and kept on file.", index + 1),
    };
    draft(world, dice, ("findings", &name), front, prose)
}

pub(crate) fn meeting(world: &World, index: usize) -> Draft {
    let mut dice = Dice::of(SEED, 3, index);
    let (dice, words) = (&mut dice, &world.vocabulary);
    let name = id("m", index);
    let day = after(date(2017, 3, 1), dice.below(1_000));
    let mut front = Front::new(&words.phrase(dice, 4), &words.sentence(dice));
    front.line(&format!("number: {}\ndate: {day}\nplace: {}", index + 1, words.phrase(dice, 1)));
    if !dice.once_in(3) {
        front.reference("team", &world.team(dice));
    }
    let mut present = world.people(dice, 4);
    let apologies = present.split_off(3);
    front.references("present", &present);
    front.references("apologies", &apologies);
    front.line(&format!("recording: https://record.example/meetings/{}", index + 1));
    acts(world, dice, &mut front, day);
    let prose = Prose {
        opening: format!("The meeting was held on {}.", day.strftime("%A, %-d %B %Y")),
        headings: &["Discussion", "What was reported", "Next steps"],
        footnote: "As corrected at the following meeting.".to_owned(),
    };
    draft(world, dice, ("meetings", &name), front, prose)
}

/// What was decided and what is to be done: of 21 meetings in the record of SSR2 five have decisions, seven in all, and
/// 13 have action items, up to seven of them.
fn acts(world: &World, dice: &mut Dice, front: &mut Front, day: Date) {
    let words = &world.vocabulary;
    if dice.once_in(4) {
        front.line("decisions:");
        for decision in 1..=1 + usize::from(dice.once_in(3)) {
            front.line(&format!("  - id: d{decision}\n    text: {}", words.sentence(dice)));
            front.reference("    on", &world.subject(dice));
        }
    }
    if dice.below(21) < 13 {
        front.line("actions:");
        let items = [1, 1, 1, 1, 2, 2, 2, 3, 4, 4, 4, 5, 7];
        for action in 1..=items[dice.below(items.len())] {
            front.line(&format!("  - id: a{action}\n    text: {}", words.sentence(dice)));
            front.reference("    owner", &world.person(dice));
            front.line(&format!("    due: {}", after(day, 14)));
            if dice.once_in(2) {
                front.line(&format!("    done: {}", after(day, dice.between(1, 30))));
            }
        }
    }
}

pub(crate) fn comment(world: &World, index: usize) -> Draft {
    let mut dice = Dice::of(SEED, 4, index);
    let (dice, words) = (&mut dice, &world.vocabulary);
    let name = id("c", index);
    let consultation = dice.below(world.consultations);
    let (opens, _) = consultation_days(consultation);
    let mut front = Front::new(&words.phrase(dice, 5), &words.sentence(dice));
    front.line(&format!("date: {}", after(opens, dice.below(40))));
    front.line(&format!("from: Association of {}", words.phrase(dice, 2)));
    front.reference("consultation", &id("consultations/k", consultation));
    let on = (0..dice.between(2, 5)).map(|_| world.subject(dice)).collect::<BTreeSet<_>>();
    front.references("on", &on.into_iter().collect::<Vec<_>>());
    if !dice.once_in(4) {
        let outcome = dice.pick(&["accepted", "partly", "declined", "noted"]);
        front.line(&format!("answer:\n  outcome: {outcome}\n  text: {}", words.sentence(dice)));
        if outcome == "accepted" || outcome == "partly" {
            front.line(&format!("  changed: {}", words.sentence(dice)));
        }
    }
    let prose = Prose {
        opening: String::new(),
        headings: &["General remarks", "On the figures", "Proposed wording"],
        footnote: "The full letter is held by the secretariat.".to_owned(),
    };
    draft(world, dice, ("comments", &name), front, prose)
}

pub(crate) fn charter(world: &World, index: usize) -> Draft {
    let mut dice = Dice::of(SEED, 5, index);
    let (dice, words) = (&mut dice, &world.vocabulary);
    let name = id("t", index);
    let mut front = Front::new(&words.phrase(dice, 4), &words.sentence(dice));
    front.line(&format!("label: Sub-team {0}\nnumber: {0}", index + 1));
    front.line(&format!("topic: {}", words.phrase(dice, 3)));
    // By turns, so that every clause has a team: there are never fewer charters than clauses.
    front.reference("clauses", &id("mandate/clause", index % world.clauses));
    front.line(&format!("skills: [{}, {}]", words.phrase(dice, 2), words.phrase(dice, 1)));
    front.line(&format!("work_items:\n  - {}\n  - {}", words.sentence(dice), words.sentence(dice)));
    let wanted = dice.between(3, 5);
    let members = world.people(dice, wanted);
    front.reference("rapporteur", &members[dice.below(members.len())]);
    front.references("members", &members);
    front.line(&format!("mailing_list: https://lists.example/{name}"));
    let prose = Prose {
        opening: String::new(),
        headings: &["Activity", "Method", "Deliverables"],
        footnote: "As adopted by the plenary.".to_owned(),
    };
    draft(world, dice, ("teams", &name), front, prose)
}
