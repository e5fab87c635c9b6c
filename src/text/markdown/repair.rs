//! What the Markdown parser reads otherwise than CommonMark and GFM have it is written for it in another way first.
//!
//! Bytes are replaced by one byte each, or a backslash is put before them, so that places can still be told. Most texts have
//! nothing of the kind, and are read as they are.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use crate::text::markdown::autolinks::web_addresses;
use crate::text::markdown::builder::TextRole;
use crate::text::markdown::heading::short_underline;
use crate::text::span::{SourceMap, lines, slice};

/// One change: of the byte at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    at: usize,
    to: Byte,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Byte {
    /// A space stands in its place.
    Space,
    /// A backslash stands before it.
    Escaped,
    /// A bar stands before it.
    Barred,
}

/// A text as the parser is to read it, and where it stands.
pub(super) struct Repaired<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) source_map: Cow<'a, SourceMap>,
}

/// Writes a text so that the parser reads it as it is meant.
pub(super) fn repair<'a>(text: &'a str, source_map: &'a SourceMap, options: Options, role: TextRole) -> Repaired<'a> {
    let mut changes = Vec::new();
    if role == TextRole::Letter {
        signatures(text, options, &mut changes);
    }
    let has_bars = text.contains("[[") && text.contains('|');
    if has_bars || text.contains('\t') {
        line_by_line(text, has_bars, &mut changes);
    }
    if text.contains('|') {
        heads(text, options, &mut changes);
    }
    addresses(text, options, &mut changes);
    if text.contains("]](") {
        bracketed_links(text, options, &mut changes);
    }
    let places = first_colons(text);
    if may_define_nothing(text, &places) {
        colons(text, places, options, &mut changes);
    }
    if changes.is_empty() {
        return Repaired { text: Cow::Borrowed(text), source_map: Cow::Borrowed(source_map) };
    }
    changes.sort_unstable();
    changes.dedup_by_key(|change| change.at);
    let mut repaired = String::with_capacity(text.len() + changes.len());
    let mut done = 0;
    let mut added = Vec::new();
    for Change { at, to } in changes {
        repaired.push_str(slice(text, done..at));
        done = at;
        match to {
            Byte::Space => {
                repaired.push(' ');
                done += 1;
            }
            Byte::Escaped | Byte::Barred => {
                repaired.push(if to == Byte::Escaped { '\\' } else { '|' });
                added.push(at);
            }
        }
    }
    repaired.push_str(slice(text, done..));
    Repaired { text: Cow::Owned(repaired), source_map: Cow::Owned(source_map.with_bytes_at(&added)) }
}

/// What can be seen from lines alone.
fn line_by_line(text: &str, has_bars: bool, changes: &mut Vec<Change>) {
    let mut at = 0;
    // Where the lines of the block begin, up to a line under which a table's rows stand.
    let (mut before, mut in_table): (Option<(usize, &str)>, bool) = (None, false);
    let mut fence: Option<&str> = None;
    for line in lines(text) {
        let written = after_marks(line).trim_end();
        let begin = at + line.len() - after_marks(line).len();
        let run = fence_run(written);
        if let Some(run) = run {
            let rest = slice(written, run.len()..);
            if rest.is_empty() {
                // A tab after the fence would keep the block of code open (CommonMark, section 4.5).
                tabs(slice(text, begin..at + line.len()), begin, changes);
            }
            fence = match fence {
                None => Some(run),
                Some(open) if rest.is_empty() && run.starts_with(open) => None,
                open => open,
            };
        } else if fence.is_none() {
            if is_delimiter_row(written) {
                tabs(slice(text, begin..at + line.len()), begin, changes);
                in_table = true;
                if let Some((start, line)) = before.filter(|_| has_bars) {
                    bars(line, start, changes);
                }
            } else if written.is_empty() {
                in_table = false;
            } else if in_table && has_bars {
                bars(line, at, changes);
            }
        }
        before = (fence.is_none() && !written.is_empty()).then_some((at, line));
        at += line.len();
    }
}

/// A line without the marks of quotations and the spaces before it.
fn after_marks(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// The fence that a line begins with.
fn fence_run(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| slice(line, ..length))
}

/// Whether a line stands between the head and the rows of a table.
fn is_delimiter_row(line: &str) -> bool {
    // Most lines begin with a letter.
    line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
        && line.contains('|')
        && line.contains('-')
}

/// What is left of a line behind a place.
fn line_from(text: &str, place: usize) -> &str {
    let rest = slice(text, place..);
    slice(rest, ..rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

fn tabs(line: &str, start: usize, changes: &mut Vec<Change>) {
    changes.extend(line.match_indices('\t').map(|(at, _)| Change { at: start + at, to: Byte::Space }));
}

/// Escapes `|` in references of a row, where it would end the cell.
fn bars(line: &str, start: usize, changes: &mut Vec<Change>) {
    let mut at = 0;
    while let Some(open) = slice(line, at..).find("[[") {
        let inside = at + open + 2;
        let Some(length) = slice(line, inside..).find("]]") else { return };
        let reference = slice(line, inside..inside + length);
        if !reference.contains('[') {
            let bars = reference.match_indices('|').filter(|(bar, _)| !slice(reference, ..*bar).ends_with('\\'));
            changes.extend(bars.map(|(bar, _)| Change { at: start + inside + bar, to: Byte::Escaped }));
        }
        at = inside + length;
    }
}

/// Escapes colons at the beginning of lines that define no term: only `: ` does, and not within code, a link or emphasis.
/// Where one stands is found by reading the text without terms.
fn colons(text: &str, places: Vec<usize>, options: Options, changes: &mut Vec<Change>) {
    let mut places = places.into_iter().peekable();
    let events = Parser::new_ext(text, options - Options::ENABLE_DEFINITION_LIST).into_offset_iter();
    // What was begun and reaches over the lines that follow.
    let mut within: Vec<(Within, Range<usize>)> = Vec::new();
    for (event, range) in events {
        let Some(what) = Within::of(&event) else { continue };
        while let Some(place) = places.next_if(|place| *place < range.start) {
            change(text, place, &within, changes);
        }
        within.retain(|(_, outer)| outer.end > range.start);
        within.push((what, range));
    }
    for place in places {
        change(text, place, &within, changes);
    }
}

/// Puts a bar before the head of a table that stands directly below a text, where the parser asks for one (GFM, section 4.10).
fn heads(text: &str, options: Options, changes: &mut Vec<Change>) {
    let mut found = Vec::new();
    let mut at = 0;
    let (mut above, mut head) = ("", "");
    for line in lines(text) {
        let row = after_marks(line).trim_end();
        if is_delimiter_row(row) && !after_marks(above).trim().is_empty() {
            let begin = after_marks(head);
            if !begin.starts_with(['|', '-', '+', '*', '#']) && bars_between(begin.trim_end()) == bars_between(row) {
                found.push(at - begin.len());
            }
        }
        at += line.len();
        (above, head) = (head, line);
    }
    if found.is_empty() {
        return;
    }
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_))) {
            found.retain(|at| !range.contains(at));
        }
    }
    changes.extend(found.into_iter().map(|at| Change { at, to: Byte::Barred }));
}

/// How many bars divide a row, without those at its ends.
fn bars_between(row: &str) -> usize {
    let inside = row.strip_prefix('|').unwrap_or(row);
    let inside = inside.strip_suffix('|').filter(|inside| !inside.ends_with('\\')).unwrap_or(inside);
    inside.matches('|').count() - inside.matches("\\|").count()
}

/// Escapes marks of emphasis within an address that stands in a text: they are its own (GFM, section 6.9).
fn addresses(text: &str, options: Options, changes: &mut Vec<Change>) {
    let marked: Vec<Range<usize>> =
        web_addresses(text).filter(|place| may_emphasise(slice(text, place.clone()))).collect();
    if marked.is_empty() {
        return;
    }
    let (mut marks, mut links) = (Vec::new(), Vec::<Range<usize>>::new());
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                marks.extend([range.start, range.end - 1]);
            }
            Event::Start(Tag::Link { .. }) => links.push(range),
            _ => {}
        }
    }
    marks.sort_unstable();
    // Within a link no other begins, so what marks its words is markup.
    let in_link = |place: &Range<usize>| {
        let after = links.partition_point(|link| link.start <= place.start);
        after.checked_sub(1).and_then(|last| links.get(last)).is_some_and(|link| place.start < link.end)
    };
    for place in marked.into_iter().filter(|place| !in_link(place)) {
        let first = marks.partition_point(|mark| *mark < place.start);
        if marks.get(first).is_some_and(|mark| *mark < place.end) {
            let written = slice(text, place.clone());
            let own = written.match_indices(['*', '_', '~']).filter(|(at, _)| !slice(written, ..*at).ends_with('\\'));
            changes.extend(own.map(|(at, _)| Change { at: place.start + at, to: Byte::Escaped }));
        }
    }
}

/// Whether marks in an address may begin or end emphasis: a line between letters does not.
fn may_emphasise(address: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    address.contains(['*', '~'])
        || address.match_indices('_').any(|(at, _)| {
            !letter(slice(address, ..at).chars().next_back()) || !letter(slice(address, at + 1..).chars().next())
        })
}

/// Escapes a line of one or two hyphens below a text: in what somebody has sent, a signature follows it.
fn signatures(text: &str, options: Options, changes: &mut Vec<Change>) {
    if !lines(text).any(|line| matches!(after_marks(line).trim_end(), "-" | "--")) {
        return;
    }
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if matches!(event, Event::Start(Tag::Heading { .. })) {
            changes.extend(short_underline(text, &range).map(|line| Change { at: line.start, to: Byte::Escaped }));
        }
    }
}

/// Escapes the inner brackets of `[[1]](https://…)`, which is a link and no reference.
fn bracketed_links(text: &str, options: Options, changes: &mut Vec<Change>) {
    for (event, range) in Parser::new_ext(text, options - Options::ENABLE_WIKILINKS).into_offset_iter() {
        let Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) = event else { continue };
        let Some(inside) = slice(text, range.clone()).strip_prefix("[[") else { continue };
        let Some(length) = inside.find("]](") else { continue };
        if dest_url.contains([':', '/', '.', '#']) && !slice(inside, ..length).contains(['[', ']']) {
            let escaped = [range.start + 1, range.start + 2 + length];
            changes.extend(escaped.map(|at| Change { at, to: Byte::Escaped }));
        }
    }
}

/// Where colons stand that are the first of their line.
fn first_colons(text: &str) -> Vec<usize> {
    let is_first = |at: &usize| {
        let before = slice(text, ..*at).trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with(['\n', '\r'])
    };
    text.match_indices(':').map(|(at, _)| at).filter(is_first).collect()
}

/// Whether one of these colons, which are the first of their lines, may define no term: it does where a space follows, and
/// nothing before it in its paragraph could reach over it.
fn may_define_nothing(text: &str, places: &[usize]) -> bool {
    let (mut passed, mut may_reach) = (0, false);
    places.iter().any(|place| {
        let before = slice(text, passed..*place);
        let begun = before.rfind("\n\n").map(|end| slice(before, end..));
        may_reach &= begun.is_none();
        may_reach |= begun.unwrap_or(before).contains(['`', '*', '_', '~', '[', '<', '|']);
        passed = *place;
        may_reach || !slice(text, place + 1..).starts_with([' ', '\t'])
    })
}

/// What a colon can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// A block whose text is as it is.
    Verbatim,
    /// Code in a line.
    Code,
    /// A link, emphasis or a table.
    Marked,
}

impl Within {
    fn of(event: &Event<'_>) -> Option<Within> {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => Some(Within::Verbatim),
            Event::Code(_) | Event::InlineHtml(_) => Some(Within::Code),
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::Table(_),
            ) => Some(Within::Marked),
            _ => None,
        }
    }
}

fn change(text: &str, place: usize, within: &[(Within, Range<usize>)], changes: &mut Vec<Change>) {
    let what = within.iter().rev().find(|(_, range)| range.contains(&place)).map(|(what, _)| *what);
    match what {
        Some(Within::Verbatim) => {}
        // `:---|---` below the head of a table says where its cells stand.
        Some(Within::Marked) if line_from(text, place).bytes().all(|byte| b":-| \t".contains(&byte)) => {}
        // A line within code ends as a space, and the marks of quotations before the next are none of it.
        Some(Within::Code) => {
            let end = slice(text, ..place).trim_end_matches(['\n', '\r', ' ', '\t', '>']).len();
            changes.extend((end..place).map(|at| Change { at, to: Byte::Space }));
        }
        None if slice(text, place + 1..).starts_with([' ', '\t']) => {}
        _ => changes.push(Change { at: place, to: Byte::Escaped }),
    }
}
