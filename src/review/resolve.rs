//! What references lead to: ids, bare names, labels, aliases and paths, and what to say where nothing answers.

use std::collections::HashMap;
use std::sync::Arc;

use crate::review::id::{alternatives, fold_label, nearest};
use crate::review::kind::Kind;
use crate::review::kind::field::{Relation, Shape};
use crate::review::record::{Record, RecordIx, Signature, join};
use crate::review::value::{Reference, ReferenceIx, Text, Value, Wanted};
use crate::review::wording::with_article;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::index::{IndexVec, index};
use crate::text::markdown::document::HeadingIx;
use crate::text::markdown::{by_code_host, reserved, slug};
use crate::text::source::Attachment;
use crate::text::span::Span;

index! {
    /// An attachment of a review.
    AttachmentIx;
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A record, as its position; and one of its headings, as that heading's.
    Record(RecordIx, Option<HeadingIx>),
    /// An attachment, as its position.
    Attachment(AttachmentIx),
}

/// Why a reference does not resolve.
#[derive(Debug)]
pub(super) enum Failure {
    Unknown,
    Ambiguous(Vec<RecordIx>),
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
    /// What is doubtful about the others, and files that are named and missing.
    pub(super) problems: Vec<Diagnostic>,
}

/// How records and attachments are found. Of a record it sees the signature alone, so that as long as all signatures stay the same,
/// the same references lead to the same places.
#[derive(Debug, Default)]
pub(super) struct Directory {
    records: IndexVec<RecordIx, Arc<Record>>,
    attachments: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, RecordIx>,
    names: HashMap<Arc<str>, Vec<RecordIx>>,
    labels: HashMap<String, Vec<RecordIx>>,
    aliases: HashMap<Box<str>, RecordIx>,
    /// The names in former ids, without their folders.
    former: HashMap<Box<str>, Vec<RecordIx>>,
    /// The people of each full name.
    people: HashMap<String, Vec<RecordIx>>,
    called: HashMap<String, Vec<RecordIx>>,
    files: HashMap<Arc<str>, AttachmentIx>,
}

impl Directory {
    pub(super) fn new(
        records: &IndexVec<RecordIx, Arc<Record>>,
        attachments: &IndexVec<AttachmentIx, Attachment>,
    ) -> Directory {
        let attachments: Vec<Arc<str>> = attachments.iter().map(|attachment| Arc::clone(&attachment.path)).collect();
        let files = attachments.iter().enumerate();
        let files = files.map(|(position, path)| (Arc::clone(path), AttachmentIx::new(position))).collect();
        let ids = HashMap::with_capacity(records.len());
        let names = HashMap::with_capacity(records.len());
        let mut directory = Directory { attachments, ids, names, files, ..Directory::default() };
        for (position, record) in records.iter_enumerated() {
            let signature = record.signature();
            directory.ids.insert(Arc::clone(signature.id), position);
            directory.names.entry(Arc::clone(signature.name)).or_default().push(position);
            if let Some(label) = signature.label {
                directory.labels.entry(fold_label(label)).or_default().push(position);
            }
            for alias in signature.aliases.iter().filter(|alias| !alias.text.trim().is_empty()) {
                directory.aliases.insert(alias.text.clone(), position);
                if let Some((_, name)) = alias.text.rsplit_once('/') {
                    directory.former.entry(name.into()).or_default().push(position);
                }
            }
            if signature.kind == Kind::Person {
                directory.people.entry(fold_label(signature.title)).or_default().push(position);
            }
            for name in signature.called() {
                let all = directory.called.entry(fold_label(name)).or_default();
                if all.last() != Some(&position) {
                    all.push(position);
                }
            }
        }
        directory.records = records.iter().map(Arc::clone).collect();
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

    pub(super) fn signature(&self, position: RecordIx) -> Signature<'_> {
        self.records[position].signature()
    }

    fn signatures(&self) -> impl Iterator<Item = Signature<'_>> {
        self.records.iter().map(|record| record.signature())
    }

    /// Follows the references of a record.
    pub(super) fn resolve(&self, position: RecordIx, record: &Record) -> Resolved {
        let mut resolved = Resolved { problems: self.missing_files(record), ..Resolved::default() };
        for (number, reference) in record.references.iter_enumerated() {
            let target = match self.follow(position, reference) {
                Ok(target) => target,
                Err(failure) => {
                    resolved.failures.push((number, failure));
                    None
                }
            };
            if let Some(Target::Record(to, _)) = target {
                resolved.problems.extend(question(record, reference, &self.signature(to)));
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
                (Err(Failure::Unknown), relation) => self.by_full_name(text, relation).ok_or(Failure::Unknown)?,
                (found, _) => found?,
            },
            Wanted::Path(path) => match self.by_path(path) {
                Some(Target::Record(found, _)) => found,
                Some(attachment) => return Ok(Some(attachment)),
                None => return Err(Failure::NoSuchFile),
            },
            Wanted::File(path) => match (self.files.get(&**path), self.by_path(path)) {
                (Some(&found), _) => return Ok(Some(Target::Attachment(found))),
                (None, Some(Target::Record(found, _))) => return Err(Failure::NotAFile(found)),
                (None, _) if path.is_empty() => return Err(Failure::NotAFile(position)),
                (None, _) => return Err(Failure::NoSuchFile),
            },
        };
        let Some(wanted) = &reference.heading else { return Ok(Some(Target::Record(found, None))) };
        let signature = self.signature(found);
        let exact = signature.headings.iter().position(|heading| *heading.id == *wanted.text);
        let with_id = |id: &str| signature.headings.iter().position(|heading| heading.id == id);
        let heading = exact
            .or_else(|| with_id(&slug(&wanted.text)))
            .or_else(|| with_id(&reserved(&slug(&wanted.text))))
            .or_else(|| by_code_host(signature.headings.iter().map(|heading| heading.text.as_str()), &wanted.text));
        // `#top` leads to the page, wherever it is read.
        if heading.is_none() && !signature.broken && &*wanted.text != "top" {
            Err(Failure::UnknownHeading(found))
        } else {
            Ok(Some(Target::Record(found, heading.map(HeadingIx::new))))
        }
    }

    pub(super) fn by_name(&self, text: &str, relation: &Relation) -> Result<RecordIx, Failure> {
        let takes = |&position: &RecordIx| relation.takes(self.signature(position).kind);
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
        let is_meant = |&position: &RecordIx| relation.meant() == Some(self.signature(position).kind);
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
    fn by_full_name(&self, text: &str, relation: &Relation) -> Option<RecordIx> {
        sole(self.people.get(&fold_label(text)), |&position| relation.takes(self.signature(position).kind))
    }

    /// The one record of somebody who is called so, where a field takes names in plain words.
    fn by_call(&self, text: &str, relation: &Relation) -> Option<RecordIx> {
        let mut found = self.called.get(&fold_label(text))?.iter().copied();
        let mut fitting = found.by_ref().filter(|&position| relation.takes(self.signature(position).kind));
        fitting.next().filter(|_| fitting.next().is_none())
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
            missing.then(|| self.no_such_file(&record.path, path.span, &wanted, record.kind.folder()))
        });
        missing.collect()
    }

    /// That the settings name a file that is not there.
    pub(super) fn missing_setting(&self, path: &Arc<str>, file: &Text) -> Option<Diagnostic> {
        let wanted = join("", &file.text);
        (!self.files.contains_key(wanted.as_str())).then(|| self.no_such_file(path, file.span, &wanted, ""))
    }

    fn no_such_file(&self, path: &Arc<str>, span: Span, wanted: &str, folder: &str) -> Diagnostic {
        let paths = self.attachments.iter().map(|path| &**path);
        let near = nearest(
            wanted.strip_suffix(".md").unwrap_or(wanted),
            paths.chain(self.signatures().map(|signature| &**signature.id)),
        );
        let problem =
            Diagnostic::new(Code::UnknownAttachment, path, format!("there is no record or file `{wanted}`")).at(span);
        if let Some(help) = self.other_address(wanted, folder).or_else(|| strange(wanted)) {
            return problem.help(help);
        }
        // From the content folder on, it is right wherever it is written.
        let written =
            |path: &&str| if self.ids.contains_key(*path) { format!("/{path}.md") } else { format!("/{path}") };
        let near: Vec<String> = near.iter().map(written).collect();
        let near = alternatives(near.iter().map(String::as_str));
        if near.is_empty() { problem } else { problem.help(format!("did you mean {near}?")) }
    }

    /// How an address is written that is no path: one of the web, of mail, of Windows, or one that begins elsewhere.
    fn other_address(&self, wanted: &str, folder: &str) -> Option<String> {
        let written = wanted.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).unwrap_or(wanted);
        if written.contains('\\') {
            return Some(format!("write the path with `/`: `{}`", written.replace('\\', "/")));
        }
        if written.contains(char::is_whitespace) {
            return None;
        }
        if self.by_path(written).is_some() && written != wanted {
            let inside = written.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            let relative = inside.map_or_else(|| format!("../{written}"), str::to_owned);
            return Some(format!("a path begins in the folder of the record: write `{relative}`, or `/{written}`"));
        }
        let (host, path) = written.split_once('/').map_or((written, None), |(host, path)| (host, Some(path)));
        if path.is_none() && host.split_once('@').is_some_and(|(_, host)| host.contains('.')) {
            return Some(format!("an address of mail is written `mailto:{written}`"));
        }
        // A folder may have a dot in its name as well.
        host.starts_with("www.").then(|| format!("an address of the web is written whole: `https://{written}`"))
    }

    pub(super) fn report(
        &self,
        record: &Record,
        reference: &Reference,
        failure: &Failure,
        suggestions: &mut usize,
    ) -> Diagnostic {
        let text = match &reference.wanted {
            Wanted::Named(text) | Wanted::Path(text) | Wanted::File(text) => text,
            Wanted::Itself => "",
        };
        let new = |code, message: String| Diagnostic::new(code, &record.path, message).at(reference.span);
        match failure {
            Failure::Unknown => {
                let problem = new(Code::UnknownRecord, format!("no {} answers to `{text}`", kinds(reference.relation)));
                if let Some(help) = strange(text).or_else(|| several(reference, text)) {
                    return problem.help(help);
                }
                self.suggest(problem, text, reference.relation, suggestions)
            }
            Failure::NoSuchFile => self.no_such_file(&record.path, reference.span, text, record.kind.folder()),
            Failure::Ambiguous(found) => {
                let ids = found.iter().take(5).map(|&position| &**self.signature(position).id);
                new(Code::AmbiguousReference, format!("`{text}` could be {} records", found.len()))
                    .help(format!("write the id: {}", alternatives(ids)))
            }
            Failure::WrongKind(found) => {
                let found = self.signature(*found);
                let message = format!(
                    "`{text}` is {}, not {}",
                    with_article(found.kind.declaration().name),
                    with_article(&kinds(reference.relation))
                );
                let problem = new(Code::WrongKind, message);
                self.suggest(problem, text, reference.relation, suggestions)
            }
            Failure::NotAFile(found) => {
                let Signature { id, kind, .. } = self.signature(*found);
                let message = format!("`{id}` is {}, not an image", with_article(kind.declaration().name));
                new(Code::WrongKind, message).help(format!("write `![[{id}]]` to show its summary"))
            }
            Failure::UnknownHeading(found) => report_heading(record, reference, &self.signature(*found)),
        }
    }

    pub(super) fn suggest(
        &self,
        problem: Diagnostic,
        text: &str,
        relation: &Relation,
        suggestions: &mut usize,
    ) -> Diagnostic {
        let Some(left) = suggestions.checked_sub(1) else { return problem };
        *suggestions = left;
        let fitting = || self.signatures().filter(|signature| relation.takes(signature.kind));
        let by_id = nearest(text, fitting().map(|signature| &**signature.id));
        let near = if text.contains('/') || !by_id.is_empty() {
            by_id
        } else {
            nearest(text, fitting().flat_map(|signature| [Some(&**signature.name), signature.label]).flatten())
        };
        match (near.is_empty(), relation.to) {
            (false, _) => problem.help(format!("did you mean {}?", alternatives(near))),
            (true, [kind]) => {
                let ids: Vec<&str> = fitting().map(|signature| &**signature.id).take(8).collect();
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
            (true, _) if text.contains('/') => problem.help(format!(
                "a reference is an id (`teams/dns-security`), a bare name or a label; if the record was renamed, add `aliases: [{text}]` to it"
            )),
            (true, _) => problem.help("a reference is an id (`teams/dns-security`), a bare name or a label"),
        }
    }
}

/// That a name has a character in it that looks like another, or like nothing; or the quotation marks of a letter.
fn strange(text: &str) -> Option<String> {
    let unquoted = text.trim_matches(['“', '”', '‘', '’', '„']);
    if unquoted != text {
        return Some(format!("write it without the quotation marks: `{unquoted}`"));
    }
    let odd = text.chars().find(|&c| is_odd(c))?;
    let number = u32::from(odd);
    Some(if odd.is_whitespace() {
        format!("it has another space than the usual one in it, U+{number:04X}: type the name again")
    } else if matches!(odd, '\u{2010}'..='\u{2015}') {
        format!("it has another dash than `-` in it, U+{number:04X}: write `{}`", text.replace(odd, "-"))
    } else {
        format!("it has a character in it that nobody sees, U+{number:04X}: type the name again")
    })
}

/// Whether a character of a name looks like another one, or like nothing.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{2060}' | '\u{feff}')
        || (c.is_whitespace() && c != ' ')
}

/// That a text of several names is a list without its brackets; in a text there are no lists of references.
fn several(reference: &Reference, text: &str) -> Option<String> {
    if reference.relation.to.is_empty() {
        return None;
    }
    let names = text.trim_matches(['[', ']', ' ']);
    let all: Vec<&str> = names.split(',').map(str::trim).collect();
    let is_list = all.len() > 1 && all.iter().all(|name| !name.is_empty());
    is_list.then(|| format!("several are written as a list: `[{}]`", all.join(", ")))
}

/// The one of some records that fits.
fn sole(found: Option<&Vec<RecordIx>>, fits: impl Fn(&RecordIx) -> bool) -> Option<RecordIx> {
    let mut fitting = found?.iter().copied().filter(|position| fits(position));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// What is doubtful about a reference that resolves.
fn question(record: &Record, reference: &Reference, to: &Signature<'_>) -> Option<Diagnostic> {
    if to.draft && !record.is_draft() {
        let message = format!("`{}` is a draft and will not be published", to.id);
        let problem = Diagnostic::new(Code::DraftReference, &record.path, message).at(reference.span);
        return Some(problem.help(format!("remove `draft: true` from `{}`, or the reference to it", to.id)));
    }
    let Wanted::Named(text) = &reference.wanted else { return None };
    let former = to.aliases.iter().any(|alias| {
        alias.text == *text
            || (to.label.is_none_or(|label| fold_label(label) != fold_label(text))
                && alias.text.rsplit_once('/').is_some_and(|(_, name)| *name == **text))
    });
    (former && **text != **to.id && **text != **to.name).then(|| {
        Diagnostic::new(Code::FormerId, &record.path, format!("`{text}` is a former id"))
            .at(reference.span)
            .help(format!("write `{}`", to.id))
    })
}

fn report_heading(record: &Record, reference: &Reference, found: &Signature<'_>) -> Diagnostic {
    let heading = reference.heading.as_ref();
    let text = heading.map_or("", |heading| &*heading.text);
    let span = heading.map_or(reference.span, |heading| heading.span);
    let ids = || found.headings.iter().map(|heading| heading.id.as_str());
    let near = nearest(&slug(text), ids());
    let help = match (near.is_empty(), found.headings.is_empty()) {
        (false, _) => format!(
            "did you mean {}?",
            alternatives(near.iter().map(|id| format!("#{id}")).collect::<Vec<_>>().iter().map(String::as_str))
        ),
        (true, false) => {
            format!("its headings are {}", ids().take(12).map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", "))
        }
        (true, true) => "it has no headings".to_owned(),
    };
    Diagnostic::new(Code::UnknownHeading, &record.path, format!("`{}` has no heading `{text}`", found.id))
        .at(span)
        .help(help)
}

/// The kinds that a relation takes, in words.
fn kinds(relation: &Relation) -> String {
    if relation.to.is_empty() {
        return "record".to_owned();
    }
    relation.to.iter().map(|kind| kind.declaration().name).collect::<Vec<_>>().join(" or ")
}
