//! Tables.

use std::ops::Range;

use pulldown_cmark::Alignment;

use crate::text::code::Code;
use crate::text::markdown::builder::{Builder, OpenTable};
use crate::text::markdown::caption::begin_captioned;
use crate::text::markdown::document::{Align, Document, Element, HeadingIx, Heads, Token};
use crate::text::markdown::element::ContentCategory;
use crate::text::markdown::open_element::OpenElement;
use crate::text::span::slice;

pub(super) fn begin_table(builder: &mut Builder<'_>, alignments: Vec<Alignment>) {
    builder.table = OpenTable { alignments, ..OpenTable::default() };
    builder.block_starts();
    // A table without a caption is named after the heading that it stands under.
    let headings = builder.body.headings.len();
    let element = Element::Table(headings.checked_sub(1).map(HeadingIx::new));
    begin_captioned(builder, element);
    builder.table.from = builder.body.tokens.len();
    builder.stack.push(OpenElement::Table(element));
}

pub(super) fn begin_head(builder: &mut Builder<'_>) {
    builder.open(Element::TableHead);
    builder.open(Element::Row);
    builder.stack.push(OpenElement::Head);
}

pub(super) fn begin_row(builder: &mut Builder<'_>) {
    if builder.table.rows == 0 {
        builder.open(Element::TableBody);
    }
    builder.open(Element::Row);
    builder.table.rows += 1;
    builder.table.column = 0;
    builder.stack.push(OpenElement::Plain(Element::Row, ContentCategory::Parts));
}

pub(super) fn begin_cell(builder: &mut Builder<'_>, range: Range<usize>) {
    let in_head = matches!(builder.stack.last(), Some(OpenElement::Head));
    // A header cell without a text would head its column with nothing.
    let empty = slice(builder.text, range).trim_matches(|c: char| c.is_whitespace() || c == '|').is_empty();
    let align = match builder.table.alignments.get(builder.table.column) {
        Some(Alignment::Left) => Align::Left,
        Some(Alignment::Center) => Align::Center,
        Some(Alignment::Right) => Align::Right,
        Some(Alignment::None) | None => Align::None,
    };
    let heads = if in_head && !empty { Heads::Column } else { Heads::Nothing };
    let element = Element::Cell { heads, align };
    builder.open(element);
    builder.stack.push(OpenElement::Cell(element));
}

/// Makes the cells of the first column heads of their rows, where the words of every one below the head are strong.
pub(super) fn mark_row_heads(builder: &mut Builder<'_>) {
    if builder.table.alignments.len() < 2 {
        return;
    }
    let Some(heads) = strong_column(&builder.body, builder.table.from) else { return };
    for token in heads {
        if let Some(Token::Open(Element::Cell { heads, .. }) | Token::Close(Element::Cell { heads, .. })) =
            builder.body.tokens.get_mut(token)
        {
            *heads = Heads::Row;
        }
    }
}

/// Where the cells of the first column begin and end in the body of a table, if all their words are strong. The mark of a
/// footnote is no word.
fn strong_column(body: &Document, from: usize) -> Option<Vec<usize>> {
    let mut ends = Vec::new();
    let (mut in_body, mut in_first, mut has_words) = (false, false, false);
    let (mut column, mut strong) = (0, 0_usize);
    for (position, token) in body.tokens.iter().enumerate().skip(from) {
        match token {
            Token::Open(Element::TableBody) => in_body = true,
            Token::Open(Element::Row) => column = 0,
            Token::Open(Element::Cell { .. }) => {
                in_first = in_body && column == 0;
                has_words = false;
                column += 1;
                ends.extend(in_first.then_some(position));
            }
            Token::Close(Element::Cell { .. }) if in_first => {
                if !has_words {
                    return None;
                }
                in_first = false;
                ends.push(position);
            }
            Token::Open(element) if is_strong(element) => strong += 1,
            Token::Close(element) if is_strong(element) => strong -= 1,
            Token::Text(range) if body.text(*range).trim().is_empty() => {}
            Token::Text(_) | Token::Title(_) | Token::Image(_) if in_first => {
                if strong == 0 {
                    return None;
                }
                has_words = true;
            }
            _ => {}
        }
    }
    Some(ends)
}

fn is_strong(element: &Element) -> bool {
    match element {
        Element::Strong => true,
        Element::Html(element, _) => matches!(element.name, "b" | "strong"),
        _ => false,
    }
}

/// Reports what a row has beyond the columns of its table, which Markdown leaves out (GFM, section 4.10).
pub(super) fn report_lost_cells(builder: &mut Builder<'_>, row: Range<usize>) {
    let from = builder.table.reached.max(row.start);
    let rest = slice(builder.text, from..row.end.max(from));
    let cells = rest.trim_matches(|c: char| c.is_whitespace() || c == '|');
    if cells.is_empty() || builder.hidden > 0 {
        return;
    }
    let start = from + rest.find(cells).unwrap_or_default();
    let columns = builder.table.alignments.len();
    let message = format!("the row has more cells than the {columns} columns of its table");
    let problem = builder.reporter.push(Code::LostCell, start..start + cells.len(), message);
    problem.label = "left out".into();
    problem.help = Some(
        "write `\\|` where the sign itself is meant, or give the first row and the line below it as many cells".into(),
    );
}
