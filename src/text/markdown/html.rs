//! HTML in a body: read by a tokenizer, and kept only as far as it is on the list of what may be published.
//!
//! Nothing is copied: a tag either becomes an element of the document, by its name and attributes, or is left out and
//! reported. Each is opened only where HTML allows it, and closed before the Markdown element around it. So a browser builds
//! from what is written the tree that was meant here; no element switches it into another way of reading, such as that of
//! scripts or SVG.

use std::ops::Range;

use html5ever::tokenizer::{Tag, TagKind};
use pulldown_cmark::CowStr;

use crate::text::code::Code;
use crate::text::markdown::builder::{Builder, DEEPEST};
use crate::text::markdown::character::{clean, first_strange};
use crate::text::markdown::document::{Attribute, Element, Form, Link};
use crate::text::markdown::element::{
    ContentCategory, HtmlElement, SanitizedAttribute, attribute, element, holds_apart, is_known,
};
use crate::text::markdown::links::{destination_of, locate_address};
use crate::text::markdown::nesting::{drop_content, dropping, end_tag, stop_dropping};
use crate::text::markdown::placing::{open_implied, place, remember, reopen_item};
use crate::text::markdown::tag;
use crate::text::span::{SourceMap, slice};

/// Where a range of some HTML stands in the text: that of a block, or of a tag in a text.
struct TextMap(SourceMap);

impl TextMap {
    fn range(&self, range: Range<usize>) -> Range<usize> {
        self.0.span(range).range()
    }
}

/// A tag as it is written.
struct WrittenTag<'a> {
    html: &'a str,
    /// Where it begins in the HTML that `text_map` is of.
    at: usize,
    text_map: &'a TextMap,
}

impl WrittenTag<'_> {
    /// Where all of it stands in the text.
    fn range(&self) -> Range<usize> {
        self.text_map.range(self.at..self.at + self.html.len())
    }

    /// Where the value of its `href` stands in the text; all of it, where the value is not written as it is meant.
    fn address(&self, value: &str) -> Range<usize> {
        let is_address = |before: &str| {
            let before = before.strip_suffix(['"', '\'']).unwrap_or(before).trim_end();
            let name = before.strip_suffix('=').map(|before| before.trim_end().as_bytes());
            name.is_some_and(|name| name.len() > 4 && name[name.len() - 4..].eq_ignore_ascii_case(b"href"))
        };
        let found = self.html.match_indices(value).find(|(at, _)| self.html.get(..*at).is_some_and(is_address));
        found.map_or_else(|| self.range(), |(at, value)| self.text_map.range(self.at + at..self.at + at + value.len()))
    }
}

pub(super) fn keep_html<'a>(builder: &mut Builder<'a>, html: CowStr<'a>, range: Range<usize>) {
    builder.raw.lines.push((html, range.start));
}

/// Reads a block of HTML: all its lines at once, since a tag can reach over several.
pub(super) fn end_html_block(builder: &mut Builder<'_>) {
    let mut block = String::new();
    let mut runs = Vec::new();
    for (line, start) in builder.raw.lines.drain(..) {
        runs.push((u32::try_from(block.len()).unwrap_or(u32::MAX), u32::try_from(start).unwrap_or(u32::MAX)));
        block.push_str(&line);
    }
    builder.raw.in_block = true;
    read_html(builder, &block, &TextMap(SourceMap::Runs(runs)));
    builder.raw.in_block = false;
    if builder.raw.dropping.as_ref().is_some_and(|dropping| dropping.only_in_block) {
        stop_dropping(builder);
    }
}

pub(super) fn inline_html(builder: &mut Builder<'_>, html: &str, range: Range<usize>) {
    // The parser has dropped the marks and the indentation of the blocks around a tag that is broken over lines.
    let source_map = SourceMap::of_lines(html, slice(builder.text, range.clone()), range.start);
    read_html(builder, html, &TextMap(source_map));
}

fn read_html(builder: &mut Builder<'_>, html: &str, text_map: &TextMap) {
    let mut at = 0;
    while at < html.len() {
        if let Some(dropping) = &builder.raw.dropping {
            // What looks like a tag in a script is none: only the end tag counts.
            let Some((end, length)) = dropping.end(slice(html, at..)) else { return };
            stop_dropping(builder);
            at += end + length;
            continue;
        }
        let next = slice(html, at..).find('<').map_or(html.len(), |next| at + next);
        html_text(builder, slice(html, at..next), text_map.range(at..next));
        if next == html.len() {
            return;
        }
        let rest = slice(html, next..);
        let mut letters = slice(rest, 1..).chars().map(|c| c.is_ascii_alphabetic() || c == '/');
        at = next
            + match letters.next() {
                _ if rest.starts_with("<!") || rest.starts_with("<?") => {
                    declaration(builder, rest, text_map.range(next..html.len()))
                }
                Some(true) => match tag::read(rest) {
                    Some((tag, length)) if !is_known(&tag.name) => {
                        // `<not recorded>` is no HTML, and text.
                        html_text(builder, slice(rest, ..length), text_map.range(next..next + length));
                        length
                    }
                    Some((tag, length)) => {
                        read_tag(builder, &tag, &WrittenTag { html: slice(rest, ..length), at: next, text_map });
                        length
                    }
                    None => endless_tag(builder, rest, text_map.range(next..html.len())),
                },
                _ => {
                    html_text(builder, "<", text_map.range(next..next + 1));
                    1
                }
            };
    }
}

/// Passes a comment, or a declaration or instruction, which are reported.
fn declaration(builder: &mut Builder<'_>, html: &str, range: Range<usize>) -> usize {
    let (start, end, name) = match html {
        html if html.starts_with("<!--") => (2, "-->", "a comment"),
        html if html.starts_with("<![CDATA[") => (9, "]]>", "a CDATA section"),
        html if html.starts_with("<?") => (2, "?>", "a processing instruction"),
        _ => (2, ">", "a declaration"),
    };
    let found = slice(html, start..).find(end);
    let length = found.map_or(html.len(), |found| start + found + end.len());
    if found.is_none() {
        builder.removed(range, format!("{name} that does not end"));
    } else if name != "a comment" {
        builder.removed(range.start..range.start + length, format!("{name} is not published"));
    }
    length
}

/// What begins like a tag and does not end is shown as text, to the end of its block.
fn endless_tag(builder: &mut Builder<'_>, html: &str, range: Range<usize>) -> usize {
    if builder.hidden == 0 {
        let length = html.find('\n').unwrap_or(html.len());
        let problem =
            builder.reporter.push(Code::RawHtmlRemoved, range.start..range.start + length, "a tag that does not end");
        problem.label = "from here on the block is shown as text".into();
        problem.help = Some("write `&lt;` for the character `<`".into());
        builder.inline_starts();
        builder.body.push_text(&clean(html));
    }
    html.len()
}

/// Text in a block of HTML, where the Markdown parser has not resolved character references.
fn html_text(builder: &mut Builder<'_>, text: &str, range: Range<usize>) {
    if builder.hidden > 0 || text.is_empty() {
        return;
    }
    if text.trim().is_empty() {
        return builder.body.push_text(if text.contains('\n') { "\n" } else { " " });
    }
    builder.make_room(ContentCategory::Phrasing);
    let decoded = if text.contains('&') { tag::decode(text) } else { text.to_owned() };
    if let Some((_, c)) = first_strange(&decoded) {
        builder.strange_character(range.clone(), c);
    }
    builder.unseen_entity(&decoded, range.clone());
    builder.turn(&decoded, &range);
    let text = clean(&decoded);
    builder.hold_apart(&text);
    if let Some(heading) = &mut builder.heading_text {
        heading.push_str(&text);
    }
    builder.body.push_text(&text);
}

/// Leaves out an element that is not on the list, and says what to write where Markdown has it.
fn unpublished(builder: &mut Builder<'_>, tag: &Tag, range: Range<usize>) {
    let dropping = dropping(builder, &tag.name, range.end);
    builder.raw.gap |= builder.hidden == 0 && holds_apart(&tag.name);
    let name = clean(&tag.name);
    let problem =
        builder.reporter.push(Code::RawHtmlRemoved, range, format!("the element `<{name}>` is not published"));
    problem.help = match &*name {
        "img" => Some("write `![text](path)`".into()),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some("write it with `##`".into()),
        "strike" => Some("write `~~text~~`".into()),
        _ => None,
    };
    match dropping {
        Some(dropping) => {
            problem.label = "left out with all that it holds".into();
            drop_content(builder, dropping);
        }
        None => remember(builder, tag, None),
    }
}

fn read_tag(builder: &mut Builder<'_>, tag: &Tag, written: &WrittenTag<'_>) {
    match tag.kind {
        _ if builder.hidden > 0 => {}
        TagKind::StartTag => start_tag(builder, tag, written),
        TagKind::EndTag => end_tag(builder, &tag.name, written.range()),
    }
}

fn start_tag(builder: &mut Builder<'_>, tag: &Tag, written: &WrittenTag<'_>) {
    let range = written.range();
    let Some(element) = element(&tag.name) else {
        return unpublished(builder, tag, range);
    };
    if builder.stack.len() >= DEEPEST {
        return builder.nested_too_deep(range);
    }
    if element.name == "a" && builder.links > 0 {
        builder.removed(range, "the element `<a>` stands inside another link".to_owned());
        return remember(builder, tag, None);
    }
    let is_placed = place(builder, &element)
        || (matches!(element.name, "ol" | "ul") && reopen_item(builder) && place(builder, &element))
        || (element.name == "li"
            && self::element("ul").is_some_and(|list| open_implied(builder, list))
            && place(builder, &element));
    if !is_placed {
        builder.raw.gap |= holds_apart(element.name);
        builder.removed(range, format!("the element `<{}>` cannot stand here", element.name));
        return remember(builder, tag, None);
    }
    let Some(attributes) = attributes(builder, &element, tag, written) else {
        return remember(builder, tag, None);
    };
    let shown = Element::Html(element, builder.body.add_attributes(attributes));
    builder.open(shown);
    if element.is_void() {
        builder.close(shown);
    }
    remember(builder, tag, Some((&element, shown)));
}

/// The attributes that are published; `None` where the element has no sense without one that is not.
fn attributes(
    builder: &mut Builder<'_>,
    element: &HtmlElement,
    tag: &Tag,
    written: &WrittenTag<'_>,
) -> Option<Vec<Attribute>> {
    let mut kept = Vec::new();
    let mut removed = Vec::new();
    for given in &tag.attrs {
        let (name, value) = (&*given.name.local, &*given.value);
        match attribute(element, name, value) {
            SanitizedAttribute::Removed => removed.push(format!("`{}`", clean(name))),
            SanitizedAttribute::Bare => kept.push(Attribute::Bare(name.into())),
            SanitizedAttribute::Value => kept.push(Attribute::Value(name.into(), clean(value).into())),
            SanitizedAttribute::Link => kept.push(link_attribute(builder, value, written.address(value))?),
        }
    }
    if !removed.is_empty() {
        let (word, verb) = if removed.len() == 1 { ("attribute", "is") } else { ("attributes", "are") };
        let names = removed.join(", ");
        builder.removed(written.range(), format!("the {word} {names} of `<{}>` {verb} not published", element.name));
        let anchor = tag.attrs.iter().find(|given| matches!(&*given.name.local, "id" | "name"));
        if let Some(anchor) = anchor.filter(|_| builder.hidden == 0) {
            let id = clean(&anchor.value);
            let help = format!(
                "only headings can be led to: write `## Heading {{#{id}}}`, or link to the heading above by its own id"
            );
            if let Some(problem) = builder.reporter.diagnostics.last_mut() {
                problem.help = Some(help);
            }
        }
    }
    Some(kept)
}

fn link_attribute(builder: &mut Builder<'_>, address: &str, place: Range<usize>) -> Option<Attribute> {
    let to = destination_of(builder, Form::Path, address, place.clone());
    locate_address(builder, place, address, &to);
    Some(Attribute::Address(builder.body.add_link(Link { to: to.ok()?, title: "".into(), is_reference: false })))
}

#[cfg(test)]
mod tests {
    use crate::text::markdown::tests::{assert_problems, parsed, problems};

    #[test]
    fn a_tag_that_is_broken_over_lines_stands_where_it_is_written() {
        // What a line begins with in each block that Markdown has, on its first line and on those below.
        let blocks = [
            ("", ""),
            ("- ", "  "),
            ("1. ", "   "),
            ("> ", "> "),
            ("> ", ""),
            ("> - > ", ">   > "),
            ("-\t", "\t"),
            ("Term\n: ", "  "),
            ("Term\n:\t", "\t"),
            ("x[^1]\n\n[^1]: ", "    "),
            ("> [!NOTE]\n> ", "> "),
            ("## ", "\n"),
        ];
        for (first, next) in blocks {
            for value in ["a", "安全", "é😀", "\u{5e9}\u{5dc}\u{5d5}\u{5dd}", "ក្ខ", "e\u{301}"] {
                for end in ["\n", "\r\n", "\r"] {
                    let broken = format!("{value} <a{end}title='{value}'{end}href=\"x:{value}\">{value}</a> <{value}");
                    let text = format!("{first}{}", broken.replace(end, &format!("{end}{next}")));
                    let unsafe_ones: Vec<String> =
                        problems(&text).into_iter().filter(|problem| problem.starts_with("unsafe")).collect();
                    // Nothing in a heading is broken over lines, and after an empty line a paragraph is another one.
                    let expected = if next == "\n" { vec![] } else { vec![format!("unsafe-address: x:{value}")] };
                    assert_eq!(unsafe_ones, expected, "{text:?}");
                    let text = text.replace("x:", "../");
                    let mentions = parsed(&text).0.mentions;
                    let written: Vec<&str> = mentions.iter().map(|mention| &text[mention.span.range()]).collect();
                    let expected = format!("../{value}");
                    assert_eq!(written, if next == "\n" { vec![] } else { vec![&*expected] }, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn the_address_of_a_tag_is_not_looked_for_in_its_title() {
        for text in ["<a title='b.md' href='b.md'>c</a>", "<a title=b.md HREF = b.md>c</a>"] {
            let mention = &parsed(text).0.mentions[0];
            assert_eq!(mention.span.start as usize, text.rfind("b.md").expect("it is there"), "{text}");
        }
    }

    #[test]
    fn what_is_left_out_is_reported_once_for_each_tag() {
        assert_problems(&[
            ("a <font color=red>b</font>", &["raw-html-removed: <font color=red>"]),
            ("<p id=a class=b>c", &["raw-html-removed: <p id=a class=b>"]),
            ("<svg><set x><a href=javascript:y></svg>", &["raw-html-removed: <svg>"]),
            ("<a href='javascript:b'>c</a>", &["unsafe-address: javascript:b"]),
            ("> <div\n> onclick=a>\n> </div></b>", &["raw-html-removed: <div\n> onclick=a>", "raw-html-removed: </b>"]),
            ("a <?b?> <!-- c -->", &["raw-html-removed: <?b?>"]),
            ("we say <title> here", &["raw-html-removed: <title>"]),
            ("<div\n\na", &["raw-html-removed: <div"]),
        ]);
    }
}
