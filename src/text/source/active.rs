//! Attachments that a browser or a host would run.
//!
//! They are published as they are, under the address of the review, so that what runs in them can do there whatever a page
//! could. Both the name and the content of a file are looked at, and in doubt it is reported.

mod encoding;
mod ending;
mod markup;

use std::io::{self, Read};

use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::LARGEST_FILE;
use crate::text::source::active::encoding::{Beginning, beginning, decode};
use crate::text::source::active::ending::{Ending, ending};
use crate::text::source::listing::FoundFile;
use crate::text::source::root::Root;

/// How much of a file is looked at to tell what it is, in bytes: as much as browsers look at (MIME Sniffing, 5.2).
const HEAD: u64 = 1445;

/// An attachment that a browser or a host would run, or of which that cannot be ruled out, is reported. It is opened only if
/// its name does not say enough.
///
/// # Errors
/// Why the file cannot be looked into.
pub(super) fn active_content(root: &Root, found: &FoundFile) -> io::Result<Option<Diagnostic>> {
    let first = |most: u64| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        root.file(&found.path)?.0.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let inside = |live: bool| Ok::<_, io::Error>(inside(&first(LARGEST_FILE + 1)?, live));
    let ending = ending(&found.path);
    let danger = match &ending {
        Ending::Text => None,
        Ending::Executed(what) => return Ok(Some(executed(found, &format!("`{what}`")))),
        Ending::Runs => return Ok(Some(active(found, ""))),
        Ending::Starts => return Ok(Some(starts(found))),
        Ending::Markup => inside(is_drawing(&found.path))?,
        Ending::Harmless => {
            let is_other = beginning(&first(HEAD)?) == Beginning::Markup;
            is_other.then(|| "it begins as HTML or XML does, whatever its name says".to_owned())
        }
        Ending::Bare | Ending::Unknown(_) => match beginning(&first(HEAD)?) {
            Beginning::Script if ending == Ending::Bare => {
                return Ok(Some(executed(found, "what begins as a script and has no ending")));
            }
            Beginning::Markup => inside(true)?,
            Beginning::Script | Beginning::Other => None,
        },
    };
    Ok(match (danger, ending) {
        (Some(why), _) => Some(active(found, &format!(": {why}"))),
        (None, Ending::Unknown(ending)) => Some(unknown(found, &ending)),
        _ => None,
    })
}

/// Whether a host could send a file with this path as something that a browser shows as a page or a drawing.
#[must_use]
pub fn can_be_live(path: &str) -> bool {
    !matches!(ending(path), Ending::Text | Ending::Harmless)
}

/// Why a browser could run something in the bytes of an XML file; `None` if it cannot.
fn inside(bytes: &[u8], live: bool) -> Option<String> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Some("it is longer than 16 MiB, so it was not read".to_owned());
    }
    match decode(bytes) {
        Some(text) => markup::danger(&text, live).map(Into::into),
        None => Some("its encoding is not one that every browser reads alike".to_owned()),
    }
}

/// Whether the elements of an XML file count even if it does not say that they are those of SVG.
fn is_drawing(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".svg")
}

fn active(found: &FoundFile, why: &str) -> Diagnostic {
    let message = format!("the file can run scripts in the reader's browser{why}");
    Diagnostic::new(Code::ActiveAttachment, &found.shown, message)
        .help("publish a PDF or a bitmap image, or remove the scripts")
}

fn starts(found: &FoundFile) -> Diagnostic {
    let message = "the file can start a program on the reader's computer";
    Diagnostic::new(Code::ActiveAttachment, &found.shown, message)
        .help("publish a PDF, or the format without programs: `.docx` instead of `.docm`")
}

fn executed(found: &FoundFile, what: &str) -> Diagnostic {
    let message = format!("many hosts run {what} instead of sending it to the reader");
    Diagnostic::new(Code::ExecutedAttachment, &found.shown, message)
        .help("give it one ending that says it is text (`report-php.txt`), or pack it as `.zip`")
}

fn unknown(found: &FoundFile, ending: &str) -> Diagnostic {
    let message = format!("`.{ending}` is not an ending that is known to be harmless");
    Diagnostic::new(Code::UnknownEnding, &found.shown, message)
        .help("publish a common format: PDF, text, CSV, an image; or pack it as `.zip`")
}
