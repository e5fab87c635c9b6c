//! Lines that begin or are divided as those of a list, a heading or a table are in other programs.

use std::ops::Range;

use crate::text::code::Code;
use crate::text::markdown::suspect::{Shown, Suspect};
use crate::text::span::{lines, slice};

/// The marks that word processors put before the items of a list; the last is that of a symbol font.
const BULLETS: &[char] = &['•', '‣', '▪', '●', '◦', '○', '■', '□', '·', '\u{f0b7}', '\u{f0a7}'];

/// A line of text that is shown from its first sign on.
struct Line<'a> {
    /// Where it begins.
    at: usize,
    text: &'a str,
    /// Its position among the lines of the whole text.
    position: usize,
}

pub(super) fn find(shown: &Shown<'_>, found: &mut Vec<Suspect>) {
    let mut at = 0;
    let (mut bullets, mut numbers) = (Run::default(), Run::default());
    let (mut bars, mut tabs) = (Run::default(), Run::default());
    let mut number: Option<(u32, Range<usize>)> = None;
    for (position, written) in lines(shown.text).enumerate() {
        let range = at..at + written.trim_end().len();
        at += written.len();
        let Some(begin) = shown.plain.line_text(shown.text, range.clone()) else { continue };
        let line = Line { at: begin, text: shown.written(begin..range.end), position };
        if line.text.starts_with(BULLETS) && bulleted(line.text) {
            if !bullets.goes_on(position, 2) {
                found.push(suspect(
                    &line,
                    Code::LooksLikeList,
                    "a list with marks of a word processor",
                    "begin each item on a line of its own with `- `, below an empty line",
                ));
            }
            bullets.add(position, range.clone());
        }
        found.extend(heading(&line));
        if let Some(this) = glued_number(line.text) {
            match number.take() {
                Some((before, first)) if before + 1 == this && numbers.goes_on(position, 3) => {
                    if numbers.count == 1 {
                        let first = Line { at: first.start, text: shown.written(first), position };
                        found.push(suspect(
                            &first,
                            Code::LooksLikeList,
                            "a list whose numbers have no space behind them",
                            "write a space behind each number: `1. Install`",
                        ));
                    }
                    numbers.add(position, range.clone());
                }
                _ => {
                    numbers = Run::default();
                    numbers.add(position, range.clone());
                }
            }
            number = Some((this, begin..range.end));
        }
        row(shown, &line, &mut bars, found, is_bar_row, "rows of `|` without a line of hyphens, which make no table");
        row(shown, &line, &mut tabs, found, is_tab_row, "lines divided by tabs, which make no table");
    }
}

/// Lines that follow each other.
#[derive(Default)]
struct Run {
    last: usize,
    count: usize,
    first: Range<usize>,
    cells: usize,
}

impl Run {
    fn goes_on(&self, position: usize, gap: usize) -> bool {
        self.count > 0 && position <= self.last + gap
    }

    fn add(&mut self, position: usize, range: Range<usize>) {
        if self.count == 0 {
            self.first = range;
        }
        self.last = position;
        self.count += 1;
    }
}

/// Counts a row, and reports the first of two.
fn row(
    shown: &Shown<'_>,
    line: &Line<'_>,
    run: &mut Run,
    found: &mut Vec<Suspect>,
    cells: fn(&Shown<'_>, &Line<'_>) -> Option<usize>,
    message: &str,
) {
    let Some(cells) = cells(shown, line) else { return };
    if !run.goes_on(line.position, 1) || run.cells != cells {
        *run = Run { cells, ..Run::default() };
    }
    run.add(line.position, line.at..line.at + line.text.len());
    if run.count == 2 {
        found.push(Suspect {
            code: Code::LooksLikeTable,
            place: run.first.clone(),
            message: message.to_owned(),
            help: "write `| a | b |` for each row, and `|---|---|` below the first, with as many columns".to_owned(),
        });
    }
}

fn is_bar_row(shown: &Shown<'_>, line: &Line<'_>) -> Option<usize> {
    if !line.text.starts_with('|') || !line.text.ends_with('|') || line.text.len() < 3 {
        return None;
    }
    let bytes = shown.plain.bytes().get(line.at..line.at + line.text.len())?;
    let bars = bytes.iter().filter(|byte| **byte == b'|').count();
    let has_words = line.text.chars().any(|c| c.is_alphanumeric() || c == '-');
    (bars > 2 && has_words).then_some(bars)
}

fn is_tab_row(shown: &Shown<'_>, line: &Line<'_>) -> Option<usize> {
    if !line.text.contains('\t') || line.text.starts_with(BULLETS) {
        return None;
    }
    let bytes = shown.plain.bytes().get(line.at..line.at + line.text.len())?;
    let tabs = bytes.iter().filter(|byte| **byte == b'\t').count();
    let cells = line.text.split('\t').filter(|cell| !cell.trim().is_empty()).count();
    // `Votes:` and a number behind it are read as they stand.
    if cells == 2 && line.text.split('\t').next().is_some_and(|name| name.trim_end().ends_with(':')) {
        return None;
    }
    (tabs > 0 && cells == tabs + 1).then_some(cells)
}

/// Whether a bullet is one: a space follows it, or, in a symbol font, anything.
fn bulleted(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next().unwrap_or_default();
    let next = letters.next().unwrap_or_default();
    let text = letters.as_str();
    (matches!(next, ' ' | '\t' | '\u{a0}') || first > '\u{f000}') && text.chars().any(char::is_alphanumeric)
}

/// A heading whose marks no space follows. One mark alone may be of something else: `#12`.
fn heading(line: &Line<'_>) -> Option<Suspect> {
    let words = line.text.trim_start_matches('#');
    let marks = line.text.len() - words.len();
    let is_heading =
        (2..=6).contains(&marks) && words.starts_with(char::is_alphabetic) && words.trim_end_matches('#').len() > 1;
    is_heading.then(|| Suspect {
        code: Code::LooksLikeHeading,
        place: line.at..line.at + line.text.len(),
        message: "a heading without a space behind its marks".into(),
        help: format!("write `{} {}`", "#".repeat(marks), words.trim_end_matches('#').trim_end()),
    })
}

/// The number of a line that begins as `1.Install` does.
fn glued_number(line: &str) -> Option<u32> {
    let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=3).contains(digits))?;
    let rest = slice(line, digits..).strip_prefix(['.', ')'])?;
    let is_word = rest.chars().take(2).filter(|c| c.is_alphabetic()).count() == 2;
    if is_word { slice(line, ..digits).parse().ok() } else { None }
}

fn suspect(line: &Line<'_>, code: Code, message: &str, help: &str) -> Suspect {
    Suspect { code, place: line.at..line.at + line.text.len(), message: message.to_owned(), help: help.to_owned() }
}
