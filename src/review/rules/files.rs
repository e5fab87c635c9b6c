//! The rule about attachments: what is published is named by some record.

use crate::review::files::named;
use crate::review::rules::subjects::Subjects;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;

/// Files and folders that hosts, browsers and crawlers ask for by name.
const ASKED_FOR: [&str; 10] = [
    "_headers",
    "_redirects",
    "CNAME",
    "robots.txt",
    "favicon.ico",
    "security.txt",
    "humans.txt",
    "ads.txt",
    "apple-touch-icon.png",
    "manifest.webmanifest",
];

/// Reports attachments that no record names: they are published, and nobody may have meant that.
pub(super) fn unused_attachment(subjects: &Subjects<'_>) -> Vec<Diagnostic> {
    let review = subjects.review;
    if review.attachments.is_empty() {
        return Vec::new();
    }
    let named = named(review, |_| true);
    let unused = review.attachments.iter_enumerated().filter(|(attachment, file)| {
        !named.contains(attachment) && !ASKED_FOR.contains(&&*file.path) && !file.path.starts_with(".well-known/")
    });
    let problems = unused.map(|(_, file)| {
        let message = "no record names the file, and it would be published";
        Diagnostic::new(Code::UnusedAttachment, &file.shown, message)
            .help("link to it in a record, take it out of the folder, or name it under `ignore` in `review.yaml`")
    });
    problems.collect()
}
