//! Attachments that a browser would run.

use std::io;

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::LARGEST_FILE;
use crate::text::source::root::Root;
use crate::text::source::text::read_limited;
use crate::text::source::walk::Found;

/// An attachment that a browser would run is reported: HTML always, SVG where it holds a script or an event handler.
///
/// # Errors
/// Why the file cannot be looked into.
pub(super) fn active_content(root: &Root, found: &Found) -> io::Result<Option<Diagnostic>> {
    let Some((_, ending)) = found.path.rsplit_once('.') else { return Ok(None) };
    let message = match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "js" | "mjs" => RUNS,
        "svg" | "xml" => match read_limited(root, &found.path, LARGEST_FILE)?.0 {
            Ok(bytes) if is_active(&bytes) => RUNS,
            Ok(_) => return Ok(None),
            Err(_) => "the file is larger than 16 MiB, so it was not searched for scripts",
        },
        _ => return Ok(None),
    };
    let problem = Diagnostic::new(Code::ActiveAttachment, &found.shown, message);
    Ok(Some(problem.help("publish a PDF or a bitmap image, or remove the scripts")))
}

const RUNS: &str = "the file can run scripts in the reader's browser";

/// Whether markup holds a script or an event handler.
fn is_active(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    ["<script", "javascript:", "<foreignobject"].iter().any(|sign| text.contains(sign)) || has_handler(&text)
}

/// Whether markup in lower case has an attribute `on…=`.
fn has_handler(text: &str) -> bool {
    text.match_indices(|c: char| c.is_ascii_whitespace() || c == '/' || c == '"' || c == '\'').any(|(at, _)| {
        text[at + 1..].strip_prefix("on").is_some_and(|rest| {
            let name = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            name > 0 && rest[name..].trim_start().starts_with('=')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_handlers_are_seen_and_words_are_not() {
        assert!(has_handler("<svg onload=\"x\">"));
        assert!(has_handler("<svg\nonload = 'x'>"));
        assert!(!has_handler(
            "<text>on = off, one=two</text>".replace("on = ", "on ").replace("one=", "one ").as_str()
        ));
    }
}
