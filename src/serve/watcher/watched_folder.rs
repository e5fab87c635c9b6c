//! Where a folder is: its real path, and what on the way to it would show that it is there no longer, or again.

#![expect(clippy::disallowed_methods, reason = "it is looked at which folder is there, to watch it; nothing is read")]

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::text::source::ignored;

/// A folder that is to be watched, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WatchedFolder {
    /// The folder as it was given.
    pub(super) given: PathBuf,
    /// Its real path, if there is such a folder.
    pub(super) real: Option<PathBuf>,
    /// The names that are watched in the folders above: the folder's own, or the first on the way to it that does not
    /// exist; and that of what it leads to where it is a symbolic link.
    watched_names: Vec<PathBuf>,
    /// The folders that have these names in them.
    pub(super) parents: Vec<PathBuf>,
    /// What tells this folder and the parents from others of the same name.
    identities: Vec<Option<Identity>>,
}

/// What tells a folder from another that had its name before; numbers are given anew soon, so the time of birth belongs to it.
type Identity = (u64, u64, Option<SystemTime>);

impl WatchedFolder {
    /// Finds folders.
    pub(super) fn all(folders: &[PathBuf]) -> Vec<WatchedFolder> {
        folders.iter().map(|folder| WatchedFolder::find(folder)).collect()
    }

    fn find(given: &Path) -> WatchedFolder {
        let real = fs::canonicalize(given).ok().filter(|real| real.is_dir());
        let mut watched_names: Vec<PathBuf> = watched_name(given).into_iter().chain(real.clone()).collect();
        watched_names.dedup();
        let mut parents: Vec<PathBuf> =
            watched_names.iter().filter_map(|name| name.parent()).map(Path::to_path_buf).collect();
        parents.dedup();
        let identities = real.iter().chain(&parents).map(|path| identity(path)).collect();
        WatchedFolder { given: given.to_path_buf(), real, watched_names, parents, identities }
    }

    /// Whether the folder is no longer there, or is there again, when this path goes or comes.
    pub(super) fn depends_on(&self, path: &Path) -> bool {
        self.watched_names.iter().chain(&self.parents).any(|name| name == path)
    }

    /// Whether it is the folder itself, or something that a reader would come to below it.
    pub(super) fn contains(&self, path: &Path) -> bool {
        self.real.as_deref() == Some(path) || self.below(path).is_some()
    }

    /// The path below the folder, if a reader would come to it there.
    pub(super) fn below<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        let below = path.strip_prefix(self.real.as_ref()?).ok()?;
        let read = below.components().all(|part| !ignored(&part.as_os_str().to_string_lossy()));
        (read && !below.as_os_str().is_empty()).then_some(below)
    }

    /// A path as it is below the folder as that was given.
    pub(super) fn shown(&self, path: &Path) -> Option<PathBuf> {
        Some(self.given.join(self.below(path)?))
    }

    /// Why the system cannot tell everything that happens there, if it cannot.
    pub(super) fn unreliable_because(&self) -> Option<String> {
        let kind = kind_of_file_system(self.real.as_ref()?)?;
        Some(format!("`{}` is on a file system that does not tell of every change ({kind})", self.given.display()))
    }
}

/// The name that a folder has, or that first has to come for it to exist, in the folder above as that is really called.
fn watched_name(given: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(given).ok()?;
    whole.ancestors().find_map(|way| {
        let above = fs::canonicalize(way.parent()?).ok().filter(|above| above.is_dir())?;
        Some(above.join(way.file_name()?))
    })
}

fn identity(path: &Path) -> Option<Identity> {
    let metadata = fs::symlink_metadata(path).ok()?;
    let (device, number) = numbers(&metadata);
    Some((device, number, metadata.created().ok()))
}

/// Whether it is a folder, and not a link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether somebody who made this file will close it again: nobody does that with a link.
pub(super) fn is_new_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && names(&metadata) == 1)
}

#[cfg(unix)]
fn numbers(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn numbers(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

/// The name of a file system that others can write to without this system's knowledge.
#[cfg(target_os = "linux")]
fn kind_of_file_system(path: &Path) -> Option<&'static str> {
    let magic = rustix::fs::statfs(path).ok()?.f_type;
    // The field's type differs between processors; the number has 32 bits, and on some its sign is set.
    shared(u32::try_from(i128::from(magic) & 0xFFFF_FFFF).ok()?)
}

#[cfg(not(target_os = "linux"))]
fn kind_of_file_system(_: &Path) -> Option<&'static str> {
    None
}

/// The numbers are those of Linux (`statfs(2)` and the systems' own sources).
#[cfg(target_os = "linux")]
fn shared(magic: u32) -> Option<&'static str> {
    Some(match magic {
        0x0000_6969 => "NFS",
        0x0000_517B | 0xFE53_4D42 | 0xFF53_4D42 => "SMB",
        0x0102_1997 => "9P, as for Windows folders in WSL",
        0x6573_5546 => "FUSE",
        0x00C3_6400 => "Ceph",
        0x5346_414F | 0x6B41_4653 => "AFS",
        0x0116_1970 => "GFS2",
        0x7461_636F => "OCFS2",
        0x0BD0_0BD0 => "Lustre",
        0x786F_4256 => "a folder shared by VirtualBox",
        0xBACB_ACBC => "a folder shared by VMware",
        0x7C7C_6673 => "a folder shared by Parallels",
        _ => return None,
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn file_systems_of_others_are_known() {
        assert_eq!(shared(0x6969), Some("NFS"));
        assert_eq!(shared(0xEF53), None, "ext4");
        assert_eq!(kind_of_file_system(Path::new("/proc")), None);
        assert_eq!(kind_of_file_system(Path::new("/proc/there/is/no/such/folder")), None);
    }

    #[test]
    fn the_way_to_a_folder_begins_where_it_ends() {
        let watched_names = |given: &str| WatchedFolder::find(Path::new(given)).watched_names;
        assert_eq!(watched_names("/proc/none/of/these"), [PathBuf::from("/proc/none")]);
        assert_eq!(watched_names("/proc/./sys/"), [PathBuf::from("/proc/sys")]);
        assert_eq!(watched_names("/"), [PathBuf::from("/")]);
    }
}
