//! A page as a browser reads it: where it leads, what can be led to, and what is wrong with it by itself.

use html5ever::tendril::TendrilSink as _;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Attributes that hold an address.
const ADDRESSES: [&str; 7] = ["href", "src", "action", "cite", "poster", "data", "formaction"];
/// Attributes that hold ids of the same page.
const IDS: [&str; 7] =
    ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "popovertarget"];
/// Numbers of a drawing that cannot be less than nothing.
const LENGTHS: [&str; 3] = ["width", "height", "r"];
const PLACES: [&str; 8] = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy"];
/// Words that a template or a program lets slip, and no text of the reviews has.
const SLIPS: [&str; 5] = ["null", "undefined", "NaN", "inf", "Infinity"];
/// What opens or closes something in a template.
const MARKS: [&str; 4] = ["{{", "}}", "{%", "%}"];

/// What a page is made of, as far as others are concerned.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) ids: Vec<String>,
    /// Addresses, each with what it stands in.
    pub(crate) links: Vec<(String, String)>,
    /// Ids of the same page that something names.
    pub(crate) named: Vec<String>,
    /// The text of its first headings.
    pub(crate) titles: Vec<String>,
    pub(crate) problems: Vec<String>,
}

impl Page {
    pub(crate) fn read(bytes: &[u8]) -> Page {
        let tree_builder =
            TreeBuilderOpts { exact_errors: true, scripting_enabled: false, ..TreeBuilderOpts::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        let dom = parse_document(RcDom::default(), options).from_utf8().one(bytes);
        let mut page = Page::default();
        page.node(&dom.document, "");
        page.problems.extend(dom.errors.borrow().iter().map(|error| format!("not HTML: {error}")));
        page
    }

    fn problem(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }

    fn node(&mut self, node: &Handle, within: &str) {
        match &node.data {
            // In BibTeX, braces are what they are.
            NodeData::Text { contents } if within == "pre" && contents.borrow().starts_with("@misc{") => {}
            NodeData::Text { contents } if !matches!(within, "script" | "style") => self.text(&contents.borrow()),
            NodeData::Element { name, .. } => self.element(node, &name.local),
            _ => {}
        }
        let name = local(node);
        for child in node.children.borrow().iter() {
            self.node(child, &name);
        }
    }

    fn text(&mut self, text: &str) {
        for mark in MARKS.into_iter().filter(|mark| text.contains(mark)) {
            self.problem(format!("a template left `{mark}` in {text:?}"));
        }
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| SLIPS.contains(word)) {
            self.problem(format!("the word `{word}` in {text:?}"));
        }
    }

    fn element(&mut self, node: &Handle, name: &str) {
        for (attribute, value) in attributes(node) {
            self.attribute(name, &attribute, value);
        }
        // What a script fills in has a role, or is hidden until then.
        if attributes(node).iter().any(|(name, value)| name == "hidden" || (name == "role" && value == "status")) {
            return;
        }
        let text = visible(node);
        let is_empty = text.trim().is_empty();
        match name {
            "h1" => self.titles.push(words(&text)),
            "a" | "button" | "p" | "caption" | "summary" | "title" | "th" if is_empty => {
                self.problem(format!("an empty `{name}`"));
            }
            // One that was written without words is published as it is.
            "h2" | "h3" | "h4" | "h5" | "h6" if is_empty && !is_nameless(node) => {
                self.problem(format!("an empty `{name}`"));
            }
            "ul" | "ol" | "dl" | "tbody" | "tr" | "nav" | "section" if !has_elements(node) && !is_filled(node) => {
                self.problem(format!("a `{name}` without content"));
            }
            "table" => self.table(node),
            // A heading below the sixth level, which HTML does not have.
            _ if name.strip_prefix('h').is_some_and(|level| level.parse().is_ok_and(|level: u32| level > 6)) => {
                self.problem(format!("there is no element `{name}`"));
            }
            _ => {}
        }
    }

    fn attribute(&mut self, element: &str, attribute: &str, value: String) {
        match attribute {
            "id" => self.ids.push(value),
            "content" if value.starts_with("0; url=") || value.starts_with("0;url=") => {
                let address = value.split_once('=').map(|(_, address)| address.to_owned()).unwrap_or_default();
                self.links.push((format!("{element} {attribute}"), address));
            }
            "datetime" if value.split('-').next().is_some_and(|year| year.trim_matches('0').is_empty()) => {
                self.problem(format!("HTML has no time `{value}`"));
            }
            _ if ADDRESSES.contains(&attribute) => self.links.push((format!("{element} {attribute}"), value)),
            _ if IDS.contains(&attribute) => self.named.extend(value.split_whitespace().map(str::to_owned)),
            _ if LENGTHS.contains(&attribute) || PLACES.contains(&attribute) => {
                let number = value.trim_end_matches(['e', 'm', '%']).parse::<f64>().ok();
                let least = if LENGTHS.contains(&attribute) { 0.0 } else { -1e6 };
                if number.is_none_or(|number| !number.is_finite() || number < least) {
                    self.problem(format!("`{attribute}=\"{value}\"` of `{element}`"));
                }
            }
            "alt" | "title" | "aria-label" => self.text(&value),
            _ => {}
        }
    }

    /// The rows of a table have as many cells as one another.
    fn table(&mut self, node: &Handle) {
        let mut rows = Vec::new();
        rows_of(node, &mut rows);
        if rows.iter().any(|row| *row != rows[0]) {
            self.problem(format!("a table whose rows have {rows:?} cells"));
        }
    }
}

fn local(node: &Handle) -> String {
    match &node.data {
        NodeData::Element { name, .. } => name.local.to_string(),
        _ => String::new(),
    }
}

fn attributes(node: &Handle) -> Vec<(String, String)> {
    let NodeData::Element { attrs, .. } = &node.data else { return Vec::new() };
    attrs.borrow().iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect()
}

fn has_elements(node: &Handle) -> bool {
    node.children.borrow().iter().any(|child| matches!(child.data, NodeData::Element { .. }))
}

/// Whether it is a heading of a body that has no words.
fn is_nameless(node: &Handle) -> bool {
    let id = attributes(node).into_iter().find(|(name, _)| name == "id").map(|(_, id)| id).unwrap_or_default();
    id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-').ends_with("section")
}

/// Whether it is the list that a search is shown in.
fn is_filled(node: &Handle) -> bool {
    local(node) == "ol" && attributes(node).contains(&("class".to_owned(), "records".to_owned()))
}

/// The width of each row in cells, with those that reach down into it.
fn rows_of(node: &Handle, rows: &mut Vec<usize>) {
    // How many cells of rows above reach so many rows further down.
    let mut reaching: Vec<(usize, usize)> = Vec::new();
    for row in rows_in(node) {
        let mut width = reaching.iter().map(|(cells, _)| cells).sum();
        reaching.iter_mut().for_each(|(_, rows)| *rows -= 1);
        let cells = row.children.borrow();
        for cell in cells.iter().filter(|cell| matches!(&*local(cell), "td" | "th")) {
            let number = |wanted: &str| {
                let span = attributes(cell).into_iter().find(|(name, _)| name == wanted);
                span.and_then(|(_, span)| span.parse().ok()).unwrap_or(1)
            };
            let (across, down): (usize, usize) = (number("colspan"), number("rowspan"));
            width += across;
            reaching.push((across, down - 1));
        }
        reaching.retain(|(_, rows)| *rows > 0);
        rows.push(width);
    }
    if !reaching.is_empty() {
        rows.push(0);
    }
}

/// The rows of a table, but for those of tables within it.
fn rows_in(node: &Handle) -> Vec<Handle> {
    let children = node.children.borrow();
    let rows = children.iter().flat_map(|child| match &*local(child) {
        "tr" => vec![child.clone()],
        "table" => Vec::new(),
        _ => rows_in(child),
    });
    rows.collect()
}

/// What a reader sees or hears of an element.
fn visible(node: &Handle) -> String {
    let mut text = String::new();
    collect(node, &mut text);
    text
}

fn collect(node: &Handle, text: &mut String) {
    match &node.data {
        NodeData::Text { contents } => text.push_str(&contents.borrow()),
        NodeData::Element { .. } => {
            let heard = attributes(node).into_iter().filter(|(name, _)| matches!(&**name, "alt" | "aria-label"));
            heard.for_each(|(_, value)| text.push_str(&value));
        }
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| collect(child, text));
}

/// A text with single spaces between its words.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
