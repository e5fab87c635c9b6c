//! The door: a folder that files are read from, and the only way to open anything in it.
//!
//! Whoever can write into a content folder, or made the archive that was unpacked there, can put a link to any file of
//! the machine in the place of a file, or a pipe that nobody writes to, between two looks at it as well as while a
//! preview runs. So nothing is opened by its path: a file is opened beneath a folder that is open already, through no
//! link, without waiting, and is judged once it is open. What is no regular file is refused.

#![expect(clippy::disallowed_methods, reason = "this is the door through which content and themes are read")]

use std::ffi::CStr;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;
use rustix::path::Arg;

use crate::text::source::fingerprint::{Fingerprint, identity};

/// How a folder is opened: itself, never what a link leads to.
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// How a file is opened. Without `NONBLOCK` a pipe would hold the thread until somebody writes into it, for good if
/// nobody does; without `NOCTTY` a terminal could become the one that this program answers to.
const FILE: OFlags =
    OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::NOFOLLOW).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

const NO_FILE: &str = "it is not a file: a device, a socket or a pipe cannot be published";
const LINK: &str = "it is a symbolic link, or stands behind one";

/// A folder that files are read from. It stays the same folder when its name comes to mean another.
#[derive(Debug)]
pub(super) struct Root {
    folder: OwnedFd,
    /// Device and number of the folder.
    identity: (u64, u64),
    /// Whether a path is walked folder by folder, where the system cannot be asked to follow no link on the way.
    by_steps: bool,
}

/// Two are the same if they are the same folder.
impl PartialEq for Root {
    fn eq(&self, other: &Root) -> bool {
        self.identity == other.identity
    }
}

impl Eq for Root {}

impl Root {
    /// Opens a folder that the user has named; it may be a link, or stand behind one.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn open(path: &Path) -> io::Result<Root> {
        Root::of(rustix::fs::open(path, FOLDER.difference(OFlags::NOFOLLOW), Mode::empty())?)
    }

    /// A folder beneath this one, as one that files are read from.
    ///
    /// # Errors
    /// What the system says, or that it is a link.
    pub(super) fn enter(&self, path: &str) -> io::Result<Root> {
        Root::of(self.beneath(path, FOLDER)?)
    }

    fn of(folder: OwnedFd) -> io::Result<Root> {
        let identity = identity(&rustix::fs::fstat(&folder)?);
        // Linux has had the call since 5.6; filters of system calls, as containers have them, refuse what they do not know.
        let by_steps = at_once(&folder, ".", FOLDER).is_err();
        Ok(Root { folder, identity, by_steps })
    }

    /// Opens a regular file, and says what its fingerprint is, once it is open.
    ///
    /// # Errors
    /// What the system says, or that it is no regular file.
    pub(super) fn file(&self, path: &str) -> io::Result<(File, Fingerprint)> {
        let file = self.beneath(path, FILE)?;
        let found = rustix::fs::fstat(&file)?;
        refuse_other_than_file(FileType::from_raw_mode(found.st_mode))?;
        Ok((File::from(file), Fingerprint::of(&found)))
    }

    /// The fingerprint of a regular file, which need not be opened.
    ///
    /// # Errors
    /// What the system says, or that it is no regular file.
    pub(super) fn fingerprint(&self, path: &str) -> io::Result<Fingerprint> {
        refuse_other_than_plain(path)?;
        match path.rsplit_once('/') {
            Some((above, name)) => fingerprint_at(self.beneath(above, FOLDER)?, name),
            None => fingerprint_at(&self.folder, path),
        }
    }

    /// What stands directly in the folder.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn list(&self) -> io::Result<Dir> {
        Ok(Dir::read_from(&self.folder)?)
    }

    fn beneath(&self, path: &str, flags: OFlags) -> io::Result<OwnedFd> {
        refuse_other_than_plain(path)?;
        let opened =
            if self.by_steps { step_by_step(&self.folder, path, flags) } else { at_once(&self.folder, path, flags) };
        opened.map_err(in_words)
    }
}

/// Opens what stands at a path below a folder, if no link is on the way and nothing leads out.
#[cfg(target_os = "linux")]
fn at_once(folder: &OwnedFd, path: &str, flags: OFlags) -> Result<OwnedFd, Errno> {
    use rustix::fs::ResolveFlags;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    // Asked twice not to follow a link at the end, it would say of one only that it is no folder.
    rustix::fs::openat2(folder, path, flags.difference(OFlags::NOFOLLOW), Mode::empty(), resolve)
}

#[cfg(not(target_os = "linux"))]
fn at_once(_: &OwnedFd, _: &str, _: OFlags) -> Result<OwnedFd, Errno> {
    Err(Errno::NOSYS)
}

/// The same, one folder after the other, each open before the next is looked for in it.
fn step_by_step(folder: &OwnedFd, path: &str, flags: OFlags) -> Result<OwnedFd, Errno> {
    let (above, name) = path.rsplit_once('/').map_or((None, path), |(above, name)| (Some(above), name));
    let mut held = None;
    for part in above.into_iter().flat_map(|above| above.split('/')) {
        held = Some(step(held.as_ref().unwrap_or(folder), part, FOLDER)?);
    }
    step(held.as_ref().unwrap_or(folder), name, flags)
}

fn step(folder: &OwnedFd, name: &str, flags: OFlags) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(folder, name, flags, Mode::empty()).map_err(|error| match error {
        // Linux says of a link only that it is no folder, where a folder is asked for.
        Errno::NOTDIR if kind(folder, name) == Ok(FileType::Symlink) => Errno::LOOP,
        error => error,
    })
}

/// Lists a folder directly in another that is being listed; a link to one is refused.
///
/// # Errors
/// What the system says, or that it is a link.
pub(super) fn list_in(folder: &Dir, name: &CStr) -> io::Result<Dir> {
    let open = rustix::fs::openat(folder.fd()?, name, FOLDER, Mode::empty()).map_err(in_words)?;
    Ok(Dir::new(open)?)
}

/// The fingerprint of a regular file directly in a folder that is being listed.
///
/// # Errors
/// What the system says, or that it is no regular file.
pub(super) fn fingerprint_in(folder: &Dir, name: &CStr) -> io::Result<Fingerprint> {
    fingerprint_at(folder.fd()?, name)
}

fn fingerprint_at(folder: impl AsFd, name: impl Arg) -> io::Result<Fingerprint> {
    let found = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
    refuse_other_than_file(FileType::from_raw_mode(found.st_mode))?;
    Ok(Fingerprint::of(&found))
}

/// What kind of thing an entry of a folder is; a link is one, whatever it leads to.
///
/// # Errors
/// What the system says.
pub(super) fn kind_in(folder: &Dir, entry: &rustix::fs::DirEntry) -> io::Result<FileType> {
    match entry.file_type() {
        // Not every file system says so in its lists.
        FileType::Unknown => Ok(kind(folder.fd()?, entry.file_name())?),
        known => Ok(known),
    }
}

fn kind(folder: impl AsFd, name: impl Arg) -> Result<FileType, Errno> {
    let found = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
    Ok(FileType::from_raw_mode(found.st_mode))
}

/// A path that is walked step by step must not lead up, which the system would refuse if it were asked.
fn refuse_other_than_plain(path: &str) -> io::Result<()> {
    let is_plain = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if is_plain { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, "its path leads out of the folder")) }
}

fn refuse_other_than_file(kind: FileType) -> io::Result<()> {
    match kind {
        FileType::RegularFile => Ok(()),
        FileType::Symlink => Err(in_words(Errno::LOOP)),
        FileType::Directory => Err(Errno::ISDIR.into()),
        _ => Err(in_words(Errno::NXIO)),
    }
}

/// What the system says, in other words where its own would lead astray.
fn in_words(error: Errno) -> io::Error {
    match error {
        // What systems say of a link that they were told not to follow; FreeBSD has a number of its own for it.
        Errno::LOOP | Errno::MLINK => io::Error::other(LINK),
        // What Linux says of a socket.
        Errno::NXIO => io::Error::other(NO_FILE),
        error => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read as _;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    /// A folder with one of each kind of thing in it, and beside it what nobody may see.
    fn fixture() -> tempfile::TempDir {
        let temp = tempfile::tempdir().expect("a folder");
        let at = |path: &str| temp.path().join(path);
        fs::create_dir_all(at("content/part/deep")).expect("a folder");
        for path in ["content/a.md", "content/part/deep/b.md", "secret.txt"] {
            fs::write(at(path), path).expect("a file");
        }
        symlink("a.md", at("content/inside.md")).expect("a link");
        symlink("../secret.txt", at("content/outside.md")).expect("a link");
        symlink("nowhere", at("content/dangling.md")).expect("a link");
        symlink("part", at("content/linked")).expect("a link");
        symlink("..", at("content/up")).expect("a link");
        symlink("/proc/self/fd", at("content/magic")).expect("a link");
        assert!(Command::new("mkfifo").arg(at("content/pipe")).status().expect("mkfifo starts").success());
        UnixListener::bind(at("content/socket")).expect("a socket");
        symlink("content", at("way")).expect("a link");
        temp
    }

    /// The folder by each of the ways that a path is walked, where the system has both.
    fn roots(path: &Path) -> [Root; 2] {
        let root = || Root::open(path).expect("a folder");
        [root(), Root { by_steps: true, ..root() }]
    }

    #[test]
    fn files_are_opened_beneath_the_folder_and_nothing_else_is() {
        let temp = fixture();
        // The folder itself may be a link.
        for root in roots(&temp.path().join("content")).into_iter().chain(roots(&temp.path().join("way"))) {
            for path in ["a.md", "part/deep/b.md"] {
                let (mut file, fingerprint) = root.file(path).expect("a file");
                let mut text = String::new();
                file.read_to_string(&mut text).expect("a text");
                assert_eq!((text.as_str(), fingerprint.length), (&*format!("content/{path}"), text.len() as u64));
                assert_eq!(root.fingerprint(path).expect("a file"), fingerprint);
            }
            let links =
                ["inside.md", "outside.md", "dangling.md", "linked", "linked/deep/b.md", "up/secret.txt", "magic/0"];
            let others = ["pipe", "socket", "part", "a.md/b", "no.md", "no/b.md"];
            let out =
                ["", ".", "..", "../secret.txt", "part/../../secret.txt", "/etc/passwd", "part//deep/b.md", "part/"];
            for path in links.into_iter().chain(others).chain(out) {
                assert!(root.file(path).is_err(), "{path} is opened, by steps: {}", root.by_steps);
                assert!(root.fingerprint(path).is_err(), "{path} is looked at, by steps: {}", root.by_steps);
            }
            let absent =
                |path: &str| root.file(path).map_err(|error| error.kind()).err() == Some(io::ErrorKind::NotFound);
            assert!(absent("no.md") && absent("no/b.md") && !absent("dangling.md"));
            for path in links {
                assert_eq!(root.file(path).expect_err(path).to_string(), LINK, "{path}, by steps: {}", root.by_steps);
            }
            for path in ["pipe", "socket"] {
                assert_eq!(root.file(path).expect_err(path).to_string(), NO_FILE);
            }
        }
    }

    #[test]
    fn a_folder_is_entered_beneath_the_folder_and_nothing_else_is() {
        let temp = fixture();
        for root in roots(&temp.path().join("content")) {
            let part = root.enter("part").expect("a folder");
            assert!(part.file("deep/b.md").is_ok() && part.file("../a.md").is_err());
            for path in ["linked", "up", "..", "../content", "a.md", "pipe", "no", "/etc"] {
                assert!(root.enter(path).is_err(), "{path}, by steps: {}", root.by_steps);
            }
            assert_eq!(root.enter("linked").expect_err("a link").to_string(), LINK);
        }
    }

    #[test]
    fn a_folder_that_became_a_link_is_not_gone_through() {
        let temp = fixture();
        let part = temp.path().join("content/part");
        for root in roots(&temp.path().join("content")) {
            assert!(root.file("part/deep/b.md").is_ok());
            let fingerprint = root.fingerprint("part/deep/b.md").expect("a file");
            fs::rename(&part, temp.path().join("away")).expect("a move");
            symlink("../away", &part).expect("a link");
            // The file is the one that it was, and looks so.
            assert!(root.file("part/deep/b.md").is_err() && root.fingerprint("part/deep/b.md").is_err());
            fs::remove_file(&part).expect("a removal");
            fs::rename(temp.path().join("away"), &part).expect("a move");
            assert_eq!(root.fingerprint("part/deep/b.md").expect("a file"), fingerprint);
        }
    }

    #[test]
    fn a_folder_stays_itself_when_its_name_is_given_to_another() {
        let temp = fixture();
        let content = temp.path().join("content");
        let roots = roots(&content);
        fs::rename(&content, temp.path().join("old")).expect("a move");
        fs::create_dir(&content).expect("a folder");
        fs::write(content.join("a.md"), "another").expect("a file");
        let other = Root::open(&content).expect("a folder");
        for root in roots {
            assert_eq!(root.file("a.md").expect("a file").1.length, "content/a.md".len() as u64);
            assert!(root != other && root == Root::open(&temp.path().join("old")).expect("a folder"));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_is_asked_to_follow_no_link_where_it_can_be() {
        let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok()).unwrap_or_default();
        let mut parts = kernel.split('.');
        let is_new = (number(parts.next()), number(parts.next())) >= (5, 6);
        assert!(!is_new || !Root::open(Path::new(".")).expect("a folder").by_steps, "Linux {kernel}");
    }
}
