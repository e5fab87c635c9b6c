//! Many saves in a short time, as when a tool rewrites a folder, while somebody keeps looking at pages.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use crate::client::Tally;
use crate::common::disk::Outcome;
use crate::common::figures::Figures;
use crate::edit::{Marks, Original, Place, Saving};
use crate::pause::pause;
use crate::series::Stand;

/// How many saves there are, over how many files at most, and in which time.
pub(crate) const SAVES: usize = 1_000;
pub(crate) const FILES: usize = 200;
pub(crate) const TIME: Duration = Duration::from_secs(4);

/// Of how many records the client has two pages open: few enough for Hugo to render them all anew when a file changes.
const TABS: usize = 5;

/// After how long the last save counts as never seen.
const PATIENCE: Duration = Duration::from_secs(120);

/// Saves the files of a stand by turns, each time with another mark in the title, and asks for some pages all the
/// while, that of the last file among them. Also says what came of the requests.
pub(crate) fn run(stand: &mut Stand, marks: &mut Marks) -> Outcome<(Figures, Tally)> {
    stand.server.rest()?;
    let Stand { server, subjects, lists, originals, .. } = &mut *stand;
    let client = &mut server.client;
    let last = (SAVES - 1) % subjects.len();
    let mut open = vec!["/".to_owned(), lists[last].clone()];
    for tab in 0..TABS {
        let subject = &subjects[(last + tab * subjects.len() / TABS) % subjects.len()];
        open.extend([subject.page(), subject.linking[0].clone()]);
    }
    let saves = (0..SAVES).map(|save| (save % subjects.len(), marks.next())).collect::<Vec<_>>();
    let ended = thread::scope(|scope| -> Outcome<Instant> {
        let writer = scope.spawn(|| save_all(originals, &saves));
        for page in open.iter().cycle().take_while(|_| !writer.is_finished()) {
            client.get(page);
            pause(Duration::from_millis(1))?;
        }
        writer.join().map_err(|_| "the thread that saves files failed")?
    })?;
    let expected = saves.into_iter().collect::<BTreeMap<_, _>>();
    let seen = client.wait_for(&subjects[last].page(), &expected[&last], ended, PATIENCE)?;
    server.settle()?;
    let (pages, stale) = stand.stale(Place::Title, &expected);
    let tally = stand.server.client.take_tally();
    let mut figures = Figures::default();
    if let Some(time) = seen {
        figures.time("last", time);
    }
    figures.count("pages", pages)?;
    figures.count("stale", stale)?;
    figures.count("asked", tally.asked)?;
    figures.count("failed", tally.failed)?;
    Ok((figures, tally))
}

/// Makes all saves, evenly spread over the time, and says when the last one ended.
fn save_all(originals: &[Original], saves: &[(usize, String)]) -> Outcome<Instant> {
    let start = Instant::now();
    for (number, (file, mark)) in saves.iter().enumerate() {
        let due = start + TIME.mul_f64(number as f64 / SAVES as f64);
        pause(due.saturating_duration_since(Instant::now()))?;
        originals[*file].save(Place::Title, Saving::InPlace, mark)?;
    }
    Ok(Instant::now())
}
