//! What comes on top of the records that a corpus is asked for: its settings, and whole lists of what the records refer
//! to.

use std::fmt::Write as _;

use crate::common::fate::OFFICE;
use crate::common::prose::Dice;
use crate::common::world::{self, SEED, THEMES, World, id};

const REVIEW: &str = "\
title: A review of measured size
short: Road
summary: A review that was made up to measure how long its site takes to build.
organisation: The Board
language: en
base_url: https://review.example/
contact: mailto:review@review.example
";

const PHASE: &str = "\
- id: first
  title: Look, weigh and write
  number: 1
  starts: 2017-03-01
  ends: 2020-01-10
  body: |
    ## a. Adopt the terms of reference

    The whole team agrees on what is looked at, and by when.

    ## b. Write down what was found

    Each sub-team writes, and the plenary decides.
";

const TERMS: [(&str, &str); 4] = [
    ("root zone", "The list of all top-level domains and of the servers that answer for them."),
    ("key signing key", "The key that signs the keys of a zone."),
    ("trust anchor", "The key that a validating resolver takes as given."),
    ("name collision", "A private name that is also a public one."),
];

/// A file that has a whole list: its name, how many records it has, and its text.
pub(crate) type List = (&'static str, usize, String);

/// The settings, and the records that come on top: whole lists, one file a kind.
pub(crate) fn lists(world: &World) -> [List; 9] {
    [
        ("mandate.yaml", world.clauses, clauses(world)),
        ("people.yaml", world.people, people(world)),
        ("documents.yaml", world.documents, documents(world)),
        ("consultations.yaml", world.consultations, consultations(world)),
        ("groups.yaml", world.groups, groups(world)),
        ("organisations.yaml", world.organisations, organisations(world)),
        ("glossary.yaml", TERMS.len(), terms()),
        ("work-plan.yaml", 1, PHASE.to_owned()),
        ("review.yaml", 0, REVIEW.to_owned()),
    ]
}

/// A list with an item for each index, whose fields after the id are what `fields` says.
fn list(count: usize, letter: &str, fields: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut list, index| {
        let item = fields(index).replace('\n', "\n  ");
        let _ = writeln!(list, "- id: {}\n  {item}", id(letter, index));
        list
    })
}

fn clauses(world: &World) -> String {
    list(world.clauses, "clause", |index| {
        let part = index + 1;
        format!(
            "label: 4.6(c)({part})\nduty: shall\nbody: |\n  The review team shall assess part {part} of the system, and \
             the extent to which the organisation has kept it secure."
        )
    })
}

fn people(world: &World) -> String {
    list(world.people, "p", |index| {
        let name = world::name(world, index);
        format!(
            "title: {name}\naffiliation: Institute {}\nnominated_by: The community\njoined: 2017-02-14\nroles:\n  - role: \
             Member\n    from: 2017-02-14\n    to: 2020-12-31",
            index % 7 + 1
        )
    })
}

fn documents(world: &World) -> String {
    list(world.documents, "d", |index| {
        let number = index + 1;
        let publisher = id("organisations/o", OFFICE);
        format!(
            "title: Evidence, volume {number}\nsummary: What was received, as it was received.\ndate: 2017-04\npublisher: \
             {publisher}\nurl: https://record.example/volumes/{number}\nstate: published"
        )
    })
}

fn consultations(world: &World) -> String {
    list(world.consultations, "k", |index| {
        let (opens, closes) = world::consultation_days(index);
        let on = id("recommendations/r", index);
        format!(
            "title: Comments on draft {}\nopens: {opens}\ncloses: {closes}\non: {on}\nurl: \
             https://record.example/consultations/{}",
            index + 1,
            index + 1
        )
    })
}

fn groups(world: &World) -> String {
    list(world.groups, "g", |index| {
        let mut dice = Dice::of(SEED, 10, index);
        let theme = dice.pick(&THEMES);
        format!("title: {}\nnumber: {}\ntheme: {theme}", world.vocabulary.phrase(&mut dice, 4), index + 1)
    })
}

/// Who asks, is asked, answers and judges. Of the 42 of the examples 29 have a `short` name, 21 are `part_of` another,
/// 27 have a `role` and four have other names.
fn organisations(world: &World) -> String {
    let bodies = ["The board", "The office", "The auditor"];
    list(world.organisations, "o", |index| {
        let mut dice = Dice::of(SEED, 11, index);
        let words = &world.vocabulary;
        let of = words.phrase(&mut dice, 1);
        let mut fields = match bodies.get(index) {
            Some(body) => format!("title: {body} of {of}\nshort: {body}"),
            None => format!("title: {of} Institute {index}"),
        };
        if index > bodies.len() && index % 3 > 0 {
            let _ = write!(fields, "\nshort: I{index}\npart_of: {}", id("organisations/o", index % 3));
        }
        if index % 3 != 1 {
            let _ = write!(fields, "\nrole: {}", words.sentence(&mut dice).trim_end_matches('.'));
        }
        if index % 10 == 5 {
            let _ = write!(fields, "\nalso: {of} Bureau {index}");
        }
        fields
    })
}

fn terms() -> String {
    TERMS.iter().fold(String::new(), |mut list, (term, means)| {
        let _ = writeln!(list, "- id: {}\n  title: {term}\n  means: {means}", term.replace(' ', "-"));
        list
    })
}
