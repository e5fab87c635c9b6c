//! Lists whose marks Markdown does not know: `(a)`, `a)`, `(ii)`, `1.1`, and numbers that begin in the middle of a text.
//!
//! Two lines of a paragraph that follow each other with such marks, in their order, are items. The marks are cited, so they stay
//! text, as they were written.

use std::ops::Range;

use crate::text::markdown::builder::Builder;
use crate::text::markdown::document::{Element, Token};
use crate::text::markdown::open_element::{OpenElement, OpenMarked};
use crate::text::span::{lines, slice};

/// How many lines below the first item the second is looked for.
const FARTHEST: usize = 50;

/// The mark that a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark<'a> {
    is_opened: bool,
    name: &'a str,
    end: Option<char>,
}

impl<'a> Mark<'a> {
    fn of(line: &'a str) -> Option<Mark<'a>> {
        let rest = line.strip_prefix('(').unwrap_or(line);
        let is_opened = rest.len() < line.len();
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
        let (written, after) = rest.split_at_checked(length)?;
        let name = written.strip_suffix('.').filter(|_| !is_opened).unwrap_or(written);
        let end = match after.chars().next() {
            Some(')') if name == written => Some(')'),
            _ if name != written => Some('.'),
            _ => None,
        };
        let text = if end == Some(')') { slice(after, 1..) } else { after };
        let is_mark = match end {
            Some(')') => true,
            _ if is_opened => false,
            Some(_) => true,
            // `1.1` needs nothing behind it.
            None => name.contains('.'),
        };
        // `e.g.` is no mark.
        let is_name = !name.is_empty() && name.len() <= 8 && name.split('.').all(is_step);
        let is_name = is_name && (!name.contains('.') || name.bytes().any(|byte| byte.is_ascii_digit()));
        (is_mark && is_name && text.starts_with([' ', '\t']) && !text.trim().is_empty()).then_some(Mark {
            is_opened,
            name,
            end,
        })
    }

    /// Whether `next` comes after it in the same list.
    fn is_before(self, next: Mark<'_>) -> bool {
        if self.is_opened != next.is_opened || self.end != next.end {
            return false;
        }
        let (mut steps, mut others) = (self.name.split('.'), next.name.split('.'));
        let (last, other) = (steps.next_back().unwrap_or_default(), others.next_back().unwrap_or_default());
        steps.eq(others) && follows(last, other)
    }
}

/// Whether a part of a mark is one letter, a Roman number, or a number.
fn is_step(step: &str) -> bool {
    let is_number = !step.is_empty() && step.len() <= 3 && step.bytes().all(|byte| byte.is_ascii_digit());
    is_number || (step.len() == 1 && step.bytes().all(|byte| byte.is_ascii_alphabetic())) || roman(step).is_some()
}

fn follows(step: &str, next: &str) -> bool {
    if let (Ok(number), Ok(next)) = (step.parse::<u16>(), next.parse::<u16>()) {
        return number + 1 == next;
    }
    let letters = match (step.as_bytes(), next.as_bytes()) {
        ([a], [b]) => a.is_ascii_alphabetic() && a + 1 == *b,
        _ => false,
    };
    let cases = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    letters || (cases(step) == cases(next) && roman(step).zip(roman(next)).is_some_and(|(a, b)| a + 1 == b))
}

/// The value of a Roman number below 40, in lower case or in capitals.
fn roman(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    if lower != text && text.to_ascii_uppercase() != text {
        return None;
    }
    let rest = lower.trim_start_matches('x');
    let tens = u32::try_from(lower.len() - rest.len()).ok().filter(|tens| *tens < 4)?;
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].iter().position(|ones| *ones == rest)?;
    let value = tens * 10 + u32::try_from(ones).ok()?;
    (value > 0).then_some(value)
}

/// Begins a list at the line that begins at `from`, if this line and a later one of its paragraph have marks in order.
pub(super) fn begin_marked(builder: &mut Builder<'_>, from: usize) -> bool {
    let Some(mut mark) = builder.text.get(from..).and_then(|rest| Mark::of(lines(rest).next()?)) else { return false };
    let in_item = match builder.stack.last() {
        Some(OpenElement::Paragraph) => false,
        Some(OpenElement::Item { .. }) => true,
        _ => return false,
    };
    let mut coming = Vec::new();
    let mut at = from;
    for (position, line) in lines(slice(builder.text, from..)).enumerate() {
        let rest = line.trim_start_matches([' ', '\t', '>']);
        // A list is not begun for lines that are far apart, so that a text is not read again and again.
        if rest.trim().is_empty() || (coming.is_empty() && position > FARTHEST) {
            break;
        }
        let begin = at + line.len() - rest.len();
        if let Some(next) = Mark::of(rest).filter(|next| position > 0 && mark.is_before(*next)) {
            mark = next;
            coming.push(begin);
        }
        at += line.len();
    }
    if coming.is_empty() {
        return false;
    }
    coming.reverse();
    if !in_item {
        builder.stack.pop();
    }
    builder.open(Element::Marked);
    builder.open(Element::ITEM);
    builder.stack.push(OpenElement::Marked(OpenMarked { coming, in_item }));
    true
}

/// Begins an item, or a list, where a line of a paragraph ends. `false` where the text goes on.
pub(super) fn break_into_items(builder: &mut Builder<'_>, line_end: Range<usize>) -> bool {
    let rest = builder.text.get(line_end.start..).unwrap_or_default();
    let next = line_end.start + rest.len() - rest.trim_start_matches([' ', '\t', '>', '\n', '\r', '\\']).len();
    match builder.stack.last_mut() {
        Some(OpenElement::Marked(list)) => {
            // A line that begins within emphasis is no item, and those after it are.
            while list.coming.pop_if(|coming| *coming < next).is_some() {}
            if list.coming.pop_if(|coming| *coming == next).is_none() {
                return false;
            }
            builder.close(Element::ITEM);
            builder.open(Element::ITEM);
            true
        }
        Some(OpenElement::Paragraph) => {
            // The paragraph that introduces a list ends before it.
            let before = builder.body.tokens.len();
            let begins = begin_marked(builder, next);
            if begins {
                builder.body.tokens.insert(before, Token::Close(Element::Paragraph));
            }
            begins
        }
        Some(OpenElement::Item { .. }) => begin_marked(builder, next),
        _ => false,
    }
}

/// Ends a list within an item of another, when a block follows or the item ends.
pub(super) fn end_marked_in_item(builder: &mut Builder<'_>) {
    if builder.stack.pop_if(|open| matches!(open, OpenElement::Marked(list) if list.in_item)).is_some() {
        end_marked(builder);
    }
}

/// Ends the list, and its last item.
pub(super) fn end_marked(builder: &mut Builder<'_>) {
    builder.close(Element::ITEM);
    builder.close(Element::Marked);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_in_order_or_none() {
        let mark = |text: &'static str| Mark::of(text);
        for (first, next) in [
            ("(a) x", "(b) y"),
            ("a) x", "b) y"),
            ("a. x", "b. y"),
            ("(ix) x", "(x) y"),
            ("I. x", "II. y"),
            ("1.1 x", "1.2 y"),
            ("1.9. x", "1.10. y"),
            ("3. x", "4. y"),
            ("(9) x", "(10) y"),
            ("h) x", "i) y"),
            ("A.1 x", "A.2 y"),
        ] {
            assert!(mark(first).zip(mark(next)).is_some_and(|(a, b)| a.is_before(b)), "{first}, {next}");
        }
        for (first, next) in [
            ("(a) x", "(c) y"),
            ("(a) x", "b) y"),
            ("a) x", "B) y"),
            ("9.30 x", "10.00 y"),
            ("1.1 x", "2.2 y"),
            ("(a)x", "(b)y"),
        ] {
            assert!(!mark(first).zip(mark(next)).is_some_and(|(a, b)| a.is_before(b)), "{first}, {next}");
        }
        for none in ["a x", "and. x", "12 Street", "(see) x", "e.g. x", "(a)", "..."] {
            assert_eq!(mark(none), None, "{none}");
        }
    }
}
