//! Characters that are not text.
//!
//! HTML forbids control characters and noncharacters even where they are escaped, so they are dropped here, on the last
//! step, where entities such as `&#1;` have been decoded.

use std::borrow::Cow;

use crate::text::span::slice;
use crate::text::unseen::is_unseen;

/// Whether HTML allows this character in a text.
pub(super) fn is_text(c: char) -> bool {
    let control = matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}');
    let noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    !control && !noncharacter
}

/// The first character that HTML does not allow in a text, and where it stands.
#[must_use]
pub fn first_strange(text: &str) -> Option<(usize, char)> {
    // Bytes that no strange character begins with are passed in blocks, without a branch for each.
    let suspicious =
        |b: u8| (b < 0x20) & (b != b'\t') & (b != b'\n') & (b != b'\r') | (b == 0x7f) | (b == 0xc2) | (b >= 0xef);
    let bytes = text.as_bytes();
    let plain = bytes.chunks(64).take_while(|block| !block.iter().fold(false, |any, &b| any | suspicious(b))).count();
    let mut start = (plain * 64).min(bytes.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    slice(text, start..).char_indices().find(|&(_, c)| !is_text(c)).map(|(at, c)| (start + at, c))
}

/// The text without characters that HTML forbids. Those that word processors end lines and pages with hold words apart.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let instead = |c| match c {
        '\u{b}' | '\u{c}' | '\u{85}' => Some(' '),
        c => is_text(c).then_some(c),
    };
    match first_strange(text) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(text.chars().filter_map(instead).collect()),
    }
}

/// An address without what browsers drop from it before they read it, and without what nobody sees.
pub(super) fn clean_address(address: &str) -> Box<str> {
    let address = address.trim_matches(|c: char| c.is_whitespace() || c.is_control() || is_unseen(c));
    address.chars().filter(|&c| is_text(c) && !c.is_control() && !is_unseen(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strange_characters_are_found_wherever_they_stand() {
        let long = "é".repeat(100);
        for strange in ['\0', '\u{b}', '\u{7f}', '\u{85}', '\u{fdd0}', '\u{fffe}', '\u{1ffff}'] {
            for before in ["", "a", "«\u{a0}»", "😀", &long] {
                let text = format!("{before}{strange}z");
                assert_eq!(first_strange(&text), Some((before.len(), strange)), "{text:?}");
                let instead = if matches!(strange, '\u{b}' | '\u{85}') { " " } else { "" };
                assert_eq!(clean(&text), format!("{before}{instead}z"));
            }
        }
        assert_eq!(first_strange("tab\t line\r\n « 😀 \u{fffd} \u{feff}"), None);
    }

    #[test]
    fn an_address_loses_what_browsers_ignore() {
        assert_eq!(&*clean_address(" ht\ntps://x/\"y\" "), "https://x/\"y\"");
    }
}
