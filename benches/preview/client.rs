//! A browser as a server sees it: one page after the other over HTTP/1.1, on a connection that is kept while the server
//! keeps it, and every answer read to its end.

use std::fmt::Display;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use memchr::memmem;

use crate::common::disk::Outcome;
use crate::pause::pause;

/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(30);

/// The headers by which a browser says that somebody goes to a page: a server may do more for a visit than for other
/// requests.
const NAVIGATION: &str = "Accept: text/html\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: \
                          none\r\nSec-Fetch-User: ?1\r\n";

/// One client of one server, and what it met with.
pub(crate) struct Client {
    port: u16,
    connection: Option<BufReader<TcpStream>>,
    /// What came of the requests so far.
    pub(crate) tally: Tally,
}

/// How many requests there were and how many went wrong.
#[derive(Clone, Default)]
pub(crate) struct Tally {
    pub(crate) asked: usize,
    /// Those not answered with status 200 and a whole body that is not empty.
    pub(crate) failed: usize,
    /// What the first of these met with.
    pub(crate) first: Option<String>,
}

/// Why a request failed.
enum Failure {
    /// The connection was closed without an answer, as a server may when it has been kept for a while.
    Unanswered,
    Other(String),
}

fn other(what: impl Display) -> Failure {
    Failure::Other(what.to_string())
}

impl Client {
    pub(crate) fn of(port: u16) -> Self {
        Self { port, connection: None, tally: Tally::default() }
    }

    /// What came of the requests since this was last asked.
    pub(crate) fn take_tally(&mut self) -> Tally {
        std::mem::take(&mut self.tally)
    }

    /// The body of a page, or nothing where the request failed.
    pub(crate) fn get(&mut self, path: &str) -> Option<Vec<u8>> {
        self.tally.asked += 1;
        let answer = match self.try_to_get(path) {
            // Browsers, too, ask again on a new connection when a kept one turns out to be closed.
            Err(Failure::Unanswered) => self.try_to_get(path),
            answer => answer,
        };
        let failure = match answer {
            Ok((200, body)) if !body.is_empty() => return Some(body),
            Ok((200, _)) => "an empty body".to_owned(),
            Ok((status, _)) => format!("status {status}"),
            Err(Failure::Unanswered) => "closed without an answer".to_owned(),
            Err(Failure::Other(what)) => what,
        };
        self.tally.failed += 1;
        self.tally.first.get_or_insert_with(|| format!("{path}: {failure}"));
        None
    }

    /// Asks for a page until it holds `mark`, and says how long after `since` that was; nothing where `patience` ended
    /// before. After each answer it waits as long as the answer took, at least 0.5 ms and at most 5, so that the server
    /// is never busy with its questions alone.
    pub(crate) fn wait_for(
        &mut self,
        path: &str,
        mark: &str,
        since: Instant,
        patience: Duration,
    ) -> Outcome<Option<Duration>> {
        while since.elapsed() < patience {
            let asked = Instant::now();
            let body = self.get(path);
            let (took, seen) = (asked.elapsed(), since.elapsed());
            if body.is_some_and(|body| holds(&body, mark)) {
                return Ok(Some(seen));
            }
            pause(took.clamp(Duration::from_micros(500), Duration::from_millis(5)))?;
        }
        Ok(None)
    }

    fn try_to_get(&mut self, path: &str) -> Result<(u16, Vec<u8>), Failure> {
        let kept = self.connection.take();
        let was_kept = kept.is_some();
        let mut connection = match kept {
            Some(connection) => connection,
            None => self.connect().map_err(other)?,
        };
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{NAVIGATION}\r\n", self.port);
        let sent = connection.get_mut().write_all(request.as_bytes());
        let mut status = String::new();
        let answered = sent.and_then(|()| connection.read_line(&mut status));
        match answered {
            Ok(0) => return Err(Failure::Unanswered),
            Err(error) if was_kept && is_closed(&error) => return Err(Failure::Unanswered),
            Err(error) => return Err(other(error)),
            Ok(_) => {}
        }
        let head = Head::read(&status, &mut connection)?;
        let body = head.body(&mut connection)?;
        if head.keeps {
            self.connection = Some(connection);
        }
        Ok((head.status, body))
    }

    fn connect(&self) -> io::Result<BufReader<TcpStream>> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let stream = TcpStream::connect_timeout(&address, ANSWER)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(ANSWER))?;
        stream.set_write_timeout(Some(ANSWER))?;
        Ok(BufReader::new(stream))
    }
}

/// Whether a page shows a mark.
pub(crate) fn holds(body: &[u8], mark: &str) -> bool {
    memmem::find(body, mark.as_bytes()).is_some()
}

fn is_closed(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe)
}

/// What the head of an answer says of its body.
struct Head {
    status: u16,
    length: Option<usize>,
    chunked: bool,
    keeps: bool,
}

impl Head {
    /// Reads the rest of a head, after its first line.
    fn read(first: &str, connection: &mut BufReader<TcpStream>) -> Result<Self, Failure> {
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| other(format!("not a status line: {first:?}")))?;
        let mut head = Self { status, length: None, chunked: false, keeps: first.starts_with("HTTP/1.1") };
        loop {
            let line = line(connection)?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => head.length = Some(value.parse().map_err(other)?),
                "transfer-encoding" => head.chunked = value.eq_ignore_ascii_case("chunked"),
                "connection" if value.eq_ignore_ascii_case("close") => head.keeps = false,
                _ => {}
            }
        }
        // A body whose end is not announced ends with the connection.
        head.keeps &= head.chunked || head.length.is_some();
        Ok(head)
    }

    fn body(&self, connection: &mut BufReader<TcpStream>) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        match self.length {
            _ if self.chunked => loop {
                let size = line(connection)?;
                let size = size.split(';').next().unwrap_or_default().trim();
                let size = usize::from_str_radix(size, 16).map_err(other)?;
                exactly(connection, size, &mut body)?;
                line(connection)?;
                if size == 0 {
                    return Ok(body);
                }
            },
            Some(length) => exactly(connection, length, &mut body)?,
            None => drop(connection.read_to_end(&mut body).map_err(other)?),
        }
        Ok(body)
    }
}

fn line(connection: &mut BufReader<TcpStream>) -> Result<String, Failure> {
    let mut line = String::new();
    match connection.read_line(&mut line) {
        Ok(0) => Err(other("an answer that is cut short")),
        Ok(_) => Ok(line),
        Err(error) => Err(other(error)),
    }
}

fn exactly(connection: &mut BufReader<TcpStream>, length: usize, body: &mut Vec<u8>) -> Result<(), Failure> {
    match connection.take(length as u64).read_to_end(body) {
        Ok(read) if read == length => Ok(()),
        Ok(read) => Err(other(format!("{read} of {length} bytes"))),
        Err(error) => Err(other(error)),
    }
}
