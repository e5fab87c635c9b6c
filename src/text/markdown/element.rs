//! The elements and attributes that may be written as HTML, and where each may stand: the one list.
//!
//! An id or a class is never taken over, so that nothing that is written can pass for a part of the page.

use std::ops::Deref;

use crate::text::markdown::address::{AddressKind, address_kind};

/// An element that may be written as HTML.
#[derive(Debug)]
pub struct HtmlElement {
    /// Its name in lower case.
    pub name: &'static str,
    /// Where it may stand.
    context: Context,
    /// What it may hold.
    pub(super) model: ContentModel,
    /// Its attributes beside `title`, `lang` and `dir`, which every element may have.
    attributes: &'static [&'static str],
}

/// An element of the list, by its place in it: a large review has a million tokens, which are half as long by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListedElement(u8);

impl Deref for ListedElement {
    type Target = HtmlElement;

    fn deref(&self) -> &HtmlElement {
        &ELEMENTS[usize::from(self.0)]
    }
}

/// Where an element may stand.
#[derive(Debug, Clone, Copy)]
enum Context {
    /// Where this content may.
    As(ContentCategory),
    /// Directly in one of these elements.
    In(&'static [&'static str]),
}

/// What an element may hold (HTML, section 3.2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ContentCategory {
    /// Paragraphs, lists and the like, or text.
    Flow,
    /// Text, and what marks up text.
    Phrasing,
    /// Only particular elements, such as the rows of a table.
    Parts,
}

impl ContentCategory {
    /// Whether this content may stand where `self` may.
    pub(super) fn holds(self, inside: ContentCategory) -> bool {
        match self {
            ContentCategory::Flow => inside != ContentCategory::Parts,
            ContentCategory::Phrasing => inside == ContentCategory::Phrasing,
            ContentCategory::Parts => false,
        }
    }
}

/// What is inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ContentModel {
    /// Nothing: it has no end tag.
    Nothing,
    /// This content.
    Holds(ContentCategory),
    /// This content, and its end tag may be left out.
    MayEnd(ContentCategory),
    /// What the element around it may hold.
    Transparent,
}

impl HtmlElement {
    /// Whether it may stand in an element with this name that may hold this content.
    pub(super) fn fits(&self, content: ContentCategory, holder: &str) -> bool {
        match self.context {
            Context::As(category) => content.holds(category),
            Context::In(holders) => holders.contains(&holder),
        }
    }

    /// Whether it stands among text.
    #[must_use]
    pub fn is_phrasing(&self) -> bool {
        matches!(self.context, Context::As(ContentCategory::Phrasing))
    }

    /// Whether it has neither content nor an end tag.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.model == ContentModel::Nothing
    }
}

/// Marks up text.
const fn text(name: &'static str, attributes: &'static [&'static str]) -> HtmlElement {
    HtmlElement {
        name,
        context: Context::As(ContentCategory::Phrasing),
        model: ContentModel::Holds(ContentCategory::Phrasing),
        attributes,
    }
}

/// Has neither text nor an end tag.
const fn void(name: &'static str, context: Context) -> HtmlElement {
    HtmlElement { name, context, model: ContentModel::Nothing, attributes: &[] }
}

/// A block.
const fn block(name: &'static str, model: ContentModel, attributes: &'static [&'static str]) -> HtmlElement {
    HtmlElement { name, context: Context::As(ContentCategory::Flow), model, attributes }
}

/// A part of another element.
const fn part(
    name: &'static str,
    holders: &'static [&'static str],
    model: ContentModel,
    attributes: &'static [&'static str],
) -> HtmlElement {
    HtmlElement { name, context: Context::In(holders), model, attributes }
}

const FLOW: ContentModel = ContentModel::Holds(ContentCategory::Flow);
const ENDS_FLOW: ContentModel = ContentModel::MayEnd(ContentCategory::Flow);
const ENDS_PARTS: ContentModel = ContentModel::MayEnd(ContentCategory::Parts);
const PARTS: ContentModel = ContentModel::Holds(ContentCategory::Parts);
const CHANGE: HtmlElement = HtmlElement {
    name: "",
    context: Context::As(ContentCategory::Phrasing),
    model: ContentModel::Transparent,
    attributes: &["cite", "datetime"],
};
const CELL: &[&str] = &["colspan", "rowspan"];
const HEAD_CELL: &[&str] = &["colspan", "rowspan", "scope"];
const GROUPS: &[&str] = &["table", "thead", "tbody", "tfoot"];

/// Ordered by name.
static ELEMENTS: &[HtmlElement] = &[
    text("a", &["href"]),
    text("abbr", &[]),
    text("b", &[]),
    text("bdi", &[]),
    text("bdo", &[]),
    block("blockquote", FLOW, &["cite"]),
    void("br", Context::As(ContentCategory::Phrasing)),
    part("caption", &["table"], ContentModel::MayEnd(ContentCategory::Phrasing), &[]),
    text("cite", &[]),
    text("code", &[]),
    part("dd", &["dl"], ENDS_FLOW, &[]),
    HtmlElement { name: "del", ..CHANGE },
    block("details", FLOW, &["open"]),
    text("dfn", &[]),
    block("div", FLOW, &[]),
    block("dl", PARTS, &[]),
    part("dt", &["dl"], ContentModel::MayEnd(ContentCategory::Phrasing), &[]),
    text("em", &[]),
    part("figcaption", &["figure"], FLOW, &[]),
    block("figure", FLOW, &[]),
    void("hr", Context::As(ContentCategory::Flow)),
    text("i", &[]),
    HtmlElement { name: "ins", ..CHANGE },
    text("kbd", &[]),
    part("li", &["ol", "ul"], ENDS_FLOW, &["value"]),
    text("mark", &[]),
    block("ol", PARTS, &["reversed", "start", "type"]),
    block("p", ContentModel::MayEnd(ContentCategory::Phrasing), &[]),
    block("pre", ContentModel::Holds(ContentCategory::Phrasing), &[]),
    text("q", &["cite"]),
    text("s", &[]),
    text("samp", &[]),
    text("small", &[]),
    text("span", &[]),
    text("strong", &[]),
    text("sub", &[]),
    part("summary", &["details"], ContentModel::Holds(ContentCategory::Phrasing), &[]),
    text("sup", &[]),
    block("table", PARTS, &[]),
    part("tbody", &["table"], ENDS_PARTS, &[]),
    part("td", &["tr"], ENDS_FLOW, CELL),
    part("tfoot", &["table"], ENDS_PARTS, &[]),
    part("th", &["tr"], ENDS_FLOW, HEAD_CELL),
    part("thead", &["table"], ENDS_PARTS, &[]),
    text("time", &["datetime"]),
    part("tr", GROUPS, ENDS_PARTS, &[]),
    text("u", &[]),
    block("ul", PARTS, &[]),
    text("var", &[]),
    void("wbr", Context::As(ContentCategory::Phrasing)),
];

/// Elements that are left out together with all that they hold: scripts, what is not HTML, what is not shown as text.
pub(super) static WITH_CONTENT: &[&str] = &[
    "applet",
    "audio",
    "canvas",
    "datalist",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "option",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Elements without an end tag that may not be written.
static VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "col", "embed", "frame", "image", "img", "input", "keygen", "link", "meta",
    "param", "source", "track",
];

/// The element with this name, in lower case.
pub(super) fn element(name: &str) -> Option<ListedElement> {
    let place = ELEMENTS.binary_search_by_key(&name, |element| element.name).ok()?;
    u8::try_from(place).ok().map(ListedElement)
}

/// Whether the element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name) || element(name).is_some_and(|element| element.is_void())
}

/// Other elements that HTML has or had, which are left out without what they hold.
static OTHERS: &[&str] = &[
    "acronym", "address", "article", "aside", "big", "blink", "body", "button", "center", "colgroup", "content",
    "data", "dialog", "dir", "element", "fieldset", "font", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "html", "isindex", "label", "legend", "listing", "main", "map", "marquee", "menu",
    "menuitem", "meter", "multicol", "nav", "nextid", "nobr", "optgroup", "output", "picture", "portal", "progress",
    "rb", "rp", "rt", "rtc", "ruby", "search", "section", "shadow", "slot", "spacer", "strike", "tt",
];

/// Whether HTML has, or had, an element with this name; what else stands in angle brackets is text.
pub(super) fn is_known(name: &str) -> bool {
    element(name).is_some() || WITH_CONTENT.contains(&name) || VOID.contains(&name) || OTHERS.contains(&name)
}

/// Other elements that stand among the letters of words.
static AMONG_LETTERS: &[&str] = &[
    "acronym", "big", "blink", "button", "data", "font", "label", "nobr", "output", "rb", "rt", "rtc", "ruby",
    "strike", "tt",
];

/// Whether an element that is left out held its text apart from what is around it.
pub(super) fn holds_apart(name: &str) -> bool {
    !element(name).is_some_and(|element| element.is_phrasing()) && !AMONG_LETTERS.contains(&name)
}

/// How an attribute is published.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SanitizedAttribute {
    /// As it is.
    Value,
    /// By its name alone.
    Bare,
    /// As the address of a link, which is judged where it is written.
    Link,
    /// Not at all.
    Removed,
}

/// How an attribute of an element is published.
pub(super) fn attribute(element: &HtmlElement, name: &str, value: &str) -> SanitizedAttribute {
    let global = matches!(name, "title" | "lang" | "dir");
    if !global && !element.attributes.contains(&name) {
        return SanitizedAttribute::Removed;
    }
    let number = |most: u32| value.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let good = match name {
        "href" => return SanitizedAttribute::Link,
        "open" | "reversed" => return SanitizedAttribute::Bare,
        "title" => true,
        "lang" => !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
        "dir" => matches!(value, "ltr" | "rtl") || value == "auto",
        "cite" => address_kind(value) == AddressKind::Web,
        "datetime" => !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "-+:. ".contains(c)),
        "start" | "value" => value.parse::<i32>().is_ok(),
        "type" => matches!(value, "1" | "a" | "A" | "i" | "I"),
        "colspan" => number(1000),
        "rowspan" => number(65534),
        "scope" => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        _ => false,
    };
    if good { SanitizedAttribute::Value } else { SanitizedAttribute::Removed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_found_and_none_is_on_two_lists() {
        for listed in ELEMENTS {
            assert_eq!(element(listed.name).map(|found| found.name), Some(listed.name));
            assert!(!WITH_CONTENT.contains(&listed.name) && !VOID.contains(&listed.name), "{}", listed.name);
        }
        assert!(element("script").is_none());
    }

    #[test]
    fn attributes_are_judged_by_their_values() {
        let judged =
            |name, attribute_name, value| element(name).map(|element| attribute(&element, attribute_name, value));
        for (name, attribute, value, expected) in [
            ("p", "title", "x\" onclick=\"", SanitizedAttribute::Value),
            ("p", "onclick", "x", SanitizedAttribute::Removed),
            ("p", "style", "x", SanitizedAttribute::Removed),
            ("p", "id", "x", SanitizedAttribute::Removed),
            ("p", "class", "x", SanitizedAttribute::Removed),
            ("p", "href", "x", SanitizedAttribute::Removed),
            ("a", "href", "x", SanitizedAttribute::Link),
            ("q", "cite", "https://example.org", SanitizedAttribute::Value),
            ("q", "cite", "javascript:x", SanitizedAttribute::Removed),
            ("details", "open", "", SanitizedAttribute::Bare),
            ("ol", "start", "-3", SanitizedAttribute::Value),
            ("td", "colspan", "0", SanitizedAttribute::Removed),
            ("td", "colspan", "2", SanitizedAttribute::Value),
            ("th", "scope", "row", SanitizedAttribute::Value),
            ("p", "dir", "up", SanitizedAttribute::Removed),
            ("p", "lang", "fr-CH", SanitizedAttribute::Value),
        ] {
            assert_eq!(judged(name, attribute, value), Some(expected), "<{name} {attribute}={value}>");
        }
    }
}
