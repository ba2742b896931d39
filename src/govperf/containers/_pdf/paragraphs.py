"""Paragraphs outside tables: a line that ends where the text of its page ends goes on in the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from govperf.containers._pdf.lines import Row

__all__ = ["paragraphs_of"]

_FULL = 1.6
_INDENT = 3.5
_CLOSE = 2.4
_LEAST = 12
_SPREAD = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")
_CLOSED = frozenset("。；;！!？?：:")


def paragraphs_of(lines: Iterable[Row]) -> Iterator[Row]:
    """The lines of a page outside its tables, those of one paragraph put together."""
    rows = list(lines)
    left, right = min((row.start for row in rows), default=0), max((row.end for row in rows), default=0)
    group: list[Row] = []
    for row in rows:
        if group and not _goes_on(group, row, left, right):
            yield _joined(group)
            group = []
        group.append(row)
    if group:
        yield _joined(group)


def _goes_on(group: Sequence[Row], row: Row, left: float, right: float) -> bool:
    """Whether a line goes on in the next: it is full, of one piece, and the next begins where the text does."""
    first, last = group[0], group[-1]
    em = last.height
    full = right - last.end <= _FULL * em and len(last.text) >= _LEAST and last.text[-1] not in _CLOSED
    return (
        full
        and _SPREAD.search(last.text) is None
        and first.start - left <= _INDENT * em
        and row.start - left <= em / 2
        and row.v - last.v <= _CLOSE * em
        and abs(row.height - em) <= em / 4
    )


def _joined(group: Sequence[Row]) -> Row:
    text = group[0].text
    for row in group[1:]:
        words = (
            text[-1:].isascii() and row.text[:1].isascii() and text[-1:].isalpha() and row.text[:1].isalpha()
        )
        text += " " * words + row.text.strip()
    return evolve(group[0], text=text)
