//! Text of the review that is safe to print: nothing in it can move the cursor, change colours or reorder a line.

use std::borrow::Cow;

use crate::text::picture::picture;

/// What is printed instead of a character that would not be seen, or would act; `None` where it is printed as it is, and
/// for tab and line feed, which are left to the caller.
pub(super) fn stand_in(character: char) -> Option<char> {
    match character {
        '\t' | '\n' => None,
        character => picture(character),
    }
}

/// The text with stand-ins; tabs become spaces, line feeds stay.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(|character| character == '\t' || stand_in(character).is_some()) {
        return Cow::Borrowed(text);
    }
    let shown = |character| if character == '\t' { ' ' } else { stand_in(character).unwrap_or(character) };
    Cow::Owned(text.chars().map(shown).collect())
}

/// JSON in which those characters are escaped that its syntax allows but a terminal or a reader of lines acts upon.
///
/// Outside of strings JSON is ASCII, so each of them stands in a string and keeps its meaning.
pub(super) fn visible_json(json: &str) -> Cow<'_, str> {
    let acts = |character: char| character != '\n' && stand_in(character).is_some();
    if !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for character in json.chars() {
        if acts(character) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_pictures() {
        assert_eq!(visible("a\u{1b}[31m\tb\r\n\u{7f}\u{9b}\u{202e}é"), "a␛[31m b␍\n␡\u{fffd}\u{fffd}é");
        assert!(matches!(visible("plain é\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn escaped_json_means_the_same() {
        let text = "\u{9b}\u{2028}\u{7f}\u{202e}";
        let json = serde_json::to_string(text).unwrap_or_default();
        let escaped = visible_json(&json);
        assert_eq!(escaped, r#""\u009b\u2028\u007f\u202e""#);
        assert_eq!(serde_json::from_str::<String>(&escaped).ok().as_deref(), Some(text));
    }
}
