//! In which order what was offered becomes visible, and what goes: no page may link to one that is not there.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::time::Duration;

use crate::site::output::error::OutputError;
use crate::site::output::folder::Folder;
use crate::site::output::manifest::Manifest;
use crate::site::output::plan::{Plan, Step};
use crate::site::output::stage::{Alone, Stage, Tree};
use crate::site::output::{Change, Class, Published, path, standing};

/// A file of the new site, as it was offered.
#[derive(Debug)]
pub(super) struct Offer {
    path: Box<str>,
    class: Class,
    /// What it means for the folder.
    pub(super) change: Change,
    wait: Wait,
}

/// How a file waits in the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    /// Not at all: it is unchanged.
    Not,
    /// By itself.
    Alone(Alone),
    /// In the tree of this number.
    InTree(u32),
}

impl Offer {
    /// A file that is there with the same bytes.
    pub(super) fn unchanged(path: &str, class: Class) -> Offer {
        Offer { path: path.into(), class, change: Change::Unchanged, wait: Wait::Not }
    }

    /// A file that waits by itself.
    pub(super) fn alone(path: &str, class: Class, change: Change, file: Alone) -> Offer {
        Offer { path: path.into(), class, change, wait: Wait::Alone(file) }
    }

    /// A new file that waits in a tree.
    pub(super) fn in_tree(path: &str, class: Class, tree: u32) -> Offer {
        Offer { path: path.into(), class, change: Change::Added, wait: Wait::InTree(tree) }
    }
}

/// All that a publication is about to do.
pub(super) struct Order {
    /// The visible steps.
    pub(super) plan: Plan,
    /// What will have been made then.
    pub(super) manifest: Manifest,
    /// The counts; the window is not known yet.
    pub(super) published: Published,
}

impl Order {
    /// Orders what was offered.
    ///
    /// # Errors
    ///
    /// If the offers contradict each other, or a link stands on the way to a file that has to go.
    pub(super) fn of(
        mut offers: Vec<Offer>,
        stage: &Stage,
        folder: &Folder,
        old: Option<&Manifest>,
    ) -> Result<Order, OutputError> {
        let empty = Manifest::default();
        let old = old.unwrap_or(&empty);
        offers.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let folders = folders_of(&offers)?;
        let manifest = manifest_of(&offers, &folders, stage, old);
        let gone = Gone::of(old, &offers, &folders, folder)?;
        let removed = gone.files.len();
        let steps = steps(&offers, &stage.take_trees(), gone);
        let count = |change| offers.iter().filter(|offer| offer.change == change).count();
        let published = Published {
            added: count(Change::Added),
            changed: count(Change::Changed),
            unchanged: count(Change::Unchanged),
            removed,
            window: Duration::ZERO,
        };
        Ok(Order { plan: Plan { steps }, manifest, published })
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
fn manifest_of(offers: &[Offer], folders: &BTreeSet<&str>, stage: &Stage, old: &Manifest) -> Manifest {
    let is_made = |offer: &&Offer| offer.change != Change::Unchanged || old.has_file(&offer.path);
    Manifest {
        files: offers.iter().filter(is_made).map(|offer| offer.path.clone()).collect(),
        folders: folders
            .iter()
            .filter(|path| old.has_folder(path) || stage.makes(path))
            .map(|path| Box::from(*path))
            .collect(),
    }
}

/// What was made before, and is not in the new site.
struct Gone<'a> {
    files: BTreeSet<&'a str>,
    folders: BTreeSet<&'a str>,
}

impl<'a> Gone<'a> {
    fn of(
        old: &'a Manifest,
        offers: &[Offer],
        folders: &BTreeSet<&str>,
        folder: &Folder,
    ) -> Result<Gone<'a>, OutputError> {
        let is_offered = |path: &str| offers.binary_search_by(|offer| (*offer.path).cmp(path)).is_ok();
        let mut files = BTreeSet::new();
        for path in old.files.iter().map(|path| &**path).filter(|path| !is_offered(path)) {
            if standing::way_is_clear(folder, path)? && standing::kind(folder, path)?.is_some() {
                files.insert(path);
            }
        }
        let mut unused = BTreeSet::new();
        for path in old.folders.iter().map(|path| &**path).filter(|path| !folders.contains(path)) {
            if standing::way_is_clear(folder, path)? {
                unused.insert(path);
            }
        }
        Ok(Gone { files, folders: unused })
    }

    /// The removals that make room at `path`, and are then done with.
    fn make_room(&mut self, path: &str) -> Vec<Step> {
        if self.files.remove(path) {
            return vec![Step::Remove { path: path.into() }];
        }
        if !self.folders.contains(path) {
            return Vec::new();
        }
        let below = format!("{path}/");
        let room = Gone { files: take_below(&mut self.files, &below), folders: take_below(&mut self.folders, &below) };
        self.folders.remove(path);
        room.steps().into_iter().chain([Step::RemoveFolder { path: path.into() }]).collect()
    }

    /// Pages go before what they show, folders when they are empty.
    fn steps(self) -> Vec<Step> {
        let (pages, others): (Vec<&str>, Vec<&str>) = self.files.into_iter().partition(|path| path.ends_with(".html"));
        let files = pages.into_iter().chain(others).map(|path| Step::Remove { path: path.into() });
        let folders = self.folders.into_iter().rev().map(|path| Step::RemoveFolder { path: path.into() });
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
enum Turn {
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
    turn: Turn,
    staged: u32,
    /// The number of the file in its file system, if a file of ours is there already.
    swapped: Option<u64>,
    path: &'a str,
}

/// The visible steps. Of one turn the deepest come first, so that the front page is the last.
fn steps(offers: &[Offer], trees: &[Tree], mut gone: Gone<'_>) -> Vec<Step> {
    let mut placements = placements(offers, trees);
    placements.sort_by_cached_key(|placement| {
        let depth = path::folders_above(placement.path).count();
        (placement.turn, Reverse(depth), placement.path)
    });
    let mut steps = Vec::with_capacity(placements.len() + gone.files.len() + gone.folders.len());
    for Placement { staged, swapped, path, .. } in placements {
        steps.extend(gone.make_room(path));
        steps.push(match swapped {
            Some(inode) => Step::Swap { staged, inode, path: path.into() },
            None => Step::Place { staged, path: path.into() },
        });
    }
    steps.extend(gone.steps());
    steps
}

fn placements<'a>(offers: &'a [Offer], trees: &'a [Tree]) -> Vec<Placement<'a>> {
    let mut classes: BTreeMap<u32, BTreeSet<Class>> = BTreeMap::new();
    let mut placements = Vec::new();
    for offer in offers {
        let turn = match (offer.class, offer.change) {
            (Class::Asset, Change::Added) => Turn::NewAsset,
            (Class::Asset, _) => Turn::ChangedAsset,
            (Class::Page, Change::Added) => Turn::NewPage,
            (Class::Page, _) => Turn::ChangedPage,
        };
        match offer.wait {
            Wait::Not => {}
            Wait::Alone(Alone { number, inode }) => {
                let swapped = (offer.change == Change::Changed).then_some(inode);
                placements.push(Placement { turn, staged: number, swapped, path: &offer.path });
            }
            Wait::InTree(tree) => {
                classes.entry(tree).or_default().insert(offer.class);
            }
        }
    }
    for tree in trees {
        let has = |class| classes.get(&tree.number).is_some_and(|classes| classes.contains(&class));
        let turn = match (has(Class::Asset), has(Class::Page)) {
            (true, true) => Turn::MixedTree,
            (false, true) => Turn::PageTree,
            (_, false) => Turn::AssetTree,
        };
        placements.push(Placement { turn, staged: tree.number, swapped: None, path: &tree.path });
    }
    placements
}
