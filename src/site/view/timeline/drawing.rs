//! Where the facts of a timeline stand on its chart: bars, marks and their names, in lanes in which nothing overlaps.
//!
//! Places from left to right are in per cent of the width, so that a chart that is made wider has more room between its
//! marks; places from top to bottom are in the size of its type. What fits beside what is worked out for the least width
//! that a chart has.

use serde::Serialize;

use crate::review::date::{Date, Day};
use crate::site::analysis::timeline::When;
use crate::site::view::timeline::axis::{Axis, Part, rounded};

/// The height of a lane of marks: with the type that the style sheet gives, a target of 24 pixels.
const LANE: f64 = 1.75;
/// The height of a lane of bars, whose names stand above them.
const BAR_LANE: f64 = 2.75;
/// The room on either side.
const GAP: f64 = 0.4;
/// How long the end of a bar is drawn that nobody knows.
const STUB: f64 = 3.5;
/// The width of a letter; those of the East are about as wide as high.
const LETTER: f64 = 0.56;
const WIDE_LETTER: f64 = 1.05;
/// How much wider names are for readers who set letters and words wider apart (WCAG 1.4.12): 0.12 for each letter and 0.16 for
/// each word, of letters that may be wider by themselves. There is room for that between names.
const APART: f64 = 1.28;
/// The most letters of a name that are shown.
const LETTERS: usize = 64;

/// How something is drawn.
#[derive(Debug, Default, Serialize)]
pub(super) struct Shape {
    /// The height at which its mark or the middle of its bar stands.
    y: f64,
    /// The upper edge of its bar.
    top: f64,
    /// The time that it surely took.
    bar: Option<Part>,
    /// Times that it may have taken: what a month or a year leaves open.
    pub(super) vague: Vec<Part>,
    /// Ends that nobody knows, or that are still to come.
    pub(super) open: Vec<OpenEnd>,
    /// The middle of what it took, where a cross strikes it out if it never happened.
    middle: f64,
    /// Where its mark stands.
    mark: Option<f64>,
    /// When it was planned to be.
    pub(super) planned: Option<Part>,
    /// The way from the plan to what happened.
    slip: Option<Part>,
    label: Option<Label>,
}

/// An end that is not known: it fades away.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct OpenEnd {
    part: Part,
    /// `later` or `earlier`: where it fades to.
    towards: &'static str,
    /// The middle of it.
    middle: f64,
    /// Whether it is over, but nobody knows when; else it goes on.
    pub(super) unknown: bool,
}

impl OpenEnd {
    fn new(part: Part, towards: &'static str, unknown: bool) -> OpenEnd {
        OpenEnd { part, towards, middle: rounded(part.x + part.width / 2.0), unknown }
    }
}

/// A name on the chart.
#[derive(Debug, Serialize)]
struct Label {
    text: String,
    x: f64,
    y: f64,
    /// Whether it ends there, and does not begin.
    ends: bool,
}

/// Something before it has a lane: how it is drawn, and from where to where it takes room.
pub(super) struct Drawing {
    shape: Shape,
    from: f64,
    to: f64,
    lasts: bool,
}

/// Draws something; `None` where no date is known.
pub(super) fn draw(axis: &Axis, when: &When, today: Day, name: Option<&str>) -> Option<Drawing> {
    let mut shape = if when.lasts { bar(axis, when, today)? } else { event(axis, when.from?)? };
    shape.planned = when.planned.and_then(|planned| plan(axis, planned));
    let own = shape.parts(axis).reduce(union)?;
    shape.middle = rounded(own.x + own.width / 2.0);
    if let Some(planned) = shape.planned {
        shape.slip = Some(between(planned, own)).filter(|slip| slip.width > 0.0);
    }
    let whole = shape.planned.map_or(own, |planned| union(own, planned));
    let whole = whole.at_least(whole.width + axis.per_cent(2.0 * GAP)).at_least(axis.per_cent(LANE));
    let (mut from, mut to) = (whole.x, whole.end());
    if let Some(name) = name {
        let (first, last) = if when.lasts { (own.x, own.end()) } else { (to, from) };
        let room_of = |text: &str| axis.per_cent(width_of(text)) * APART;
        // The name begins with the bar or behind the mark; where there is no room for it, it ends there, and where there is none on
        // either side, the rest of it is left out on the longer.
        let whole = cut(name, LETTERS);
        let ends = first + room_of(&whole) > 100.0 && (last > 100.0 - first || last > room_of(&whole));
        let side = if ends { last } else { 100.0 - first };
        let fits = |text: &String| room_of(text) <= side;
        let text = (1..=LETTERS).rev().map(|letters| cut(name, letters)).find(fits).unwrap_or(whole);
        let room = room_of(&text);
        let x = if ends { last } else { first };
        (from, to) = if ends { (from.min(x - room), to) } else { (from, to.max(x + room)) };
        shape.label = Some(Label { text, x: rounded(x), y: 0.0, ends });
    }
    Some(Drawing { shape, from, to, lasts: when.lasts })
}

/// Gives every drawing a lane below `top`, and says where the last one ends: each a row of its own, or the first lane in
/// which it has room.
pub(super) fn stack(drawings: Vec<Option<Drawing>>, top: f64, own_rows: bool) -> (Vec<Option<Shape>>, f64) {
    let height = if drawings.iter().flatten().any(|drawing| drawing.lasts) { BAR_LANE } else { LANE };
    let mut ends: Vec<f64> = Vec::new();
    let mut shapes = Vec::with_capacity(drawings.len());
    for drawing in drawings {
        let Some(Drawing { mut shape, from, to, lasts }) = drawing else {
            shapes.push(None);
            continue;
        };
        let free = ends.iter().position(|end| !own_rows && *end <= from);
        let lane = free.unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = to,
            None => ends.push(to),
        }
        let lane = u32::try_from(lane).unwrap_or(u32::MAX);
        let y = top + f64::from(lane) * height + if lasts { 1.8 } else { LANE / 2.0 };
        (shape.y, shape.top) = (rounded(y), rounded(y - 0.35));
        if let Some(label) = &mut shape.label {
            label.y = rounded(if lasts { y - 0.8 } else { y + 0.35 });
        }
        shapes.push(Some(shape));
    }
    let lanes = u32::try_from(ends.len()).unwrap_or(u32::MAX);
    (shapes, top + f64::from(lanes) * height)
}

impl Shape {
    /// Everything of it that was, and not only planned.
    fn parts(&self, axis: &Axis) -> impl Iterator<Item = Part> {
        let mark = self.mark.map(|x| Part { x, width: 0.0 }.at_least(axis.per_cent(1.0)));
        let open = self.open.iter().map(|end| end.part);
        self.vague.iter().copied().chain(open).chain(self.bar).chain(mark)
    }
}

/// A bar from one date to another. What is not known to the day is vague, and an end that nobody knows is open.
fn bar(axis: &Axis, when: &When, today: Day) -> Option<Shape> {
    let from = when.from.filter(|from| *from != Date::Unknown);
    let to = when.to.filter(|to| *to != Date::Unknown);
    let (first, last) = match (from, to) {
        (Some(from), Some(to)) if !to.is_before(from) => (from, to),
        (Some(only), None) | (None, Some(only)) => (only, only),
        _ => return None,
    };
    let mut shape = Shape::default();
    // From when on, and until when, it surely was.
    let (mut sure_from, mut sure_to) = (first.last()?, last.first()?);
    match (from, to) {
        (Some(from), None) => {
            let now = when.goes_on(today).then_some(today).filter(|now| *now > sure_from);
            sure_to = now.unwrap_or(from.last()?);
            let part = Part::new(axis.after(sure_to), (axis.after(sure_to) + axis.per_cent(STUB)).min(100.0));
            shape.open.push(OpenEnd::new(part, "later", when.to.is_some()));
        }
        (None, Some(to)) => {
            sure_from = to.first()?;
            let part = Part::new((axis.at(sure_from) - axis.per_cent(STUB)).max(0.0), axis.at(sure_from));
            shape.open.push(OpenEnd::new(part, "earlier", when.from.is_some()));
        }
        _ => {}
    }
    for partial in [from, to].into_iter().flatten().filter(|date| date.day().is_none()) {
        shape.vague.extend(axis.all_of(partial));
    }
    if sure_from <= sure_to {
        shape.bar = Some(axis.between(sure_from, sure_to).at_least(axis.per_cent(0.4)));
    }
    Some(shape)
}

/// A mark on a day; a bar for several; where only the month or the year is known, what it leaves open.
fn event(axis: &Axis, date: Date) -> Option<Shape> {
    if let Some(day) = date.day() {
        return Some(Shape { mark: Some(axis.middle(day)), ..Shape::default() });
    }
    let part = axis.all_of(date)?.at_least(axis.per_cent(1.4));
    let exact = matches!(date, Date::Range(from, to) if from.day.is_some() && to.day.is_some());
    let (bar, vague) = if exact { (Some(part), Vec::new()) } else { (None, vec![part]) };
    Some(Shape { bar, vague, ..Shape::default() })
}

/// When something was planned to be: a place, or what a month or a year leaves open.
fn plan(axis: &Axis, planned: Date) -> Option<Part> {
    match planned.day() {
        Some(day) => Some(Part { x: axis.middle(day), width: 0.0 }),
        None => axis.all_of(planned),
    }
}

fn union(a: Part, b: Part) -> Part {
    Part::new(a.x.min(b.x), a.end().max(b.end()))
}

/// What lies between two parts.
fn between(a: Part, b: Part) -> Part {
    if a.x <= b.x { Part::new(a.end(), b.x) } else { Part::new(b.end(), a.x) }
}

/// A name of so many letters at most.
fn cut(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        return name.to_owned();
    }
    let start: String = name.chars().take(letters - 1).collect();
    format!("{}…", start.trim_end())
}

fn width_of(text: &str) -> f64 {
    text.chars().map(|letter| if letter < '\u{1100}' { LETTER } else { WIDE_LETTER }).sum::<f64>() + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    fn day(text: &str) -> Day {
        date(text).first().expect("it is known")
    }

    fn axis() -> Axis {
        Axis::new(64.0, [day("2017-01-01"), day("2020-12-31")]).expect("an axis")
    }

    fn event(text: &str) -> When {
        When { from: Some(date(text)), to: None, planned: None, lasts: false }
    }

    fn period(from: Option<&str>, to: Option<&str>) -> When {
        When { from: from.map(date), to: to.map(date), planned: None, lasts: true }
    }

    fn drawn(when: &When, name: Option<&str>) -> Drawing {
        draw(&axis(), when, day("2019-07-01"), name).expect("it is drawn")
    }

    #[test]
    fn a_date_is_drawn_as_exactly_as_it_is_known() {
        let shape = drawn(&event("2018-03-05"), None).shape;
        assert!(shape.mark.is_some() && shape.bar.is_none() && shape.vague.is_empty());
        let shape = drawn(&event("2018-03-05/2018-03-09"), None).shape;
        assert!(shape.mark.is_none() && shape.bar.is_some() && shape.vague.is_empty());
        let shape = drawn(&event("2018"), None).shape;
        assert!(shape.mark.is_none() && shape.bar.is_none());
        assert_eq!(shape.vague, [axis().between(day("2018-01-01"), day("2018-12-31"))]);
        assert!(draw(&axis(), &event("unknown"), day("2019-07-01"), None).is_none());
    }

    #[test]
    fn an_end_that_nobody_knows_is_open() {
        let known = drawn(&period(Some("2018-01-01"), Some("2018-12-31")), None).shape;
        assert_eq!((known.bar, known.vague.len()), (Some(axis().between(day("2018-01-01"), day("2018-12-31"))), 0));
        for (from, to) in [(Some("2018-01-01"), Some("unknown")), (Some("unknown"), Some("2018-12-31"))] {
            let shape = drawn(&period(from, to), None).shape;
            assert!(shape.bar.is_some_and(|bar| bar.width < 1.0) && shape.vague.is_empty(), "{from:?} to {to:?}");
            let [end] = shape.open.as_slice() else { panic!("{from:?} to {to:?} has {} open ends", shape.open.len()) };
            assert_eq!((end.unknown, end.towards == "later"), (true, to == Some("unknown")));
        }
        let going_on = drawn(&period(Some("2018-01-01"), None), None).shape;
        assert!(matches!(going_on.open.as_slice(), [end] if !end.unknown && end.towards == "later"));
        assert_eq!(going_on.bar, Some(axis().between(day("2018-01-01"), day("2019-07-01"))));
        let partial = drawn(&period(Some("2018"), Some("2019-12-31")), None).shape;
        assert_eq!(partial.bar, Some(axis().between(day("2018-12-31"), day("2019-12-31"))));
        assert_eq!(partial.vague, [axis().between(day("2018-01-01"), day("2018-12-31"))]);
    }

    #[test]
    fn what_is_late_keeps_its_plan() {
        let late = When { planned: Some(date("2018-01-01")), ..event("2018-12-31") };
        let early = When { planned: Some(date("2018-12-31")), ..event("2018-01-01") };
        let (late, early) = (drawn(&late, None), drawn(&early, None));
        assert!(late.shape.slip.is_some_and(|slip| slip.width > 20.0));
        assert!(early.shape.slip.is_some_and(|slip| slip.width > 20.0));
        assert!(late.to - late.from > 22.0, "the way from the plan takes room");
    }

    #[test]
    fn nothing_in_a_lane_overlaps() {
        let days = ["2017-02-01", "2017-02-01", "2017-03-01", "2018-06-01", "2020-12-31", "2020-12-31"];
        for name in [None, Some("The terms of reference are adopted")] {
            let drawings: Vec<Drawing> = days.iter().map(|day| drawn(&event(day), name)).collect();
            let room: Vec<(f64, f64)> = drawings.iter().map(|drawing| (drawing.from, drawing.to)).collect();
            let (shapes, bottom) = stack(drawings.into_iter().map(Some).collect(), 3.0, false);
            let shapes: Vec<Shape> = shapes.into_iter().flatten().collect();
            assert_eq!(shapes.len(), days.len());
            for (at, (from, to)) in room.iter().enumerate() {
                assert!(*from >= -1.0 && *to <= 101.0, "{from} to {to} does not fit");
                assert!(shapes[at].y > 3.0 && shapes[at].y < bottom);
                for (other, (other_from, other_to)) in room.iter().enumerate().skip(at + 1) {
                    let together = shapes[at].y == shapes[other].y;
                    assert!(!together || to <= other_from || other_to <= from, "{name:?}: {at} and {other}");
                }
            }
        }
    }

    #[test]
    fn long_names_are_cut() {
        let name = "x".repeat(100);
        let label = drawn(&event("2017-02-01"), Some(&name)).shape.label.expect("a name");
        assert_eq!((label.text.chars().count(), label.text.ends_with('…')), (64, true));
    }
}
