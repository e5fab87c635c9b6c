//! Characters that nobody sees: of no width, or such as turn the direction of a text. Names that differ in nothing else look the
//! same, and a direction that is not closed turns round the words of the page behind it (Unicode Technical Report #36).
//!
//! Where a script cannot do without them they are text as any other: between the letters of Persian or Hindi words, within
//! emoji, in texts that are written from right to left.

use crate::text::span::slice;

/// Whether nobody sees a character: of no width, or one that turns the direction of the text.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{e0001}'..='\u{e007f}'
    )
}

/// Whether a text may have such a character, told from its bytes.
#[must_use]
pub fn may_hold(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_unseen)
}

/// The characters of a text that nobody sees and that have no place where they stand, with where that is.
pub fn unseen(text: &str) -> impl Iterator<Item = (usize, char)> {
    let all = if may_hold(text) { text } else { "" };
    let is_right_to_left = all.contains(is_of_right_to_left);
    let found = all.char_indices().filter(|(_, c)| is_unseen(*c));
    found.filter(move |&(at, c)| {
        let before = slice(text, ..at).chars().next_back().unwrap_or_default();
        let after = slice(text, at + c.len_utf8()..).chars().next().unwrap_or_default();
        !match c {
            '\u{ad}' => before.is_alphabetic() && after.is_alphabetic(),
            '\u{200b}' => is_unspaced(before) || is_unspaced(after),
            '\u{200c}' | '\u{200d}' => before > '\u{58f}',
            '\u{202d}' | '\u{202e}' => false,
            '\u{e0020}'..='\u{e007f}' => matches!(before, '\u{1f3f4}' | '\u{e0020}'..='\u{e007f}'),
            c if is_direction(c) || is_mark_of_direction(c) => is_right_to_left,
            _ => false,
        }
    })
}

/// What such a character is called.
#[must_use]
pub fn called(c: char) -> String {
    let name = match c {
        '\u{ad}' => "a soft hyphen",
        c if is_direction(c) || is_mark_of_direction(c) => "a control of the direction of text",
        _ => "a character that nobody sees",
    };
    format!("{name}, U+{:04X}", u32::from(c))
}

/// Whether a character opens or closes a direction.
#[must_use]
pub fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_mark_of_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

fn is_of_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{60b}' | '\u{60d}'..='\u{61b}' | '\u{61d}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

/// Whether a character is of a script that is broken into lines without spaces: Thai, Lao, Tibetan, Burmese, Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// The directions that are open in a paragraph, each with its place.
#[derive(Debug, Default)]
pub struct Directions<P> {
    open: Vec<(bool, P)>,
    /// The first that closes nothing, or closes what it should not.
    stray: Option<P>,
}

impl<P> Directions<P> {
    /// Takes the next character of the paragraph.
    pub fn take(&mut self, c: char, place: P) {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => self.open.push((false, place)),
            '\u{2066}'..='\u{2068}' => self.open.push((true, place)),
            '\u{202c}' | '\u{2069}' => {
                let isolates = c == '\u{2069}';
                if self.open.pop_if(|(open, _)| *open == isolates).is_none() {
                    self.stray.get_or_insert(place);
                }
            }
            _ => {}
        }
    }

    /// Ends the paragraph: the first place that is not closed, or closes nothing.
    pub fn end(&mut self) -> Option<P> {
        let open = std::mem::take(&mut self.open).into_iter().next().map(|(_, place)| place);
        let stray = self.stray.take();
        open.or(stray)
    }
}

/// Where a text has a direction that is not closed, or closes one that is not open.
#[must_use]
pub fn unbalanced(text: &str) -> Option<(usize, char)> {
    if !may_hold(text) {
        return None;
    }
    let mut directions = Directions::default();
    text.char_indices().for_each(|(at, c)| directions.take(c, (at, c)));
    directions.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_needs_is_text() {
        for text in [
            "co\u{ad}ordinate",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
            "👩\u{200d}💻",
            "ไทย\u{200b}ไทย",
            "שלום\u{200f}!",
        ] {
            assert_eq!(unseen(text).collect::<Vec<_>>(), [], "{text:?}");
        }
        for (text, c) in [
            ("4.1\u{200b}", '\u{200b}'),
            ("a\u{200d}b", '\u{200d}'),
            ("a\u{202e}b", '\u{202e}'),
            ("א\u{202e}b", '\u{202e}'),
            ("a\u{200f}b", '\u{200f}'),
            ("\u{feff}a", '\u{feff}'),
            ("- \u{ad}", '\u{ad}'),
            ("a\u{e0041}", '\u{e0041}'),
        ] {
            assert_eq!(unseen(text).map(|(_, c)| c).collect::<Vec<_>>(), [c], "{text:?}");
        }
    }

    #[test]
    fn directions_are_closed_in_their_order() {
        for closed in ["a", "\u{202e}a\u{202c}", "\u{2067}\u{202b}a\u{202c}\u{2069}b"] {
            assert_eq!(unbalanced(closed), None, "{closed:?}");
        }
        for (open, at) in
            [("a\u{202e}b", 1), ("a\u{2069}", 1), ("\u{2067}\u{202b}a\u{2069}", 0), ("\u{202a}a\u{2069}", 0)]
        {
            assert_eq!(unbalanced(open).map(|(at, _)| at), Some(at), "{open:?}");
        }
    }
}
