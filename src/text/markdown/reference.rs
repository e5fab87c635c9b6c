//! Links, images and references: what a body says of other records, files and pages.
//!
//! Where a reference leads is not known here. It becomes a mention, and holes in the HTML, which are filled once all records
//! are read.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use crate::text::code::Code;
use crate::text::markdown::address::{Address, address_kind, decode, destination, inline_address, split};
use crate::text::markdown::character::{clean, write_address, write_text, write_value};
use crate::text::markdown::frame::Frame;
use crate::text::markdown::render::Renderer;
use crate::text::markdown::{Fill, Form, Hole, Mention};
use crate::text::span::slice;

/// A link whose end was not reached yet.
#[derive(Debug)]
pub(super) struct OpenLink {
    /// Whether `<a>` was written.
    pub(super) shown: bool,
    /// Where its text begins in the HTML.
    pub(super) body: usize,
    /// Where its address stands; known only at the end of an inline link.
    pub(super) place: Option<Range<usize>>,
    pub(super) address: String,
    pub(super) leads: Leads,
}

/// An image whose end was not reached yet.
#[derive(Debug)]
pub(super) struct OpenImage {
    place: Option<Range<usize>>,
    address: String,
    title: String,
    outer_alt: Option<String>,
}

/// Where an address leads.
#[derive(Debug)]
pub(super) enum Leads {
    /// To what this mention names; where it is written is not known yet.
    Mention(u32),
    /// To what this mention names, and where it is written is known.
    Known(u32),
    /// Out of the site.
    Out,
    /// Nowhere, for this scheme.
    Nowhere(String),
}

impl<'a> Renderer<'a> {
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
        let leads = self.leads(Form::Path, &address, range);
        let shown = self.open_anchor(&leads, &address, &title);
        let body = self.body.html.len();
        self.stack.push(Frame::Link(Box::new(OpenLink { shown, body, place, address, leads })));
    }

    /// Writes `<a …>`, unless it leads nowhere or stands inside another link.
    fn open_anchor(&mut self, leads: &Leads, address: &str, title: &str) -> bool {
        if self.links > 0 || matches!(leads, Leads::Nowhere(_)) {
            return false;
        }
        self.body.html.push_str("<a href=\"");
        match leads {
            Leads::Mention(mention) | Leads::Known(mention) => self.hole(Fill::Address(*mention)),
            _ => write_address(&mut self.body.html, address),
        }
        self.body.html.push('"');
        if matches!(leads, Leads::Out) && address_kind(address) == Address::Web {
            self.body.html.push_str(" rel=\"external\"");
        }
        self.title(title);
        self.body.html.push('>');
        self.links += 1;
        true
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.body.html.push_str(" title=\"");
            write_value(&mut self.body.html, title);
            self.body.html.push('"');
        }
    }

    /// Where an address leads; what names something in the review becomes a mention, whose place is not known yet.
    fn leads(&mut self, form: Form, address: &str, range: Range<usize>) -> Leads {
        match address_kind(address) {
            Address::Web | Address::Mail | Address::Phone => Leads::Out,
            Address::Unsafe(scheme) => Leads::Nowhere(scheme),
            Address::Relative | Address::Fragment => {
                let address = address.trim();
                let (path, fragment) = split(address);
                let heading = fragment.map(|fragment| decode(slice(address, fragment..)));
                Leads::Mention(self.mention(form, decode(slice(address, ..path)), heading, range, None))
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
    ) -> u32 {
        let span = self.report.span(place);
        let heading_span = heading_place.map(|place| self.report.span(place));
        self.body.mentions.push(Mention { form, target, heading, span, heading_span });
        u32::try_from(self.body.mentions.len() - 1).unwrap_or(u32::MAX)
    }

    pub(super) fn hole(&mut self, fill: Fill) {
        let at = u32::try_from(self.body.html.len()).unwrap_or(u32::MAX);
        self.body.holes.push(Hole { at, fill });
    }

    pub(super) fn link_ends(&mut self, link: OpenLink, range: Range<usize>) {
        let place = self.settle(link.place, &link.address, &link.leads, &range);
        let filled = self.body.holes.last().is_some_and(|hole| hole.at as usize >= link.body);
        if self.body.html.len() == link.body && !filled {
            // A link without a text would be one that cannot be seen.
            match link.leads {
                Leads::Mention(mention) | Leads::Known(mention) => self.hole(Fill::Text(mention)),
                _ => write_text(&mut self.body.html, &clean(slice(self.text, place))),
            }
        }
        if link.shown {
            self.body.html.push_str("</a>");
            self.links -= 1;
        }
    }

    /// Says of an address that has been passed where it stands, and reports it where nobody should be sent there.
    fn settle(
        &mut self,
        place: Option<Range<usize>>,
        address: &str,
        leads: &Leads,
        range: &Range<usize>,
    ) -> Range<usize> {
        let text = self.text;
        let place = place.or_else(|| inline_address(text, self.reached.max(range.start + 1), range.end));
        let place = place.unwrap_or_else(|| range.clone());
        match leads {
            Leads::Out | Leads::Known(_) => {}
            Leads::Nowhere(scheme) => self.unsafe_address(scheme, place.clone()),
            Leads::Mention(mention) => {
                let (path, fragment) = split(address);
                // With entities or escapes in it, the parts of the written address cannot be told apart.
                let exact = slice(self.text, place.clone()) == address;
                let target = if exact { place.start..place.start + path } else { place.clone() };
                let heading = fragment.map(|at| if exact { place.start + at..place.end } else { place.clone() });
                let (span, heading_span) = (self.report.span(target), heading.map(|place| self.report.span(place)));
                if let Some(mention) = self.body.mentions.get_mut(*mention as usize) {
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
        let leads = self.leads(Form::Image, &address, range.clone());
        let place = self.settle(place, &address, &leads, &range);
        if alt.trim().is_empty() {
            let problem = self.report.push(Code::ImageWithoutText, range, "the image has no text");
            problem.help = Some("write what it tells between the brackets".into());
        }
        if let Some(heading) = &mut self.heading_text {
            heading.push_str(&alt);
        }
        if let Leads::Mention(mention) = leads {
            self.body.html.push_str("<img src=\"");
            self.hole(Fill::Address(mention));
            self.body.html.push_str("\" alt=\"");
            write_value(&mut self.body.html, &alt);
            self.body.html.push('"');
            self.title(&title);
            self.body.html.push_str(" loading=\"lazy\">");
            return;
        }
        // A page loads nothing from elsewhere, so an image from elsewhere is a link to it.
        let shown = self.open_anchor(&leads, &address, &title);
        let text = if alt.trim().is_empty() { slice(self.text, place) } else { alt.as_str() };
        write_text(&mut self.body.html, &clean(text));
        if shown {
            self.body.html.push_str("</a>");
            self.links -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::markdown::tests::{assert_html, assert_problems, parsed};

    #[test]
    fn addresses_are_links_by_their_kind() {
        assert_html(&[
            ("[a](b.md \"c\\\"\")", "<p><a href=\"{address 0}\" title=\"c&quot;\">a</a></p>\n"),
            ("[](b.md) [](#c)", "<p><a href=\"{address 0}\">{text 0}</a> <a href=\"{address 1}\">{text 1}</a></p>\n"),
            (
                "[a](https://e.org/?b=1&c='d')",
                "<p><a href=\"https://e.org/?b=1&amp;c=&#x27;d&#x27;\" rel=\"external\">a</a></p>\n",
            ),
            (
                "<https://e.org> <a@e.org>",
                "<p><a href=\"https://e.org\" rel=\"external\">https://e.org</a> <a href=\"mailto:a@e.org\">a@e.org</a></p>\n",
            ),
            ("![a *b*](c.png)", "<p><img src=\"{address 0}\" alt=\"a b\" loading=\"lazy\"></p>\n"),
            (
                "[![a](b.png)](c.md)",
                "<p><a href=\"{address 0}\"><img src=\"{address 1}\" alt=\"a\" loading=\"lazy\"></a></p>\n",
            ),
            ("![a](https://e.org/b.png)", "<p><a href=\"https://e.org/b.png\" rel=\"external\">a</a></p>\n"),
            ("[![a](https://e.org/b.png)](c.md)", "<p><a href=\"{address 0}\">a</a></p>\n"),
        ]);
        assert_problems(&[("![ ](b.png)", &["image-without-text: ![ ](b.png)"])]);
    }

    #[test]
    fn unsafe_addresses_leave_only_their_text() {
        for (text, html, address) in [
            ("[x](JaVaScRiPt:alert(1))", "<p>x</p>\n", "JaVaScRiPt:alert(1)"),
            ("[x](&#x6a;avascript:a)", "<p>x</p>\n", "&#x6a;avascript:a"),
            ("[x](java&#10;script:a 't')", "<p>x</p>\n", "java&#10;script:a"),
            ("[*x*](<data:text/html,a b>)", "<p><em>x</em></p>\n", "data:text/html,a b"),
            ("[x](vbscript:a)", "<p>x</p>\n", "vbscript:a"),
            ("[x](//e.org)", "<p>x</p>\n", "//e.org"),
            ("<javascript:a>", "<p>javascript:a</p>\n", "javascript:a"),
            ("![x](data:image/svg+xml,a)", "<p>x</p>\n", "data:image/svg+xml,a"),
            ("[x]\n\n[x]: javascript:a", "<p>x</p>\n", "javascript:a"),
        ] {
            assert_html(&[(text, html)]);
            assert_problems(&[(text, &[&format!("unsafe-address: {address}")])]);
        }
    }

    #[test]
    fn titles_and_texts_cannot_leave_their_places() {
        assert_html(&[
            (
                "[l](/u '\"><script>alert()</script>')",
                "<p><a href=\"{address 0}\" title=\"&quot;&gt;&lt;script&gt;alert()&lt;/script&gt;\">l</a></p>\n",
            ),
            (
                "![\"><script>](/u '\"><script>')",
                "<p><img src=\"{address 0}\" alt=\"&quot;&gt;\" title=\"&quot;&gt;&lt;script&gt;\" loading=\"lazy\"></p>\n",
            ),
            (
                "[l](https://e.org/\"><script>)",
                "<p><a href=\"https://e.org/%22%3E%3Cscript%3E\" rel=\"external\">l</a></p>\n",
            ),
            ("```\"><script>\n```", "<pre><code></code></pre>\n"),
        ]);
    }

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
