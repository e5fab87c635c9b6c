//! Colours as a setting names them: `#0d5680`, or `#06f` for short.

/// A colour of sRGB: red, green and blue, from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Reads three or six hexadecimal digits. The sign before them may be missing, since YAML takes what follows one that
    /// is not in quotes for a comment.
    #[must_use]
    pub fn parse(text: &str) -> Option<Colour> {
        let digits: Option<Vec<u8>> = text
            .strip_prefix('#')
            .unwrap_or(text)
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect();
        match digits?[..] {
            [r, g, b] => Some(Colour([r * 17, g * 17, b * 17])),
            [a, b, c, d, e, f] => Some(Colour([a * 16 + b, c * 16 + d, e * 16 + f])),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_has_three_or_six_digits() {
        assert_eq!(Colour::parse("#0d5680"), Some(Colour([0x0d, 0x56, 0x80])));
        assert_eq!(Colour::parse("06F"), Some(Colour([0, 0x66, 0xff])));
        for wrong in ["", "#", "#12", "#12345", "#1234567", "blue", "##123", "#12é", "rgb(0,0,0)"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }
}
