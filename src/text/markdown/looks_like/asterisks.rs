//! Emphasis that is none, since a space stands inside its marks: `**Note: **`.

use crate::text::code::Code;
use crate::text::markdown::suspect::{Shown, Suspect};

/// A run of asterisks that are shown.
#[derive(Clone, Copy)]
struct Run {
    at: usize,
    length: usize,
}

pub(super) fn find(shown: &Shown<'_>, found: &mut Vec<Suspect>) {
    let mut open: Option<Run> = None;
    let bytes = shown.plain.bytes();
    let mut from = 0;
    while let Some(at) = shown.text.get(from..).and_then(|rest| rest.find('*')).map(|next| from + next) {
        let length = bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| **byte == b'*').count());
        from = at + length.max(1);
        if length == 0 {
            continue;
        }
        let run = Run { at, length };
        let before = open.take().filter(|open| open.length == length && length < 4);
        match before.filter(|open| is_emphasis(shown, *open, run)) {
            Some(open) => {
                let words = shown.written(open.at + length..at);
                let marks = shown.written(at..at + length);
                found.push(Suspect {
                    code: Code::LooksLikeEmphasis,
                    place: open.at..at + length,
                    message: "a space inside the marks of emphasis".into(),
                    help: format!("write `{marks}{}{marks}`, with the space outside", words.trim()),
                });
            }
            None => open = Some(run),
        }
    }
}

/// Whether what stands between two runs was meant to be emphasised: on one line, with a space inside at one of the two.
fn is_emphasis(shown: &Shown<'_>, open: Run, close: Run) -> bool {
    let words = shown.written(open.at + open.length..close.at);
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t');
    let outside = |byte: u8| matches!(byte, 0 | b' ' | b'\t' | b'\n' | b'\r' | b'(' | b'"' | b'>');
    let (inner_start, inner_end) = (shown.at(open.at + open.length), shown.before(close.at));
    let (before, after) = (shown.before(open.at), shown.at(close.at + close.length));
    let behind = outside(after) || after.is_ascii_punctuation();
    let spaced = match (is_space(inner_start), is_space(inner_end)) {
        (false, true) => outside(before) && (close.length > 1 || (behind && !is_space(after))),
        (true, false) => close.length > 1 && outside(before) && behind,
        _ => false,
    };
    let is_prose = words.chars().any(char::is_alphabetic) && !words.contains(['\n', '\r', '=', ';', '{', '/']);
    // `*.example.org or *.example.net` are names.
    spaced && is_prose && !matches!(inner_start, 0 | b'.') && inner_end != 0
}
