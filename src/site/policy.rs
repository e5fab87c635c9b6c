//! What a browser may do with what the site sends (Content Security Policy Level 3): with its pages, and with attachments, which
//! are guests. A page says so itself; whatever else there is to say, only a host can say in the headers of its answers.
//!
//! A policy has no words for "from this folder of this site": its sources are whole addresses, or all of a site. Hosts
//! therefore send two, with a comma between them, and a browser keeps both (8.1): scripts come from the same site by one,
//! and from its folders of scripts by the other, which names no host, so that it holds at any address.

use std::path::Path;

use serde::Serialize;

use crate::site::address::encode;
use crate::site::visible::Visible;

use crate::text::source::can_be_live;

/// What a page may load, which it says itself: what lies beside it, and nothing written into it.
macro_rules! page {
    () => {
        "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; \
         worker-src 'none'; base-uri 'none'; form-action 'none'"
    };
}

/// The folders of the site that hold scripts. No attachment can be published there.
macro_rules! scripts {
    () => {
        "script-src *:*/assets/ *:*/search/"
    };
}

/// The policy of a page, as it stands in the page.
pub const PAGE: &str = page!();

/// The policies of whatever the preview sends besides attachments. Its own script keeps pages up to date.
pub const PREVIEW: &str = concat!(page!(), "; frame-ancestors 'none', ", scripts!(), " *:*/.rapporteur/");

/// The policies of a page, as a host sends them that can tell pages from attachments.
pub const HOSTED_PAGE: &str = concat!(page!(), "; frame-ancestors 'none', ", scripts!());

/// The policies of a host that cannot tell attachments from pages: what holds for both. Pages are stricter themselves; an
/// attached drawing, picture or film cannot be shown without what is allowed here.
pub const HOSTED: &str = concat!(
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; media-src 'self'; \
     script-src 'self'; connect-src 'self'; worker-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none', ",
    scripts!()
);

/// The policy of an attachment. It is a document of no site (`sandbox`): it runs nothing, sends nothing, loads nothing, and
/// nothing of the site is open to it. Drawings colour themselves with styles of their own, and browsers show pictures, text
/// and XML with theirs.
pub const GUEST: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/// The policy of an attachment that a browser shows in a viewer or a player of its own, and which cannot run a script of the
/// site. In a sandbox Chromium may not load sound and film ("from origin 'null'"), and other browsers no PDF.
pub const VIEWED: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; object-src 'self'";

/// How many attachments have headers of their own: Cloudflare Pages reads at most 100 rules.
const RULES: usize = 90;

/// The policy of an attachment.
#[must_use]
pub fn guest(path: &str) -> &'static str {
    let media = mime_guess::from_path(Path::new(path)).first_raw().unwrap_or_default();
    let is_viewed = media == "application/pdf" || media.starts_with("audio/") || media.starts_with("video/");
    if is_viewed { VIEWED } else { GUEST }
}

/// What the file of headers says that Netlify and Cloudflare Pages read.
#[derive(Debug, Serialize)]
pub struct Headers {
    /// The policies of every answer.
    policy: &'static str,
    /// The policy of an attachment that could be shown as a page or a drawing.
    guest: &'static str,
    /// The paths of such attachments, as many as those hosts take rules for.
    guests: Vec<String>,
}

impl Headers {
    /// The headers for the attachments that are shown.
    #[must_use]
    pub fn new(visible: &Visible) -> Headers {
        let paths = visible.attachments().map(|(_, attachment)| &*attachment.path);
        // In that file, `*` and `:` stand for something else.
        let named = paths.filter(|path| can_be_live(path) && !path.contains(['*', ':']));
        let guests = named.take(RULES).map(|path| encode(path).into_owned()).collect();
        Headers { policy: HOSTED, guest: GUEST, guests }
    }
}
