//! What an address leads to, judged as a browser would: whether readers may be sent there.

use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::text::span::slice;

/// The kind of an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// A page of the web: `http` or `https`.
    Web,
    /// A mailbox: `mailto`.
    Mail,
    /// A telephone: `tel`.
    Phone,
    /// A file of the review, named from where the address is written.
    Relative,
    /// A place in the same text: `#heading`.
    Fragment,
    /// Anything else, with its scheme in lower case; `//` for an address that takes its scheme from the page.
    Unsafe(String),
}

/// The kind of an address; entities in it must have been decoded.
///
/// Browsers drop control characters and white space from an address before they read its scheme (WHATWG URL, section
/// 4.4), so `java\nscript:` is seen for what it is. A backslash is a slash to them.
#[must_use]
pub fn address_kind(address: &str) -> AddressKind {
    let ignored = |c: &char| {
        !(c.is_control() || c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}'))
    };
    let mut characters = address.chars().filter(ignored);
    let mut scheme = String::new();
    loop {
        match characters.next() {
            Some('#') if scheme.is_empty() => return AddressKind::Fragment,
            Some('/' | '\\') if scheme.is_empty() => {
                return match characters.next() {
                    Some('/' | '\\') => AddressKind::Unsafe("//".to_owned()),
                    _ => AddressKind::Relative,
                };
            }
            // A colon at the very beginning is refused too: nothing good begins with it.
            Some(':') => return scheme_kind(scheme),
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.') => scheme.push(c.to_ascii_lowercase()),
            _ => return AddressKind::Relative,
        }
    }
}

fn scheme_kind(scheme: String) -> AddressKind {
    match scheme.as_str() {
        "http" | "https" => AddressKind::Web,
        "mailto" => AddressKind::Mail,
        "tel" => AddressKind::Phone,
        _ => AddressKind::Unsafe(scheme),
    }
}

/// A relative address, taken apart: where its path ends, and where its fragment begins. What lies between is a query.
pub(super) fn split(address: &str) -> (usize, Option<usize>) {
    let hash = address.find('#');
    let before = slice(address, ..hash.unwrap_or(address.len()));
    let path = before.find('?').unwrap_or(before.len());
    (path, hash.map(|hash| hash + 1).filter(|&fragment| fragment < address.len()))
}

/// The text that a percent-encoded part of an address stands for.
pub(super) fn decode(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

/// The range of the address of an inline link, `[text](address "title")`, whose text ends at `from`.
pub(super) fn inline_address(text: &str, from: usize, end: usize) -> Option<Range<usize>> {
    let rest = text.get(from..end)?;
    Some(destination(text, from + rest.find("](")? + 2, end))
}

/// The range of the link destination that follows `from` after white space (CommonMark, section 6.3).
pub(super) fn destination(text: &str, from: usize, end: usize) -> Range<usize> {
    let rest = slice(text, from..end);
    let start = from + rest.len() - rest.trim_start().len();
    let (start, bracketed) = if slice(text, start..end).starts_with('<') { (start + 1, true) } else { (start, false) };
    let (mut open, mut escaped) = (0_usize, false);
    for (at, c) in slice(text, start..end).char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '>' if bracketed => return start..start + at,
            _ if bracketed => {}
            '(' => open += 1,
            ')' if open == 0 => return start..start + at,
            ')' => open -= 1,
            c if c.is_ascii_whitespace() => return start..start + at,
            _ => {}
        }
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged_as_browsers_read_them() {
        let unsafe_one = |scheme: &str| AddressKind::Unsafe(scheme.to_owned());
        for (address, kind) in [
            ("https://example.org/a:b", AddressKind::Web),
            ("HTTP://example.org", AddressKind::Web),
            (" ht\ttps://example.org", AddressKind::Web),
            ("mailto:a@example.org", AddressKind::Mail),
            ("tel:+41-1", AddressKind::Phone),
            ("../teams/x.md#a:b", AddressKind::Relative),
            ("x.pdf?a:b", AddressKind::Relative),
            ("/teams/x.md", AddressKind::Relative),
            ("été:x", AddressKind::Relative),
            ("", AddressKind::Relative),
            ("#heading:1", AddressKind::Fragment),
            (" \n#heading", AddressKind::Fragment),
            ("JaVaScRiPt:alert(1)", unsafe_one("javascript")),
            ("\u{1} java\nscr\tipt\r:alert(1)", unsafe_one("javascript")),
            ("java\u{0}script:alert(1)", unsafe_one("javascript")),
            ("\u{feff}java\u{200b}script:alert(1)", unsafe_one("javascript")),
            ("vbscript:x", unsafe_one("vbscript")),
            ("data:text/html,<script>", unsafe_one("data")),
            ("blob:x", unsafe_one("blob")),
            ("file:///etc/passwd", unsafe_one("file")),
            ("C:\\x", unsafe_one("c")),
            ("://x", unsafe_one("")),
            ("//example.org", unsafe_one("//")),
            ("\\\\example.org", unsafe_one("//")),
            ("/\t\\example.org", unsafe_one("//")),
        ] {
            assert_eq!(address_kind(address), kind, "{address:?}");
        }
    }

    #[test]
    fn a_query_belongs_to_neither_part() {
        for (address, path, fragment) in [
            ("a.md", "a.md", None),
            ("a.md#h", "a.md", Some("h")),
            ("a.pdf?v=1#p?2#3", "a.pdf", Some("p?2#3")),
            ("a.md#", "a.md", None),
            ("?v", "", None),
        ] {
            let (end, start) = split(address);
            assert_eq!((&address[..end], start.map(|start| &address[start..])), (path, fragment), "{address}");
        }
        assert_eq!(decode("a%20b%C3%A9"), "a bé");
    }

    #[test]
    fn a_destination_is_found_where_it_is_written() {
        for (link, expected) in [
            ("[a](b.md)", "b.md"),
            ("[a](  b(c).md \"](x)\")", "b(c).md"),
            ("[a](<b c.md> 'x')", "b c.md"),
            ("[a](b\\).md)", "b\\).md"),
            ("[a]()", ""),
        ] {
            let place = inline_address(link, 2, link.len());
            assert_eq!(place.map(|place| &link[place]), Some(expected), "{link}");
        }
    }
}
