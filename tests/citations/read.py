#!/usr/bin/env python3
"""Reads the BibTeX, the RIS and the CSL-JSON of every page of some sites: each must be read whole, and say the same.

usage: read.py SITE...
"""

from __future__ import annotations

import html
import json
import re
import sys
import warnings
from pathlib import Path

import bibtexparser
import rispy
from bibtexparser import middlewares
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

FORM = re.compile(r"<summary>(BibTeX|RIS|CSL-JSON)</summary><pre>(.*?)</pre>", re.S)
# What reference managers ask for by name.
ASKED = ("author", "title", "publisher", "year", "url")


def main() -> int:
    read = 0
    wrong = []
    for page in sorted(page for site in sys.argv[1:] for page in Path(site).rglob("index.html")):
        forms = [(name, html.unescape(text)) for name, text in FORM.findall(page.read_text("utf-8"))]
        for start in range(0, len(forms), 3):
            names, texts = zip(*forms[start : start + 3])
            if names != ("BibTeX", "RIS", "CSL-JSON"):
                wrong.append(f"{page}: {names}")
                continue
            read += 1
            try:
                wrong += [f"{page}: {fault}" for fault in differences(*texts)]
            except Exception as fault:  # whatever a library says of what it cannot read
                wrong.append(f"{page}: {type(fault).__name__}: {fault}")
    print("\n".join(wrong[:40]))
    print(f"{read} citations read in each of three forms, {len(wrong)} faults")
    return 1 if wrong or not read else 0


def differences(bibtex: str, ris: str, csl: str) -> list[str]:
    told = {"BibTeX": of_bibtex(bibtex), "RIS": of_ris(ris), "CSL-JSON": of_csl(csl)}
    faults = [f"{field}: {found}" for field in ASKED if len(set(found := [one[field] for one in told.values()])) > 1]
    title = told["CSL-JSON"]["title"]
    if not title:
        faults.append("no title")
    laid_out = in_a_style(csl)
    if "".join(filter(str.isalnum, title)).lower() not in "".join(filter(str.isalnum, laid_out)).lower():
        faults.append(f"{title!r} is not in {laid_out!r}")
    return faults


def of_bibtex(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    if library.failed_blocks or len(library.entries) != 1:
        raise ValueError(f"{len(library.entries)} entries, {[block.error for block in library.failed_blocks]}")
    fields = {name: str(field.value) for name, field in library.entries[0].fields_dict.items()}
    # The braces around the whole keep a style from changing its case, and a name from being taken apart.
    whole = {name: plain(fields.get(name, "")) for name in ASKED}
    whole["year"] = whole["year"].replace("n.d.", "")
    # An address is read letter by letter.
    [raw] = bibtexparser.parse_string(text).entries
    whole["url"] = raw.fields_dict["url"].value if "url" in raw.fields_dict else ""
    return whole


def plain(text: str) -> str:
    return " ".join(text.removeprefix("{").removesuffix("}").split())


def of_ris(text: str) -> dict[str, str]:
    [entry] = rispy.loads(text)
    names = entry.get("authors", [])
    return {
        "author": " and ".join(names),
        "title": entry.get("title", entry.get("primary_title", "")),
        "publisher": entry.get("publisher", ""),
        "year": entry.get("year", "").lstrip("0"),
        "url": entry.get("urls", [""])[0],
    }


def of_csl(text: str) -> dict[str, str]:
    [item] = json.loads(text)
    [[year, *_]] = item.get("issued", {"date-parts": [[""]]})["date-parts"]
    return {
        "author": " and ".join(name["literal"] for name in item.get("author", [])),
        "title": item["title"],
        "publisher": item.get("publisher", ""),
        "year": str(year),
        "url": item.get("URL", ""),
    }


def in_a_style(csl: str) -> str:
    items = json.loads(csl)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        bibliography.register(Citation([CitationItem(items[0]["id"])]))
        return " ".join("".join(str(part) for part in entry) for entry in bibliography.bibliography())


if __name__ == "__main__":
    sys.exit(main())
