//! Markdown bodies: text becomes HTML that can be published, and a list of what it mentions.
//!
//! One pass over the parser's events writes the HTML. What it says of other records cannot be known yet, so each such place
//! is a hole, filled when all records are read. Nothing in a body is trusted: what is written as HTML is read by a tokenizer
//! and written again from a list of plain elements, addresses are judged by their scheme, all text is escaped.

use std::sync::Arc;

use crate::text::diagnostic::Diagnostic;
use crate::text::span::{Origin, Span};

mod address;
mod heading;

mod render;

mod block;
mod footnotes;
mod frame;
mod reference;
mod wiki;

mod element;
mod nesting;
mod raw_html;
mod tag;

mod character;

pub use address::{Address, address_kind};
pub use character::first_strange;
pub use heading::slug;

/// A body, rendered but for its holes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Body {
    /// Balanced HTML, to be put where flow content may stand.
    pub html: String,
    /// Where something is to be inserted into the HTML, in ascending order.
    pub holes: Vec<Hole>,
    /// The headings, in the order of the text; those of footnotes last.
    pub headings: Vec<Heading>,
    /// Everything in the review that the body names, in the same order.
    pub mentions: Vec<Mention>,
}

/// A place in the HTML where something is to be inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hole {
    /// The byte before which it is inserted.
    pub at: u32,
    /// What is inserted.
    pub fill: Fill,
}

/// What a hole is filled with; each names a mention by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fill {
    /// The address of what is mentioned, escaped for an attribute in double quotes.
    Address(u32),
    /// The title of what is mentioned, escaped as text.
    Text(u32),
    /// The summary card of what is mentioned: a block.
    Card(u32),
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    /// From 2 to 6, as it is shown.
    pub level: u8,
    /// Unique in the body.
    pub id: String,
    /// Its text without markup.
    pub text: String,
    /// All of it, with its marks.
    pub span: Span,
}

/// Something in the review that a body names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mention {
    /// How it is written.
    pub form: Form,
    /// A reference or, decoded and without its query, a path; empty for the body's own record.
    pub target: String,
    /// The id of the heading that is meant.
    pub heading: Option<String>,
    /// The bytes of the target.
    pub span: Span,
    /// The bytes of the heading's id.
    pub heading_span: Option<Span>,
}

/// How something is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// `[[reference]]`.
    Wiki,
    /// `![[reference]]`.
    Embed,
    /// `[text](path)`, or an `<a>` that is written as HTML.
    Path,
    /// `![text](path)`.
    Image,
}

/// Renders a body. Whatever is written, there is a body; what is wrong with it becomes diagnostics.
pub fn parse(text: &str, origin: &Origin, path: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    render::Renderer::new(text, render::Report { origin, path, diagnostics }).run()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A body, and its problems in the order in which they were found.
    pub(crate) fn parsed(text: &str) -> (Body, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let body = parse(text, &Origin::from_offset(0), &"body.md".into(), &mut diagnostics);
        (body, diagnostics)
    }

    /// The HTML of a body, with each hole filled by its name.
    pub(crate) fn html(text: &str) -> String {
        let body = parsed(text).0;
        let mut html = body.html;
        for hole in body.holes.iter().rev() {
            let fill = match hole.fill {
                Fill::Address(mention) => format!("{{address {mention}}}"),
                Fill::Text(mention) => format!("{{text {mention}}}"),
                Fill::Card(mention) => format!("{{card {mention}}}"),
            };
            html.insert_str(hole.at as usize, &fill);
        }
        html
    }

    /// The problems of a body, each as its code and the text that it is about.
    pub(crate) fn problems(text: &str) -> Vec<String> {
        let about = |problem: &Diagnostic| problem.span.map(|span| text[span.range()].to_owned()).unwrap_or_default();
        parsed(text).1.iter().map(|problem| format!("{}: {}", problem.code.name(), about(problem))).collect()
    }

    /// Asserts the whole HTML of each text.
    pub(crate) fn assert_html(rows: &[(&str, &str)]) {
        for (text, expected) in rows {
            assert_eq!(html(text), *expected, "\n{text}");
        }
    }

    /// Asserts the problems of each text.
    pub(crate) fn assert_problems(rows: &[(&str, &[&str])]) {
        for (text, expected) in rows {
            assert_eq!(problems(text), *expected, "\n{text}");
        }
    }

    #[test]
    fn blocks() {
        assert_html(&[
            ("", ""),
            ("a  \nb\nc", "<p>a<br>\nb\nc</p>\n"),
            (
                "*a* **b** ~~c~~ `<d>` \"e\" -- $5 & $6",
                "<p><em>a</em> <strong>b</strong> <del>c</del> <code>&lt;d&gt;</code> \"e\" -- $5 &amp; $6</p>\n",
            ),
            ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("- a\n\n  b\n", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n"),
            ("3. a\n   - b", "<ol start=\"3\">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n"),
            (
                "- [ ] a\n- [x] b",
                "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"to do\"> a</li>\n\
                 <li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\"> b</li>\n</ul>\n",
            ),
            ("> a\n\n---\n", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n"),
            (
                "> [!WARNING]\n> a",
                "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n<p>a</p>\n</div>\n",
            ),
            ("```rust,ignore x\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"),
            ("```rust\na\n\nb\n```", "<pre><code class=\"language-rust\">a\n\nb\n</code></pre>\n"),
            ("Term\n: Means.\n", "<dl>\n<dt>Term</dt>\n<dd>Means.</dd>\n</dl>\n"),
            ("a\r\n\r\n```\r\nb\r\n```\r\n", "<p>a</p>\n<pre><code>b\n</code></pre>\n"),
        ]);
    }

    #[test]
    fn tables() {
        let start = "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table aria-label=\"Table\">\n<thead>\n<tr>";
        assert_html(&[
            (
                "| | a |\n|--|--:|\n| b | c |\n| d |",
                &format!(
                    "{start}<td></td><th scope=\"col\" class=\"right\">a</th></tr>\n</thead>\n<tbody>\n\
                     <tr><td>b</td><td class=\"right\">c</td></tr>\n<tr><td>d</td><td class=\"right\"></td></tr>\n\
                     </tbody>\n</table></div>\n"
                ),
            ),
            (
                "|a|\n|:-:|",
                &format!("{start}<th scope=\"col\" class=\"center\">a</th></tr>\n</thead>\n</table></div>\n"),
            ),
        ]);
    }

    #[test]
    fn what_lies_too_deep_is_only_text() {
        let (body, problems) = parsed(&format!("{}*a*\n\n{}b", "> ".repeat(100_000), "- ".repeat(100_000)));
        assert_eq!(body.html.matches("<blockquote>").count(), body.html.matches("</blockquote>").count());
        assert_eq!(body.html.matches("<blockquote>").count(), 64);
        assert!(body.html.contains('a') && !body.html.contains("<em>"));
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn characters_that_are_not_text_are_left_out_and_reported_once() {
        assert_html(&[("a\u{1}b &#xFDD0;c\u{fffe}", "<p>ab c</p>\n"), ("`a\u{7f}`", "<p><code>a</code></p>\n")]);
        assert_problems(&[
            ("é\u{1}b\u{2}", &["control-character: \u{1}"]),
            ("a &#1; &#2;", &["control-character: &#1;"]),
        ]);
    }

    #[test]
    fn repeated_patterns_are_survived() {
        for pattern in [
            "[",
            "![",
            "*a_",
            "[[a|",
            "![[a|",
            "[^a]",
            "[a](",
            "`a",
            "<b>",
            "</b>",
            "<!--",
            "<?",
            "<a b='",
            "<svg>",
            "</svg>",
            "<p><b>",
            "<div>\n\n",
            "<table><tr><td>",
            "- <title>\n",
            "&#1;",
            "## a\n",
            "|a|b|\n|-|-|\n",
            "a\n: b\n",
            "\u{1}",
        ] {
            let text = pattern.repeat(20_000);
            let (body, _) = parsed(&text);
            assert!(body.html.len() < 20 * text.len() + 1000, "{pattern}");
        }
    }

    #[test]
    fn places_are_those_of_the_file() {
        let origin = Origin::Runs(vec![(0, 100), (4, 210)]);
        let mut problems = Vec::new();
        let body = parse("abc\n[[x#y]] <img>", &origin, &"body.md".into(), &mut problems);
        assert_eq!(body.mentions[0].span, Span::new(212, 213));
        assert_eq!(body.mentions[0].heading_span, Some(Span::new(214, 215)));
        assert_eq!(problems[0].span, Some(Span::new(218, 223)));
    }
}
