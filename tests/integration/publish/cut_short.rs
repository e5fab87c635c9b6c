//! Processes that are killed, told to end, or at work in one folder together.

use std::fs;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::fixture::{
    Outcome, assert_is_edition, assert_no_leftovers, edition, fixture, open, publish, publish_edition, visible,
};
use crate::child;

/// Pauses of varying length, up to a few milliseconds.
fn pauses() -> impl Iterator<Item = Duration> {
    let next = |seed: &u64| Some(seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(1), next).map(|seed| Duration::from_micros(2_000 + (seed >> 33) % 38_000))
}

/// Reads every address of both editions until it is told to stop: none may be torn, none of both editions missing.
fn read_on(out: &Path, stop: &AtomicBool, reads: &AtomicUsize) -> io::Result<()> {
    let editions = [edition(0), edition(1)];
    while !stop.load(Ordering::Relaxed) {
        for path in editions[0].keys().chain(editions[1].keys()) {
            match fs::read_to_string(out.join(path)) {
                Ok(text) => assert!(editions.iter().any(|edition| edition.get(path) == Some(&text)), "{path} is torn"),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    assert!(!editions.iter().all(|edition| edition.contains_key(path)), "{path} is missing");
                }
                Err(error) => return Err(error),
            }
            reads.fetch_add(1, Ordering::Relaxed);
        }
        thread::sleep(Duration::from_micros(200));
        // A folder that is only in one edition appears with its files; it may be seen empty as it goes.
        assert!(fs::read_dir(out.join("page/3"))?.next().is_some());
    }
    Ok(())
}

/// Waits until a file is there, though not for long, and then a little.
fn wait_for(file: &Path, little: Duration) {
    let start = Instant::now();
    while !file.exists() && start.elapsed() < Duration::from_millis(500) {
        thread::sleep(Duration::from_micros(50));
    }
    thread::sleep(little);
}

#[test]
fn killed_anywhere_the_site_is_whole_and_the_next_run_finishes() -> Outcome {
    // The unit tests of a publication cut it short at each of its steps; these find what the system does between them.
    let rounds = if std::env::var("THOROUGH").is_ok_and(|text| text == "yes") { 800 } else { 80 };
    let (_ground, out) = fixture()?;
    publish_edition(&out, 0)?;
    let (stop, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let reader = scope.spawn(|| read_on(&out, &stop, &reads));
        let killed = pauses().take(rounds).enumerate().try_for_each(|(round, pause)| -> Outcome {
            let mut child = child::run(&[], "alternate", &out)?;
            thread::sleep(pause);
            if round % 4 != 0 {
                // The visible steps are a small part of the time: most of the rounds aim at them.
                wait_for(&out.join(".rapporteur/plan"), pause / 100);
            }
            child.kill()?;
            child.wait()?;
            if round % 2 == 0 {
                // Whatever was committed is finished by opening alone: one edition or the other, nothing between.
                drop(open(&out)?);
                let which = usize::from(out.join("only-1").exists());
                assert_is_edition(&out, which)?;
            }
            publish_edition(&out, round / 2 % 2)?;
            assert_is_edition(&out, round / 2 % 2)?;
            Ok(assert_no_leftovers(&out)?)
        });
        stop.store(true, Ordering::Relaxed);
        reader.join().map_err(|_| "an address was not whole")??;
        killed
    })?;
    assert!(reads.into_inner() > 0);
    Ok(())
}

/// Whether this process, and so its children, ignore a signal, as they do under `nohup` or in the background.
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[test]
fn a_signal_ends_the_process_before_or_after_the_visible_steps() -> Outcome {
    let (_ground, out) = fixture()?;
    publish_edition(&out, 0)?;
    // A shell that looks for the plan and sends the signal itself loses no time by starting another process.
    let aim = "n=0; while [ ! -e \"$1\" ] && [ $n -lt 20000 ]; do n=$((n+1)); done; kill -$2 $3";
    let plan = out.join(".rapporteur/plan");
    for (pause, signal) in pauses().take(60).zip([2, 15, 1].into_iter().filter(|signal| !is_ignored(*signal)).cycle()) {
        let mut child = child::run(&[], "alternate", &out)?;
        thread::sleep(pause);
        let arguments = [signal.to_string(), child.id().to_string()];
        Command::new("sh").args(["-c", aim, "sh"]).arg(&plan).args(arguments).status()?;
        let status = child.wait()?;
        assert_eq!(status.signal(), Some(signal), "{status}");
        assert!(!plan.exists(), "a publication was cut short");
        assert_is_edition(&out, usize::from(out.join("only-1").exists()))?;
    }
    Ok(())
}

#[test]
fn eight_builds_at_once_leave_one_whole_site() -> Outcome {
    let (_ground, out) = fixture()?;
    for round in 0..3 {
        let children = (0..8).map(|number| child::run(&[], ["0", "1"][(number + round) % 2], &out));
        for mut child in children.collect::<io::Result<Vec<Child>>>()? {
            assert!(child.wait()?.success());
        }
        assert_is_edition(&out, usize::from(out.join("only-1").exists()))?;
        assert_no_leftovers(&out)?;
    }
    Ok(())
}

#[test]
fn a_damaged_plan_is_dropped_and_a_folder_wiped_meanwhile_is_filled_again() -> Outcome {
    let (_ground, out) = fixture()?;
    publish(&out, &[("a/index.html", "1"), ("b.html", "1")])?;
    fs::write(out.join(".rapporteur/plan"), "rapporteur plan 1 2\nremove b.html\n")?;
    drop(open(&out)?);
    assert_eq!(visible(&out)?, ["a/", "a/index.html", "b.html"]);

    fs::create_dir(out.join(".rapporteur/stage"))?;
    fs::write(out.join(".rapporteur/stage/0"), "2")?;
    fs::write(out.join(".rapporteur/plan"), "rapporteur plan 1 1\nplace 0 a/index.html\n")?;
    fs::remove_dir_all(out.join("a"))?;
    drop(open(&out)?);
    assert_eq!(fs::read_to_string(out.join("a/index.html"))?, "2");
    assert_no_leftovers(&out)?;
    Ok(())
}
