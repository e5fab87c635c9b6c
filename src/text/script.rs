//! Scripts whose letters look like those of another: a Cyrillic `а` in a Latin word is seen by nobody, and makes another name of it
//! (Unicode Technical Standard #39).

/// A script that is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

impl Script {
    fn name(self) -> &'static str {
        match self {
            Script::Latin => "Latin",
            Script::Greek => "Greek",
            Script::Cyrillic => "Cyrillic",
            Script::Armenian => "Armenian",
            Script::Cherokee => "Cherokee",
        }
    }

    fn of(c: char) -> Option<Script> {
        match c {
            'a'..='z'
            | 'A'..='Z'
            | '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{24f}'
            | '\u{1e00}'..='\u{1eff}' => Some(Script::Latin),
            // Δt and 5 μm are written everywhere; what looks like a Latin letter is told apart.
            'Α' | 'Β' | 'Ε' | 'Ζ' | 'Η' | 'Ι' | 'Κ' | 'Μ' | 'Ν' | 'Ο' | 'Ρ' | 'Τ' | 'Υ' | 'Χ' | 'ο' | 'ν' | 'ι'
            | 'ρ' => Some(Script::Greek),
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => Some(Script::Cyrillic),
            '\u{531}'..='\u{587}' => Some(Script::Armenian),
            '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Some(Script::Cherokee),
            _ => None,
        }
    }
}

/// A letter of another script than the rest of its word.
#[derive(Debug, PartialEq, Eq)]
pub struct Stranger<'a> {
    /// The word.
    pub word: &'a str,
    /// The letter.
    pub letter: char,
    /// The script that it is of.
    pub script: &'static str,
    /// The script that the word begins with, or has more letters of.
    pub others: &'static str,
}

/// The first word of a text with letters of two scripts.
#[must_use]
pub fn stranger(text: &str) -> Option<Stranger<'_>> {
    if text.is_ascii() {
        return None;
    }
    text.split(|c: char| !c.is_alphanumeric()).find_map(|word| {
        let letters = || word.chars().filter_map(|c| Some((c, Script::of(c)?)));
        let count = |script| letters().filter(|(_, own)| *own == script).count();
        let (_, first) = letters().next()?;
        let (_, second) = letters().find(|(_, script)| *script != first)?;
        let (main, other) = if count(second) > count(first) { (second, first) } else { (first, second) };
        let (letter, _) = letters().find(|(_, script)| *script == other)?;
        Some(Stranger { word, letter, script: other.name(), others: main.name() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_two_scripts_are_found() {
        for plain in
            ["Ana Müller", "Анна Example", "Δt of 5 μm", "ICANN и Совет", "α-Helix", "日本語ABC", "COVID‑19", "H₂O"]
        {
            assert_eq!(stranger(plain), None, "{plain}");
        }
        for (text, word, letter) in
            [("Bo \u{410}lice", "\u{410}lice", 'А'), ("\u{456}cann.org", "\u{456}cann", 'і'), ("ICΑNN", "ICΑNN", 'Α')]
        {
            let found = stranger(text).map(|stranger| (stranger.word, stranger.letter));
            assert_eq!(found, Some((word, letter)), "{text}");
        }
    }
}
