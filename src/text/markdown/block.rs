//! Blocks and marked-up text: what each element of Markdown begins and ends with.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Tag, TagEnd};

use crate::text::code::Code;
use crate::text::markdown::document::{Alert, Align, Element, HeadingIx, Token};
use crate::text::markdown::frame::{Content, Frame};
use crate::text::markdown::read::{Builder, DEEPEST, Table};
use crate::text::span::slice;

impl<'a> Builder<'a> {
    pub(super) fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if self.hidden > 0 || self.is_flat(&tag, &range) {
            if !matches!(tag, Tag::HtmlBlock) {
                self.stack.push(Frame::Flat { inline: is_inline(&tag) });
            }
            return;
        }
        match tag {
            Tag::Paragraph => self.paragraph(range),
            Tag::Emphasis => self.inline(Element::Emphasis),
            Tag::Strong => self.inline(Element::Strong),
            Tag::Strikethrough => self.inline(Element::Strikethrough),
            Tag::Link { link_type, dest_url, title, id } => self.link(link_type, dest_url, title, &id, range),
            Tag::Image { link_type, dest_url, title, id } => self.image(link_type, dest_url, title, &id, range),
            Tag::List(None) => self.block(Element::List, Content::Parts),
            Tag::List(Some(first)) => self.block(Element::Numbered(first), Content::Parts),
            Tag::Item => self.item(range),
            Tag::Heading { level, id, .. } => self.heading(level, id, range),
            Tag::BlockQuote(None) => self.block(Element::Quote, Content::Flow),
            Tag::BlockQuote(Some(kind)) => self.block(Element::Alert(alert(kind)), Content::Flow),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::Table(alignments) => self.table(alignments),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.cell(range),
            Tag::DefinitionList => self.block(Element::Definitions, Content::Parts),
            Tag::DefinitionListTitle => self.block(Element::Term, Content::Phrasing),
            Tag::DefinitionListDefinition => self.block(Element::Definition, Content::Flow),
            Tag::HtmlBlock => self.push(Token::Line),
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
            Frame::Paragraph => self.close(Element::Paragraph),
            Frame::Plain(element, _) => self.close(element),
            Frame::Item { token, .. } => self.item_ends(token),
            Frame::Link(link) => self.link_ends(*link, range),
            Frame::Image(image) => self.image_ends(*image, range),
            Frame::Heading(heading) => self.heading_ends(*heading),
            Frame::Code(element) => {
                self.code_ends();
                self.close(element);
            }
            Frame::Cell(element) => {
                self.close(element);
                self.table.column += 1;
            }
            Frame::Head => {
                self.close(Element::Row);
                self.close(Element::TableHead);
            }
            Frame::Table(element) => {
                if self.table.rows > 0 {
                    self.close(Element::TableBody);
                }
                self.close(element);
            }
            Frame::Hidden => self.hidden -= 1,
            // The text of a block that is not shown as one is still held apart.
            Frame::Flat { inline: false } | Frame::Bare | Frame::Ended if self.hidden == 0 => self.push(Token::Line),
            Frame::Flat { .. } | Frame::Bare | Frame::Ended | Frame::Rest(_) | Frame::Written(_) | Frame::Dropped => {}
        }
    }

    fn block(&mut self, element: Element, content: Content) {
        self.block_starts();
        self.open(element);
        self.stack.push(Frame::Plain(element, content));
    }

    fn inline(&mut self, element: Element) {
        self.inline_starts();
        self.open(element);
        self.stack.push(Frame::Plain(element, Content::Phrasing));
    }

    fn paragraph(&mut self, range: Range<usize>) {
        self.block_starts();
        if only_embeds(slice(self.text, range)) {
            self.push(Token::Line);
            self.stack.push(Frame::Bare);
        } else {
            self.open(Element::Paragraph);
            self.stack.push(Frame::Paragraph);
        }
    }

    fn item(&mut self, range: Range<usize>) {
        let token = self.body.tokens.len();
        self.open(Element::Item { task: false });
        self.stack.push(Frame::Item { token, end: range.end });
    }

    fn item_ends(&mut self, token: usize) {
        match self.body.tokens.get(token) {
            Some(Token::Open(item)) => self.close(*item),
            other => debug_assert!(false, "an item begins with {other:?}"),
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'a>) {
        self.block_starts();
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let named = language.chars().all(|c| c.is_alphanumeric() || "+-#._".contains(c));
        let language = self.body.piece(if named { language } else { "" });
        self.open(Element::CodeBlock(language));
        self.code_starts();
        self.stack.push(Frame::Code(Element::CodeBlock(language)));
    }

    fn table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.block_starts();
        // Markdown has no captions, so a table is named after the heading that it stands under.
        let headings = self.body.headings.len();
        let element = Element::Table(headings.checked_sub(1).map(HeadingIx::new));
        self.open(element);
        self.stack.push(Frame::Table(element));
    }

    fn table_head(&mut self) {
        self.open(Element::TableHead);
        self.open(Element::Row);
        self.stack.push(Frame::Head);
    }

    fn table_row(&mut self) {
        if self.table.rows == 0 {
            self.open(Element::TableBody);
        }
        self.open(Element::Row);
        self.table.rows += 1;
        self.table.column = 0;
        self.stack.push(Frame::Plain(Element::Row, Content::Parts));
    }

    fn cell(&mut self, range: Range<usize>) {
        let in_head = matches!(self.stack.last(), Some(Frame::Head));
        // A header cell without a text would head its column with nothing.
        let empty = slice(self.text, range).trim_matches(|c: char| c.is_whitespace() || c == '|').is_empty();
        let align = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => Align::Left,
            Some(Alignment::Center) => Align::Center,
            Some(Alignment::Right) => Align::Right,
            Some(Alignment::None) | None => Align::None,
        };
        let element = Element::Cell { is_head: in_head && !empty, align };
        self.open(element);
        self.stack.push(Frame::Cell(element));
    }

    pub(super) fn task_marker(&mut self, done: bool) {
        let item = self.stack.iter().rev().take(2).find_map(|frame| match frame {
            Frame::Item { token, .. } => Some(*token),
            _ => None,
        });
        let Some(token) = item.filter(|_| self.hidden == 0) else { return };
        self.body.tokens[token] = Token::Open(Element::Item { task: true });
        self.push(Token::Task(done));
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

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
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
