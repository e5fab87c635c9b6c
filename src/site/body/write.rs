//! Tokens become HTML: the one place that writes a body.
//!
//! What is written is balanced, and stands where flow content may. A browser builds from it the tree that the tokens are.

use std::fmt::Write as _;
use std::num::NonZeroU32;

use crate::site::body::Piece;
use crate::site::body::escaping::{write_address, write_text, write_value};
use crate::site::body::links::Links;
use crate::site::body::place::Place;
use crate::site::body::terms::Terms;
use crate::site::words;
use crate::text::escape::escaped;
use crate::text::markdown::document::{
    Align, Attribute, AttributesIx, Destination, Document, Element, HeadingIx, Heads, ImageIx, ItemNumber, LinkIx,
    Token,
};

/// Writes tokens of a body for a place.
#[must_use]
pub fn write<L: Links>(
    document: &Document,
    tokens: &[Token],
    place: Place<'_>,
    links: &L,
    terms: Option<&mut Terms<'_>>,
) -> Vec<Piece<L::Card>> {
    if tokens.is_empty() {
        return Vec::new();
    }
    // Tags and addresses take about as much room as text.
    let out = String::with_capacity(document.length() * 2);
    let mut writer = Writer { document, place, links, terms, out, fresh: 0, pieces: Vec::new() };
    let mut rest = tokens;
    while let [token, after @ ..] = rest {
        writer.token(*token, after);
        rest = after;
    }
    let Writer { mut pieces, out, .. } = writer;
    pieces.push(Piece { html: out, card: None });
    pieces
}

struct Writer<'w, 't, L: Links> {
    document: &'w Document,
    place: Place<'w>,
    links: &'w L,
    terms: Option<&'w mut Terms<'t>>,
    out: String,
    /// Where something began that may be followed by a block without a new line.
    fresh: usize,
    pieces: Vec<Piece<L::Card>>,
}

impl<L: Links> Writer<'_, '_, L> {
    /// Writes a token; of a table, those after it tell its name.
    fn token(&mut self, token: Token, after: &[Token]) {
        match token {
            Token::Open(element) => {
                self.open(element, after);
                if let Some(terms) = &mut self.terms {
                    terms.open(element);
                }
            }
            Token::Close(element) => {
                self.close(element);
                if let Some(terms) = &mut self.terms {
                    terms.close(element);
                }
            }
            Token::Text(piece) => {
                let text = self.document.text(piece);
                match &mut self.terms {
                    Some(terms) => terms.write(text, self.links, &mut self.out),
                    None => write_text(&mut self.out, text),
                }
            }
            Token::Title(mention) => write_text(&mut self.out, &self.links.title(mention)),
            Token::Card(mention) => {
                if let Some(card) = self.links.card(mention, &mut self.out) {
                    self.pieces.push(Piece { html: std::mem::take(&mut self.out), card: Some(card) });
                }
                self.out.push('\n');
            }
            Token::Image(image) => self.image(image),
            Token::Mark { note, mark } => self.mark(note, mark),
            Token::Back { note, marks } => self.back(note, marks),
            Token::Task(is_done) => {
                let (checked, label) = if is_done { (" checked", words::DONE) } else { ("", words::TO_DO) };
                self.write(format_args!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "));
            }
            Token::Break => self.out.push_str("<br>\n"),
            Token::Rule => {
                self.line();
                self.out.push_str("<hr>\n");
            }
            Token::Line => self.line(),
        }
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        let _infallible = self.out.write_fmt(text);
    }

    /// Begins a line, where none begins.
    fn line(&mut self) {
        if self.out.len() > self.fresh && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn block(&mut self, start: &str) {
        self.line();
        self.out.push_str(start);
    }

    fn open(&mut self, element: Element, after: &[Token]) {
        match element {
            Element::Paragraph => self.block("<p>"),
            Element::Heading(heading) => self.heading(heading),
            Element::Quote => self.block("<blockquote>\n"),
            Element::Alert(alert) => {
                self.line();
                let title = words::alert(alert);
                let class = title.to_lowercase();
                self.write(format_args!(
                    "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
                ));
            }
            Element::List => self.block("<ul>\n"),
            Element::Numbered(1) => self.block("<ol>\n"),
            Element::Numbered(first) => {
                self.line();
                self.write(format_args!("<ol start=\"{first}\">\n"));
            }
            Element::Marked => self.block("<ul class=\"marked\">\n"),
            Element::Item { is_task, number } => self.item(is_task, number),
            Element::CodeBlock(None) => self.block("<pre><code>"),
            Element::CodeBlock(Some(language)) => {
                self.line();
                let language = self.document.language(language);
                self.write(format_args!("<pre><code class=\"language-{language}\">"));
            }
            Element::Table(heading) => self.table(heading, after),
            Element::Caption => self.out.push_str("<caption>"),
            Element::TableHead => self.out.push_str("<thead>\n"),
            Element::TableBody => self.out.push_str("<tbody>\n"),
            Element::Row => self.out.push_str("<tr>"),
            Element::Cell { heads, align } => {
                self.out.push_str(match heads {
                    Heads::Nothing => "<td",
                    Heads::Column => "<th scope=\"col\"",
                    Heads::Row => "<th scope=\"row\"",
                });
                self.out.push_str(match align {
                    Align::None => ">",
                    Align::Left => " class=\"left\">",
                    Align::Center => " class=\"center\">",
                    Align::Right => " class=\"right\">",
                });
            }
            Element::Definitions => self.block("<dl>\n"),
            Element::Term => self.block("<dt>"),
            Element::Definition => self.block("<dd>"),
            Element::Emphasis => self.out.push_str("<em>"),
            Element::Strong => self.out.push_str("<strong>"),
            Element::Strikethrough => self.out.push_str("<del>"),
            Element::Code => self.out.push_str("<code>"),
            Element::Link(link) => self.link(link),
            Element::Html(html, attributes) => {
                if !html.is_phrasing() {
                    self.line();
                }
                self.out.push('<');
                self.out.push_str(html.name);
                self.attributes(attributes);
                self.out.push('>');
            }
            Element::Notes => self.notes(),
            Element::Note(number) => {
                self.out.push_str("<li id=\"");
                self.place.write_prefix(&mut self.out);
                self.write(format_args!("fn-{number}\">"));
                self.fresh = self.out.len();
            }
        }
    }

    fn close(&mut self, element: Element) {
        let end = match element {
            Element::Paragraph => "</p>\n",
            Element::Heading(heading) => {
                let level = self.place.level(self.document.heading(heading).level);
                return self.write(format_args!("</h{level}>\n"));
            }
            Element::Quote => "</blockquote>\n",
            Element::Alert(_) => "</div>\n",
            Element::List | Element::Marked => "</ul>\n",
            Element::Numbered(_) => "</ol>\n",
            Element::Item { .. } | Element::Note(_) => "</li>\n",
            Element::CodeBlock(_) => "</code></pre>\n",
            // A wide table scrolls in a box of its own.
            Element::Table(_) => "</table></div>\n",
            Element::Caption => "</caption>\n",
            Element::TableHead => "</thead>\n",
            Element::TableBody => "</tbody>\n",
            Element::Row => "</tr>\n",
            Element::Cell { heads: Heads::Nothing, .. } => "</td>",
            Element::Cell { heads: Heads::Column | Heads::Row, .. } => "</th>",
            Element::Definitions => "</dl>\n",
            Element::Term => "</dt>\n",
            Element::Definition => "</dd>\n",
            Element::Emphasis => "</em>",
            Element::Strong => "</strong>",
            Element::Strikethrough => "</del>",
            Element::Code => "</code>",
            Element::Link(link) if self.leads(link) => "</a>",
            Element::Link(_) => "",
            Element::Html(html, _) if html.is_void() => "",
            Element::Html(html, _) => return self.write(format_args!("</{}>", html.name)),
            Element::Notes => "</ol>\n</section>\n",
        };
        self.out.push_str(end);
    }

    fn item(&mut self, is_task: bool, number: Option<ItemNumber>) {
        self.block(if is_task { "<li class=\"task\"" } else { "<li" });
        if let Some(number) = number {
            self.write(format_args!(" value=\"{}\"", number.get()));
        }
        self.out.push('>');
    }

    fn heading(&mut self, heading: HeadingIx) {
        let heading = self.document.heading(heading);
        let level = self.place.level(heading.level);
        self.line();
        self.write(format_args!("<h{level}"));
        if self.place.has_ids() {
            self.out.push_str(" id=\"");
            self.place.write_prefix(&mut self.out);
            write_value(&mut self.out, &heading.id);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Begins a table. It is named by its caption, else after the heading that it stands under, or by the heads of its columns.
    fn table(&mut self, heading: Option<HeadingIx>, after: &[Token]) {
        self.line();
        let has_caption = matches!(after.first(), Some(Token::Open(Element::Caption)));
        let end = Token::Close(if has_caption { Element::Caption } else { Element::TableHead });
        let name = match heading.filter(|_| !has_caption) {
            Some(heading) => self.document.heading(heading).text.clone(),
            None => self.words(after.iter().take_while(|token| **token != end)),
        };
        let name = if name.is_empty() { words::TABLE } else { &name };
        // A wide table scrolls, so the keyboard must reach it.
        self.out.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        write_value(&mut self.out, name);
        self.out.push_str("\"><table");
        // A caption names its table by itself.
        if !has_caption {
            self.out.push_str(" aria-label=\"");
            write_value(&mut self.out, name);
            self.out.push('"');
        }
        self.out.push_str(">\n");
    }

    /// The words of some tokens on one line, with commas between those of cells.
    fn words<'a>(&self, tokens: impl Iterator<Item = &'a Token>) -> String {
        let mut words = String::new();
        for token in tokens {
            match token {
                Token::Open(Element::Cell { .. }) if !words.is_empty() => words.push_str(", "),
                Token::Text(piece) => words.push_str(self.document.text(*piece)),
                Token::Title(mention) => words.push_str(&self.links.title(*mention)),
                Token::Image(image) => words.push_str(&self.document.image(*image).alt),
                Token::Break => words.push(' '),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn link(&mut self, link: LinkIx) {
        if !self.leads(link) {
            return;
        }
        let link = self.document.link(link);
        self.out.push_str(if link.is_reference { "<a class=\"ref\"" } else { "<a" });
        self.address(&link.to);
        self.title(&link.title);
        self.out.push('>');
    }

    /// Whether a link has an address; of one that has none, the words are written.
    fn leads(&self, link: LinkIx) -> bool {
        match &self.document.link(link).to {
            Destination::Mention(mention) => self.links.leads(*mention),
            Destination::Web(_) | Destination::Other(_) => true,
        }
    }

    fn address(&mut self, to: &Destination) {
        self.out.push_str(" href=\"");
        match to {
            Destination::Mention(mention) => self.links.write_address(*mention, &mut self.out),
            Destination::Web(address) | Destination::Other(address) => write_address(&mut self.out, address),
        }
        self.out.push_str(if matches!(to, Destination::Web(_)) { "\" rel=\"external\"" } else { "\"" });
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            write_value(&mut self.out, title);
            self.out.push('"');
        }
    }

    fn attributes(&mut self, attributes: Option<AttributesIx>) {
        for attribute in self.document.attributes(attributes) {
            match attribute {
                Attribute::Bare(name) => self.write(format_args!(" {name}")),
                Attribute::Value(name, value) => {
                    self.write(format_args!(" {name}=\""));
                    write_value(&mut self.out, value);
                    self.out.push('"');
                }
                Attribute::Address(link) => self.address(&self.document.link(*link).to),
            }
        }
    }

    fn image(&mut self, image: ImageIx) {
        let image = self.document.image(image);
        self.out.push_str("<img src=\"");
        self.links.write_address(image.file, &mut self.out);
        self.out.push_str("\" alt=\"");
        write_value(&mut self.out, &image.alt);
        self.out.push('"');
        self.title(&image.title);
        self.out.push_str(" loading=\"lazy\">");
    }

    fn mark(&mut self, note: u32, mark: Option<NonZeroU32>) {
        self.out.push_str("<sup class=\"footnote-mark\">");
        let Some(mark) = mark.map(NonZeroU32::get) else { return self.write(format_args!("{note}</sup>")) };
        self.out.push_str("<a");
        if self.place.has_ids() {
            self.out.push_str(" id=\"");
            self.place.write_prefix(&mut self.out);
            self.write(format_args!("fnref-{}\"", mark_id(note, mark)));
        }
        self.out.push_str(" href=\"");
        if let Place::Elsewhere { page } = self.place {
            write_address(&mut self.out, page);
        }
        self.out.push('#');
        self.place.write_prefix(&mut self.out);
        let label = words::footnote(note);
        self.write(format_args!("fn-{note}\" role=\"doc-noteref\" aria-label=\"{label}\">{note}</a></sup>"));
    }

    fn notes(&mut self) {
        self.line();
        self.out.push_str("<section class=\"footnotes\" aria-label=\"");
        if let Place::Among(inlay) = self.place {
            self.write(format_args!("{}: ", escaped(inlay.name)));
        }
        self.write(format_args!("{}\">\n<ol>\n", words::FOOTNOTES));
    }

    fn back(&mut self, note: u32, marks: u32) {
        for mark in 1..=marks {
            let id = mark_id(note, mark);
            self.out.push_str(" <a class=\"footnote-back\" href=\"#");
            self.place.write_prefix(&mut self.out);
            let label = words::back(&id);
            self.write(format_args!("fnref-{id}\" role=\"doc-backlink\" aria-label=\"{label}\">↩"));
            if mark > 1 {
                self.write(format_args!("<sup>{mark}</sup>"));
            }
            self.out.push_str("</a>");
        }
    }
}

/// The end of the id of the mark that leads to a footnote: `3`, `3-2`, `3-3` …
fn mark_id(note: u32, mark: u32) -> String {
    if mark == 1 { note.to_string() } else { format!("{note}-{mark}") }
}
