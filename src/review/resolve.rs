//! What references lead to: ids, bare names, labels, aliases and paths.

mod headings;
mod report;

use std::sync::{Arc, OnceLock};

use foldhash::{HashMap, HashMapExt};

use crate::review::entry_id::may_lead_to_entry;
use crate::review::id::fold_label;
use crate::review::kind::Kind;
use crate::review::kind::field::{Relation, Shape};
use crate::review::record::{Record, RecordIx, Signature, join};
use crate::review::resolve::headings::Headings;
use crate::review::suggestions::{Sought, Suggestions};
use crate::review::value::{Reference, ReferenceIx, Text, Value, Wanted};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::form::{composed, fold_case, is_folded};
use crate::text::index::{IndexVec, index};
use crate::text::markdown::document::HeadingIx;
use crate::text::source::Attachment;
use crate::text::span::Span;

index! {
    /// An attachment of a review.
    AttachmentIx;
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A record, as its position; and a place on its page.
    Record(RecordIx, Option<Fragment>),
    /// An attachment, as its position.
    Attachment(AttachmentIx),
    /// A page of the site that is no record's. Whether there is one is known where the site is laid out.
    Page,
}

/// What the part of an address after `#` leads to on the page of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fragment {
    /// One of the headings of its body.
    Heading(HeadingIx),
    /// An entry of one of its lists. Whether there is one is known where the site is laid out.
    Entry,
}

/// Why a reference does not resolve.
#[derive(Debug)]
pub(super) enum Failure {
    Unknown,
    Ambiguous(Vec<RecordIx>),
    /// Several people are called so.
    Namesakes(Vec<RecordIx>),
    WrongKind(RecordIx),
    UnknownHeading(RecordIx),
    NotAFile(RecordIx),
    NoSuchFile,
}

/// Where the references of one record lead.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    /// For each of its references what it leads to.
    pub(super) targets: IndexVec<ReferenceIx, Option<Target>>,
    /// The references that lead nowhere though they should.
    pub(super) failures: Vec<(ReferenceIx, Failure)>,
    /// The files that its fields name and that are not there: where they are named, and their paths.
    pub(super) missing: Vec<(Span, String)>,
    /// The references of which only a site can tell whether they lead anywhere.
    pub(super) of_the_site: Vec<ReferenceIx>,
    /// What is doubtful about the others.
    pub(super) problems: Vec<Diagnostic>,
}

impl Resolved {
    /// Whether anything is to be told of them.
    pub(super) fn tells(&self) -> bool {
        !(self.failures.is_empty() && self.missing.is_empty() && self.problems.is_empty())
    }
}

/// How records and attachments are found. Of a record it sees the signature alone, so that as long as all signatures stay the same,
/// the same references lead to the same places.
#[derive(Debug, Default)]
pub(super) struct Directory {
    records: IndexVec<RecordIx, Arc<Record>>,
    attachments: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, RecordIx>,
    /// The ids that have upper case letters, in lower case.
    folded: HashMap<String, RecordIx>,
    names: HashMap<Arc<str>, Vec<RecordIx>>,
    labels: HashMap<String, Vec<RecordIx>>,
    aliases: HashMap<Box<str>, RecordIx>,
    /// The names in former ids, without their folders.
    former: HashMap<Box<str>, Vec<RecordIx>>,
    called: HashMap<String, Vec<RecordIx>>,
    files: HashMap<Arc<str>, AttachmentIx>,
    /// The headings of each record that a reference has looked for one in.
    headings: IndexVec<RecordIx, OnceLock<Box<Headings>>>,
    /// Of each signature what every reference asks for. Most ask for nothing else, and need not go to the record.
    asked: IndexVec<RecordIx, Asked>,
}

/// What every reference asks of the record that it leads to.
#[derive(Debug, Clone, Copy)]
struct Asked {
    kind: Kind,
    draft: bool,
    broken: bool,
}

/// Records by what their files are called.
struct ByFile {
    ids: HashMap<Arc<str>, RecordIx>,
    folded: HashMap<String, RecordIx>,
    names: HashMap<Arc<str>, Vec<RecordIx>>,
}

impl ByFile {
    fn new(records: &IndexVec<RecordIx, Arc<Record>>) -> ByFile {
        let ids = HashMap::with_capacity(records.len());
        let names = HashMap::with_capacity(records.len());
        let mut by_file = ByFile { ids, folded: HashMap::new(), names };
        for (position, record) in records.iter_enumerated() {
            by_file.ids.insert(Arc::clone(&record.id), position);
            // Hardly any id is written otherwise than it is compared.
            if !is_folded(&record.id) {
                by_file.folded.insert(fold_case(&record.id), position);
            }
            by_file.names.entry(Arc::clone(&record.name)).or_default().push(position);
        }
        by_file
    }
}

impl Directory {
    pub(super) fn new(
        records: &IndexVec<RecordIx, Arc<Record>>,
        attachments: &IndexVec<AttachmentIx, Attachment>,
    ) -> Directory {
        let attachments: Vec<Arc<str>> = attachments.iter().map(|attachment| Arc::clone(&attachment.path)).collect();
        let files = attachments.iter().enumerate();
        let files = files.map(|(position, path)| (Arc::clone(path), AttachmentIx::new(position))).collect();
        let by_file = || ByFile::new(records);
        let (ByFile { ids, folded, names }, directory) = rayon::join(by_file, || Directory::by_fields(records));
        let headings = records.iter().map(|_| OnceLock::new()).collect();
        let records = records.iter().map(Arc::clone).collect();
        Directory { records, attachments, ids, folded, names, files, headings, ..directory }
    }

    /// One that knows what the fields of records say.
    fn by_fields(records: &IndexVec<RecordIx, Arc<Record>>) -> Directory {
        let mut directory = Directory::default();
        for (position, record) in records.iter_enumerated() {
            let signature = record.signature();
            let Signature { kind, draft, broken, .. } = signature;
            directory.asked.push(Asked { kind, draft, broken });
            if let Some(label) = signature.label {
                directory.labels.entry(fold_label(label)).or_default().push(position);
            }
            for alias in signature.aliases.iter().filter(|alias| !alias.text.trim().is_empty()) {
                let alias = composed(&alias.text);
                if let Some((_, name)) = alias.rsplit_once('/') {
                    directory.former.entry(name.into()).or_default().push(position);
                }
                directory.aliases.insert(alias.into(), position);
            }
            for name in signature.called() {
                let all = directory.called.entry(fold_label(name)).or_default();
                if all.last() != Some(&position) {
                    all.push(position);
                }
            }
        }
        directory
    }

    /// Whether a directory of these records and attachments would lead every reference to the same place.
    pub(super) fn is_of(&self, records: &[Arc<Record>], attachments: &IndexVec<AttachmentIx, Attachment>) -> bool {
        let same = |(a, b): (&Arc<Record>, &Arc<Record>)| Arc::ptr_eq(a, b) || a.signature().is_same_as(&b.signature());
        self.records.len() == records.len()
            && self.attachments.iter().eq(attachments.iter().map(|attachment| &attachment.path))
            && self.records.iter().zip(records).all(same)
    }

    /// The position of the record with this id.
    pub(super) fn position(&self, id: &str) -> Option<RecordIx> {
        self.ids.get(id).copied()
    }

    /// The same, of an id of which only the case may differ; it is given in lower case.
    pub(super) fn position_in_any_case(&self, id: &str) -> Option<RecordIx> {
        self.position(id).or_else(|| self.folded.get(id).copied())
    }

    pub(super) fn signature(&self, position: RecordIx) -> Signature<'_> {
        self.records[position].signature()
    }

    fn signatures(&self) -> impl Iterator<Item = Signature<'_>> {
        self.records.iter().map(|record| record.signature())
    }

    /// Follows the references of a record.
    pub(super) fn resolve(&self, position: RecordIx, record: &Record) -> Resolved {
        let mut resolved = Resolved { missing: self.missing_files(record), ..Resolved::default() };
        for (number, reference) in record.references.iter_enumerated() {
            let target = match self.follow(position, reference) {
                Ok(target) => target,
                Err(failure) => {
                    resolved.failures.push((number, failure));
                    None
                }
            };
            if matches!(target, Some(Target::Page | Target::Record(_, Some(Fragment::Entry)))) {
                resolved.of_the_site.push(number);
            }
            if let Some(Target::Record(to, _)) = target {
                resolved.problems.extend(self.question(record, reference, to));
            }
            resolved.targets.push(target);
        }
        resolved
    }

    fn follow(&self, position: RecordIx, reference: &Reference) -> Result<Option<Target>, Failure> {
        let found = match &reference.wanted {
            Wanted::Itself => position,
            Wanted::Named(text) if reference.or_words => match self.by_name(text, reference.relation) {
                Ok(found) => found,
                Err(_) => return Ok(self.by_call(text, reference.relation).map(|found| Target::Record(found, None))),
            },
            Wanted::Named(text) => match (self.by_name(text, reference.relation), reference.relation) {
                (Err(Failure::Unknown), relation) => self.by_full_name(text, relation)?,
                (found, _) => found?,
            },
            Wanted::Path(path) => match self.by_path(path) {
                Some(Target::Record(found, _)) => found,
                Some(attachment) => return Ok(Some(attachment)),
                None => return Err(Failure::NoSuchFile),
            },
            Wanted::Page(path) => match self.ids.get(&**path).copied().or_else(|| self.formerly_at(path)) {
                Some(found) => found,
                None => return Ok(Some(Target::Page)),
            },
            Wanted::File(path) => match (self.files.get(&**path), self.by_path(path)) {
                (Some(&found), _) => return Ok(Some(Target::Attachment(found))),
                (None, Some(Target::Record(found, _))) => return Err(Failure::NotAFile(found)),
                (None, _) if path.is_empty() => return Err(Failure::NotAFile(position)),
                (None, _) => return Err(Failure::NoSuchFile),
            },
        };
        let Some(wanted) = &reference.heading else { return Ok(Some(Target::Record(found, None))) };
        let Asked { kind, broken, .. } = self.asked[found];
        let headings = self.headings[found].get_or_init(|| Box::new(Headings::new(self.signature(found).headings)));
        let place = match headings.find(&wanted.text) {
            Some(heading) => Some(Fragment::Heading(heading)),
            None if may_lead_to_entry(kind, &wanted.text) => Some(Fragment::Entry),
            // `#top` leads to the page, wherever it is read.
            None if broken || &*wanted.text == "top" => None,
            None => return Err(Failure::UnknownHeading(found)),
        };
        Ok(Some(Target::Record(found, place)))
    }

    pub(super) fn by_name(&self, text: &str, relation: &Relation) -> Result<RecordIx, Failure> {
        let takes = |&position: &RecordIx| relation.takes(self.asked[position].kind);
        if let Some(&found) = self.ids.get(text) {
            return if takes(&found) { Ok(found) } else { Err(Failure::WrongKind(found)) };
        }
        let named = self.names.get(text).into_iter().flatten();
        let folded = fold_label(text);
        let labelled = self.labels.get(&folded).into_iter().flatten();
        let mut all: Vec<RecordIx> = named.chain(labelled).copied().collect();
        all.sort_unstable();
        all.dedup();
        let mut fitting: Vec<RecordIx> = all.iter().copied().filter(|position| takes(position)).collect();
        let is_meant = |&position: &RecordIx| relation.meant() == Some(self.asked[position].kind);
        if fitting.iter().filter(|position| is_meant(position)).count() == 1 {
            fitting.retain(is_meant);
        }
        match (fitting.as_slice(), all.first()) {
            ([found], _) => Ok(*found),
            ([], Some(&found)) => Err(Failure::WrongKind(found)),
            ([], None) => match self.aliases.get(text).copied().filter(takes) {
                Some(found) => Ok(found),
                None => sole(self.former.get(text), takes).ok_or(Failure::Unknown),
            },
            _ => Err(Failure::Ambiguous(fitting)),
        }
    }

    /// The one person of this full name.
    fn by_full_name(&self, text: &str, relation: &Relation) -> Result<RecordIx, Failure> {
        let is_person = |position: &RecordIx| self.asked[*position].kind == Kind::Person;
        let called = self.called.get(&fold_label(text)).filter(|_| relation.takes(Kind::Person));
        let people: Vec<RecordIx> = called.into_iter().flatten().copied().filter(is_person).collect();
        match people.as_slice() {
            [] => Err(Failure::Unknown),
            [person] => Ok(*person),
            _ => Err(Failure::Namesakes(people)),
        }
    }

    /// The one record of somebody who is called so, where a field takes names in plain words.
    fn by_call(&self, text: &str, relation: &Relation) -> Option<RecordIx> {
        sole(self.called.get(&fold_label(text)), |&position| relation.takes(self.asked[position].kind))
    }

    fn by_path(&self, path: &str) -> Option<Target> {
        let record = path.strip_suffix(".md").unwrap_or(path);
        match self.ids.get(record) {
            Some(&found) => Some(Target::Record(found, None)),
            None => self.files.get(path).map(|&found| Target::Attachment(found)),
        }
    }

    /// The record whose page was in a folder.
    fn formerly_at(&self, folder: &str) -> Option<RecordIx> {
        let with_slash = || self.aliases.get(format!("{folder}/").as_str());
        self.aliases.get(folder).or_else(with_slash).copied()
    }

    /// What is doubtful about a reference that resolves.
    fn question(&self, record: &Record, reference: &Reference, position: RecordIx) -> Option<Diagnostic> {
        let to = || self.signature(position);
        if self.asked[position].draft && !record.is_draft() {
            let to = to();
            let message = format!("`{}` is a draft and will not be published", to.id);
            let problem = Diagnostic::new(Code::DraftReference, &record.path, message).at(reference.span);
            return Some(problem.help(format!("remove `draft: true` from `{}`, or the reference to it", to.id)));
        }
        let former_id = |text: &str, instead: String| {
            let problem = Diagnostic::new(Code::FormerId, &record.path, format!("`{text}` is a former id"));
            problem.at(reference.span).help(format!("write `{instead}`"))
        };
        let text = match &reference.wanted {
            Wanted::Named(text) => text,
            Wanted::Page(folder) => {
                let id = to().id;
                return (**folder != **id).then(|| former_id(folder, format!("/{id}/")));
            }
            Wanted::Path(_) | Wanted::File(_) | Wanted::Itself => return None,
        };
        // A record may have as many former ids as there are references to it.
        let is_label = || to().label.is_some_and(|label| fold_label(label) == fold_label(text));
        let is_former_name =
            || self.former.get(text).is_some_and(|all| all.binary_search(&position).is_ok()) && !is_label();
        if self.aliases.get(text) != Some(&position) && !is_former_name() {
            return None;
        }
        let Signature { id, name, .. } = to();
        (**text != **id && **text != **name).then(|| former_id(text, id.to_string()))
    }

    /// The files that a record's fields name and that are not there.
    fn missing_files(&self, record: &Record) -> Vec<(Span, String)> {
        let named = record.values.iter().filter_map(|(field, value)| match (field.shape, value) {
            (Shape::File, Value::Address(path)) => Some(path),
            _ => None,
        });
        let missing = named.filter_map(|path| {
            let wanted = join(record.kind.folder(), &path.text);
            (!self.files.contains_key(wanted.as_str())).then_some((path.span, wanted))
        });
        missing.collect()
    }

    /// That the settings name a file that is not there.
    pub(super) fn missing_setting(
        &self,
        path: &Arc<str>,
        file: &Text,
        suggestions: &mut Suggestions,
    ) -> Option<Diagnostic> {
        let wanted = join("", &file.text);
        let missing = !self.files.contains_key(wanted.as_str());
        missing.then(|| self.no_such_file(path, file.span, &wanted, "", Sought::File, suggestions))
    }
}

/// The one of some records that fits.
fn sole(found: Option<&Vec<RecordIx>>, fits: impl Fn(&RecordIx) -> bool) -> Option<RecordIx> {
    let mut fitting = found?.iter().copied().filter(|position| fits(position));
    fitting.next().filter(|_| fitting.next().is_none())
}
