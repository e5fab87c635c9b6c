//! The loop: one event of the Markdown parser after the other goes to what understands it.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::markdown::autolinks::link_addresses;
use crate::text::markdown::blocks::{
    alert, begin_block, begin_code, begin_inline, begin_item, begin_list, begin_paragraph, end_item, end_list,
    task_marker,
};
use crate::text::markdown::builder::{Builder, DEEPEST, Reporter, TextRole};
use crate::text::markdown::caption::{begin_caption, end_captions, report_caption_in_row};
use crate::text::markdown::definitions::report_unused;
use crate::text::markdown::document::{Document, Element, Form, Token};
use crate::text::markdown::element::ContentCategory;
use crate::text::markdown::footnotes::{footnote_mark, read_notes, unknown_footnote};
use crate::text::markdown::heading::{begin_heading, end_heading};
use crate::text::markdown::html::{end_html_block, inline_html, keep_html};
use crate::text::markdown::links::{begin_image, begin_link, end_image, end_link};
use crate::text::markdown::looks_like;
use crate::text::markdown::marked::{break_into_items, end_marked, end_marked_in_item};
use crate::text::markdown::open_element::OpenElement;
use crate::text::markdown::repair::repair;
use crate::text::markdown::table::{begin_cell, begin_head, begin_row, begin_table, mark_row_heads, report_lost_cells};
use crate::text::markdown::wiki::begin_wiki;
use crate::text::span::slice;

/// The Markdown that texts are written in.
fn options(role: TextRole) -> Options {
    let both = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    if role.is_body() { both | Options::ENABLE_FOOTNOTES } else { both }
}

/// Reads a text to its end, which may be a part of the text of a file.
pub(super) fn read(text: &str, file: Option<&Arc<str>>, role: TextRole, reporter: Reporter<'_>) -> Document {
    let repaired = repair(text, reporter.source_map, options(role), role);
    let (text, reporter) = (&*repaired.text, Reporter { source_map: &repaired.source_map, ..reporter });
    let events = Parser::new_ext(text, options(role)).into_offset_iter();
    let mut builder = Builder::new(text, file, events, role, reporter);
    builder.strange_characters();
    while let Some((event, range)) = builder.events.next() {
        if is_cited(&event) {
            builder.cite(range.clone());
        }
        if let Some((event, range)) = builder.notes.hold(event, range) {
            read_event(&mut builder, event, range);
        }
    }
    builder.close_html(0);
    builder.end_directions();
    end_captions(&mut builder);
    read_notes(&mut builder, read_event);
    report_unused(&mut builder);
    looks_like::report(&mut builder);
    link_addresses(&mut builder.body, text);
    builder.body.shrink();
    builder.body
}

/// Whether an event begins, or is, what are not the writer's own words. An alert is written as a quotation and is none.
fn is_cited(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::BlockQuote(None) | Tag::CodeBlock(_)) | Event::Code(_))
}

fn read_event<'a>(builder: &mut Builder<'a>, event: Event<'a>, range: Range<usize>) {
    if builder.heading_id.as_ref().is_some_and(|id| is_id(&event, &range, id)) {
        return;
    }
    let reached = if matches!(event, Event::Start(_)) { range.start } else { range.end };
    if begins_or_ends_block(&event) {
        builder.end_directions();
    }
    match event {
        // The spaces before a block of HTML are none of its text.
        Event::Text(_) if builder.raw.begins => {}
        Event::Text(text) => read_text(builder, &text, range),
        Event::Start(tag) => begin(builder, tag, range),
        Event::End(tag) => finish(builder, tag, range),
        Event::SoftBreak => break_line(builder, false, range),
        Event::HardBreak => break_line(builder, true, range),
        Event::Code(code) => {
            builder.plain.cover(range.clone());
            if builder.inline_starts() {
                builder.open(Element::Code);
                push_text(builder, &code, range);
                builder.close(Element::Code);
            } else {
                push_text(builder, &code, range);
            }
        }
        Event::Html(html) => {
            builder.raw.begins = false;
            builder.plain.cover(range.clone());
            keep_html(builder, html, range);
        }
        Event::InlineHtml(html) => {
            builder.plain.cover(range.clone());
            inline_html(builder, &html, range);
        }
        Event::FootnoteReference(label) => footnote_mark(builder, &label, range),
        Event::Rule => {
            if builder.block_starts() {
                builder.push(Token::Rule);
            }
        }
        Event::TaskListMarker(done) => task_marker(builder, done),
        // Mathematics is not switched on.
        Event::InlineMath(text) | Event::DisplayMath(text) => read_text(builder, &text, range),
    }
    builder.reached = reached;
}

/// Whether an event begins or ends a block; in it, text turns where it is told to.
fn begins_or_ends_block(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !is_inline(tag),
        Event::End(tag) => {
            !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        _ => false,
    }
}

/// Whether an event is of nothing but the id of a heading.
fn is_id(event: &Event<'_>, range: &Range<usize>, id: &Range<usize>) -> bool {
    !matches!(event, Event::End(TagEnd::Heading(_))) && range.start >= id.start && range.end <= id.end
}

fn read_text<'a>(builder: &mut Builder<'a>, text: &CowStr<'a>, range: Range<usize>) {
    if builder.in_code {
        builder.plain.cover(range.clone());
        if builder.hidden == 0 {
            builder.write(text, range);
        }
        return;
    }
    if builder.hidden == 0 && text.len() == range.len() {
        builder.plain.show(builder.text, range.clone());
        begin_caption(builder, range.start);
    }
    if &**text == "[" && builder.role.is_body() {
        unknown_footnote(builder, range.start);
    }
    if builder.raw.open > 0 {
        builder.inline_starts();
    }
    if let Some(id) = builder.heading_id.as_ref().filter(|id| id.start < range.end && range.start < id.end) {
        // What is written before the id ends with spaces.
        let before = text.get(..id.start.saturating_sub(range.start)).unwrap_or_default().trim_end().to_owned();
        return push_text(builder, &before.into(), range);
    }
    push_text(builder, text, range);
}

/// Text goes where the innermost thing that wants it is: an image, a heading, the page.
fn push_text<'a>(builder: &mut Builder<'a>, text: &CowStr<'a>, range: Range<usize>) {
    if builder.hidden > 0 {
        if let Some(alt) = &mut builder.alt {
            alt.push_str(text);
        }
        return;
    }
    if let Some(heading) = &mut builder.heading_text {
        heading.push_str(text);
    }
    builder.turn(text, &range);
    builder.write(text, range);
}

fn break_line(builder: &mut Builder<'_>, is_hard: bool, range: Range<usize>) {
    if builder.hidden == 0 && break_into_items(builder, range.clone()) {
        return;
    }
    if builder.hidden == 0 {
        if is_hard {
            builder.push(Token::Break);
        } else {
            // As it is written, so that the text around it is one piece of the file.
            let written = slice(builder.text, range);
            builder.body.push_text(if written == "\n" { written } else { "\n" });
        }
    }
    for text in [&mut builder.alt, &mut builder.heading_text].into_iter().flatten() {
        text.push(' ');
    }
}

fn begin<'a>(builder: &mut Builder<'a>, tag: Tag<'a>, range: Range<usize>) {
    if builder.hidden > 0 || is_flat(builder, &tag, &range) {
        if !matches!(tag, Tag::HtmlBlock) {
            builder.stack.push(OpenElement::Flat { inline: is_inline(&tag) });
        }
        return;
    }
    if !is_inline(&tag) {
        end_marked_in_item(builder);
    }
    match tag {
        Tag::Paragraph => begin_paragraph(builder, range),
        Tag::Emphasis => begin_inline(builder, Element::Emphasis),
        Tag::Strong => begin_inline(builder, Element::Strong),
        Tag::Strikethrough => begin_inline(builder, Element::Strikethrough),
        Tag::Link { link_type: LinkType::WikiLink { has_pothole }, .. } => {
            begin_wiki(builder, Form::Wiki, has_pothole, range)
        }
        Tag::Image { link_type: LinkType::WikiLink { has_pothole }, .. } => {
            begin_wiki(builder, Form::Embed, has_pothole, range)
        }
        Tag::Link { link_type, dest_url, title, id } => begin_link(builder, link_type, dest_url, title, &id, range),
        Tag::Image { link_type, dest_url, title, id } => begin_image(builder, link_type, dest_url, title, &id, range),
        Tag::List(None) => begin_list(builder, Element::List),
        // A number of a list has nine digits at most (CommonMark, section 5.2).
        Tag::List(Some(first)) => begin_list(builder, Element::Numbered(u32::try_from(first).unwrap_or(u32::MAX))),
        Tag::Item => begin_item(builder, range),
        // A page has its own headings; one in a field would stand at a wrong place among them.
        Tag::Heading { .. } if builder.role == TextRole::Field => begin_paragraph(builder, range),
        Tag::Heading { level, .. } => begin_heading(builder, level, range),
        Tag::BlockQuote(None) => begin_block(builder, Element::Quote, ContentCategory::Flow),
        Tag::BlockQuote(Some(kind)) => begin_block(builder, Element::Alert(alert(kind)), ContentCategory::Flow),
        Tag::CodeBlock(kind) => begin_code(builder, &kind, range),
        Tag::Table(alignments) => begin_table(builder, alignments),
        Tag::TableHead => begin_head(builder),
        Tag::TableRow => begin_row(builder),
        Tag::TableCell => begin_cell(builder, range),
        Tag::DefinitionList => begin_block(builder, Element::Definitions, ContentCategory::Parts),
        Tag::DefinitionListTitle => begin_block(builder, Element::Term, ContentCategory::Phrasing),
        Tag::DefinitionListDefinition => begin_block(builder, Element::Definition, ContentCategory::Flow),
        Tag::HtmlBlock => {
            builder.raw.begins = true;
            builder.push(Token::Line);
        }
        // The first is held back before it comes here; the others are not switched on.
        Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {
            builder.stack.push(OpenElement::Flat { inline: false });
        }
    }
}

/// Whether only the text of an element is shown, since it lies too deep.
fn is_flat<'a>(builder: &mut Builder<'a>, tag: &Tag<'a>, range: &Range<usize>) -> bool {
    if builder.stack.len() < DEEPEST {
        return false;
    }
    // What belongs to an element that is shown is shown too: a list without items would not be HTML.
    let part = matches!(
        tag,
        Tag::Item
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
    );
    let inside_flat = matches!(builder.stack.last(), Some(OpenElement::Flat { .. }));
    if part && !inside_flat {
        return false;
    }
    if !inside_flat {
        builder.nested_too_deep(range.clone());
    }
    true
}

fn finish(builder: &mut Builder<'_>, tag: TagEnd, range: Range<usize>) {
    if tag == TagEnd::HtmlBlock {
        return end_html_block(builder);
    }
    while matches!(builder.stack.last(), Some(OpenElement::Html(_) | OpenElement::Dropped)) {
        builder.close_html(builder.stack.len() - 1);
    }
    if tag == TagEnd::Item {
        end_marked_in_item(builder);
    }
    let Some(open) = builder.stack.pop() else { return };
    match open {
        OpenElement::Paragraph => builder.close(Element::Paragraph),
        OpenElement::Plain(element @ (Element::List | Element::Numbered(_)), _) => end_list(builder, element),
        OpenElement::Plain(element, _) => {
            if element == Element::Row {
                report_lost_cells(builder, range.clone());
                report_caption_in_row(builder, range);
            }
            builder.close(element);
        }
        OpenElement::Item { token, .. } => end_item(builder, token),
        OpenElement::Link(link) => end_link(builder, *link, range),
        OpenElement::Image(image) => end_image(builder, *image, range),
        OpenElement::Heading(heading) => end_heading(builder, *heading),
        OpenElement::Code(element) => {
            builder.in_code = false;
            builder.close(element);
        }
        OpenElement::Cell(element) => {
            builder.close(element);
            builder.table.column += 1;
            builder.table.reached = range.end;
        }
        OpenElement::Head => {
            builder.close(Element::Row);
            builder.close(Element::TableHead);
        }
        OpenElement::Table(element) => {
            if builder.table.rows > 0 {
                builder.close(Element::TableBody);
                mark_row_heads(builder);
            }
            builder.close(element);
        }
        OpenElement::Marked(_) => end_marked(builder),
        OpenElement::Hidden => builder.hidden -= 1,
        // The text of a block that is not shown as one is still held apart.
        OpenElement::Flat { inline: false } | OpenElement::Bare | OpenElement::Ended if builder.hidden == 0 => {
            builder.push(Token::Line)
        }
        OpenElement::Flat { .. }
        | OpenElement::Bare
        | OpenElement::Ended
        | OpenElement::Rest(_)
        | OpenElement::Html(_)
        | OpenElement::Dropped => {}
    }
}

/// Whether an element stands among text.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}
