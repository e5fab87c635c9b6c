//! How a page is written.

use std::cmp::Ordering;

use crate::site::template::document::{Document, Run, Source, Text, Value};
use crate::site::template::names::Access;
use crate::site::template::program::{Filter, Loop, Program, Step, Term, Variable};
use crate::site::template::syntax::Binary;
use crate::site::words::capitalise;
use crate::text::escape;
use crate::text::span::slice;

/// How deep components may stand in one another: as deep as in Tera.
const DEPTH: usize = 20;

/// What a template asks for that it cannot have. It is behind a pointer, since a result is made of every value.
pub(super) type Problem = Box<str>;

type Done = Result<(), Problem>;

/// Writes the page of a template.
///
/// # Errors
/// What the template asks for that it cannot have.
pub(super) fn write(program: &Program, page: &str, document: &Document, out: &mut Vec<u8>) -> Result<(), Problem> {
    let body = program.pages.get(page).ok_or_else(|| format!("there is no template `{page}`"))?;
    let slots = vec![Value::Undefined; body.slots];
    let made = String::new();
    let mut writer = Writer { program, document, made, slots, base: 0, depth: 0, escapes: body.escapes, out };
    writer.steps(&body.steps)
}

struct Writer<'p> {
    program: &'p Program,
    document: &'p Document,
    /// Texts that were made of others.
    made: String,
    /// The variables of the page and of the components that are being written.
    slots: Vec<Value>,
    /// Where those of the innermost begin.
    base: usize,
    depth: usize,
    escapes: bool,
    out: &'p mut Vec<u8>,
}

impl<'p> Writer<'p> {
    fn steps(&mut self, steps: &'p [Step]) -> Done {
        for step in steps {
            // Half of all steps are text: these are spared the way into what can do all others.
            match step {
                Step::Text(run) => self.out.extend_from_slice(self.program.bytes(*run)),
                _ => self.step(step)?,
            }
        }
        Ok(())
    }

    fn step(&mut self, step: &'p Step) -> Done {
        match step {
            Step::Text(run) => self.out.extend_from_slice(self.program.bytes(*run)),
            Step::Write(term) => self.written(term)?,
            Step::Call(component, arguments) => self.call(*component, arguments)?,
            Step::If(branches, otherwise) => {
                for (condition, steps) in branches {
                    if self.holds(condition)? {
                        return self.steps(steps);
                    }
                }
                self.steps(otherwise)?;
            }
            Step::For(repeated) => self.repeat(repeated)?,
            Step::Set(slot, term) => {
                let value = self.value(term)?;
                self.set(*slot, value);
            }
            Step::Clear(slots) => slots.clone().for_each(|slot| self.set(slot, Value::Undefined)),
        }
        Ok(())
    }

    fn call(&mut self, component: usize, arguments: &'p [Term]) -> Done {
        let body = self.program.components.get(component).ok_or("there is no such component")?;
        if self.depth == DEPTH {
            return Err(format!("components stand in one another more than {DEPTH} deep").into());
        }
        let (base, new) = (self.base, self.slots.len());
        for argument in arguments {
            let value = self.value(argument)?;
            self.slots.push(value);
        }
        self.slots.resize(new + body.slots, Value::Undefined);
        self.base = new;
        self.depth += 1;
        self.steps(&body.steps)?;
        self.depth -= 1;
        self.base = base;
        self.slots.truncate(new);
        Ok(())
    }

    fn repeat(&mut self, repeated: &'p Loop) -> Done {
        let over = self.value(&repeated.over)?;
        let items = match over {
            Value::List(items) if !repeated.counts => items,
            Value::Integer(end) if repeated.counts => {
                let end = usize::try_from(end).ok().and_then(|end| Run::new(0, end));
                end.ok_or("a range ends before it begins")?
            }
            _ => return Err("only lists can be gone through".into()),
        };
        if items.len() == 0 {
            return self.steps(&repeated.empty);
        }
        let document = self.document;
        self.set(repeated.slot + 2, number(items.len()));
        for (number_before, position) in items.range().enumerate() {
            let item = if repeated.counts { number(position) } else { document.value(position) };
            self.set(repeated.slot, item);
            self.set(repeated.slot + 1, number(number_before));
            repeated.own.clone().for_each(|slot| self.set(slot, Value::Undefined));
            self.steps(&repeated.body)?;
        }
        Ok(())
    }

    fn set(&mut self, slot: usize, value: Value) {
        if let Some(slot) = self.slots.get_mut(self.base + slot) {
            *slot = value;
        }
    }

    fn slot(&self, slot: usize) -> Value {
        self.slots.get(self.base + slot).copied().unwrap_or(Value::Undefined)
    }

    fn written(&mut self, term: &'p Term) -> Done {
        match self.operand(term)? {
            Value::None => {}
            Value::Text(text) => {
                let (document, program) = (self.document, self.program);
                let words = match text.from {
                    Source::Document => document.text(text.run),
                    Source::Template => slice(&program.text, text.run.range()),
                    Source::Made => slice(&self.made, text.run.range()),
                };
                if text.safe || !self.escapes || escape::is_plain(words) {
                    self.out.extend_from_slice(words.as_bytes());
                } else {
                    // Writing to memory cannot fail.
                    escape::write(words, &mut *self.out).map_err(|error| error.to_string().into_boxed_str())?;
                }
            }
            value => {
                let words = self.words(value)?;
                self.out.extend_from_slice(words.as_bytes());
            }
        }
        Ok(())
    }

    fn holds(&mut self, term: &'p Term) -> Result<bool, Problem> {
        match term {
            Term::Path(variable, fields) => Ok(is_true(self.path(*variable, fields))),
            Term::Not(of) => Ok(!self.holds(of)?),
            Term::Binary(Binary::And, sides) => Ok(self.holds(&sides.0)? && self.holds(&sides.1)?),
            Term::Binary(Binary::Or, sides) => Ok(self.holds(&sides.0)? || self.holds(&sides.1)?),
            Term::Binary(Binary::Equal, sides) => {
                let (left, right) = (self.operand(&sides.0)?, self.operand(&sides.1)?);
                self.same(left, right)
            }
            _ => self.value(term).map(is_true),
        }
    }

    /// What is compared or written, which is mostly something given or a text of the template.
    fn operand(&mut self, term: &'p Term) -> Result<Value, Problem> {
        match term {
            Term::Path(variable, fields) => Ok(self.path(*variable, fields)),
            Term::Value(value) => Ok(*value),
            _ => self.value(term),
        }
    }

    /// What a variable means, or a field of a field of it. Most of what pages ask for is such.
    fn path(&self, variable: Variable, fields: &[Access]) -> Value {
        let value = match variable {
            Variable::Given(name) => self.document.get(name),
            Variable::Slot(slot) => self.slot(slot),
        };
        fields.iter().fold(value, |of, field| self.document.field(of, field))
    }

    fn value(&mut self, term: &'p Term) -> Result<Value, Problem> {
        Ok(match term {
            Term::Value(value) => *value,
            Term::Path(variable, fields) => self.path(*variable, fields),
            Term::Either(slots, other) => {
                let set = slots.iter().map(|slot| self.slot(*slot)).find(|value| !matches!(value, Value::Undefined));
                match set {
                    Some(value) => value,
                    None => self.value(other)?,
                }
            }
            Term::Field(of, fields) => {
                let of = self.value(of)?;
                fields.iter().fold(of, |of, field| self.document.field(of, field))
            }
            Term::Item(of, position) => {
                let of = self.value(of)?;
                self.document.item(of, *position)
            }
            Term::First(slot) => Value::Bool(self.slot(slot + 1) == Value::Integer(0)),
            Term::Last(slot) => match (self.slot(slot + 1), self.slot(slot + 2)) {
                (Value::Integer(before), Value::Integer(all)) => Value::Bool(before + 1 == all),
                _ => Value::Undefined,
            },
            Term::Not(of) => Value::Bool(!self.holds(of)?),
            Term::Binary(binary, sides) => self.binary(*binary, &sides.0, &sides.1)?,
            Term::Filter(filter, of) => self.filter(filter, of)?,
            Term::IsDefined(of) => Value::Bool(self.value(of)? != Value::Undefined),
            Term::IsNumber(of) => Value::Bool(is_number(self.value(of)?)),
        })
    }

    fn binary(&mut self, binary: Binary, left: &'p Term, right: &'p Term) -> Result<Value, Problem> {
        if let Binary::And | Binary::Or = binary {
            // Either side is what the whole is worth, and the right is looked at only where it matters.
            let value = self.value(left)?;
            return if is_true(value) == (binary == Binary::And) { self.value(right) } else { Ok(value) };
        }
        let (left, right) = (self.operand(left)?, self.operand(right)?);
        Ok(match binary {
            Binary::Equal => Value::Bool(self.same(left, right)?),
            Binary::Differs => Value::Bool(!self.same(left, right)?),
            Binary::Less => Value::Bool(self.order(left, right)?.is_lt()),
            Binary::LessOrEqual => Value::Bool(self.order(left, right)?.is_le()),
            Binary::Greater => Value::Bool(self.order(left, right)?.is_gt()),
            Binary::GreaterOrEqual => Value::Bool(self.order(left, right)?.is_ge()),
            Binary::Plus => sum(left, right, 1)?,
            Binary::Minus => sum(left, right, -1)?,
            Binary::Join => {
                let joined = self.words(left)? + &self.words(right)?;
                self.make(&joined, false)?
            }
            Binary::And | Binary::Or => Value::Undefined,
        })
    }

    fn same(&self, left: Value, right: Value) -> Result<bool, Problem> {
        match (left, right) {
            (Value::Text(left), Value::Text(right)) => {
                Ok(left.run.len() == right.run.len() && self.text(left) == self.text(right))
            }
            (Value::List(_) | Value::Map { .. }, Value::List(_) | Value::Map { .. }) => {
                Err("lists and maps cannot be compared".into())
            }
            _ if is_number(left) && is_number(right) => Ok(self.order(left, right)?.is_eq()),
            _ => Ok(left == right),
        }
    }

    fn order(&self, left: Value, right: Value) -> Result<Ordering, Problem> {
        let order = match (left, right) {
            (Value::Text(left), Value::Text(right)) => Some(self.text(left).cmp(self.text(right))),
            _ if whole(left).is_some() && whole(right).is_some() => Some(whole(left).cmp(&whole(right))),
            _ => float(left).zip(float(right)).and_then(|(left, right)| left.partial_cmp(&right)),
        };
        order.ok_or_else(|| "these cannot be compared".into())
    }

    fn filter(&mut self, filter: &'p Filter, of: &'p Term) -> Result<Value, Problem> {
        let of = self.value(of)?;
        let made = match (filter, of) {
            (Filter::Length, Value::List(items)) => return Ok(number(items.len())),
            (Filter::Length, Value::Text(text)) => return Ok(number(self.text(text).chars().count())),
            (Filter::Safe, Value::Text(text)) => return Ok(Value::Text(Text { safe: true, ..text })),
            (Filter::Pluralize(one, many), Value::Integer(count)) => {
                return Ok(if count.unsigned_abs() == 1 { *one } else { *many });
            }
            (Filter::Join(between), Value::List(items)) => return self.join(items, between.as_deref()),
            (Filter::Say, Value::Text(text)) => self.program.words.say(self.text(text)).into_owned(),
            (Filter::Counted(count), Value::Text(text)) => {
                let Value::Integer(count) = self.value(count)? else { return Err("a count is a number".into()) };
                let count = u64::try_from(count).map_err(|error| error.to_string().into_boxed_str())?;
                self.program.words.counted(self.text(text), count).into_owned()
            }
            (Filter::Capital, Value::Text(text)) => capitalise(self.text(text)),
            (Filter::Capitalize, Value::Text(text)) => {
                let mut letters = self.text(text).chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase).collect::<String>();
                return self.make(&(first + &letters.as_str().to_lowercase()), text.safe);
            }
            (Filter::Lower, Value::Text(text)) => return self.make(&self.text(text).to_lowercase(), text.safe),
            _ => return Err(format!("a filter is given what it cannot take: {filter:?}, {of:?}").into()),
        };
        self.make(&made, false)
    }

    fn join(&mut self, items: Run, between: Option<&'p Term>) -> Result<Value, Problem> {
        let between = match between {
            Some(between) => self.value(between)?,
            None => Value::None,
        };
        let document = self.document;
        let is_safe = |value: &Value| matches!(value, Value::Text(text) if text.safe);
        if document.items(items).iter().any(is_safe) || is_safe(&between) {
            return Err("texts that are HTML already cannot be joined".into());
        }
        let between = self.words(between)?;
        let start = self.made.len();
        for (before, item) in document.items(items).iter().enumerate() {
            if before > 0 {
                self.made.push_str(&between);
            }
            match item {
                Value::Text(text) => self.made.push_str(document.text(text.run)),
                other => {
                    let words = self.words(*other)?;
                    self.made.push_str(&words);
                }
            }
        }
        self.made_from(start, false)
    }

    /// What a value is in words.
    fn words(&self, value: Value) -> Result<String, Problem> {
        Ok(match value {
            Value::None => String::new(),
            Value::Bool(truth) => truth.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Large(number) => number.to_string(),
            // Even a whole number has a point.
            Value::Float(number) => format!("{number:?}"),
            Value::Text(text) => self.text(text).to_owned(),
            Value::Undefined => return Err("it writes what is not given".into()),
            Value::List(_) | Value::Map { .. } => return Err("it writes a list or a map".into()),
        })
    }

    fn text(&self, text: Text) -> &str {
        match text.from {
            Source::Document => self.document.text(text.run),
            Source::Template => slice(&self.program.text, text.run.range()),
            Source::Made => slice(&self.made, text.run.range()),
        }
    }

    fn make(&mut self, text: &str, safe: bool) -> Result<Value, Problem> {
        let start = self.made.len();
        self.made.push_str(text);
        self.made_from(start, safe)
    }

    fn made_from(&self, start: usize, safe: bool) -> Result<Value, Problem> {
        let run = Run::new(start, self.made.len()).ok_or("a page has more than 4 GiB")?;
        Ok(Value::Text(Text { from: Source::Made, run, safe }))
    }
}

/// Whether a condition that is worth this holds.
fn is_true(value: Value) -> bool {
    match value {
        Value::Undefined | Value::None => false,
        Value::Bool(truth) => truth,
        Value::Integer(number) => number != 0,
        Value::Large(number) => number != 0,
        Value::Float(number) => number != 0.0,
        Value::Text(text) => text.run.len() > 0,
        Value::List(items) => items.len() > 0,
        Value::Map { held, .. } => held,
    }
}

/// A number of things. No page has more than fit.
fn number(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn is_number(value: Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Large(_) | Value::Float(_))
}

/// A whole number.
fn whole(value: Value) -> Option<i128> {
    match value {
        Value::Integer(number) => Some(number.into()),
        Value::Large(number) => Some(number.into()),
        _ => None,
    }
}

fn float(value: Value) -> Option<f64> {
    match value {
        Value::Float(number) => Some(number),
        #[expect(clippy::cast_precision_loss, reason = "what pages draw is small")]
        _ => whole(value).map(|number| number as f64),
    }
}

/// A sum, or a difference.
fn sum(left: Value, right: Value, sign: i8) -> Result<Value, Problem> {
    if let (Some(left), Some(right)) = (whole(left), whole(right)) {
        let sum = left + i128::from(sign) * right;
        let large = || u64::try_from(sum).map(Value::Large);
        return i64::try_from(sum).map(Value::Integer).or_else(|_| large()).map_err(|_| "a sum is too large".into());
    }
    let sides = float(left).zip(float(right)).ok_or("only numbers can be added")?;
    Ok(Value::Float(sides.0 + f64::from(sign) * sides.1))
}
