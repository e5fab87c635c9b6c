//! Signs for characters that would not be seen, or that a terminal or a reader of lines acts upon.

/// What is shown instead of such a character; `None` for one that is shown as it is.
///
/// C0 controls and DELETE have pictures of their own (U+2400 to U+2421); C1 controls, line and paragraph separators and
/// bidirectional controls (UAX #9, section 2) do not.
#[must_use]
pub fn picture(character: char) -> Option<char> {
    match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' => Some(char::REPLACEMENT_CHARACTER),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(char::REPLACEMENT_CHARACTER)
        }
        _ => None,
    }
}

/// A name with signs for what would not be seen of it: on one line, whatever is in it.
#[must_use]
pub fn pictured(name: &str) -> String {
    name.chars().map(|character| picture(character).unwrap_or(character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_seen_whole_and_on_one_line() {
        assert_eq!(pictured("a\u{1b}[31m\tb\r\n\0\u{7f}\u{9b}\u{202e}é \\"), "a␛[31m␉b␍␊␀␡\u{fffd}\u{fffd}é \\");
    }
}
