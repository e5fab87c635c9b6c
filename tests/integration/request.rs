//! What is asked of a build where a test asks for nothing in particular.

use std::path::PathBuf;

use rapporteur::pipeline::Request;

/// A site as of the last day of 2024, with the theme of the program, without an address or drafts.
pub(crate) fn request(content: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Request {
    Request {
        content: content.into(),
        themes: None,
        out: out.into(),
        base_url: None,
        as_of: "2024-12-31".parse().expect("a day"),
        drafts: false,
        explicit_index: false,
        noindex: false,
        strict: false,
        replace: false,
        untrusted: false,
    }
}
