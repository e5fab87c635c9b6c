//! Comments without a title: by whom each was made, by which readers know it, rather than by the name of its file.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::review::date::Date;
use crate::review::id::fold_label;
use crate::review::kind::comment::FROM;
use crate::review::kind::common::TITLE;
use crate::review::kind::organisation::SHORT;
use crate::review::record::{Record, RecordIx};
use crate::review::resolve::{Resolved, Target};
use crate::text::index::IndexVec;

/// By what a comment without a title is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Who made it.
    pub by: Box<str>,
    /// Its date, where others were made by the same.
    pub date: Option<Date>,
}

/// The comments, which stand there among all records, that have neither a title nor a label, and that who made them tells from all others, if need be with their
/// dates.
#[must_use]
pub(super) fn made(
    records: &IndexVec<RecordIx, Arc<Record>>,
    comments: &Range<usize>,
    resolved: &IndexVec<RecordIx, Arc<Resolved>>,
) -> BTreeMap<RecordIx, Made> {
    let is_untitled = |record: &Record| record.values.get(&TITLE).is_none() && record.label().is_none();
    let known = |record: &Record| record.date().filter(|date| *date != Date::Unknown);
    let comments = comments.clone().map(RecordIx::new).map(|position| (position, &records[position]));
    let untitled = comments.filter(|(_, record)| is_untitled(record));
    let with_makers: Vec<(RecordIx, &str, String)> = untitled
        .filter_map(|(position, record)| {
            let by = maker(records, record, &resolved[position])?;
            Some((position, by, fold_label(by)))
        })
        .collect();
    // How many were made by somebody, in all and of each day, among those that are published and among all: what is held back
    // is not told by what the others are called.
    let mut counts: HashMap<(bool, &str, Option<Date>), usize> = HashMap::new();
    for (position, _, folded) in &with_makers {
        let record = &records[*position];
        for drafts in [false, true].into_iter().filter(|drafts| *drafts || !record.is_draft()) {
            *counts.entry((drafts, folded, None)).or_default() += 1;
            if let Some(date) = known(record) {
                *counts.entry((drafts, folded, Some(date))).or_default() += 1;
            }
        }
    }
    let told = with_makers.iter().filter_map(|(position, by, folded)| {
        let record = &records[*position];
        let is_only = |date| counts.get(&(record.is_draft(), folded, date)) == Some(&1);
        let date = if is_only(None) { None } else { Some(known(record).filter(|date| is_only(Some(*date)))?) };
        Some((*position, Made { by: (*by).into(), date }))
    });
    told.collect()
}

/// What the maker of a comment is called: for short, where there is a short name. Of one that is held back, nothing is said
/// beyond what the comment itself says.
fn maker<'a>(records: &'a IndexVec<RecordIx, Arc<Record>>, record: &'a Record, resolved: &Resolved) -> Option<&'a str> {
    let name = record.values.get(&FROM)?;
    let found = match resolved.targets.get(name.reference) {
        Some(Some(Target::Record(found, _))) => records.get(*found),
        _ => None,
    };
    let shown = found.filter(|found| !found.is_draft());
    Some(shown.map_or(&*name.text.text, |found| found.values.get(&SHORT).unwrap_or(found.title())))
}

#[cfg(test)]
mod tests {
    use crate::review::kind::Kind;
    use crate::review::link::link;
    use crate::review::parse::parse;
    use crate::review::settings::Settings;
    use crate::text::source::Source;

    /// By what each comment is known, by its name.
    fn known(organisations: &str, comments: &str) -> Vec<(String, String)> {
        let read = |path: &str, text: &str| {
            parse(&Source { path: path.into(), shown: path.into(), text: text.into(), usable: true }).records
        };
        let records = [read("organisations.yaml", organisations), read("comments.yaml", comments)].concat();
        let (review, _) = link(Settings::default(), records, Vec::new(), Default::default(), None);
        let comments = review.of_kind(Kind::Comment).filter_map(|(position, record)| {
            let made = review.made(position)?;
            let date = made.date.map_or("", |_| ", dated");
            Some((record.name.to_string(), format!("{}{date}", made.by)))
        });
        comments.collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, by)| ((*name).to_owned(), (*by).to_owned())).collect()
    }

    #[test]
    fn who_made_it_tells_a_comment_from_others_or_its_date_does() {
        let society = "- {id: society, title: Example Society, short: ES}";
        for (comments, expected) in [
            ("- {id: a, from: society}", pairs(&[("a", "ES")])),
            ("- {id: a, from: Somebody}\n- {id: b, from: somebody, title: B}", pairs(&[("a", "Somebody")])),
            ("- {id: a, from: society, label: C}\n- {id: b}\n- {id: c, from: unknown}", pairs(&[])),
            (
                "- {id: a, from: society, date: 2020-01-01}\n- {id: b, from: ES, date: 2020-01}\n- {id: c, from: ES}",
                pairs(&[("a", "ES, dated"), ("b", "ES, dated")]),
            ),
            ("- {id: a, from: ES, date: 2020}\n- {id: b, from: ES, date: 2020}", pairs(&[])),
            ("- {id: a, from: ES, date: unknown}\n- {id: b, from: ES, date: unknown}", pairs(&[])),
        ] {
            assert_eq!(known(society, comments), expected, "{comments}");
        }
    }

    #[test]
    fn what_is_held_back_is_not_told_by_what_a_comment_is_called() {
        let held_back = "- {id: society, title: Example Society, short: ES, draft: true}";
        assert_eq!(known(held_back, "- {id: a, from: society}"), pairs(&[("a", "society")]));
        let comments = "- {id: a, from: ES, date: 2020}\n- {id: b, from: ES, date: 2021, draft: true}";
        assert_eq!(known("", comments), pairs(&[("a", "ES"), ("b", "ES, dated")]));
    }
}
