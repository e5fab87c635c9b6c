//! The program gives up what it does not need, before it reads a word of the review: Linux then keeps it from opening other files, from
//! writing outside the output folder, and from connections, whatever a mistake in it or in a library should come to.
//!
//! Landlock does this (`landlock(7)`, Linux 5.19 and newer). It holds for the thread that asks for it and for those that are started
//! later, so it is asked before there are others. `serve` and `watch` are left as they are: a theme that comes into being, or an output
//! folder that is put in another's place while they run, could not be opened any more.

use std::path::Path;

/// What a command reaches.
#[derive(Debug, Default)]
pub(super) struct Reach<'a> {
    /// What it reads.
    pub(super) read: Vec<&'a Path>,
    /// The folder that it writes in, which must be there.
    pub(super) write: Option<&'a Path>,
}

/// How far the system has confined a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Confined {
    /// In everything that was asked for.
    Wholly,
    /// In what its version knows: before Linux 6.7 it knows no connections.
    Partly,
    /// Not at all.
    Not,
}

/// Confines this thread, and those that it starts, to what is reached. Where the system cannot do so, the program goes on without.
pub(super) fn confine(reach: &Reach<'_>) -> Confined {
    system::confine(reach).unwrap_or(Confined::Not)
}

#[cfg(target_os = "linux")]
mod system {
    use std::path::Path;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreatedAttr,
        RulesetError, RulesetStatus, make_bitflags, path_beneath_rules,
    };

    use super::{Confined, Reach};

    /// The newest version of Landlock whose rights are known here; older ones have fewer.
    const KNOWN: ABI = ABI::V5;

    /// What the standard library and rayon read to learn how many threads may run, in a container too; and from where a publication
    /// knows which signals somebody else takes.
    const OF_THE_SYSTEM: [&str; 4] =
        ["/proc/self/cgroup", "/proc/self/mountinfo", "/proc/self/status", "/sys/fs/cgroup"];

    pub(super) fn confine(reach: &Reach<'_>) -> Result<Confined, RulesetError> {
        let read: BitFlags<AccessFs> = make_bitflags!(AccessFs::{ReadFile | ReadDir});
        // No links, devices or sockets: a site has none.
        let write = read
            | make_bitflags!(AccessFs::{WriteFile | Truncate | MakeReg | MakeDir | RemoveFile | RemoveDir | Refer});
        let of_the_system = OF_THE_SYSTEM.iter().map(Path::new);
        let restricted = Ruleset::default()
            // The first version forbids every rename from one folder to another, by which a site is published.
            .set_compatibility(CompatLevel::SoftRequirement)
            .handle_access(AccessFs::Refer)?
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(KNOWN))?
            .handle_access(AccessNet::BindTcp | AccessNet::ConnectTcp)?
            .create()?
            // What does not exist is left out.
            .add_rules(path_beneath_rules(reach.read.iter().copied().chain(of_the_system), read))?
            .add_rules(path_beneath_rules(reach.write, write))?
            .restrict_self()?;
        Ok(match restricted.ruleset {
            RulesetStatus::FullyEnforced => Confined::Wholly,
            RulesetStatus::PartiallyEnforced => Confined::Partly,
            RulesetStatus::NotEnforced => Confined::Not,
        })
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::convert::Infallible;

    use super::{Confined, Reach};

    pub(super) fn confine(_: &Reach<'_>) -> Result<Confined, Infallible> {
        Ok(Confined::Not)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::env;
    use std::fs::{self, File};
    use std::io::ErrorKind;
    use std::net::{TcpListener, TcpStream};
    use std::process::Command;
    use std::thread;

    use super::*;

    /// Names the folder to the process that confines itself.
    const FOLDER: &str = "RAPPORTEUR_TEST_CONFINED";

    /// What cannot be taken back is tried in a process of its own: this test, run again.
    #[test]
    fn what_is_not_reached_cannot_be_read_written_or_connected_to() {
        if let Some(folder) = env::var_os(FOLDER) {
            return in_a_process_of_its_own(Path::new(&folder));
        }
        let temp = tempfile::tempdir().expect("a folder");
        for folder in ["content", "out", "elsewhere"] {
            fs::create_dir(temp.path().join(folder)).expect("a folder");
            fs::write(temp.path().join(folder).join("file"), "text").expect("a file");
        }
        let name = "cli::confine::tests::what_is_not_reached_cannot_be_read_written_or_connected_to";
        let mut again = Command::new(env::current_exe().expect("this binary"));
        let ended =
            again.args([name, "--exact", "--test-threads=1"]).env(FOLDER, temp.path()).output().expect("it runs");
        assert!(
            ended.status.success(),
            "{}{}",
            String::from_utf8_lossy(&ended.stdout),
            String::from_utf8_lossy(&ended.stderr)
        );
        assert!(String::from_utf8_lossy(&ended.stdout).contains("1 passed"), "the test was found by its name");
    }

    fn in_a_process_of_its_own(folder: &Path) {
        let file = |folder_name: &str| folder.join(folder_name).join("file");
        let server = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = server.local_addr().expect("an address");
        let before = fs::read(file("elsewhere"));
        assert!(before.is_ok() && TcpStream::connect(address).is_ok(), "what is refused afterwards can be done before");
        let (content, out) = (folder.join("content"), folder.join("out"));
        let confined = confine(&Reach { read: vec![&content, &folder.join("missing")], write: Some(&out) });
        if confined == Confined::Not {
            // The system is too old, or was built without it.
            return;
        }
        let refused = |done: std::io::Result<()>| done.is_err_and(|error| error.kind() == ErrorKind::PermissionDenied);
        assert_eq!(fs::read(file("content")).expect("content is read"), b"text");
        assert!(fs::read_dir(&content).is_ok(), "content is listed");
        assert!(refused(fs::read(file("elsewhere")).map(drop)));
        assert!(refused(fs::read("/etc/passwd").map(drop)));
        assert!(refused(fs::write(file("content"), "other")));
        assert!(refused(File::create(folder.join("elsewhere/new")).map(drop)));
        assert!(refused(fs::remove_file(file("content"))));
        fs::create_dir(out.join("stage")).and_then(|()| fs::create_dir(out.join("site"))).expect("folders are made");
        fs::write(out.join("stage/a"), "new").expect("files are written");
        fs::rename(out.join("stage/a"), out.join("site/a")).expect("and moved from one folder to another");
        assert!(refused(fs::rename(out.join("site/a"), folder.join("elsewhere/a"))));
        assert_eq!(fs::read(out.join("site/a")).expect("the output is read"), b"new");
        fs::remove_file(out.join("site/a")).expect("files are removed");
        if confined == Confined::Wholly {
            assert!(refused(TcpStream::connect(address).map(drop)));
            assert!(refused(TcpListener::bind("127.0.0.1:0").map(drop)));
        }
        let elsewhere = file("elsewhere");
        let later = thread::spawn(move || fs::read(elsewhere).map(drop)).join().expect("it ends");
        assert!(refused(later), "threads that are started later are confined as well");
    }
}
