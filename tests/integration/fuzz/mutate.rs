//! A file, made worse: bytes changed, lines moved, pieces of other files and awkward texts put in.

use fastrand::Rng;

use super::files::File;

/// What has broken generators: marks of Markdown, HTML and YAML, and letters that are longer than a byte or have no form of
/// their own.
pub(crate) const AWKWARD: [&str; 98] = [
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "\u{feff}",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{2028}",
    "\u{fffd}",
    "\u{fffe}",
    "é",
    "e\u{301}",
    "安全",
    "😀",
    "ß",
    "İ",
    "\u{5e9}\u{5dc}",
    "क्षि",
    "---\n",
    "\n---\n",
    "...\n",
    "- ",
    "  - ",
    "> ",
    "1. ",
    "999999999. ",
    ": ",
    "\n: ",
    "    ",
    "#",
    "## ",
    "###### ",
    "{#",
    "}",
    "{#a}",
    "[",
    "]",
    "[[",
    "]]",
    "![[",
    "](",
    ")",
    "|",
    "\\|",
    "|-|-|\n",
    "\n\nTable: ",
    "| **a** | b |\n|-|-|\n| **c** | d |\n",
    "[^1]",
    "\n[^1]: ",
    "`",
    "```\n",
    "~~~",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "&",
    "&amp;",
    "&#0;",
    "&#x10FFFF;",
    "&nosuch;",
    "<",
    ">",
    "<a\n  href=\"",
    "<a href='x",
    "</a>",
    "<b>",
    "</b>",
    "<br>",
    "<div>",
    "\n\n<div\n",
    "</div>",
    "<table><tr><td>",
    "</td>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?",
    "<script>",
    "</script>",
    "<svg>",
    "'",
    "\"",
    "- [ ] ",
    "- [x] ",
    "[!NOTE]",
    "2020-02-30",
    "unknown",
    "~",
    "null",
];

/// One of the files, made worse in a few places.
pub(crate) fn one(rng: &mut Rng, files: &[File]) -> File {
    let mut file = rng.choice(files).expect("there are files").clone();
    for _ in 0..rng.usize(1..12) {
        worsen(rng, &mut file.bytes, files);
    }
    // A record that has grown too long says nothing more, and takes its time.
    file.bytes.truncate(200_000);
    file
}

fn worsen(rng: &mut Rng, bytes: &mut Vec<u8>, files: &[File]) {
    let at = rng.usize(0..=bytes.len());
    let end = (at + rng.usize(0..40)).min(bytes.len());
    match rng.u8(0..10) {
        0 if at < bytes.len() => bytes[at] = rng.u8(..),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = bytes[at..end].to_vec();
            let to = rng.usize(0..=bytes.len());
            insert(bytes, to, &piece);
        }
        3 => {
            let other = &rng.choice(files).expect("there are files").bytes;
            let from = rng.usize(0..=other.len());
            let to = (from + rng.usize(0..200)).min(other.len());
            insert(bytes, at, &other[from..to]);
        }
        4 => {
            // Windows' line ends, or those of old Macintoshes.
            let with: &[u8] = if rng.bool() { b"\r\n" } else { b"\r" };
            *bytes = bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(with);
        }
        5 => {
            let piece = rng.choice(AWKWARD).expect("there are some").repeat(rng.usize(1..60));
            insert(bytes, at, piece.as_bytes());
        }
        _ => insert(bytes, at, rng.choice(AWKWARD).expect("there are some").as_bytes()),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
