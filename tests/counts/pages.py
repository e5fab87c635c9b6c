"""Pages as a reader sees them: what stands in which list, table and sentence."""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from page import Node, main_part  # noqa: E402


def leads_to(node: Node) -> str:
    """The id of the record that the first link leads to."""
    link = node.first("a")
    return "/".join(link.attributes["href"].split("#")[0].strip("/").split("/")[-2:]) if link else ""


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, address: str) -> bool:
        return (self.folder / address / "index.html").exists()

    def page(self, address: str) -> Node:
        """What a page says between its menus."""
        main = main_part(self.folder / address / "index.html")
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
