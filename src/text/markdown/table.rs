//! Tables.

use std::ops::Range;

use pulldown_cmark::Alignment;

use crate::text::code::Code;
use crate::text::markdown::builder::{Builder, OpenTable};
use crate::text::markdown::document::{Align, Element, HeadingIx};
use crate::text::markdown::element::ContentCategory;
use crate::text::markdown::open_element::OpenElement;
use crate::text::span::slice;

pub(super) fn begin_table(builder: &mut Builder<'_>, alignments: Vec<Alignment>) {
    builder.table = OpenTable { alignments, ..OpenTable::default() };
    builder.block_starts();
    // Markdown has no captions, so a table is named after the heading that it stands under.
    let headings = builder.body.headings.len();
    let element = Element::Table(headings.checked_sub(1).map(HeadingIx::new));
    builder.open(element);
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
    let element = Element::Cell { is_head: in_head && !empty, align };
    builder.open(element);
    builder.stack.push(OpenElement::Cell(element));
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
