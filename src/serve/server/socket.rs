//! One socket as hyper reads and writes it: with a timeout for a reader that takes nothing, and with a
//! close that does not cut off the last answer.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::{Sleep, sleep};

use crate::serve::server::connections::Activity;
use crate::serve::server::request_line::RequestLines;

/// How long a reader may take nothing at all of what waits for it.
const WRITE_TIMEOUT: Duration = Duration::from_secs(60);
/// How long a client may go on sending when everything has been said.
const LINGER: Duration = Duration::from_secs(2);
/// How much of that is read at once.
const CHUNK: usize = 8 << 10;

/// A socket that hyper holds.
pub(super) struct Socket {
    read: Arc<OwnedReadHalf>,
    write: OwnedWriteHalf,
    activity: Arc<Activity>,
    /// Runs while the reader takes nothing.
    write_timeout: Option<Pin<Box<Sleep>>>,
    /// Runs when the last answer has been sent.
    linger: Option<Pin<Box<Sleep>>>,
    /// Where in the requests the socket is.
    request_lines: RequestLines,
}

/// The other end of a socket that hyper holds.
#[derive(Clone)]
pub(super) struct Peer(Arc<OwnedReadHalf>);

impl Socket {
    /// A socket for hyper, and a way to see its other end leave.
    pub(super) fn new(stream: TcpStream, activity: Arc<Activity>) -> (Socket, Peer) {
        let (read, write) = stream.into_split();
        let read = Arc::new(read);
        let peer = Peer(Arc::clone(&read));
        let request_lines = RequestLines::default();
        (Socket { read, write, activity, write_timeout: None, linger: None, request_lines }, peer)
    }

    /// Sends what the reader takes. One who takes nothing for too long is left.
    fn poll_send(
        &mut self,
        context: &mut Context<'_>,
        send: impl FnOnce(Pin<&mut OwnedWriteHalf>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let sent = send(Pin::new(&mut self.write), context);
        self.activity.set_blocked(sent.is_pending());
        if sent.is_ready() {
            self.write_timeout = None;
            return sent;
        }
        ready!(self.write_timeout.get_or_insert_with(|| Box::pin(sleep(WRITE_TIMEOUT))).as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl Peer {
    /// Waits until the other end has left, or at least says no more.
    pub(super) async fn disconnected(&self) {
        let stream: &TcpStream = (*self.0).as_ref();
        if matches!(stream.peek(&mut [0]).await, Ok(1..)) {
            // A next request waits in front of the end, which cannot be seen behind it.
            std::future::pending::<()>().await;
        }
    }
}

fn poll_receive(stream: &TcpStream, context: &mut Context<'_>, bytes: &mut [u8]) -> Poll<io::Result<usize>> {
    loop {
        ready!(stream.poll_read_ready(context))?;
        match stream.try_read(bytes) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            received => return Poll::Ready(received),
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let bytes = buffer.initialize_unfilled();
        let count = ready!(poll_receive((*self.read).as_ref(), context, bytes))?;
        self.request_lines.spoil_fragments(&mut bytes[..count]);
        buffer.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_send(context, |write, context| write.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_send(context, |write, context| write.poll_write_vectored(context, pieces))
    }

    fn is_write_vectored(&self) -> bool {
        self.write.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.write).poll_flush(context)
    }

    /// Says that nothing more will come, and waits for the client to say the same.
    ///
    /// To close a socket on which something unread waits is to reset the connection, and the client of a refused
    /// request would lose the answer that says why (RFC 9112, 9.6).
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let socket = &mut *self;
        let linger = match &mut socket.linger {
            Some(linger) => linger,
            None => {
                ready!(Pin::new(&mut socket.write).poll_shutdown(context))?;
                socket.linger.insert(Box::pin(sleep(LINGER)))
            }
        };
        let mut bytes = [0; CHUNK];
        while linger.as_mut().poll(context).is_pending() {
            if ready!(poll_receive((*socket.read).as_ref(), context, &mut bytes))? == 0 {
                break;
            }
        }
        Poll::Ready(Ok(()))
    }
}
