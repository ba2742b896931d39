"""Tagged cells: indicators behind the tag of their class, each with its target in brackets.

    cell = {tag {item stop}}
    tag  = "【" level1 ["-" level2] "】"                  【产出指标-数量指标】
    item = ["指标" number ":"] name "(" target ")"        指标1:机柜数量(≥77台)
    stop = blank, line break, `;`, `；` or nothing

A number begins an item wherever it stands; where items have none, a closing bracket with a stop behind it ends one. An item
without brackets is read as prose is (`govperf.grammar.phrases`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from attrs import frozen

from govperf._width import fold, unwrap
from govperf.errors import NotRenderableError
from govperf.grammar.cells import CellText, RunOn
from govperf.grammar.indicators import classify
from govperf.grammar.names import parse_name
from govperf.grammar.phrases import split_phrase
from govperf.model.indicators import Indicator
from govperf.model.taxonomy import LEVEL1, LEVEL2, classes_of
from govperf.places import Place

__all__ = ["format_tagged", "is_tagged", "parse_tagged", "split_goal"]

_NAMES: Final = "|".join(sorted({*LEVEL1, *LEVEL2}, key=len, reverse=True))
_CLASS: Final = rf"(?:{_NAMES})(?:指标)?"
_TAG: Final = re.compile(
    rf"[【\[〔〖]\s*(?:\d{{1,4}}\s*[-.、])?({_CLASS})(?:\s*[-/:>→·、,]{{1,2}}\s*(?:\d{{1,4}}\s*[-.、])?({_CLASS}))?\s*[】\]〕〗]"
    rf"(?:\s*[【\[〔〖]\s*({_CLASS})\s*[】\]〕〗])?\s*[:,;]?"
)
_NUMBERED: Final = re.compile(r"(?:绩效)?指标\s*\d{1,3}\s*[:、.]|[①-⑳]")
_STOP: Final = re.compile(r"[;。\s,、]+")
_ENDS: Final = ";。,、 \t"
_GOAL: Final = re.compile(r"\s*(?:(?:年度|总体|整体|绩效|项目)*目标\s*[:：]\s*)?")
_LABEL: Final = re.compile(r"\s*(?:绩效)?指标\s*[:：]?\s*$")


@frozen(slots=True)
class _Tag:
    start: int
    end: int
    level1: str | None
    level2: str | None


def is_tagged(text: str) -> bool:
    """Whether a cell holds the tag of a class: `【产出指标-数量指标】`."""
    return _TAG.search(fold(unwrap(text).text)) is not None


def parse_tagged(text: str, place: Place | None = None) -> RunOn:
    """Read a tagged cell; answers for every text and raises never.

    >>> cell = parse_tagged("【产出指标-数量指标】 指标1:机柜数量(≥77台);指标2:巡检(≥4次/日)")
    >>> [(one.number, one.classification.level2, one.name, one.unlabelled.text) for one in cell.indicators]
    [(1, '数量指标', '机柜数量', '≥77台'), (2, '数量指标', '巡检', '≥4次/日')]
    """
    cell = CellText.of(text, place)
    tags = list(_find_tags(cell))
    indicators: list[Indicator] = []
    separators: list[tuple[int, int]] = []
    leftovers: list[tuple[int, int]] = []
    cell.cover(0, tags[0].start if tags else len(cell.folded), separators, leftovers)
    for index, tag in enumerate(tags):
        limit = tags[index + 1].start if index + 1 < len(tags) else len(cell.folded)
        reached = tag.start
        for start, end in _find_items(cell, tag.end, limit):
            one = _read_item(cell, tag, start, end)
            if one is not None:
                separators.append(cell.printed(reached, start))
                indicators.append(one)
                reached = end
        separators.append(cell.printed(reached, limit))
    return RunOn(tuple(indicators), tuple(separators), tuple(leftovers), tuple(cell.problems))


def split_goal(text: str) -> str | None:
    """What a tagged cell says before its first tag: the goal, without its label; None if nothing."""
    tag = _TAG.search(fold(text))
    before = text[: tag.start()] if tag else text
    label = _GOAL.match(fold(before))
    goal = before[label.end() if label else 0 :]
    return unwrap(_LABEL.sub("", goal)).text.strip() or None


def format_tagged(indicators: Iterable[Indicator]) -> str:
    """Write indicators as a tagged cell that reads back to them.

    Raises:
        NotRenderableError: one of them cannot be told again from the text, as a name that ends in a bracket.
    """
    given, parts, tag = tuple(indicators), [], None
    for one in given:
        kind = one.classification
        own = "-".join(name for name in (kind.level1, kind.level2) if name)
        if own != tag:
            parts.append(f"【{own}】")
            tag = own
        number = f"指标{one.number}:" if one.number is not None else ""
        value = f"({one.unlabelled.text})" if one.unlabelled is not None else ""
        parts.append(f"{number}{one.name or ''}{value};")
    text = " ".join(parts)
    read = parse_tagged(text).indicators
    wrong = next((one for at, one in enumerate(given) if at >= len(read) or read[at] != one), None)
    if wrong is not None or len(read) != len(given):
        raise NotRenderableError(
            "a tagged cell cannot hold this indicator",
            text=(wrong.name if wrong else None) or text,
            hint="it needs a class, a name, and at most one target, which names no period",
        )
    return text


def _find_tags(cell: CellText) -> Iterator[_Tag]:
    """The tags of a cell, with the names of their classes as printed; a lone class of level 2 is one of level 2."""
    for match in _TAG.finditer(cell.folded):
        first, second = (
            cell.cut(*match.span(1)),
            cell.cut(*match.span(2 if match[2] else 3)) if match[2] or match[3] else None,
        )
        if second is None and first is not None and not _is_level1(first):
            first, second = None, first
        yield _Tag(match.start(), match.end(), first, second)


def _is_level1(name: str) -> bool:
    return any("." not in meaning for meaning in classes_of(name))


def _find_items(cell: CellText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items behind one tag, without the stops around them."""
    numbers = [
        match.start()
        for match in _NUMBERED.finditer(cell.folded, start, end)
        if not _inside(cell, start, match.start())
    ]
    bounds = [start, *(at for at in numbers if at > start), end]
    for first, last in pairwise(bounds):
        numbered = first in numbers
        for item in [(first, last)] if numbered else _split_unnumbered(cell, first, last):
            trimmed = _trim(cell, *item)
            if trimmed[0] < trimmed[1]:
                yield trimmed


def _inside(cell: CellText, start: int, at: int) -> bool:
    """Whether a position lies within brackets that were opened behind the tag."""
    return cell.folded.count("(", start, at) > cell.folded.count(")", start, at)


def _split_unnumbered(cell: CellText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Items that nothing numbers: each ends with a bracket that a stop or a line break follows, or with a semicolon."""
    depth, begin = 0, start
    for at in range(start, end):
        mark = cell.folded[at]
        depth = max(0, depth + {"(": 1, ")": -1}.get(mark, 0))
        closes = mark == ")" and (at + 1 in cell.text.breaks or cell.folded[at + 1 : at + 2] in tuple(_ENDS))
        if depth == 0 and (closes or mark in ";。"):
            yield begin, at + 1
            begin = at + 1
    yield begin, end


def _trim(cell: CellText, start: int, end: int) -> tuple[int, int]:
    """The span without stops and blanks at its ends."""
    while start < end and (cell.folded[start] in _ENDS or cell.folded[start].isspace()):
        start += 1
    while end > start and (cell.folded[end - 1] in _ENDS or cell.folded[end - 1].isspace()):
        end -= 1
    return start, end


def _read_item(cell: CellText, tag: _Tag, start: int, end: int) -> Indicator | None:
    """One item; None where only its number is printed."""
    text = cell.text.text[start:end]
    bracket = _find_value(cell.folded[start:end])
    offset = parse_name(text).start
    phrase = split_phrase(text[offset:]) if bracket is None else None
    if bracket is not None:
        name_end, value = bracket
    elif phrase is not None:
        name_end, value = offset + phrase.name[1], (offset + phrase.target[0], offset + phrase.target[1])
    else:
        name_end, value = len(text), None
    name = parse_name(text[:name_end])
    if name.name is None and value is None:
        return None
    target = cell.target(start + value[0], start + value[1]) if value is not None else None
    extras = (("占位符", name.placeholder),) if name.placeholder else ()
    one = Indicator(
        name.name,
        classify(None, tag.level1, None, tag.level2),
        name.number,
        unlabelled=target,
        extras=extras,
        place=cell.at(start, end),
    )
    cell.check(start, end, one)
    return one


def _find_value(folded: str) -> tuple[int, tuple[int, int]] | None:
    """Where the name ends and where the value stands in the brackets that close an item, or that nothing closes."""
    depth = 0
    if folded.endswith(")"):
        for at in range(len(folded) - 1, -1, -1):
            depth += {")": 1, "(": -1}.get(folded[at], 0)
            if depth == 0:
                return at, (at + 1, len(folded) - 1)
        return None
    opened = folded.rfind("(")
    return (opened, (opened + 1, len(folded))) if opened > 0 and ")" not in folded[opened:] else None
