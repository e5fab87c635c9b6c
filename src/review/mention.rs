//! What texts mention: each place in a body or a field that names something of the review becomes a reference.

use crate::review::kind::common::MENTION;
use crate::review::record::join;
use crate::review::value::{Reference, Text, Wanted};
use crate::text::form::composed;
use crate::text::markdown::document::{Form, Mention};

/// The file of a page in its folder.
const INDEX: &str = "index.html";

/// The reference that a mention is. Paths in the text begin in `folder`.
#[must_use]
pub fn mention_reference(mention: &Mention, folder: &str) -> Reference {
    let wanted = match mention.form {
        Form::Image if mention.target.is_empty() => Wanted::File("".into()),
        Form::Image => Wanted::File(join(folder, &mention.target).into()),
        _ if mention.target.is_empty() => Wanted::Itself,
        Form::Wiki if mention.target.ends_with('/') => Wanted::Page(join("", &mention.target).into()),
        Form::Wiki | Form::Embed => Wanted::Named(composed(&mention.target).into()),
        Form::Path => path(join(folder, &mention.target), &mention.target),
    };
    let heading = match (&mention.heading, mention.heading_span) {
        (Some(heading), Some(span)) => Some(Text { text: composed(heading).into(), span }),
        _ => None,
    };
    Reference { relation: &MENTION, wanted, heading, span: mention.span, or_words: false }
}

/// What a path leads to: the page of a folder where it is written as one.
fn path(path: String, written: &str) -> Wanted {
    let is_folder = matches!(written.rsplit('/').next(), Some("" | "." | ".."));
    let folder =
        if path == INDEX { Some("") } else { path.strip_suffix(INDEX).and_then(|path| path.strip_suffix('/')) };
    match folder {
        Some(folder) => Wanted::Page(folder.into()),
        None if is_folder => Wanted::Page(path.into()),
        None => Wanted::Path(path.into()),
    }
}
