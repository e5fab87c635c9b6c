//! `explain`: what a diagnostic means and how to mend it, or which codes there are.

use std::fmt;
use std::io::{self, Write};

use crate::review::id::{alternatives, nearest};
use crate::text::code::Code;

/// Why nothing was explained.
#[derive(Debug)]
pub(super) enum Unexplained {
    /// There is no such code.
    Unknown {
        /// What was asked for.
        code: String,
        /// The codes that may be meant.
        near: Vec<&'static str>,
    },
    /// The explanation could not be written.
    Output(io::Error),
}

impl fmt::Display for Unexplained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unexplained::Unknown { code, near } if near.is_empty() => {
                write!(f, "there is no code `{}`; `rapporteur explain` lists all of them", code.escape_debug())
            }
            Unexplained::Unknown { code, near } => {
                let near = alternatives(near.iter().copied());
                write!(f, "there is no code `{}`; did you mean {near}?", code.escape_debug())
            }
            Unexplained::Output(error) => error.fmt(f),
        }
    }
}

/// Prints what a code means; without one, every code with its title.
///
/// # Errors
/// If there is no such code, or the writer fails otherwise than because nobody reads on.
pub(super) fn explain(out: &mut dyn Write, code: Option<&str>) -> Result<(), Unexplained> {
    let written = match code {
        None => list(out),
        Some(name) => match Code::named(name) {
            Some(code) => one(out, code),
            None => return Err(Unexplained::Unknown { code: name.to_owned(), near: near(name) }),
        },
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Unexplained::Output(error)),
        _ => Ok(()),
    }
}

fn one(out: &mut dyn Write, code: Code) -> io::Result<()> {
    writeln!(out, "{}[{}]: {}\n\n{}", code.severity().name(), code.name(), code.title(), code.explanation())
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or_default();
    for code in Code::ALL {
        writeln!(out, "{:width$}  {:7}  {}", code.name(), code.severity().name(), code.title())?;
    }
    Ok(())
}

/// The codes that are spelt nearly so, else those that have it as a part.
fn near(name: &str) -> Vec<&'static str> {
    let names = || Code::ALL.iter().map(|code| code.name());
    let near = nearest(name, names());
    if near.is_empty() && !name.is_empty() {
        names().filter(|code| code.contains(name)).take(3).collect()
    } else {
        near
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(code: Option<&str>) -> Result<String, String> {
        let mut out = Vec::new();
        explain(&mut out, code).map_err(|error| error.to_string())?;
        Ok(String::from_utf8_lossy(&out).into_owned())
    }

    #[test]
    fn a_code_is_explained() {
        let expected = "warning[unused-footnote]: a footnote that no mark refers to\n\n\
            The footnote is printed, but no reader is led to it. Add its mark `[^1]` where it belongs, or remove it.\n";
        assert_eq!(explained(Some("unused-footnote")).as_deref(), Ok(expected));
    }

    #[test]
    fn all_codes_are_listed_in_columns() {
        let list = explained(None).unwrap_or_default();
        assert_eq!(list.lines().count(), Code::ALL.len());
        let titles = Code::ALL.iter().map(|code| code.title());
        let columns: Vec<_> = list.lines().zip(titles).map(|(line, title)| line.find(title)).collect();
        assert!(columns.iter().all(|column| column.is_some() && *column == columns[0]), "{list}");
    }

    #[test]
    fn an_unknown_code_has_near_names() {
        let message = |code| explained(Some(code)).err().unwrap_or_default();
        assert_eq!(message("unknown-recrod"), "there is no code `unknown-recrod`; did you mean `unknown-record`?");
        assert_eq!(
            message("rapporteur"),
            "there is no code `rapporteur`; did you mean `charter-without-rapporteur` or `rapporteur-not-a-member`?"
        );
        assert_eq!(message("\u{1b}xyz"), "there is no code `\\u{1b}xyz`; `rapporteur explain` lists all of them");
    }
}
