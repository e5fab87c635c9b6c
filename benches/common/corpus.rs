//! A review of any size, the same bytes on every machine: what the benchmarks work on.
//!
//! Of N records 60 % are recommendations, 15 % findings, 15 % meetings, 8 % comments and 2 % charters. What these need
//! comes on top: statements, groups, organisations, and a few people, clauses, documents, consultations and terms.
//! Every reference resolves and every rule of a review is kept, so that `rapporteur check` has nothing to say.
//!
//! What is said of recommendations is as much as in the two examples, `content/` (SSR2) and
//! `tests/reviews/grenfell-phase-2/`:
//!
//! | | SSR2 | Grenfell | here |
//! |---|--:|--:|--:|
//! | recommendations | 63 | 58 | 60 of 100 records |
//! | statements | 10 | 4 | 5 for 60 recommendations |
//! | answers in statements, for each recommendation | 1.54 | 1 | 1.3 |
//! | its own, by another body that is asked | 0 | 0.24 | 0.25 |
//! | reports on progress in statements | 0.86 | 3 | 1.8 |
//! | its own | 0 | 0.02 | 0.04 |
//! | reasons and notes in statements | 0.06 | 1.21 | 1 |
//! | verdicts | 0 | 0 | 0.2 |
//! | addressees, where any is named | 1 | 1.05 | 1.25 |
//! | recommendations with parts | 0 | 0 | 0.1 |
//! | recommendations in a group | 2.6 | 1.9 | 10 |
//! | themes | 4 | 4 | 4 |
//! | organisations | 22 | 20 | 20 |
//! | decisions, for each meeting | 0.33 | – | 0.3 |
//! | action items | 1.76 | – | 1.7 |
//!
//! Neither example has parts or a verdict that is known; a few recommendations have them here, so that what they cost
//! is seen. Groups are larger: of three they would be a fifth of all pages. Bodies are longer than those of the
//! examples, which have 3 and 149 words for each recommendation.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use crate::common::disk::{Outcome, at};
use crate::common::recommendation::recommendation;
use crate::common::records::{self, Draft};
use crate::common::statement;
use crate::common::supporting;
use crate::common::table::grouped;
use crate::common::world::World;

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
    for kind in ["recommendations", "findings", "meetings", "comments", "teams", "statements"] {
        let path = content.join(kind);
        at(&path, fs::create_dir(&path))?;
    }
    let world = World::of(records);
    let kinds: [(usize, Make); 5] = [
        (world.recommendations, recommendation),
        (world.findings, records::finding),
        (world.meetings, records::meeting),
        (world.comments, records::comment),
        (world.charters, records::charter),
    ];
    let mut facts = Facts::default();
    for (name, records, text) in supporting::lists(&world) {
        facts = facts.and(on_top(&content, name, records, &text)?);
    }
    let statements = (0..statement::stretches(&world)).into_par_iter().flat_map_iter(|stretch| {
        statement::of_stretch(&world, stretch).into_iter().map(|made| on_top(&content, &made.path, 1, &made.text))
    });
    facts = facts.and(statements.try_reduce(Facts::default, |one, other| Ok(one.and(other)))?);
    for (count, make) in kinds {
        let written = (0..count).into_par_iter().map(|index| put(&content, &make(&world, index)));
        facts = facts.and(written.try_reduce(Facts::default, |one, other| Ok(one.and(other)))?);
    }
    Ok(facts)
}

/// A file with records that were not asked for.
fn on_top(content: &Path, name: &str, records: usize, text: &str) -> Outcome<Facts> {
    let path = content.join(name);
    at(&path, fs::write(&path, text))?;
    Ok(Facts { supporting: records, files: 1, bytes: text.len(), ..Facts::default() })
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
