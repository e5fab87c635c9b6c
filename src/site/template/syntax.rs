//! What a template says: the part of Tera's language that the embedded theme uses.

/// A template.
#[derive(Debug, Default)]
pub(super) struct Template {
    /// The template that it extends.
    pub(super) extends: Option<String>,
    pub(super) body: Vec<Node>,
    pub(super) components: Vec<Component>,
}

/// A component.
#[derive(Debug)]
pub(super) struct Component {
    pub(super) name: String,
    /// What it is given, with what stands in for what is not.
    pub(super) parameters: Vec<(String, Option<Expression>)>,
    pub(super) body: Vec<Node>,
}

/// A step of a template.
#[derive(Debug)]
pub(super) enum Node {
    Text(String),
    Write(Expression),
    /// A call of a component, with what it is given.
    Call(String, Vec<(String, Expression)>),
    /// Branches with their conditions, and what stands where none of these holds.
    If(Vec<(Expression, Vec<Node>)>, Vec<Node>),
    For(For),
    Set {
        name: String,
        value: Expression,
        global: bool,
    },
    Include(String),
    Block(String, Vec<Node>),
    /// What the block says in the template that is extended.
    Super,
}

/// A loop.
#[derive(Debug)]
pub(super) struct For {
    pub(super) name: String,
    pub(super) over: Over,
    pub(super) body: Vec<Node>,
    /// What stands where there is nothing to go through.
    pub(super) empty: Vec<Node>,
}

/// What a loop goes through.
#[derive(Debug)]
pub(super) enum Over {
    Items(Expression),
    /// The numbers from 0 up to this one.
    Range(Expression),
}

/// An expression.
#[derive(Debug, Clone)]
pub(super) enum Expression {
    Text(String),
    Number(i64),
    Bool(bool),
    Name(String),
    Field(Box<Expression>, String),
    Item(Box<Expression>, usize),
    Not(Box<Expression>),
    Binary(Binary, Box<(Expression, Expression)>),
    Filter { name: String, of: Box<Expression>, arguments: Vec<(String, Expression)> },
    Test { name: String, of: Box<Expression>, negated: bool },
}

/// What stands between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Or,
    And,
    Equal,
    Differs,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Join,
}

impl Binary {
    /// How tightly it binds to the left and to the right, as in Tera.
    pub(super) fn strength(self) -> (u8, u8) {
        match self {
            Binary::Or => (1, 2),
            Binary::And => (3, 4),
            Binary::Plus | Binary::Minus => (11, 12),
            Binary::Join => (13, 14),
            _ => (7, 8),
        }
    }
}
