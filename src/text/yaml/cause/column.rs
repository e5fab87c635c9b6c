//! What stands in the wrong column, or lacks the dash or the space that its column asks for.

use crate::text::yaml::cause::line::{Cause, Line};

/// A dash that is written together with the name of a field behind it.
pub(super) fn dash_without_space(line: Line<'_>) -> Option<Cause> {
    let item = line.words().strip_prefix('-').filter(|item| item.starts_with(|c: char| c.is_alphanumeric()))?;
    line.field()?;
    Some(Cause {
        span: line.whole().part(0, 1),
        message: "there is no space behind the dash".to_owned(),
        help: Some(format!("write `- {item}`")),
    })
}

/// The lines above one that have a dash.
fn items_above<'a>(all: &[Line<'a>], position: usize) -> impl Iterator<Item = (usize, Line<'a>)> {
    let above = all.iter().take(position).enumerate().rev();
    above.map(|(number, line)| (number, *line)).filter(|(_, line)| line.is_item())
}

/// A dash that stands below no dash of its list, or where no list can begin.
pub(super) fn item_out_of_line(all: &[Line<'_>], position: usize) -> Option<Cause> {
    let here = all.get(position).filter(|line| line.is_item())?;
    let column = here.indent().len();
    let away = |line: &Line<'_>| line.indent().len().abs_diff(column);
    let span = here.span(column, 1);
    let Some((_, nearest)) = items_above(all, position).min_by_key(|(_, line)| away(line)) else {
        let before = all.iter().take(position).rev().find(|line| !line.is_blank())?;
        let (name, value) = before.field()?;
        let is_level = before.indent().len() == column;
        let (message, help) = if is_level {
            (
                format!("this line begins with a dash, and `{name}` above it with none"),
                "begin each item of a list with a dash",
            )
        } else if value.text.is_empty() {
            return None;
        } else {
            (
                format!("no list can begin below `{name}`, which has a value already"),
                "write a list below the name of its field, with nothing behind the colon",
            )
        };
        return Some(Cause { span, message, help: Some(help.to_owned()) });
    };
    if away(&nearest) == 0 {
        return None;
    }
    let where_to = if column > nearest.indent().len() { "further in" } else { "further out" };
    Some(Cause {
        span,
        message: format!("the dash stands {where_to} than the one of `{}`", nearest.words()),
        help: Some("begin all items of a list in one column".to_owned()),
    })
}

/// A field where the dashes of a list stand, without one.
pub(super) fn dash_missing(all: &[Line<'_>], position: usize) -> Option<Cause> {
    let here = all.get(position).filter(|line| !line.is_item())?;
    let (name, _) = here.field()?;
    let column = here.indent().len();
    let (_, item) = items_above(all, position).next().filter(|(_, line)| line.indent().len() == column)?;
    let (field, _) = item.field()?;
    Some(Cause {
        span: here.span(column, name.len()),
        message: format!("`{name}` stands where the dashes of the list stand, and has none"),
        help: Some(format!(
            "begin it below `{field}` if it belongs to that item; begin a new item with a dash: `- {}`",
            here.words()
        )),
    })
}

/// A text where the dashes of a list stand, without one: the line of a place, or the one above it.
pub(super) fn text_without_dash(all: &[Line<'_>], position: usize) -> Option<Cause> {
    let mut near = all.iter().enumerate().take(position + 1).rev().filter(|(_, line)| !line.is_blank()).take(2);
    let (place, here) = near.find(|(_, line)| !line.is_item() && line.field().is_none())?;
    let words = here.words();
    if !words.starts_with(char::is_alphanumeric) || words.contains([':', '：', '=']) {
        return None;
    }
    let (_, item) = items_above(all, place).next()?;
    (item.indent().len() == here.indent().len()).then(|| Cause {
        span: here.whole(),
        message: "this text stands where the dashes of the list stand, and has none".to_owned(),
        help: Some(format!(
            "begin a new item with a dash: `- {words}`; a line that goes on with the text above stands further in"
        )),
    })
}

/// A line that stands further in than the field before it, which has a value already.
pub(super) fn too_far_in<'a>(line: Line<'a>, mut above: impl Iterator<Item = Line<'a>>) -> Option<Cause> {
    let (name, _) = line.field()?;
    let before = above.next()?;
    let (above_name, _) = before.field().filter(|(_, value)| !value.text.is_empty())?;
    let (in_here, in_before) = (line.field_at(), before.field_at());
    if in_here == in_before {
        return None;
    }
    let where_to = if in_here > in_before { "further in" } else { "further out" };
    Some(Cause {
        span: line.span(in_here, name.len()),
        message: format!("`{name}` stands {where_to} than `{above_name}` on the line above"),
        help: Some(format!("begin it where `{above_name}` begins")),
    })
}
