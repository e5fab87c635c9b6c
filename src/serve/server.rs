//! The preview server: HTTP for one person's machine, on `tiny_http`, the only file that knows it.
//!
//! Answers are written by hand on the raw connection and close it: tiny_http 0.12 hands connections to a pool of threads
//! that can leave one waiting behind a kept-alive other for ever, and without TCP_NODELAY (set on the listener below,
//! which its connections inherit) every answer would take 40 ms.

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;

use percent_encoding::percent_decode_str;
use tiny_http::{Method, Request as Asked, Server};

use crate::build::{Findings, Request};
use crate::serve::{Answer, answer};

/// How many ports are tried when the first is in use.
const PORTS: u16 = 100;

/// A server that listens.
pub struct Preview {
    server: Server,
    address: SocketAddr,
}

impl Preview {
    /// Listens on a port, or on the next one that is free.
    ///
    /// # Errors
    /// What the operating system says when none can be listened on.
    pub fn listen(host: IpAddr, port: u16) -> io::Result<Preview> {
        let mut last = io::Error::from(io::ErrorKind::AddrInUse);
        for port in port..=port.saturating_add(PORTS) {
            match TcpListener::bind((host, port)) {
                Ok(listener) => {
                    no_delay(&listener)?;
                    let address = listener.local_addr()?;
                    let server = Server::from_listener(listener, None).map_err(io::Error::other)?;
                    return Ok(Preview { server, address });
                }
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests for as long as the process lives. `broken` shows what is wrong with the review, as text.
    pub fn run(&self, request: &Request, broken: &(dyn Fn(&Findings) -> String + Sync)) {
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Ok(asked) = self.server.recv() {
                        // A browser that went away cannot be told that it went away.
                        self.respond(asked, request, broken).unwrap_or_default();
                    }
                });
            }
        });
    }

    fn respond(&self, asked: Asked, request: &Request, broken: &dyn Fn(&Findings) -> String) -> io::Result<()> {
        let body = *asked.method() != Method::Head;
        if !matches!(asked.method(), Method::Get | Method::Head) {
            return write(
                asked,
                "405 Method Not Allowed",
                "text/plain",
                b"only GET and HEAD are answered\n",
                body,
                "Allow: GET, HEAD\r\n",
            );
        }
        if !self.is_own(host(&asked)) {
            return write(
                asked,
                "403 Forbidden",
                "text/plain",
                b"this server answers to its own name only\n",
                body,
                "",
            );
        }
        let Some(path) = path_of(asked.url()) else {
            return write(asked, "400 Bad Request", "text/plain", b"not an address of a site\n", body, "");
        };
        match answer(request, &path) {
            Answer::File(bytes) => write(asked, "200 OK", media_type(&path), &bytes, body, ""),
            Answer::Moved(to) => {
                write(asked, "301 Moved Permanently", "text/plain", b"", body, &format!("Location: {to}\r\n"))
            }
            Answer::NotFound(bytes) => write(asked, "404 Not Found", "text/html", &bytes, body, ""),
            Answer::Broken(findings) => {
                write(asked, "500 Internal Server Error", "text/plain", broken(&findings).as_bytes(), body, "")
            }
        }
    }

    /// Whether a request names this server: a page on the web whose name was made to lead here does not.
    fn is_own(&self, host: Option<String>) -> bool {
        let Some(host) = host else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.parse() == Ok(self.address.port()) => name,
            _ => return false,
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        let is_listened_on =
            |ip: IpAddr| ip.is_loopback() || ip == self.address.ip() || self.address.ip().is_unspecified();
        name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(is_listened_on)
    }
}

fn host(asked: &Asked) -> Option<String> {
    let header = asked.headers().iter().find(|header| header.field.equiv("Host"))?;
    Some(header.value.as_str().to_owned())
}

/// The path of the site that an address asks for; `None` for one that no site has.
fn path_of(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let leads_out = path.split('/').any(|part| matches!(part, "." | "..")) || path.contains(['\\', '\0']);
    (!leads_out).then(|| path.into_owned())
}

fn media_type(path: &str) -> &'static str {
    let name = if path.is_empty() || path.ends_with('/') { "index.html" } else { path };
    mime_guess::from_path(Path::new(name)).first_raw().unwrap_or("application/octet-stream")
}

fn write(asked: Asked, status: &str, media: &str, bytes: &[u8], body: bool, more: &str) -> io::Result<()> {
    let charset = if media.starts_with("text/") || media.ends_with("xml") { "; charset=utf-8" } else { "" };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media}{charset}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n{more}\r\n",
        bytes.len()
    );
    let mut out = asked.into_writer();
    out.write_all(head.as_bytes())?;
    if body {
        out.write_all(bytes)?;
    }
    out.flush()
}

/// Connections inherit the option from the socket that they were accepted on.
#[cfg(unix)]
fn no_delay(listener: &TcpListener) -> io::Result<()> {
    let socket = std::os::fd::OwnedFd::from(listener.try_clone()?);
    std::net::TcpStream::from(socket).set_nodelay(true)
}

#[cfg(not(unix))]
fn no_delay(_: &TcpListener) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_lead_out_are_no_paths() {
        for url in ["/../etc/passwd", "/%2e%2e/etc/passwd", "/a/..%2f..%2fx", "/a%5c..%5cb", "/a%00", "http://x/"] {
            assert_eq!(path_of(url), None, "{url}");
        }
        assert_eq!(path_of("/people/%C5%BEarko/?q=1").as_deref(), Some("people/žarko/"));
    }
}
