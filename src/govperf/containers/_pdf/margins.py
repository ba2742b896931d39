"""Page numbers, running heads and what browsers print in the margins: lines that belong to the paper.

A line is left out only when it is certainly one of them; what may be a title or a note stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from govperf.containers._pdf.sheets import Line, Sheet

__all__ = ["without_margins"]

_NUMBER = re.compile(
    r"[\s\-—–－·~]*(?P<sign>第|Page|page)?\s*(?P<page>\d{1,5})\s*页?(?P<all>\s*[/／,，;；of共\s]+\s*\d{1,5}\s*页?)?[\s\-—–－·~]*"
)
# Browsers print date and title above, address and page number below.
_PRINTED_AT = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(上午|下午)?\d{1,2}:\d{2}")
_ADDRESS = re.compile(r"(https?://|file://|about:)\S*(\s+\d+/\d+)?|\d+/\d+")
_DIGITS = re.compile(r"\d+")
_SAME = 2.0
_LONGEST_NUMBER = 40


def without_margins(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheets without the lines that only count or repeat; each is compared with its neighbours."""
    before: Sheet | None = None
    here: Sheet | None = None
    for after in sheets:
        if here is not None:
            yield _cleaned(here, before, after)
        before, here = here, after
    if here is not None:
        yield _cleaned(here, before, None)


def _cleaned(sheet: Sheet, before: Sheet | None, after: Sheet | None) -> Sheet:
    kept = tuple(
        block
        for block in sheet.blocks
        if not (isinstance(block, Line) and block.margin and _is_noise(block, sheet.page, before, after))
    )
    return sheet if len(kept) == len(sheet.blocks) else evolve(sheet, blocks=kept)


def _is_noise(line: Line, page: int, before: Sheet | None, after: Sheet | None) -> bool:
    text = line.text.strip()
    if _PRINTED_AT.match(text) or _ADDRESS.fullmatch(text):
        return True
    number = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if number and _is_page_number(number, text, page):
        return True
    past, next_ = _facing(line, before), _facing(line, after)
    counts = any(other is not None and other.text != line.text for other in (past, next_))
    return counts or past is not None


def _is_page_number(number: re.Match[str], text: str, page: int) -> bool:
    dressed = number["sign"] or number["all"] or text.endswith("页") or not text[0].isdigit()
    return bool(dressed) or int(number["page"]) == page


def _facing(line: Line, sheet: Sheet | None) -> Line | None:
    """The line at the same height of another page that says the same, numbers aside."""
    for block in sheet.blocks if sheet else ():
        if isinstance(block, Line) and block.margin and abs(block.v - line.v) <= _SAME:
            return block if _DIGITS.sub("0", block.text) == _DIGITS.sub("0", line.text) else None
    return None
