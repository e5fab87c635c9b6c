//! What follows the head of an answer: bytes that are there, a file in pieces, or events as long as anybody listens.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::sync::{mpsc, watch};
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::serve::server::connections::Answering;
use crate::serve::server::socket::Peer;

/// How much of a file is read at once: what a reader who takes nothing costs, a few times over.
const PIECE: u64 = 64 << 10;
/// How often an event stream is written to, so that it is noticed when nobody listens any more.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The first that an event stream says: how long, in milliseconds, to wait before a lost connection is made again.
const GREETING: &str = "retry: 500\n\n";

/// The last thing that was announced, if there was one.
pub(super) type News = watch::Receiver<Option<Arc<str>>>;

/// What follows the head of an answer.
pub(super) struct Body {
    content: Content,
    /// Kept until everything has been handed over.
    _answering: Option<Answering>,
}

enum Content {
    Bytes(Bytes),
    /// Pieces from a task that makes the next when there is room for it, and how many bytes are left if that is known.
    Pieces(mpsc::Receiver<io::Result<Bytes>>, Option<u64>),
}

impl Body {
    /// Bytes that are there.
    pub(super) fn bytes(bytes: impl Into<Bytes>) -> Body {
        Body { content: Content::Bytes(bytes.into()), _answering: None }
    }

    /// A part of a file. Where the file turns out to be shorter, the connection breaks: the client must notice.
    pub(super) fn file(file: File, part: Range<u64>) -> Body {
        let length = part.end - part.start;
        let (pieces, receiver) = mpsc::channel(1);
        tokio::spawn(send_file(file, part, pieces));
        Body { content: Content::Pieces(receiver, Some(length)), _answering: None }
    }

    /// Everything that is announced from now on, after the last thing that was.
    pub(super) fn events(news: News, peer: Peer) -> Body {
        let (pieces, receiver) = mpsc::channel(1);
        tokio::spawn(send_events(news, peer, pieces));
        Body { content: Content::Pieces(receiver, None), _answering: None }
    }

    /// The same body, which keeps its connection from being idle.
    pub(super) fn of(self, answering: Answering) -> Body {
        Body { _answering: Some(answering), ..self }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match &mut self.content {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Pieces(pieces, left) => pieces.poll_recv(context).map_ok(|piece| {
                *left = left.map(|left| left.saturating_sub(piece.len() as u64));
                Frame::data(piece)
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Bytes(bytes) => bytes.is_empty(),
            Content::Pieces(_, left) => *left == Some(0),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Pieces(_, left) => left.map_or_else(SizeHint::default, SizeHint::with_exact),
        }
    }
}

async fn send_file(mut file: File, part: Range<u64>, pieces: mpsc::Sender<io::Result<Bytes>>) {
    let mut at = part.start;
    while at < part.end {
        // Room first: a piece that waits for a reader is memory.
        let Ok(room) = pieces.reserve().await else { return };
        let next = part.end.min(at + PIECE);
        let Ok((piece, returned)) = spawn_blocking(move || (read(&file, at..next), file)).await else { return };
        let is_broken = piece.is_err();
        room.send(piece);
        if is_broken {
            return;
        }
        (file, at) = (returned, next);
    }
}

fn read(mut file: &File, part: Range<u64>) -> io::Result<Bytes> {
    let mut bytes = vec![0; usize::try_from(part.end - part.start).map_err(io::Error::other)?];
    file.seek(SeekFrom::Start(part.start))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes.into())
}

async fn send_events(mut news: News, peer: Peer, pieces: mpsc::Sender<io::Result<Bytes>>) {
    let mut text = GREETING.to_owned() + &latest(&mut news);
    while pieces.send(Ok(text.into())).await.is_ok() {
        text = tokio::select! {
            changed = news.changed() => match changed {
                Ok(()) => latest(&mut news),
                Err(_) => return,
            },
            () = sleep(HEARTBEAT) => ":\n\n".to_owned(),
            () = peer.left() => return,
            () = pieces.closed() => return,
        };
    }
}

/// The last announcement as an event; nothing if there was none.
fn latest(news: &mut News) -> String {
    match &*news.borrow_and_update() {
        Some(line) => line.lines().map(|line| format!("data: {line}\n")).chain(["\n".to_owned()]).collect(),
        None => String::new(),
    }
}
