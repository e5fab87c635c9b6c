//! Why a parser could not go on, for somebody who writes records: which line is at fault, and how it is written.
//!
//! A parser stops where it cannot go on, which is often a line below the slip, and says so in words of its own. Here the lines
//! around that place are looked at for what people do: a text that needs quotes, a space that is missing, a tab.

mod column;
mod line;

use crate::text::span::{Span, lines, slice};
use crate::text::yaml::cause::column::{
    dash_missing, dash_without_space, item_out_of_line, text_without_dash, too_far_in,
};
use crate::text::yaml::cause::line::{Line, Value, plain};

pub(super) use crate::text::yaml::cause::line::{Cause, quoted};

/// So many lines above the place at which the parser stopped, a bracket is looked for that is still open.
const FARTHEST_BRACKET: usize = 50;

/// Bullets that are no dashes.
const BULLETS: [char; 7] = ['•', '·', '–', '—', '‣', '▪', '*'];

/// Spaces that are letters to YAML.
const OTHER_SPACES: [char; 5] = ['\u{a0}', '\u{202f}', '\u{2007}', '\u{2009}', '\u{3000}'];

/// Why the parser stopped at a place of `text[part]`, saying so.
pub(super) fn cause(text: &str, part: Span, at: usize, said: &str) -> Cause {
    let all = written(text, part);
    let position = all.partition_point(|line| line.start <= at).saturating_sub(1);
    let nothing = Line { start: at, text: "" };
    let here = all.get(position).copied().unwrap_or(nothing);
    let above = || all.iter().take(position).rev().filter(|line| !line.is_blank()).copied();
    let below = || all.iter().skip(position + 1).find(|line| !line.is_blank()).copied();
    tab(here, said)
        .or_else(|| below().filter(|_| said.contains("tab")).and_then(|line| tab(line, said)))
        .or_else(|| quotes(here, at, said))
        .or_else(|| brackets(&all, position, at))
        .or_else(|| dash_without_space(here))
        .or_else(|| text_without_dash(&all, position))
        .or_else(|| lone(here))
        .or_else(|| above().next().and_then(lone))
        .or_else(|| colon_in_text(here, at))
        .or_else(|| begins_oddly(here))
        .or_else(|| item_out_of_line(&all, position))
        .or_else(|| dash_missing(&all, position))
        .or_else(|| too_far_in(here, above()))
        .unwrap_or_else(|| Cause {
            span: Span::point(at),
            message: "this cannot be read".to_owned(),
            help: Some(format!(
                "a field is written `name: value`, and a text with `, : [ ] {{ }}` or `#` in quotes; YAML says: {said}"
            )),
        })
}

/// Why a text where fields should be is none of them: of the first of its lines that is none.
pub(super) fn cause_of_text(text: &str, part: Span) -> Option<Cause> {
    written(text, part).into_iter().find_map(lone)
}

fn written(text: &str, part: Span) -> Vec<Line<'_>> {
    let mut start = part.start as usize;
    let lines = lines(text.get(part.range()).unwrap_or_default()).map(|full| {
        let line = Line { start, text: full.trim_end_matches(['\n', '\r']) };
        start += full.len();
        line
    });
    lines.collect()
}

/// A tab before the words of a line, or behind its colon.
fn tab(line: Line<'_>, said: &str) -> Option<Cause> {
    if let Some(tab) = line.indent().find('\t') {
        let message = "a tab stands before the words of this line".to_owned();
        let help = Some("indent with spaces, not with tabs".to_owned());
        return Some(Cause { span: line.span(tab, 1), message, help });
    }
    let tab = line.text.find(":\t").filter(|_| said.contains("must be followed"))?;
    let message = "a tab stands behind the colon".to_owned();
    let help = format!("put a space there: `{}`", line.text.replacen(":\t", ": ", 1).trim());
    Some(Cause { span: line.span(tab + 1, 1), message, help: Some(help) })
}

/// Quotes that are not closed, or closed before the end of the text, or around a backslash.
fn quotes(line: Line<'_>, at: usize, said: &str) -> Option<Cause> {
    let value = line.value();
    let mark = value.text.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let is_key = said.contains("mapping values") && value.text.contains(&format!("{mark}:"));
    if said.contains("trailing content") || is_key {
        let inside = plain(value.text);
        let message = format!("the text goes on behind the quotation mark `{mark}` that ends it");
        let help = format!("write `{}`", line.with(&value, &quoted(inside)));
        return Some(line.cause(&value, message, Some(help)));
    }
    if line.start + value.at != at || !said.contains("quoted scalar") {
        return None;
    }
    if value.text.len() > 1 && value.text.ends_with(mark) {
        if !value.text.contains('\\') {
            return None;
        }
        let message = "a backslash between double quotation marks begins a special character".to_owned();
        let help = format!("write `{}`", line.with(&value, &quoted(plain(value.text))));
        return Some(line.cause(&value, message, Some(help)));
    }
    let message = format!("the quotation mark `{mark}` is not closed");
    let help = format!("close it at the end of the text: `{}{mark}`", line.words());
    Some(Cause { span: line.span(value.at, 1), message, help: Some(help) })
}

/// A bracket that is open where the parser stopped: it is not closed, or holds a text that needs quotes.
fn brackets(all: &[Line<'_>], position: usize, at: usize) -> Option<Cause> {
    let here = all.get(position)?;
    let first = position.saturating_sub(FARTHEST_BRACKET);
    // What the parser had not come to yet, or had left behind, did not stop it.
    let is_open = |line: &Line<'_>, value: &Value<'_>| {
        let is_at = line.start == here.start && at <= here.start + here.text.len();
        line.start + value.at <= at && (is_at || !is_closed(value.text))
    };
    let opens = |line: &&Line<'_>| {
        let value = line.value();
        value.text.starts_with(['[', '{']) && is_open(line, &value)
    };
    let opening = all.iter().take(position + 1).skip(first).rev().find(opens)?;
    let value = opening.value();
    if opening.start != here.start && is_closed(value.text) {
        return None;
    }
    if opening.start == here.start {
        return text_in_brackets(*here, at);
    }
    let (open, close) = if value.text.starts_with('[') { ('[', ']') } else { ('{', '}') };
    let begins_anew = here.is_blank() || (here.field().is_some() && here.indent().len() <= opening.indent().len());
    let message = format!("the bracket `{open}` is not closed");
    let help = begins_anew.then(|| format!("close it: `{}{close}`", opening.with(&value, value.text)));
    Some(Cause { span: opening.span(value.at, 1), message, help })
}

/// Whether all brackets of a value are closed in it.
fn is_closed(value: &str) -> bool {
    let depth = value.chars().fold(0_i32, |depth, c| match c {
        '[' | '{' => depth + 1,
        ']' | '}' => depth - 1,
        _ => depth,
    });
    depth <= 0
}

/// A text between brackets, or one that begins with some, on one line.
fn text_in_brackets(line: Line<'_>, at: usize) -> Option<Cause> {
    let value = line.value();
    let close = if value.text.starts_with('[') { ']' } else { '}' };
    if !value.text.ends_with(close) {
        let first = value.text.get(..1).unwrap_or_default();
        let is_text = value.text.contains(close);
        return is_text.then(|| line.needs_quotes(&value, format!("a text that begins with `{first}` needs quotes")));
    }
    let piece = piece(line, at)?;
    let special = piece.text.chars().find(|c| matches!(c, ',' | ':' | '[' | ']' | '{' | '}'))?;
    Some(line.needs_quotes(&piece, format!("a text with `{special}` between brackets needs quotes")))
}

/// The words of a field between braces that stand at a place of the line: up to the next field, or the brace that ends it.
fn piece<'a>(line: Line<'a>, at: usize) -> Option<Value<'a>> {
    let outer = line.value();
    let inside = outer.text.strip_prefix('{')?.strip_suffix('}')?;
    let begin = outer.at + 1;
    let fields: Vec<(usize, usize)> = names(inside).collect();
    let at = at.checked_sub(line.start + begin)?;
    let (_, from) = fields.iter().rev().copied().find(|(name, _)| *name < at)?;
    let to = fields
        .iter()
        .map(|(name, _)| *name)
        .find(|name| *name > at)
        .map_or(inside.len(), |next| slice(inside, ..next).trim_end().trim_end_matches(',').len());
    let text = slice(inside, from.min(to)..to);
    let lead = text.len() - text.trim_start().len();
    let text = text.trim();
    let is_bare = !text.is_empty() && !text.starts_with(['"', '\'']);
    is_bare.then_some(Value { at: begin + from + lead, text })
}

/// Where fields between braces begin, and behind whose colons: names are one word, at the start or behind a comma.
fn names(inside: &str) -> impl Iterator<Item = (usize, usize)> {
    let starts = std::iter::once(0).chain(inside.match_indices(',').map(|(comma, _)| comma + 1));
    starts.filter_map(|start| {
        let rest = slice(inside, start..);
        let name = rest.trim_start();
        let begin = start + rest.len() - name.len();
        let length = name.find(|c: char| !(c.is_ascii_lowercase() || c == '_'))?;
        (length > 0 && slice(name, length..).starts_with(": ")).then_some((begin, begin + length + 1))
    })
}

/// That a text between braces ends at a comma, since it has no quotes: `key` is what stands behind the comma.
pub(super) fn cut_by_comma(text: &str, key: Span) -> Cause {
    let start = slice(text, ..key.start as usize).rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = lines(slice(text, start..)).next().unwrap_or_default().trim_end_matches(['\n', '\r']);
    let line = Line { start, text: line };
    match piece(line, key.start as usize) {
        Some(piece) => line.needs_quotes(&piece, "a text with `,` between brackets needs quotes".to_owned()),
        None => Cause {
            span: key,
            message: "between `{` and `}` each field is written `name: value`".to_owned(),
            help: Some("put a text that has a comma into quotes".to_owned()),
        },
    }
}

/// A line that is no field and no item, for want of a space or a colon.
fn lone(line: Line<'_>) -> Option<Cause> {
    if line.is_blank() || line.field().is_some() || line.words().starts_with("- ") || line.words() == "-" {
        return None;
    }
    let words = line.words();
    let new = |span, message: &str, written: String| {
        Some(Cause { span, message: message.to_owned(), help: Some(format!("write `{written}`")) })
    };
    if words.starts_with(['[', '{', '"', '\'', ']', '}', '|', '>']) {
        return None;
    }
    if let Some(item) = words.strip_prefix('-').filter(|item| item.starts_with(|c: char| c.is_alphanumeric())) {
        return new(line.whole().part(0, 1), "there is no space behind the dash", format!("- {item}"));
    }
    if let Some(item) = words.strip_prefix(BULLETS).filter(|item| item.starts_with([' ', '\t', '\u{a0}'])) {
        return new(line.whole(), "an item of a list begins with a dash", format!("- {}", item.trim()));
    }
    let end = words.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(words.len());
    let (name, rest) = words.split_at(end);
    let mark = line.whole().part(end, rest.chars().next().map_or(0, char::len_utf8));
    let after = rest.get(mark.range().len()..).unwrap_or_default();
    let is_name = !name.is_empty();
    let field = || format!("{name}: {}", after.trim());
    if rest.starts_with(':') && is_name && !after.starts_with("//") {
        return match after.chars().next().filter(|c| OTHER_SPACES.contains(c)) {
            Some(space) => {
                let message =
                    format!("behind the colon stands another space than the usual one, U+{:04X}", u32::from(space));
                let help = format!("delete it and put an ordinary space there: `{}`", field());
                Some(Cause { span: mark.part(1, space.len_utf8()), message, help: Some(help) })
            }
            None => {
                let help = format!("put a space after the colon: `{}`", field());
                Some(Cause { span: mark, message: "there is no space behind the colon".to_owned(), help: Some(help) })
            }
        };
    }
    if rest.starts_with(['：', '﹕', '∶']) && is_name {
        return new(mark, "this is another colon than the usual one", field());
    }
    let equals = rest.trim_start().strip_prefix('=').filter(|_| is_name);
    if let Some(value) = equals {
        return new(
            line.whole(),
            "a field has a colon between its name and its value",
            format!("{name}: {}", value.trim()),
        );
    }
    Some(Cause {
        span: line.whole(),
        message: "this line is no field: it has no colon".to_owned(),
        help: Some(
            "a field is written `name: value`; a line that goes on with the text above begins with two spaces"
                .to_owned(),
        ),
    })
}

/// A colon in a text, which to YAML would begin a field in a field.
fn colon_in_text(line: Line<'_>, at: usize) -> Option<Cause> {
    let (_, value) = line.field()?;
    let is_text = value.text.contains(": ") || value.text.ends_with(':');
    let is_there = line.start + value.at < at && !value.text.starts_with(['"', '\'', '{', '[', '|', '>']);
    if !is_text || !is_there {
        return None;
    }
    let is_item = value.text.starts_with("- ");
    if is_item {
        return Some(list_behind_name(line, &value));
    }
    let mut cause = line.needs_quotes(&value, "a text with `:` in it needs quotes".to_owned());
    if let (Some(second), Some(help)) = (second_field(value.text), &mut cause.help) {
        help.push_str(&format!("; if `{second}` is a field, write it on a line of its own"));
    }
    Some(cause)
}

/// The name of what looks like a second field in a text: one word before the colon, as the names of fields are written.
fn second_field(text: &str) -> Option<&str> {
    let (before, _) = text.split_once(": ")?;
    let (_, word) = before.rsplit_once([' ', ','])?;
    (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')).then_some(word)
}

/// A list that begins behind the name of its field, or a text that begins with a dash.
fn list_behind_name(line: Line<'_>, value: &Value<'_>) -> Cause {
    let help = format!(
        "begin a list on the next line, with `  {}`; put a text into quotes: `{}`",
        value.text,
        line.with(value, &quoted(value.text))
    );
    line.cause(value, "behind the name of a field no list begins".to_owned(), Some(help))
}

/// A text that begins with a character that means something to YAML.
fn begins_oddly(line: Line<'_>) -> Option<Cause> {
    let value = line.value();
    let odd = ['@', '`', '%', ',', ']', '}', '-', '?', '|', '>', ':', '*', '&', '!'];
    let first = value.text.chars().next().filter(|c| odd.contains(c))?;
    if let Some(cause) = alone(line, &value, first) {
        return Some(cause);
    }
    if value.text.starts_with("- ") && line.field().is_some() {
        return Some(list_behind_name(line, &value));
    }
    Some(line.needs_quotes(&value, begins_with(first)))
}

/// That a text needs quotes for the sake of its first character.
fn begins_with(first: char) -> String {
    match first {
        '`' => "a text that begins with a backtick needs quotes".to_owned(),
        _ => format!("a text that begins with `{first}` needs quotes"),
    }
}

/// That a value begins with what is an anchor, an alias or a tag to YAML: `at` is where it begins, or the node behind it.
pub(super) fn feature(text: &str, at: usize) -> Option<Cause> {
    let start = slice(text, ..at).rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = lines(slice(text, start..)).next().unwrap_or_default().trim_end_matches(['\n', '\r']);
    let line = Line { start, text: line };
    let value = line.value();
    let first = value.text.chars().next().filter(|c| matches!(c, '*' | '&' | '!'))?;
    // Nobody writes these but for what YAML makes of them.
    if value.text.starts_with("!!") || line.field().is_some_and(|(name, _)| name == "<<") {
        return None;
    }
    Some(alone(line, &value, first).unwrap_or_else(|| line.needs_quotes(&value, begins_with(first))))
}

/// That a sign to YAML is all of a value.
fn alone(line: Line<'_>, value: &Value<'_>, first: char) -> Option<Cause> {
    let message = format!("`{first}` alone is no value");
    let help =
        "write a value, or `unknown` where nobody knows it; a field that is not required can be left out".to_owned();
    (value.text.len() == first.len_utf8()).then(|| line.cause(value, message, Some(help)))
}
