//! Links and images: what a body says of other records, files and pages.
//!
//! Where a reference leads is not known here: it becomes a mention, which is followed once all records are read.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use crate::text::code::Code;
use crate::text::markdown::address::{AddressKind, address_kind, decode, destination, inline_address, split};
use crate::text::markdown::builder::Builder;
use crate::text::markdown::character::{clean, clean_address};
use crate::text::markdown::document::{Destination, Element, Form, Image, Link, LinkIx, Mention, MentionIx, Token};
use crate::text::markdown::open_element::{LinkAddress, OpenElement, OpenImage, OpenLink};
use crate::text::span::slice;
use crate::text::unseen::is_unseen;
use crate::text::web_address::{AddressFault, fault, other_host};

pub(super) fn begin_link<'a>(
    builder: &mut Builder<'a>,
    kind: LinkType,
    address: CowStr<'a>,
    title: CowStr<'a>,
    id: &str,
    range: Range<usize>,
) {
    builder.inline_starts();
    let place = place_of_address(builder, kind, id, &range);
    let address = match kind {
        LinkType::Email => format!("mailto:{address}"),
        _ => address.into_string(),
    };
    let to = destination_of(builder, Form::Path, &address, range);
    let shown = to.as_ref().ok().and_then(|to| open_link(builder, to.clone(), &title, false));
    let from = builder.progress();
    let address = LinkAddress::Written { address, place, to };
    builder.stack.push(OpenElement::Link(Box::new(OpenLink { shown, from, address })));
}

/// Begins a link, unless it stands inside another.
pub(super) fn open_link(builder: &mut Builder<'_>, to: Destination, title: &str, is_reference: bool) -> Option<LinkIx> {
    if builder.links > 0 {
        return None;
    }
    let link = builder.body.add_link(Link { to, title: clean(title).into(), is_reference });
    builder.open(Element::Link(link));
    builder.links += 1;
    Some(link)
}

pub(super) fn close_link(builder: &mut Builder<'_>, link: Option<LinkIx>) {
    if let Some(link) = link {
        builder.close(Element::Link(link));
        builder.links -= 1;
    }
}

/// Where an address leads; what names something in the review becomes a mention, whose place is not known yet.
///
/// # Errors
/// The scheme of an address that nobody should be sent to.
pub(super) fn destination_of(
    builder: &mut Builder<'_>,
    form: Form,
    address: &str,
    range: Range<usize>,
) -> Result<Destination, String> {
    match address_kind(address) {
        AddressKind::Web => Ok(Destination::Web(clean_address(address))),
        AddressKind::Mail | AddressKind::Phone => Ok(Destination::Other(clean_address(address))),
        AddressKind::Unsafe(scheme) => Err(scheme),
        AddressKind::Relative | AddressKind::Fragment => {
            let address = &*clean_address(address);
            let (path, fragment) = split(address);
            let heading = fragment.map(|fragment| decode(slice(address, fragment..)));
            Ok(Destination::Mention(mention(builder, form, decode(slice(address, ..path)), heading, range, None)))
        }
    }
}

pub(super) fn mention(
    builder: &mut Builder<'_>,
    form: Form,
    target: String,
    heading: Option<String>,
    place: Range<usize>,
    heading_place: Option<Range<usize>>,
) -> MentionIx {
    let span = builder.reporter.span(place);
    let heading_span = heading_place.map(|place| builder.reporter.span(place));
    builder.body.add_mention(Mention { form, target, heading, span, heading_span })
}

pub(super) fn end_link(builder: &mut Builder<'_>, link: OpenLink, range: Range<usize>) {
    let OpenLink { shown, from, address } = link;
    let is_empty = builder.progress() == from;
    match address {
        LinkAddress::Known(mention) if is_empty => builder.push(Token::Title(mention)),
        LinkAddress::Known(_) => {}
        LinkAddress::Written { address, place, to } => {
            let place = place.unwrap_or_else(|| written_address(builder, range));
            locate_address(builder, place.clone(), &address, &to);
            if let Ok(Destination::Web(to)) = &to {
                let text = builder.body.last_text(builder.body.length() - from.text);
                let fault = other_host(&text, to);
                report_fault(builder, fault, place.clone());
            }
            // A link without a text would be one that cannot be seen.
            match to {
                Ok(Destination::Mention(mention)) if is_empty => builder.push(Token::Title(mention)),
                _ if is_empty => {
                    let text = builder.text;
                    builder.body.push_text(&clean(slice(text, place)));
                }
                _ => {}
            }
        }
    }
    close_link(builder, shown);
}

/// Where the address of an inline link or image stands whose text has been passed.
fn written_address(builder: &Builder<'_>, range: Range<usize>) -> Range<usize> {
    inline_address(builder.text, builder.reached.max(range.start + 1), range.end).unwrap_or(range)
}

/// Says where an address stands, and reports it where nobody should be sent there.
pub(super) fn locate_address(
    builder: &mut Builder<'_>,
    place: Range<usize>,
    address: &str,
    to: &Result<Destination, String>,
) {
    if let Some(c) = address.chars().find(|&c| is_unseen(c)) {
        let message = format!("a character that nobody sees, U+{:04X}, in an address", u32::from(c));
        let problem = builder.reporter.push(Code::ControlCharacter, place.clone(), message);
        problem.label = "it is left out".into();
        problem.help = Some("delete it, or write the address again instead of copying it".into());
    }
    match to {
        Ok(Destination::Web(address) | Destination::Other(address)) => {
            report_fault(builder, fault(address), place);
        }
        Err(scheme) => unsafe_address(builder, scheme, place),
        Ok(Destination::Mention(mention)) => {
            let (path, fragment) = split(address);
            // With entities or escapes in it, the parts of the written address cannot be told apart.
            let exact = slice(builder.text, place.clone()) == address;
            let target = if exact { place.start..place.start + path } else { place.clone() };
            let heading = fragment.map(|at| if exact { place.start + at..place.end } else { place.clone() });
            let (span, heading_span) =
                (builder.reporter.span(target), heading.map(|place| builder.reporter.span(place)));
            if let Some(mention) = builder.body.mentions.get_mut(mention.position()) {
                mention.span = span;
                mention.heading_span = heading_span;
            }
        }
    }
}

/// Says what is wrong with an address that leads nowhere, or elsewhere.
fn report_fault(builder: &mut Builder<'_>, fault: Option<AddressFault>, place: Range<usize>) {
    if let Some(AddressFault { code, message, help }) = fault {
        builder.reporter.push(code, place, message).help = Some(help);
    }
}

fn unsafe_address(builder: &mut Builder<'_>, scheme: &str, place: Range<usize>) {
    let message = match scheme {
        "//" => "an address that begins with `//` takes its scheme from the page".to_owned(),
        "" => "an address without a scheme before its `:`".to_owned(),
        scheme => format!("`{scheme}:` addresses are not published"),
    };
    let problem = builder.reporter.push(Code::UnsafeAddress, place, message);
    problem.label = "only the text is shown".into();
    let is_of_a_disk = scheme == "file" || (scheme.len() == 1 && scheme.bytes().all(|byte| byte.is_ascii_alphabetic()));
    problem.help = Some(if is_of_a_disk {
        "no reader can reach a file on your computer: put it into the folder of the review, and link to it there".into()
    } else {
        "write an `http`, `https`, `mailto`, `tel` or relative address".into()
    });
}

/// Where the address of a link stands, unless it stands behind a text that has not been read yet.
fn place_of_address(builder: &mut Builder<'_>, kind: LinkType, id: &str, range: &Range<usize>) -> Option<Range<usize>> {
    match kind {
        LinkType::Autolink | LinkType::Email => Some(range.start + 1..range.end - 1),
        LinkType::Inline => None,
        _ => {
            let definition = builder.events.reference_definitions().get(id)?.span.clone();
            builder.used.insert(definition.start);
            let colon = slice(builder.text, definition.clone()).find("]:")?;
            Some(destination(builder.text, definition.start + colon + 2, definition.end))
        }
    }
}

pub(super) fn begin_image<'a>(
    builder: &mut Builder<'a>,
    kind: LinkType,
    address: CowStr<'a>,
    title: CowStr<'a>,
    id: &str,
    range: Range<usize>,
) {
    builder.inline_starts();
    let place = place_of_address(builder, kind, id, &range);
    let (address, title) = (address.into_string(), title.into_string());
    let outer_alt = builder.alt.replace(String::new());
    builder.stack.push(OpenElement::Image(Box::new(OpenImage { place, address, title, outer_alt })));
    builder.hidden += 1;
}

pub(super) fn end_image(builder: &mut Builder<'_>, image: OpenImage, range: Range<usize>) {
    builder.hidden -= 1;
    let OpenImage { place, address, title, outer_alt } = image;
    let alt = std::mem::replace(&mut builder.alt, outer_alt).unwrap_or_default();
    let to = destination_of(builder, Form::Image, &address, range.clone());
    let place = place.unwrap_or_else(|| written_address(builder, range.clone()));
    locate_address(builder, place.clone(), &address, &to);
    if alt.trim().is_empty() {
        let problem = builder.reporter.push(Code::ImageWithoutText, range, "the image has no text");
        problem.help = Some("write what it tells between the brackets".into());
    }
    if let Some(heading) = &mut builder.heading_text {
        heading.push_str(&alt);
    }
    if let Ok(Destination::Mention(file)) = to {
        let image = builder.body.add_image(Image { file, alt: clean(&alt).into(), title: clean(&title).into() });
        return builder.push(Token::Image(image));
    }
    // A page loads nothing from elsewhere, so an image from elsewhere is a link to it.
    let shown = to.ok().and_then(|to| open_link(builder, to, &title, false));
    let text = if alt.trim().is_empty() { slice(builder.text, place) } else { alt.as_str() };
    builder.body.push_text(&clean(text));
    close_link(builder, shown);
}

#[cfg(test)]
mod tests {
    use crate::text::markdown::tests::parsed;

    #[test]
    fn mentions_say_exactly_what_is_written_and_where() {
        for (text, target, heading, written, heading_written) in [
            ("[[ teams/a ]]", "teams/a", None, "teams/a", None),
            ("[[a b#c d|e]]", "a b", Some("c d"), "a b", Some("c d")),
            ("[[#c]]", "", Some("c"), "", Some("c")),
            ("[[a\nb]]", "a b", None, "a\nb", None),
            ("[[4.6(c)(iv)]]", "4.6(c)(iv)", None, "4.6(c)(iv)", None),
            ("[[a%20b&amp;c]]", "a%20b&amp;c", None, "a%20b&amp;c", None),
            ("|x|\n|-|\n|[[a\\|b]]|", "a", None, "a", None),
            ("> x\n> ![[a#b]]", "a", Some("b"), "a", Some("b")),
            ("[*x* `](` y](../a%20b.md?q#c \"t\")", "../a b.md", Some("c"), "../a%20b.md", Some("c")),
            ("[x](<a b.md>)", "a b.md", None, "a b.md", None),
            ("[x](a&amp;b.md#c)", "a&b.md", Some("c"), "a&amp;b.md#c", Some("a&amp;b.md#c")),
            ("[x](#c)", "", Some("c"), "", Some("c")),
            ("[x][y]\n\n[y]: ../a.md#b 'c'", "../a.md", Some("b"), "../a.md", Some("b")),
            ("![x](a.png)", "a.png", None, "a.png", None),
        ] {
            let body = parsed(text).0;
            let mention = &body.mentions[0];
            assert_eq!((mention.target.as_str(), mention.heading.as_deref()), (target, heading), "{text}");
            assert_eq!(&text[mention.span.range()], written, "{text}");
            assert_eq!(mention.heading_span.map(|span| &text[span.range()]), heading_written, "{text}");
        }
    }
}
