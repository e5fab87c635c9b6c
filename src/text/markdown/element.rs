//! The elements and attributes that may be written as HTML, and where each may stand: the one list.
//!
//! An id or a class is never taken over, so that nothing that is written can pass for a part of the page.

use crate::text::markdown::address::{Address, address_kind};

/// An element that may be written as HTML.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct HtmlElement {
    /// Its name in lower case.
    pub name: &'static str,
    /// Where it may stand.
    place: Place,
    /// What it may hold.
    pub(super) inside: Inside,
    /// Its attributes beside `title`, `lang` and `dir`, which every element may have.
    attributes: &'static [&'static str],
}

/// Where an element may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    /// Where this content may.
    As(Content),
    /// Directly in one of these elements.
    In(&'static [&'static str]),
}

/// What an element may hold (HTML, section 3.2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Content {
    /// Paragraphs, lists and the like, or text.
    Flow,
    /// Text, and what marks up text.
    Phrasing,
    /// Only particular elements, such as the rows of a table.
    Parts,
}

impl Content {
    /// Whether this content may stand where `self` may.
    pub(super) fn holds(self, inside: Content) -> bool {
        match self {
            Content::Flow => inside != Content::Parts,
            Content::Phrasing => inside == Content::Phrasing,
            Content::Parts => false,
        }
    }
}

/// What is inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Inside {
    /// Nothing: it has no end tag.
    Nothing,
    /// This content.
    Holds(Content),
    /// This content, and its end tag may be left out.
    MayEnd(Content),
    /// What the element around it may hold.
    Transparent,
}

impl HtmlElement {
    /// Whether it may stand in an element with this name that may hold this content.
    pub(super) fn fits(&self, content: Content, holder: &str) -> bool {
        match self.place {
            Place::As(place) => content.holds(place),
            Place::In(holders) => holders.contains(&holder),
        }
    }

    /// Whether it stands among text.
    #[must_use]
    pub fn is_phrasing(&self) -> bool {
        matches!(self.place, Place::As(Content::Phrasing))
    }

    /// Whether it has neither content nor an end tag.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.inside == Inside::Nothing
    }
}

/// Marks up text.
const fn text(name: &'static str, attributes: &'static [&'static str]) -> HtmlElement {
    HtmlElement { name, place: Place::As(Content::Phrasing), inside: Inside::Holds(Content::Phrasing), attributes }
}

/// Has neither text nor an end tag.
const fn void(name: &'static str, place: Place) -> HtmlElement {
    HtmlElement { name, place, inside: Inside::Nothing, attributes: &[] }
}

/// A block.
const fn block(name: &'static str, inside: Inside, attributes: &'static [&'static str]) -> HtmlElement {
    HtmlElement { name, place: Place::As(Content::Flow), inside, attributes }
}

/// A part of another element.
const fn part(
    name: &'static str,
    holders: &'static [&'static str],
    inside: Inside,
    attributes: &'static [&'static str],
) -> HtmlElement {
    HtmlElement { name, place: Place::In(holders), inside, attributes }
}

const FLOW: Inside = Inside::Holds(Content::Flow);
const ENDS_FLOW: Inside = Inside::MayEnd(Content::Flow);
const ENDS_PARTS: Inside = Inside::MayEnd(Content::Parts);
const PARTS: Inside = Inside::Holds(Content::Parts);
const CHANGE: HtmlElement = HtmlElement {
    name: "",
    place: Place::As(Content::Phrasing),
    inside: Inside::Transparent,
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
    void("br", Place::As(Content::Phrasing)),
    part("caption", &["table"], Inside::MayEnd(Content::Phrasing), &[]),
    text("cite", &[]),
    text("code", &[]),
    part("dd", &["dl"], ENDS_FLOW, &[]),
    HtmlElement { name: "del", ..CHANGE },
    block("details", FLOW, &["open"]),
    text("dfn", &[]),
    block("div", FLOW, &[]),
    block("dl", PARTS, &[]),
    part("dt", &["dl"], Inside::MayEnd(Content::Phrasing), &[]),
    text("em", &[]),
    part("figcaption", &["figure"], FLOW, &[]),
    block("figure", FLOW, &[]),
    void("hr", Place::As(Content::Flow)),
    text("i", &[]),
    HtmlElement { name: "ins", ..CHANGE },
    text("kbd", &[]),
    part("li", &["ol", "ul"], ENDS_FLOW, &[]),
    text("mark", &[]),
    block("ol", PARTS, &["start", "reversed"]),
    block("p", Inside::MayEnd(Content::Phrasing), &[]),
    block("pre", Inside::Holds(Content::Phrasing), &[]),
    text("q", &["cite"]),
    text("s", &[]),
    text("samp", &[]),
    text("small", &[]),
    text("span", &[]),
    text("strong", &[]),
    text("sub", &[]),
    part("summary", &["details"], Inside::Holds(Content::Phrasing), &[]),
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
    void("wbr", Place::As(Content::Phrasing)),
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
pub(super) fn element(name: &str) -> Option<&'static HtmlElement> {
    ELEMENTS.binary_search_by_key(&name, |element| element.name).ok().map(|position| &ELEMENTS[position])
}

/// Whether the element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name) || element(name).is_some_and(HtmlElement::is_void)
}

/// How an attribute is published.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Published {
    /// As it is.
    Value,
    /// By its name alone.
    Bare,
    /// As the address of a link, which is judged where it is written.
    Link,
    /// Not at all.
    Not,
}

/// How an attribute of an element is published.
pub(super) fn attribute(element: &HtmlElement, name: &str, value: &str) -> Published {
    let global = matches!(name, "title" | "lang" | "dir");
    if !global && !element.attributes.contains(&name) {
        return Published::Not;
    }
    let number = |most: u32| value.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let good = match name {
        "href" => return Published::Link,
        "open" | "reversed" => return Published::Bare,
        "title" => true,
        "lang" => !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
        "dir" => matches!(value, "ltr" | "rtl") || value == "auto",
        "cite" => address_kind(value) == Address::Web,
        "datetime" => !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "-+:. ".contains(c)),
        "start" => value.parse::<i32>().is_ok(),
        "colspan" => number(1000),
        "rowspan" => number(65534),
        "scope" => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        _ => false,
    };
    if good { Published::Value } else { Published::Not }
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
            |name, attribute_name, value| element(name).map(|element| attribute(element, attribute_name, value));
        for (name, attribute, value, expected) in [
            ("p", "title", "x\" onclick=\"", Published::Value),
            ("p", "onclick", "x", Published::Not),
            ("p", "style", "x", Published::Not),
            ("p", "id", "x", Published::Not),
            ("p", "class", "x", Published::Not),
            ("p", "href", "x", Published::Not),
            ("a", "href", "x", Published::Link),
            ("q", "cite", "https://example.org", Published::Value),
            ("q", "cite", "javascript:x", Published::Not),
            ("details", "open", "", Published::Bare),
            ("ol", "start", "-3", Published::Value),
            ("td", "colspan", "0", Published::Not),
            ("td", "colspan", "2", Published::Value),
            ("th", "scope", "row", Published::Value),
            ("p", "dir", "up", Published::Not),
            ("p", "lang", "fr-CH", Published::Value),
        ] {
            assert_eq!(judged(name, attribute, value), Some(expected), "<{name} {attribute}={value}>");
        }
    }
}
