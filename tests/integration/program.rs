//! The program, started as somebody at a terminal starts it, on a day that is always the same.

use std::path::Path;
use std::process::Command;

/// What it printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Printed {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Printed {
    /// All that was printed.
    pub(crate) fn all(&self) -> String {
        [&*self.out, &*self.err].concat()
    }
}

/// Runs it in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Printed {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    let ended = command.current_dir(folder).args(arguments).env("SOURCE_DATE_EPOCH", "1767225600").output();
    let ended = ended.expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    Printed { code: ended.status.code(), out: text(ended.stdout), err: text(ended.stderr) }
}
