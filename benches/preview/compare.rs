//! All that is measured of some programs by turns: their starts, the series of edits, a time without any, and a burst.

use std::time::Duration;

use crate::burst;
use crate::common::disk::Outcome;
use crate::common::figures::Figures;
use crate::edit::{Marks, Subject};
use crate::pause::pause;
use crate::report::Column;
use crate::series::{self, Stand};
use crate::server::Program;

/// How often each program is started.
const STARTS: usize = 5;

/// Measures some programs beside each other; a column for each.
pub(crate) fn measure(
    programs: &[Program],
    subjects: &[Subject],
    edits: usize,
    idle: Duration,
) -> Outcome<Vec<Column>> {
    let mut columns = programs.iter().map(|program| Column::of(program.name())).collect::<Vec<_>>();
    for _ in 0..STARTS {
        for (program, column) in programs.iter().zip(&mut columns) {
            eprintln!("{}: start", program.name());
            let mut figures = Figures::default();
            figures.time("start", program.start()?.1);
            column.add("start", figures, None);
        }
    }
    let mut marks = Marks::default();
    let mut stands = Vec::new();
    for program in programs {
        stands.push(Stand::of(program, program.start()?.0, subjects)?);
    }
    for series in &series::ALL {
        eprintln!("{edits} times {}", series.title);
        for (found, column) in series::run(&mut stands, series, edits, &mut marks)?.iter().zip(&mut columns) {
            column.add(series.name, found.figures()?, Some(&found.tally));
        }
    }
    let idle = rest(&stands, idle)?;
    for ((stand, column), idle) in stands.iter_mut().zip(&mut columns).zip(idle) {
        eprintln!("{}: burst", stand.name);
        let (figures, tally) = burst::run(stand, &mut marks)?;
        column.add("burst", figures, Some(&tally));
        let mut figures = Figures::default();
        if let Some(idle) = idle {
            figures.set("idle", idle);
        }
        if let Some(memory) = stand.server.peak_memory() {
            figures.set("memory", memory);
        }
        column.add("process", figures, None);
    }
    Ok(columns)
}

/// The processor time that each server takes while nobody wants anything of it.
fn rest(stands: &[Stand], time: Duration) -> Outcome<Vec<Option<f64>>> {
    for stand in stands {
        stand.server.rest()?;
    }
    let times = || stands.iter().map(|stand| stand.server.processor_time()).collect::<Vec<_>>();
    let before = times();
    pause(time)?;
    Ok(before.into_iter().zip(times()).map(|(before, after)| Some(after? - before?)).collect())
}
