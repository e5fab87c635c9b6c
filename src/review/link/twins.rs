//! Records of one id, and files of one name: the first of them is kept, and the others are reported.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use rayon::prelude::*;

use crate::review::record::Record;
use crate::text::batch::BATCH;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::form::{composed, fold_case, spelt};
use crate::text::source::Attachment;
use crate::text::span::Span;

/// Keeps the first of records with one id, in the order of the files, and reports the others; reports ids that differ in
/// case only.
pub(super) fn drop_duplicates(records: &mut Vec<Arc<Record>>, diagnostics: &mut Vec<Diagnostic>) {
    if !may_have_duplicates(records) {
        return;
    }
    let mut seen: HashMap<String, (Arc<str>, Arc<str>, Span)> = HashMap::with_capacity(records.len());
    records.retain(|record| {
        let folded = fold_case(&record.id);
        let Some((id, path, span)) = seen.get(&folded) else {
            seen.insert(folded, (Arc::clone(&record.id), Arc::clone(&record.path), record.span));
            return true;
        };
        let same = *id == record.id;
        let (code, message) = if same && path != &record.path && composed(path) == composed(&record.path) {
            let forms = format!("`{}` and `{}`", spelt(path), spelt(&record.path));
            (Code::NameClash, format!("two files are called `{id}`, in two forms of its letters: {forms}"))
        } else if same {
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

/// Whether two ids may differ in nothing but case: whether they have one hash.
fn may_have_duplicates(records: &[Arc<Record>]) -> bool {
    let state = RandomState::new();
    let hash = |record: &Arc<Record>| state.hash_one(fold_case(&record.id));
    let mut hashes: Vec<u64> = records.par_iter().with_max_len(BATCH).map(hash).collect();
    hashes.par_sort_unstable();
    hashes.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// Keeps the first of files whose names are one to readers and hosts, and reports the others.
pub(super) fn drop_twins(attachments: &mut Vec<Attachment>, diagnostics: &mut Vec<Diagnostic>) {
    attachments.dedup_by(|twin, first| {
        let is_twin = twin.path == first.path;
        if is_twin {
            let forms = format!("`{}` and `{}`", spelt(&first.shown), spelt(&twin.shown));
            let message = format!("two files are called `{}`, in two forms of its letters: {forms}", first.path);
            diagnostics
                .push(Diagnostic::new(Code::NameClash, &twin.shown, message).help("rename or remove one of them"));
        }
        is_twin
    });
}
