#!/usr/bin/env python3
"""Bodies as this program publishes them, held against the renderer of code hosts (cmark-gfm): the same words, in the same elements.

usage: RAPPORTEUR=PROGRAM compare.py FOLDER BODY...

Each BODY is a Markdown file, or a folder of such files. They become pages of a review, which is made and built in FOLDER.
What is shown otherwise here wherever it is written, normal.py takes for the same. What differs in one body stands in DIFFERENCES,
with the reason; everything else is a failure, and so is an error of HTML.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Iterator

import cmarkgfm
import html5lib
from cmarkgfm.cmark import Options

from normal import ours, theirs

EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]
OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_SOURCEPOS
FRONT_MATTER = b"---\ntitle: A body\n---\n"
# Bodies by the ends of their paths, without versions.
DIFFERENCES = {
    "rayon/src/iter/plumbing/README.md": "an `<a>` that is not closed reaches over headings there",
    "shlex/src/quoting_warning.md": "cmark lets a tag end a paragraph that goes on lazily; CommonMark does not (section 4.6)",
}
# A link to what is not part of the review is an error; it is led here, for both.
ELSEWHERE = b"https://elsewhere.example/"


def main() -> int:
    folder, *given = map(Path, sys.argv[1:])
    pages = folder / "content" / "pages"
    pages.mkdir(parents=True)
    (folder / "content" / "review.yaml").write_text("title: Bodies\n")
    bodies = {}
    for number, (path, text) in enumerate(texts(given), start=1):
        file = pages / f"body-{number:05}.md"
        file.write_bytes(FRONT_MATTER + text)
        bodies[file] = path
    left_out = make_right(folder, bodies)
    site = folder / "site"
    built = program(folder, "build", "--out", str(site))
    if built.returncode:
        raise SystemExit(built.stderr)
    differing = invalid = 0
    for file, path in bodies.items():
        if file in left_out:
            continue
        text = file.read_bytes().removeprefix(FRONT_MATTER).decode()
        page = site / "pages" / file.stem / "index.html"
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        document = parser.parse(page.read_text())
        for place, error, _ in parser.errors[:1]:
            invalid += 1
            print(f"{path} ({file.name}): line {place[0]}: {error}")
        shown, expected = ours(document), theirs(rendered(text), text)
        if shown != expected and not is_meant(text, shown, expected) and not is_listed(path):
            differing += 1
            print(f"{path} ({file.name}):")
            print(difference(expected, shown))
    for reason, count in Counter(left_out.values()).items():
        print(f"{count} left out: {reason}")
    compared = len(bodies) - len(left_out)
    print(f"{compared} bodies compared, {differing} differ, {invalid} of their pages are invalid")
    return 1 if differing or invalid or not compared else 0


def is_listed(path: Path) -> bool:
    """Whether a body is one of those that differ."""
    return re.sub(r"-\d+\.\d+\.\d+[^/]*/", "/", str(path)).endswith(tuple(DIFFERENCES))


def texts(given: list[Path]) -> Iterator[tuple[Path, bytes]]:
    """The bodies, each once."""
    met = set()
    for path in given:
        for file in sorted(path.glob("**/*.md")) if path.is_dir() else [path]:
            text = file.read_bytes()
            try:
                text.decode()
            except UnicodeDecodeError:
                continue
            if text.strip() and text not in met:
                met.add(text)
                yield file, text


def program(folder: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [os.environ["RAPPORTEUR"], command, "--content", str(folder / "content"), "--as-of", "2024-12-31", *arguments],
        capture_output=True, text=True,
    )


def make_right(folder: Path, bodies: dict[Path, Path]) -> dict[Path, str]:
    """Leads links that lead nowhere elsewhere, and says which bodies stay in error."""
    left_out: dict[Path, str] = {}
    for _ in range(12):
        errors = [json.loads(line) for line in program(folder, "check", "--format", "json").stdout.splitlines()]
        errors = [error for error in errors if error["severity"] == "error"]
        if not errors:
            return left_out
        by_file: dict[Path, list] = {}
        for error in errors:
            by_file.setdefault(Path(error["path"]), []).append(error)
        for file, found in by_file.items():
            text = file.read_bytes()
            mended = mend(text, found)
            if mended == text:
                left_out[file] = found[0]["code"]
                file.unlink()
            else:
                file.write_bytes(mended)
    raise SystemExit("errors are left: " + repr(errors[:3]))


def mend(text: bytes, errors: list[dict]) -> bytes:
    """A body whose addresses are led elsewhere and whose references are text."""
    for error in sorted(errors, key=lambda error: -error["start"]["byte"]):
        start, end = error["start"]["byte"], error["end"]["byte"]
        before, after = text[:start], text[end:]
        opened = before.rfind(b"[[")
        if opened >= 0 and not re.search(rb"[]\n]", before[opened:]):
            text = before[:opened] + b"\\[\\[" + before[opened + 2 :] + text[start:]
        elif error["code"] in ("unknown-attachment", "unknown-heading", "unsafe-address", "draft-reference"):
            at = before.rfind(b"#")
            if error["code"] == "unknown-heading" and at >= 0 and not re.search(rb"[\s(\"<]", before[at:]):
                # The path before it goes too.
                before = before[: re.search(rb"[^\s(\"'<]*$", before[:at]).start()]
            elif before.endswith(b"#"):
                before = before[:-1]
            rest = re.match(rb"[^\s)>\"']*", after)
            text = before + ELSEWHERE + after[rest.end() :]
    return text


def rendered(text: str) -> str:
    return cmarkgfm.markdown_to_html_with_extensions(text, options=OPTIONS, extensions=EXTENSIONS)


def is_meant(text: str, shown: list[str], expected: list[str]) -> bool:
    """Whether two renderings differ only in what this program does otherwise on purpose."""
    names = []
    if re.search(r"\[[^\]]*https?://|[（。）]", text):
        # An address in square brackets is a link, and ends before a sign of Chinese.
        names.append("a")
    if "<ul class='marked'>" in shown:
        # Lines that begin with marks in their order are items.
        names.extend(("ul", "li", "p"))
    return bool(names) and without(shown, names) == without(expected, names)


def without(parts: list[str], names: list[str]) -> str:
    """The same without some elements, and without the spaces that they stood between."""
    return "".join(part for part in parts if not re.match(rf"</?({'|'.join(names)})[ >]", part))


def difference(expected: list[str], shown: list[str]) -> str:
    at = next((at for at, pair in enumerate(zip(expected, shown)) if pair[0] != pair[1]), min(len(expected), len(shown)))
    part = slice(max(0, at - 4), at + 6)
    return f"  code hosts: {' '.join(expected[part])[:600]}\n  here:       {' '.join(shown[part])[:600]}"


if __name__ == "__main__":
    sys.exit(main())
