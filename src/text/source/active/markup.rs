//! XML as browsers read it: whether anything in it can run.
//!
//! It is read piece by piece and nothing is kept, so that memory and time grow with its length alone. In doubt it can run: a
//! file that is not well-formed may run up to its mistake, and one that declares entities may say anything in them.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements of HTML, SVG and XML Events that run scripts, or hold what does.
const ELEMENTS: &[&str] = &[
    "script",
    "handler",
    "listener",
    "foreignobject",
    "iframe",
    "frame",
    "frameset",
    "embed",
    "object",
    "applet",
    "html",
    "meta",
    "base",
    "form",
    "input",
    "button",
    "portal",
    "fencedframe",
];
/// What the name of a language has in it whose elements browsers act upon: HTML, SVG, MathML, XML Events, XUL and XBL. Elements
/// of any other are data, whatever they are called.
const LANGUAGES: &[&str] = &["/xhtml", "/svg", "/math", "xml-events", "mozilla.org", "/xbl"];
/// Images that hold nothing but pixels, inside an address.
const PIXELS: &[&str] =
    &["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp", "data:image/avif"];

/// Why a browser could run something in a text of XML; `None` if it cannot.
///
/// With `live`, its elements count whether or not it names a language of theirs.
pub(super) fn danger(text: &str, live: bool) -> Option<Cow<'static, str>> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let mut scan = Scan { live, depth: 0, elements: 0 };
    loop {
        let found = match reader.read_event() {
            Ok(Event::Start(tag)) => {
                scan.depth += 1;
                scan.element(&tag)
            }
            Ok(Event::Empty(tag)) => scan.element(&tag),
            Ok(Event::End(_)) => {
                scan.depth = scan.depth.saturating_sub(1);
                None
            }
            Ok(Event::PI(instruction)) => style_sheet(instruction.target()),
            Ok(Event::DocType(declaration)) => entities(&declaration.into_inner()),
            Ok(Event::GeneralRef(reference)) if reference.is_char_ref() => None,
            Ok(Event::GeneralRef(reference)) => {
                let is_known = matches!(&*reference.into_inner(), "amp" | "lt" | "gt" | "quot" | "apos");
                (!is_known).then(|| "it names an entity".into())
            }
            Ok(Event::Eof) if scan.depth == 0 && scan.elements > 0 => return None,
            Ok(Event::Eof) | Err(_) => {
                Some("it is not well-formed XML, and browsers run what comes before a mistake".into())
            }
            Ok(Event::Text(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_)) => None,
        };
        if found.is_some() {
            return found;
        }
    }
}

/// Where the reading of a text stands.
struct Scan {
    live: bool,
    depth: usize,
    elements: usize,
}

impl Scan {
    fn element(&mut self, tag: &BytesStart<'_>) -> Option<Cow<'static, str>> {
        self.elements += 1;
        let local = local(tag.name().into_inner()).to_ascii_lowercase();
        self.live |= matches!(&*local, "svg" | "html");
        let mut danger = None;
        // Without the check that no attribute stands there twice, which would take a time that grows as the square of how many
        // there are: that is a mistake to a browser, and here each of them is looked at.
        let mut attributes = tag.attributes();
        for attribute in attributes.with_checks(false) {
            let Ok(attribute) = attribute else { return Some("one of its tags cannot be read".into()) };
            let name = attribute.key.into_inner();
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                return Some("it names an entity".into());
            };
            if name == "xmlns" || name.starts_with("xmlns:") {
                let namespace = value.to_ascii_lowercase();
                self.live |= LANGUAGES.iter().any(|language| namespace.contains(language));
                continue;
            }
            if let Some(found) = address(&value) {
                return Some(found.into());
            }
            danger = danger.or_else(|| attribute_runs(name, &value));
        }
        if !self.live {
            return None;
        }
        if ELEMENTS.contains(&&*local) {
            return Some(format!("it has an element `{local}`").into());
        }
        danger
    }
}

/// Why an attribute of an element that browsers act upon can run something.
fn attribute_runs(name: &str, value: &str) -> Option<Cow<'static, str>> {
    let is_handler = |name: &str| {
        let rest = name.get(..2).filter(|start| start.eq_ignore_ascii_case("on")).and_then(|_| name.get(2..));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    if is_handler(name) {
        return Some(format!("it has an attribute `{}`", name.to_ascii_lowercase()).into());
    }
    // An animation can give an attribute its value later (SMIL).
    let animated = local(value.trim());
    (local(name).eq_ignore_ascii_case("attributeName")
        && (animated.eq_ignore_ascii_case("href") || is_handler(animated)))
    .then(|| format!("it sets the attribute `{animated}` by an animation").into())
}

/// Why a value can run something as an address. Browsers leave out white space and controls in one.
fn address(value: &str) -> Option<&'static str> {
    if !value.contains(':') {
        return None;
    }
    let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    if plain.contains("javascript:") || plain.contains("vbscript:") {
        return Some("it has an address that is a script");
    }
    let is_hidden = plain.starts_with("data:") && !PIXELS.iter().any(|pixels| plain.starts_with(pixels));
    is_hidden.then_some("it has an address that holds a document (`data:`)")
}

fn style_sheet(target: &str) -> Option<Cow<'static, str>> {
    let is_style_sheet = target.eq_ignore_ascii_case("xml-stylesheet");
    is_style_sheet.then(|| "it names a style sheet, which can make a page with scripts of it (`xml-stylesheet`)".into())
}

/// Why a document type can hide something: all but that of SVG, which drawing programs write and no browser fetches.
fn entities(declaration: &str) -> Option<Cow<'static, str>> {
    let mut words = declaration.split_ascii_whitespace();
    let is_svg = words.next() == Some("svg")
        && match words.next() {
            None => true,
            Some("PUBLIC") => {
                declaration.contains("\"-//W3C//DTD SVG ") && declaration.contains("\"http://www.w3.org/")
            }
            _ => false,
        };
    let is_plain = !declaration.contains(['[', '<', '%']);
    (!is_svg || !is_plain).then(|| "its document type can declare entities, behind which anything can stand".into())
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    const SVG: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

    #[test]
    fn what_browsers_run_is_found_however_it_is_written() {
        let inside = [
            "<script/>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">x</s:script>",
            "<s:script xmlns:s=\"http://www.w3.org/1999/xhtm&#108;\"/>",
            "<g onload=\"x\"/>",
            "<g\nonload = 'x'/>",
            "<g OnLoad=''/>",
            "<a href=\"java&#10;script:x\"/>",
            "<a x:href=\" JaVaScRiPt:x\" xmlns:x=\"http://www.w3.org/1999/xlink\"/>",
            "<a xml:base=\"javascript:\" href=\"x\"/>",
            "<set attributeName=\"xlink:href\" to=\"x\"/>",
            "<set attributeName=\"onclick\" to=\"x\"/>",
            "<animate values=\"a;javascript:x\"/>",
            "<use href=\"data:image/svg+xml,x\"/>",
            "<foreignObject/>",
            "<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\"/>",
            "<ev:listener xmlns:ev=\"http://www.w3.org/2001/xml-events\"/>",
            "<handler/>",
            "<?xml-stylesheet href=\"x.xsl\"?>",
            "&script;",
            "<a title=\"&script;\"/>",
            "<a title=\"1\" title=\"2\" onclick=\"\"/>",
            "<a",
            "<a></b>",
            "<!--><script/>",
            "</svg><script/>",
        ];
        for inside in inside {
            assert!(danger(&format!("<svg {SVG}>{inside}</svg>"), false).is_some(), "{inside}");
        }
        let whole = [
            "",
            "text",
            "<svg>",
            "<!DOCTYPE svg [<!ENTITY e 'x'>]><svg/>",
            "<!DOCTYPE svg SYSTEM 'x.dtd'><svg/>",
            "<!DOCTYPE svg PUBLIC 'x' 'x.dtd'><svg/>",
            "<!DOCTYPE html><a/>",
            "<?xml-stylesheet href='x.xsl'?><a/>",
            "<html/>",
            "<definitions><s:script xmlns:s='http://www.w3.org/2000/svg'/></definitions>",
            "<a href='javascript:x'/>",
        ];
        for whole in whole {
            assert!(danger(whole, false).is_some(), "{whole}");
        }
        assert!(danger("<g onload='x'/>", true).is_some());
    }

    #[test]
    fn drawings_and_data_are_harmless() {
        let inside = [
            "<text>on = off, <tspan>javascript: a language</tspan> &amp; &#60; &lt;</text>",
            "<style>rect { fill: green }</style><rect style=\"fill: red\"/>",
            "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "<a href=\"https://example.org/?on=1\"/><a href=\"#a\"/>",
            "<animate attributeName=\"opacity\" from=\"0\" to=\"1\"/>",
            "<!-- <script/> --><![CDATA[<script/>]]>",
            "<metadata/>",
        ];
        for inside in inside {
            assert_eq!(danger(&format!("<svg {SVG}>{inside}</svg>"), true), None, "{inside}");
        }
        let doctype =
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
        assert_eq!(danger(&format!("<?xml version=\"1.0\"?>\n{doctype}\n<svg {SVG}/>"), true), None);
        assert_eq!(danger("<play><script on=\"1\" onstage=\"2\"/><object/></play>", false), None);
    }

    #[test]
    fn time_grows_as_the_length_of_a_file_and_no_faster() {
        let hard: [fn(usize) -> String; 7] = [
            |length| {
                let attributes =
                    (0..length / 10).fold(String::new(), |text, number| text + &format!(" a{number}=\"\""));
                format!("<svg {SVG}{attributes}/>")
            },
            |length| format!("<svg {SVG}>{}", "<a>".repeat(length)),
            |length| format!("<svg {SVG}>{}</svg>", "&#65;".repeat(length)),
            |length| "<!--".repeat(length),
            |length| "<!DOCTYPE ".repeat(length),
            |length| "&".repeat(length),
            |length| format!("<svg a=\"{}\"/>", "&#65;".repeat(length)),
        ];
        for (number, hard) in hard.iter().enumerate() {
            let time = |length: usize| {
                let text = hard(length);
                let one = || {
                    let started = Instant::now();
                    assert_eq!(danger(&text, true).is_none(), matches!(number, 0 | 2 | 6));
                    started.elapsed()
                };
                // What else the machine does takes time from some runs, and from the shortest the least.
                (0..5).map(|_| one()).min().unwrap_or_default()
            };
            // A machine that stands still in the midst of it is asked again; what grows too fast does so each time.
            let grows = || time(80_000) >= time(10_000) * 24 + Duration::from_millis(20);
            assert!((0..6).any(|_| !grows()), "number {number}");
        }
    }
}
