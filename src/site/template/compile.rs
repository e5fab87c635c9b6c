//! How templates become steps. What a name means is settled here once: the variables of a template have places in a row of
//! slots, and includes, blocks and what they extend are put where they stand.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::review::names::Names as Words;
use crate::site::template::document::{Run, Source, Text, Value};
use crate::site::template::names::{Access, Known, Names};
use crate::site::template::program::{Body, Filter, Loop, Program, Step, Term, Variable};
use crate::site::template::syntax::{Component, Expression, For, Node, Over, Template};

/// Puts templates together; none where one of them asks for what is not there.
pub(super) fn compile(templates: &BTreeMap<String, Template>, words: &Words) -> Option<Program> {
    let components: Vec<&Component> = templates.values().flat_map(|template| &template.components).collect();
    let mut compiler = Compiler {
        templates,
        components: &components,
        names: Names::default(),
        text: String::new(),
        words,
        frames: Vec::new(),
        slots: 0,
        chain: Vec::new(),
        blocks: Vec::new(),
    };
    let bodies = components.iter().map(|component| compiler.component(component)).collect::<Option<_>>()?;
    let page = |name: &String| Some((name.clone(), compiler.page(name)?));
    let pages = templates.keys().map(page).collect::<Option<_>>()?;
    Some(Program {
        pages,
        components: bodies,
        names: Arc::new(Known::new(compiler.names)),
        text: compiler.text,
        words: words.clone(),
    })
}

/// Variables that are seen together.
#[derive(Default)]
struct Frame {
    /// Those that have a value whenever they are seen.
    certain: Vec<(String, usize)>,
    /// Those that have one once they were set.
    set: Vec<(String, usize)>,
    kind: FrameKind,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    /// A template, which sees what it is included in.
    #[default]
    Template,
    /// A component, which sees nothing else.
    Component,
    Loop,
}

struct Compiler<'t> {
    templates: &'t BTreeMap<String, Template>,
    components: &'t [&'t Component],
    names: Names,
    text: String,
    words: &'t Words,
    frames: Vec<Frame>,
    slots: usize,
    /// The template of the page and those that it extends, one by the other.
    chain: Vec<&'t Template>,
    /// The blocks that are being put together, with where in the chain they are from.
    blocks: Vec<(&'t str, usize)>,
}

impl<'t> Compiler<'t> {
    fn page(&mut self, name: &str) -> Option<Body> {
        let mut next = Some(name);
        self.chain.clear();
        while let Some(name) = next {
            let template = self.templates.get(name)?;
            // More than there are is a circle.
            (self.chain.len() <= self.templates.len()).then_some(())?;
            self.chain.push(template);
            next = template.extends.as_deref();
        }
        let mut set = Vec::new();
        for template in &self.chain {
            set_in_template(&template.body, false, &mut set);
        }
        let base = *self.chain.last()?;
        let escapes = [".html", ".htm", ".xml"].iter().any(|suffix| name.ends_with(suffix));
        self.body(Frame::default(), &set, &base.body, escapes)
    }

    fn component(&mut self, component: &'t Component) -> Option<Body> {
        let parameters = component.parameters.iter().zip(0..).map(|((name, _), slot)| (name.clone(), slot));
        let frame = Frame { certain: parameters.collect(), set: Vec::new(), kind: FrameKind::Component };
        let mut set = Vec::new();
        set_in_template(&component.body, false, &mut set);
        self.body(frame, &set, &component.body, true)
    }

    fn body(&mut self, mut frame: Frame, set: &[&str], nodes: &'t [Node], escapes: bool) -> Option<Body> {
        self.slots = frame.certain.len();
        self.take(&mut frame, set);
        self.frames = vec![frame];
        self.blocks.clear();
        let mut steps = Vec::new();
        self.steps(nodes, &mut steps)?;
        Some(Body { steps, slots: self.slots, escapes })
    }

    /// Gives variables that are set in a frame their slots.
    fn take(&mut self, frame: &mut Frame, names: &[&str]) -> Range<usize> {
        let start = self.slots;
        for name in names {
            if frame.set.iter().all(|(known, _)| known != name) {
                frame.set.push(((*name).to_owned(), self.slots));
                self.slots += 1;
            }
        }
        start..self.slots
    }

    fn steps(&mut self, nodes: &'t [Node], steps: &mut Vec<Step>) -> Option<()> {
        nodes.iter().try_for_each(|node| self.step(node, steps))
    }

    fn all(&mut self, nodes: &'t [Node]) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        self.steps(nodes, &mut steps)?;
        Some(steps)
    }

    fn step(&mut self, node: &'t Node, steps: &mut Vec<Step>) -> Option<()> {
        match node {
            Node::Text(text) => steps.push(Step::Text(self.literal(text)?)),
            Node::Write(expression) => steps.push(Step::Write(self.term(expression)?)),
            Node::Call(name, arguments) => steps.push(self.call(name, arguments)?),
            Node::If(branches, otherwise) => {
                let branch =
                    |(condition, nodes): &'t (Expression, Vec<Node>)| Some((self.term(condition)?, self.all(nodes)?));
                let branches = branches.iter().map(branch).collect::<Option<_>>()?;
                steps.push(Step::If(branches, self.all(otherwise)?));
            }
            Node::For(repeated) => steps.push(Step::For(Box::new(self.repeated(repeated)?))),
            Node::Set { name, value, global } => {
                let value = self.term(value)?;
                let is_it = |frame: &&Frame| !*global || frame.kind != FrameKind::Loop;
                let frame = self.frames.iter().rev().find(is_it)?;
                let (_, slot) = frame.set.iter().find(|(known, _)| known == name)?;
                steps.push(Step::Set(*slot, value));
            }
            Node::Include(name) => self.include(name, steps)?,
            Node::Block(name, nodes) => {
                let of_block = |(level, template): (usize, &&'t Template)| Some((level, block(&template.body, name)?));
                let found = self.chain.iter().enumerate().find_map(of_block);
                let (level, nodes) = found.unwrap_or((usize::MAX, nodes));
                self.block(name, level, nodes, steps)?;
            }
            Node::Super => {
                let (name, level) = *self.blocks.last()?;
                let of_block = |(level, template): (usize, &&'t Template)| Some((level, block(&template.body, name)?));
                let (level, nodes) = self.chain.iter().enumerate().skip(level.checked_add(1)?).find_map(of_block)?;
                self.block(name, level, nodes, steps)?;
            }
        }
        Some(())
    }

    fn block(&mut self, name: &'t str, level: usize, nodes: &'t [Node], steps: &mut Vec<Step>) -> Option<()> {
        self.blocks.push((name, level));
        self.steps(nodes, steps)?;
        self.blocks.pop().map(|_| ())
    }

    fn include(&mut self, name: &str, steps: &mut Vec<Step>) -> Option<()> {
        let template = self.templates.get(name)?;
        let depth = self.frames.iter().filter(|frame| frame.kind == FrameKind::Template).count();
        (template.extends.is_none() && depth <= self.templates.len()).then_some(())?;
        let mut set = Vec::new();
        set_in_template(&template.body, false, &mut set);
        let mut frame = Frame::default();
        let own = self.take(&mut frame, &set);
        if !own.is_empty() {
            steps.push(Step::Clear(own));
        }
        self.frames.push(frame);
        self.steps(&template.body, steps)?;
        self.frames.pop().map(|_| ())
    }

    fn call(&mut self, name: &str, arguments: &[(String, Expression)]) -> Option<Step> {
        let components = self.components;
        let (position, component) = components.iter().enumerate().find(|(_, component)| component.name == name)?;
        let is_known = |name: &String| component.parameters.iter().any(|(parameter, _)| parameter == name);
        arguments.iter().all(|(name, _)| is_known(name)).then_some(())?;
        let given = |(parameter, default): &'t (String, Option<Expression>)| {
            let argument = arguments.iter().find(|(name, _)| name == parameter).map(|(_, value)| value);
            self.term(argument.or(default.as_ref())?)
        };
        let arguments = component.parameters.iter().map(given).collect::<Option<_>>()?;
        Some(Step::Call(position, arguments))
    }

    fn repeated(&mut self, repeated: &'t For) -> Option<Loop> {
        let (over, counts) = match &repeated.over {
            Over::Items(items) => (self.term(items)?, false),
            Over::Range(end) => (self.term(end)?, true),
        };
        let slot = self.slots;
        self.slots += 3;
        let certain = vec![(repeated.name.clone(), slot)];
        let mut frame = Frame { certain, set: Vec::new(), kind: FrameKind::Loop };
        let mut set = Vec::new();
        set_in_loop(&repeated.body, &mut set);
        let own = self.take(&mut frame, &set);
        self.frames.push(frame);
        let body = self.all(&repeated.body)?;
        self.frames.pop();
        Some(Loop { slot, over, counts, body, empty: self.all(&repeated.empty)?, own })
    }

    fn term(&mut self, expression: &Expression) -> Option<Term> {
        Some(match expression {
            Expression::Text(text) => Term::Value(self.constant(text)?),
            Expression::Number(number) => Term::Value(Value::Integer(*number)),
            Expression::Bool(truth) => Term::Value(Value::Bool(*truth)),
            Expression::Name(name) => self.variable(name)?,
            Expression::Field(of, field) => match (&**of, field.as_str()) {
                (Expression::Name(name), "first") if name == "loop" => Term::First(self.around()?),
                (Expression::Name(name), "last") if name == "loop" => Term::Last(self.around()?),
                (Expression::Name(name), _) if name == "loop" => return None,
                _ => {
                    let field = Access::new(self.names.add(field)?);
                    match self.term(of)? {
                        Term::Path(variable, mut fields) => {
                            fields.push(field);
                            Term::Path(variable, fields)
                        }
                        Term::Field(of, mut fields) => {
                            fields.push(field);
                            Term::Field(of, fields)
                        }
                        of => Term::Field(Box::new(of), vec![field]),
                    }
                }
            },
            Expression::Item(of, position) => Term::Item(Box::new(self.term(of)?), *position),
            Expression::Not(of) => Term::Not(Box::new(self.term(of)?)),
            Expression::Binary(binary, sides) => {
                Term::Binary(*binary, Box::new((self.term(&sides.0)?, self.term(&sides.1)?)))
            }
            Expression::Filter { name, of, arguments } => self.filter(name, of, arguments)?,
            Expression::Test { name, of, negated } => {
                let of = Box::new(self.term(of)?);
                let test = match name.as_str() {
                    "defined" => Term::IsDefined(of),
                    "number" => Term::IsNumber(of),
                    _ => return None,
                };
                if *negated { Term::Not(Box::new(test)) } else { test }
            }
        })
    }

    fn filter(&mut self, name: &str, of: &Expression, arguments: &[(String, Expression)]) -> Option<Term> {
        let filter = match (name, arguments, of) {
            // What is the same on every page is said once.
            ("say", [], Expression::Text(text)) => {
                let said = self.words.say(text).into_owned();
                return Some(Term::Value(self.constant(&said)?));
            }
            ("say", [], _) => Filter::Say,
            ("say", [(name, count)], _) if name == "count" => Filter::Counted(Box::new(self.term(count)?)),
            ("length", [], _) => Filter::Length,
            ("capital", [], _) => Filter::Capital,
            ("capitalize", [], _) => Filter::Capitalize,
            ("lower", [], _) => Filter::Lower,
            ("safe", [], _) => Filter::Safe,
            ("pluralize", [], _) => Filter::Pluralize(self.constant("")?, self.constant("s")?),
            ("pluralize", [(one, Expression::Text(single)), (many, Expression::Text(plural))], _)
                if one == "singular" && many == "plural" =>
            {
                Filter::Pluralize(self.constant(single)?, self.constant(plural)?)
            }
            ("join", [], _) => Filter::Join(None),
            ("join", [(name, between)], _) if name == "sep" => Filter::Join(Some(Box::new(self.term(between)?))),
            _ => return None,
        };
        Some(Term::Filter(filter, Box::new(self.term(of)?)))
    }

    /// What a name means where it stands: the nearest variable that has it, or what the template is given.
    fn variable(&mut self, name: &str) -> Option<Term> {
        let slot =
            |variables: &[(String, usize)]| variables.iter().find(|(known, _)| known == name).map(|(_, slot)| *slot);
        let mut maybe = Vec::new();
        let mut certain = None;
        for frame in self.frames.iter().rev() {
            maybe.extend(slot(&frame.set));
            certain = slot(&frame.certain).map(|slot| Term::Path(Variable::Slot(slot), Vec::new()));
            if frame.kind == FrameKind::Component {
                certain = certain.or(Some(Term::Value(Value::Undefined)));
            }
            if certain.is_some() {
                break;
            }
        }
        let certain = match certain {
            Some(certain) => certain,
            None => Term::Path(Variable::Given(self.names.add(name)?), Vec::new()),
        };
        Some(if maybe.is_empty() { certain } else { Term::Either(maybe, Box::new(certain)) })
    }

    /// The slot of the loop around, which an include does not see.
    fn around(&self) -> Option<usize> {
        let nearest = self.frames.last().filter(|frame| frame.kind == FrameKind::Loop)?;
        nearest.certain.first().map(|(_, slot)| *slot)
    }

    fn constant(&mut self, text: &str) -> Option<Value> {
        Some(Value::Text(Text { from: Source::Template, run: self.literal(text)?, safe: false }))
    }

    fn literal(&mut self, text: &str) -> Option<Run> {
        let start = self.text.len();
        self.text.push_str(text);
        Run::new(start, self.text.len())
    }
}

/// The variables that a template sets for the whole of it.
fn set_in_template<'t>(nodes: &'t [Node], in_loop: bool, found: &mut Vec<&'t str>) {
    for node in nodes {
        match node {
            Node::Set { name, global, .. } if *global || !in_loop => found.push(name),
            Node::If(branches, otherwise) => {
                branches.iter().for_each(|(_, nodes)| set_in_template(nodes, in_loop, found));
                set_in_template(otherwise, in_loop, found);
            }
            Node::For(repeated) => {
                set_in_template(&repeated.body, true, found);
                set_in_template(&repeated.empty, in_loop, found);
            }
            Node::Block(_, nodes) => set_in_template(nodes, in_loop, found),
            _ => {}
        }
    }
}

/// The variables that a loop sets for each turn.
fn set_in_loop<'t>(nodes: &'t [Node], found: &mut Vec<&'t str>) {
    for node in nodes {
        match node {
            Node::Set { name, global: false, .. } => found.push(name),
            Node::If(branches, otherwise) => {
                branches.iter().for_each(|(_, nodes)| set_in_loop(nodes, found));
                set_in_loop(otherwise, found);
            }
            Node::For(repeated) => set_in_loop(&repeated.empty, found),
            Node::Block(_, nodes) => set_in_loop(nodes, found),
            _ => {}
        }
    }
}

/// What a template says in a block, if it has it.
fn block<'t>(nodes: &'t [Node], name: &str) -> Option<&'t [Node]> {
    nodes.iter().find_map(|node| match node {
        Node::Block(found, nodes) if found == name => Some(nodes.as_slice()),
        Node::Block(_, nodes) => block(nodes, name),
        Node::If(branches, otherwise) => {
            branches.iter().find_map(|(_, nodes)| block(nodes, name)).or_else(|| block(otherwise, name))
        }
        Node::For(repeated) => block(&repeated.body, name),
        _ => None,
    })
}
