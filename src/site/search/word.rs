//! Words: how a text is cut into what can be looked for. `themes/default/assets/find.js` cuts what a reader types in the
//! same way; a word that the two cut differently would not be found.
//!
//! Letters are folded: compatible forms (`ﬁ`, full-width letters) become one, case and the accents of alphabets go, so that
//! `Zurich` finds `Zürich`; so do characters of no width, and what stands between the thousands of a number. Scripts that write
//! no spaces between words are cut into pairs of characters. What begins with a digit is also kept whole across points and
//! brackets: `4.6(c)(iv)` is the word `4.6civ`, however it is typed; and so are words with a hyphen: `co-ordinator`.

use std::borrow::Cow;

use memchr::memchr3_iter;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::form::plain_letters;
use crate::text::span::slice;

/// A text with its letters folded.
#[must_use]
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Adds a text with its letters folded. Most of a text is ASCII even where some of it is not, and that is folded many times
/// faster; whatever forms one character with a letter beyond ASCII stands between the same two spaces.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    let text = ungrouped(text);
    let mut rest = &*text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let start = slice(rest, ..at).rfind(|c: char| c.is_ascii_whitespace()).map_or(0, |space| space + 1);
        let end = slice(rest, at..).find(|c: char| c.is_ascii_whitespace()).map_or(rest.len(), |length| at + length);
        fold_ascii(slice(rest, ..start), folded);
        fold_any(slice(rest, start..end), folded);
        rest = slice(rest, end..);
    }
    fold_ascii(rest, folded);
}

fn fold_ascii(text: &str, folded: &mut String) {
    let from = folded.len();
    folded.push_str(text);
    if let Some(added) = folded.get_mut(from..) {
        added.make_ascii_lowercase();
    }
}

fn fold_any(text: &str, folded: &mut String) {
    let plain = text.nfkd().flat_map(char::to_lowercase).filter(|&c| !is_accent(c) && !has_no_width(c));
    for c in plain.nfc() {
        match plain_letters(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(c),
        }
    }
}

/// Marks that readers may leave out: accents of European letters, vowel points of Hebrew and Arabic. The signs of other
/// scripts are as much part of a word as its letters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Characters of no width within words: where a line may or may not break, and how letters are joined.
fn has_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// What stands between the thousands of a number: English, Swiss, and as the standards of most languages have it.
const GROUPING: [char; 4] = [',', '’', '\u{a0}', '\u{202f}'];

/// A text whose numbers have nothing between their thousands: `1,234` is `1234`.
fn ungrouped(text: &str) -> Cow<'_, str> {
    let (mut ungrouped, mut done) = (String::new(), 0);
    // The bytes that the marks begin with.
    for at in memchr3_iter(b',', b'\xc2', b'\xe2', text.as_bytes()).filter(|at| *at > 0) {
        let Some(before) = text.get(done..at) else { continue };
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let last = slice(before, ..before.len() - digits).chars().next_back();
        let is_begun = last.is_some_and(|c| c.is_numeric() || matches!(c, '.' | ','));
        if !(1..=3).contains(&digits) || is_begun || (done > 0 && digits == before.len()) {
            continue;
        }
        let (groups, end) = thousands(slice(text, at..));
        if !groups.is_empty() {
            ungrouped.push_str(before);
            ungrouped.push_str(&groups);
            done = at + end;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    ungrouped.push_str(slice(text, done..));
    Cow::Owned(ungrouped)
}

/// The thousands that a text begins with, each behind the same mark, and where they end.
fn thousands(text: &str) -> (String, usize) {
    let (mut groups, mut end) = (String::new(), 0);
    let Some(mark) = text.chars().next().filter(|c| GROUPING.contains(c)) else { return (groups, end) };
    while let Some(rest) = slice(text, end..).strip_prefix(mark) {
        let Some(group) = rest.get(..3).filter(|group| group.bytes().all(|byte| byte.is_ascii_digit())) else { break };
        if slice(rest, 3..).starts_with(char::is_numeric) {
            break;
        }
        groups.push_str(group);
        end += mark.len_utf8() + 3;
    }
    (groups, end)
}

/// Which bytes are small letters or digits: a look into a table is faster than four comparisons.
static PART: [bool; 256] = {
    let mut part = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        part[byte as usize] = byte.is_ascii_lowercase() || byte.is_ascii_digit();
        byte += 1;
    }
    part
};

/// Calls a function with each word of a folded text.
pub(super) fn words(folded: &str, each: &mut impl FnMut(&str)) {
    let bytes = folded.as_bytes();
    let is_part = |byte: &u8| PART[usize::from(*byte)];
    let after = |at: usize| bytes.get(at..).unwrap_or_default().iter();
    let mut at = 0;
    while let Some(gap) = after(at).position(|byte| is_part(byte) || !byte.is_ascii()) {
        let start = at + gap;
        let end = after(start).position(|byte| !is_part(byte)).map_or(bytes.len(), |length| start + length);
        // Most words are of ASCII letters, and need no further look.
        let is_whole = |next: &u8| next.is_ascii() && *next != b'-';
        if bytes[start].is_ascii_lowercase() && bytes.get(end).is_none_or(is_whole) {
            each(slice(folded, start..end));
            at = end;
        } else {
            at = start + next_words(slice(folded, start..), each);
        }
    }
}

/// The words of what begins with a letter, a digit or something that is neither, and how long it is.
fn next_words(text: &str, each: &mut impl FnMut(&str)) -> usize {
    let mut end = run(text);
    if end == 0 {
        return text.chars().next().map_or(1, char::len_utf8);
    }
    parts(slice(text, ..end), each);
    if text.starts_with(char::is_numeric) {
        let mut whole = slice(text, ..end).to_owned();
        while let Some((gap, length)) = next_part(slice(text, end..)) {
            let part = slice(text, end + gap..end + gap + length);
            parts(part, each);
            join(part, &mut whole);
            end += gap + length;
        }
        if whole.len() > run(text) {
            each(&whole);
        }
    } else {
        let mut whole = None;
        while let Some((gap, length)) = next_of_word(slice(text, end..)) {
            let part = slice(text, end + gap..end + gap + length);
            parts(part, each);
            join(part, whole.get_or_insert_with(|| slice(text, ..end).to_owned()));
            end += gap + length;
        }
        if let Some(whole) = whole {
            each(&whole);
        }
    }
    end
}

/// All that is looked for as one word where it is the whole of a name: `Recommendation 4.1` is `recommendation4.1`.
#[must_use]
pub(super) fn joined(text: &str) -> String {
    let mut whole = String::new();
    fold(text).split(|c| !is_part(c)).for_each(|part| join(part, &mut whole));
    whole
}

/// Adds a part to what is kept whole. What stood between them is left out, as readers do, but where numbers would run
/// together.
fn join(part: &str, whole: &mut String) {
    if whole.ends_with(char::is_numeric) && part.starts_with(char::is_numeric) {
        whole.push('.');
    }
    whole.push_str(part);
}

/// Whether a character is part of a word.
fn is_part(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// How long the part of a word is that a text begins with.
fn run(text: &str) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

/// The gap to the next part of what began with a digit, and that part's length.
fn next_part(text: &str) -> Option<(usize, usize)> {
    let gap = text.find(|c| !matches!(c, '.' | '(' | ')' | '/' | ':' | '-')).filter(|&gap| gap > 0)?;
    let length = run(slice(text, gap..));
    (length > 0).then_some((gap, length))
}

/// The hyphen before the next part of what began with a letter, and that part's length.
fn next_of_word(text: &str) -> Option<(usize, usize)> {
    let gap = text.chars().next().filter(|c| matches!(c, '-' | '\u{2010}')).map(char::len_utf8)?;
    let part = slice(text, gap..);
    let length = run(part);
    (length > 0 && !part.starts_with(char::is_numeric)).then_some((gap, length))
}

/// The words of a run of letters: itself, or where it has characters of a script without spaces, each pair of those.
fn parts(run: &str, each: &mut impl FnMut(&str)) {
    if run.is_ascii() || !run.contains(is_unspaced) {
        return each(run);
    }
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        let end = rest.find(|c| is_unspaced(c) != unspaced).unwrap_or(rest.len());
        if unspaced {
            pairs(slice(rest, ..end), each)
        } else {
            each(slice(rest, ..end))
        }
        rest = slice(rest, end..);
    }
}

/// Each character with the one after it; the last stands alone, so that every character begins a word.
fn pairs(run: &str, each: &mut impl FnMut(&str)) {
    for (at, _) in run.char_indices() {
        let after = slice(run, at..).char_indices().nth(2);
        each(slice(run, at..after.map_or(run.len(), |(length, _)| at + length)));
    }
}

/// Whether a character is of a script that writes no spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(&fold(text), &mut |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn case_and_accents_make_no_difference() {
        for (one, other) in [
            ("Zürich", "zurich"),
            ("ŻÓŁĆ", "zolc"),
            ("Straße", "strasse"),
            ("İstanbul ıssız", "istanbul issiz"),
            ("ΣΟΦΟΣ", "σοφός"),
            ("ﬁne ＤＮＳ", "fine dns"),
            ("Ёлка й", "елка и"),
            ("مُحَمَّد", "محمد"),
            ("が", "か\u{3099}"),
        ] {
            assert_eq!(cut(one), cut(other));
            assert_ne!(cut(one), [""; 0], "{one}");
        }
    }

    #[test]
    fn words_of_every_script_are_found() {
        assert_eq!(cut("DNS-Security, 2nd"), ["dns", "security", "dnssecurity", "2nd"]);
        assert_eq!(cut("सुरक्षा समीक्षा"), ["सुरक्षा", "समीक्षा"]);
        assert_eq!(cut("보안 검토"), ["보안", "검토"]);
        assert_eq!(cut("安全审查"), ["安全", "全审", "审查", "查"]);
        assert_eq!(cut("ICANN会議a"), ["icann", "会議", "議", "a"]);
        assert_eq!(cut("会"), ["会"]);
        assert_eq!(cut("— … !"), [""; 0]);
    }

    #[test]
    fn what_nobody_hears_makes_no_difference() {
        for (one, other) in [
            ("co\u{ad}ordi\u{ad}nator ze\u{200b}ro", "coordinator zero"),
            ("1,234 and 12,345,678", "1234 and 12345678"),
            ("(1\u{202f}234) 1’234.50", "(1234) 1234.50"),
            ("1,2345 1234,567", "1 2345 1234 567"),
            ("in 4.1,200 1,234,5678", "in 4.1 200 1234 5678"),
            ("9,100,", "9100"),
        ] {
            assert_eq!(cut(one), cut(other), "{one}");
        }
        for whole in ["co-ordinator", "co\u{2010}ordinator", "co\u{2011}ordinator"] {
            assert_eq!(cut(whole), ["co", "ordinator", "coordinator"]);
        }
        assert_eq!(
            cut("end-to-end dns-2019-03 x-"),
            ["end", "to", "end", "endtoend", "dns", "2019", "03", "2019.03", "x"]
        );
    }

    #[test]
    fn labels_are_kept_whole() {
        assert_eq!(cut("4.6(c)(iv)."), ["4", "6", "c", "iv", "4.6civ"]);
        assert_eq!(cut("4.6civ"), ["4", "6civ", "4.6civ"]);
        assert_eq!(cut("Recommendation 4.1, 2018"), ["recommendation", "4", "1", "4.1", "2018"]);
        assert_eq!(joined("Recommendation 4.1"), "recommendation4.1");
        assert_eq!(joined("4.6-c-iv"), "4.6civ");
        assert_eq!(joined("4.6 (c) (iv)"), "4.6civ");
    }

    /// The script of the search is held against the same cuts.
    #[test]
    fn texts_are_cut_as_in_the_browser() {
        let texts: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../../tests/words.json")).expect("texts with their words");
        assert!(texts.len() > 10, "{} texts", texts.len());
        for (text, words) in texts {
            assert_eq!(cut(&text), words, "{text}");
        }
    }
}
