//! Addresses that stand in a text without brackets become links, as code hosts make them (GFM, section 6.9).
//!
//! The parser divides text at whatever could be a mark (`_`, `&`), so addresses are found in the tokens, where it is whole again.

use std::ops::Range;

use crate::text::markdown::character::clean_address;
use crate::text::markdown::document::{Destination, Document, Element, Link, Token};
use crate::text::span::slice;
use crate::text::web_address::fault;

/// Whether a text may hold an address.
pub(super) fn may_hold(text: &str) -> bool {
    text.contains("://") || text.contains('@') || text.contains("www.")
}

/// Makes links of the addresses in a document that was written so, except in code and in other links.
pub(super) fn link_addresses(document: &mut Document, written: &str) {
    if !may_hold(written) && !may_hold(document.made()) {
        return;
    }
    let mut closed = 0_usize;
    let mut linked = Vec::with_capacity(document.tokens.len());
    for token in std::mem::take(&mut document.tokens) {
        match token {
            Token::Open(element) => closed += usize::from(is_closed(element)),
            Token::Close(element) => closed -= usize::from(is_closed(element)),
            Token::Text(range) if closed == 0 && may_hold(document.text(range)) => {
                let mut from = 0;
                for Found { place, address } in addresses(document.text(range)) {
                    if place.start > from {
                        linked.push(Token::Text(range.part(from..place.start)));
                    }
                    let link = document.add_link(Link { to: address, title: "".into(), is_reference: false });
                    linked.push(Token::Open(Element::Link(link)));
                    linked.push(Token::Text(range.part(place.clone())));
                    linked.push(Token::Close(Element::Link(link)));
                    from = place.end;
                }
                let rest = from..document.text(range).len();
                if !rest.is_empty() {
                    linked.push(Token::Text(range.part(rest)));
                }
                continue;
            }
            _ => {}
        }
        linked.push(token);
    }
    document.tokens = linked;
}

/// Whether addresses in an element stay text.
fn is_closed(element: Element) -> bool {
    match element {
        Element::Link(_) | Element::Code | Element::CodeBlock(_) => true,
        Element::Html(element, _) => matches!(element.name, "a" | "code" | "kbd" | "pre" | "samp" | "summary" | "var"),
        _ => false,
    }
}

/// Where addresses of the web stand in a text.
pub(super) fn web_addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let found = if may_hold(text) { addresses(text) } else { Vec::new() };
    found.into_iter().filter(|found| matches!(found.address, Destination::Web(_))).map(|found| found.place)
}

/// An address in a text.
struct Found {
    place: Range<usize>,
    address: Destination,
}

fn addresses(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, ':' | '@' | 'w' | 'W')) {
        if found.last().is_some_and(|found| at < found.place.end) {
            continue;
        }
        let next = match c {
            ':' => web(text, at),
            '@' => mail(text, at),
            _ => www(text, at),
        };
        // A mailbox begins before its `@`, and may not begin within the address before it.
        let end = found.last().map_or(0, |found| found.place.end);
        found.extend(next.filter(|next| next.place.start >= end));
    }
    found
}

/// `https://example.org`, of which the colon stands at `at`.
fn web(text: &str, at: usize) -> Option<Found> {
    let host = slice(text, at..).strip_prefix("://")?;
    let before = slice(text, ..at);
    let scheme = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |end| end + char_length(before, end));
    let name = slice(before, scheme..);
    let is_web = ["http", "https"].iter().any(|web| name.eq_ignore_ascii_case(web));
    if !is_web || !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') || follows_word(before, scheme) {
        return None;
    }
    let place = scheme..end(text, scheme);
    // What is no good address, such as one with the name of a user, is not made one.
    if fault(slice(text, place.clone())).is_some() {
        return None;
    }
    let address = Destination::Web(clean_address(slice(text, place.clone())));
    (place.end > at + 3).then_some(Found { place, address })
}

/// `www.example.org`.
fn www(text: &str, at: usize) -> Option<Found> {
    let rest = slice(text, at..);
    let is_www = rest.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."));
    let before = slice(text, ..at).chars().next_back();
    if !is_www || before.is_some_and(|c| !(c.is_whitespace() || "*_~(\"'„“‘«[".contains(c))) {
        return None;
    }
    let place = at..end(text, at);
    let written = slice(text, place.clone());
    let host = written.get(4..).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == ':'));
    (is_host && host.contains('.'))
        .then(|| Found { address: Destination::Web(clean_address(&format!("https://{written}"))), place })
}

/// `me@example.org`, of which the `@` stands at `at`.
fn mail(text: &str, at: usize) -> Option<Found> {
    let (before, after) = (slice(text, ..at), slice(text, at + 1..));
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || ".+-_".contains(c)).len();
    let length = after.find(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c))).unwrap_or(after.len());
    let host = slice(after, ..length).trim_end_matches('.');
    let is_host = host.contains('.') && host.split('.').all(|label| !label.is_empty()) && !host.ends_with(['-', '_']);
    let follows = slice(before, ..start).chars().next_back().is_some_and(|c| c.is_alphanumeric() || "/:@=".contains(c));
    if start == at || !is_host || follows || slice(after, host.len()..).starts_with(['@', '/']) {
        return None;
    }
    let place = start..at + 1 + host.len();
    let address = Destination::Other(format!("mailto:{}", slice(text, place.clone())).into());
    Some(Found { place, address })
}

/// Where an address ends that begins at `start`: before white space and `<`, without the signs of the sentence around it.
fn end(text: &str, start: usize) -> usize {
    let rest = slice(text, start..);
    let stop = |c: char| {
        c.is_whitespace()
            || c == '<'
            || matches!(c, '。' | '，' | '、' | '；' | '：' | '！' | '？' | '「' | '」' | '（' | '）')
    };
    let mut address = slice(rest, ..rest.find(stop).unwrap_or(rest.len()));
    // How many more brackets are opened than closed.
    let surplus = |open: char, close: char| {
        address.matches(open).count().wrapping_sub(address.matches(close).count()).cast_signed()
    };
    let (mut round, mut square, mut curly) = (surplus('(', ')'), surplus('[', ']'), surplus('{', '}'));
    while let Some(last) = address.chars().next_back() {
        let belongs = match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '"' | '\'' | '>' | '“' | '”' | '’' | '»' | '…' => {
                false
            }
            ')' => is_paired(&mut round),
            ']' => is_paired(&mut square),
            '}' => is_paired(&mut curly),
            _ => true,
        };
        if belongs {
            break;
        }
        address = slice(address, ..address.len() - last.len_utf8());
    }
    start + address.len()
}

/// Whether a closing bracket has one that it closes; if not, it is taken away.
fn is_paired(surplus: &mut isize) -> bool {
    let is_paired = *surplus >= 0;
    *surplus += isize::from(!is_paired);
    is_paired
}

fn follows_word(text: &str, at: usize) -> bool {
    slice(text, ..at).chars().next_back().is_some_and(|c| c.is_ascii_digit() || c == '+' || c == '-')
}

fn char_length(text: &str, at: usize) -> usize {
    slice(text, at..).chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_the_signs_of_the_sentence() {
        for (text, expected) in [
            ("See https://example.org/a_b?x=1&y=2.", vec!["https://example.org/a_b?x=1&y=2"]),
            ("(https://example.org/x), (see www.example.org)", vec!["https://example.org/x", "www.example.org"]),
            ("https://en.wikipedia.org/wiki/A_(b)", vec!["https://en.wikipedia.org/wiki/A_(b)"]),
            ("“https://example.org”, HTTP://EXAMPLE.ORG!", vec!["https://example.org", "HTTP://EXAMPLE.ORG"]),
            ("mail me@example.org, or a.b+c@d-e.org.", vec!["me@example.org", "a.b+c@d-e.org"]),
            ("https://me@example.org/x@y.z https://a..b", vec![]),
            ("见https://example.org/x。然后", vec!["https://example.org/x"]),
            ("https:// http://, www. www.a, xwww.a.b, a@b, @a.b, ftp://a.b, xhttp://a.b, 1@2@3.org", vec![]),
            ("[https://example.org] {https://example.org}", vec!["https://example.org", "https://example.org"]),
        ] {
            let found: Vec<&str> = addresses(text).into_iter().map(|found| &text[found.place]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
