//! A switch to another branch while `watch` runs: nobody wrote what stands on the disk half-way, so nothing is said of it.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::tree;

/// How many files differ between the branches.
const FILES: usize = 320;
/// How often the branch is switched.
const SWITCHES: usize = 6;
/// How long a busy machine may take for one site.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs git as it is without settings of the machine; none where there is no git.
fn git(folder: &Path, arguments: &[&str]) -> Option<()> {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").current_dir(folder);
    let ended = command.stdin(Stdio::null()).output().ok()?;
    assert!(ended.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ended.stderr));
    Some(())
}

/// Pages that refer to each other in a circle, under names that no other branch has: any half of them is full of errors.
fn commit(folder: &Path, branch: &str) -> Option<()> {
    for number in 0..FILES {
        let next = (number + 1) % FILES;
        let text = format!("---\ntitle: Page {number} of {branch}\n---\n\nSee [[{branch}-{next}]].\n");
        tree::write(folder, &format!("content/pages/{branch}-{number}.md"), text);
    }
    git(folder, &["checkout", "-q", "-b", branch])?;
    git(folder, &["add", "content"])?;
    git(folder, &["commit", "-q", "-m", branch])
}

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_until(what: &str, mut done: impl FnMut() -> bool, told: &Path) {
    let start = Instant::now();
    while !done() {
        let printed = || fs::read_to_string(told).unwrap_or_default();
        assert!(start.elapsed() < PATIENCE, "{what} did not come: {}", printed());
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn half_of_a_checkout_is_never_announced() {
    let temp = tree::temp();
    let at = |path: &str| temp.path().join(path);
    tree::write(temp.path(), "content/review.yaml", "title: A review\n");
    if git(temp.path(), &["init", "-q"]).is_none() {
        return;
    }
    tree::write(temp.path(), ".git/info/exclude", "/public/\n/told\n");
    commit(temp.path(), "one").expect("git is there");
    fs::remove_dir_all(at("content/pages")).expect("a folder");
    commit(temp.path(), "two").expect("git is there");

    let told = at("told");
    let mut watch = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    watch.args(["watch", "--as-of", "2026-01-01"]).current_dir(temp.path()).stdin(Stdio::null()).stdout(Stdio::null());
    let _running = Running(watch.stderr(File::create(&told).expect("a file")).spawn().expect("the program starts"));
    let has = |branch: &str| {
        let page = |number: usize| at(&format!("public/pages/{branch}-{number}/index.html")).exists();
        page(0) && page(FILES - 1)
    };
    let printed = || fs::read_to_string(&told).expect("what was printed");
    let whole = format!("{FILES} files added, {FILES} files removed; ");
    wait_until("the first site", || has("two"), &told);
    for (switch, (to, from)) in [("one", "two"), ("two", "one")].into_iter().cycle().take(SWITCHES).enumerate() {
        // Now and then in the middle of reading once more, which is done a second after the last event.
        thread::sleep(Duration::from_millis(450 * (switch as u64 % 3)));
        git(temp.path(), &["checkout", "-q", to]).expect("git is there");
        let announced = || printed().lines().filter(|line| line.starts_with(&whole)).count() == switch + 1;
        wait_until(to, || has(to) && !has(from) && announced(), &told);
    }
    assert!(!printed().contains("error"), "{}", printed());
}
