//! Bytes as browsers decode them, as far as it matters where markup begins and ends in them.

/// What the first bytes of a file say, before it is known whether all of it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A tag, a declaration or a comment: what a browser that is told no type, or a program that finds out itself, takes for
    /// HTML or XML (MIME Sniffing, 7.1, which knows fewer).
    Markup,
    /// What an interpreter reads, if a host has one for it.
    Script,
    /// Anything else.
    Other,
}

/// What a file that begins with these bytes may be taken for.
pub(super) fn beginning(bytes: &[u8]) -> Beginning {
    // Whatever the order of the bytes of UTF-16, every second one is zero in markup.
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .or(bytes.strip_prefix(b"\xff\xfe"))
        .or(bytes.strip_prefix(b"\xfe\xff"))
        .unwrap_or(bytes);
    let mut plain =
        bytes.iter().copied().filter(|byte| *byte != 0).skip_while(|byte| byte.is_ascii_whitespace() || *byte == 0x0b);
    match (plain.next(), plain.next()) {
        (Some(b'<'), Some(b'?')) if plain.next().is_none_or(|byte| byte != b'x' && byte != b'X') => Beginning::Script,
        (Some(b'<'), Some(b'%')) => Beginning::Script,
        (Some(b'#'), Some(b'!')) => Beginning::Script,
        (Some(b'<'), Some(next)) if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/') => {
            Beginning::Markup
        }
        _ => Beginning::Other,
    }
}

/// The text of an XML file (XML 1.0, appendix F); `None` where browsers may not agree about it.
///
/// Encodings of single bytes that hold ASCII are all alike here: markup is ASCII. Those in which a byte of ASCII can be a part
/// of something else (Shift JIS, UTF-7, ISO 2022 …) are not judged.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, b'<', ..] | [b'<', 0, 0, 0, ..] => None,
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf_16(bytes, u16::from_le_bytes),
        [0, b'<', ..] => utf_16(bytes, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => eight_bits(bytes),
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    rest.is_empty().then(|| char::decode_utf16(units).collect::<Result<String, _>>().ok())?
}

fn eight_bits(bytes: &[u8]) -> Option<String> {
    let encoding = declared(bytes)?;
    let is_single = ["iso-8859-", "windows-125", "latin"].iter().any(|start| encoding.starts_with(start));
    match std::str::from_utf8(bytes) {
        // All of these read ASCII as it is, and bytes beyond it as something that is no markup.
        Ok(text) if is_single || matches!(&*encoding, "utf-8" | "utf8" | "us-ascii" | "ascii") => Some(text.to_owned()),
        Err(_) if is_single => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        _ => None,
    }
}

/// The encoding that the declaration at the start of a file names, in lower case, or the one that holds where there is none;
/// `None` if it cannot be told.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = bytes.trim_ascii_start();
    if !start.starts_with(b"<?xml") {
        return Some("utf-8".to_owned());
    }
    let end = start.iter().take(1024).position(|byte| *byte == b'>')?;
    let declaration = start[..end].to_ascii_lowercase();
    let declaration = std::str::from_utf8(&declaration).ok()?;
    let Some((_, rest)) = declaration.split_once("encoding") else { return Some("utf-8".to_owned()) };
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (name, rest) = rest.strip_prefix(quote)?.split_once(quote)?;
    (!rest.contains("encoding")).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_seen_at_the_start_of_a_file_in_any_encoding() {
        for text in ["<html>", " \n\t<!doctype html>", "<svg", "<?xml ", "</a>", "\u{feff}<a"] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Markup, "{text}");
            for unit in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
                assert_eq!(beginning(&bytes), Beginning::Markup, "{text}");
            }
        }
        for text in ["<?php x", "<?= x", "<% x", "#!/bin/sh", "\n<?\n"] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Script, "{text}");
        }
        for text in ["", "<", "< a", "<3", "text <script>", "%PDF-1.7", "# Title"] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Other, "{text}");
        }
    }

    #[test]
    fn xml_is_decoded_as_browsers_do_or_not_at_all() {
        let text = "<a>ž</a>";
        assert_eq!(decode(text.as_bytes()).as_deref(), Some(text));
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            for text in [text, "\u{feff}<a>ž</a>"] {
                let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
                assert_eq!(decode(&bytes).as_deref(), Some("<a>ž</a>"));
            }
        }
        let declares =
            |encoding: &str| [b"<?xml version='1.0' encoding='", encoding.as_bytes(), b"'?><a>\xe9</a>"].concat();
        for encoding in ["iso-8859-1", "ISO-8859-15", "windows-1252"] {
            assert!(decode(&declares(encoding)).is_some_and(|text| text.ends_with("<a>é</a>")), "{encoding}");
        }
        for encoding in ["utf-8", "utf-16", "utf-7", "shift_jis", "iso-2022-jp", "x", ""] {
            assert_eq!(decode(&declares(encoding)), None, "{encoding}");
        }
        for encoding in ["utf-16", "utf-7", "hz-gb-2312"] {
            assert_eq!(
                decode(format!("<?xml version='1.0' encoding='{encoding}'?><a/>").as_bytes()),
                None,
                "{encoding}"
            );
        }
        assert_eq!(decode(b"\xff\xfe\0\0<\0\0\0"), None);
        assert_eq!(decode(b"\xff\xfe<\0a"), None);
        assert_eq!(decode(b"<a>\xff</a>"), None);
    }
}
