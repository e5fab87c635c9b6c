//! The review as a whole: every record, and every reference followed both ways.
//!
//! Linking sees all records at once and changes none of them. What a reference resolves to is kept beside the records,
//! in the same positions as their references.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::id::{alternatives, fold_label, natural_order, nearest};
use crate::review::kind::common::ALIASES;
use crate::review::kind::field::{Order, Relation, Shape};
use crate::review::kind::{Kind, page};
use crate::review::record::{Record, join};
use crate::review::settings::Settings;
use crate::review::value::{Reference, Value, Wanted};
use crate::review::wording::with_article;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::slug;
use crate::text::source::Attachment;
use crate::text::span::Span;

/// Suggestions are looked for only for so many references, since each looks at every id.
const MOST_SUGGESTIONS: usize = 200;

/// A whole review.
#[derive(Debug)]
pub struct Review {
    /// What it is called, and which rules hold.
    pub settings: Settings,
    /// Its records: kind by kind, each in the order of its kind.
    pub records: Vec<Record>,
    /// Its attachments, ordered by path.
    pub attachments: Vec<Attachment>,
    ids: HashMap<Arc<str>, usize>,
    targets: Vec<Vec<Option<Target>>>,
    incoming: Vec<Vec<Incoming>>,
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A record, as its position; and one of its headings, as that heading's.
    Record(usize, Option<usize>),
    /// An attachment, as its position.
    Attachment(usize),
}

/// A reference, seen from the record that it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming {
    /// The record that refers, as its position.
    pub from: usize,
    /// What the reference means.
    pub relation: &'static Relation,
}

impl Review {
    /// The position of the record with this id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// What a reference of a record leads to.
    #[must_use]
    pub fn target(&self, record: usize, reference: usize) -> Option<Target> {
        self.targets.get(record)?.get(reference).copied().flatten()
    }

    /// The position of the record that a reference leads to.
    #[must_use]
    pub fn target_record(&self, record: usize, reference: usize) -> Option<usize> {
        match self.target(record, reference)? {
            Target::Record(position, _) => Some(position),
            Target::Attachment(_) => None,
        }
    }

    /// The references that lead to a record, in the order of the records that refer.
    #[must_use]
    pub fn incoming(&self, record: usize) -> &[Incoming] {
        self.incoming.get(record).map_or(&[], Vec::as_slice)
    }

    /// The records of one kind with their positions, in the order of the kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &Record)> {
        let start = self.records.partition_point(|record| record.kind < kind);
        let end = self.records.partition_point(|record| record.kind <= kind);
        (start..end).zip(&self.records[start..end])
    }
}

/// Puts the records of a review together.
#[must_use]
pub fn link(settings: Settings, mut records: Vec<Record>, attachments: Vec<Attachment>) -> (Review, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    drop_duplicates(&mut records, &mut diagnostics);
    sort(&mut records);
    let index = Index::new(&records, &attachments);
    let resolved: Vec<Vec<Result<Option<Target>, Failure>>> =
        records.par_iter().enumerate().map(|(position, record)| index.resolve_all(position, record)).collect();
    let mut suggestions = MOST_SUGGESTIONS;
    for (record, results) in records.iter().zip(&resolved) {
        for (reference, result) in record.references.iter().zip(results) {
            let problem = match result {
                Err(failure) => Some(index.report(record, reference, failure, &mut suggestions)),
                Ok(Some(Target::Record(to, _))) => index.question(record, reference, &records[*to]),
                Ok(_) => None,
            };
            diagnostics.extend(problem);
        }
    }
    diagnostics.extend(records.iter().flat_map(|record| index.missing_files(record)));
    let targets: Vec<Vec<Option<Target>>> =
        resolved.into_iter().map(|results| results.into_iter().map(|result| result.ok().flatten()).collect()).collect();
    let incoming = turn_round(&records, &targets);
    let ids = records.iter().enumerate().map(|(position, record)| (Arc::clone(&record.id), position)).collect();
    (Review { settings, records, attachments, ids, targets, incoming }, diagnostics)
}

/// Puts records in the order of their kinds, and each kind's in its own.
fn sort(records: &mut [Record]) {
    records.par_sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then_with(|| in_kind(a.kind.declaration().order, a, b))
            .then_with(|| natural_order(&a.name, &b.name))
            .then_with(|| a.path.cmp(&b.path))
    });
}

fn in_kind(order: Order, a: &Record, b: &Record) -> std::cmp::Ordering {
    let date = |record: &Record| record.date().or_else(|| opening(record)).and_then(|date| date.first());
    // What has no date comes last in either direction.
    let dated = |a: &Record, b: &Record| date(a).is_none().cmp(&date(b).is_none());
    match order {
        Order::Name => std::cmp::Ordering::Equal,
        Order::Number => natural_order(number(a), number(b)),
        Order::Title => a.title().to_lowercase().cmp(&b.title().to_lowercase()),
        Order::Date => dated(a, b).then_with(|| date(a).cmp(&date(b))),
        Order::NewestFirst => dated(a, b).then_with(|| date(b).cmp(&date(a))),
        Order::Position => {
            let place = |record: &Record| record.values.whole(&page::ORDER).map_or(u64::MAX, |(place, _)| place);
            place(a).cmp(&place(b))
        }
    }
}

fn opening(record: &Record) -> Option<crate::review::date::Date> {
    record.values.date(&crate::review::kind::consultation::OPENS).map(|(date, _)| date)
}

/// The number of a record, or its name where it has none.
fn number(record: &Record) -> &str {
    record
        .values
        .iter()
        .find(|(field, _)| field.name == "number")
        .and_then(|(field, _)| record.values.text(field))
        .unwrap_or(&record.name)
}

/// Keeps the first of records with one id, in the order of the files, and reports the others; reports ids that differ in
/// case only.
fn drop_duplicates(records: &mut Vec<Record>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, (Arc<str>, Arc<str>, crate::text::span::Span)> =
        HashMap::with_capacity(records.len());
    records.retain(|record| {
        let folded = record.id.to_lowercase();
        let Some((id, path, span)) = seen.get(&folded) else {
            seen.insert(folded, (Arc::clone(&record.id), Arc::clone(&record.path), record.span));
            return true;
        };
        let same = *id == record.id;
        let (code, message) = if same {
            (Code::DuplicateId, format!("there are two records `{id}`"))
        } else {
            (Code::NameClash, format!("`{}` and `{id}` differ only in upper and lower case", record.id))
        };
        let problem = Diagnostic::new(code, &record.path, message).at(record.span).label("this one").related(
            path,
            *span,
            "the other one",
        );
        diagnostics.push(problem.help("rename one of them"));
        !same
    });
}

/// Every reference, seen from the other end. A mention is left out where the same record refers by a field as well.
fn turn_round(records: &[Record], targets: &[Vec<Option<Target>>]) -> Vec<Vec<Incoming>> {
    let mut incoming: Vec<Vec<Incoming>> = vec![Vec::new(); records.len()];
    for (from, (record, targets)) in records.iter().zip(targets).enumerate() {
        for (position, (reference, target)) in record.references.iter().zip(targets).enumerate() {
            let Some(Target::Record(to, _)) = target else { continue };
            let list = &mut incoming[*to];
            let met = list.iter().rev().take_while(|incoming| incoming.from == from);
            let mut met =
                met.filter(|incoming| position >= record.field_references || *incoming.relation == *reference.relation);
            if *to != from && met.next().is_none() {
                list.push(Incoming { from, relation: reference.relation });
            }
        }
    }
    incoming
}

/// Why a reference does not resolve.
enum Failure {
    Unknown,
    Ambiguous(Vec<usize>),
    WrongKind(usize),
    UnknownHeading(usize),
    NoSuchFile,
}

/// How records and attachments are found.
struct Index<'a> {
    records: &'a [Record],
    attachments: &'a [Attachment],
    ids: HashMap<&'a str, usize>,
    names: HashMap<&'a str, Vec<usize>>,
    labels: HashMap<String, Vec<usize>>,
    aliases: HashMap<&'a str, usize>,
    people: HashMap<String, Vec<usize>>,
    files: HashMap<&'a str, usize>,
}

impl<'a> Index<'a> {
    fn new(records: &'a [Record], attachments: &'a [Attachment]) -> Index<'a> {
        let mut index = Index {
            records,
            attachments,
            ids: HashMap::with_capacity(records.len()),
            names: HashMap::with_capacity(records.len()),
            labels: HashMap::new(),
            aliases: HashMap::new(),
            people: HashMap::new(),
            files: attachments.iter().enumerate().map(|(position, attachment)| (&*attachment.path, position)).collect(),
        };
        for (position, record) in records.iter().enumerate() {
            index.ids.insert(&record.id, position);
            index.names.entry(&record.name).or_default().push(position);
            if let Some(label) = record.label() {
                index.labels.entry(fold_label(label)).or_default().push(position);
            }
            for alias in record.values.texts(&ALIASES).iter().filter(|alias| !alias.text.trim().is_empty()) {
                index.aliases.insert(&alias.text, position);
            }
            if matches!(record.kind, Kind::Person | Kind::Charter) {
                index.people.entry(fold_label(record.title())).or_default().push(position);
            }
        }
        index
    }

    fn resolve_all(&self, position: usize, record: &Record) -> Vec<Result<Option<Target>, Failure>> {
        record.references.iter().map(|reference| self.resolve(position, reference)).collect()
    }

    fn resolve(&self, position: usize, reference: &Reference) -> Result<Option<Target>, Failure> {
        let found = match &reference.wanted {
            Wanted::Itself => position,
            Wanted::Named(text) if reference.or_words => match self.by_name(text, reference.relation) {
                Ok(found) => found,
                Err(_) => return Ok(self.person(text, reference.relation).map(|found| Target::Record(found, None))),
            },
            Wanted::Named(text) => self.by_name(text, reference.relation)?,
            Wanted::Path(path) => match self.by_path(path) {
                Some(Target::Record(found, _)) => found,
                Some(attachment) => return Ok(Some(attachment)),
                None => return Err(Failure::NoSuchFile),
            },
        };
        let heading = reference.heading.as_ref().map(|heading| {
            let (wanted, headings) = (&*heading.text, &self.records[found].body.headings);
            let exact = headings.iter().position(|heading| heading.id == wanted);
            exact.or_else(|| headings.iter().position(|heading| heading.id == slug(wanted)))
        });
        match heading {
            Some(None) if !self.records[found].broken => Err(Failure::UnknownHeading(found)),
            heading => Ok(Some(Target::Record(found, heading.flatten()))),
        }
    }

    fn by_name(&self, text: &str, relation: &Relation) -> Result<usize, Failure> {
        let takes = |&position: &usize| relation.takes(self.records[position].kind);
        if let Some(&found) = self.ids.get(text) {
            return if takes(&found) { Ok(found) } else { Err(Failure::WrongKind(found)) };
        }
        let named = self.names.get(text).into_iter().flatten();
        let folded = fold_label(text);
        let labelled = self.labels.get(&folded).into_iter().flatten();
        let mut all: Vec<usize> = named.chain(labelled).copied().collect();
        all.sort_unstable();
        all.dedup();
        let fitting: Vec<usize> = all.iter().copied().filter(|position| takes(position)).collect();
        match (fitting.as_slice(), all.first()) {
            ([found], _) => Ok(*found),
            ([], Some(&found)) => Err(Failure::WrongKind(found)),
            ([], None) => match self.aliases.get(text).copied().filter(takes) {
                Some(found) => Ok(found),
                None => Err(Failure::Unknown),
            },
            _ => Err(Failure::Ambiguous(fitting)),
        }
    }

    /// The person or sub-team with this title, where a field takes names in plain words.
    fn person(&self, text: &str, relation: &Relation) -> Option<usize> {
        match self.people.get(&fold_label(text)).map(Vec::as_slice) {
            Some([found]) if relation.takes(self.records[*found].kind) => Some(*found),
            _ => None,
        }
    }

    fn by_path(&self, path: &str) -> Option<Target> {
        let record = path.strip_suffix(".md").unwrap_or(path);
        match self.ids.get(record) {
            Some(&found) => Some(Target::Record(found, None)),
            None => self.files.get(path).map(|&found| Target::Attachment(found)),
        }
    }

    /// The files that a record's fields name and that are not there.
    fn missing_files(&self, record: &Record) -> Vec<Diagnostic> {
        let named = record.values.iter().filter_map(|(field, value)| match (field.shape, value) {
            (Shape::File, Value::Address(path)) => Some(path),
            _ => None,
        });
        let missing = named.filter_map(|path| {
            let wanted = join(record.kind.folder(), &path.text);
            let missing = !self.files.contains_key(wanted.as_str());
            missing.then(|| self.no_such_file(&record.path, path.span, &wanted))
        });
        missing.collect()
    }

    fn no_such_file(&self, path: &Arc<str>, span: Span, wanted: &str) -> Diagnostic {
        let paths = self.attachments.iter().map(|attachment| &*attachment.path);
        let near = nearest(wanted.strip_suffix(".md").unwrap_or(wanted), paths.chain(self.ids.keys().copied()));
        let problem =
            Diagnostic::new(Code::UnknownAttachment, path, format!("there is no record or file `{wanted}`")).at(span);
        if near.is_empty() { problem } else { problem.help(format!("did you mean {}?", alternatives(near))) }
    }

    /// What is doubtful about a reference that resolves.
    fn question(&self, record: &Record, reference: &Reference, to: &Record) -> Option<Diagnostic> {
        if to.is_draft() && !record.is_draft() {
            let message = format!("`{}` is a draft and will not be published", to.id);
            let problem = Diagnostic::new(Code::DraftReference, &record.path, message).at(reference.span);
            return Some(problem.help(format!("remove `draft: true` from `{}`, or the reference to it", to.id)));
        }
        let Wanted::Named(text) = &reference.wanted else { return None };
        let former = to.values.texts(&ALIASES).iter().any(|alias| alias.text == *text);
        (former && **text != *to.id && **text != *to.name).then(|| {
            Diagnostic::new(Code::FormerId, &record.path, format!("`{text}` is a former id"))
                .at(reference.span)
                .help(format!("write `{}`", to.id))
        })
    }

    fn report(&self, record: &Record, reference: &Reference, failure: &Failure, suggestions: &mut usize) -> Diagnostic {
        let text = match &reference.wanted {
            Wanted::Named(text) | Wanted::Path(text) => text,
            Wanted::Itself => "",
        };
        let new = |code, message: String| Diagnostic::new(code, &record.path, message).at(reference.span);
        match failure {
            Failure::Unknown => {
                let problem = new(Code::UnknownRecord, format!("no {} answers to `{text}`", kinds(reference.relation)));
                self.suggest(problem, text, reference.relation, suggestions)
            }
            Failure::NoSuchFile => self.no_such_file(&record.path, reference.span, text),
            Failure::Ambiguous(found) => {
                let ids = found.iter().take(5).map(|&position| &*self.records[position].id);
                new(Code::AmbiguousReference, format!("`{text}` could be {} records", found.len()))
                    .help(format!("write the id: {}", alternatives(ids)))
            }
            Failure::WrongKind(found) => {
                let found = &self.records[*found];
                let message = format!(
                    "`{text}` is {}, not {}",
                    with_article(found.kind.declaration().name),
                    with_article(&kinds(reference.relation))
                );
                let problem = new(Code::WrongKind, message);
                self.suggest(problem, text, reference.relation, suggestions)
            }
            Failure::UnknownHeading(found) => self.report_heading(record, reference, &self.records[*found]),
        }
    }

    fn report_heading(&self, record: &Record, reference: &Reference, found: &Record) -> Diagnostic {
        let heading = reference.heading.as_ref();
        let text = heading.map_or("", |heading| &*heading.text);
        let span = heading.map_or(reference.span, |heading| heading.span);
        let ids = || found.body.headings.iter().map(|heading| heading.id.as_str());
        let near = nearest(&slug(text), ids());
        let help = match (near.is_empty(), found.body.headings.is_empty()) {
            (false, _) => format!(
                "did you mean {}?",
                alternatives(near.iter().map(|id| format!("#{id}")).collect::<Vec<_>>().iter().map(String::as_str))
            ),
            (true, false) => format!(
                "its headings are {}",
                ids().take(12).map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ")
            ),
            (true, true) => "it has no headings".to_owned(),
        };
        Diagnostic::new(Code::UnknownHeading, &record.path, format!("`{}` has no heading `{text}`", found.id))
            .at(span)
            .help(help)
    }

    fn suggest(&self, problem: Diagnostic, text: &str, relation: &Relation, suggestions: &mut usize) -> Diagnostic {
        let Some(left) = suggestions.checked_sub(1) else { return problem };
        *suggestions = left;
        let fitting = || self.records.iter().filter(|record| relation.takes(record.kind));
        let by_id = nearest(text, fitting().map(|record| &*record.id));
        let near = if text.contains('/') || !by_id.is_empty() {
            by_id
        } else {
            nearest(text, fitting().flat_map(|record| [Some(&*record.name), record.label()]).flatten())
        };
        match (near.is_empty(), relation.to) {
            (false, _) => problem.help(format!("did you mean {}?", alternatives(near))),
            (true, [kind]) => {
                let ids: Vec<&str> = fitting().map(|record| &*record.id).take(8).collect();
                let more = if fitting().nth(8).is_some() { ", …" } else { "" };
                if ids.is_empty() {
                    problem.help(format!(
                        "there is no {} yet; records of this kind stand in `{}/`",
                        kind.declaration().name,
                        kind.folder()
                    ))
                } else {
                    problem.help(format!(
                        "there are {}{more}",
                        ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
                    ))
                }
            }
            (true, _) => problem.help("a reference is an id (`teams/dns-security`), a bare name or a label"),
        }
    }
}

/// The kinds that a relation takes, in words.
fn kinds(relation: &Relation) -> String {
    if relation.to.is_empty() {
        return "record".to_owned();
    }
    relation.to.iter().map(|kind| kind.declaration().name).collect::<Vec<_>>().join(" or ")
}
