//! Text that was plainly meant as markup: nothing of it is lost, but readers see the marks instead of what they stand for.
//!
//! Only what is shown as text is looked at: neither code nor HTML, nor what a backslash stands before. Rather something is
//! passed over than text called a mistake.

mod asterisks;
mod brackets;
mod rows;
mod unseen;

use std::ops::Range;

use crate::text::code::Code;
use crate::text::markdown::builder::Builder;
use crate::text::markdown::plain_text::as_written;
use crate::text::markdown::suspect::{Shown, Suspect};

/// Reports what looks like markup, except where a comment says that it is written as it is meant.
pub(super) fn report(builder: &mut Builder<'_>) {
    let plain = std::mem::take(&mut builder.plain);
    let shown = Shown { text: builder.text, plain: &plain };
    let mut found = Vec::new();
    rows::find(&shown, &mut found);
    brackets::find(&shown, &mut found);
    asterisks::find(&shown, &mut found);
    unseen::find(&shown, &mut found);
    found.append(&mut builder.suspects);
    builder.plain = plain;
    if found.is_empty() {
        return;
    }
    let accepted = as_written(builder.text);
    found.sort_by_key(|suspect| suspect.place.start);
    for Suspect { code, place, message, help } in found {
        if !accepted.iter().any(|part| part.contains(&place.start)) {
            let problem = builder.reporter.push(code, place, message);
            // The hyphens below a heading are not shown at all.
            if code != Code::LooksLikeSignature {
                problem.label = "it is shown as it stands".into();
            }
            problem.help = Some(help);
        }
    }
}

/// Something that is found while the text is read.
pub(super) fn suspect(builder: &mut Builder<'_>, code: Code, place: Range<usize>, message: &str, help: &str) {
    builder.suspects.push(Suspect { code, place, message: message.to_owned(), help: help.to_owned() });
}
