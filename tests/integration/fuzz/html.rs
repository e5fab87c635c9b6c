//! Raw HTML in bodies: what is published is the tree that a browser builds of it, and holds nothing that can run.

use std::cell::RefCell;
use std::sync::Arc;

use fastrand::Rng;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::{local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use rapporteur::review::link::link;
use rapporteur::review::parse::parse;
use rapporteur::review::record::RecordIx;
use rapporteur::review::settings;
use rapporteur::site::body::terms::Glossary;
use rapporteur::site::layout::lay_out;
use rapporteur::site::publication::Publication;
use rapporteur::site::view::body::body;
use rapporteur::text::source::Source;

use super::mutate::AWKWARD;
use super::rounds::rounds;

/// What a tree is made of, in the order in which it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Start(String, Vec<(String, String)>),
    Text(String),
    End(String),
    /// A comment, a declaration or the like: none is ever published.
    Other,
}

/// Elements that have no end tag, of those that are published.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

/// Names of elements: those that are published, those that switch a browser into another way of reading, and others.
const NAMES: [&str; 75] = [
    "a",
    "abbr",
    "article",
    "b",
    "base",
    "body",
    "br",
    "button",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "form",
    "frameset",
    "h1",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "link",
    "math",
    "mi",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "plaintext",
    "pre",
    "q",
    "s",
    "script",
    "select",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
    "video",
    "x-y",
    "xmp",
];

/// Elements of which a browser moves what stands where it may not.
const TABLE: [&str; 12] = ["table", "tr", "td", "th", "caption", "tbody", "li", "ul", "dd", "dl", "p", "b"];

const ATTRIBUTES: [&str; 14] = [
    " href=\"../a.md#b\"",
    " href='https://example.org/?a&b'",
    " href=java&#10;script:a",
    " href=\"data:text/html,<script>\"",
    " onclick=alert(1)",
    " title='a \"b\" > c'",
    " lang=fr",
    " dir=rtl",
    " style=x",
    " id=main",
    " open",
    " start=3",
    " colspan=2",
    " cite='https://example.org'",
];

#[test]
fn a_browser_builds_the_tree_that_is_written() {
    rounds("raw HTML", 6_000, |rng| {
        let text = soup(rng);
        let html = published(&text);
        let written = written(&html);
        assert_eq!(written, built(&html), "\nfrom {text:?}\nas {html}");
        assert_harmless(&written);
    });
}

#[test]
fn what_may_be_published_is_in_the_tree() {
    let written = written(&published("<p title=a onclick=b>c<b>d</b><script>e</script>"));
    let start = |name: &str, attributes: &[(&str, &str)]| {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Part::Start(name.to_owned(), attributes.collect())
    };
    assert!(written.contains(&start("p", &[("title", "a")])), "{written:?}");
    assert!(written.contains(&start("b", &[])) && written.contains(&Part::Text("d".to_owned())), "{written:?}");
}

/// Tags, texts and blocks of Markdown, one after the other.
fn soup(rng: &mut Rng) -> String {
    let mut text = String::new();
    // With few names in one text, elements meet their own kind, and their end tags.
    let names: Vec<&str> = (0..rng.usize(2..9)).map(|_| rng.choice(NAMES).expect("there are some")).collect();
    let names = if rng.bool() { names } else { TABLE.to_vec() };
    for _ in 0..rng.usize(1..30) {
        let name = rng.choice(&names).expect("there are some");
        match rng.u8(0..10) {
            0..=3 => {
                text.push('<');
                text.push_str(name);
                for _ in 0..rng.usize(0..3) {
                    text.push_str(rng.choice(ATTRIBUTES).expect("there are some"));
                }
                text.push_str(if rng.u8(0..8) == 0 { "/>" } else { ">" });
            }
            4..=5 => text.push_str(&format!("</{name}>")),
            6 => text.push_str("word"),
            7 => text.push_str(
                rng.choice(["\n", "\n\n", "\n\n- ", "\n\n> ", "\n\n## ", "\n  ", " "]).expect("there are some"),
            ),
            _ => text.push_str(rng.choice(AWKWARD).expect("there are some")),
        }
    }
    text
}

/// The HTML of a body on its page.
fn published(text: &str) -> String {
    let path: Arc<str> = "pages/a.md".into();
    let text = format!("---\ntitle: A\n---\n{text}");
    let parsed = parse(&Source { path: Arc::clone(&path), shown: path, text: text.into(), usable: true });
    let (settings, _) = settings::parse(None, &"review.yaml".into(), &[]);
    let (review, _) = link(settings, parsed.records, Vec::new(), Default::default(), None);
    let as_of = "2024-12-31".parse().expect("a day");
    let publication = Publication { as_of, base_url: None, drafts: true, explicit_index: false, noindex: false };
    let (site, _) = lay_out(Arc::new(review), publication, None);
    body(&site, &Glossary::default(), RecordIx::new(0), "../../").into_iter().map(|piece| piece.html).collect()
}

/// The tree as it is written: tags and texts as a browser's tokenizer finds them, each end where it stands.
fn written(html: &str) -> Vec<Part> {
    let tokenizer = Tokenizer::new(Tokens::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _nothing_to_run = tokenizer.feed(&queue);
    tokenizer.end();
    let mut parts = tidy(tokenizer.sink.0.into_inner());
    for at in 1..parts.len() {
        let in_pre = matches!(&parts[at - 1], Part::Start(name, _) if name == "pre");
        // A browser drops the line break that `<pre>` begins with.
        if let Part::Text(text) = &mut parts[at]
            && in_pre
        {
            *text = text.strip_prefix('\n').unwrap_or(text).to_owned();
        }
    }
    parts.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    parts
}

#[derive(Default)]
struct Tokens(RefCell<Vec<Part>>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut parts = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attributes =
                    tag.attrs.iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
                parts.push(Part::Start(tag.name.to_string(), attributes));
                if VOID.contains(&&*tag.name) {
                    parts.push(Part::End(tag.name.to_string()));
                }
            }
            Token::TagToken(tag) => parts.push(Part::End(tag.name.to_string())),
            Token::CharacterTokens(text) => parts.push(Part::Text(text.to_string())),
            Token::EOFToken | Token::ParseError(_) => {}
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::NullCharacterToken => parts.push(Part::Other),
        }
        TokenSinkResult::Continue
    }
}

/// The tree that a browser builds where flow content may stand.
fn built(html: &str) -> Vec<Part> {
    let context = html5ever::QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), html5ever::ParseOpts::default(), context, Vec::new(), false).one(html);
    let mut parts = Vec::new();
    for root in dom.document.children.borrow().iter() {
        for child in root.children.borrow().iter() {
            walk(child, &mut parts);
        }
    }
    tidy(parts)
}

fn walk(node: &Handle, parts: &mut Vec<Part>) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let attributes =
                attrs.borrow().iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
            parts.push(Part::Start(name.local.to_string(), attributes));
            for child in node.children.borrow().iter() {
                walk(child, parts);
            }
            parts.push(Part::End(name.local.to_string()));
        }
        NodeData::Text { contents } => parts.push(Part::Text(contents.borrow().to_string())),
        _ => parts.push(Part::Other),
    }
}

/// Texts side by side are one, and a browser puts rows into a `<tbody>`.
fn tidy(parts: Vec<Part>) -> Vec<Part> {
    let mut tidied: Vec<Part> = Vec::new();
    for part in parts {
        match (tidied.last_mut(), part) {
            (_, Part::Start(name, _) | Part::End(name)) if name == "tbody" => {}
            (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
            (_, part) => tidied.push(part),
        }
    }
    tidied.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    tidied
}

fn assert_harmless(parts: &[Part]) {
    for part in parts {
        let Part::Start(name, attributes) = part else {
            assert_ne!(*part, Part::Other);
            continue;
        };
        let bad =
            ["script", "style", "iframe", "object", "embed", "svg", "math", "form", "base", "link", "meta", "template"];
        assert!(!bad.contains(&&**name), "{name}");
        for (attribute, value) in attributes {
            assert!(
                !attribute.starts_with("on") && !["style", "srcdoc", "action"].contains(&&**attribute),
                "{attribute}"
            );
            let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let value = value.to_lowercase();
            let is_address = matches!(&**attribute, "href" | "src" | "cite");
            assert!(
                !is_address || !["javascript:", "data:", "vbscript:"].iter().any(|bad| value.starts_with(bad)),
                "{value}"
            );
        }
    }
}
