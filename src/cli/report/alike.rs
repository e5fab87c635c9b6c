//! Which of many problems are shown: of those that are alike a few, and how many more there are.
//!
//! One renamed file may break two thousand references, and whoever reads the first three of them has seen all. What is hidden
//! is counted where it would have stood; formats for programs have everything.

use std::collections::{BTreeSet, HashMap};

use crate::cli::count;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// How many problems are shown that say the same.
const SAME: usize = 3;
/// How many are shown of one code.
const OF_A_CODE: usize = 10;

/// How many of the problems are shown that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of them.
    All,
    /// A few; `--all` shows the others.
    Few,
    /// A few, and nothing shows the others.
    FewAtMost,
}

/// A problem that is shown.
#[derive(Debug)]
pub(super) struct Shown<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    /// How many more are alike, where it is the last of them that is shown.
    pub(super) more: Option<String>,
}

/// The problems that are shown, in their order.
pub(super) fn shown(diagnostics: &[Diagnostic], extent: Extent) -> Vec<Shown<'_>> {
    let mut shown: Vec<Shown<'_>> = Vec::new();
    let mut same: HashMap<(Code, &str), usize> = HashMap::new();
    let mut of_code: HashMap<Code, Alike> = HashMap::new();
    for diagnostic in diagnostics {
        let alike = of_code.entry(diagnostic.code).or_default();
        let same = same.entry((diagnostic.code, &diagnostic.message)).or_default();
        *same += 1;
        if extent == Extent::All || (*same <= SAME && alike.shown < OF_A_CODE) {
            alike.shown += 1;
            alike.last = shown.len();
            shown.push(Shown { diagnostic, more: None });
        } else {
            alike.hidden += 1;
            alike.files.insert(&diagnostic.path);
        }
    }
    for (code, alike) in of_code.iter().filter(|(_, alike)| alike.hidden > 0) {
        if let Some(last) = shown.get_mut(alike.last) {
            let files = count(alike.files.len() as u64, "file", "files");
            let (are, them) = if alike.hidden == 1 { ("is", "it") } else { ("are", "them") };
            let hidden = alike.hidden;
            let way = if extent == Extent::Few { format!(": `--all` shows {them}") } else { String::new() };
            last.more = Some(format!("there {are} {hidden} more `{}` in {files}{way}", code.name()));
        }
    }
    shown
}

/// The problems of one code.
#[derive(Default)]
struct Alike<'d> {
    shown: usize,
    /// Where the last that is shown stands.
    last: usize,
    hidden: usize,
    /// The files of those that are not shown.
    files: BTreeSet<&'d str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(code: Code, path: usize, message: &str) -> Diagnostic {
        Diagnostic::new(code, &format!("{path}.md").into(), message)
    }

    #[test]
    fn of_what_says_the_same_three_are_shown_and_the_rest_is_counted() {
        let mut all: Vec<Diagnostic> = (0..2_000).map(|path| problem(Code::UnknownRecord, path, "no `x`")).collect();
        all.insert(1, problem(Code::UnknownRecord, 0, "no `y`"));
        all.push(problem(Code::DuplicateKey, 0, "twice"));
        let shown = super::shown(&all, Extent::Few);
        let told: Vec<_> = shown.iter().map(|shown| (&*shown.diagnostic.message, shown.more.as_deref())).collect();
        let more = "there are 1997 more `unknown-record` in 1997 files: `--all` shows them";
        let expected = [("no `x`", None), ("no `y`", None), ("no `x`", None), ("no `x`", Some(more)), ("twice", None)];
        assert_eq!(told, expected);
        assert!(super::shown(&all, Extent::All).iter().all(|shown| shown.more.is_none()));
        assert_eq!(super::shown(&all, Extent::All).len(), all.len());
    }

    #[test]
    fn one_more_is_one() {
        let all: Vec<Diagnostic> = (0..4).map(|path| problem(Code::UnknownRecord, path, "no `x`")).collect();
        let more = super::shown(&all, Extent::Few).pop().and_then(|shown| shown.more);
        assert_eq!(more.as_deref(), Some("there is 1 more `unknown-record` in 1 file: `--all` shows it"));
    }

    #[test]
    fn of_one_code_ten_are_shown() {
        let all: Vec<Diagnostic> =
            (0..50).map(|at| problem(Code::UnknownField, at, &format!("no field `{at}`"))).collect();
        let shown = super::shown(&all, Extent::Few);
        assert_eq!(shown.len(), OF_A_CODE);
        let more = shown.last().and_then(|shown| shown.more.as_deref());
        assert_eq!(more, Some("there are 40 more `unknown-field` in 40 files: `--all` shows them"));
    }
}
