//! What texts mention: each place in a body or a field that names something of the review becomes a reference.

use crate::review::kind::common::MENTION;
use crate::review::record::join;
use crate::review::value::{Reference, Text, Wanted};
use crate::text::form::composed;
use crate::text::markdown::document::{Form, Mention};

/// The reference that a mention is. Paths in the text begin in `folder`.
#[must_use]
pub fn mention_reference(mention: &Mention, folder: &str) -> Reference {
    let wanted = match mention.form {
        Form::Image if mention.target.is_empty() => Wanted::File("".into()),
        Form::Image => Wanted::File(join(folder, &mention.target).into()),
        _ if mention.target.is_empty() => Wanted::Itself,
        Form::Wiki | Form::Embed => Wanted::Named(composed(&mention.target).into()),
        Form::Path => Wanted::Path(join(folder, &mention.target).into()),
    };
    let heading = match (&mention.heading, mention.heading_span) {
        (Some(heading), Some(span)) => Some(Text { text: composed(heading).into(), span }),
        _ => None,
    };
    Reference { relation: &MENTION, wanted, heading, span: mention.span, or_words: false }
}
