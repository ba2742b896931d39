"""Lines of prose: the parts of cells that are lines for themselves, and what may stand in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from govperf._width import fold, unwrap
from govperf.grammar.lists import is_list, parse_list
from govperf.grid import Cell
from govperf.layouts._rows.forms import NamedBody
from govperf.layouts._rows.heads import read_label
from govperf.layouts._tagged import CellReading
from govperf.model.amounts import CURRENCY_UNITS
from govperf.places import Place

__all__ = [
    "INDICATORS", "INLINE", "LABEL", "LONGEST_TITLE", "NUMBER", "NUMBERED", "UNITS", "Part", "read_list_cell", "read_name",
    "split_lines",
]  # fmt: skip

NUMBER: Final = (
    r"(?:第[一二三四五六七八九十]+[部分项个][:、]?|[(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)]?\s*[、.]"
    r"|[(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)]|[①-⑳]|[-●◆■•])\s*+"
)
INLINE: Final = re.compile(rf"\s*+(?:{NUMBER})?([^:;。,\n]{{2,20}}?)\s*+:\s*+(\S.*)", re.DOTALL)
LABEL: Final = re.compile(rf"\s*+(?:{NUMBER})?([^:;。,\n]{{2,16}}?)\s*+(?::\s*+)?")
NUMBERED: Final = re.compile(rf"\s*+({NUMBER})([^。;:]{{3,40}}?)\s*+(?:[:。]\s*+)?")
LONGEST_TITLE: Final = 60
INDICATORS: Final = re.compile(
    r"(?:主要|具体|年度|项目)*(?:绩效)?指标(?:设定|设置|情况|体系|及目标值|如下)*|绩效目标(?:及|和|与)(?:绩效)?指标"
)
UNITS: Final = "|".join(sorted(CURRENCY_UNITS, key=len, reverse=True))


@frozen(slots=True)
class Part:
    """A line, or a part of a cell that is one for itself."""

    cell: Cell
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its text as printed."""
        return self.cell.text[self.start : self.end]

    def inner(self, start: int, end: int) -> Part:
        """The part of it between two offsets of its own text."""
        return Part(self.cell, self.start + start, self.start + end)


def read_list_cell(text: str, place: Place) -> CellReading:
    """Read a cell of a table that holds goal and list; what stands before the first class is the goal."""
    read = parse_list(text, place)
    label = LABEL.match(fold(read.before)) if read.before else None
    goal = read.before
    if goal is not None and label is not None and label.end() < len(goal) and read_label(label[1]):
        goal = goal[label.end() :].strip()
    if goal is not None and INDICATORS.fullmatch(fold(goal).strip(": ")):
        goal = None
    return CellReading(goal, read.indicators, read.problems)


def split_lines(cell: Cell) -> Iterator[Part]:
    """The lines of a cell: a line break parts two of them only where a number, label or class begins behind it."""
    text, begin = cell.text, 0
    for found in re.finditer(r"[\r\n]+", text):
        if _begins(fold(text[found.end() : found.end() + LONGEST_TITLE])):
            yield Part(cell, begin, found.start())
            begin = found.end()
    yield Part(cell, begin, len(text))


def _begins(folded: str) -> bool:
    """Whether a line begins with a number, a class or a label."""
    label = LABEL.match(folded)
    named = (
        label is not None
        and folded[label.end() - 1 : label.end()] == ":"
        and read_label(label[1]) is not None
    )
    return named or is_list(folded) or bool(_BEGINS.match(folded))


_BEGINS: Final = re.compile(rf"\s*(?:{NUMBER}|[^:;。,\n]{{2,16}}(?:指标|目标)(?:\([^()]*\))?\s*(?:[:\n]|$))")


def read_name(part: Part, *, project: bool) -> NamedBody:
    """A name with the place of its span."""
    start, end = part.start, part.end
    text = part.cell.text
    while end > start and fold(text[end - 1]) in "。;, \n":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return NamedBody.of(part.cell, unwrap(text[start:end]).text, project=project)
