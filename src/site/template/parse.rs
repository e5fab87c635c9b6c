//! How a template is read. One that goes beyond the part of Tera's language that is known here is none.

use std::iter::Peekable;
use std::slice::Iter;

use crate::site::template::syntax::{Binary, Component, Expression, For, Node, Over, Template};
use crate::site::template::token::{Token, tokens};

/// How tightly `is` binds to the left.
const TEST: u8 = 5;
/// How tightly `not` binds to the right.
const NOT: u8 = 5;
/// How tightly a filter binds to the left.
const FILTER: u8 = 17;

/// Reads a template; none where it holds more than this language.
pub(super) fn parse(text: &str) -> Option<Template> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: tokens.iter().peekable(), template: Template::default() };
    parser.template.body = parser.nodes(&[])?;
    parser.tokens.peek().is_none().then_some(parser.template)
}

struct Parser<'t> {
    tokens: Peekable<Iter<'t, Token<'t>>>,
    template: Template,
}

impl<'t> Parser<'t> {
    /// Reads up to one of some tags, whose name is read with it, or to the end of the template.
    fn nodes(&mut self, ends: &[&str]) -> Option<Vec<Node>> {
        let mut nodes = Vec::new();
        loop {
            match self.tokens.peek() {
                None if ends.is_empty() => return Some(nodes),
                None => return None,
                Some(Token::Text(text)) => {
                    self.tokens.next();
                    nodes.push(Node::Text((*text).to_owned()));
                }
                Some(Token::Open) => {
                    self.tokens.next();
                    nodes.push(self.written()?);
                }
                Some(_) => {
                    self.expect(Token::TagOpen)?;
                    let Some(Token::Word(name)) = self.tokens.peek().copied() else { return None };
                    if ends.contains(name) {
                        return Some(nodes);
                    }
                    self.tokens.next();
                    nodes.extend(self.tag(name)?);
                }
            }
        }
    }

    fn written(&mut self) -> Option<Node> {
        let node = if self.takes("<") {
            let name = self.word()?.to_owned();
            let mut arguments = Vec::new();
            while !self.takes("/>") {
                let name = self.word()?.to_owned();
                self.sign("=")?;
                let value = if self.takes("{") {
                    let value = self.expression(0)?;
                    self.sign("}")?;
                    value
                } else {
                    Expression::Text(self.quoted()?.to_owned())
                };
                arguments.push((name, value));
            }
            Node::Call(name, arguments)
        } else if self.tokens.peek() == Some(&&Token::Word("super")) {
            self.tokens.next();
            self.sign("(")?;
            self.sign(")")?;
            Node::Super
        } else {
            Node::Write(self.expression(0)?)
        };
        self.expect(Token::Close)?;
        Some(node)
    }

    /// A tag whose name was read. Some say something of the template and stand for nothing in it.
    fn tag(&mut self, name: &str) -> Option<Option<Node>> {
        Some(Some(match name {
            "if" => self.branches()?,
            "for" => self.repeated()?,
            "set" | "set_global" => {
                let variable = self.word()?.to_owned();
                self.sign("=")?;
                let value = self.expression(0)?;
                self.end()?;
                Node::Set { name: variable, value, global: name == "set_global" }
            }
            "include" => {
                let file = self.quoted()?.to_owned();
                self.end()?;
                Node::Include(file)
            }
            "block" => {
                let block = self.word()?.to_owned();
                self.end()?;
                let body = self.nodes(&["endblock"])?;
                self.closed()?;
                Node::Block(block, body)
            }
            "extends" => {
                self.template.extends = Some(self.quoted()?.to_owned());
                self.end()?;
                return Some(None);
            }
            "component" => {
                let component = self.component()?;
                self.template.components.push(component);
                return Some(None);
            }
            _ => return None,
        }))
    }

    fn branches(&mut self) -> Option<Node> {
        let mut branches = Vec::new();
        loop {
            let condition = self.expression(0)?;
            self.end()?;
            branches.push((condition, self.nodes(&["elif", "else", "endif"])?));
            match self.word()? {
                "elif" => {}
                "else" => {
                    self.end()?;
                    let otherwise = self.nodes(&["endif"])?;
                    self.closed()?;
                    return Some(Node::If(branches, otherwise));
                }
                _ => {
                    self.end()?;
                    return Some(Node::If(branches, Vec::new()));
                }
            }
        }
    }

    fn repeated(&mut self) -> Option<Node> {
        let name = self.word()?.to_owned();
        (self.word()? == "in").then_some(())?;
        let over = if self.tokens.peek() == Some(&&Token::Word("range")) {
            self.tokens.next();
            self.sign("(")?;
            (self.word()? == "end").then_some(())?;
            self.sign("=")?;
            let end = self.expression(0)?;
            self.sign(")")?;
            Over::Range(end)
        } else {
            Over::Items(self.expression(0)?)
        };
        self.end()?;
        let body = self.nodes(&["else", "endfor"])?;
        let mut empty = Vec::new();
        if self.tokens.peek() == Some(&&Token::Word("else")) {
            self.tokens.next();
            self.end()?;
            empty = self.nodes(&["endfor"])?;
        }
        self.closed()?;
        Some(Node::For(For { name, over, body, empty }))
    }

    fn component(&mut self) -> Option<Component> {
        let name = self.word()?.to_owned();
        self.sign("(")?;
        let mut parameters = Vec::new();
        while !self.takes(")") {
            let parameter = self.word()?.to_owned();
            if self.takes(":") {
                self.word()?;
            }
            let default = if self.takes("=") { Some(self.expression(0)?) } else { None };
            parameters.push((parameter, default));
            self.takes(",");
        }
        self.end()?;
        let body = self.nodes(&["endcomponent"])?;
        self.closed()?;
        Some(Component { name, parameters, body })
    }

    fn expression(&mut self, least: u8) -> Option<Expression> {
        let mut left = self.operand()?;
        loop {
            match self.tokens.peek()? {
                Token::Sign("|") if FILTER >= least => {
                    self.tokens.next();
                    left = self.filter(left)?;
                }
                Token::Word("is") if TEST >= least => {
                    self.tokens.next();
                    let negated = self.tokens.peek() == Some(&&Token::Word("not"));
                    if negated {
                        self.tokens.next();
                    }
                    left = Expression::Test { name: self.word()?.to_owned(), of: Box::new(left), negated };
                }
                token => {
                    let Some(binary) = binary(token) else { return Some(left) };
                    let (to_left, to_right) = binary.strength();
                    if to_left < least {
                        return Some(left);
                    }
                    self.tokens.next();
                    let right = self.expression(to_right)?;
                    left = Expression::Binary(binary, Box::new((left, right)));
                }
            }
        }
    }

    fn operand(&mut self) -> Option<Expression> {
        let mut operand = match *self.tokens.next()? {
            Token::Quoted(text) => return Some(Expression::Text(text.to_owned())),
            Token::Number(number) => return Some(Expression::Number(number)),
            Token::Word("not") => return Some(Expression::Not(Box::new(self.expression(NOT)?))),
            Token::Word(word @ ("true" | "false")) => return Some(Expression::Bool(word == "true")),
            Token::Word("none" | "None" | "null" | "in" | "is") => return None,
            Token::Word(name) => Expression::Name(name.to_owned()),
            Token::Sign("(") => {
                let inner = self.expression(0)?;
                self.sign(")")?;
                return Some(inner);
            }
            _ => return None,
        };
        loop {
            operand = if self.takes(".") {
                Expression::Field(Box::new(operand), self.word()?.to_owned())
            } else if self.takes("[") {
                let item = match self.tokens.next()? {
                    Token::Number(number) => Expression::Item(Box::new(operand), usize::try_from(*number).ok()?),
                    Token::Quoted(name) => Expression::Field(Box::new(operand), (*name).to_owned()),
                    _ => return None,
                };
                self.sign("]")?;
                item
            } else {
                return Some(operand);
            };
        }
    }

    fn filter(&mut self, of: Expression) -> Option<Expression> {
        let name = self.word()?.to_owned();
        let mut arguments = Vec::new();
        if self.takes("(") {
            while !self.takes(")") {
                let name = self.word()?.to_owned();
                self.sign("=")?;
                arguments.push((name, self.expression(0)?));
                self.takes(",");
            }
        }
        Some(Expression::Filter { name, of: Box::new(of), arguments })
    }

    /// The rest of a tag that closes something: its name, and that of what it closes.
    fn closed(&mut self) -> Option<()> {
        self.word()?;
        if let Some(Token::Word(_)) = self.tokens.peek() {
            self.tokens.next();
        }
        self.end()
    }

    fn end(&mut self) -> Option<()> {
        self.expect(Token::TagClose)
    }

    fn expect(&mut self, token: Token<'_>) -> Option<()> {
        self.tokens.next().filter(|found| **found == token).map(|_| ())
    }

    fn sign(&mut self, sign: &str) -> Option<()> {
        self.takes(sign).then_some(())
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Sign(found) if *found == sign)).is_some()
    }

    fn word(&mut self) -> Option<&'t str> {
        match self.tokens.next()? {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn quoted(&mut self) -> Option<&'t str> {
        match self.tokens.next()? {
            Token::Quoted(text) => Some(text),
            _ => None,
        }
    }
}

fn binary(token: &Token<'_>) -> Option<Binary> {
    Some(match token {
        Token::Word("or") => Binary::Or,
        Token::Word("and") => Binary::And,
        Token::Sign("==") => Binary::Equal,
        Token::Sign("!=") => Binary::Differs,
        Token::Sign("<") => Binary::Less,
        Token::Sign("<=") => Binary::LessOrEqual,
        Token::Sign(">") => Binary::Greater,
        Token::Sign(">=") => Binary::GreaterOrEqual,
        Token::Sign("+") => Binary::Plus,
        Token::Sign("-") => Binary::Minus,
        Token::Sign("~") => Binary::Join,
        _ => return None,
    })
}
