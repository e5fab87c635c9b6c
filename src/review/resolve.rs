//! What references lead to: ids, bare names, labels, aliases and paths, and what to say where nothing answers.

use std::collections::HashMap;
use std::sync::Arc;

use crate::review::id::{alternatives, fold_label, nearest};
use crate::review::kind::Kind;
use crate::review::kind::common::ALIASES;
use crate::review::kind::field::{Relation, Shape};
use crate::review::record::{Record, join};
use crate::review::value::{Reference, Value, Wanted};
use crate::review::wording::with_article;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::markdown::slug;
use crate::text::source::Attachment;
use crate::text::span::Span;

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A record, as its position; and one of its headings, as that heading's.
    Record(usize, Option<usize>),
    /// An attachment, as its position.
    Attachment(usize),
}

/// Why a reference does not resolve.
pub(super) enum Failure {
    Unknown,
    Ambiguous(Vec<usize>),
    WrongKind(usize),
    UnknownHeading(usize),
    NoSuchFile,
}

/// How records and attachments are found.
pub(super) struct Index<'a> {
    records: &'a [Arc<Record>],
    attachments: &'a [Attachment],
    ids: HashMap<&'a str, usize>,
    names: HashMap<&'a str, Vec<usize>>,
    labels: HashMap<String, Vec<usize>>,
    aliases: HashMap<&'a str, usize>,
    people: HashMap<String, Vec<usize>>,
    files: HashMap<&'a str, usize>,
}

impl<'a> Index<'a> {
    pub(super) fn new(records: &'a [Arc<Record>], attachments: &'a [Attachment]) -> Index<'a> {
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

    pub(super) fn resolve_all(&self, position: usize, record: &Record) -> Vec<Result<Option<Target>, Failure>> {
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
    pub(super) fn missing_files(&self, record: &Record) -> Vec<Diagnostic> {
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
    pub(super) fn question(&self, record: &Record, reference: &Reference, to: &Record) -> Option<Diagnostic> {
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

    pub(super) fn report(
        &self,
        record: &Record,
        reference: &Reference,
        failure: &Failure,
        suggestions: &mut usize,
    ) -> Diagnostic {
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
