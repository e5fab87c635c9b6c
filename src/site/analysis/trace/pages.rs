//! How the walks are cut into pages, all about equally long.

use std::ops::Range;

use crate::site::analysis::trace::walk::{End, Walk};
use crate::site::paging::Paging;

/// Pages by their lines: a heading, a recommendation and a gap are one, a row of names two.
const LINES: Paging = Paging::of(380);

/// A part of a walk that stands on one page.
#[derive(Debug)]
pub struct Piece {
    /// The walk, as its place.
    pub walk: usize,
    /// Which of its rows.
    pub rows: Range<usize>,
}

/// How many lines a row takes.
fn lines(end: &End) -> usize {
    if matches!(end, End::Before(_)) { 2 } else { 1 }
}

/// Cuts walks into pages, each as long as the others. The heading of a walk stays with its first row.
pub(super) fn pieces(walks: &[Walk]) -> Vec<Vec<Piece>> {
    let all = walks.iter().flat_map(|walk| &walk.rows).map(|row| lines(&row.end)).sum::<usize>() + walks.len();
    spread(walks, all, LINES.pages(all))
}

/// Spreads walks of so many lines evenly over so many pages.
fn spread(walks: &[Walk], all: usize, pages: usize) -> Vec<Vec<Piece>> {
    let mut pieces: Vec<Vec<Piece>> = Vec::new();
    pieces.resize_with(pages, Vec::new);
    let mut line = 0;
    for (number, walk) in walks.iter().enumerate() {
        let mut from = 0;
        let mut page = line * pages / all;
        line += 1;
        for (row, lines) in walk.rows.iter().map(|row| lines(&row.end)).enumerate() {
            let here = line * pages / all;
            if row > 0 && here != page {
                pieces[page].push(Piece { walk: number, rows: from..row });
                (from, page) = (row, here);
            }
            line += lines;
        }
        pieces[page].push(Piece { walk: number, rows: from..walk.rows.len() });
    }
    pieces
}

/// The page on which each of so many walks begins.
pub(super) fn begins(pieces: &[Vec<Piece>], walks: usize) -> Vec<usize> {
    let mut begins = vec![0; walks];
    // From the end, so that of the pages of a walk the first stays.
    for (page, pieces) in pieces.iter().enumerate().rev() {
        pieces.iter().for_each(|piece| begins[piece.walk] = page);
    }
    begins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::analysis::trace::Step;
    use crate::site::analysis::trace::walk::{Findings, Row, Way};

    /// A walk of so many rows, every third of which names others.
    fn walk(rows: usize) -> Walk {
        let end = |row| if row % 3 == 2 { End::Before(vec![0]) } else { End::Recommendation(row) };
        let rows: Vec<Row> = (0..rows).map(|row| Row { way: 0, end: end(row) }).collect();
        let way = Way { team: Step::Nothing, findings: Findings::Without(Step::Nothing), recommendations: Vec::new() };
        Walk { clause: None, ways: vec![way], rows, findings: 0, recommendations: 0 }
    }

    #[test]
    fn every_row_stands_on_one_page_and_no_page_is_empty() {
        let walks: Vec<Walk> = [5, 0, 40, 1, 0, 0, 17].map(walk).into();
        let all = walks.iter().flat_map(|walk| &walk.rows).map(|row| lines(&row.end)).sum::<usize>() + walks.len();
        for pages in 1..=23 {
            let pieces = spread(&walks, all, pages);
            assert_eq!(pieces.len(), pages);
            assert!(pieces.iter().all(|page| !page.is_empty()), "one of {pages} pages is empty");
            for (number, walk) in walks.iter().enumerate() {
                let own = pieces.iter().flatten().filter(|piece| piece.walk == number);
                let rows: Vec<usize> = own.clone().flat_map(|piece| piece.rows.clone()).collect();
                assert_eq!(rows, (0..walk.rows.len()).collect::<Vec<usize>>(), "walk {number} on {pages} pages");
                assert!(own.clone().all(|piece| walk.rows.is_empty() || !piece.rows.is_empty()), "a lonely heading");
                assert_eq!(begins(&pieces, walks.len())[number], page_with(&pieces, number), "walk {number}");
            }
        }
    }

    fn page_with(pieces: &[Vec<Piece>], walk: usize) -> usize {
        pieces.iter().position(|page| page.iter().any(|piece| piece.walk == walk)).expect("it stands somewhere")
    }
}
