//! Escaping for HTML and XML, the same on every machine.
//!
//! `pulldown_cmark_escape::escape_html` leaves `'` alone where the processor has wide instructions and escapes it where it
//! has none, so that the bytes of a page would depend on the machine. Its function for text is the same everywhere and
//! lacks only the two quotes.

use std::io;

use memchr::memchr2;
use pulldown_cmark_escape::{IoWriter, escape_html_body_text};

use crate::text::span::slice;

/// The longest text of which it is faster to look at each byte than to prepare a search.
const SHORT: usize = 48;

/// Whether a byte needs escaping. Whoever looks at many at once must not stop at the first, so that there are no branches.
const fn is_escaped(byte: u8) -> bool {
    (byte == b'"') | (byte == b'&') | (byte == b'\'') | (byte == b'<') | (byte == b'>')
}

/// The same of each: for one byte, a look into a table is faster than five comparisons.
static ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        escaped[byte as usize] = is_escaped(byte);
        byte += 1;
    }
    escaped
};

/// Whether a text is short and needs no escaping, as most of what stands on pages.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let (blocks, rest) = text.as_bytes().as_chunks::<16>();
    let is_here = |byte: &u8| ESCAPED[usize::from(*byte)];
    text.len() <= SHORT && !rest.iter().any(is_here) && !blocks.iter().any(has_escaped)
}

/// Whether one of so many bytes needs escaping: all are looked at, which processors do side by side.
fn has_escaped(block: &[u8; 16]) -> bool {
    block.iter().fold(false, |any, &byte| any | is_escaped(byte))
}

/// Writes text so that it may stand in content and in attributes, whichever quotes these have.
///
/// # Errors
/// What the writer says.
pub fn write(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    if is_plain(text) {
        return out.write_all(text.as_bytes());
    }
    let mut rest = text;
    while let Some(at) = memchr2(b'"', b'\'', rest.as_bytes()) {
        escape_html_body_text(IoWriter(&mut *out), slice(rest, ..at))?;
        out.write_all(if rest.as_bytes()[at] == b'"' { b"&quot;" } else { b"&#39;" })?;
        rest = slice(rest, at + 1..);
    }
    escape_html_body_text(IoWriter(&mut *out), rest)
}

/// The text, escaped.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 16);
    // Writing to memory cannot fail, and escaping keeps UTF-8.
    write(text, &mut out).unwrap_or_default();
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_escaping_is_found_wherever_it_stands() {
        for length in 1..=SHORT + 1 {
            for (at, byte) in (0..length).flat_map(|at| (0..128).map(move |byte| (at, byte))) {
                let text = "x".repeat(at) + &char::from(byte).to_string() + &"x".repeat(length - at - 1);
                let expected = length <= SHORT && !matches!(byte, b'"' | b'&' | b'\'' | b'<' | b'>');
                assert_eq!(is_plain(&text), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn nothing_in_a_text_can_end_the_attribute_or_element_it_stands_in() {
        let long = "x".repeat(40);
        assert_eq!(
            escaped(&format!("{long}<a href=\"b\">'&'</a>")),
            format!("{long}&lt;a href=&quot;b&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;")
        );
        assert_eq!(escaped("'é'"), "&#39;é&#39;");
    }
}
