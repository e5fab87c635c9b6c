//! The visible steps of a publication, and the text of them that a later run can finish it from.
//!
//! Every step may be taken twice: a run that finishes a plan takes all of them from the start.

use crate::site::output::path;

/// The name of the plan among the tool's own files. That it is there means that it was committed.
pub(super) const PLAN: &str = "plan";

const HEADER: &str = "rapporteur plan 1";

/// One atomic change of what readers see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PlanStep {
    /// What is staged under this number, a file or a whole folder, gets its place.
    Place {
        /// The name in the stage.
        staged: u32,
        /// Where it goes.
        path: Box<str>,
    },
    /// A staged file changes places with the one that is there, which is then removed with the stage.
    ///
    /// Not a plain rename, because that frees the old file at once, which takes longer than the rename itself; ext4
    /// even begins to write the new one to the disk.
    Swap {
        /// The name in the stage.
        staged: u32,
        /// The number of the new file in its file system, by which a later run sees whether the step was taken.
        inode: u64,
        /// Where it goes.
        path: Box<str>,
    },
    /// A file goes.
    Remove {
        /// Where it is.
        path: Box<str>,
    },
    /// A folder goes, if nothing is left in it.
    RemoveFolder {
        /// Where it is.
        path: Box<str>,
    },
}

impl PlanStep {
    /// The path that the step is about.
    pub(super) fn path(&self) -> &str {
        match self {
            PlanStep::Place { path, .. } | PlanStep::Swap { path, .. } => path,
            PlanStep::Remove { path } | PlanStep::RemoveFolder { path } => path,
        }
    }

    fn parse(line: &str) -> Option<PlanStep> {
        let (word, rest) = line.split_once(' ')?;
        let checked = |path: &str| path::check(path).ok().map(|()| Box::from(path));
        match word {
            "place" => {
                let (staged, path) = rest.split_once(' ')?;
                Some(PlanStep::Place { staged: staged.parse().ok()?, path: checked(path)? })
            }
            "swap" => {
                let (staged, rest) = rest.split_once(' ')?;
                let (inode, path) = rest.split_once(' ')?;
                Some(PlanStep::Swap { staged: staged.parse().ok()?, inode: inode.parse().ok()?, path: checked(path)? })
            }
            "remove" => Some(PlanStep::Remove { path: checked(rest)? }),
            "remove-folder" => Some(PlanStep::RemoveFolder { path: checked(rest)? }),
            _ => None,
        }
    }
}

/// The steps, in their order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// The first is taken first.
    pub(super) steps: Vec<PlanStep>,
}

impl Plan {
    /// The text that [`Plan::parse`] reads.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{HEADER} {}\n", self.steps.len());
        for step in &self.steps {
            match step {
                PlanStep::Place { staged, path } => text.extend(["place ", &staged.to_string(), " ", path, "\n"]),
                PlanStep::Swap { staged, inode, path } => {
                    text.extend(["swap ", &staged.to_string(), " ", &inode.to_string(), " ", path, "\n"]);
                }
                PlanStep::Remove { path } => text.extend(["remove ", path, "\n"]),
                PlanStep::RemoveFolder { path } => text.extend(["remove-folder ", path, "\n"]),
            }
        }
        text
    }

    /// The plan that a text is; `None` if it is not a whole one.
    pub(super) fn parse(text: &str) -> Option<Plan> {
        let (header, lines) = text.split_once('\n')?;
        let count: usize = header.strip_prefix(HEADER)?.trim_start().parse().ok()?;
        let steps = lines.lines().map(PlanStep::parse).collect::<Option<Vec<PlanStep>>>()?;
        (steps.len() == count).then_some(Plan { steps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_reads_back_and_half_of_one_does_not() {
        let text = "rapporteur plan 1 4\nplace 12 a b/c.html\nswap 7 99 i.html\nremove d\nremove-folder e/f\n";
        let plan = Plan::parse(text);
        assert_eq!(plan.map(|plan| plan.text()).as_deref(), Some(text));
        for bad in
            ["", "rapporteur plan 1 1\n", "rapporteur plan 1 1\nremove ../x\n", "rapporteur plan 1 1\nplace x y\n"]
        {
            assert_eq!(Plan::parse(bad), None, "{bad:?}");
        }
    }
}
