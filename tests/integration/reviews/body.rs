//! Bodies: blocks of every sort, with references of every form to whatever there is.

use rapporteur::review::kind::Kind;
use rapporteur::review::kind::common::MENTION;
use rapporteur::review::record::join;
use rapporteur::text::markdown::document::Form;

use super::values::Pen;

/// Every form of reference. The match in `mention` does not compile when there is another.
pub(crate) const FORMS: [Form; 4] = [Form::Wiki, Form::Embed, Form::Path, Form::Image];

/// Pieces of text in which Markdown or HTML means something.
const PIECES: [&str; 14] = [
    "*so* and **so**",
    "`code <b>`",
    "a & b &amp; c",
    "<b>bold</b>",
    "<abbr title=\"a &quot;b&quot;\">ab</abbr>",
    "~~gone~~",
    "<https://example.org/a?b=1&c=2>",
    "[out](https://example.org/ \"t\")",
    "<script>x</script>",
    "1 < 2 > 0",
    "a\\*b",
    "<a href=\"https://example.org\">raw</a>",
    "H<sub>2</sub>O",
    "![far](https://example.org/a.png)",
];
/// Blocks without references.
const BLOCKS: [&str; 9] = [
    "| a | b |\n|---|:-:|\n| 1 | *2* |",
    "```yaml\na: <b>\n```",
    "> [!NOTE]\n> Note this.",
    "term\n: what it means",
    "- [x] done\n- [ ] open",
    "---",
    "<details><summary>More</summary>\n\nText *within*.\n\n</details>",
    "<table><tr><td>raw<td>cells</table>",
    "1. one\n2. two\n\n   more",
];

/// The blocks of a record's body.
pub(crate) fn blocks(pen: &mut Pen<'_>, me: usize) -> Vec<String> {
    if pen.chance.per_cent(25) {
        return headings(pen, me);
    }
    let mut blocks = Vec::new();
    for _ in 0..pen.chance.below(4) {
        blocks.push(block(pen, me));
    }
    for heading in headings(pen, me) {
        blocks.push(heading);
        for _ in 0..pen.chance.below(3) {
            blocks.push(block(pen, me));
        }
    }
    for number in 0..pen.chance.below(3) {
        if pen.chance.per_cent(30) {
            blocks.push(format!("Noted[^{number}] and noted[^{number}]."));
            blocks.push(format!("[^{number}]: {}", sentence(pen, me)));
        }
    }
    blocks
}

/// The headings that others may refer to, one or two levels deep; sometimes one in a quotation or a list.
fn headings(pen: &mut Pen<'_>, me: usize) -> Vec<String> {
    let mut deep = false;
    let mut written = Vec::new();
    for (text, _) in &pen.world.faces[me].headings {
        deep = !written.is_empty() && (deep || pen.chance.per_cent(40)) && pen.chance.per_cent(80);
        let marks = if deep { "###" } else { "##" };
        let before = match pen.chance.below(20) {
            0 => "> ",
            1 => "- ",
            2 => "> - > ",
            _ => "",
        };
        written.push(format!("{before}{marks} {text}"));
    }
    written
}

fn block(pen: &mut Pen<'_>, me: usize) -> String {
    let text = sentence(pen, me);
    match pen.chance.below(11) {
        0 => (*pen.chance.pick(&BLOCKS)).to_owned(),
        1 => format!("> {text}"),
        2 => format!("- {text}\n- {}\n  - {}", sentence(pen, me), sentence(pen, me)),
        3 => {
            let caption =
                if pen.chance.per_cent(40) { format!("Table: {}\n\n", sentence(pen, me)) } else { String::new() };
            format!("{caption}| {} | b |\n|---|---|\n| **cell** | c |", text.replace('|', "\\|"))
        }
        // An embed that stands alone is a card, also in a quotation or a list.
        4 => {
            let before = *pen.chance.pick(&["", "", "> ", "- ", "1. a\n2. "]);
            mention(pen, me, Form::Embed).map_or(text, |embed| format!("{before}{embed}"))
        }
        5 if pen.chance.per_cent(20) => "##".to_owned(),
        _ => format!("{text} {}", sentence(pen, me)),
    }
}

/// A sentence with markup.
pub(crate) fn sentence(pen: &mut Pen<'_>, me: usize) -> String {
    let mut words = vec![pen.world.words.plain(pen.chance)];
    for _ in 0..pen.chance.below(4) {
        words.push(match pen.chance.below(5) {
            0 => (*pen.chance.pick(&PIECES)).to_owned(),
            1 => pen.world.words.plain(pen.chance),
            2 => term(pen).unwrap_or_default(),
            _ => {
                let form = *pen.chance.pick(&FORMS);
                mention(pen, me, form).unwrap_or_default()
            }
        });
    }
    format!("{}.", words.join(", "))
}

/// The title of a term, which a page may explain.
fn term(pen: &mut Pen<'_>) -> Option<String> {
    let terms: Vec<_> = pen.world.faces.iter().filter(|face| face.kind == Kind::Term).collect();
    let title = pen.chance.pick_any(&terms)?.called();
    title.chars().all(|c| c.is_alphanumeric() || c == ' ').then(|| title.to_owned())
}

/// Something that names a record, one of its headings, or a file; none where there is nothing of it.
fn mention(pen: &mut Pen<'_>, me: usize, form: Form) -> Option<String> {
    let targets = pen.world.targets(me, &MENTION);
    let to = *pen.chance.pick_any(&targets)?;
    let heading = pen.chance.pick_any(&pen.world.faces[to].headings).filter(|_| pen.chance.per_cent(40));
    let place = heading.map(|(_, id)| format!("#{id}")).unwrap_or_default();
    let is_own = to == me && !place.is_empty() && pen.chance.per_cent(50);
    match form {
        Form::Wiki | Form::Embed => {
            let mark = if form == Form::Embed { "!" } else { "" };
            let named = pen.world.reference(pen.chance, to, &MENTION).0;
            let named = if is_own { String::new() } else { named };
            let text = if pen.chance.per_cent(30) { "|other words" } else { "" };
            Some(format!("{mark}[[{named}{place}{text}]]"))
        }
        Form::Path | Form::Image => {
            let file = pen.chance.pick_any(&pen.world.files).filter(|_| form == Form::Image || pen.chance.per_cent(30));
            let target = match file {
                Some(file) => path(pen, me, file),
                None if form == Form::Image => return None,
                None if is_own => place,
                None => {
                    let id = pen.world.faces[to].id();
                    format!("{}{place}", path(pen, me, &format!("{id}.md")))
                }
            };
            let mark = if form == Form::Image { "!" } else { "" };
            Some(match pen.chance.below(6) {
                0 if form == Form::Path => format!("<a href=\"{target}\">raw</a>"),
                1 if form == Form::Path => format!("[]({target})"),
                2 => format!("{mark}[*text*]({target} \"a title\")"),
                _ => format!("{mark}[text]({target})"),
            })
        }
    }
}

/// The way to a file from the file that a record stands in, or from the root of the review.
fn path(pen: &mut Pen<'_>, me: usize, file: &str) -> String {
    let face = &pen.world.faces[me];
    let folder = face.place.folder(face.kind);
    let path = match (pen.chance.per_cent(25), folder) {
        (true, _) => format!("/{file}"),
        (false, "") => file.to_owned(),
        (false, _) => format!("../{file}"),
    };
    assert_eq!(join(folder, &path), file, "the way leads there");
    path.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}
