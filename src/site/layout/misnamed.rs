//! Files that no site can have, because of their names: what the writer would refuse is said before anything is written,
//! with everything else that is wrong.

use std::sync::Arc;

use crate::site::output::check_path;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::picture::pictured;

/// What is wrong with a file that is called `named` where its author put it, and would be published at `path`. The writer
/// is asked, so that it has nothing to refuse later.
#[must_use]
pub fn misnamed(path: &str, named: &str, shown: &Arc<str>) -> Option<Diagnostic> {
    let reason = check_path(path).err()?;
    let problem = Diagnostic::new(Code::InvalidName, shown, format!("the file cannot be published: {reason}"));
    let seen = pictured(named);
    let signs = if seen == named { "" } else { ", where signs stand for what cannot be seen" };
    let better: String = named.chars().map(|c| if c == '\\' || c.is_control() { '-' } else { c }).collect();
    // One that is too long would be as long.
    let help = if better == named {
        format!("give it another name than `{seen}`{signs}")
    } else {
        format!("name it `{better}`, not `{seen}`{signs}")
    };
    Some(problem.help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_writer_would_refuse_is_one_problem_and_nothing_else_is_any() {
        let help = |named: &str| misnamed(named, named, &"content/x".into()).and_then(|problem| problem.help);
        for fine in ["documents/a.pdf", "documents/a b é.pdf", "documents/a\u{9b}.pdf", "_headers"] {
            assert_eq!(help(fine), None, "{fine:?}");
        }
        assert_eq!(help("a\\b.pdf").as_deref(), Some("name it `a-b.pdf`, not `a\\b.pdf`"));
        assert_eq!(
            help("in\tside/a\u{1b}[31m.pdf").as_deref(),
            Some("name it `in-side/a-[31m.pdf`, not `in␉side/a␛[31m.pdf`, where signs stand for what cannot be seen")
        );
        let long = "x".repeat(256);
        assert_eq!(help(&long), Some(format!("give it another name than `{long}`")));
    }
}
