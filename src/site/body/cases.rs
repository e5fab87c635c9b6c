//! What is written of each text.

mod raw_html;

use super::links::Links;
use super::opening::opening;
use super::place::{DocumentPlace, Place};
use super::write::write;
use crate::review::record::RecordIx;
use crate::text::markdown::document::MentionIx;
use crate::text::markdown::tests::{assert_problems, parsed, problems};

/// Writes what is mentioned by its number.
struct Numbers;

impl Links for Numbers {
    type Card = ();

    fn leads(&self, _: MentionIx) -> bool {
        true
    }

    fn write_address(&self, mention: MentionIx, out: &mut String) {
        out.push_str(&format!("{{address {}}}", mention.position()));
    }

    fn title(&self, mention: MentionIx) -> String {
        format!("{{text {}}}", mention.position())
    }

    fn write_record(&self, record: RecordIx, out: &mut String) {
        out.push_str(&format!("{{record {}}}", record.position()));
    }

    fn card(&self, mention: MentionIx, out: &mut String) -> Option<()> {
        out.push_str(&format!("{{card {}}}", mention.position()));
        None
    }
}

/// The HTML of a body at a place.
fn at(place: Place<'_>, text: &str) -> String {
    let document = parsed(text).0;
    write(&document, &document.tokens, place, &Numbers, None).into_iter().map(|piece| piece.html).collect()
}

/// The HTML of a body on its own page.
fn html(text: &str) -> String {
    at(Place::Page, text)
}

/// Asserts the whole HTML of each text.
fn assert_html(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(html(text), *expected, "\n{text}");
    }
}

/// How a link leads back from a footnote.
fn back(id: &str, shown: &str) -> String {
    format!(
        " <a class=\"footnote-back\" href=\"#fnref-{id}\" role=\"doc-backlink\" \
         aria-label=\"Back to mark {id}\">↩{shown}</a>"
    )
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
    // What its columns are called names a table that stands under no heading.
    let start =
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"a\"><table aria-label=\"a\">\n<thead>\n<tr>";
    assert_html(&[
        (
            "| | a |\n|--|--:|\n| b | c |\n| d |",
            &format!(
                "{start}<td></td><th scope=\"col\" class=\"right\">a</th></tr>\n</thead>\n<tbody>\n\
                 <tr><td>b</td><td class=\"right\">c</td></tr>\n<tr><td>d</td><td class=\"right\"></td></tr>\n\
                 </tbody>\n</table></div>\n"
            ),
        ),
        ("|a|\n|:-:|", &format!("{start}<th scope=\"col\" class=\"center\">a</th></tr>\n</thead>\n</table></div>\n")),
    ]);
}

#[test]
fn a_caption_names_its_table_and_a_strong_column_heads_its_rows() {
    let named = |name: &str, caption: &str| {
        format!(
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{name}\"><table>\n<caption>{caption}</caption>\n"
        )
    };
    let start = "<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n</thead>\n<tbody>\n";
    let end = "</tbody>\n</table></div>\n";
    let row = |cells: &str| format!("{start}<tr>{cells}</tr>\n{end}");
    assert_html(&[
        (
            "## Heading\n\nTable: A *b* \"c\" [[d]]\n\n| a | b |\n|--|--|\n| **e** | f |",
            &format!(
                "<h2 id=\"heading\">Heading</h2>\n{}{}",
                named(
                    "A b &quot;c&quot; {text 0}",
                    "A <em>b</em> \"c\" <a class=\"ref\" href=\"{address 0}\">{text 0}</a>"
                ),
                row("<th scope=\"row\"><strong>e</strong></th><td>f</td>")
            ),
        ),
        (
            "Table 2: A  \nb\n| a | b |\n|--|--|\n| **e** f | g |",
            &format!(
                "{}{}",
                named("Table 2: A b", "Table 2: A<br>\nb"),
                row("<td><strong>e</strong> f</td><td>g</td>")
            ),
        ),
        (
            "- Table: A\n  | a | b |\n  |--|--|\n  | **[e](f.md)** | |",
            &format!(
                "<ul>\n<li>\n{}{}</li>\n</ul>\n",
                named("A", "A"),
                row("<th scope=\"row\"><strong><a href=\"{address 0}\">e</a></strong></th><td></td>")
            ),
        ),
    ]);
    let is_caption = |above: &str| html(&format!("{above}\n\n| a |\n|---|\n| **b** |")).contains("<caption>");
    for above in ["Table: a", "Table:\na", "Table 3: a", "Table 2.1: a", "Table IV: a", "> a\n\nTable: a"] {
        assert!(is_caption(above), "{above}");
    }
    for above in [
        "Table\\: a",
        "\\Table: a",
        "Table a: b",
        "Table Mountain: a",
        "Table:a",
        "Tables: a",
        "Table:",
        "Table: ![](x.png)",
        "Table: a\n\nb",
        "`Table: a`",
        "*Table: a*",
        "# Table: a",
        "> Table: a",
        "- Table: a",
        "a\nTable: b",
    ] {
        assert!(!is_caption(above), "{above}");
    }
    assert!(!html("| a |\n|---|\n| **b** |").contains("\"row\""), "a column alone heads nothing");
}

#[test]
fn a_caption_that_none_becomes_is_reported() {
    let table = "| a |\n|---|\n| b |";
    let apart = "looks-like-caption: Table: a";
    for (text, expected) in [
        ("Table: a".to_owned(), vec![]),
        (format!("Table: a\n\n{table}"), vec![]),
        (format!("Table: a\n\nb\n\n{table}"), vec![apart]),
        (format!("Table: a\n\nb\n\nc\n\n{table}"), vec![]),
        (format!("Table: a\n\nTable: b\n\n{table}"), vec![apart]),
        (format!("Table: a\n\n{table}\n\nTable: b\n\n{table}"), vec![]),
        (format!("{table}\n\nTable: a\n\nb"), vec![apart]),
        (format!("{table}\n\nTable: a\n\n> {table}"), vec![apart]),
        (format!("> {table}\n\nTable: a\n\nb").replace("\n|", "\n> |"), vec![]),
        (format!("{table}\nTable: a\n\nb"), vec![apart]),
        (format!("Table:\n\n{table}"), vec!["looks-like-caption: Table:"]),
        (
            format!("Table: ![ ](b.png)\n\n{table}"),
            vec!["looks-like-caption: Table: ![ ](b.png)", "image-without-text: ![ ](b.png)"],
        ),
        (format!("TABLE: a\n\n{table}"), vec!["looks-like-caption: TABLE: a"]),
        (format!("Table:a\n\n{table}"), vec!["looks-like-caption: Table:a"]),
        (format!("Table\\: a\n\nb\n\n{table}"), vec![]),
        (format!("x[^1]\n\n[^1]: y\n\n    Table: a\n\n{table}"), vec![]),
        (format!("{table}\n\n<!-- rapporteur: as-written -->\nTable: a"), vec![]),
    ] {
        let mut found = problems(&text);
        found.sort();
        let mut expected = expected;
        expected.sort();
        assert_eq!(found, expected, "\n{text}");
    }
}

#[test]
fn what_lies_too_deep_is_only_text() {
    let text = format!("{}*a*\n\n{}b", "> ".repeat(100_000), "- ".repeat(100_000));
    let (html, problems) = (html(&text), problems(&text));
    assert_eq!(html.matches("<blockquote>").count(), html.matches("</blockquote>").count());
    assert_eq!(html.matches("<blockquote>").count(), 64);
    assert!(html.contains('a') && !html.contains("<em>"));
    assert_eq!(problems.len(), 1);
}

#[test]
fn characters_that_are_not_text_are_left_out_and_reported() {
    assert_html(&[("a\u{1}b &#xFDD0;c\u{fffe}", "<p>ab c</p>\n"), ("`a\u{7f}`", "<p><code>a</code></p>\n")]);
    assert_problems(&[
        ("é\u{1}b\u{2}", &["control-character: \u{1}", "control-character: \u{2}"]),
        ("a &#1; &#2;", &["control-character: &#1;", "control-character: &#2;"]),
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
        let html = html(&text);
        assert!(html.len() < 20 * text.len() + 1000, "{pattern}");
    }
}

#[test]
fn addresses_are_links_by_their_kind() {
    assert_html(&[
        ("[a](b.md \"c\\\"\")", "<p><a href=\"{address 0}\" title=\"c&quot;\">a</a></p>\n"),
        ("[](b.md) [](#c)", "<p><a href=\"{address 0}\">{text 0}</a> <a href=\"{address 1}\">{text 1}</a></p>\n"),
        (
            "[a](https://e.org/?b=1&c='d')",
            "<p><a href=\"https://e.org/?b=1&amp;c=&#x27;d&#x27;\" rel=\"external\">a</a></p>\n",
        ),
        (
            "<https://e.org> <a@e.org>",
            "<p><a href=\"https://e.org\" rel=\"external\">https://e.org</a> <a href=\"mailto:a@e.org\">a@e.org</a></p>\n",
        ),
        ("![a *b*](c.png)", "<p><img src=\"{address 0}\" alt=\"a b\" loading=\"lazy\"></p>\n"),
        (
            "[![a](b.png)](c.md)",
            "<p><a href=\"{address 0}\"><img src=\"{address 1}\" alt=\"a\" loading=\"lazy\"></a></p>\n",
        ),
        ("![a](https://e.org/b.png)", "<p><a href=\"https://e.org/b.png\" rel=\"external\">a</a></p>\n"),
        ("[![a](https://e.org/b.png)](c.md)", "<p><a href=\"{address 0}\">a</a></p>\n"),
    ]);
    assert_problems(&[("![ ](b.png)", &["image-without-text: ![ ](b.png)"])]);
}

#[test]
fn unsafe_addresses_leave_only_their_text() {
    for (text, html, address) in [
        ("[x](JaVaScRiPt:alert(1))", "<p>x</p>\n", "JaVaScRiPt:alert(1)"),
        ("[x](&#x6a;avascript:a)", "<p>x</p>\n", "&#x6a;avascript:a"),
        ("[x](java&#10;script:a 't')", "<p>x</p>\n", "java&#10;script:a"),
        ("[*x*](<data:text/html,a b>)", "<p><em>x</em></p>\n", "data:text/html,a b"),
        ("[x](vbscript:a)", "<p>x</p>\n", "vbscript:a"),
        ("[x](//e.org)", "<p>x</p>\n", "//e.org"),
        ("<javascript:a>", "<p>javascript:a</p>\n", "javascript:a"),
        ("![x](data:image/svg+xml,a)", "<p>x</p>\n", "data:image/svg+xml,a"),
        ("[x]\n\n[x]: javascript:a", "<p>x</p>\n", "javascript:a"),
    ] {
        assert_html(&[(text, html)]);
        assert_problems(&[(text, &[&format!("unsafe-address: {address}")])]);
    }
}

#[test]
fn titles_and_texts_cannot_leave_their_places() {
    assert_html(&[
        (
            "[l](/u '\"><script>alert()</script>')",
            "<p><a href=\"{address 0}\" title=\"&quot;&gt;&lt;script&gt;alert()&lt;/script&gt;\">l</a></p>\n",
        ),
        (
            "![\"><script>](/u '\"><script>')",
            "<p><img src=\"{address 0}\" alt=\"&quot;&gt;\" title=\"&quot;&gt;&lt;script&gt;\" loading=\"lazy\"></p>\n",
        ),
        (
            "[l](https://e.org/\"><script>)",
            "<p><a href=\"https://e.org/%22%3E%3Cscript%3E\" rel=\"external\">l</a></p>\n",
        ),
        ("```\"><script>\n```", "<pre><code></code></pre>\n"),
    ]);
}

#[test]
fn references_are_links_with_holes() {
    assert_html(&[
        ("[[a]]", "<p><a class=\"ref\" href=\"{address 0}\">{text 0}</a></p>\n"),
        ("[[a|]]", "<p><a class=\"ref\" href=\"{address 0}\">{text 0}</a></p>\n"),
        ("[[a#b|*c* d]]", "<p><a class=\"ref\" href=\"{address 0}\"><em>c</em> d</a></p>\n"),
        ("[[a]](b)", "<p><a class=\"ref\" href=\"{address 0}\">{text 0}</a>(b)</p>\n"),
        ("`[[a]]` \\[[a]] [[]]", "<p><code>[[a]]</code> [[a]] [[]]</p>\n"),
        ("![[a]]", "{card 0}\n"),
        ("![[a]]\n![[b]]", "{card 0}\n\n{card 1}\n"),
        (
            "- ![[a]]\n- ![[b]] c",
            "<ul>\n<li>{card 0}\n</li>\n<li><a class=\"ref\" href=\"{address 1}\">{text 1}</a> c</li>\n</ul>\n",
        ),
        ("see ![[a]]", "<p>see <a class=\"ref\" href=\"{address 0}\">{text 0}</a></p>\n"),
    ]);
}

fn mark(id: &str, number: usize) -> String {
    format!(
        "<sup class=\"footnote-mark\"><a id=\"fnref-{id}\" href=\"#fn-{number}\" role=\"doc-noteref\" \
         aria-label=\"Footnote {number}\">{number}</a></sup>"
    )
}

fn section(notes: &str) -> String {
    format!("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n{notes}</ol>\n</section>\n")
}

#[test]
fn footnotes_are_numbered_by_their_first_marks() {
    let notes = format!(
        "<li id=\"fn-1\"><p>A.{}{}</p>\n</li>\n<li id=\"fn-2\"><p>B {}.{}</p>\n</li>\n",
        back("1", ""),
        back("1-2", "<sup>2</sup>"),
        mark("3", 3),
        back("2", "")
    );
    let notes = format!("{notes}<li id=\"fn-3\"><pre><code>c\n</code></pre>\n<p>{}</p>\n</li>\n", back("3", ""));
    assert_html(&[(
        "[^b]: B [^c].\n\nx[^a] y[^b] z[^a]\n\n[^a]: A.\n\n[^c]:\n    ```\n    c\n    ```\n",
        &format!("<p>x{} y{} z{}</p>\n{}", mark("1", 1), mark("2", 2), mark("1-2", 1), section(&notes)),
    )]);
}

#[test]
fn holes_in_footnotes_lie_where_their_text_went() {
    let text = html("[[x]][^a]\n\n[^a]: [[y]]");
    assert!(text.contains("<li id=\"fn-1\"><p><a class=\"ref\" href=\"{address 1}\">{text 1}</a> <a class"), "{text}");
}

#[test]
fn marks_and_footnotes_that_miss_each_other_are_reported() {
    assert_problems(&[
        ("a[^x] `[^y]` \\[^z]\n\n    [^w]", &["unknown-footnote: [^x]"]),
        ("[b [^x]](c.md) [^ ] [^]", &["unknown-footnote: [^x]"]),
        ("a\n\n[^x]: b", &["unused-footnote: [^x]"]),
        ("a[^X]\n\n[^x]: b\n\n[^x]: c", &["unused-footnote: [^x]"]),
        ("[^x]: a[^y]\n\n[^y]: b[^x]", &["unused-footnote: [^x]"]),
        ("[^  - ž]: a", &["unused-footnote: [^  - ž]"]),
    ]);
    assert_html(&[("a\n\n[^x]: b", &format!("<p>a</p>\n{}", section("<li id=\"fn-1\"><p>b</p>\n</li>\n")))]);
}

#[test]
fn a_mark_in_a_link_is_no_link() {
    let text = html("<a href=b.md>a[^x]</a>\n\n[^x]: c");
    assert!(text.starts_with("<p><a href=\"{address 0}\">a<sup class=\"footnote-mark\">1</sup></a></p>\n"), "{text}");
}

#[test]
fn headings_have_ids_and_levels() {
    assert_html(&[
        (
            "## A *b* `c`\n\n## A b c",
            "<h2 id=\"a-b-c\">A <em>b</em> <code>c</code></h2>\n<h2 id=\"a-b-c-1\">A b c</h2>\n",
        ),
        ("# A", "<h2 id=\"a\">A</h2>\n"),
        ("##", "<h2 id=\"section\"></h2>\n"),
        ("## A {#B}", "<h2 id=\"B\">A</h2>\n"),
        ("## A {#B .c d=e}", "<h2 id=\"a-b-c-d-e\">A {#B .c d=e}</h2>\n"),
        ("## A {#\"onclick=\"b&}", "<h2 id=\"&quot;onclick=&quot;b&amp;\">A</h2>\n"),
        ("## [[a]] b", "<h2 id=\"a-b\"><a class=\"ref\" href=\"{address 0}\">{text 0}</a> b</h2>\n"),
        (
            "## ![a](b.png)[[c|d]]",
            "<h2 id=\"ad\"><img src=\"{address 0}\" alt=\"a\" loading=\"lazy\"><a class=\"ref\" href=\"{address 1}\">d</a></h2>\n",
        ),
    ]);
    assert_problems(&[
        ("## a\n\n### b\n\n#### c\n\n## d", &[]),
        ("# a\n## b", &["heading-level: # a"]),
        ("### a", &["heading-level: ### a"]),
        ("## a\n\n#### b\n\n##### c", &["heading-level: #### b"]),
        ("## a\n\n## b {#a}", &["duplicate-heading-id: #a"]),
    ]);
    let text = "## A *b*\n\nc\n\nD\n---\n";
    let headings = parsed(text).0.headings;
    assert_eq!((headings[0].text.as_str(), &text[headings[0].span.range()]), ("A b", "## A *b*"));
    assert_eq!((headings[1].level, &text[headings[1].span.range()]), (2, "D\n---"));
}

#[test]
fn a_task_in_a_heading_is_one() {
    assert_html(&[(
        "- [x] task\n  ---",
        "<ul>\n<li class=\"task\">\n<h2 id=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"done\"> task</h2>\n</li>\n</ul>\n",
    )]);
}

#[test]
fn in_a_document_headings_go_deeper_and_ids_are_told_apart() {
    let place = |level| Place::Among(DocumentPlace { anchor: "prior-1", name: "This & that", level });
    let text = "a\n\n## b\n\n### d[^1]\n\n[^1]: c[^1]";
    assert_eq!(
        at(place(3), text),
        "<p>a</p>\n<h4 id=\"prior-1:b\">b</h4>\n\
         <h5 id=\"prior-1:d\">d<sup class=\"footnote-mark\"><a id=\"prior-1:fnref-1\" href=\"#prior-1:fn-1\" \
         role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup></h5>\n\
         <section class=\"footnotes\" aria-label=\"This &amp; that: Footnotes\">\n<ol>\n\
         <li id=\"prior-1:fn-1\"><p>c<sup class=\"footnote-mark\"><a id=\"prior-1:fnref-1-2\" href=\"#prior-1:fn-1\" \
         role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup> <a class=\"footnote-back\" href=\"#prior-1:fnref-1\" \
         role=\"doc-backlink\" aria-label=\"Back to mark 1\">↩</a> <a class=\"footnote-back\" href=\"#prior-1:fnref-1-2\" \
         role=\"doc-backlink\" aria-label=\"Back to mark 1-2\">↩<sup>2</sup></a></p>\n</li>\n</ol>\n</section>\n"
    );
    assert_eq!(at(place(6), "##### b"), "<h6 id=\"prior-1:b\">b</h6>\n");
}

#[test]
fn an_opening_ends_before_the_block_of_the_first_heading_and_before_footnotes() {
    let opening_of = |text: &str| {
        let document = parsed(text).0;
        let tokens = opening(&document);
        let place = Place::Elsewhere { page: "../x/" };
        let pieces = write(&document, tokens, place, &Numbers, None);
        let html: String = pieces.into_iter().map(|piece| piece.html).collect();
        (html, tokens.len() < document.tokens.len())
    };
    let note = "<sup class=\"footnote-mark\"><a href=\"../x/#fn-1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup>";
    for (text, html, more) in [
        ("All of it.", "<p>All of it.</p>\n".to_owned(), false),
        ("Text.\n\n## A\n\nB", "<p>Text.</p>\n".to_owned(), true),
        ("A  \nb\n\n- ### A", "<p>A<br>\nb</p>\n".to_owned(), true),
        ("> ## A", String::new(), true),
        ("Text[^1]\n\n[^1]: Note.", format!("<p>Text{note}</p>\n"), true),
        ("[See](#a)\n\n## A", "<p><a href=\"{address 0}\">See</a></p>\n".to_owned(), true),
    ] {
        assert_eq!(opening_of(text), (html, more), "{text}");
    }
}
