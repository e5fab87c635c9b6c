//! Lines that say where a label leads, `[label]: address`: they are not shown, so one that no link uses would be lost.

use std::ops::Range;

use crate::text::code::Code;
use crate::text::markdown::builder::Builder;
use crate::text::span::{lines, slice};

/// Reports definitions that no link uses, and those whose label was defined before.
pub(super) fn report_unused(builder: &mut Builder<'_>) {
    if !builder.text.contains("]:") {
        return;
    }
    let definitions = builder.events.reference_definitions();
    let mut spans: Vec<(Range<usize>, bool)> = definitions
        .iter()
        .map(|(_, definition)| {
            // `[//]: # (text)` is a comment by custom.
            let is_comment = matches!(&*definition.dest, "#" | "");
            (definition.span.clone(), is_comment || builder.used.contains(&definition.span.start))
        })
        .collect();
    spans.sort_unstable_by_key(|(span, _)| span.start);
    let again = defined_again(builder, &spans);
    for span in spans.into_iter().filter(|(_, is_used)| !is_used).map(|(span, _)| span) {
        let problem = unused(builder, span, "no link uses");
        problem.help = Some("write `\\[` if the line is text; remove it if it is not".into());
    }
    for span in again {
        let problem = unused(builder, span, "a line above has another address for");
        problem.help = Some("choose another label, or remove the line".into());
    }
}

fn unused<'b>(
    builder: &'b mut Builder<'_>,
    span: Range<usize>,
    what: &str,
) -> &'b mut crate::text::diagnostic::Diagnostic {
    let written = slice(builder.text, span.clone()).trim_end();
    let label = written.split_once(']').map_or(written, |(label, _)| label).trim_start_matches('[');
    let message = format!("{what} `[{label}]`, so this line is not shown");
    let place = span.start..span.start + lines(written).next().unwrap_or_default().trim_end().len();
    builder.reporter.push(Code::UnusedDefinition, place, message)
}

/// Lines that define a label once more: nothing is shown of them, and they are not among the definitions.
fn defined_again(builder: &Builder<'_>, known: &[(Range<usize>, bool)]) -> Vec<Range<usize>> {
    let mut again = Vec::new();
    let mut at = 0;
    for line in lines(builder.text) {
        let written = line.trim_start_matches([' ', '>']);
        let start = at + line.len() - written.len();
        at += line.len();
        let is_definition = written.starts_with('[') && !written.starts_with("[^") && written.contains("]:");
        if !is_definition || !builder.plain.is_markup(start..at) {
            continue;
        }
        let before = known.partition_point(|(span, _)| span.start <= start);
        let is_known = known.get(before.wrapping_sub(1)).is_some_and(|(span, _)| span.contains(&start));
        if !is_known {
            again.push(start..start + written.trim_end().len());
        }
    }
    again
}
