"""An HTML page as a reader sees it: elements that can be looked for, and their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Iterator

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "path", "rect", "source", "track", "wbr"}
WITHOUT_WORDS = {"script", "style", "svg"}


@dataclass
class Node:
    """An element: its attributes, and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def all(self, tag: str, class_: str = "") -> Iterator["Node"]:
        """Every element below with this tag and class, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag == tag and (not class_ or class_ in child.attributes.get("class", "").split()):
                    yield child
                yield from child.all(tag, class_)

    def first(self, tag: str, class_: str = "") -> "Node | None":
        return next(self.all(tag, class_), None)

    def one(self, tag: str, class_: str = "") -> "Node":
        """The same; an element with nothing in it where there is none."""
        return self.first(tag, class_) or Node(tag)

    @property
    def text(self) -> str:
        """The words, without those of pictures; what stands in two elements is two words, but for links in a word."""
        return " ".join("".join(_words(child) for child in self.children).split())


def _words(child: Node | str) -> str:
    if isinstance(child, str):
        return child
    if child.tag in WITHOUT_WORDS:
        return ""
    return child.text if child.tag == "a" else f" {child.text} "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = self._add(tag, attrs)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in [node.tag for node in self.open[1:]]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Node:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        return node


def main_part(file: Path) -> Node | None:
    """What a page says between its menus."""
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.open[0].first("main")
