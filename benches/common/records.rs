//! One function for each kind of record that the corpus has in numbers. Each makes a record from its index alone, so
//! that records can be made in any order and on any thread. Everything they refer to exists, whatever the size.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::common::body::{self, Outline};
use crate::common::prose::Dice;
use crate::common::world::{SEED, World, after, consultation_days, id, number};

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
struct Front {
    text: String,
    references: usize,
}

impl Front {
    fn new(title: &str, summary: &str) -> Self {
        let text = format!("---\ntitle: {title}\nsummary: {summary}\n");
        Self { text, references: 0 }
    }

    /// A line as it is, indented as its place asks for.
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn reference(&mut self, field: &str, to: &str) {
        self.references += 1;
        self.line(&format!("{field}: {to}"));
    }

    fn references(&mut self, field: &str, to: &[String]) {
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
struct Prose<'a> {
    opening: String,
    headings: &'a [&'a str],
    footnote: String,
}

/// The record of a folder and a name, whole.
fn draft(world: &World, dice: &mut Dice, (folder, name): (&str, &str), front: Front, prose: Prose<'_>) -> Draft {
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

pub(crate) fn recommendation(world: &World, index: usize) -> Draft {
    let mut dice = Dice::of(SEED, 1, index);
    let (dice, words) = (&mut dice, &world.vocabulary);
    let name = id("r", index);
    let mut front = Front::new(&words.phrase(dice, 7), &words.sentence(dice));
    front.line(&format!("label: Recommendation {0}\nnumber: {0}", number(index)));
    front.line(&format!("date: {}", after(date(2019, 1, 10), dice.below(200))));
    front.reference("team", &world.team(dice));
    front.reference("clauses", &world.clause(dice));
    let findings = dice.several(index % 3 + 1, world.findings);
    front.references("findings", &findings.into_iter().map(|f| id("findings/f", f)).collect::<Vec<_>>());
    let depends_on = world.recommendations_below(dice, index % 3, index);
    front.references("depends_on", &depends_on);
    let mut supersedes = world.recommendations_below(dice, usize::from(index % 12 == 5), index);
    supersedes.retain(|older| !depends_on.contains(older));
    front.references("supersedes", &supersedes);
    front.line(&format!("addressee: {}", dice.pick(&["The Board", "The organisation", "The community"])));
    front.line(&format!("route: {}", dice.pick(&["implementation", "implementation", "policy"])));
    front.line(&format!("priority: {}", dice.pick(&["high", "medium", "low"])));
    front.line(&format!("complete_when: {}", words.sentence(dice)));
    front.line(&format!("consensus: {}", dice.pick(&["full consensus", "consensus", "strong support"])));
    front.line(&format!(
        "tags: [{}, {}]",
        dice.pick(&["security", "stability"]),
        dice.pick(&["abuse", "keys", "risk"])
    ));
    if index % 40 == 39 {
        front.line(&format!("aliases: [{}]", id("recommendations/draft", index)));
    }
    history(world, dice, &mut front);
    let dissent = ["Rationale", "Measures", "Verification", "Dissent"];
    let prose = Prose {
        opening: String::new(),
        headings: if index % 7 == 3 { &dissent } else { &dissent[..3] },
        footnote: format!("Figures as they stood at the end of the {LAST_WORD}."),
    };
    draft(world, dice, ("recommendations", &name), front, prose)
}

/// The last word of every recommendation's footnote, which an edit may put another word for.
pub(crate) const LAST_WORD: &str = "winter";

/// What was answered, what was done and what was found: three lists, each in the order of time.
fn history(world: &World, dice: &mut Dice, front: &mut Front) {
    let mut day = after(date(2020, 1, 15), dice.below(300));
    let outcome = dice.pick(&[
        "approved",
        "approved",
        "approved",
        "approved in part",
        "approved in principle",
        "pending",
        "passed on",
        "rejected",
    ]);
    front.line("response:");
    entry(world, dice, front, day, &format!("outcome: {outcome}\n    by: The Board"));
    if outcome == "pending" && dice.once_in(2) {
        day = after(day, dice.between(90, 400));
        entry(world, dice, front, day, "outcome: approved\n    by: The Board");
    }
    if outcome == "rejected" || outcome == "passed on" {
        return;
    }
    let reached = dice.below(4);
    if reached > 0 {
        front.line("progress:");
    }
    for state in ["not started", "in progress", "complete"].iter().take(reached) {
        day = after(day, dice.between(60, 300));
        entry(world, dice, front, day, &format!("state: {state}\n    by: The organisation"));
    }
    if reached == 3 {
        day = after(day, dice.between(100, 400));
        let [implemented, effect] = [0, 1].map(|_| dice.pick(&["yes", "partly", "no", "unknown"]));
        front.line("verdict:");
        let found = format!("by: An independent auditor\n    implemented: {implemented}\n    effect: {effect}");
        entry(world, dice, front, day, &found);
    }
}

fn entry(world: &World, dice: &mut Dice, front: &mut Front, day: Date, fields: &str) {
    front.line(&format!("  - date: {day}\n    {fields}"));
    if dice.once_in(2) {
        front.line(&format!("    note: {}", world.vocabulary.sentence(dice)));
    }
    if dice.once_in(4) {
        front.reference("    source", &world.document(dice));
    } else {
        front.line(&format!("    source: https://record.example/{day}/{}", dice.below(100_000)));
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
    front.line("decisions:");
    for decision in 1..=dice.between(1, 2) {
        front.line(&format!("  - id: d{decision}\n    text: {}", words.sentence(dice)));
        front.reference("    on", &world.subject(dice));
    }
    front.line(&format!("actions:\n  - id: a1\n    text: {}", words.sentence(dice)));
    front.reference("    owner", &world.person(dice));
    front.line(&format!("    due: {}", after(day, 14)));
    if dice.once_in(2) {
        front.line(&format!("    done: {}", after(day, dice.between(1, 30))));
    }
    let prose = Prose {
        opening: format!("The meeting was held on {}.", day.strftime("%A, %-d %B %Y")),
        headings: &["Discussion", "What was reported", "Next steps"],
        footnote: "As corrected at the following meeting.".to_owned(),
    };
    draft(world, dice, ("meetings", &name), front, prose)
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
