//! What follows the head of an answer: bytes that are there, a file in chunks, or events as long as anybody listens.

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
const CHUNK: u64 = 64 << 10;
/// How often an event stream is written to, so that it is noticed when nobody listens any more.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The first that an event stream says: how long, in milliseconds, to wait before a lost connection is made again.
const GREETING: &str = "retry: 500\n\n";

/// The last thing that was announced, if there was one.
pub(super) type Announcements = watch::Receiver<Option<Arc<str>>>;

/// What follows the head of an answer.
pub(super) struct Body {
    content: BodyContent,
    /// Kept until everything has been handed over.
    _answering: Option<Answering>,
}

enum BodyContent {
    Bytes(Bytes),
    /// Chunks from a task that makes the next when there is room for it, and how many bytes are left if that is known.
    Chunks(mpsc::Receiver<io::Result<Bytes>>, Option<u64>),
}

impl Body {
    /// Bytes that are there.
    pub(super) fn bytes(bytes: impl Into<Bytes>) -> Body {
        Body { content: BodyContent::Bytes(bytes.into()), _answering: None }
    }

    /// A part of a file. Where the file turns out to be shorter, the connection breaks: the client must notice.
    pub(super) fn file(file: File, part: Range<u64>) -> Body {
        let length = part.end - part.start;
        let (chunks, receiver) = mpsc::channel(1);
        tokio::spawn(send_file(file, part, chunks));
        Body { content: BodyContent::Chunks(receiver, Some(length)), _answering: None }
    }

    /// Everything that is announced from now on, after the last thing that was.
    pub(super) fn events(announcements: Announcements, peer: Peer) -> Body {
        let (chunks, receiver) = mpsc::channel(1);
        tokio::spawn(send_events(announcements, peer, chunks));
        Body { content: BodyContent::Chunks(receiver, None), _answering: None }
    }

    /// The same body, which keeps its connection from being idle.
    pub(super) fn keeping_busy(self, answering: Answering) -> Body {
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
            BodyContent::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            BodyContent::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            BodyContent::Chunks(chunks, left) => chunks.poll_recv(context).map_ok(|chunk| {
                *left = left.map(|left| left.saturating_sub(chunk.len() as u64));
                Frame::data(chunk)
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            BodyContent::Bytes(bytes) => bytes.is_empty(),
            BodyContent::Chunks(_, left) => *left == Some(0),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            BodyContent::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            BodyContent::Chunks(_, left) => left.map_or_else(SizeHint::default, SizeHint::with_exact),
        }
    }
}

async fn send_file(mut file: File, part: Range<u64>, chunks: mpsc::Sender<io::Result<Bytes>>) {
    let mut at = part.start;
    while at < part.end {
        // Room first: a chunk that waits for a reader is memory.
        let Ok(room) = chunks.reserve().await else { return };
        let next = part.end.min(at + CHUNK);
        let Ok((chunk, returned)) = spawn_blocking(move || (read(&file, at..next), file)).await else { return };
        let is_broken = chunk.is_err();
        room.send(chunk);
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

async fn send_events(mut announcements: Announcements, peer: Peer, chunks: mpsc::Sender<io::Result<Bytes>>) {
    let mut text = GREETING.to_owned() + &latest(&mut announcements);
    while chunks.send(Ok(text.into())).await.is_ok() {
        text = tokio::select! {
            changed = announcements.changed() => match changed {
                Ok(()) => latest(&mut announcements),
                Err(_) => return,
            },
            () = sleep(HEARTBEAT) => ":\n\n".to_owned(),
            () = peer.disconnected() => return,
            () = chunks.closed() => return,
        };
    }
}

/// The last announcement as an event; nothing if there was none.
fn latest(announcements: &mut Announcements) -> String {
    match &*announcements.borrow_and_update() {
        Some(line) => line.lines().map(|line| format!("data: {line}\n")).chain(["\n".to_owned()]).collect(),
        None => String::new(),
    }
}
