//! How the strands are cut into pages, all about equally long.

use std::ops::Range;

use crate::site::analysis::trace::chain::{End, Strand};
use crate::site::paging::Paging;

/// Pages by their lines: a heading, a recommendation and a gap are one, a row of names two.
const LINES: Paging = Paging::of(380);

/// A part of a strand that stands on one page.
#[derive(Debug)]
pub struct Extract {
    /// The strand, as its place.
    pub strand: usize,
    /// Which of its rows.
    pub rows: Range<usize>,
}

/// How many lines a row takes.
fn lines(end: &End) -> usize {
    if matches!(end, End::Before(_)) { 2 } else { 1 }
}

/// Cuts strands into pages, each as long as the others. The heading of a strand stays with its first row.
pub(super) fn extracts(strands: &[Strand]) -> Vec<Vec<Extract>> {
    let all = strands.iter().flat_map(|strand| &strand.rows).map(|row| lines(&row.end)).sum::<usize>() + strands.len();
    spread(strands, all, LINES.pages(all))
}

/// Spreads strands of so many lines evenly over so many pages.
fn spread(strands: &[Strand], all: usize, pages: usize) -> Vec<Vec<Extract>> {
    let mut extracts: Vec<Vec<Extract>> = Vec::new();
    extracts.resize_with(pages, Vec::new);
    let mut line = 0;
    for (number, strand) in strands.iter().enumerate() {
        let mut from = 0;
        let mut page = line * pages / all;
        line += 1;
        for (row, lines) in strand.rows.iter().map(|row| lines(&row.end)).enumerate() {
            let here = line * pages / all;
            if row > 0 && here != page {
                extracts[page].push(Extract { strand: number, rows: from..row });
                (from, page) = (row, here);
            }
            line += lines;
        }
        extracts[page].push(Extract { strand: number, rows: from..strand.rows.len() });
    }
    extracts
}

/// The page on which each of so many strands begins.
pub(super) fn begins(extracts: &[Vec<Extract>], strands: usize) -> Vec<usize> {
    let mut begins = vec![0; strands];
    // From the end, so that of the pages of a strand the first stays.
    for (page, extracts) in extracts.iter().enumerate().rev() {
        extracts.iter().for_each(|extract| begins[extract.strand] = page);
    }
    begins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::record::RecordIx;
    use crate::site::analysis::trace::Step;
    use crate::site::analysis::trace::chain::{Chain, Row, Via};

    /// A strand of so many rows, every third of which names others.
    fn strand(rows: usize) -> Strand {
        let record = RecordIx::new;
        let end = |row| if row % 3 == 2 { End::Before(vec![record(0)]) } else { End::Recommendation(record(row)) };
        let rows: Vec<Row> = (0..rows).map(|row| Row { chain: 0, end: end(row) }).collect();
        let chain = Chain { team: Step::Nothing, findings: Via::Without(Step::Nothing), recommendations: Vec::new() };
        Strand { clause: None, chains: vec![chain], rows, findings: 0, recommendations: 0 }
    }

    #[test]
    fn every_row_stands_on_one_page_and_no_page_is_empty() {
        let strands: Vec<Strand> = [5, 0, 40, 1, 0, 0, 17].map(strand).into();
        let all =
            strands.iter().flat_map(|strand| &strand.rows).map(|row| lines(&row.end)).sum::<usize>() + strands.len();
        for pages in 1..=23 {
            let extracts = spread(&strands, all, pages);
            assert_eq!(extracts.len(), pages);
            assert!(extracts.iter().all(|page| !page.is_empty()), "one of {pages} pages is empty");
            for (number, strand) in strands.iter().enumerate() {
                let own = extracts.iter().flatten().filter(|extract| extract.strand == number);
                let rows: Vec<usize> = own.clone().flat_map(|extract| extract.rows.clone()).collect();
                assert_eq!(rows, (0..strand.rows.len()).collect::<Vec<usize>>(), "strand {number} on {pages} pages");
                assert!(
                    own.clone().all(|extract| strand.rows.is_empty() || !extract.rows.is_empty()),
                    "a lonely heading"
                );
                assert_eq!(begins(&extracts, strands.len())[number], page_with(&extracts, number), "strand {number}");
            }
        }
    }

    fn page_with(extracts: &[Vec<Extract>], strand: usize) -> usize {
        extracts
            .iter()
            .position(|page| page.iter().any(|extract| extract.strand == strand))
            .expect("it stands somewhere")
    }
}
