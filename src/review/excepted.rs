//! The records for which a rule does not hold, found by what `review.yaml` calls them.

use std::collections::{BTreeMap, BTreeSet};

use crate::review::called::called;
use crate::review::kind::field::Relation;
use crate::review::record::RecordIx;
use crate::review::resolve::Directory;
use crate::review::settings::Settings;
use crate::review::suggestions::Suggestions;
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
    suggestions: &mut Suggestions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Excepted {
    let mut excepted = Excepted::new();
    for (code, setting) in &settings.rules {
        for name in &setting.except {
            if let Some(found) = called(directory, name, &EXCEPTS, &settings.path, suggestions, diagnostics) {
                excepted.entry(*code).or_default().insert(found);
            }
        }
    }
    excepted
}
