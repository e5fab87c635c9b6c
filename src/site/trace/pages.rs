//! How the walks are cut into pages.
//!
//! How many pages there are is told from lengths alone, since a site is laid out after each edit: as many as would
//! surely be enough. What is there is then spread evenly over them.

use std::ops::Range;

use crate::review::kind::field::Field;
use crate::review::kind::{Kind, charter, finding, recommendation};
use crate::review::link::Incoming;
use crate::site::paging::Paging;
use crate::site::route::Site;
use crate::site::trace::walk::{End, Walk};

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

/// How many pages the walks take; none where there is nothing to follow.
pub(super) fn of_walks(site: &Site) -> usize {
    let count = |kind| site.shown(kind).count();
    let [clauses, teams, findings, recommendations] =
        [Kind::Clause, Kind::Charter, Kind::Finding, Kind::Recommendation].map(count);
    // A finding may have a row of names at each clause, and so may a recommendation that names a clause itself; without
    // clauses, findings and sub-teams stand at the end.
    let naming: [&'static Field; 3] = [&finding::CLAUSES, &recommendation::CLAUSES, &charter::CLAUSES];
    let names = |incoming: &&Incoming| naming.iter().any(|field| incoming.is_by(field));
    let names: usize =
        site.shown(Kind::Clause).map(|clause| site.review.incoming(clause).iter().filter(names).count()).sum();
    let most = clauses + 1 + recommendations + 2 * (names + findings) + teams;
    // Every clause and every recommendation has a line. There are three for each page, so that none is empty.
    let least = clauses + recommendations;
    if clauses + teams + findings + recommendations == 0 { 0 } else { LINES.pages(most).min(least / 3).max(1) }
}

/// How many lines a row takes.
fn lines(end: &End) -> usize {
    if matches!(end, End::Before(_)) { 2 } else { 1 }
}

/// Cuts walks into pages, each as long as the others. The heading of a walk stays with its first row.
pub(super) fn pieces(walks: &[Walk], pages: usize) -> Vec<Vec<Piece>> {
    let all = walks.iter().flat_map(|walk| &walk.rows).map(|row| lines(&row.end)).sum::<usize>() + walks.len();
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

impl Site {
    /// How many pages show what followed from the mandate; none where there is nothing to follow.
    #[must_use]
    pub fn trace_pages(&self) -> usize {
        match of_walks(self) {
            pages @ (0 | 1) => pages,
            // What is not short begins on a page of its own.
            pages => pages + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::trace::Step;
    use crate::site::trace::walk::{Findings, Row, Way};

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
        for pages in 1..=23 {
            let pieces = pieces(&walks, pages);
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
