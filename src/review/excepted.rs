//! The records for which a rule does not hold, found by what `review.yaml` calls them.

use std::collections::{BTreeMap, BTreeSet};

use crate::review::called::Calls;
use crate::review::kind::field::Relation;
use crate::review::record::RecordIx;
use crate::text::code::Code;

/// For each rule the records for which it does not hold.
pub type Excepted = BTreeMap<Code, BTreeSet<RecordIx>>;

/// A rule does not hold for a record, which may be of any kind. No page shows this, so nobody reads what it is called.
static EXCEPTS: Relation = Relation { to: &[], forward: "excepts", backward: "excepted from" };

/// Finds the records that the settings except from rules. What names none is reported as a reference of a record is.
pub(super) fn excepted(calls: &mut Calls<'_>) -> Excepted {
    let mut excepted = Excepted::new();
    for (code, setting) in &calls.settings.rules {
        for name in &setting.except {
            if let Some(found) = calls.record(name, &EXCEPTS) {
                excepted.entry(*code).or_default().insert(found);
            }
        }
    }
    excepted
}
