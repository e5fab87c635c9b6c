//! Addresses inside the site: a path from its root, and the way to it from a page.
//!
//! Every link is relative, so that the same bytes work under any address, under any sub-path and from a disk.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::site::portable::unportable;
use crate::text::form::composed;

/// What is not written as it is in the path of an address (RFC 3986, 3.3, less what HTML and hosts trip over).
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The longest part of an alias, in bytes: a folder is made of it, and file systems allow 255.
const LONGEST_PART: usize = 200;

/// What stands between the id of a record and the id of a heading in its body, in a document with both: no name has it in
/// it.
pub const WITHIN: char = ':';

/// A path of the site as it is written in an address.
#[must_use]
pub fn encode(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, NOT_IN_PATH).into()
}

/// The way from a page to the root of the site: `../../` from `recommendations/4.1/`, `./` from the root itself.
#[must_use]
pub fn to_root(file: &str) -> String {
    let depth = file.matches('/').count();
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

/// The address of a file of the site: a folder for its `index.html`.
#[must_use]
pub fn of_file(file: &str) -> &str {
    match file.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => file,
    }
}

/// The file of an alias: a former id or a former path of the site.
///
/// # Errors
/// Why the alias cannot be an address of the site, in lower case.
pub fn of_alias(alias: &str) -> Result<String, String> {
    if alias.starts_with('/') {
        return Err("an alias begins at the root of the site without a `/`".to_owned());
    }
    // A host looks for the file that an address stands for: `Review%20Team` is `Review Team`.
    let decoded = percent_decode_str(alias).decode_utf8().map_err(|_| "its `%` stand for no text".to_owned())?;
    let composed = composed(&decoded);
    let path = composed.strip_suffix('/').unwrap_or(&composed);
    for part in path.split('/') {
        match part {
            "" => return Err("one of its parts is empty".to_owned()),
            ".." | "." => return Err("an alias cannot lead out of the site".to_owned()),
            _ if part.starts_with('.') => return Err("hosts do not show what begins with a dot".to_owned()),
            _ if part.contains('\\') => return Err("an alias has no backslash".to_owned()),
            _ if part.len() > LONGEST_PART => {
                return Err(format!("one of its parts is {} bytes long, more than {LONGEST_PART}", part.len()));
            }
            _ => {}
        }
    }
    if alias.contains('?') {
        return Err("what stands behind a `?` is asked of a program, and there is none".to_owned());
    }
    if let Some(reason) = unportable(path) {
        return Err(reason);
    }
    let is_file =
        [".html", ".htm", ".xml", ".php", ".aspx"].iter().any(|ending| path.ends_with(ending)) && !alias.ends_with('/');
    Ok(if is_file { path.to_owned() } else { format!("{path}/index.html") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_back_to_the_root() {
        assert_eq!(to_root("index.html"), "./");
        assert_eq!(to_root("recommendations/4.1/index.html"), "../../");
        assert_eq!(of_file("recommendations/4.1/index.html"), "recommendations/4.1/");
        assert_eq!(of_file("index.html"), "");
        assert_eq!(of_file("404.html"), "404.html");
    }

    #[test]
    fn names_of_other_scripts_are_encoded() {
        assert_eq!(encode("people/žarko/a b.pdf"), "people/%C5%BEarko/a%20b.pdf");
    }

    #[test]
    fn an_alias_stays_in_the_site() {
        assert_eq!(of_alias("recommendations/12").as_deref(), Ok("recommendations/12/index.html"));
        assert_eq!(of_alias("rec/12.html").as_deref(), Ok("rec/12.html"));
        for (alias, file) in [
            ("display/SSR/Final+Report", "display/SSR/Final+Report/index.html"),
            ("wiki/Main_Page_(old)", "wiki/Main_Page_(old)/index.html"),
            ("node/12,13", "node/12,13/index.html"),
            ("_old/page.html", "_old/page.html"),
            ("~jane/x@y", "~jane/x@y/index.html"),
            ("Review%20Team", "Review Team/index.html"),
            ("caf%C3%A9/", "café/index.html"),
            ("SSR's page", "SSR's page/index.html"),
        ] {
            assert_eq!(of_alias(alias).as_deref(), Ok(file));
        }
        for alias in ["a?id=1", "%2e%2e/x", "a%2F..%2Fb", "%ff", "a%00b", ".ssh/x", "a%5Cb", "-rf"] {
            assert!(of_alias(alias).is_err(), "{alias}");
        }
        for alias in ["../../.ssh/authorized_keys", "/abs", "C:\\x", "con", "a//b", "", ".git/config", "a/../b"] {
            assert!(of_alias(alias).is_err(), "{alias}");
        }
    }
}
