"""HTML as a list of tags and words, in one form for all that means the same, so that two renderings can be compared."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib

BLOCKS = set(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
# What may be written as HTML: docs/format.md has the same list.
KEPT = set(
    "a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure hr i ins kbd li mark "
    "ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
# Other elements of HTML. What else stands in angle brackets is text.
OTHERS = set(
    "acronym address area article aside base basefont bgsound big blink body button center col colgroup data dialog dir embed "
    "fieldset font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup html image img input keygen label legend "
    "link listing main map marquee menu menuitem meta meter nav nobr optgroup output param picture progress rb rp rt rtc ruby "
    "search section slot source spacer strike track tt".split()
)
WITH_CONTENT = set(
    "applet audio canvas datalist head iframe math noembed noframes noscript object option plaintext script select style svg "
    "template textarea title video xmp".split()
)
# How a caption begins, as code hosts show it, and what it is called in both trees.
SIGN = re.compile(r"Table(?: [A-Z0-9.-]+)?:\s")
LINE = "line-above-a-table"
ATTRIBUTES = {"href", "title", "start", "alt", "colspan", "rowspan", "open"}


def tree(text: str) -> Element:
    return html5lib.parseFragment(text, treebuilder="etree", namespaceHTMLElements=False)


class Writer:
    """Makes the list."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.gap = False
        self.fresh = True
        self.code = 0
        self.links = 0
        self.heads = 0
        self.strong = 0

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.code:
            self.out.append(text)
            return
        for part in re.split(r"([ \t\n\r\f]+)", text):
            if not part:
                continue
            if part[0] in " \t\n\r\f":
                self.gap = True
                continue
            if self.gap and not self.fresh:
                self.out.append(" ")
            self.gap = self.fresh = False
            self.out.append(part)

    def tag(self, tag: str, name: str) -> None:
        if name in BLOCKS or name == "br":
            self.gap, self.fresh = False, True
        self.out.append(tag)

    def list(self) -> list[str]:
        """Words that only marks divided are one again."""
        made: list[str] = []
        for part in self.out:
            is_text = not part.startswith("\0")
            if is_text and made and not made[-1].startswith("\0"):
                made[-1] += part
            else:
                made.append(part)
        while ("\0<p>", "\0</p>") in pairs(made):
            at = pairs(made).index(("\0<p>", "\0</p>"))
            del made[at : at + 2]
        for at, pair in enumerate(pairs(made)):
            if pair[0] == "\0<p>" and pair[1] in ("\0<done>", "\0<to do>"):
                made[at : at + 2] = pair[1], pair[0]
        made = [part.replace("\0", "") for part in made]
        return [word for part in made for word in ([part] if part.startswith("<") else part.split(" ")) if word]


def pairs(parts: list[str]) -> list[tuple[str, str]]:
    return list(zip(parts, parts[1:]))


def as_markdown_has_tables(body: Element) -> None:
    """Makes no heads of rows, and puts the caption of a table before it: with the sign, unless it has a number."""
    for parent in list(body.iter()):
        for at, child in reversed(list(enumerate(parent))):
            table = child.find("table") if child.tag == "div" and child.get("class") == "table" else None
            if table is None:
                continue
            for head in table.findall("tbody/tr/th[@scope='row']"):
                head.tag = "td"
                del head.attrib["scope"]
            caption = table.find("caption")
            if caption is not None:
                table.remove(caption)
                caption.tag, caption.tail = LINE, None
                if not SIGN.match(caption.text or ""):
                    caption.text = "Table: " + (caption.text or "")
                parent.insert(at, caption)


def lines_above_tables(rendered: Element) -> None:
    """Takes the line that is a caption here out of its paragraph, in which it stands or not as the list around it has empty lines."""
    for parent in list(rendered.iter()):
        for line, table in zip(parent, parent[1:]):
            if line.tag == "p" and table.tag == "table" and SIGN.match(line.text or ""):
                line.tag = LINE


def write(writer: Writer, element: Element, change) -> None:
    """Writes what an element holds, each element as `change` has it: none, or its name and attributes."""
    writer.text(element.text)
    for child in element:
        if isinstance(child.tag, str):
            changed = change(writer, child)
            if changed == "nothing":
                pass
            elif changed == "inside":
                write(writer, child, change)
            elif isinstance(changed, str):
                writer.tag("\0" + changed, "")
            else:
                name, attributes = changed
                shown = "".join(f" {key}={value!r}" for key, value in sorted(attributes.items()))
                writer.tag(f"\0<{name}{shown}>", name)
                writer.code += name == "pre"
                begun = len(writer.out)
                writer.links += name == "a"
                writer.heads += name == "thead"
                writer.strong += name == "strong"
                write(writer, child, change)
                writer.links -= name == "a"
                writer.heads -= name == "thead"
                writer.strong -= name == "strong"
                if name == "a" and all(part.startswith("\0") for part in writer.out[begun:]):
                    # A link without words shows its address.
                    writer.text(child.get("href", child.get("src")))
                writer.code -= name == "pre"
                writer.tag(f"\0</{name}>", name)
        writer.text(child.tail)


def common(element: Element) -> dict[str, str]:
    kept = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    if "href" in kept:
        # Signs may be written as they are or by their numbers. The ids of headings are made in another way here.
        kept["href"] = address(kept["href"])
        if (element.text or "").lower().startswith("www."):
            # `www.example.org` is led to by `https` here, and by `http` there.
            kept["href"] = re.sub("^http:", "https:", kept["href"])
    return kept


def address(written: str) -> str:
    # An address without a path is that of the page.
    return re.sub(r"^(#.*|\.\./\.\./pages/body-\d+/(#.*)?|)$", "#", unquote(written))


def ours(page: Element) -> list[str]:
    writer = Writer()
    # A body without words has no place.
    for body in page.iter("div"):
        if body.get("class") == "body":
            as_markdown_has_tables(body)
            write(writer, body, our_change)
    return writer.list()


def our_change(writer: Writer, element: Element):
    class_ = element.get("class", "").split()
    attributes = common(element)
    name = element.tag
    if "contents" in class_ or "footnote-back" in class_ or "alert-title" in class_:
        return "nothing"
    if name == LINE or ("table" in class_ and name == "div"):
        return "inside"
    if "footnote-mark" in class_:
        return f"<mark {''.join(element.itertext())}>"
    if "alert" in class_:
        return "blockquote", {}
    if name in ("th", "td"):
        # An empty cell heads no column.
        name = "th" if element.get("scope") or (name == "td" and writer.heads) else name
        attributes |= {"align": align for align in class_ if align in ("left", "center", "right")}
    if "marked" in class_:
        attributes["class"] = "marked"
    if name == "img":
        attributes.pop("src", None)
    if name == "input":
        return "<done>" if "checked" in element.attrib else "<to do>"
    if name == "section":
        return "notes", {}
    if name == "li" and element.get("id", "").startswith("fn-") and not element.findall(".//a[@class='footnote-back']"):
        # A footnote that nothing leads to is published, so that no word is lost.
        return "nothing"
    if name == "strong" and writer.strong:
        return "inside"
    return name, attributes


def theirs(text: str, body: str) -> list[str]:
    # An image that Markdown made can be told by how it is written from one that was written as HTML.
    made = re.compile(r'<img (src="[^"]*" alt="[^"]*"(?: title="[^"]*")?) />')
    text = made.sub(lambda tag: tag.group() if tag.group() in body else f"<md-img {tag.group(1)}></md-img>", text)
    text = re.sub(r"</?([a-zA-Z][^\s/>]*)", unless_known, text)
    writer = Writer()
    rendered = tree(text)
    lines_above_tables(rendered)
    write(writer, rendered, TheirChange())
    return writer.list()


def unless_known(tag: re.Match[str]) -> str:
    name = tag.group(1).lower()
    known = name in KEPT or name in OTHERS or name in WITH_CONTENT or name == "md-img"
    return tag.group() if known else "&lt;" + tag.group()[1:]


class TheirChange:
    def __call__(self, writer: Writer, element: Element):
        class_ = element.get("class", "").split()
        attributes = common(element)
        name = element.tag
        if "footnote-backref" in class_:
            return "nothing"
        if "footnote-ref" in class_:
            return f"<mark {''.join(element.itertext())}>"
        if name == "section" and "footnotes" in class_:
            return "notes", {}
        if name == "md-img":
            src, alt = element.get("src"), element.get("alt")
            element.text = alt if alt.strip() else src
            if writer.links:
                return "inside"
            title = {"title": element.get("title")} if element.get("title") else {}
            return "a", {"href": address(src)} | title
        if name == "input" and element.get("type") == "checkbox" and "disabled" in element.attrib:
            return "<done>" if "checked" in element.attrib else "<to do>"
        if name == "a" and element.get("href", "").startswith("ftp:"):
            # Such addresses are not published as links.
            return "inside"
        if name == "blockquote" and len(element) and element[0].tag == "p":
            first = element[0]
            first.text = re.sub(r"^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(\n|$)", "", first.text or "", flags=re.I)
        if name in ("th", "td") and element.get("align"):
            attributes["align"] = element.get("align")
        if name == "h1" and "data-sourcepos" in element.attrib:
            return "h2", {}
        if name in ("h2", "h3", "h4", "h5", "h6") and "data-sourcepos" in element.attrib:
            return name, {}
        if name == "strong" and writer.strong:
            return "inside"
        if name in WITH_CONTENT:
            return "nothing"
        if name not in KEPT:
            return "inside"
        return name, attributes
