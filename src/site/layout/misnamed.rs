//! Files that no site can have, because of their names: what the writer would refuse is said before anything is written,
//! with everything else that is wrong.

use std::sync::Arc;

use crate::site::output::check_path;
use crate::site::portable::{portable, unportable};
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::picture::pictured;

/// What is wrong with a file that is called `named` where its author put it, and would be published at `path`. The writer
/// is asked, so that it has nothing to refuse later.
#[must_use]
pub fn misnamed(path: &str, named: &str, shown: &Arc<str>) -> Option<Diagnostic> {
    let reason = check_path(path).err().map(str::to_owned).or_else(|| unportable(path))?;
    let problem = Diagnostic::new(Code::InvalidName, shown, format!("the file cannot be published: {reason}"));
    let seen = pictured(named);
    let signs = if seen == named { "" } else { ", where signs stand for what cannot be seen" };
    let better = named.split('/').map(portable).collect::<Vec<_>>().join("/");
    let better = if unportable(&better).is_none() { better } else { named.to_owned() };
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
        for fine in ["documents/a.pdf", "documents/a b é.pdf", "documents/می\u{200c}خواهم.pdf", "_headers", "a-b/.x"]
        {
            assert_eq!(help(fine), None, "{fine:?}");
        }
        assert_eq!(help("a\\b.pdf").as_deref(), Some("name it `a-b.pdf`, not `a\\b.pdf`"));
        assert_eq!(
            help("in\tside/a\u{1b}[31m.pdf").as_deref(),
            Some("name it `in-side/a-[31m.pdf`, not `in␉side/a␛[31m.pdf`, where signs stand for what cannot be seen")
        );
        for (named, better) in [
            ("con.pdf", "con-file.pdf"),
            ("documents/COM¹.txt", "documents/COM¹-file.txt"),
            ("a:b?.pdf", "a-b-.pdf"),
            ("x/-rf", "x/rf"),
            ("end. /a.pdf", "end/a.pdf"),
            ("a\u{202e}fdp.exe", "afdp.exe"),
            ("a\u{200b}.pdf", "a.pdf"),
            ("a\u{9b}.pdf", "a-.pdf"),
        ] {
            let help = help(named).expect("it is refused");
            assert!(help.starts_with(&format!("name it `{better}`")), "{help}");
        }
        let long = "x/".repeat(120) + "y";
        assert!(help(&long).is_some_and(|help| help.starts_with("give it another name")));
        let long = "x".repeat(256);
        assert_eq!(help(&long), Some(format!("give it another name than `{long}`")));
    }
}
