//! Several runs as text: the median, and in parentheses the least and the most.

use std::fmt::Write as _;

use crate::common::figures::Figures;

/// What a figure is measured in.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Seconds,
    Bytes,
    Count,
    Times,
}

/// A table whose columns are kinds of measurement, each with the figures of its runs.
pub(crate) fn table(rows: &[(&str, &str, Unit)], columns: &[(&str, &[Figures])]) -> String {
    let mut table = format!("{:18}", "");
    for (heading, _) in columns {
        let _ = write!(table, "{heading:<32}");
    }
    for &(name, label, unit) in rows {
        table.truncate(table.trim_end().len());
        let _ = write!(table, "\n{label:18}");
        for (_, runs) in columns {
            let values = runs.iter().filter_map(|run| run.get(name)).collect::<Vec<_>>();
            let _ = write!(table, "{:<32}", spread(&values, unit));
        }
    }
    table.truncate(table.trim_end().len());
    table.push('\n');
    table
}

/// The median of some values and their range, or that they are unknown.
pub(crate) fn spread(values: &[f64], unit: Unit) -> String {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let (Some(&least), Some(&most)) = (values.first(), values.last()) else {
        return "unknown".to_owned();
    };
    let half = values.len() / 2;
    let median = if values.len() % 2 == 1 { values[half] } else { (values[half - 1] + values[half]) / 2.0 };
    if least < most {
        format!("{} ({} – {})", text(median, unit), text(least, unit), text(most, unit))
    } else {
        text(median, unit)
    }
}

fn text(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds if value < 0.001 => format!("{:.0} µs", value * 1e6),
        Unit::Seconds if value < 0.1 => format!("{:.1} ms", value * 1e3),
        Unit::Seconds if value < 1.0 => format!("{:.0} ms", value * 1e3),
        Unit::Seconds => format!("{value:.2} s"),
        Unit::Bytes if value < 1e6 => format!("{:.1} kB", value / 1e3),
        Unit::Bytes => format!("{:.1} MB", value / 1e6),
        Unit::Count => grouped(&format!("{value:.0}")),
        Unit::Times if value < 0.1 => format!("{value:.4}"),
        Unit::Times => format!("{value:.2}"),
    }
}

/// A whole number with a comma after each three digits.
pub(crate) fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
