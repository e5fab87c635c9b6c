//! Headings: their levels, and the ids by which they are linked.

use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use crate::text::code::Code;
use crate::text::form::composed;
use crate::text::markdown::builder::Builder;
use crate::text::markdown::document::{Element, Heading, HeadingIx};
use crate::text::markdown::ids::{NAMELESS, slug};
use crate::text::markdown::looks_like;
use crate::text::markdown::open_element::{OpenElement, OpenHeading};
use crate::text::span::{lines, slice};

pub(super) fn begin_heading(builder: &mut Builder<'_>, level: HeadingLevel, range: Range<usize>) {
    let range = range.start..range.start + slice(builder.text, range).trim_end().len();
    let written = level as u8;
    let level = written.max(2);
    if written == 1 {
        let help = "begin with `##`, and put one `#` more before the headings below it";
        builder.reporter.push(Code::HeadingLevel, range.clone(), "a heading of the first level in a body").help =
            Some(help.into());
    } else if level > builder.level + 1 {
        let message = match builder.level {
            1 => format!("the first heading has level {level}"),
            last => format!("a heading of level {level} follows one of level {last}"),
        };
        let marks = "#".repeat(usize::from(builder.level) + 1);
        builder.reporter.push(Code::HeadingLevel, range.clone(), message).help =
            Some(format!("write it with `{marks}`"));
    }
    if let Some(place) = signature(builder.text, &range) {
        let message = "a line of one or two hyphens makes the text above it a heading";
        let help = "write an empty line before it; begin the line with `##` if it is a heading";
        looks_like::suspect(builder, Code::LooksLikeSignature, place, message, help);
    }
    builder.level = level;
    builder.block_starts();
    let id = match braces(builder.text, &range) {
        Some(Braces::Id(place)) => {
            let id = slice(builder.text, place.start + 2..place.end - 1).to_owned();
            builder.heading_id = Some(place);
            Some(id)
        }
        Some(Braces::Attributes(place)) => {
            let message = format!("`{}` is shown as text", slice(builder.text, place.clone()));
            let problem = builder.reporter.push(Code::HeadingAttributes, place, message);
            problem.help =
                Some("only an id can stand here, as `{#id}`; put a backslash before `{` if text is meant".into());
            None
        }
        None => None,
    };
    // Its id is made of its text, which is known at its end; headings do not nest.
    let span = builder.reporter.span(range.clone());
    builder.body.headings.push(Heading { level, id: String::new(), text: String::new(), span });
    let heading = HeadingIx::new(builder.body.headings.len() - 1);
    builder.open(Element::Heading(heading));
    builder.heading_text = Some(String::new());
    builder.stack.push(OpenElement::Heading(Box::new(OpenHeading { heading, id, range })));
}

pub(super) fn end_heading(builder: &mut Builder<'_>, heading: OpenHeading) {
    let OpenHeading { heading, id: explicit, range } = heading;
    builder.close(Element::Heading(heading));
    builder.heading_id = None;
    let text = builder.heading_text.take().unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (id, free) = match &explicit {
        Some(id) => builder.ids.take(composed(id).into_owned()),
        None => match slug(&text) {
            slug if slug.is_empty() => builder.ids.take(NAMELESS.to_owned()),
            slug => builder.ids.take(slug),
        },
    };
    if let Some(explicit) = explicit.filter(|_| !free) {
        let place = match slice(builder.text, range.clone()).rfind(&format!("#{explicit}")) {
            Some(at) => range.start + at..range.start + at + explicit.len() + 1,
            None => range.clone(),
        };
        let message = format!("another heading has the id `{explicit}`");
        builder.reporter.push(Code::DuplicateHeadingId, place, message).help = Some("choose another id".into());
    }
    if let Some(heading) = builder.body.headings.get_mut(heading.position()) {
        (heading.id, heading.text) = (id, text);
    }
}

/// What stands in braces at the end of a heading and is no text, or was meant as none.
enum Braces {
    /// `{#id}`.
    Id(Range<usize>),
    /// Attributes as other programs have them: `{.class}`, `{#id .class}`, `{key=value}`.
    Attributes(Range<usize>),
}

fn braces(text: &str, heading: &Range<usize>) -> Option<Braces> {
    // The text of a heading ends at the line below it, or at the marks behind it.
    let written = slice(text, heading.clone());
    let written = match written.starts_with('#') {
        true => without_marks(written),
        false => slice(written, ..written.rfind(['\n', '\r'])?).trim_end_matches(['\n', '\r', ' ', '\t', '>']),
    };
    let inside = written.strip_suffix('}')?;
    let open = inside.rfind('{')?;
    let before = slice(written, ..open);
    let inside = slice(inside, open + 1..);
    if before.ends_with('\\') || inside.contains(['\n', '\r']) || inside.ends_with('\\') {
        return None;
    }
    let place = heading.start + open..heading.start + written.len();
    let is_id = |id: &str| {
        !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c.is_control() || "{}*`<>[]\\".contains(c))
    };
    match inside.strip_prefix('#') {
        Some(id) if is_id(id) => Some(Braces::Id(place)),
        Some(rest) if !rest.is_empty() => Some(Braces::Attributes(place)),
        None if inside.trim_start().starts_with(['.', ':']) && inside.trim().len() > 1 => {
            Some(Braces::Attributes(place))
        }
        None if inside.split_once('=').is_some_and(|(key, value)| is_word(key) && !value.trim().is_empty()) => {
            Some(Braces::Attributes(place))
        }
        _ => None,
    }
}

/// The line of one or two hyphens that makes a heading of the lines above.
pub(super) fn short_underline(text: &str, heading: &Range<usize>) -> Option<Range<usize>> {
    let heading = heading.start..heading.start + slice(text, heading.clone()).trim_end().len();
    let written = slice(text, heading.clone());
    if written.starts_with('#') {
        return None;
    }
    let start = written.rfind(['\n', '\r'])? + 1;
    let line = slice(written, start..).trim_start_matches([' ', '>']);
    matches!(line.trim(), "-" | "--").then(|| heading.end - line.trim_end().len()..heading.end)
}

/// The same, where a signature follows it. Who writes several headings in this way means them.
fn signature(text: &str, heading: &Range<usize>) -> Option<Range<usize>> {
    let underline = short_underline(text, heading)?;
    let follows = lines(slice(text, underline.end..)).nth(1).is_some_and(|line| !line.trim().is_empty());
    let is_double = underline.len() == 2;
    let is_meant = || lines(text).filter(|line| line.trim() == "--").take(2).count() > 1;
    (follows && !(is_double && is_meant())).then_some(underline)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A heading without the marks that may close it: `## A ##`.
fn without_marks(written: &str) -> &str {
    let text = written.trim_end();
    let bare = text.trim_end_matches('#').trim_end_matches([' ', '\t']);
    if slice(text, bare.len()..).starts_with([' ', '\t']) { bare } else { text }
}
