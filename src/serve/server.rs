//! The preview server: HTTP for one person's machine, on hyper, which only this file and those below it know.
//!
//! Every request is taken to be hostile, also one from this machine: a browser sends what any page tells it to. One
//! thread speaks with all sockets and never waits for a disk or a page; answers are made on a few others. Nothing that
//! a client does is an error of ours, so nothing is printed from here.

mod body;
mod connections;
mod reply;
mod request_line;
mod socket;

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::io::Errno;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{self, Runtime};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::serve::Answer;
use crate::serve::request::HostNames;
use crate::serve::server::connections::{Activity, Connections};
use crate::serve::server::reply::Handler;
use crate::serve::server::socket::Socket;

/// How many ports are tried when the first is in use.
const PORT_ATTEMPTS: u16 = 100;
/// How many connections the system may hold until they are let in: a client that finds no room tries again only after a
/// second.
const BACKLOG: u32 = 1024;
/// How long the head of a request may take, and how long a connection may wait for the next.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the head of a request may be, in bytes.
const HEAD_SIZE: usize = 16 << 10;
/// How much hyper holds of what goes out at a connection, in bytes.
const BUFFER: usize = 64 << 10;
/// How long it takes until what could not be done is tried again.
const RETRY_DELAY: Duration = Duration::from_millis(20);

/// What makes the answer to a path of the site, which is decoded and begins without a slash.
pub type Responder = dyn Fn(&str) -> Answer + Send + Sync;

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    allowed_names: Vec<String>,
    policy: &'static str,
    announcer: Announcer,
}

/// Says something to every page that listens.
#[derive(Debug, Clone)]
pub struct Announcer(watch::Sender<Option<Arc<str>>>);

impl Announcer {
    /// Sends one line of text to every event stream, and as the first thing to every new one.
    ///
    /// Who is slow to listen hears only the latest.
    pub fn announce(&self, line: Arc<str>) {
        self.0.send_replace(Some(line));
    }
}

impl Server {
    /// Listens on a port, or on the next one that is free.
    ///
    /// `allowed_names` are answered to besides the server's own; `policy` is the `Content-Security-Policy` of every
    /// answer that does not have one of its own.
    ///
    /// # Errors
    /// What the operating system says when none can be listened on.
    pub fn listen(host: IpAddr, port: u16, allowed_names: Vec<String>, policy: &'static str) -> io::Result<Server> {
        // One more than can compute at a time, for those that wait for a disk.
        let threads = available_parallelism().map_or(1, NonZero::get) + 1;
        let runtime = runtime::Builder::new_current_thread().enable_all().max_blocking_threads(threads).build()?;
        let listener = {
            // A socket belongs to the runtime that it was made in.
            let _inside = runtime.enter();
            bind(host, port)?
        };
        let address = listener.local_addr()?;
        let announcer = Announcer(watch::Sender::new(None));
        Ok(Server { runtime, listener, address, allowed_names, policy, announcer })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What speaks to the pages that are open, from any thread.
    #[must_use]
    pub fn announcer(&self) -> Announcer {
        self.announcer.clone()
    }

    /// Responder requests for as long as the process lives.
    pub fn run(self, responder: Arc<Responder>) -> ! {
        let names = HostNames::new(self.address, self.allowed_names);
        let handler = Arc::new(Handler { names, policy: self.policy, announcements: self.announcer.0, responder });
        self.runtime.block_on(accept(&self.listener, &handler))
    }
}

fn bind(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in port..=port.saturating_add(PORT_ATTEMPTS) {
        let socket = if host.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // The connections of a preview that has just ended do not keep its port.
        socket.set_reuseaddr(true)?;
        match socket.bind((host, port).into()).and_then(|()| socket.listen(BACKLOG)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            bound => return bound,
        }
    }
    Err(last)
}

async fn accept(listener: &TcpListener, handler: &Arc<Handler>) -> ! {
    let connections = Arc::new(Connections::new());
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                while connections.are_full() && !connections.drop_oldest() {
                    sleep(RETRY_DELAY).await;
                }
                connections.spawn(|activity| serve_connection(stream, Arc::clone(handler), activity));
            }
            // A client that left before it was let in, or no file handle for it: neither ends the server.
            Err(error) => {
                if matches!(Errno::from_io_error(&error), Some(Errno::MFILE | Errno::NFILE)) {
                    connections.drop_oldest();
                }
                sleep(RETRY_DELAY).await;
            }
        }
    }
}

/// Responder the requests of one connection. That it breaks means that the client went away.
async fn serve_connection(stream: TcpStream, handler: Arc<Handler>, activity: Arc<Activity>) {
    // Without this, the end of an answer can wait 40 ms for the client to confirm its beginning.
    stream.set_nodelay(true).unwrap_or_default();
    let (socket, peer) = Socket::new(stream, Arc::clone(&activity));
    let service = service_fn(move |request| {
        let (handler, activity, peer) = (Arc::clone(&handler), Arc::clone(&activity), peer.clone());
        async move { Ok::<_, Infallible>(handler.reply(&request, &activity, peer).await) }
    });
    let connection = Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_header_size(HEAD_SIZE)
        .max_buf_size(BUFFER)
        // A client that says that it asks for nothing more still wants the answer.
        .half_close(true)
        .serve_connection(TokioIo::new(socket), service);
    connection.await.unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, Shutdown};

    use super::*;
    use crate::serve::Status;

    /// A server with one answer, and what announces to its pages.
    fn server() -> (SocketAddr, Announcer) {
        let server = Server::listen(Ipv4Addr::LOCALHOST.into(), 0, Vec::new(), "default-src 'self'").expect("a port");
        let (address, announcer) = (server.address(), server.announcer());
        std::thread::spawn(|| {
            server.run(Arc::new(|path: &str| {
                let (media, tag) = ("text/plain".into(), "1".to_owned());
                match path {
                    "file" => {
                        let mut file = tempfile::tempfile().expect("a file can be made");
                        file.write_all(b"from a file").expect("a file can be written");
                        // Longer than it is, as if it had been cut off since.
                        Answer::File { media, tag, policy: "sandbox", length: 20, file }
                    }
                    "teams" => Answer::Moved("./teams/".to_owned()),
                    _ => Answer::Bytes { status: Status::Ok, media, tag, bytes: path.as_bytes().into() },
                }
            }))
        });
        (address, announcer)
    }

    fn ask(address: SocketAddr, path: &str, more: &str) -> std::net::TcpStream {
        let mut stream = std::net::TcpStream::connect(address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket has a timeout");
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: {address}\r\n{more}\r\n").expect("the server reads");
        stream
    }

    /// Reads up to the first appearance of a text.
    fn read_until(stream: &mut std::net::TcpStream, text: &str) -> String {
        let mut read = Vec::new();
        while !String::from_utf8_lossy(&read).contains(text) {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("more is sent");
            read.push(byte[0]);
        }
        String::from_utf8(read).expect("it is UTF-8")
    }

    #[test]
    fn everybody_hears_what_is_announced_and_who_comes_late_the_latest() {
        let (address, announcer) = server();
        let mut early: Vec<_> = (0..20).map(|_| ask(address, ".rapporteur/events", "")).collect();
        for stream in &mut early {
            assert!(read_until(stream, "retry: 500\n\n").starts_with("HTTP/1.1 200 OK\r\n"));
        }
        for said in ["first", "second"] {
            announcer.announce(said.into());
            for stream in &mut early {
                read_until(stream, &format!("data: {said}\n\n"));
            }
        }
        let late = read_until(&mut ask(address, ".rapporteur/events", ""), "data: second\n\n");
        assert!(late.contains("retry: 500\n\n") && !late.contains("first"), "{late}");
    }

    #[test]
    fn what_is_no_host_or_no_address_is_told_from_what_is_foreign() {
        let (address, _) = server();
        for (line, host, status) in [
            ("/", address.to_string(), "200"),
            ("/#x", address.to_string(), "400"),
            ("/a?b#x", address.to_string(), "400"),
            ("/", "evil.example".to_owned(), "403"),
            ("/", "a b".to_owned(), "400"),
            ("/", "[::1".to_owned(), "400"),
            ("/", format!("me@{address}"), "400"),
        ] {
            let mut stream = std::net::TcpStream::connect(address).expect("the server listens");
            stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket has a timeout");
            write!(stream, "GET {line} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("the server reads");
            let head = read_until(&mut stream, "\r\n");
            assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{line} at {host}: {head}");
        }
    }

    #[test]
    fn the_way_to_a_folder_keeps_what_is_asked_of_it() {
        let (address, _) = server();
        let head = read_until(&mut ask(address, "teams?x=1&y=%20", ""), "\r\n\r\n");
        assert!(head.contains("location: ./teams/?x=1&y=%20\r\n"), "{head}");
    }

    #[test]
    fn a_client_that_asks_for_nothing_more_is_still_answered() {
        let (address, _) = server();
        let mut stream = ask(address, "anything%20at%20all", "");
        stream.shutdown(Shutdown::Write).expect("a socket can be half closed");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer is sent");
        assert!(answer.ends_with("\r\n\r\nanything at all"), "{answer}");
    }

    #[test]
    fn a_file_that_is_shorter_than_was_said_breaks_the_connection() {
        let (address, _) = server();
        let mut part = ask(address, "file", "Range: bytes=5-10\r\n");
        assert!(read_until(&mut part, "a file").contains("content-range: bytes 5-10/20\r\n"));
        let mut stream = ask(address, "file", "");
        read_until(&mut stream, "\r\n\r\n");
        let mut rest = Vec::new();
        // Whether it ends or is reset, less came than was announced.
        stream.read_to_end(&mut rest).unwrap_or_default();
        assert!(rest.len() < 20, "{} bytes came", rest.len());
    }
}
