//! What a rule is asked about: a review without the records for which it does not hold. Should the program fail at one of
//! the others, it can tell at which.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use crate::review::date::Day;
use crate::review::discrepancy::{Discrepancy, discrepancies};
use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::RESPONSE;
use crate::review::link::Review;
use crate::review::record::{Record, RecordIx};
use crate::review::value::Value;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::looking_at;

/// A review as one rule sees it.
#[derive(Debug)]
pub(super) struct Subjects<'a> {
    /// The whole of it, where a rule looks for what its records refer to.
    pub(super) review: &'a Review,
    /// The day that counts as today.
    pub(super) as_of: Day,
    /// The figure of the rule, where it has one.
    pub(super) figure: u64,
    /// The records that it is asked about.
    pub(super) among: Among<'a>,
    /// The records for which the rule does not hold.
    pub(super) excepted: Option<&'a BTreeSet<RecordIx>>,
    /// What does not go together in each of these records, found once for all rules that tell of it.
    pub(super) found: &'a OnceLock<Discrepancies<'a>>,
}

/// Records that a rule is asked about.
#[derive(Debug, Clone)]
pub(super) enum Among<'a> {
    /// Those that stand here among all.
    Part(Range<usize>),
    /// These.
    Only(&'a BTreeSet<RecordIx>),
}

impl Among<'_> {
    /// Those of them that stand here among all.
    fn within(&self, range: Range<usize>) -> impl Iterator<Item = RecordIx> {
        let (part, only) = match self {
            Among::Part(part) => (range.start.max(part.start)..range.end.min(part.end), None),
            Among::Only(only) => (0..0, Some(only.range(RecordIx::new(range.start)..RecordIx::new(range.end)))),
        };
        part.map(RecordIx::new).chain(only.into_iter().flatten().copied())
    }
}

/// What does not go together in the records where anything does not.
pub(super) type Discrepancies<'a> = BTreeMap<RecordIx, Vec<Discrepancy<'a>>>;

impl<'a> Subjects<'a> {
    /// The records of a kind with their positions, in the order of the kind.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (RecordIx, &'a Record)> {
        self.held(self.review.range_of(kind))
    }

    /// The records of the kinds that have a field, with their positions.
    pub(super) fn having(&self, field: &'static Field) -> impl Iterator<Item = (RecordIx, &'a Record)> {
        Kind::having(field).flat_map(|kind| self.of_kind(kind))
    }

    /// Every record with its position.
    pub(super) fn all(&self) -> impl Iterator<Item = (RecordIx, &'a Record)> {
        self.held(0..self.review.records.len())
    }

    /// What does not go together in the histories of a record.
    pub(super) fn discrepancies(&self, record: RecordIx) -> &[Discrepancy<'a>] {
        let found = self.found.get_or_init(|| {
            let all = Kind::having(&RESPONSE.entries.field);
            let all = all.flat_map(|kind| self.among.within(self.review.range_of(kind)));
            let found = all.map(|position| {
                looking_at(position.position());
                (position, discrepancies(self.review, position, self.as_of))
            });
            found.filter(|(_, found)| !found.is_empty()).collect()
        });
        found.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Whether the rule holds for a record.
    pub(super) fn is_held(&self, record: RecordIx) -> bool {
        self.excepted.is_none_or(|excepted| !excepted.contains(&record))
    }

    fn held(&self, range: Range<usize>) -> impl Iterator<Item = (RecordIx, &'a Record)> {
        let held = self.among.within(range).filter(|position| self.is_held(*position));
        held.inspect(|position| looking_at(position.position()))
            .map(|position| (position, &*self.review.records[position]))
    }
}

/// That a field which a rule asks for is `unknown`. That nobody knows is worth saying, but it is no answer.
pub(super) fn unknown(record: &Record, field: &Field, value: &Value, code: Code) -> Option<Diagnostic> {
    let Value::Unknown(span) = value else { return None };
    let message = format!("`{}` is `unknown`: the record says that nobody knows", field.name);
    let problem = Diagnostic::new(code, &record.path, message).at(*span);
    Some(problem.help("find out, or say in `review.yaml` why nobody can: the rule takes `except` and `off`"))
}
