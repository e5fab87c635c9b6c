//! Forms of one text: what differs in its characters and is the same to readers, systems or hosts.
//!
//! An accented letter is one character, or a letter and a mark that is put on it (Unicode Standard Annex #15). Which of the two
//! a file's name has depends on the system and the program that wrote it, and nobody sees it. Names and whatever leads to them are
//! compared in the composed form (NFC), which addresses have too; a file is opened by the name that it has.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::decompose_canonical;
pub use unicode_normalization::char::is_combining_mark as is_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text in its composed form.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// A text without the difference of upper and lower case: two that some file system or host takes for one fold alike.
///
/// What has two letters in the other case has them here as well (`ß`, `SS`); the dotless `ı` is a letter of its own.
#[must_use]
pub fn fold_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    composed(text).chars().flat_map(fold).collect()
}

/// Whether a text is its own fold.
#[must_use]
pub fn is_folded(text: &str) -> bool {
    if text.is_ascii() { !text.bytes().any(|byte| byte.is_ascii_uppercase()) } else { fold_case(text) == text }
}

/// The letters that a letter folds to.
pub fn fold(c: char) -> impl Iterator<Item = char> {
    let upper = c.to_uppercase().flat_map(char::to_lowercase);
    let own = (c == 'ı').then_some(c);
    own.into_iter().chain(upper.filter(move |_| own.is_none()))
}

/// A text in which the characters are told apart that one form has and another has not: `zo[U+00EB]`, `zoe[U+0308]`.
#[must_use]
pub fn spelt(text: &str) -> String {
    let mut spelt = String::new();
    for c in text.chars() {
        let mut parts = 0;
        decompose_canonical(c, |_| parts += 1);
        if is_mark(c) || parts > 1 {
            // A text takes whatever is written to it.
            write!(spelt, "[U+{:04X}]", u32::from(c)).unwrap_or_default();
        } else {
            spelt.push(c);
        }
    }
    spelt
}

/// Letters that have no decomposition, as readers without that key write them.
#[must_use]
pub fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_text_are_composed_alike() {
        assert_eq!(composed("zoe\u{308}"), "zo\u{eb}");
        assert!(matches!(composed("zoë"), Cow::Borrowed(_)) && matches!(composed("plain"), Cow::Borrowed(_)));
        assert_eq!((&*spelt("zoë"), &*spelt("zoe\u{308}")), ("zo[U+00EB]", "zoe[U+0308]"));
    }

    #[test]
    fn case_folds_as_a_whole() {
        for (one, other) in [("straße", "STRASSE"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("E\u{301}TUDE", "étude"), ("ﬁ", "FI")]
        {
            assert_eq!(fold_case(one), fold_case(other));
        }
        assert_ne!(fold_case("ısı"), fold_case("isi"));
    }
}
