//! What cannot be read, as a diagnostic.

use std::io;
use std::sync::Arc;

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// A file that cannot be read.
pub(super) fn file(shown: &Arc<str>, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, shown, format!("the file cannot be read: {}", reason(error)))
}

/// A folder that cannot be listed.
pub(super) fn folder(shown: &str, error: &io::Error) -> Diagnostic {
    let shown = if shown.is_empty() { "." } else { shown.trim_end_matches('/') };
    Diagnostic::new(Code::Unreadable, &shown.into(), format!("the folder cannot be read: {}", reason(error)))
}

/// What the system says, without the number of the error, which differs between systems.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(&*text, |(words, _)| words).to_lowercase()
}
