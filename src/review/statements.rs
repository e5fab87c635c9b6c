//! What statements and decisions of meetings say of other records: for each of these the entries that it gets from them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::kind::Kind;
use crate::review::kind::common::{SOURCE, UNVERIFIED};
use crate::review::kind::field::Field;
use crate::review::kind::history::{self, BY, ENTRY_DATE, NOTE, OUTCOME, REASON, RESPONSE, Track};
use crate::review::kind::meeting::{self, DECISIONS};
use crate::review::kind::statement::{self, DATE, NOTES, REASONS, TOLD};
use crate::review::kind::typed::{Prose, Remarks, Typed};
use crate::review::record::{Record, RecordIx};
use crate::review::resolve::{Resolved, Target};
use crate::review::value::{Entry, Name, ReferenceIx, Text, Value, Values, Wanted};
use crate::text::index::IndexVec;
use crate::text::span::Span;

/// The entries that records get from others, in the order of these.
#[derive(Debug)]
pub(super) struct Given {
    /// What each record says of others, each entry with the record that gets it; one may be named twice.
    said: BTreeMap<RecordIx, Arc<[(RecordIx, GivenEntry)]>>,
    entries: IndexVec<RecordIx, Vec<GivenEntry>>,
}

/// An entry that a record gets from another.
#[derive(Debug, Clone)]
pub struct GivenEntry {
    track: &'static Track,
    /// The entry.
    pub entry: Arc<Entry>,
    /// The record that it is written in.
    pub home: RecordIx,
    /// Where that names the record that gets it.
    pub span: Span,
}

impl Given {
    /// All that the records of a review say of others. What a draft says does not count before it is published. What records say
    /// that are the same as before, and lead where they led, is taken over.
    pub(super) fn new(
        records: &IndexVec<RecordIx, Arc<Record>>,
        resolved: &[Arc<Resolved>],
        before: Option<&Given>,
        is_same: &(dyn Fn(RecordIx) -> bool + Sync),
    ) -> Given {
        let said = records.par_iter().zip(resolved).enumerate().filter_map(|(position, (record, resolved))| {
            if !speaks(record) || record.is_draft() {
                return None;
            }
            let home = RecordIx::new(position);
            let known = before.filter(|_| is_same(home)).and_then(|before| before.said.get(&home));
            let said = known.cloned().unwrap_or_else(|| Giver { home, record, resolved }.give().into());
            Some((home, said))
        });
        let said: BTreeMap<_, _> = said.collect::<Vec<_>>().into_iter().collect();
        let mut entries = IndexVec::of(Vec::new(), records.len());
        for (record, entry) in said.values().flat_map(|said| said.iter()) {
            entries[*record].push(entry.clone());
        }
        Given { said, entries }
    }

    /// The records of which a record speaks.
    pub(super) fn spoken_of(&self, home: RecordIx) -> impl Iterator<Item = RecordIx> {
        self.said.get(&home).into_iter().flat_map(|said| said.iter()).map(|(record, _)| *record)
    }

    /// What a record gets in one of its histories.
    pub(super) fn of(&self, record: RecordIx, track: &'static Track) -> impl Iterator<Item = &GivenEntry> {
        let own = self.entries.get(record).map_or(&[][..], Vec::as_slice).iter();
        own.filter(move |given| given.track.is(track))
    }
}

/// Whether a record may say where others stand.
pub(super) fn speaks(record: &Record) -> bool {
    matches!(record.kind, Kind::Statement | Kind::Meeting)
}

/// One record that speaks of others.
struct Giver<'a> {
    home: RecordIx,
    record: &'a Record,
    resolved: &'a Resolved,
}

impl Giver<'_> {
    /// What it says of others, each entry with the record that gets it.
    fn give(&self) -> Vec<(RecordIx, GivenEntry)> {
        let mut given = Vec::new();
        if self.record.kind == Kind::Statement {
            self.give_statement(&mut given);
        } else {
            self.give_decisions(&mut given);
        }
        given
    }

    fn give_statement(&self, given: &mut Vec<(RecordIx, GivenEntry)>) {
        for (track, field) in TOLD {
            for told in self.record.values.get(field) {
                let mut entry = told.entry.clone();
                self.complete(&field.field, &mut entry.values, self.record.values.value(&statement::BY.field).cloned());
                let entry = Arc::new(entry);
                for (record, span) in self.targets(&told.on) {
                    let entry = self.with_remarks(track, record, &entry);
                    given.push((record, GivenEntry { track, entry, home: self.home, span }));
                }
            }
        }
    }

    fn give_decisions(&self, given: &mut Vec<(RecordIx, GivenEntry)>) {
        for decision in self.record.values.get(&DECISIONS) {
            let Some(outcome) = decision.values.value(&meeting::RESPONSE.field) else { continue };
            let mut values = Values::new(vec![(&OUTCOME.field, outcome.clone())]);
            if let Some(reason) = decision.values.value(&meeting::REASON.field) {
                values.add(&REASON.field, reason.clone());
            }
            let by = decision.values.value(&meeting::BY.field).cloned();
            self.complete(&DECISIONS.field, &mut values, Some(by.unwrap_or_else(|| self.who_met(decision.span))));
            let entry = Arc::new(Entry { values, span: decision.span });
            for (record, span) in self.targets(decision.values.get(&meeting::ON)) {
                let entry = Arc::clone(&entry);
                given.push((record, GivenEntry { track: &RESPONSE, entry, home: self.home, span }));
            }
        }
    }

    /// Who decides in a meeting: the sub-team that met. That of others nobody is named does not make it the decision of those
    /// who are asked.
    fn who_met(&self, span: Span) -> Value {
        let reference = self.record.values.get(&meeting::TEAM);
        let name = reference.and_then(|reference| match &self.record.references[reference].wanted {
            Wanted::Named(text) => Some(Name::new(Text { text: text.clone(), span }, reference)),
            Wanted::Path(_) | Wanted::Page(_) | Wanted::File(_) | Wanted::Itself => None,
        });
        name.map_or(Value::Unknown(span), |name| Value::Names(vec![name]))
    }

    /// Adds to an entry what its record says of itself: when it was, who speaks, on what source.
    fn complete(&self, field: &Field, values: &mut Values, by: Option<Value>) {
        let own = &self.record.values;
        let date = self.record.date().map(|date| Value::Date(date, Span::point(0)));
        let doubt = own.get(&UNVERIFIED);
        let told = [field, &DATE.field, &statement::BY.field];
        let is_doubted = doubt.is_whole() || told.into_iter().any(|field| doubt.names(field));
        let unverified = is_doubted.then_some(Value::Flag(true));
        let all = [
            (&ENTRY_DATE.field, date),
            (&BY.field, by),
            (&SOURCE.field, own.value(&SOURCE.field).cloned()),
            (&history::UNVERIFIED.field, unverified),
        ];
        for (field, value) in all {
            if let Some(value) = value {
                values.add(field, value);
            }
        }
    }

    /// The same entry with what is said beside of one record.
    fn with_remarks(&self, track: &'static Track, record: RecordIx, entry: &Arc<Entry>) -> Arc<Entry> {
        let remark = |field: &Typed<Remarks>| {
            let remarks = self.record.values.get(field).iter();
            let mut own = remarks.filter(|remark| self.target(remark.on) == Some(record));
            own.next().map(|remark| Value::Prose(remark.text.clone().into()))
        };
        let reason = if track.is(&RESPONSE) { remark(&REASONS) } else { None };
        let said: [(&Typed<Prose>, Option<Value>); 2] = [(&REASON, reason), (&NOTE, remark(&NOTES))];
        if said.iter().all(|(_, value)| value.is_none()) {
            return Arc::clone(entry);
        }
        let mut entry = Entry::clone(entry);
        for (field, value) in said {
            if let Some(value) = value {
                entry.values.add(&field.field, value);
            }
        }
        Arc::new(entry)
    }

    /// The records that are named, each with the place of its name.
    fn targets(&self, references: &[ReferenceIx]) -> impl Iterator<Item = (RecordIx, Span)> {
        references.iter().filter_map(|&on| Some((self.target(on)?, self.record.references[on].span)))
    }

    fn target(&self, reference: ReferenceIx) -> Option<RecordIx> {
        match self.resolved.targets.get(reference).copied().flatten()? {
            Target::Record(record, _) => Some(record),
            Target::Attachment(_) | Target::Page => None,
        }
    }
}
