//! In which order what was offered becomes visible, and what goes: no page may link to one that is not there.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::time::Duration;

use crate::site::edition::Edition;
use crate::site::output::error::OutputError;
use crate::site::output::folder::OutputFolder;
use crate::site::output::manifest::Manifest;
use crate::site::output::plan::{Plan, PlanStep};
use crate::site::output::stage::{Stage, StagedFile, StagedTree};
use crate::site::output::{Class, FileChange, Published, existing, path};

/// A file of the new site, as it was offered.
#[derive(Debug)]
pub(super) struct Offer {
    path: Box<str>,
    class: Class,
    /// What it means for the folder.
    pub(super) change: FileChange,
    staged: Staged,
}

/// How a file waits in the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Staged {
    /// Not at all: it is unchanged.
    Nowhere,
    /// By itself.
    Alone(StagedFile),
    /// In the tree of this number.
    InTree(u32),
}

impl Offer {
    /// Whether something else has to go before the file can have its place: a file where its folder is to be, or a folder
    /// where it is to be.
    pub(super) fn needs_room(&self, old: &Manifest) -> bool {
        old.has_folder(&self.path) || path::folders_above(&self.path).any(|above| old.has_file(above))
    }

    /// A file that is there with the same bytes.
    pub(super) fn unchanged(path: &str, class: Class) -> Offer {
        Offer { path: path.into(), class, change: FileChange::Unchanged, staged: Staged::Nowhere }
    }

    /// A file that waits by itself.
    pub(super) fn alone(path: &str, class: Class, change: FileChange, file: StagedFile) -> Offer {
        Offer { path: path.into(), class, change, staged: Staged::Alone(file) }
    }

    /// A new file that waits in a tree.
    pub(super) fn in_tree(path: &str, class: Class, tree: u32) -> Offer {
        Offer { path: path.into(), class, change: FileChange::Added, staged: Staged::InTree(tree) }
    }
}

/// How much of a site was offered.
pub(super) enum Extent {
    /// All of it; what the next build is told of it.
    Whole(Option<Edition>),
    /// Some files.
    Part,
}

/// All that a publication is about to do.
pub(super) struct Schedule {
    /// The visible steps.
    pub(super) plan: Plan,
    /// What will have been made then; none where that is what was made before.
    pub(super) manifest: Option<Manifest>,
    /// The counts; the window is not known yet.
    pub(super) published: Published,
}

impl Schedule {
    /// Orders what was offered. Of a part, all else that was made before stays.
    ///
    /// # Errors
    ///
    /// If the offers contradict each other, or a link stands on the way to a file that has to go.
    pub(super) fn of(
        mut offers: Vec<Offer>,
        stage: &Stage,
        folder: &OutputFolder,
        old: Option<&Manifest>,
        extent: Extent,
    ) -> Result<Schedule, OutputError> {
        let empty = Manifest::default();
        let before = old;
        let old = before.unwrap_or(&empty);
        offers.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let folders = folders_of(&offers)?;
        let (manifest, removals) = match extent {
            Extent::Whole(edition) => {
                let manifest = manifest_of(&offers, &folders, stage, old, edition);
                (
                    Some(manifest).filter(|manifest| before != Some(manifest)),
                    Removals::of(old, &offers, &folders, folder)?,
                )
            }
            Extent::Part => {
                let part = manifest_of(&offers, &folders, stage, old, None);
                ((!old.has_all(&part)).then(|| old.union(&part)), Removals::default())
            }
        };
        let removed = removals.files.len();
        let steps = steps(&offers, &stage.take_trees(), removals);
        let count = |change| offers.iter().filter(|offer| offer.change == change).count();
        let published = Published {
            added: count(FileChange::Added),
            changed: count(FileChange::Changed),
            unchanged: count(FileChange::Unchanged),
            removed,
            window: Duration::ZERO,
        };
        Ok(Schedule { plan: Plan { steps }, manifest, published })
    }
}

/// The folders that the offers lie in; checks that no path is offered twice, nor as a file and a folder.
fn folders_of(offers: &[Offer]) -> Result<BTreeSet<&str>, OutputError> {
    let mut folders = BTreeSet::new();
    let mut last = None;
    for offer in offers {
        if last == Some(&offer.path) {
            return Err(OutputError::claimed_twice(&offer.path));
        }
        last = Some(&offer.path);
        for above in path::folders_above(&offer.path).rev() {
            if !folders.insert(above) {
                break;
            }
        }
    }
    match offers.iter().find(|offer| folders.contains(&*offer.path)) {
        Some(offer) => Err(OutputError::file_and_folder(&offer.path)),
        None => Ok(folders),
    }
}

/// What will have been made: a file of others that happens to have the same bytes stays theirs.
fn manifest_of(
    offers: &[Offer],
    folders: &BTreeSet<&str>,
    stage: &Stage,
    old: &Manifest,
    mut edition: Option<Edition>,
) -> Manifest {
    let is_made = |offer: &&Offer| offer.change != FileChange::Unchanged || old.has_file(&offer.path);
    let files: BTreeSet<Box<str>> = offers.iter().filter(is_made).map(|offer| offer.path.clone()).collect();
    if let Some(edition) = &mut edition {
        edition.addresses.retain(|path, _| files.contains(path));
    }
    Manifest {
        files,
        edition,
        folders: folders
            .iter()
            .filter(|path| old.has_folder(path) || stage.makes(path))
            .map(|path| Box::from(*path))
            .collect(),
    }
}

/// What was made before, and is not in the new site.
#[derive(Default)]
struct Removals<'a> {
    files: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
}

impl<'a> Removals<'a> {
    fn of(
        old: &'a Manifest,
        offers: &[Offer],
        folders: &BTreeSet<&str>,
        folder: &OutputFolder,
    ) -> Result<Removals<'a>, OutputError> {
        let is_offered = |path: &str| offers.binary_search_by(|offer| (*offer.path).cmp(path)).is_ok();
        let mut files = BTreeSet::new();
        for path in old.files.iter().map(|path| &**path).filter(|path| !is_offered(path)) {
            if existing::way_is_clear(folder, path)? && existing::kind(folder, path)?.is_some() {
                files.insert(path);
            }
        }
        let mut unused = BTreeSet::new();
        for path in old.folders.iter().map(|path| &**path).filter(|path| !folders.contains(path)) {
            if existing::way_is_clear(folder, path)? {
                unused.insert(path);
            }
        }
        Ok(Removals { files, folders: unused })
    }

    /// The removals that make room at `path`, and are then done with.
    fn make_room(&mut self, path: &str) -> Vec<PlanStep> {
        if self.files.remove(path) {
            return vec![PlanStep::Remove { path: path.into() }];
        }
        if !self.folders.contains(path) {
            return Vec::new();
        }
        let below = format!("{path}/");
        let room =
            Removals { files: take_below(&mut self.files, &below), folders: take_below(&mut self.folders, &below) };
        self.folders.remove(path);
        room.steps().into_iter().chain([PlanStep::RemoveFolder { path: path.into() }]).collect()
    }

    /// Pages go before what they show, folders when they are empty.
    fn steps(self) -> Vec<PlanStep> {
        let (pages, others): (Vec<&str>, Vec<&str>) = self.files.into_iter().partition(|path| path.ends_with(".html"));
        let files = pages.into_iter().chain(others).map(|path| PlanStep::Remove { path: path.into() });
        let folders = self.folders.into_iter().rev().map(|path| PlanStep::RemoveFolder { path: path.into() });
        files.chain(folders).collect()
    }
}

/// Takes the paths that begin with a prefix out of a set.
fn take_below<'a>(paths: &mut BTreeSet<&'a str>, prefix: &str) -> BTreeSet<&'a str> {
    let range = (Bound::Included(prefix), Bound::Unbounded);
    let found: BTreeSet<&str> =
        paths.range::<str, _>(range).take_while(|path| path.starts_with(prefix)).copied().collect();
    for path in &found {
        paths.remove(path);
    }
    found
}

/// When something gets its place: the earlier variants first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Priority {
    AssetTree,
    NewAsset,
    ChangedAsset,
    /// Before the other trees, whose pages may show the assets in it.
    MixedTree,
    PageTree,
    NewPage,
    ChangedPage,
}

/// Something staged, and where it goes.
struct Placement<'a> {
    priority: Priority,
    staged: u32,
    /// The number of the file in its file system, if a file of ours is there already.
    swapped: Option<u64>,
    path: &'a str,
}

/// The visible steps. Of one priority the deepest come first, so that the front page is the last.
fn steps(offers: &[Offer], trees: &[StagedTree], mut removals: Removals<'_>) -> Vec<PlanStep> {
    let mut placements = placements(offers, trees);
    placements.sort_by_cached_key(|placement| {
        let depth = path::folders_above(placement.path).count();
        (placement.priority, Reverse(depth), placement.path)
    });
    let mut steps = Vec::with_capacity(placements.len() + removals.files.len() + removals.folders.len());
    for Placement { staged, swapped, path, .. } in placements {
        steps.extend(removals.make_room(path));
        steps.push(match swapped {
            Some(inode) => PlanStep::Swap { staged, inode, path: path.into() },
            None => PlanStep::Place { staged, path: path.into() },
        });
    }
    steps.extend(removals.steps());
    steps
}

fn placements<'a>(offers: &'a [Offer], trees: &'a [StagedTree]) -> Vec<Placement<'a>> {
    let mut classes: BTreeMap<u32, BTreeSet<Class>> = BTreeMap::new();
    let mut placements = Vec::new();
    for offer in offers {
        let priority = match (offer.class, offer.change) {
            (Class::Asset, FileChange::Added) => Priority::NewAsset,
            (Class::Asset, _) => Priority::ChangedAsset,
            (Class::Page, FileChange::Added) => Priority::NewPage,
            (Class::Page, _) => Priority::ChangedPage,
        };
        match offer.staged {
            Staged::Nowhere => {}
            Staged::Alone(StagedFile { number, inode }) => {
                let swapped = (offer.change == FileChange::Changed).then_some(inode);
                placements.push(Placement { priority, staged: number, swapped, path: &offer.path });
            }
            Staged::InTree(tree) => {
                classes.entry(tree).or_default().insert(offer.class);
            }
        }
    }
    for tree in trees {
        let has = |class| classes.get(&tree.number).is_some_and(|classes| classes.contains(&class));
        let priority = match (has(Class::Asset), has(Class::Page)) {
            (true, true) => Priority::MixedTree,
            (false, true) => Priority::PageTree,
            (_, false) => Priority::AssetTree,
        };
        placements.push(Placement { priority, staged: tree.number, swapped: None, path: &tree.path });
    }
    placements
}
