//! The records for which a rule does not hold, found by what `review.yaml` calls them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::review::id::alternatives;
use crate::review::kind::field::Relation;
use crate::review::record::RecordIx;
use crate::review::resolve::{Directory, Failure};
use crate::review::settings::Settings;
use crate::review::value::Text;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// For each rule the records for which it does not hold.
pub type Excepted = BTreeMap<Code, BTreeSet<RecordIx>>;

/// A rule does not hold for a record, which may be of any kind. No page shows this, so nobody reads what it is called.
static EXCEPTS: Relation = Relation { to: &[], forward: "excepts", backward: "excepted from" };

/// Finds the records that the settings except from rules. What names none is reported as a reference of a record is.
pub(super) fn excepted(
    settings: &Settings,
    directory: &Directory,
    suggestions: &mut usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Excepted {
    let mut excepted = Excepted::new();
    for (code, setting) in &settings.rules {
        for name in &setting.except {
            match directory.by_name(&name.text, &EXCEPTS) {
                Ok(found) => {
                    diagnostics.extend(former_id(directory, found, name, &settings.path));
                    excepted.entry(*code).or_default().insert(found);
                }
                Err(failure) => diagnostics.push(report(directory, &failure, name, &settings.path, suggestions)),
            }
        }
    }
    excepted
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
    path: &Arc<str>,
    suggestions: &mut usize,
) -> Diagnostic {
    let new = |code, message| Diagnostic::new(code, path, message).at(name.span);
    if let Failure::Ambiguous(found) = failure {
        let ids: Vec<_> = found.iter().take(5).map(|&position| directory.signature(position).id).collect();
        return new(Code::AmbiguousReference, format!("`{}` could be {} records", name.text, found.len()))
            .help(format!("write the id: {}", alternatives(ids.into_iter().map(|id| &**id))));
    }
    // The relation takes every kind, and a name has no heading: what is left is that no record bears it.
    let problem = new(Code::UnknownRecord, format!("no record answers to `{}`", name.text));
    directory.suggest(problem, &name.text, &EXCEPTS, suggestions)
}
