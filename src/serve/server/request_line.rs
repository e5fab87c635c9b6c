//! The lines that requests begin with, as they come in: what a client may not write there, and hyper would overlook.

/// What no request line may hold, so that hyper refuses the request.
const REFUSED: u8 = 0;

/// Where in the requests of a connection its bytes are. After a request with a body nothing more is read, so heads follow
/// heads.
#[derive(Debug, Default)]
pub(super) struct RequestLines {
    /// Whether the request line is over, and its headers come.
    in_headers: bool,
    /// Whether anything stands in the line so far.
    has_text: bool,
}

impl RequestLines {
    /// Spoils each `#` in a request line among the next bytes. An address is sent without its fragment (RFC 9112, 3.2); hyper
    /// drops one without a word, so that a client that sends it would get another answer than it asked for.
    pub(super) fn spoil_fragments(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            match *byte {
                b'\n' if self.has_text => (self.in_headers, self.has_text) = (true, false),
                // An empty line ends a head. Before a request line it says nothing.
                b'\n' => self.in_headers = false,
                b'\r' => {}
                other => {
                    self.has_text = true;
                    if other == b'#' && !self.in_headers {
                        *byte = REFUSED;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_in_a_request_line_is_spoilt() {
        let requests = b"\r\nGET /#a HTTP/1.1\r\nHost: #\r\nX: #\r\n\r\nGET / HTTP/1.1\nY: #\n\nGET /#\r\n\r\n";
        let expected = String::from_utf8_lossy(requests).replace("/#", "/\0");
        for step in [1, 2, 7, requests.len()] {
            let mut read = *requests;
            let mut lines = RequestLines::default();
            read.chunks_mut(step).for_each(|chunk| lines.spoil_fragments(chunk));
            assert_eq!(String::from_utf8_lossy(&read), expected, "{step}");
        }
    }
}
