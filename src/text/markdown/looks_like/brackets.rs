//! Links and references that are none: a space in the address, a label that nothing defines, a bracket too few.

use crate::text::code::Code;
use crate::text::markdown::suspect::{Shown, Suspect};
use crate::text::span::slice;

/// How far before its end the text of a link may begin, in bytes.
const LONGEST: usize = 400;

pub(super) fn find(shown: &Shown<'_>, found: &mut Vec<Suspect>) {
    for (at, _) in shown.text.match_indices(']').filter(|(at, _)| shown.at(*at) == b']') {
        found.extend(link(shown, at));
    }
    for (at, _) in shown.text.match_indices("[[").filter(|(at, _)| shown.at(*at) == b'[' && shown.at(at + 1) == b'[') {
        found.extend(reference(shown, at));
    }
}

/// A link whose text ends at `at`.
fn link(shown: &Shown<'_>, at: usize) -> Option<Suspect> {
    let rest = line(shown, at + 1);
    let spaced = rest.trim_start_matches(' ');
    let open = at.saturating_sub(LONGEST);
    let before = shown.plain.bytes().get(open..at)?;
    let open = open + before.iter().rposition(|byte| matches!(byte, b'[' | b']'))?;
    if shown.at(open) != b'[' || is_word(shown.before(open)) || slice(shown.text, open..at).contains("\n\n") {
        return None;
    }
    let start = open - usize::from(shown.before(open) == b'!');
    let words =
        shown.written(open + 1..at).split(['\n', '\r']).map(|line| line.trim_start_matches([' ', '>']).trim_end());
    let words = &*words.collect::<Vec<_>>().join(" ");
    if let Some(address) = spaced.strip_prefix('(') {
        let begin = at + 1 + rest.len() - spaced.len();
        let end = address.find(')')?;
        let address = slice(address, ..end);
        let place = start..begin + end + 2;
        if shown.at(begin) != b'(' {
            return None;
        }
        if rest.len() > spaced.len() {
            let is_address = ["http://", "https://", "www.", "mailto:", "../", "./", "#"]
                .iter()
                .any(|begin| address.starts_with(begin));
            return is_address.then(|| Suspect {
                code: Code::LooksLikeLink,
                place,
                message: "a space between the text of a link and its address".into(),
                help: format!("write `[{words}]({})`", in_brackets(address)),
            });
        }
        let address = address.trim();
        if address.is_empty() || words.is_empty() || is_code(address) {
            return None;
        }
        return Some(Suspect {
            code: Code::LooksLikeLink,
            place,
            message: "this does not become a link".into(),
            help: instead_of(slice(shown.text, start..open), words, address),
        });
    }
    let label = rest.strip_prefix('[').filter(|label| !label.starts_with('['))?;
    if shown.at(at + 1) != b'[' || rest.len() < 2 {
        return None;
    }
    let end = label.find([']', '['])?;
    if !slice(label, end..).starts_with(']') || shown.at(at + 2 + end) != b']' {
        return None;
    }
    let (label, after) = (slice(label, ..end), slice(label, end + 1..));
    let name = if label.is_empty() { words } else { label };
    // `[Feature:A][Serial]` are two tags.
    let is_tag = |text: &str| text.contains(':') && !text.contains("::") && !text.contains("//") && !text.contains(' ');
    if is_tag(words) || is_tag(name) {
        return None;
    }
    let is_index = |text: &str| text.len() < 3 || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    if words.is_empty()
        || begins_item(shown, open, words, name, after)
        || name.trim().is_empty()
        || after.starts_with(['[', '('])
        || (is_index(words) && is_index(name))
        || is_code(name)
    {
        return None;
    }
    let help = match name {
        address if address.contains("://") || address.starts_with(['#', '.']) => {
            format!("write `[{words}]({address})`")
        }
        id if id.contains('/') => format!("write `[[{id}|{words}]]`"),
        _ => format!("write `[{words}](address)`, `[[id|{words}]]` for a record, or add a line `[{name}]: address`"),
    };
    let message = format!("no line says where `[{name}]` leads");
    Some(Suspect { code: Code::LooksLikeLink, place: start..at + end + 3, message, help })
}

/// Whether an item of a list begins with two marks in brackets, and its text follows: `- [fixed][windows] Names are shorter`.
fn begins_item(shown: &Shown<'_>, open: usize, words: &str, name: &str, after: &str) -> bool {
    let mut before = slice(shown.text, ..open).chars().rev().skip_while(|c| *c == '[').peekable();
    let is_apart = before.next_if_eq(&' ').is_some();
    let mut before = before.skip_while(|c| *c == ' ');
    let is_item = is_apart
        && before.next().is_some_and(|mark| matches!(mark, '-' | '*' | '+'))
        && before.find(|c| !matches!(c, ' ' | '\t')).is_none_or(|c| c == '\n');
    let text = after.strip_prefix(' ');
    let is_name = |text: &str| !text.contains(['#', '`']) && !text.contains("::") && !text.contains("//");
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    is_item
        && text.is_some_and(|text| text.starts_with(char::is_alphanumeric))
        && is_name(words)
        && is_name(name)
        && !is_number
}

/// A reference whose brackets are not closed as they were opened.
fn reference(shown: &Shown<'_>, at: usize) -> Option<Suspect> {
    if is_word(shown.before(at)) || matches!(shown.before(at), b'[' | b'#' | b'!' | b'(') {
        return None;
    }
    let rest = line(shown, at + 2);
    let id = rest.trim_start();
    let length = id.find(|c: char| !(c.is_alphanumeric() || "/-_.#() ".contains(c)) || c == ' ').unwrap_or(id.len());
    let name = slice(id, ..length).trim_end_matches(['.', ')']);
    let after = slice(id, length..);
    let is_named = name.contains('/') && !name.contains("//") && name.starts_with(|c: char| c.is_alphanumeric());
    let is_closed_once =
        after.starts_with(']') && !after.starts_with("]]") && !name.is_empty() && !after.starts_with("],");
    let is_short = is_closed_once && name.starts_with(|c: char| c.is_alphanumeric());
    (is_named || is_short).then(|| Suspect {
        code: Code::LooksLikeReference,
        place: at..at + 2 + rest.len() - id.len() + name.len() + usize::from(after.starts_with(']')),
        message: "a reference whose brackets are not closed".into(),
        help: format!("write `[[{name}]]`; put a backslash before `[` if the signs are meant"),
    })
}

/// The rest of a line.
fn line<'a>(shown: &Shown<'a>, from: usize) -> &'a str {
    let rest = shown.text.get(from..).unwrap_or_default();
    // Of a long line only so much is read, since it may have many brackets.
    let end = (0..=LONGEST.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or_default();
    let rest = slice(rest, ..end);
    // A line may have as many brackets as letters: to look for one sign after the other is several times as fast as for both.
    let rest = slice(rest, ..rest.find('\n').unwrap_or(rest.len()));
    slice(rest, ..rest.find('\r').unwrap_or(rest.len()))
}

/// What to write instead of a link to an address with spaces: of a path its brackets, of what names something perhaps a
/// reference by the number at its end.
fn instead_of(mark: &str, words: &str, address: &str) -> String {
    let link = format!("{mark}[{words}]({})", in_brackets(address));
    let ending = address.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_path = address.contains('/') || (!ending.is_empty() && ending.chars().all(char::is_alphabetic));
    if is_path || !mark.is_empty() || !address.contains(' ') {
        return format!("write `{link}`");
    }
    let last = address.rsplit(' ').next().filter(|last| last.contains(|c: char| c.is_ascii_digit()));
    format!("write `[[{}|{words}]]` for a record, by its id or label; `{link}` for a file", last.unwrap_or("id"))
}

/// An address as it can stand in a link.
fn in_brackets(address: &str) -> String {
    if address.contains(char::is_whitespace) { format!("<{address}>") } else { address.to_owned() }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'_' | b')' | b']' | b'}' | b'"' | b'>' | b'&' | b'$')
        || byte >= 0x80
        || byte == 1
}

/// Whether a text is of a program rather than a sentence.
fn is_code(text: &str) -> bool {
    text.contains(['{', '}', ';', '$', '=', '|', '`', '*', '<', '>', '"', '\\'])
}
