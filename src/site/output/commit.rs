//! The visible part: a plan is committed, its steps are taken, its traces removed; or those of a run that was killed.
//!
//! ```text
//! manifest := old and new    so that no file is ever forgotten, whatever happens
//! plan committed             from here on the publication will be finished, by this run or the next
//! the steps                  the window in which old and new files are both visible
//! manifest := new, plan and stage removed
//! ```

use std::collections::HashSet;
use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::fs::{AtFlags, FileType};
use rustix::io::Errno;

use crate::site::output::apply::Applier;
use crate::site::output::error::OutputError;
use crate::site::output::folder::{self, OutputFolder};
use crate::site::output::manifest::{self, Manifest};
use crate::site::output::plan::{PLAN, Plan, PlanStep};
use crate::site::output::schedule::Schedule;
use crate::site::output::stage::{STAGE, Stage};
use crate::site::output::tool_folder::MANIFEST;
use crate::site::output::{existing, path, tree};

/// All is staged, nothing is visible.
pub(super) struct Prepared<'a> {
    folder: &'a OutputFolder,
    stage: Stage,
    /// What the manifest must say before the first visible step, if that is not what it says.
    union: Option<Manifest>,
    plan: Plan,
}

impl<'a> Prepared<'a> {
    /// Stages the manifest; `None` if there is nothing to do.
    ///
    /// # Errors
    ///
    /// If a folder cannot be written, or the manifest cannot be staged.
    pub(super) fn prepare(
        stage: Stage,
        folder: &'a OutputFolder,
        old: Option<&Manifest>,
        schedule: Schedule,
    ) -> Result<Option<Prepared<'a>>, OutputError> {
        let Schedule { plan, manifest, .. } = schedule;
        refuse_unwritable(folder, &plan)?;
        let Some(manifest) = manifest else {
            let has_work = !plan.steps.is_empty();
            return Ok(has_work.then_some(Prepared { folder, stage, union: None, plan }));
        };
        write_synced(&stage.open, MANIFEST, &manifest.text())
            .map_err(|error| OutputError::io("write", &folder.shown_tool_file(MANIFEST), error))?;
        let union = old.map_or_else(|| manifest.clone(), |old| old.union(&manifest));
        let union = (old != Some(&union)).then_some(union);
        Ok(Some(Prepared { folder, stage, union, plan }))
    }

    /// Commits the plan: from here on it will be carried out, if not by this run then by the next.
    ///
    /// # Errors
    ///
    /// If the plan cannot be written; nothing visible has changed then.
    pub(super) fn commit(self) -> Result<Committed<'a>, OutputError> {
        let Prepared { folder, stage, union, plan } = self;
        if let Some(union) = union {
            replace_tool_file(folder, &stage.open, "union", MANIFEST, &union.text())?;
        }
        replace_tool_file(folder, &stage.open, PLAN, PLAN, &plan.text())?;
        Ok(Committed { folder, stage: stage.keep(), plan })
    }
}

/// A committed plan, and the stage that it takes from.
pub(super) struct Committed<'a> {
    folder: &'a OutputFolder,
    stage: Arc<OwnedFd>,
    /// The steps.
    pub(super) plan: Plan,
}

/// Finishes the publication that a killed run left unfinished, if there is one.
///
/// # Errors
///
/// If a step cannot be taken, or a link has come to stand on the way.
pub(super) fn roll_forward(folder: &OutputFolder) -> Result<(), OutputError> {
    let fail = |error: io::Error| OutputError::io("read", &folder.shown_tool_file(PLAN), error);
    let Some(text) = manifest::read_text(&folder.tool_folder, PLAN).map_err(fail)? else { return Ok(()) };
    let Some(plan) = Plan::parse(&text) else {
        // Only a power cut damages a plan. The manifest names every file, old and new, so this build mends the rest.
        return rustix::fs::unlinkat(&folder.tool_folder, PLAN, AtFlags::empty()).map_err(|error| fail(error.into()));
    };
    let stage = folder::open_or_make(&folder.tool_folder, STAGE).map_err(|error| fail(error.into()))?;
    let mut left = Plan::default();
    for step in plan.steps {
        // Asked for its error, a link: a folder that is missing is no hindrance.
        existing::way_is_clear(folder, step.path())?;
        if !is_swapped(folder, &stage, &step)? {
            left.steps.push(step);
        }
    }
    let committed = Committed { folder, stage: Arc::new(stage), plan: left };
    committed.run()?;
    committed.finish()
}

/// Whether a step was taken that may be taken only once, because it would undo itself: the stage then no longer holds
/// the new file, but the old one.
fn is_swapped(folder: &OutputFolder, stage: &OwnedFd, step: &PlanStep) -> Result<bool, OutputError> {
    let PlanStep::Swap { staged, inode, path } = step else { return Ok(false) };
    match rustix::fs::statat(stage, staged.to_string(), AtFlags::SYMLINK_NOFOLLOW) {
        Ok(found) if found.st_ino != *inode => Ok(true),
        Ok(_) if existing::kind(folder, path)? == Some(FileType::Directory) => {
            Err(OutputError::foreign(&folder.shown(path), "folder"))
        }
        Ok(_) => Ok(false),
        Err(Errno::NOENT) => Ok(true),
        Err(error) => Err(OutputError::io("read", &folder.shown_tool_file(STAGE), error)),
    }
}

impl Committed<'_> {
    /// Takes the visible steps, and measures how long that takes.
    ///
    /// # Errors
    ///
    /// If one of them fails; those after it were not taken, and the plan remains.
    pub(super) fn run(&self) -> Result<Duration, OutputError> {
        let start = Instant::now();
        self.plan.steps.iter().try_for_each(|step| self.take(step))?;
        Ok(start.elapsed())
    }

    /// Takes one step.
    ///
    /// # Errors
    ///
    /// If it fails.
    pub(super) fn take(&self, step: &PlanStep) -> Result<(), OutputError> {
        let applier = Applier { stage: &self.stage, root: &self.folder.root };
        let taken = match step {
            PlanStep::Place { staged, path } => applier.place(&staged.to_string(), path),
            PlanStep::Swap { staged, path, .. } => applier.swap(&staged.to_string(), path),
            PlanStep::Remove { path } => applier.remove_file(path).map_err(io::Error::from),
            PlanStep::RemoveFolder { path } => applier.remove_folder(path).map_err(io::Error::from),
        };
        taken.map_err(|error| OutputError::cut_short(&self.folder.shown(step.path()), error))
    }

    /// Removes the traces: the site is published.
    ///
    /// # Errors
    ///
    /// If the manifest or the plan cannot be replaced; the next run tries it again.
    pub(super) fn finish(&self) -> Result<(), OutputError> {
        let tool_folder = &self.folder.tool_folder;
        let fail = |name: &str, error: Errno| OutputError::io("replace", &self.folder.shown_tool_file(name), error);
        match rustix::fs::renameat(&self.stage, MANIFEST, tool_folder, MANIFEST) {
            // It was as it must be, or was replaced by the run that was cut short.
            Ok(()) | Err(Errno::NOENT) => {}
            Err(error) => return Err(fail(MANIFEST, error)),
        }
        rustix::fs::unlinkat(tool_folder, PLAN, AtFlags::empty()).map_err(|error| fail(PLAN, error))?;
        Ok(())
    }

    /// Removes the stage, with the old files that it holds now.
    pub(super) fn clear(self) {
        // What cannot be removed now is removed by the next build.
        let _ = tree::remove(&self.folder.tool_folder, c"stage");
    }
}

/// Asks before the first visible step whether each folder that is about to change can be written.
fn refuse_unwritable(folder: &OutputFolder, plan: &Plan) -> Result<(), OutputError> {
    let mut asked = HashSet::new();
    for step in &plan.steps {
        let (above, _) = path::split(step.path());
        if asked.insert(above) {
            folder
                .refuse_unwritable(above)
                .map_err(|error| OutputError::io("write in", &folder.shown(above), error))?;
        }
    }
    Ok(())
}

/// Replaces a file of the tool's own in one step; `draft` is its name in the stage until then.
fn replace_tool_file(
    folder: &OutputFolder,
    stage: &OwnedFd,
    draft: &str,
    name: &str,
    text: &str,
) -> Result<(), OutputError> {
    let replace = || -> io::Result<()> {
        write_synced(stage, draft, text)?;
        Ok(rustix::fs::renameat(stage, draft, &folder.tool_folder, name)?)
    };
    replace().map_err(|error| OutputError::io("write", &folder.shown_tool_file(name), error))
}

fn write_synced(at: &OwnedFd, name: &str, text: &str) -> io::Result<()> {
    manifest::write_new(at, name, text.as_bytes())?.sync_data()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::site::output::schedule::Extent;
    use crate::site::output::tool_folder::TOOL_FOLDER;
    use crate::site::output::{Class, Content, Output};

    /// Path and text of files; a page's text is its publication and what it links to.
    type Site = &'static [(&'static str, &'static str)];

    const OLD: Site = &[
        ("index.html", "old kept/ style.css"),
        ("style.css", "old"),
        ("kept/index.html", "old gone/ style.css"),
        ("gone/index.html", "old gone/picture.png"),
        ("gone/picture.png", "old"),
        ("file", "old"),
        ("folder/a/index.html", "old"),
        ("folder/b.png", "old"),
    ];
    const NEW: Site = &[
        ("index.html", "new kept/ added/ deep/er/ style.css font.woff"),
        ("style.css", "new"),
        ("font.woff", "new"),
        ("kept/index.html", "new kept/added.html added/ file/ added/picture.png"),
        ("kept/added.html", "new font.woff"),
        ("added/index.html", "new added/picture.png"),
        ("added/picture.png", "new"),
        ("deep/er/index.html", "new added/picture.png"),
        ("file/index.html", "new style.css"),
        ("folder", "new"),
    ];

    fn offered(out: &Path, site: Site) -> Result<Output, OutputError> {
        let output = Output::open(out, Path::new("content"))?;
        for (path, text) in site {
            let class = if path.ends_with(".html") { Class::Page } else { Class::Asset };
            output.offer(path, class, Content::Bytes(text.as_bytes()))?;
        }
        Ok(output)
    }

    /// Publishes, but is cut short after so many steps; how many there are.
    fn cut_after(out: &Path, site: Site, steps: usize) -> Result<usize, OutputError> {
        let Output { stage, folder, manifest, offers, lock: _lock, .. } = offered(out, site)?;
        let offers = offers.into_iter().flat_map(|list| list.into_inner().unwrap_or_default());
        let schedule = Schedule::of(offers.collect(), &stage, &folder, manifest.as_ref(), Extent::Whole(None))?;
        let Some(prepared) = Prepared::prepare(stage, &folder, manifest.as_ref(), schedule)? else { return Ok(0) };
        let committed = prepared.commit()?;
        committed.plan.steps.iter().take(steps).try_for_each(|step| committed.take(step))?;
        Ok(committed.plan.steps.len())
    }

    fn visible(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let (entry, own) = (entry?, TOOL_FOLDER);
            let path = path::join(prefix, &entry.file_name().to_string_lossy());
            match entry.file_type()?.is_dir() {
                true if path == own => {}
                true => visible(&entry.path(), &path, files)?,
                false => drop(files.insert(path, fs::read_to_string(entry.path())?)),
            }
        }
        Ok(())
    }

    /// Each file is whole, and no page that readers can come from links to one that is not there.
    fn check_moment(files: &BTreeMap<String, String>, moment: usize) {
        for (path, text) in files {
            assert!(OLD.contains(&(&**path, &**text)) || NEW.contains(&(&**path, &**text)), "{moment}: {path}: {text}");
            for link in text.split(' ').skip(1) {
                let target = if link.ends_with('/') { format!("{link}index.html") } else { link.to_owned() };
                let is_reachable = OLD.iter().any(|(old, _)| old == path) && !path.starts_with("gone/");
                let is_there = files.contains_key(&target);
                assert!(
                    is_there || !is_reachable && target.ends_with(".html") || path.starts_with("gone/"),
                    "{moment}: {path} to {target}"
                );
            }
        }
        for kept in ["index.html", "style.css", "kept/index.html"] {
            assert!(files.contains_key(kept), "{moment}: {kept}");
        }
    }

    #[test]
    fn a_publication_cut_short_anywhere_is_whole_at_every_moment_and_finished_by_the_next_open()
    -> Result<(), Box<dyn std::error::Error>> {
        let (mut moment, mut steps) = (0, 1);
        while moment <= steps {
            let out = tempfile::tempdir()?;
            offered(out.path(), OLD)?.publish(None)?;
            steps = cut_after(out.path(), NEW, moment)?;
            let mut files = BTreeMap::new();
            visible(out.path(), "", &mut files)?;
            check_moment(&files, moment);

            drop(Output::open(out.path(), Path::new("content"))?);
            files.clear();
            visible(out.path(), "", &mut files)?;
            let wanted = NEW.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            assert_eq!(files, wanted, "{moment}");
            let own = fs::read_dir(out.path().join(TOOL_FOLDER))?.count();
            assert_eq!(own, 2, "{moment}: the lock and the manifest");
            assert!(!out.path().join("gone").exists(), "{moment}");
            let published = offered(out.path(), NEW)?.publish(None)?;
            assert_eq!((published.unchanged, published.removed), (NEW.len(), 0), "{moment}");
            moment += 1;
        }
        assert!(steps > 12, "{steps}");
        Ok(())
    }
}
