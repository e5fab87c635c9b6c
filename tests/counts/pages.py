"""Pages as a reader sees them: what stands in which list, table and sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Iterator

EMPTY = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "wbr", "source"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    children: list["Node | str"] = field(default_factory=list)

    def all(self, tag: str, of_class: str = "") -> Iterator["Node"]:
        """Every element below with this tag and class, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag == tag and (not of_class or of_class in child.attributes.get("class", "").split()):
                    yield child
                yield from child.all(tag, of_class)

    def first(self, tag: str, of_class: str = "") -> "Node | None":
        return next(self.all(tag, of_class), None)

    @property
    def text(self) -> str:
        """The words, without those of pictures."""
        words = (child if isinstance(child, str) else child.text for child in self.children if not _is_picture(child))
        return " ".join("".join(words).split())

    @property
    def record(self) -> str:
        """The id of the record that the first link leads to."""
        link = self.first("a")
        return "/".join(link.attributes["href"].split("#")[0].strip("/").split("/")[-2:]) if link else ""


def _is_picture(child: Node | str) -> bool:
    return isinstance(child, Node) and child.tag in ("svg", "script", "style")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and tag in [node.tag for node in self.open]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, address: str) -> bool:
        return (self.folder / address / "index.html").exists()

    def page(self, address: str) -> Node:
        """What a page says between its menus."""
        reader = _Reader()
        reader.feed((self.folder / address / "index.html").read_text("utf-8"))
        main = reader.open[0].first("main")
        assert main, f"{address} has no main part"
        return main

    def pages(self, address: str) -> list[Node]:
        """A list that goes on over several pages."""
        found, number = [self.page(address)], 2
        while self.has(f"{address}/page/{number}"):
            found.append(self.page(f"{address}/page/{number}"))
            number += 1
        return found


def numbers(node: Node | None) -> list[int]:
    """The numbers that a text says, thousands and all."""
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", node.text if node else "")]


def rows(pages: list[Node]) -> list[Node]:
    """The rows of the lists that are records, without the headings of groups and of what is made of others."""
    found = [row for page in pages for table in page.all("table") for row in table.all("tr")]
    return [row for row in found if "group" not in row.attributes.get("class", "") and row.first("td")]
