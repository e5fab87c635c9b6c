//! Headings: their levels, and the ids by which they are linked.

use std::ops::Range;

use pulldown_cmark::{CowStr, HeadingLevel};

use crate::text::code::Code;
use crate::text::markdown::builder::Builder;
use crate::text::markdown::document::{Element, Heading, HeadingIx};
use crate::text::markdown::ids::{NAMELESS, slug};
use crate::text::markdown::open_element::{OpenElement, OpenHeading};
use crate::text::span::slice;

pub(super) fn begin_heading(
    builder: &mut Builder<'_>,
    level: HeadingLevel,
    id: Option<CowStr<'_>>,
    range: Range<usize>,
) {
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
    builder.level = level;
    builder.block_starts();
    let id = id.filter(|id| !id.is_empty()).map(CowStr::into_string);
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
    let text = builder.heading_text.take().unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (id, free) = match &explicit {
        Some(id) => builder.ids.take(id.clone()),
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
