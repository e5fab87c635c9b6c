//! Blocks and marked-up text: what each element of Markdown begins and ends with.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Tag, TagEnd};

use crate::text::code::Code;
use crate::text::markdown::character::write_value;
use crate::text::markdown::frame::{Content, Frame};
use crate::text::markdown::render::{DEEPEST, Renderer, Table};
use crate::text::span::slice;

impl<'a> Renderer<'a> {
    pub(super) fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if self.hidden > 0 || self.is_flat(&tag, &range) {
            if !matches!(tag, Tag::HtmlBlock) {
                self.stack.push(Frame::Flat { inline: is_inline(&tag) });
            }
            return;
        }
        match tag {
            Tag::Paragraph => self.paragraph(range),
            Tag::Emphasis => self.inline("<em>", "</em>"),
            Tag::Strong => self.inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.inline("<del>", "</del>"),
            Tag::Link { link_type, dest_url, title, id } => self.link(link_type, dest_url, title, &id, range),
            Tag::Image { link_type, dest_url, title, id } => self.image(link_type, dest_url, title, &id, range),
            Tag::List(None) => self.block("<ul>\n", "</ul>\n", Content::Parts),
            Tag::List(Some(1)) => self.block("<ol>\n", "</ol>\n", Content::Parts),
            Tag::List(Some(first)) => self.block(&format!("<ol start=\"{first}\">\n"), "</ol>\n", Content::Parts),
            Tag::Item => self.item(range),
            Tag::Heading { level, id, .. } => self.heading(level, id, range),
            Tag::BlockQuote(None) => self.block("<blockquote>\n", "</blockquote>\n", Content::Flow),
            Tag::BlockQuote(Some(kind)) => self.alert(kind),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::Table(alignments) => self.table(alignments),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.cell(range),
            Tag::DefinitionList => self.block("<dl>\n", "</dl>\n", Content::Parts),
            Tag::DefinitionListTitle => self.block("<dt>", "</dt>\n", Content::Phrasing),
            Tag::DefinitionListDefinition => self.block("<dd>", "</dd>\n", Content::Flow),
            Tag::HtmlBlock => self.new_line(),
            // The first is held back before it comes here; the others are not switched on.
            Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {
                self.stack.push(Frame::Flat { inline: false });
            }
        }
    }

    /// Whether only the text of an element is shown, since it lies too deep.
    fn is_flat(&mut self, tag: &Tag<'a>, range: &Range<usize>) -> bool {
        if self.stack.len() < DEEPEST {
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
        let inside_flat = matches!(self.stack.last(), Some(Frame::Flat { .. }));
        if part && !inside_flat {
            return false;
        }
        if !inside_flat {
            self.nested_too_deep(range.clone());
        }
        true
    }

    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if tag == TagEnd::HtmlBlock {
            return self.html_block_ends();
        }
        while matches!(self.stack.last(), Some(Frame::Written(_) | Frame::Dropped)) {
            self.close_written(self.stack.len() - 1);
        }
        let Some(frame) = self.stack.pop() else { return };
        match frame {
            Frame::Paragraph => self.body.html.push_str("</p>\n"),
            Frame::Plain(end, _) => self.body.html.push_str(end),
            Frame::Item { .. } => self.body.html.push_str("</li>\n"),
            Frame::Link(link) => self.link_ends(*link, range),
            Frame::Image(image) => self.image_ends(*image, range),
            Frame::Heading(heading) => self.heading_ends(*heading),
            Frame::Code => {
                self.code_ends();
                self.body.html.push_str("</code></pre>\n");
            }
            Frame::Cell(end) => {
                self.body.html.push_str(end);
                self.table.column += 1;
            }
            Frame::Head => self.body.html.push_str("</tr>\n</thead>\n"),
            Frame::Table => {
                self.body.html.push_str(if self.table.rows > 0 {
                    "</tbody>\n</table></div>\n"
                } else {
                    "</table></div>\n"
                });
            }
            Frame::Hidden => self.hidden -= 1,
            // The text of a block that is not shown as one is still held apart.
            Frame::Flat { inline: false } | Frame::Bare | Frame::Ended if self.hidden == 0 => self.new_line(),
            Frame::Flat { .. } | Frame::Bare | Frame::Ended | Frame::Written(_) | Frame::Dropped => {}
        }
    }

    fn block(&mut self, start: &str, end: &'static str, content: Content) {
        self.block_starts();
        self.body.html.push_str(start);
        self.stack.push(Frame::Plain(end, content));
    }

    fn inline(&mut self, start: &str, end: &'static str) {
        self.inline_starts();
        self.body.html.push_str(start);
        self.stack.push(Frame::Plain(end, Content::Phrasing));
    }

    fn paragraph(&mut self, range: Range<usize>) {
        self.block_starts();
        if only_embeds(slice(self.text, range)) {
            self.stack.push(Frame::Bare);
        } else {
            self.body.html.push_str("<p>");
            self.stack.push(Frame::Paragraph);
        }
    }

    fn item(&mut self, range: Range<usize>) {
        self.new_line();
        self.body.html.push_str("<li>");
        self.stack.push(Frame::Item { tag: self.body.html.len() - 1, end: range.end });
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        let start =
            format!("<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n");
        self.block(&start, "</div>\n", Content::Flow);
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'a>) {
        self.block_starts();
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let named = !language.is_empty() && language.chars().all(|c| c.is_alphanumeric() || "+-#._".contains(c));
        if named {
            self.body.html.push_str("<pre><code class=\"language-");
            self.body.html.push_str(language);
            self.body.html.push_str("\">");
        } else {
            self.body.html.push_str("<pre><code>");
        }
        self.code_starts();
        self.stack.push(Frame::Code);
    }

    fn table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.block_starts();
        // A wide table scrolls, so the keyboard must reach it; a group is no landmark, and needs no name of its own. The
        // table is named after the heading that it stands under, since Markdown has no captions.
        self.body
            .html
            .push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table aria-label=\"");
        match self.body.headings.last() {
            Some(heading) => write_value(&mut self.body.html, &heading.text),
            None => self.body.html.push_str("Table"),
        }
        self.body.html.push_str("\">\n");
        self.stack.push(Frame::Table);
    }

    fn table_head(&mut self) {
        self.body.html.push_str("<thead>\n<tr>");
        self.stack.push(Frame::Head);
    }

    fn table_row(&mut self) {
        self.body.html.push_str(if self.table.rows == 0 { "<tbody>\n<tr>" } else { "<tr>" });
        self.table.rows += 1;
        self.table.column = 0;
        self.stack.push(Frame::Plain("</tr>\n", Content::Parts));
    }

    fn cell(&mut self, range: Range<usize>) {
        let head = matches!(self.stack.last(), Some(Frame::Head));
        // A header cell without a text would head its column with nothing.
        let empty = slice(self.text, range).trim_matches(|c: char| c.is_whitespace() || c == '|').is_empty();
        let (start, end) = if head && !empty { ("<th scope=\"col\"", "</th>") } else { ("<td", "</td>") };
        self.body.html.push_str(start);
        self.body.html.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
        self.stack.push(Frame::Cell(end));
    }

    pub(super) fn task_marker(&mut self, done: bool) {
        let item = self.stack.iter().rev().take(2).find_map(|frame| match frame {
            Frame::Item { tag, .. } => Some(*tag),
            _ => None,
        });
        let Some(tag) = item.filter(|_| self.hidden == 0) else { return };
        // The marker is the first thing in its item, so that only a few bytes move.
        self.body.html.insert_str(tag, " class=\"task\"");
        self.body.html.push_str(if done {
            "<input type=\"checkbox\" disabled checked aria-label=\"done\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"to do\"> "
        });
    }

    /// Reports a mark without its footnote, which the Markdown parser leaves as text: `at` is its `[`.
    pub(super) fn unknown_footnote(&mut self, at: usize) {
        let Some(rest) = slice(self.text, at..).strip_prefix("[^") else { return };
        let end = rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']').unwrap_or(rest.len());
        if end > 0 && slice(rest, end..).starts_with(']') {
            let label = CowStr::Borrowed(slice(rest, ..end));
            let message = format!("there is no footnote `{label}`");
            let problem = self.report.push(Code::UnknownFootnote, at..at + end + 3, message);
            problem.help = Some(format!("write a line `[^{label}]: …` below the text"));
        }
    }
}

/// Whether an element stands among text.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// Whether a paragraph is nothing but embeds: `![[…]]`, on a line or on several.
fn only_embeds(paragraph: &str) -> bool {
    let mut rest = paragraph.trim();
    loop {
        let Some(embed) = rest.strip_prefix("![[") else { return false };
        let Some(end) = embed.find("]]") else { return false };
        if slice(embed, ..end).trim().is_empty() || slice(embed, ..end).contains(['[', '\n', '\r']) {
            return false;
        }
        rest = slice(embed, end + 2..).trim_start_matches([' ', '\t']);
        if rest.is_empty() {
            return true;
        }
        if rest.starts_with(['\n', '\r']) {
            // A line of a quotation begins with its mark.
            rest = rest.trim_start_matches(['\n', '\r', '>', ' ', '\t']);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::only_embeds;

    #[test]
    fn a_paragraph_of_embeds_is_known() {
        for (paragraph, expected) in [
            ("![[4.1]]", true),
            ("![[4.1]]  \n", true),
            ("![[4.1|x]]\n> ![[4.2]]\n", true),
            ("![[4.1]] ![[4.2]]", true),
            ("![[4.1]] > ![[4.2]]", false),
            ("![[4.1]].", false),
            ("![[]]", false),
            ("![[a [b]]", false),
            ("see ![[4.1]]", false),
            ("[[4.1]]", false),
        ] {
            assert_eq!(only_embeds(paragraph), expected, "{paragraph}");
        }
    }
}
