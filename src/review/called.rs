//! The records that `review.yaml` calls by a name: where one answers, and what to say where none does.

use std::sync::Arc;

use crate::review::id::alternatives;
use crate::review::kind::field::Relation;
use crate::review::record::RecordIx;
use crate::review::resolve::{Directory, Failure};
use crate::review::suggestions::Suggestions;
use crate::review::value::Text;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// The record that a setting names, which may be of any kind. What names none is reported as a reference of a record is.
pub(super) fn called(
    directory: &Directory,
    name: &Text,
    relation: &Relation,
    path: &Arc<str>,
    suggestions: &mut Suggestions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<RecordIx> {
    match directory.by_name(&name.text, relation) {
        Ok(found) => {
            diagnostics.extend(former_id(directory, found, name, path));
            Some(found)
        }
        Err(failure) => {
            diagnostics.push(report(directory, &failure, name, relation, path, suggestions));
            None
        }
    }
}

fn former_id(directory: &Directory, found: RecordIx, name: &Text, path: &Arc<str>) -> Option<Diagnostic> {
    let record = directory.signature(found);
    let former = record.aliases.iter().any(|alias| alias.text == name.text);
    (former && *name.text != **record.id && *name.text != **record.name).then(|| {
        let problem = Diagnostic::new(Code::FormerId, path, format!("`{}` is a former id", name.text)).at(name.span);
        problem.help(format!("write `{}`", record.id))
    })
}

fn report(
    directory: &Directory,
    failure: &Failure,
    name: &Text,
    relation: &Relation,
    path: &Arc<str>,
    suggestions: &mut Suggestions,
) -> Diagnostic {
    let new = |code, message| Diagnostic::new(code, path, message).at(name.span);
    if let Failure::Ambiguous(found) = failure {
        let ids: Vec<_> = found.iter().take(5).map(|&position| directory.signature(position).id).collect();
        return new(Code::AmbiguousReference, format!("`{}` could be {} records", name.text, found.len()))
            .help(format!("write the id: {}", alternatives(ids.into_iter().map(|id| &**id))));
    }
    // Such a relation takes every kind, and a name has no heading: what is left is that no record bears it.
    let problem = new(Code::UnknownRecord, format!("no record answers to `{}`", name.text));
    directory.suggest(problem, &name.text, relation, suggestions)
}
