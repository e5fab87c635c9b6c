//! Live reload: the script of a page, what it is told, and what it brings along. The script says what it does.

use serde::Serialize;

use crate::serve::{Answer, Status};

/// Where everything that belongs to the preview itself stands: no file of a site begins with a dot.
pub(super) const FOLDER: &str = ".rapporteur/";

static FILES: [(&str, &str, &str); 2] = [
    ("live.js", "text/javascript; charset=utf-8", include_str!("live.js")),
    ("live.css", "text/css; charset=utf-8", include_str!("live.css")),
];

/// What each open page is told when something has changed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageState {
    /// Which preview says it, of those that there were one after the other.
    pub(super) run: u64,
    /// How often the site has changed.
    pub(super) revision: u64,
    /// Whether no site could be shown yet.
    pub(super) is_empty: bool,
    /// What keeps the site from being shown as it is written now; none if nothing does.
    pub(super) errors: Problems,
    /// What else is to be said of it; as long as that is not known, what was to be said before.
    pub(super) warnings: Problems,
}

/// Problems of one severity.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Problems {
    /// How many there are.
    pub(super) total: usize,
    /// Those that are shown.
    pub(super) shown: Vec<serde_json::Value>,
}

/// A file of the preview itself.
pub(super) fn file(name: &str) -> Option<Answer> {
    let (_, media, text) = FILES.iter().find(|(own, ..)| *own == name)?;
    Some(Answer::of_bytes(Status::Ok, (*media).into(), text.as_bytes().into()))
}

/// Adds the script to a page. `tag` is the page's own, by which the script knows whether it has changed.
pub(super) fn with_script(mut page: Vec<u8>, tag: &str) -> Vec<u8> {
    let script = format!("<script src=\"/{FOLDER}live.js\" data-page=\"{tag}\" defer></script>\n");
    let place = memchr::memmem::rfind(&page, b"</body>").unwrap_or(page.len());
    page.splice(place..place, script.into_bytes());
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_the_last_thing_in_the_body() {
        let page = with_script(b"<html><body><p></body></html>".to_vec(), "a1");
        let page = String::from_utf8(page).expect("it was text before");
        assert_eq!(
            page,
            "<html><body><p><script src=\"/.rapporteur/live.js\" data-page=\"a1\" defer></script>\n</body></html>"
        );
        assert!(with_script(b"<p>".to_vec(), "a").starts_with(b"<p><script"));
    }
}
