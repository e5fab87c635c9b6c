//! A recommendation with what it says itself of what became of it; most of that is said in statements.

use jiff::civil::{Date, date};

use crate::common::fate::{AUDITOR, BOARD, Days, Fate, STRETCH};
use crate::common::prose::Dice;
use crate::common::records::{Draft, Front, Prose, draft};
use crate::common::world::{PER_GROUP, SEED, THEMES, World, after, id, number};

/// The last word of every recommendation's footnote, which an edit may put another word for.
pub(crate) const LAST_WORD: &str = "winter";

/// The recommendation of an index.
pub(crate) fn recommendation(world: &World, index: usize) -> Draft {
    let mut dice = Dice::of(SEED, 1, index);
    let (dice, words) = (&mut dice, &world.vocabulary);
    let fate = Fate::of(index);
    let name = id("r", index);
    let mut front = Front::new(&words.phrase(dice, 7), &words.sentence(dice));
    front.line(&format!("label: Recommendation {0}\nnumber: {0}", number(index)));
    front.line(&format!("date: {}", after(date(2019, 1, 10), dice.below(200))));
    front.reference("group", &id("groups/g", index / PER_GROUP));
    // Of one in 58 the theme is not that of its group.
    if index % 58 == 30 {
        front.line(&format!("theme: [{}, {}]", THEMES[0], THEMES[index % 3 + 1]));
    }
    front.reference("team", &world.team(dice));
    front.reference("clauses", &world.clause(dice));
    let findings = dice.several(index % 3 + 1, world.findings);
    front.references("findings", &findings.into_iter().map(|f| id("findings/f", f)).collect::<Vec<_>>());
    let depends_on = world.recommendations_below(dice, index % 3, index);
    front.references("depends_on", &depends_on);
    let mut supersedes = world.recommendations_below(dice, usize::from(index % 12 == 5), index);
    supersedes.retain(|older| !depends_on.contains(older));
    front.references("supersedes", &supersedes);
    if let Some(to) = world.recommendations_below(dice, usize::from(index % 12 == 3), index).first() {
        front.line("related:");
        front.reference("  - to", to);
        front.line("    as: see also");
    }
    parties(dice, &mut front, &fate);
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
    if fate.has_parts {
        let [first, second] = [0, 1].map(|_| words.sentence(dice));
        front.line(&format!("parts:\n  - id: a\n    text: {first}\n  - id: b\n    text: {second}"));
    }
    history(world, dice, &mut front, &fate, &Days::of(index / STRETCH));
    let dissent = ["Rationale", "Measures", "Verification", "Dissent"];
    let prose = Prose {
        opening: String::new(),
        headings: if index % 7 == 3 { &dissent } else { &dissent[..3] },
        footnote: format!("Figures as they stood at the end of the {LAST_WORD}."),
    };
    draft(world, dice, ("recommendations", &name), front, prose)
}

/// Who is asked, who answers for it and who helps: of 121 recommendations six have a `lead` and four a `support`.
fn parties(dice: &mut Dice, front: &mut Front, fate: &Fate) {
    let organisation = |place: usize| id("organisations/o", place);
    let asked = if dice.once_in(2) { BOARD } else { dice.between(3, 7) };
    let also = fate.other.map(|(body, _)| organisation(body));
    front.references("addressee", &[organisation(asked)].into_iter().chain(also).collect::<Vec<_>>());
    if dice.once_in(20) {
        front.reference("lead", &organisation(dice.between(13, 16)));
    }
    if dice.once_in(30) {
        front.reference("support", &organisation(dice.between(17, 19)));
    }
}

/// What no statement says: the answer of another body and how far it is with it, and what an independent look found.
fn history(world: &World, dice: &mut Dice, front: &mut Front, fate: &Fate, days: &Days) {
    if let Some((body, outcome)) = fate.other {
        let day = after(days.answer, dice.between(10, 150));
        front.line("response:");
        entry(world, dice, front, day, body, &format!("outcome: {outcome}"));
        if outcome == "approved" && dice.once_in(2) {
            let day = after(day, dice.between(100, 400));
            let expected = after(day, dice.between(200, 900));
            front.line("progress:");
            entry(world, dice, front, day, body, &format!("state: in progress\n    expected: {expected}"));
        }
    }
    if fate.is_complete() {
        let day = after(days.reports[days.reports.len() - 1], dice.between(100, 700));
        let [implemented, effect] = [0, 1].map(|_| dice.pick(&["yes", "partly", "no", "unknown"]));
        front.line("verdict:");
        entry(world, dice, front, day, AUDITOR, &format!("implemented: {implemented}\n    effect: {effect}"));
    }
}

fn entry(world: &World, dice: &mut Dice, front: &mut Front, day: Date, by: usize, fields: &str) {
    front.line(&format!("  - date: {day}\n    {fields}"));
    front.reference("    by", &id("organisations/o", by));
    if dice.once_in(2) {
        front.line(&format!("    note: {}", world.vocabulary.sentence(dice)));
    }
    if dice.once_in(4) {
        front.reference("    source", &world.document(dice));
    } else {
        front.line(&format!("    source: https://record.example/{day}/{}", dice.below(100_000)));
    }
}
