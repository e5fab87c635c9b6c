//! The reply to a request: whether it is answered at all, with how much of what, and what a browser may do with that.

use std::fs::File;
use std::ops::Range;
use std::sync::Arc;

use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, HOST, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, IF_RANGE, LOCATION, ORIGIN, RANGE,
    REFERRER_POLICY, TRANSFER_ENCODING, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::serve::condition::{RequestedRange, has_tag, requested_range};
use crate::serve::request::{HostNames, path_of};
use crate::serve::server::Responder;
use crate::serve::server::body::Body;
use crate::serve::server::connections::Activity;
use crate::serve::server::socket::Peer;
use crate::serve::{Answer, Status};

/// The folder of addresses that belong to the preview and not to the site.
const OWN: &str = ".rapporteur/";
/// The address of the event stream.
const EVENTS: &str = ".rapporteur/events";
const PLAIN: &str = "text/plain; charset=utf-8";

/// What replies to requests: all that a reply depends on besides the request.
pub(super) struct Handler {
    pub(super) names: HostNames,
    /// The `Content-Security-Policy` of what has none of its own.
    pub(super) policy: &'static str,
    pub(super) announcements: watch::Sender<Option<Arc<str>>>,
    pub(super) responder: Arc<Responder>,
}

/// A request that is not answered, and why.
struct Refusal(StatusCode, &'static str);

/// What a file is sent from.
enum FileContent {
    Bytes(Bytes),
    File(File, u64),
}

impl Handler {
    /// Replies to a request. The connection is busy until the reply has been handed over.
    pub(super) async fn reply(
        &self,
        request: &Request<Incoming>,
        activity: &Arc<Activity>,
        peer: Peer,
    ) -> Response<Body> {
        let answering = activity.begin_answer();
        let mut reply = match self.path(request) {
            Err(refusal) => refuse(&refusal),
            Ok(path) if path == EVENTS => {
                activity.begin_events();
                self.events(peer)
            }
            Ok(path) => self.answer(path, request).await,
        };
        let head = reply.headers_mut();
        head.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        head.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
        head.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        head.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        // Drafts are in it, and with `--host` a crawler can reach it.
        head.insert("x-robots-tag", HeaderValue::from_static("noindex"));
        head.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(self.policy));
        if has_body(request.headers()) {
            // What follows is not read, so where the next request would begin is not known.
            head.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if request.method() == Method::HEAD {
            return without_body(reply);
        }
        reply.map(|body| body.keeping_busy(answering))
    }

    /// The path of the site that is asked for by somebody who may ask.
    fn path(&self, request: &Request<Incoming>) -> Result<String, Refusal> {
        let (head, address) = (request.headers(), request.uri());
        // hyper takes a body of two lengths for the one in pieces, as it should, and hides the other length: what such
        // a request means depends on who reads it.
        if head.contains_key(TRANSFER_ENCODING) {
            return Err(Refusal(StatusCode::BAD_REQUEST, "a request with a body is not answered"));
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Refusal(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered"));
        }
        if has_body(head) {
            return Err(Refusal(StatusCode::BAD_REQUEST, "a request with a body is not answered"));
        }
        let host = only(head, &HOST).ok_or(Refusal(StatusCode::BAD_REQUEST, "a request needs one Host header"))?;
        let host = text(host).filter(|host| HostNames::is_well_formed(host));
        let host = host.ok_or(Refusal(StatusCode::BAD_REQUEST, "the Host header is not the name of a host"))?;
        let host = Some(host).filter(|host| self.names.is_own(host)).ok_or(Refusal(
            StatusCode::FORBIDDEN,
            "this server answers to its own name only; --allow-host gives it another",
        ))?;
        let path = path_of(address.path()).filter(|_| address.scheme().is_none() && address.authority().is_none());
        let path = path.ok_or(Refusal(StatusCode::BAD_REQUEST, "not an address of a site"))?;
        // A site without one is asked for a service worker only by something that has no business in it, and which would
        // stand between readers and the site for as long as their browsers keep it.
        if head.contains_key("service-worker") {
            return Err(Refusal(StatusCode::FORBIDDEN, "this site has no service worker"));
        }
        let is_own_origin = |origin| text(origin).is_some_and(|origin| self.names.is_own_origin(origin, host));
        if path.starts_with(OWN) && !head.get_all(ORIGIN).iter().all(is_own_origin) {
            return Err(Refusal(StatusCode::FORBIDDEN, "another site asked for this"));
        }
        Ok(path)
    }

    fn events(&self, peer: Peer) -> Response<Body> {
        let mut reply = Response::new(Body::events(self.announcements.subscribe(), peer));
        reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        reply
    }

    async fn answer(&self, path: String, request: &Request<Incoming>) -> Response<Body> {
        let responder = Arc::clone(&self.responder);
        match spawn_blocking(move || responder(&path)).await {
            Ok(Answer::Bytes { status, media, tag, bytes }) => {
                let content = FileContent::Bytes(Bytes::from_owner(bytes));
                let status = match status {
                    Status::Ok => return file(content, &media, &tag, request),
                    Status::NotFound => StatusCode::NOT_FOUND,
                    Status::Broken => StatusCode::INTERNAL_SERVER_ERROR,
                };
                // The script of such a page waits for another to take its place.
                let mut reply = whole(status, &media, content);
                set(reply.headers_mut(), ETAG, &format!("\"{tag}\""));
                reply
            }
            Ok(Answer::File { media, tag, policy, length, file: open }) => {
                let mut reply = file(FileContent::File(open, length), &media, &tag, request);
                // Also where nothing of it is sent: what a browser has kept gets the headers of the answer that says so.
                reply.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
                reply
            }
            Ok(Answer::Moved(to)) => {
                let mut reply = whole(StatusCode::MOVED_PERMANENTLY, PLAIN, FileContent::Bytes(Bytes::new()));
                // What is asked for there is asked for at the new address too, as a search is.
                let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
                set(reply.headers_mut(), LOCATION, &format!("{to}{query}"));
                reply
            }
            // It panicked, and has said so.
            Err(_) => refuse(&Refusal(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be made")),
        }
    }
}

fn refuse(Refusal(status, reason): &Refusal) -> Response<Body> {
    let mut reply = whole(*status, PLAIN, FileContent::Bytes(format!("{reason}\n").into()));
    if *status == StatusCode::METHOD_NOT_ALLOWED {
        set(reply.headers_mut(), ALLOW, "GET, HEAD");
    }
    reply
}

/// A file that exists: all of it, a part, or nothing where the client has it.
fn file(content: FileContent, media: &str, tag: &str, request: &Request<Incoming>) -> Response<Body> {
    let asked = request.headers();
    let quoted = format!("\"{tag}\"");
    let length = content.length();
    let is_known = |list| text(list).is_some_and(|list| has_tag(list, tag));
    let mut reply = if asked.get_all(IF_NONE_MATCH).iter().any(is_known) {
        let mut reply = Response::new(Body::bytes(Bytes::new()));
        *reply.status_mut() = StatusCode::NOT_MODIFIED;
        reply
    } else {
        let is_same = asked.get_all(IF_RANGE).iter().all(|version| version.as_bytes() == quoted.as_bytes());
        let range = only(asked, &RANGE).and_then(text).filter(|_| is_same && request.method() == Method::GET);
        match range.map_or(RequestedRange::Whole, |range| requested_range(range, length)) {
            RequestedRange::Whole => whole(StatusCode::OK, media, content),
            RequestedRange::Part(part) => {
                let shown = format!("bytes {}-{}/{length}", part.start, part.end - 1);
                let mut reply = send(StatusCode::PARTIAL_CONTENT, media, content, part);
                set(reply.headers_mut(), CONTENT_RANGE, &shown);
                reply
            }
            RequestedRange::Unsatisfiable => {
                let mut reply = refuse(&Refusal(StatusCode::RANGE_NOT_SATISFIABLE, "the file ends before that"));
                set(reply.headers_mut(), CONTENT_RANGE, &format!("bytes */{length}"));
                reply
            }
        }
    };
    set(reply.headers_mut(), ETAG, &quoted);
    set(reply.headers_mut(), ACCEPT_RANGES, "bytes");
    reply
}

impl FileContent {
    fn length(&self) -> u64 {
        match self {
            FileContent::Bytes(bytes) => bytes.len() as u64,
            FileContent::File(_, length) => *length,
        }
    }
}

fn whole(status: StatusCode, media: &str, content: FileContent) -> Response<Body> {
    let all = 0..content.length();
    send(status, media, content, all)
}

fn send(status: StatusCode, media: &str, content: FileContent, part: Range<u64>) -> Response<Body> {
    let mut reply = Response::new(match content {
        // A part of bytes in memory fits into memory.
        FileContent::Bytes(bytes) => Body::bytes(bytes.slice(part.start as usize..part.end as usize)),
        FileContent::File(file, _) => Body::file(file, part),
    });
    *reply.status_mut() = status;
    set(reply.headers_mut(), CONTENT_TYPE, media);
    reply
}

/// The same head, and nothing behind it.
fn without_body(mut reply: Response<Body>) -> Response<Body> {
    let length = reply.body().size_hint().exact();
    if let Some(length) = length.filter(|_| reply.status() != StatusCode::NOT_MODIFIED) {
        reply.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    reply.map(|_| Body::bytes(Bytes::new()))
}

fn set(head: &mut HeaderMap, name: HeaderName, value: &str) {
    // What cannot be said in a header, which nothing that makes answers makes, is left out.
    if let Ok(value) = HeaderValue::from_str(value) {
        head.insert(name, value);
    }
}

/// The value of a header that is there exactly once.
fn only<'a>(head: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut values = head.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

fn has_body(head: &HeaderMap) -> bool {
    head.contains_key(TRANSFER_ENCODING) || head.get(CONTENT_LENGTH).is_some_and(|length| length != "0")
}
