"""HTML pages: tables, and the lines of text around them.

A page is one grid, or one for each stretch between page breaks of its style; a web archive (.mht, MHTML)
is several pages. Cells reach over rows and columns as in a browser; tables in cells are opened, see
`govperf.containers._flows`. Lines set with bars (`| a | b |`) are rows. What a browser does not show is left
out. Nothing is fetched, no script runs.

Writing gives a page that refers to nothing outside itself, with a break before each further grid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from govperf.containers._decoding import decode
from govperf.containers._flows import BREAK, Block, grids_of
from govperf.containers._messages import is_message, read_pages
from govperf.containers._tables import gather, uncollected
from govperf.errors import ReadError
from govperf.grid import Grid

__all__ = ["NAME", "SUFFIXES", "read", "recognize", "write"]

NAME = "html"
SUFFIXES: tuple[str, ...] = (".html", ".htm")

_LOOK: Final = 4096
_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|"
    rb"(?:html|head|body|table|div|meta|p|h[1-6]|span|section|article|style|font|center|title|link|script|br)\b)",
    re.IGNORECASE | re.DOTALL,
)
_MAX_BYTES: Final = 24 << 20
_MAX_TAGS: Final = 400_000
_MAX_DEPTH: Final = 2_000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CROWDED: Final = re.compile(
    r"""<[a-zA-Z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+){200}"""
)
# Tags that are never closed, or whose end is left out so often that counting them says nothing.
_UNCOUNTED: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
    }
)


def recognize(data: bytes, /) -> str:
    """What says that this is a page: that the first thing in it is a tag of HTML, or the head of an archive of pages."""
    head = data[:_LOOK].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if match := _START.match(head):
        return f"the first tag <{match[1].decode().lower()}>"
    return "the head of a web archive (MHTML)" if is_message(head) else ""


def read(data: bytes, /) -> tuple[Grid, ...]:
    """The grids of the page. Raises ReadError for what is too large or too deep, and MissingExtraError."""
    if len(data) > _MAX_BYTES:
        raise ReadError(f"{len(data) >> 20:,} MB are no page of HTML: at most {_MAX_BYTES >> 20} MB are read")
    if not data.strip():
        return ()
    pages = read_pages(data) if is_message(data[:_LOOK]) else [data]
    with uncollected():
        return gather(grids_of(_flow([decode(page) for page in pages])))


def write(grids: Sequence[Grid], /) -> bytes:
    """A page in UTF-8 with a section for each grid."""
    from govperf.containers._page_writing import write_page

    return write_page(grids).encode()


def _flow(texts: Sequence[str]) -> list[Block]:
    """The flow of all pages, each after a page break."""
    from govperf.containers._pages import read_blocks

    for text in texts:
        _check_depth(text)
    return [block for text in texts for block in (BREAK, *read_blocks(text))][1:]


def _check_depth(text: str) -> None:
    """Refuse pages that parsers take minutes for: the time grows with the square of the depth."""
    if text.count("<") > _MAX_TAGS:
        raise ReadError(f"more than {_MAX_TAGS:,} tags are no page of a table")
    if _CROWDED.search(text):
        raise ReadError("an element has more than 200 attributes")
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() in _UNCOUNTED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _MAX_DEPTH:
            raise ReadError(
                f"more than {_MAX_DEPTH:,} elements stand one in another",
                where=f"character {match.start():,}",
            )
