//! What a fault of this program becomes: one diagnostic that names the file at which it happened, and no end of the run.
//!
//! Content is written by anybody, and a public record must not hang on one comment. So whatever is done for one file is
//! done behind a guard. That the program unwinds when it panics is part of this: see the profile in `Cargo.toml`. What
//! lies behind a guard is a pure function of its arguments, or makes something that is dropped when it fails, so nothing
//! half done is left behind.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, catch_unwind, set_hook, take_hook};
use std::sync::{Arc, Once};

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::slice;

/// What was being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// The file was read.
    Read,
    /// What it says was understood.
    Parse,
    /// Its references were followed.
    Link,
    /// It was held to the rules.
    Judge,
    /// A page was made of it.
    Show,
}

impl Operation {
    /// What was done with the file, in a word.
    fn done(self) -> &'static str {
        match self {
            Operation::Read => "read",
            Operation::Parse => "parsed",
            Operation::Link => "linked",
            Operation::Judge => "judged",
            Operation::Show => "shown",
        }
    }
}

thread_local! {
    /// How many guards this thread is behind.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// Where in the program the last panic behind a guard began.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Which of many an operation is looking at.
    static NUMBER: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Behind a guard, the place of a panic is kept for the diagnostic and nothing is printed.
fn quiet_behind_guards() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let outside = take_hook();
        set_hook(Box::new(move |panic| {
            if DEPTH.get() == 0 {
                return outside(panic);
            }
            PLACE.set(panic.location().map(place));
        }));
    });
}

/// Where in the source text of the program something stands. Of a library, what names the machine that it was compiled on
/// is left out.
fn place(location: &Location<'_>) -> String {
    let file = location.file();
    let file = match file.split_once("/registry/src/") {
        Some((_, library)) => library.split_once('/').map_or(library, |(_, path)| path),
        None => file,
    };
    format!("{file}:{}", location.line())
}

/// Does an operation for one file. If the program panics, what comes back is the diagnostic of that file.
///
/// # Errors
/// An [`Code::InternalError`] that says what was being done and where in the program it ended.
pub fn guarded<T>(operation: Operation, path: &Arc<str>, work: impl FnOnce() -> T) -> Result<T, Box<Diagnostic>> {
    guarded_among(operation, path, |_| None, work)
}

/// Does an operation on many files, of which [`looking_at`] tells the number. If the program panics, what comes back is the
/// diagnostic of the one with this number, else of all of them together.
///
/// # Errors
/// As [`guarded`].
pub fn guarded_among<'a, T>(
    operation: Operation,
    path: &'a Arc<str>,
    path_of: impl FnOnce(usize) -> Option<&'a Arc<str>>,
    work: impl FnOnce() -> T,
) -> Result<T, Box<Diagnostic>> {
    quiet_behind_guards();
    let outer = NUMBER.take();
    DEPTH.set(DEPTH.get() + 1);
    let result = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(test)]
        injected::strike(operation, path);
        work()
    }));
    DEPTH.set(DEPTH.get() - 1);
    let looked_at = NUMBER.replace(outer);
    result.map_err(|panic| {
        let path = looked_at.and_then(path_of).unwrap_or(path);
        let place = PLACE.take().map_or_else(String::new, |place| format!(", at {place}"));
        let message =
            format!("the program failed while this file was {}: {}{place}", operation.done(), words(panic.as_ref()));
        let problem = Diagnostic::new(Code::InternalError, path, message);
        Box::new(problem.help("this is a fault of rapporteur, not of the file: please report it, with the file"))
    })
}

/// Says which of many an operation is looking at, so that a fault can be told to be about it.
pub fn looking_at(number: usize) {
    NUMBER.set(Some(number));
}

/// What a panic says, on one line and not longer than a few.
fn words(panic: &(dyn Any + Send)) -> String {
    const LONGEST: usize = 200;
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("no reason given").split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", slice(&text, ..end)),
        None => text,
    }
}

/// Faults that tests put behind guards: there is none that is known and could be tried instead.
#[cfg(test)]
pub(crate) mod injected {
    use std::sync::{Mutex, PoisonError};

    use super::Operation;

    static FAULTS: Mutex<Vec<(Operation, String)>> = Mutex::new(Vec::new());

    /// Lets every operation of this sort fail for files whose path ends so, for as long as the test process lives.
    pub(crate) fn inject(operation: Operation, path: &str) {
        FAULTS.lock().unwrap_or_else(PoisonError::into_inner).push((operation, path.to_owned()));
    }

    pub(super) fn strike(operation: Operation, path: &str) {
        let faults = FAULTS.lock().unwrap_or_else(PoisonError::into_inner);
        let is_hit = faults.iter().any(|(at, ending)| *at == operation && path.ends_with(ending));
        drop(faults);
        assert!(!is_hit, "a fault that a test put here");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_diagnostic_of_the_file_and_the_next_step_goes_on() {
        let path: Arc<str> = "content/pages/a.md".into();
        let broken =
            guarded(Operation::Parse, &path, || -> u32 { panic!("out of\nrange {}", 7) }).expect_err("it panics");
        assert_eq!((broken.code, &broken.path), (Code::InternalError, &path));
        let expected = "the program failed while this file was parsed: out of range 7, at src/text/fault.rs:";
        assert!(broken.message.starts_with(expected), "{}", broken.message);
        assert_eq!(guarded(Operation::Parse, &path, || 7).ok(), Some(7));
    }

    #[test]
    fn a_step_that_looks_at_many_files_names_the_one_that_it_looked_at() {
        let (all, one): (Arc<str>, Arc<str>) = ("content/review.yaml".into(), "content/pages/a.md".into());
        let files = [one];
        let broken = guarded_among(
            Operation::Judge,
            &all,
            |number| files.get(number),
            || {
                looking_at(0);
                // What is guarded inside has a file of its own.
                let inner: Arc<str> = "content/pages/b.md".into();
                guarded(Operation::Show, &inner, || looking_at(1)).unwrap_or_default();
                panic!("x");
            },
        );
        assert_eq!(broken.expect_err("it panics").path, files[0]);
        let broken = guarded_among(Operation::Judge, &all, |number| files.get(number), || panic!("y"));
        let broken = broken.expect_err("it panics");
        assert_eq!(broken.path, all);
    }

    #[test]
    fn no_folder_of_the_machine_that_compiled_it_is_named() {
        let broken = guarded(Operation::Parse, &"a".into(), || "1".parse::<u8>().map(|_| Vec::<u8>::new()[0]));
        let message = broken.expect_err("it panics").message;
        assert!(!message.contains("/registry/") && message.ends_with(|c: char| c.is_ascii_digit()), "{message}");
    }
}
