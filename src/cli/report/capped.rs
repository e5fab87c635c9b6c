//! What is printed at most of the problems of a review that strangers write: a log has a limit, and who pays for it has one too.
//!
//! However many problems there are, and however long what they quote, so much comes to less than 1 MiB in every format.

use crate::cli::count;
use crate::cli::report::alike::{Extent, Shown, shown};
use crate::text::diagnostic::Diagnostic;
use crate::text::span::slice;

/// How many problems are told.
const PROBLEMS: usize = 100;
/// How many other places of each.
const PLACES: usize = 5;
/// How long each of its texts is, in bytes.
const LENGTH: usize = 600;

/// Those that are told, of what is alike a few. The last one says how many more there are.
pub(super) fn capped(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut shown = shown(diagnostics, Extent::FewAtMost);
    let left = shown.len().saturating_sub(PROBLEMS);
    shown.truncate(PROBLEMS);
    let mut told: Vec<Diagnostic> = shown.into_iter().map(short).collect();
    if let Some(last) = told.last_mut().filter(|_| left > 0) {
        let are = if left == 1 { "is" } else { "are" };
        let more = format!("there {are} {} of other kinds", count(left as u64, "more problem", "more problems"));
        last.note = Some(joined(last.note.take(), more));
    }
    told
}

/// A problem that is no longer than it needs to be.
fn short(shown: Shown<'_>) -> Diagnostic {
    let mut problem = shown.diagnostic.clone();
    problem.related.truncate(PLACES);
    let labels = problem.related.iter_mut().map(|related| &mut related.label);
    let texts =
        [&mut problem.message, &mut problem.label].into_iter().chain(&mut problem.help).chain(&mut problem.note);
    texts.chain(labels).for_each(cut);
    if let Some(more) = shown.more {
        problem.note = Some(joined(problem.note.take(), more));
    }
    problem
}

fn joined(note: Option<String>, more: String) -> String {
    note.map_or(more.clone(), |note| format!("{note}; {more}"))
}

/// Cuts a text that is too long, between two characters.
fn cut(text: &mut String) {
    if text.len() > LENGTH {
        let ends = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LENGTH);
        let end = ends.last().unwrap_or_default();
        *text = format!("{} …", slice(text, ..end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::code::Code;
    use crate::text::span::Span;

    #[test]
    fn whatever_there_is_little_is_told() {
        let path = "x.md".into();
        let long = "ä".repeat(2 * LENGTH);
        let many = |code: &Code| {
            let problem = Diagnostic::new(*code, &path, &*long).help(&*long).label(&*long);
            let problem = (0..50).fold(problem, |problem, _| problem.related(&path, Span::point(0), "here"));
            vec![problem; 20]
        };
        let all: Vec<Diagnostic> = Code::ALL.iter().flat_map(many).collect();
        let told = capped(&all);
        assert_eq!(told.len(), PROBLEMS);
        assert!(told.iter().all(|problem| problem.message.len() < 700 && problem.related.len() == PLACES));
        let first = told.iter().find_map(|problem| problem.note.as_deref());
        assert_eq!(first, Some(&*format!("there are 17 more `{}` in 1 file", Code::ALL[0].name())));
        let last = told.last().and_then(|problem| problem.note.as_deref()).unwrap_or_default();
        assert!(last.ends_with("more problems of other kinds"), "{last}");
    }

    #[test]
    fn what_is_little_stays_as_it_is() {
        let problem = Diagnostic::new(Code::UnknownRecord, &"x.md".into(), "no `x`").help("write `y`");
        assert_eq!(capped(std::slice::from_ref(&problem)), [problem]);
    }
}
