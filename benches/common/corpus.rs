//! A review of any size, the same bytes on every machine: what the benchmarks work on.
//!
//! Of N records 60 % are recommendations, 15 % findings, 15 % meetings, 8 % comments and 2 % charters; a few people,
//! clauses, documents, consultations and terms come on top, since those refer to them. Every reference resolves and
//! every rule of a review is kept, so that `rapporteur check` has nothing to say.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::common::disk::{Outcome, at};
use crate::common::records::{self, Draft};
use crate::common::table::grouped;
use crate::common::world::{self, World};

/// What was written.
#[derive(Clone, Copy, Default)]
pub(crate) struct Facts {
    /// The records asked for.
    pub(crate) records: usize,
    /// The people, clauses and so on that they refer to.
    pub(crate) supporting: usize,
    pub(crate) files: usize,
    pub(crate) bytes: usize,
    /// The words of the bodies of the records asked for, and the references in them and in their front matter.
    pub(crate) words: usize,
    pub(crate) body_references: usize,
    pub(crate) front_references: usize,
}

impl Facts {
    fn and(self, other: Self) -> Self {
        Self {
            records: self.records + other.records,
            supporting: self.supporting + other.supporting,
            files: self.files + other.files,
            bytes: self.bytes + other.bytes,
            words: self.words + other.words,
            body_references: self.body_references + other.body_references,
            front_references: self.front_references + other.front_references,
        }
    }

    /// In words.
    pub(crate) fn described(&self) -> String {
        let each = |sum: usize| sum as f64 / self.records as f64;
        let count = |count: usize| grouped(&count.to_string());
        format!(
            "{} records and {} they need, {} files, {} bytes; for each record {:.0} words of body, {:.1} references in \
             it and {:.1} in its front matter",
            count(self.records),
            count(self.supporting),
            count(self.files),
            count(self.bytes),
            each(self.words),
            each(self.body_references),
            each(self.front_references),
        )
    }
}

/// Makes the record of an index.
type Make = fn(&World, usize) -> Draft;

/// Writes a review of `records` records into `folder/content`, which must not exist yet.
pub(crate) fn write(folder: &Path, records: usize) -> Outcome<Facts> {
    if records < 10 {
        return Err("a corpus has at least 10 records: one of each kind, and some more recommendations".into());
    }
    let content = folder.join("content");
    at(folder, fs::create_dir_all(folder))?;
    at(&content, fs::create_dir(&content))?;
    for kind in ["recommendations", "findings", "meetings", "comments", "teams"] {
        let path = content.join(kind);
        at(&path, fs::create_dir(&path))?;
    }
    let world = World::of(records);
    let kinds: [(usize, Make); 5] = [
        (world.recommendations, records::recommendation),
        (world.findings, records::finding),
        (world.meetings, records::meeting),
        (world.comments, records::comment),
        (world.charters, records::charter),
    ];
    let mut facts = supporting(&world, &content)?;
    for (count, make) in kinds {
        let written = (0..count).into_par_iter().map(|index| put(&content, &make(&world, index)));
        facts = facts.and(written.try_reduce(Facts::default, |one, other| Ok(one.and(other)))?);
    }
    Ok(facts)
}

fn put(content: &Path, draft: &Draft) -> Outcome<Facts> {
    let path = content.join(&draft.path);
    at(&path, fs::write(&path, &draft.text))?;
    Ok(Facts {
        records: 1,
        supporting: 0,
        files: 1,
        bytes: draft.text.len(),
        words: draft.words,
        body_references: draft.body_references,
        front_references: draft.front_references,
    })
}

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

/// The settings, and the records that come on top: whole lists, one file a kind.
fn supporting(world: &World, content: &Path) -> Outcome<Facts> {
    let lists = [
        ("mandate.yaml", world.clauses, clauses(world)),
        ("people.yaml", world.people, people(world)),
        ("documents.yaml", world.documents, documents(world)),
        ("consultations.yaml", world.consultations, consultations(world)),
        ("glossary.yaml", TERMS.len(), terms()),
        ("work-plan.yaml", 1, PHASE.to_owned()),
        ("review.yaml", 0, REVIEW.to_owned()),
    ];
    let mut facts = Facts::default();
    for (name, records, text) in lists {
        let path = content.join(name);
        at(&path, fs::write(&path, &text))?;
        facts.supporting += records;
        facts.files += 1;
        facts.bytes += text.len();
    }
    Ok(facts)
}

/// A list with an item for each index, whose fields after the id are what `fields` says.
fn list(count: usize, letter: &str, fields: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut list, index| {
        let item = fields(index).replace('\n', "\n  ");
        let _ = writeln!(list, "- id: {}\n  {item}", world::id(letter, index));
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
        format!(
            "title: Evidence, volume {number}\nsummary: What was received, as it was received.\ndate: 2017-04\npublisher: \
             The organisation\nurl: https://record.example/volumes/{number}\nstate: published"
        )
    })
}

fn consultations(world: &World) -> String {
    list(world.consultations, "k", |index| {
        let (opens, closes) = world::consultation_days(index);
        let on = world::id("recommendations/r", index);
        format!(
            "title: Comments on draft {}\nopens: {opens}\ncloses: {closes}\non: {on}\nurl: \
             https://record.example/consultations/{}",
            index + 1,
            index + 1
        )
    })
}

fn terms() -> String {
    TERMS.iter().fold(String::new(), |mut list, (term, means)| {
        let _ = writeln!(list, "- id: {}\n  title: {term}\n  means: {means}", term.replace(' ', "-"));
        list
    })
}
