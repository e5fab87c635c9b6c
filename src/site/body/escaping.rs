//! Text and addresses as they are written into a body's HTML.

use pulldown_cmark_escape::{escape_href, escape_html_body_text};

/// Writes text between tags.
pub fn write_text(out: &mut String, text: &str) {
    // Writing to a `String` cannot fail; the result exists for other writers.
    let _infallible = escape_html_body_text(out, text);
}

/// Writes the value of an attribute that stands in double quotes.
pub(super) fn write_value(out: &mut String, value: &str) {
    // `pulldown_cmark_escape::escape_html` leaves `'` alone on some processors and escapes it on others, which would make
    // the bytes of a page depend on the machine; the function for text is the same everywhere and lacks only `"`.
    for (position, part) in value.split('"').enumerate() {
        if position > 0 {
            out.push_str("&quot;");
        }
        write_text(out, part);
    }
}

/// Writes an address into an attribute that stands in double quotes.
pub fn write_address(out: &mut String, address: &str) {
    let _infallible = escape_href(out, address);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_quotes() {
        let mut out = String::new();
        write_value(&mut out, "a\"b'<c>&");
        assert_eq!(out, "a&quot;b'&lt;c&gt;&amp;");
    }
}
