//! The review as a whole: every record, and every reference followed both ways.
//!
//! Linking sees all records at once and changes none of them. What a reference resolves to is kept beside the records,
//! in the same positions as their references.

mod incoming;
mod order;
mod twins;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::called::Calls;
use crate::review::collation::Collation;
use crate::review::excepted::{Excepted, excepted};
use crate::review::kind::Kind;
use crate::review::kind::field::Field;
use crate::review::kind::history::Track;
pub use crate::review::link::incoming::Incoming;
use crate::review::link::incoming::turn_round;
use crate::review::link::order::{in_order, order_as_before};
use crate::review::link::twins::{drop_duplicates, drop_twins};
use crate::review::record::{Record, RecordIx};
use crate::review::resolve::{AttachmentIx, Directory, Failure, Resolved, Target};
use crate::review::settings::Settings;
use crate::review::start::{ClockStart, start};
use crate::review::statements::{Given, GivenEntry, speaks};
use crate::review::suggestions::{Sought, Suggestions};
use crate::review::unread::Unread;
use crate::review::untitled::{Made, made};
use crate::review::value::{Reference, ReferenceIx, Wanted};
use crate::text::batch::BATCH;
use crate::text::diagnostic::Diagnostic;
use crate::text::fault::{Operation, guarded};
use crate::text::index::IndexVec;
use crate::text::source::Attachment;

/// Records by their positions.
type Records = IndexVec<RecordIx, Arc<Record>>;

/// Where the references of each record lead.
type Leads = IndexVec<RecordIx, Arc<Resolved>>;

/// A whole review.
#[derive(Debug)]
pub struct Review {
    /// What it is called, and which rules hold.
    pub settings: Arc<Settings>,
    /// Its records: kind by kind, each in the order of its kind.
    pub records: IndexVec<RecordIx, Arc<Record>>,
    /// Where those of each kind stand among them.
    kinds: [Range<usize>; Kind::ALL.len()],
    /// The records for which a rule does not hold.
    pub excepted: Excepted,
    /// From when on the clock for responses runs, where there is one.
    pub clock_start: Option<ClockStart>,
    /// What of it could not be read.
    pub unread: Unread,
    /// The order of names in its language.
    pub collation: Collation,
    /// Its attachments, ordered by path.
    pub attachments: IndexVec<AttachmentIx, Attachment>,
    /// Where each of the records stands among those of all files, in the order of the files.
    order: Vec<u32>,
    directory: Arc<Directory>,
    /// Where the references of each record lead.
    resolved: Leads,
    incoming: Arc<IndexVec<RecordIx, Vec<Incoming>>>,
    given: Arc<Given>,
    /// By what comments without a title are known.
    made: BTreeMap<RecordIx, Made>,
}

impl Review {
    /// The position of the record with this id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<RecordIx> {
        self.directory.position(id)
    }

    /// The position of the record with this id, of which only the case may differ; it is given in lower case.
    #[must_use]
    pub fn position_in_any_case(&self, id: &str) -> Option<RecordIx> {
        self.directory.position_in_any_case(id)
    }

    /// The position of the attachment with this path.
    #[must_use]
    pub fn attachment(&self, path: &str) -> Option<AttachmentIx> {
        self.attachments.binary_search_by(|attachment| (*attachment.path).cmp(path))
    }

    /// What a reference of a record leads to.
    #[must_use]
    pub fn target(&self, record: RecordIx, reference: ReferenceIx) -> Option<Target> {
        self.resolved.get(record)?.targets.get(reference).copied().flatten()
    }

    /// The position of the record that a reference leads to.
    #[must_use]
    pub fn target_record(&self, record: RecordIx, reference: ReferenceIx) -> Option<RecordIx> {
        match self.target(record, reference)? {
            Target::Record(position, _) => Some(position),
            Target::Attachment(_) | Target::Page => None,
        }
    }

    /// The references of which only a site can tell whether they lead anywhere, each with its record.
    pub fn of_the_site(&self) -> impl Iterator<Item = (RecordIx, ReferenceIx)> {
        let all = self.resolved.iter_enumerated();
        all.flat_map(|(record, resolved)| resolved.of_the_site.iter().map(move |reference| (record, *reference)))
    }

    /// The references that lead to a record, in the order of the records that refer.
    #[must_use]
    pub fn incoming(&self, record: RecordIx) -> &[Incoming] {
        self.incoming.get(record).map_or(&[], Vec::as_slice)
    }

    /// What other records say of a record in one of its histories.
    pub fn given(&self, record: RecordIx, track: &'static Track) -> impl Iterator<Item = &GivenEntry> {
        self.given.of(record, track)
    }

    /// The records of which a statement, or the decisions of a meeting, say where they stand.
    pub fn spoken_of(&self, home: RecordIx) -> impl Iterator<Item = RecordIx> {
        self.given.spoken_of(home)
    }

    /// By what a record without a title is known.
    #[must_use]
    pub fn made(&self, record: RecordIx) -> Option<&Made> {
        self.made.get(&record)
    }

    /// The records that say something else than in another state of the review, or of which others say something else, or
    /// that lead elsewhere. None where the records of the two cannot be held against each other: they have other settings,
    /// other records, or other names.
    #[must_use]
    pub fn changed_since(&self, before: &Review) -> Option<BTreeSet<RecordIx>> {
        if !Arc::ptr_eq(&self.settings, &before.settings) || !Arc::ptr_eq(&self.directory, &before.directory) {
            return None;
        }
        let is_same = |record: &RecordIx| before.has(*record, &self.records, &self.resolved);
        let changed: Vec<RecordIx> = positions(&self.records).filter(|record| !is_same(record)).collect();
        let spoken_of = |review: &Review, home| review.spoken_of(home).collect::<Vec<RecordIx>>();
        let spoken_of = changed.iter().flat_map(|home| [spoken_of(self, *home), spoken_of(before, *home)]).flatten();
        Some(spoken_of.chain(changed.iter().copied()).collect())
    }

    /// Whether a record is the one that stands in the same place among others, and leads where that leads. Both have the
    /// same directory.
    fn has(&self, record: RecordIx, records: &Records, resolved: &Leads) -> bool {
        Arc::ptr_eq(&self.records[record], &records[record]) && Arc::ptr_eq(&self.resolved[record], &resolved[record])
    }

    /// By what those of some records are known that have no title.
    pub fn made_among(&self, records: &Range<RecordIx>) -> impl Iterator<Item = (&RecordIx, &Made)> {
        self.made.range(records.clone())
    }

    /// The records of one kind with their positions, in the order of the kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (RecordIx, &Record)> {
        let own = self.range_of(kind);
        // To skip what lies before would be to walk over it.
        own.clone().map(RecordIx::new).zip((*self.records)[own].iter().map(|record| &**record))
    }

    /// Where the records of one kind stand among all.
    #[must_use]
    pub fn range_of(&self, kind: Kind) -> Range<usize> {
        self.kinds[kind as usize].clone()
    }

    /// The records of the kinds that have a field, with their positions.
    pub fn having(&self, field: &'static Field) -> impl Iterator<Item = (RecordIx, &Record)> {
        Kind::having(field).flat_map(|kind| self.of_kind(kind))
    }
}

/// Puts the records of a review together. The result depends on nothing but the records, the attachments and the settings;
/// of the review before, if there is one, the links of records are taken over that cannot have changed.
#[must_use]
pub fn link(
    settings: impl Into<Arc<Settings>>,
    records: Vec<Arc<Record>>,
    mut attachments: Vec<Attachment>,
    mut unread: Unread,
    before: Option<&Review>,
) -> (Review, Vec<Diagnostic>) {
    let settings = settings.into();
    let mut diagnostics = Vec::new();
    drop_twins(&mut attachments, &mut diagnostics);
    let attachments: IndexVec<AttachmentIx, Attachment> = attachments.into();
    let mut in_order_of_files = records;
    let collation = Collation::of(&settings.language);
    let taken_over = before.filter(|before| before.settings.language == settings.language);
    let taken_over =
        taken_over.and_then(|before| order_as_before(&in_order_of_files, &collation, &before.order, &before.records));
    let (mut order, mut records) = taken_over.unwrap_or_else(|| in_order(&in_order_of_files, &collation));
    // With the faces that another review had, there is nothing in which two records could be in each other's way.
    let before = before.filter(|before| before.directory.is_of(&records, &attachments));
    if before.is_none() {
        let count = in_order_of_files.len();
        drop_duplicates(&mut in_order_of_files, &mut diagnostics);
        if in_order_of_files.len() < count {
            (order, records) = in_order(&in_order_of_files, &collation);
        }
    }
    let records: Records = records.into();
    let kinds = Kind::ALL.map(|kind| range_of(&records, kind));
    let directory =
        before.map_or_else(|| Arc::new(Directory::new(&records, &attachments)), |before| Arc::clone(&before.directory));
    let resolved = resolve(&directory, &records, before);
    let mut suggestions = Suggestions::new();
    // Most have nothing to tell, and need not be gone to one after the other.
    let told = resolved.par_iter().with_max_len(BATCH).enumerate().filter(|(_, resolved)| resolved.tells());
    let told: Vec<RecordIx> = told.map(|(position, _)| RecordIx::new(position)).collect();
    for position in told {
        let (record, resolved) = (&records[position], &resolved[position]);
        for (number, failure) in &resolved.failures {
            if waits(&record.references[*number], failure, &mut unread) {
                continue;
            }
            diagnostics.push(directory.report(record, &record.references[*number], failure, &mut suggestions));
        }
        for (span, wanted) in &resolved.missing {
            diagnostics.push(directory.no_such_file(
                &record.path,
                *span,
                wanted,
                record.kind.folder(),
                Sought::File,
                &mut suggestions,
            ));
        }
        diagnostics.extend_from_slice(&resolved.problems);
    }
    let mut calls = Calls {
        settings: &settings,
        directory: &directory,
        unread: &mut unread,
        suggestions: &mut suggestions,
        diagnostics: &mut diagnostics,
    };
    let excepted = excepted(&mut calls);
    let clock_start = start(&mut calls);
    let logo = settings.logo.as_ref();
    diagnostics.extend(logo.and_then(|logo| directory.missing_setting(&settings.path, logo, &mut suggestions)));
    let incoming = || match before {
        Some(before) if lead_alike(&records, &resolved, before) => Arc::clone(&before.incoming),
        _ => Arc::new(turn_round(&records, &resolved)),
    };
    let is_same = |record| before.is_some_and(|before| before.has(record, &records, &resolved));
    let given = || match before {
        Some(before) if positions(&records).all(|record| is_same(record) || !speaks(&records[record])) => {
            Arc::clone(&before.given)
        }
        _ => Arc::new(Given::new(&records, &resolved, before.map(|before| &*before.given), &is_same)),
    };
    let (incoming, (given, made)) =
        rayon::join(incoming, || (given(), made(&records, &kinds[Kind::Comment as usize], &resolved)));
    let review = Review {
        settings,
        records,
        kinds,
        unread,
        excepted,
        clock_start,
        collation,
        attachments,
        order,
        directory,
        resolved,
        incoming,
        given,
        made,
    };
    (review, diagnostics)
}

/// Where the records of one kind stand among all, which are in the order of the kinds.
fn range_of(records: &[Arc<Record>], kind: Kind) -> Range<usize> {
    let start = records.partition_point(|record| record.kind < kind);
    start..records.partition_point(|record| record.kind <= kind)
}

/// Whether a reference may lead to what could not be read, which is then counted: only then can it be judged.
fn waits(reference: &Reference, failure: &Failure, unread: &mut Unread) -> bool {
    let name = match (failure, &reference.wanted) {
        (Failure::Unknown | Failure::WrongKind(_), Wanted::Named(name)) => name,
        (Failure::NoSuchFile, Wanted::Path(path)) if path.ends_with(".md") => path,
        _ => return false,
    };
    unread.may_have(reference.relation.to, name)
}

/// Follows the references of every record, but for those that were followed in the same directory before.
fn resolve(directory: &Directory, records: &Records, before: Option<&Review>) -> Leads {
    let resolve = |(position, record): (RecordIx, &Arc<Record>)| match before {
        Some(before) if Arc::ptr_eq(&before.records[position], record) => Arc::clone(&before.resolved[position]),
        _ => Arc::new(follow(directory, position, record)),
    };
    let all = records.par_iter().with_max_len(BATCH).enumerate();
    all.map(|(position, record)| resolve((RecordIx::new(position), record))).collect::<Vec<_>>().into()
}

/// Follows the references of a record; where the program fails at that, they lead nowhere.
fn follow(directory: &Directory, position: RecordIx, record: &Record) -> Resolved {
    let resolved = guarded(Operation::Link, &record.path, || directory.resolve(position, record));
    resolved.unwrap_or_else(|fault| Resolved {
        targets: IndexVec::of(None, record.references.len()),
        problems: vec![*fault],
        ..Resolved::default()
    })
}

/// Whether every record leads where the one in its place led before, in the same senses.
fn lead_alike(records: &[Arc<Record>], resolved: &[Arc<Resolved>], before: &Review) -> bool {
    let sense = |reference: &Reference| reference.relation;
    let pairs = records.iter().zip(resolved).zip(before.records.iter().zip(before.resolved.iter()));
    pairs.into_iter().all(|((record, resolved), (record_before, resolved_before))| {
        Arc::ptr_eq(resolved, resolved_before)
            || (*resolved.targets == *resolved_before.targets
                && record.field_references == record_before.field_references
                && record.references.iter().map(sense).eq(record_before.references.iter().map(sense)))
    })
}

fn positions(records: &[Arc<Record>]) -> impl Iterator<Item = RecordIx> + use<> {
    (0..records.len()).map(RecordIx::new)
}
