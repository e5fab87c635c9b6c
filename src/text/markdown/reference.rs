//! Links, images and references: what a body says of other records, files and pages.
//!
//! Where a reference leads is not known here: it becomes a mention, which is followed once all records are read.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use crate::text::code::Code;
use crate::text::markdown::address::{Address as Kind, address_kind, decode, destination, inline_address, split};
use crate::text::markdown::character::{clean, clean_address};
use crate::text::markdown::document::{Element, Form, Image, Leads, Link, LinkIx, Mention, MentionIx, Token};
use crate::text::markdown::frame::Frame;
use crate::text::markdown::read::{Builder, Here};
use crate::text::span::slice;

/// A link whose end was not reached yet.
#[derive(Debug)]
pub(super) struct OpenLink {
    /// The link, where there is one around the text.
    pub(super) shown: Option<LinkIx>,
    /// Where its text begins.
    pub(super) from: Here,
    pub(super) address: Address,
}

/// An image whose end was not reached yet.
#[derive(Debug)]
pub(super) struct OpenImage {
    place: Option<Range<usize>>,
    address: String,
    title: String,
    outer_alt: Option<String>,
}

/// The address of a link or an image that is being read.
#[derive(Debug)]
pub(super) enum Address {
    /// What it names, and where it is written, is known.
    Known(MentionIx),
    /// It is written in the text, at a place that may be known only at the end of an inline link.
    Written {
        /// The address.
        address: String,
        /// Where it stands.
        place: Option<Range<usize>>,
        /// Where it leads.
        to: Result<Leads, String>,
    },
}

impl<'a> Builder<'a> {
    pub(super) fn link(
        &mut self,
        kind: LinkType,
        address: CowStr<'a>,
        title: CowStr<'a>,
        id: &str,
        range: Range<usize>,
    ) {
        if let LinkType::WikiLink { has_pothole } = kind {
            return self.wiki(Form::Wiki, has_pothole, range);
        }
        self.inline_starts();
        let place = self.place_of_address(kind, id, &range);
        let address = match kind {
            LinkType::Email => format!("mailto:{address}"),
            _ => address.into_string(),
        };
        let to = self.leads(Form::Path, &address, range);
        let shown = to.as_ref().ok().and_then(|to| self.open_link(to.clone(), &title, false));
        let from = self.here();
        let address = Address::Written { address, place, to };
        self.stack.push(Frame::Link(Box::new(OpenLink { shown, from, address })));
    }

    /// Begins a link, unless it stands inside another.
    pub(super) fn open_link(&mut self, to: Leads, title: &str, is_reference: bool) -> Option<LinkIx> {
        if self.links > 0 {
            return None;
        }
        let link = self.body.add_link(Link { to, title: clean(title).into(), is_reference });
        self.open(Element::Link(link));
        self.links += 1;
        Some(link)
    }

    pub(super) fn close_link(&mut self, link: Option<LinkIx>) {
        if let Some(link) = link {
            self.close(Element::Link(link));
            self.links -= 1;
        }
    }

    /// Where an address leads; what names something in the review becomes a mention, whose place is not known yet.
    ///
    /// # Errors
    /// The scheme of an address that nobody should be sent to.
    fn leads(&mut self, form: Form, address: &str, range: Range<usize>) -> Result<Leads, String> {
        match address_kind(address) {
            Kind::Web => Ok(Leads::Web(clean_address(address))),
            Kind::Mail | Kind::Phone => Ok(Leads::Other(clean_address(address))),
            Kind::Unsafe(scheme) => Err(scheme),
            Kind::Relative | Kind::Fragment => {
                let address = address.trim();
                let (path, fragment) = split(address);
                let heading = fragment.map(|fragment| decode(slice(address, fragment..)));
                Ok(Leads::Mention(self.mention(form, decode(slice(address, ..path)), heading, range, None)))
            }
        }
    }

    pub(super) fn mention(
        &mut self,
        form: Form,
        target: String,
        heading: Option<String>,
        place: Range<usize>,
        heading_place: Option<Range<usize>>,
    ) -> MentionIx {
        let span = self.report.span(place);
        let heading_span = heading_place.map(|place| self.report.span(place));
        self.body.add_mention(Mention { form, target, heading, span, heading_span })
    }

    pub(super) fn link_ends(&mut self, link: OpenLink, range: Range<usize>) {
        let OpenLink { shown, from, address } = link;
        let is_empty = self.here() == from;
        match address {
            Address::Known(mention) if is_empty => self.push(Token::Title(mention)),
            Address::Known(_) => {}
            Address::Written { address, place, to } => {
                let place = self.settle(place, &address, &to, &range);
                // A link without a text would be one that cannot be seen.
                match to {
                    Ok(Leads::Mention(mention)) if is_empty => self.push(Token::Title(mention)),
                    _ if is_empty => {
                        let text = self.text;
                        self.body.push_text(&clean(slice(text, place)));
                    }
                    _ => {}
                }
            }
        }
        self.close_link(shown);
    }

    /// Says of an address that has been passed where it stands, and reports it where nobody should be sent there.
    fn settle(
        &mut self,
        place: Option<Range<usize>>,
        address: &str,
        to: &Result<Leads, String>,
        range: &Range<usize>,
    ) -> Range<usize> {
        let text = self.text;
        let place = place.or_else(|| inline_address(text, self.reached.max(range.start + 1), range.end));
        let place = place.unwrap_or_else(|| range.clone());
        match to {
            Ok(Leads::Web(_) | Leads::Other(_)) => {}
            Err(scheme) => self.unsafe_address(scheme, place.clone()),
            Ok(Leads::Mention(mention)) => {
                let (path, fragment) = split(address);
                // With entities or escapes in it, the parts of the written address cannot be told apart.
                let exact = slice(self.text, place.clone()) == address;
                let target = if exact { place.start..place.start + path } else { place.clone() };
                let heading = fragment.map(|at| if exact { place.start + at..place.end } else { place.clone() });
                let (span, heading_span) = (self.report.span(target), heading.map(|place| self.report.span(place)));
                if let Some(mention) = self.body.mentions.get_mut(mention.position()) {
                    mention.span = span;
                    mention.heading_span = heading_span;
                }
            }
        }
        place
    }

    pub(super) fn unsafe_address(&mut self, scheme: &str, place: Range<usize>) {
        let message = match scheme {
            "//" => "an address that begins with `//` takes its scheme from the page".to_owned(),
            "" => "an address without a scheme before its `:`".to_owned(),
            scheme => format!("`{scheme}:` addresses are not published"),
        };
        let problem = self.report.push(Code::UnsafeAddress, place, message);
        problem.label = "only the text is shown".into();
        problem.help = Some("write an `http`, `https`, `mailto`, `tel` or relative address".into());
    }

    /// Where the address of a link stands, unless it stands behind a text that has not been read yet.
    fn place_of_address(&self, kind: LinkType, id: &str, range: &Range<usize>) -> Option<Range<usize>> {
        match kind {
            LinkType::Autolink | LinkType::Email => Some(range.start + 1..range.end - 1),
            LinkType::Inline => None,
            _ => {
                let definition = self.events.reference_definitions().get(id)?.span.clone();
                let colon = slice(self.text, definition.clone()).find("]:")?;
                Some(destination(self.text, definition.start + colon + 2, definition.end))
            }
        }
    }

    pub(super) fn image(
        &mut self,
        kind: LinkType,
        address: CowStr<'a>,
        title: CowStr<'a>,
        id: &str,
        range: Range<usize>,
    ) {
        if let LinkType::WikiLink { has_pothole } = kind {
            return self.wiki(Form::Embed, has_pothole, range);
        }
        self.inline_starts();
        let place = self.place_of_address(kind, id, &range);
        let (address, title) = (address.into_string(), title.into_string());
        let outer_alt = self.alt.replace(String::new());
        self.stack.push(Frame::Image(Box::new(OpenImage { place, address, title, outer_alt })));
        self.hidden += 1;
    }

    pub(super) fn image_ends(&mut self, image: OpenImage, range: Range<usize>) {
        self.hidden -= 1;
        let OpenImage { place, address, title, outer_alt } = image;
        let alt = std::mem::replace(&mut self.alt, outer_alt).unwrap_or_default();
        let to = self.leads(Form::Image, &address, range.clone());
        let place = self.settle(place, &address, &to, &range);
        if alt.trim().is_empty() {
            let problem = self.report.push(Code::ImageWithoutText, range, "the image has no text");
            problem.help = Some("write what it tells between the brackets".into());
        }
        if let Some(heading) = &mut self.heading_text {
            heading.push_str(&alt);
        }
        if let Ok(Leads::Mention(file)) = to {
            let image = self.body.add_image(Image { file, alt: clean(&alt).into(), title: clean(&title).into() });
            return self.push(Token::Image(image));
        }
        // A page loads nothing from elsewhere, so an image from elsewhere is a link to it.
        let shown = to.ok().and_then(|to| self.open_link(to, &title, false));
        let text = if alt.trim().is_empty() { slice(self.text, place) } else { alt.as_str() };
        self.body.push_text(&clean(text));
        self.close_link(shown);
    }
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
