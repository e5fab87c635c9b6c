//! What a request asks for, and whether this server is meant: text only, so that it can be tried without a socket.
//!
//! A page on the web can have a browser send any request to this machine, under any name that its owner has made lead
//! here. Nothing is answered under a name that is not this server's own.

use std::net::{IpAddr, SocketAddr};

use percent_encoding::percent_decode_str;

use crate::text::form::composed;

/// The port that an address without one means.
const DEFAULT_PORT: u16 = 80;

/// The names that this server is reached by.
#[derive(Debug)]
pub(super) struct HostNames {
    address: SocketAddr,
    allowed: Vec<String>,
}

impl HostNames {
    /// The names of a server that listens on an address; `allowed` are those that its user vouches for.
    pub(super) fn new(address: SocketAddr, allowed: Vec<String>) -> HostNames {
        HostNames { address, allowed }
    }

    /// Whether the value of a `Host` header names this server.
    ///
    /// A name that was allowed counts with any port: it leads here through something else, which has a port of its own.
    pub(super) fn is_own(&self, host: &str) -> bool {
        let Some((name, port)) = split(host) else { return false };
        let is_here = match name {
            HostName::Ip(ip) => self.is_own_ip(ip),
            HostName::Text(text) if self.is_allowed(text) => return true,
            HostName::Text(text) => text.eq_ignore_ascii_case("localhost"),
        };
        is_here && port == self.address.port()
    }

    /// Whether the value of a `Host` header can be one at all (RFC 9110, 7.2).
    pub(super) fn is_well_formed(host: &str) -> bool {
        match split(host) {
            Some((HostName::Ip(_), _)) => true,
            Some((HostName::Text(name), _)) => !name.is_empty() && name.bytes().all(may_be_in_name),
            None => false,
        }
    }

    /// Whether a page of this server sent a request, by its `Origin` and `Host` headers.
    ///
    /// They must be equal: another machine's address, be it an IP address or have our port, is as foreign as any other.
    pub(super) fn is_own_origin(&self, origin: &str, host: &str) -> bool {
        let authority = match origin.split_once("://") {
            Some(("http", authority)) => authority,
            // What leads here from an allowed name may well be encrypted up to there.
            Some(("https", authority)) if self.is_allowed_host(authority) => authority,
            _ => return false,
        };
        authority.eq_ignore_ascii_case(host) && self.is_own(host)
    }

    fn is_own_ip(&self, ip: IpAddr) -> bool {
        let listened_on = self.address.ip().to_canonical();
        ip.is_loopback() || ip == listened_on || listened_on.is_unspecified()
    }

    fn is_allowed_host(&self, host: &str) -> bool {
        matches!(split(host), Some((HostName::Text(name), _)) if self.is_allowed(name))
    }

    fn is_allowed(&self, name: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(name))
    }
}

/// A name in a `Host` header.
enum HostName<'a> {
    Ip(IpAddr),
    Text(&'a str),
}

/// Whether a byte may stand in a registered name (RFC 3986, 3.2.2).
fn may_be_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=".contains(&byte)
}

/// The name and the port of a `Host` header; `None` if it is none (RFC 9110, 7.2).
fn split(host: &str) -> Option<(HostName<'_>, u16)> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (ip, rest) = rest.split_once(']')?;
            let ip = IpAddr::V6(ip.parse().ok()?).to_canonical();
            (HostName::Ip(ip), if rest.is_empty() { None } else { Some(rest.strip_prefix(':')?) })
        }
        None => {
            let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
            (name.parse().map_or(HostName::Text(name), |ip| HostName::Ip(IpAddr::V4(ip))), port)
        }
    };
    // `parse` would also take a sign.
    let port = match port {
        // A port may be left out behind its colon (RFC 3986, 3.2.3).
        None | Some("") => DEFAULT_PORT,
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??,
    };
    Some((name, port))
}

/// The path of the site that the path of an address means, without its leading slash; `None` if no site has it.
///
/// It is decoded once. What could lead anywhere else on any system is no path of a site: the answer to it need not be
/// clever.
pub(super) fn path_of(path: &str) -> Option<String> {
    let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let leads_out = path.starts_with('/')
        || path.contains(|c: char| c == '\\' || c.is_control())
        || path.split('/').any(|part| matches!(part, "." | "..") || is_drive(part));
    (!leads_out).then(|| composed(&path).into_owned())
}

/// Whether a part of a path is the name of a drive on Windows.
fn is_drive(part: &str) -> bool {
    matches!(part.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(address: &str) -> HostNames {
        HostNames::new(address.parse().expect("an address"), vec!["Preview.example".to_owned()])
    }

    #[test]
    fn paths_that_lead_out_are_no_paths() {
        let out = [
            "",
            "*",
            "a",
            "/../etc/passwd",
            "/a/./b",
            "/%2e%2e/etc/passwd",
            "/a/..%2f..%2fx",
            "/a%5c..%5cb",
            "/a\\b",
            "/%00",
            "/a%0d%0ab",
            "/%C2%85",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/c:/windows/win.ini",
            "/a/C:",
            "/%ff",
        ];
        for path in out {
            assert_eq!(path_of(path), None, "{path}");
        }
    }

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(path_of("/").as_deref(), Some(""));
        assert_eq!(path_of("/people/%C5%BEarko/").as_deref(), Some("people/žarko/"));
        assert_eq!(path_of("/people/žarko/").as_deref(), Some("people/žarko/"));
        assert_eq!(path_of("/a%20b/c+d").as_deref(), Some("a b/c+d"));
        assert_eq!(path_of("/%252e%252e/x").as_deref(), Some("%2e%2e/x"));
        assert_eq!(path_of("/100%").as_deref(), Some("100%"));
    }

    #[test]
    fn a_server_knows_its_own_names() {
        let here = names("127.0.0.1:8000");
        for host in ["localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "127.9.9.9:8000", "[::1]:8000"] {
            assert!(here.is_own(host), "{host}");
        }
        for host in ["preview.example:8000", "preview.example", "PREVIEW.EXAMPLE:443"] {
            assert!(here.is_own(host), "{host}");
        }
        let foreign = [
            "",
            ":8000",
            "localhost",
            "localhost:8001",
            "localhost:+8000",
            "localhost:8000:8000",
            "localhost.evil.example:8000",
            "evil.example:8000",
            "127.0.0.1.evil.example:8000",
            "192.0.2.1:8000",
            "::1:8000",
            "[::1]8000",
            "[::1:8000",
            "[127.0.0.1]:8000",
            "[localhost]:8000",
            "me@localhost:8000",
        ];
        for host in foreign {
            assert!(!here.is_own(host), "{host}");
        }
    }

    #[test]
    fn what_cannot_be_the_name_of_a_host_is_told_from_a_foreign_one() {
        for host in
            ["evil.example:8000", "evil.example", "192.0.2.1", "[::1]:1", "a_b:80", "xn--bcher-kva.example:", "a%20b"]
        {
            assert!(HostNames::is_well_formed(host), "{host}");
        }
        for host in
            ["", ":8000", "a b", "a/b", "me@localhost:8000", "a:b", "a:70000", "a:+1", "[::1", "[a]", "::1", "a\u{e9}"]
        {
            assert!(!HostNames::is_well_formed(host), "{host}");
        }
    }

    #[test]
    fn a_server_on_the_network_answers_to_the_addresses_that_lead_to_it() {
        let one = names("192.0.2.1:8000");
        assert!(one.is_own("192.0.2.1:8000") && one.is_own("localhost:8000"));
        assert!(!one.is_own("192.0.2.2:8000"));
        for address in ["0.0.0.0:8000", "[::]:8000"] {
            let every = names(address);
            for host in ["192.0.2.1:8000", "[2001:db8::1]:8000", "[::ffff:192.0.2.1]:8000", "localhost:8000"] {
                assert!(every.is_own(host), "{host} on {address}");
            }
            assert!(!every.is_own("evil.example:8000") && !every.is_own("192.0.2.1:80"));
        }
        assert!(names("127.0.0.1:80").is_own("localhost"), "an address without a port means port 80");
    }

    #[test]
    fn only_the_same_origin_is_its_own() {
        let every = names("0.0.0.0:8000");
        assert!(every.is_own_origin("http://localhost:8000", "localhost:8000"));
        assert!(every.is_own_origin("http://192.0.2.1:8000", "192.0.2.1:8000"));
        assert!(every.is_own_origin("https://preview.example", "preview.example"));
        let foreign = [
            ("null", "localhost:8000"),
            ("", "localhost:8000"),
            ("http://evil.example", "localhost:8000"),
            ("http://evil.example:8000", "localhost:8000"),
            ("http://evil.example:8000", "evil.example:8000"),
            ("http://192.0.2.1:8000", "localhost:8000"),
            ("http://localhost", "localhost:8000"),
            ("http://localhost:3000", "localhost:8000"),
            ("https://localhost:8000", "localhost:8000"),
            ("ftp://localhost:8000", "localhost:8000"),
            ("http://localhost:8000/", "localhost:8000"),
        ];
        for (origin, host) in foreign {
            assert!(!every.is_own_origin(origin, host), "{origin} to {host}");
        }
    }
}
