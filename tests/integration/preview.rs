//! A preview with nobody around it, and the bytes of its answers.

use std::io::Read as _;
use std::sync::Arc;

use rapporteur::pipeline::Diagnostics;
use rapporteur::serve::preview::{Observer, Preview};
use rapporteur::serve::{Answer, Status};
use rapporteur::text::code::Severity;

struct Alone;

impl Observer for Alone {
    fn announce(&self, _: Arc<str>) {}

    fn show(&self, _: &Diagnostics) {}

    fn describe(&self, _: &Diagnostics, _: Severity, _: usize) -> Vec<serde_json::Value> {
        Vec::new()
    }
}

pub(crate) fn preview() -> Preview {
    Preview::new(Box::new(Alone))
}

/// The status and the bytes of an answer, without the script that only a preview has; of one that leads elsewhere, the
/// address.
pub(crate) fn answered(answer: Answer) -> (Status, Vec<u8>) {
    match answer {
        Answer::Bytes { status, bytes, .. } => (status, without_script(&bytes)),
        Answer::File { file, length, .. } => {
            let mut bytes = Vec::new();
            file.take(length).read_to_end(&mut bytes).expect("an attachment can be read");
            (Status::Ok, bytes)
        }
        Answer::Moved(to) => (Status::Ok, to.into_bytes()),
    }
}

fn without_script(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let parts = text.split_once("<script src=\"/.rapporteur/live.js\"");
    match parts.and_then(|(before, rest)| Some((before, rest.split_once(" defer></script>\n")?.1))) {
        Some((before, after)) => [before, after].concat().into_bytes(),
        None => bytes.to_vec(),
    }
}
