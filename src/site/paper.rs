//! What a review says on paper besides its pages: what it is called stands at the head of each sheet but the first, where its
//! name stands anyway.

use std::fmt::Write as _;

/// The rules of a style sheet for a running head.
#[must_use]
pub(super) fn running_head(text: &str) -> String {
    let head = string(text);
    format!("@page {{ @top-left {{ content: {head}; }} }}\n@page :first {{ @top-left {{ content: none; }} }}\n")
}

/// A text as a string of CSS (CSS Syntax 3, "consume a string token").
fn string(text: &str) -> String {
    let mut string = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => string.extend(['\\', c]),
            c if c.is_control() || c == '<' => {
                // Writing to a string does not fail.
                let _ = write!(string, "\\{:x} ", u32::from(c));
            }
            c => string.push(c),
        }
    }
    string.push('"');
    string
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_ends_its_string() {
        assert_eq!(string("SSR2"), "\"SSR2\"");
        assert_eq!(string("the \"second\" \\ é"), "\"the \\\"second\\\" \\\\ é\"");
        assert_eq!(string("a\n</style>"), "\"a\\a \\3c /style>\"");
    }
}
