//! What is wrong with an address whose scheme is good: one that leads nowhere, or to another place than readers believe.

use std::net::Ipv6Addr;

use crate::text::code::Code;
use crate::text::script::stranger;
use crate::text::span::slice;

/// What is wrong with an address.
#[derive(Debug, PartialEq, Eq)]
pub struct AddressFault {
    /// Which kind of problem it is.
    pub code: Code,
    /// What was found.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl AddressFault {
    fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> AddressFault {
        AddressFault { code, message: message.into(), help: help.into() }
    }
}

/// What is wrong with an address of the web, of mail or of a telephone; nothing of others.
#[must_use]
pub fn fault(address: &str) -> Option<AddressFault> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let broken = |message: String, help: &str| Some(AddressFault::new(Code::InvalidAddress, message, help));
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => web(scheme, rest),
        "mailto" | "tel" if rest.trim_start_matches('/').is_empty() => {
            broken(format!("`{address}` leads to nobody"), "write the whole address, or leave it out")
        }
        "mailto" if rest.split('?').next().is_some_and(|to| !to.is_empty() && !to.contains(['@', '%'])) => {
            broken(format!("`{address}` has no `@`"), "write `mailto:name@example.org`")
        }
        "mailto" if rest.contains(char::is_whitespace) => {
            broken(format!("`{address}` has a space in it"), "write `mailto:name@example.org`")
        }
        _ => None,
    }
}

fn web(scheme: &str, rest: &str) -> Option<AddressFault> {
    let broken = |message: String, help: &str| Some(AddressFault::new(Code::InvalidAddress, message, help));
    let whole = "write the whole address, as in `https://www.example.org/page`";
    let Some(after) = rest.strip_prefix("//") else {
        let after = rest.trim_start_matches(['/', '\\']);
        let host = host_and_port(authority(after)).0;
        let meant = format!("write it whole: `{}://{after}`", scheme.to_ascii_lowercase());
        let is_whole = host.contains('.') && is_host(host);
        return broken(format!("`{scheme}:` is not followed by `//`"), if is_whole { &meant } else { whole });
    };
    let authority = authority(after);
    let (user, place) = authority.rsplit_once('@').map_or((None, authority), |(user, place)| (Some(user), place));
    let (host, port) = host_and_port(place);
    if host.is_empty() {
        return broken("the address names no host".to_owned(), whole);
    }
    if let Some(user) = user {
        let message = format!("`{user}` in the address is the name of a user: it leads to `{host}`");
        return Some(AddressFault::new(Code::UnsafeAddress, message, format!("write `{scheme}://{host}…`")));
    }
    if port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err()) {
        return broken(format!("`{}` is no port", port.unwrap_or_default()), "a port is a number up to 65535");
    }
    let Some(letters) = in_letters(host).filter(|_| is_host(host)) else {
        return broken(format!("`{host}` is not the name of a host"), whole);
    };
    let stranger = stranger(&letters)?;
    let message = format!(
        "`{}` in the address has a {} letter among {} ones, U+{:04X}",
        stranger.word,
        stranger.script,
        stranger.others,
        u32::from(stranger.letter)
    );
    Some(AddressFault::new(Code::MisleadingAddress, message, "type the name of the host again"))
}

/// What stands between the `//` of an address and its path. A backslash is a slash to browsers.
fn authority(after: &str) -> &str {
    slice(after, ..after.find(['/', '\\', '?', '#']).unwrap_or(after.len()))
}

fn host_and_port(place: &str) -> (&str, Option<&str>) {
    let colon = if place.starts_with('[') { place.find("]:").map(|at| at + 1) } else { place.find(':') };
    colon.map_or((place, None), |at| (slice(place, ..at), Some(slice(place, at + 1..))))
}

fn is_host(host: &str) -> bool {
    if let Some(ip) = host.strip_prefix('[') {
        return ip.strip_suffix(']').is_some_and(|ip| ip.parse::<Ipv6Addr>().is_ok());
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.contains(|c: char| c.is_control() || c.is_whitespace() || "\"%<>[]^`{|}$&!*'(),;=+~".contains(c))
    };
    host.split('.').all(is_label)
}

/// The name of a host in the letters that browsers show and compare, whichever way it is written: `xn--bcher-kva.example` is
/// `bücher.example`. `None` where a label cannot be read.
fn in_letters(host: &str) -> Option<String> {
    if host.starts_with('[') {
        return Some(host.to_lowercase());
    }
    let (letters, read) = idna::domain_to_unicode(host);
    read.is_ok().then_some(letters)
}

/// The host that an address of the web leads to, in letters and lower case and without `www.`.
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let authority = authority(rest);
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let host = host_and_port(place).0.trim_end_matches('.');
    let host = in_letters(host).unwrap_or_else(|| host.to_lowercase());
    Some(host.strip_prefix("www.").map_or(host.clone(), str::to_owned))
}

/// Endings of names of hosts that are taken for one where nothing else says so: `example.org`, but not `report.pdf`.
const ENDINGS: [&str; 7] = [".org", ".com", ".net", ".gov", ".edu", ".int", ".eu"];

/// The host that the text of a link names, where it leads to another.
#[must_use]
pub fn other_host(text: &str, address: &str) -> Option<AddressFault> {
    let text = text.trim();
    if text.contains(char::is_whitespace) || !text.contains('.') {
        return None;
    }
    let lower = text.to_lowercase();
    let is_whole = lower.starts_with("http://") || lower.starts_with("https://");
    let begin = lower.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let ends_as_one = ENDINGS.iter().any(|ending| begin.ends_with(ending));
    let is_encoded = begin.split('.').any(|label| label.starts_with("xn--"));
    let is_name = lower.starts_with("www.") || ((ends_as_one || is_encoded) && !begin.contains('@'));
    let named = match (is_whole, is_name) {
        (true, _) => host(&lower)?,
        (false, true) => host(&format!("https://{lower}"))?,
        (false, false) => return None,
    };
    let to = host(address)?;
    let is_within = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'));
    // An archive shows what was at another address.
    let is_archive = to.split('.').any(|label| label.contains("archive") || label == "perma");
    if named.is_empty() || to == named || is_within(&to, &named) || is_within(&named, &to) || is_archive {
        return None;
    }
    let message = format!("the text names `{named}`, and the link leads to `{to}`");
    Some(AddressFault::new(
        Code::MisleadingAddress,
        message,
        "let the text say where the link leads, or name what is there",
    ))
}

/// What a link leads to, where a text is nothing but one, with its marks: `[words](address)`, `<address>`, `[[id|words]]`.
#[must_use]
pub fn without_marks(text: &str) -> Option<String> {
    let text = text.trim();
    let reference = || text.strip_prefix("[[")?.strip_suffix("]]")?.split('|').next();
    let inline = || Some(text.strip_prefix('[')?.strip_suffix(')')?.split_once("](")?.1);
    let inside = reference().or_else(|| text.strip_prefix('<')?.strip_suffix('>')).or_else(inline)?;
    let inside = inside.trim_matches(['<', '>', ' ']);
    let scheme = if without_scheme(inside) { "https://" } else { "" };
    (!inside.is_empty()).then(|| format!("{scheme}{inside}"))
}

/// Whether a text is an address of the web but for its scheme.
#[must_use]
pub fn without_scheme(text: &str) -> bool {
    text.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_nowhere_or_elsewhere_is_told() {
        for fine in [
            "https://example.org",
            "https://example.org:8080/a b?x=@#y",
            "http://[::1]/x",
            "http://[2001:db8::1]:80/",
            "https://localhost",
            "https://bücher.example/",
            "https://пример.рф/",
            "https://xn--e1afmkfd.xn--p1ai/",
            "https://xn--bcher-kva.example/",
            "mailto:a@example.org?subject=x",
            "mailto:?subject=x",
            "tel:+41-1",
            "../a.md",
        ] {
            assert_eq!(fault(fine), None, "{fine}");
        }
        for (address, code) in [
            ("https:example.org/a", Code::InvalidAddress),
            ("http:/x", Code::InvalidAddress),
            ("https://", Code::InvalidAddress),
            ("https:///x", Code::InvalidAddress),
            ("https://exa mple.org", Code::InvalidAddress),
            ("https://exa%20mple.org", Code::InvalidAddress),
            ("https://example.org:99999/", Code::InvalidAddress),
            ("https://a..b/", Code::InvalidAddress),
            ("http://[::1/x", Code::InvalidAddress),
            ("mailto:", Code::InvalidAddress),
            ("mailto:nobody", Code::InvalidAddress),
            ("tel:", Code::InvalidAddress),
            ("https://user:pw@example.org/", Code::UnsafeAddress),
            ("https://icann.org@evil.example/", Code::UnsafeAddress),
            ("http://icann.org%2f@evil.example", Code::UnsafeAddress),
            ("https://www.\u{456}cann.org/login", Code::MisleadingAddress),
            // The same host, as the system of names has it.
            ("https://www.xn--cann-k9d.org/login", Code::MisleadingAddress),
            ("https://xn--a!.example/", Code::InvalidAddress),
            ("https://xn--99999999.example/", Code::InvalidAddress),
        ] {
            assert_eq!(fault(address).map(|fault| fault.code), Some(code), "{address}");
        }
    }

    #[test]
    fn a_text_that_names_another_host_than_the_link_is_told() {
        for (text, address) in [
            ("https://www.icann.org/login", "https://icann.org/login"),
            ("icann.org", "https://www.icann.org"),
            ("gnso.icann.org", "https://icann.org/x"),
            ("https://icann.org/x", "https://web.archive.org/web/2020/https://icann.org/x"),
            ("report.pdf", "https://example.org/report.pdf"),
            ("the report of icann.org", "https://example.org"),
            ("me@example.org", "https://other.example"),
            ("4.1", "https://other.example"),
            ("https://b\u{fc}cher.example/x", "https://xn--bcher-kva.example/x"),
            ("www.xn--bcher-kva.example", "https://B\u{dc}CHER.example"),
            ("xn--bcher-kva.example", "https://shop.bu\u{308}cher.example"),
            ("www.icann.org", "https://\u{ff49}cann\u{3002}org/"),
        ] {
            assert_eq!(other_host(text, address), None, "{text}");
        }
        for (text, address) in [
            ("https://www.icann.org/login", "https://www.\u{456}cann.org/login"),
            ("icann.org", "https://evil.example/icann.org"),
            ("www.icann.org", "https://icann.org.evil.example"),
            ("icann.org", "https://noticann.org"),
            ("icann.org", "https://xn--cann-k9d.org/"),
            ("https://b\u{fc}cher.example", "https://xn--mnchen-3ya.example"),
            ("xn--bcher-kva.example", "https://evil.example/"),
        ] {
            assert!(other_host(text, address).is_some(), "{text}");
        }
    }

    #[test]
    fn encoded_hosts_are_read_and_others_stay() {
        for (host, letters) in [
            ("icann.org", "icann.org"),
            ("Bücher.example", "bücher.example"),
            ("xn--bcher-kva.example", "bücher.example"),
            ("XN--Bcher-KVA.example", "bücher.example"),
            ("xn--80ak6aa92e.com", "аррӏе.com"),
            ("日本語。example", "日本語.example"),
            ("my_host.example", "my_host.example"),
            ("[::1]", "[::1]"),
        ] {
            assert_eq!(in_letters(host).as_deref(), Some(letters), "{host}");
        }
        for broken in ["xn--.org", "xn--a.org", "xn--icann-.org", "xn--99999999.org"] {
            assert_eq!(in_letters(broken), None, "{broken}");
        }
    }

    #[test]
    fn what_a_link_leads_to_stands_without_its_marks() {
        for (text, alone) in [
            ("[x](www.example.org)", Some("https://www.example.org")),
            ("[x](<https://example.org/a>)", Some("https://example.org/a")),
            ("<https://example.org>", Some("https://example.org")),
            ("[[documents/a|x]]", Some("documents/a")),
            ("[x](documents/a)", Some("documents/a")),
            ("documents/a", None),
            ("[1] and (2)", None),
            ("<>", None),
        ] {
            assert_eq!(without_marks(text).as_deref(), alone, "{text}");
        }
    }
}
