//! What is written of HTML in a body: the table of the sanitiser.

use super::{assert_html, html};
use crate::text::markdown::tests::{assert_problems, problems};

#[test]
fn plain_elements_are_written_again() {
    assert_html(&[
        ("<ABBR title='a \"b\"'>c</abbr>", "<p><abbr title=\"a &quot;b&quot;\">c</abbr></p>\n"),
        ("a<br/>b <kbd>c</kbd><!-- d -->", "<p>a<br>b <kbd>c</kbd></p>\n"),
        ("<div lang=fr>\nAT&amp;T &lt;b&gt; &copy;\n</div>", "<div lang=\"fr\">\nAT&amp;T &lt;b&gt; ©\n</div>"),
        (
            "<details open>\n<summary>a</summary>\n\n*b*\n\n</details>\n",
            "<details open>\n<summary>a</summary>\n<p><em>b</em></p>\n</details>\n",
        ),
        (
            "<table>\n<tr><th scope=row>a<td colspan=2>\n\n*b*\n\n</table>",
            "<table>\n<tr>\n<th scope=\"row\">a</th>\n<td colspan=\"2\">\n<p><em>b</em></p>\n</td></tr></table>",
        ),
        ("> <div\n> title=\"a\">b</div>", "<blockquote>\n<div title=\"a\">b</div></blockquote>\n"),
        (
            "<a href='../b.md#c'>d</a> <a href=https://e.org>f</a>",
            "<p><a href=\"{address 0}\">d</a> <a href=\"https://e.org\" rel=\"external\">f</a></p>\n",
        ),
        ("a < b, <c, 1 <2> <>", "<p>a &lt; b, &lt;c, 1 &lt;2&gt; &lt;&gt;</p>\n"),
    ]);
    assert!(problems("<div>\n<a href=\"b.md\">c</a> <!-- d -->\n</div>").is_empty());
}

#[test]
fn what_follows_an_end_tag_in_a_paragraph_stands_where_it_may() {
    assert_html(&[
        ("<table><tr><td>\n\na</td></tr></table>", "<table>\n<tr>\n<td>\n<p>a</p>\n</td></tr></table>\n"),
        (
            "<table><tr><td>\n\na</td><td>b</td></tr></table> c\n",
            "<table>\n<tr>\n<td>\n<p>a</p>\n</td>\n<td>b</td></tr></table> c\n",
        ),
        ("<table><tr><td>\n\na</td>*b*", "<table>\n<tr>\n<td>\n<p>a</p>\n</td></tr></table><em>b</em>\n"),
        ("<table><tr><td>\n\na</td><ul>b", "<table>\n<tr>\n<td>\n<p>a</p>\n</td></tr></table>b\n"),
    ]);
}

#[test]
fn what_can_run_is_left_out() {
    assert_html(&[
        ("<script>alert(1)</script>\n\na", "\n<p>a</p>\n"),
        ("a <script>alert(1)</script> b", "<p>a  b</p>\n"),
        ("<script>if(a<b){x('</b>')}\n\n*c*</script> d", " d"),
        ("<style>\n\na{}\n\n</style>\n\nb", "\n<p>b</p>\n"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<p onclick=a style=b id=c class=d>e</p>", "<p>e</p>"),
        ("<svg><set attributeName=href to=javascript:a /><a href=javascript:b>c</a></svg>d", "<p>d</p>\n"),
        ("a\n\n<svg>\n\n<set attributeName=href to=javascript:b>\n\n</svg>\n\nc", "<p>a</p>\n\n<p>c</p>\n"),
        ("<math><annotation-xml encoding=text/html><style><!--</style><img src=x onerror=a>--></math>b", "<p>b</p>\n"),
        ("<iframe srcdoc='<script>a</script>'></iframe>b", "b"),
        ("<textarea><img title='</textarea><img src onerror=a>'></textarea>b", "'&gt;b"),
        ("<noscript><p title='</noscript><img src onerror=a>'></noscript>", "<p>'&gt;</p>\n"),
        ("a <b title=\"<script>b</script>\">c</b>", "<p>a <b title=\"&lt;script&gt;b&lt;/script&gt;\">c</b></p>\n"),
        ("<a href=\" java&#x0A;script:a\">b</a>", "<p>b</p>\n"),
        ("<form action=a><input name=b><button>c</button></form>", "c"),
        ("<base href=//e.org><meta http-equiv=refresh><link rel=x>a", "a"),
        ("a <?php b ?> <!DOCTYPE c> <![CDATA[<script>]]>", "<p>a   </p>\n"),
        ("<!-- a --!> <script>b</script> -->c", "c"),
        ("<div>&lt;script&gt;a&#60;/script></div>", "<div>&lt;script&gt;a&lt;/script&gt;</div>"),
    ]);
}

#[test]
fn elements_are_closed_before_the_markdown_around_them() {
    assert_html(&[
        ("a <b>b *c</b> d*", "<p>a <b>b <em>c d</em></b></p>\n"),
        ("a <b>b\n\nc", "<p>a <b>b</b></p>\n<p>c</p>\n"),
        ("<div>\n\na", "<div>\n<p>a</p>\n</div>"),
        ("a</div>", "<p>a</p>\n"),
        ("- <div>\n\n  a\n- b</div>", "<ul>\n<li>\n<div>\n<p>a</p>\n</div></li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
        ("<div>\n\na <i>b</div> c\n\nd", "<div>\n<p>a <i>b</i></p>\n</div> c\n<p>d</p>\n"),
        ("<b>\n\na\n\n</b>", "<b>\n</b>\n<p>a</p>\n"),
    ]);
}

#[test]
fn elements_stand_only_where_html_allows_them() {
    assert_html(&[
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li></ul></li></ul>"),
        ("a <div>b</div>", "<p>a b</p>\n"),
        ("<td>a</td>", "a"),
        ("<table>a<tr><td>b</table>", "<table></table>a b"),
        ("[<a href=x>a</a>](b.md)", "<p><a href=\"{address 0}\">a</a></p>\n"),
        ("<a href=x>[a](b.md) [[c]]</a>", "<p><a href=\"{address 0}\">a {text 2}</a></p>\n"),
    ]);
    assert_problems(&[
        ("a <div>b</div>", &["raw-html-removed: <div>"]),
        ("<a href=x>b</a></a>", &["raw-html-removed: </a>"]),
    ]);
}

#[test]
fn elements_that_nest_too_deep_are_left_out() {
    let text = "<i>".repeat(1000);
    let (html, problems) = (html(&text), problems(&text));
    assert_eq!((html.matches("<i>").count(), html.matches("</i>").count()), (63, 63));
    assert_eq!(problems.len(), 1);
}
