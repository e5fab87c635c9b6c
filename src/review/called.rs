//! The records that `review.yaml` calls by a name: where one answers, and what to say where none does.

use crate::review::id::alternatives;
use crate::review::kind::field::Relation;
use crate::review::record::RecordIx;
use crate::review::resolve::{Directory, Failure};
use crate::review::settings::Settings;
use crate::review::suggestions::Suggestions;
use crate::review::unread::Unread;
use crate::review::value::Text;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::form::composed;

/// What is looked through for the records that the settings name, and what is said where there is none.
pub(super) struct Calls<'a> {
    pub(super) settings: &'a Settings,
    pub(super) directory: &'a Directory,
    pub(super) unread: &'a mut Unread,
    pub(super) suggestions: &'a mut Suggestions,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Calls<'_> {
    /// The record that a setting names, which may be of any kind. What names none is reported as a reference of a record is.
    pub(super) fn record(&mut self, name: &Text, relation: &Relation) -> Option<RecordIx> {
        match self.directory.by_name(&composed(&name.text), relation) {
            Ok(found) => {
                let problem = self.former_id(found, name);
                self.diagnostics.extend(problem);
                Some(found)
            }
            Err(Failure::Unknown) if self.unread.may_have(relation.to, &name.text) => None,
            Err(failure) => {
                let problem = self.report(&failure, name, relation);
                self.diagnostics.push(problem);
                None
            }
        }
    }

    /// A problem with a name that the settings call.
    pub(super) fn problem(&self, code: Code, name: &Text, message: String) -> Diagnostic {
        Diagnostic::new(code, &self.settings.path, message).at(name.span)
    }

    fn former_id(&self, found: RecordIx, name: &Text) -> Option<Diagnostic> {
        let record = self.directory.signature(found);
        let text = composed(&name.text);
        let former = record.aliases.iter().any(|alias| composed(&alias.text) == text);
        (former && *text != **record.id && *text != **record.name).then(|| {
            let problem = self.problem(Code::FormerId, name, format!("`{}` is a former id", name.text));
            problem.help(format!("write `{}`", record.id))
        })
    }

    fn report(&mut self, failure: &Failure, name: &Text, relation: &Relation) -> Diagnostic {
        if let Failure::Ambiguous(found) = failure {
            let ids: Vec<_> = found.iter().take(5).map(|&position| self.directory.signature(position).id).collect();
            let message = format!("`{}` could be {} records", name.text, found.len());
            return self
                .problem(Code::AmbiguousReference, name, message)
                .help(format!("write the id: {}", alternatives(ids.into_iter().map(|id| &**id))));
        }
        // Such a relation takes every kind, and a name has no heading: what is left is that no record bears it.
        let problem = self.problem(Code::UnknownRecord, name, format!("no record answers to `{}`", name.text));
        self.directory.suggest(problem, &name.text, relation, self.suggestions)
    }
}
