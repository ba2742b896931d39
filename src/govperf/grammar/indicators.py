"""Run-on cells: several indicators printed one after the other in one cell.

::

    cell      := item*
    item      := number "、" class1 [class2] [name] (label value)* "。"
    class1    := [code "-"] name-of-class ":"          1-产出指标：   产出指标：
    class2    := [code "-"] name-of-class (":" | ";")  11-数量指标：  31-服务对象满意度；
    label     := (";" | ",") period ("：" | "，")       ；年度指标值：  ，年度指标值，
    unlabelled:= name [";" [subject ":"]] value         nansha line 55

All marks stand in either width, often both in one cell, so the grammar reads folded text. A number with a class behind
it begins an item; a number alone does not, for values and names are numbered too (`1、每日增量备份2、每周全量备份`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from attrs import frozen

from govperf._width import fold, unwrap
from govperf.errors import NotRenderableError
from govperf.grammar.cells import CellText, RunOn
from govperf.model.indicators import PERIODS, Indicator, IndicatorClass
from govperf.model.targets import Target
from govperf.model.taxonomy import LEVEL1, LEVEL2, canonical_class
from govperf.places import Place

__all__ = [
    "LABELS",
    "RunOn",
    "Style",
    "classify",
    "format_indicators",
    "is_run_on",
    "parse_indicators",
]

LABELS: Final = {
    "实施周期指标值": "cycle",
    "实施期指标值": "cycle",
    "中期指标值": "cycle",
    "长期指标值": "cycle",
    "年度指标值": "annual",
    "年度目标值": "annual",
    "指标值": "unlabelled",
    "目标值": "unlabelled",
}
"""The words before a value, and the period that each names."""

_PERIOD_LABELS: Final = {"cycle": "实施周期指标值", "annual": "年度指标值"}
_MORE_CLASSES = ("项目完成", "项目决策", "项目效益", "预期产出")
_NAMES = "|".join(sorted({*LEVEL1, *LEVEL2, *_MORE_CLASSES}, key=len, reverse=True))
_LABEL_NAMES = "|".join(sorted(LABELS, key=len, reverse=True))

_ITEM = re.compile(
    rf"(\d{{1,9}})\s*[、.)]\s*(?:(\d{{1,4}})\s*-\s*((?:{_NAMES})(?:指标)?)|((?:{_NAMES})指标))\s*[:;,]"
)
_CLASS2 = re.compile(rf"\s*(?:(\d{{2,9}})\s*-\s*([^:;,\s][^:;,]{{0,15}})|((?:{_NAMES})指标))\s*(?:[:;,]|$)")
_LABEL = re.compile(rf"[;:,。]\s*({_LABEL_NAMES})\s*[:;,]")
_STOPS = "。;"
_ITEM_END = "。;、. \n"


@frozen(slots=True)
class Style:
    """The marks a layout writes between the parts of an item; all of them are read alike."""

    after_class: str = "："
    before_label: str = "；"
    after_label: str = "："
    stop: str = "。"


class _Head(NamedTuple):
    """The head of one item: where it begins, which number and class it names, where its body begins."""

    start: int
    number: int
    code: str | None
    name: str
    body: int
    parted: bool


def is_run_on(text: str) -> bool:
    """Whether a cell holds indicators one after the other."""
    return _ITEM.search(fold(unwrap(text).text)) is not None


def parse_indicators(text: str, place: Place | None = None) -> RunOn:
    """Read a run-on cell; answers for every text and raises never.

    >>> cell = parse_indicators("1、产出指标：电脑，年度指标值：40台。2、效益指标：使用率；年度指标值:≥95%。")
    >>> [(one.number, one.name, one.annual.text) for one in cell.indicators]
    [(1, '电脑', '40台'), (2, '使用率', '≥95%')]
    """
    cell = CellText.of(text, place)
    heads = list(_find_heads(cell))
    indicators: list[Indicator] = []
    separators: list[tuple[int, int]] = []
    leftovers: list[tuple[int, int]] = []
    cell.cover(0, heads[0].start if heads else len(cell.folded), separators, leftovers)
    group, previous = 1, 0
    for index, head in enumerate(heads):
        limit = heads[index + 1].start if index + 1 < len(heads) else len(cell.folded)
        if head.number <= previous:
            group += 1
            cell.note("numbering-restarts", head.start, head.body)
        previous = head.number
        end = _find_end(cell, head.body, limit)
        indicators.append(_read_item(cell, head, end, group))
        if end < limit:
            separators.append(cell.printed(end, limit))
    return RunOn(tuple(indicators), tuple(separators), tuple(leftovers), tuple(cell.problems))


def format_indicators(indicators: tuple[Indicator, ...], style: Style | None = None) -> str:
    """Write indicators as a run-on cell that reads back to them.

    Raises:
        NotRenderableError: one of them cannot be told again from the text, as a name that holds `；年度指标值：`.
    """
    text = "".join(_format_item(one, style or Style()) for one in indicators)
    read = parse_indicators(text).indicators
    for index, one in enumerate(indicators):
        if index >= len(read) or read[index] != one:
            raise NotRenderableError(
                "a run-on cell cannot hold this indicator",
                text=one.name or _format_item(one, style or Style()),
                hint="it needs a number that counts up, a class, and marks that do not look like the cell's own",
            )
    if len(read) != len(indicators):
        raise NotRenderableError("a run-on cell would read as more indicators than it holds", text=text)
    return text


@lru_cache(maxsize=4096)
def classify(
    level1_code: str | None, level1: str | None, level2_code: str | None, level2: str | None
) -> IndicatorClass:
    """The class of what is printed, with its canonical class. One object for each combination: tables repeat them."""
    return IndicatorClass(
        level1_code, level1, level2_code, level2, canonical_class(level1_code, level1, level2_code, level2)
    )


def _find_heads(cell: CellText) -> Iterator[_Head]:
    """The heads of the items. A number that runs into the value before it is parted by the order of numbers."""
    previous = 0
    for match in _ITEM.finditer(cell.folded):
        digits, start, parted = match[1], match.start(), False
        before = cell.folded[start - 1] if start else "。"
        if before not in _ITEM_END:
            following = str(previous + 1)
            if digits != following and digits.endswith(following) and previous:
                start += len(digits) - len(following)
                digits, parted = following, True
        previous = int(digits)
        name_start, name_end = match.span(3 if match[3] else 4)
        yield _Head(start, previous, match[2], cell.text.text[name_start:name_end], match.end(), parted)


def _find_end(cell: CellText, start: int, limit: int) -> int:
    """Where an item ends: before its one stop and the blanks around it. A second stop belongs to the value."""
    end = cell.trim(start, limit)[1]
    if end > start and cell.folded[end - 1] in _STOPS:
        end = cell.trim(start, end - 1)[1]
    return end


def _read_item(cell: CellText, head: _Head, end: int, group: int) -> Indicator:
    """One item, from its head to its end."""
    if head.parted:
        cell.note("separator-missing", head.start, head.body)
    labels = _find_labels(cell, head.body, end)
    name_end = max(head.body, labels[0][0]) if labels else end
    code2, level2, name_start = _read_class2(cell, head.body, name_end)
    if labels:
        name = cell.cut(name_start, name_end)
        targets = _read_values(cell, labels, end)
    else:
        name, targets = _read_unlabelled(cell, name_start, end)
    indicator = Indicator(
        name,
        classify(head.code, head.name, code2, level2),
        head.number,
        group,
        targets.get("cycle"),
        targets.get("annual"),
        targets.get("unlabelled"),
        place=cell.at(head.start, end),
    )
    cell.check(head.start, end, indicator)
    return indicator


def _read_class2(cell: CellText, start: int, end: int) -> tuple[str | None, str | None, int]:
    """class2 := [code "-"] name-of-class (":" | ";"): code, name, and where the indicator's name begins."""
    match = _CLASS2.match(cell.folded, start, end)
    if not match:
        return None, None, start
    span = match.span(2) if match[2] else match.span(3)
    return match[1], cell.text.text[slice(*span)].strip(), match.end()


def _find_labels(cell: CellText, start: int, end: int) -> list[tuple[int, int, str]]:
    """The value labels of an item: where each begins and ends, and its period. A period counts once.

    The mark before a label may be the one that closes the class, so the search begins there.
    """
    found: list[tuple[int, int, str]] = []
    seen: set[str] = set()
    for match in _LABEL.finditer(cell.folded, start - 1, end):
        period = LABELS[match[1]]
        if period not in seen:
            seen.add(period)
            found.append((match.start(), match.end(), period))
    return found


def _read_values(cell: CellText, labels: list[tuple[int, int, str]], end: int) -> dict[str, Target]:
    """The values behind their labels; a label with nothing behind it gives none."""
    targets: dict[str, Target] = {}
    for index, (_, start, period) in enumerate(labels):
        limit = labels[index + 1][0] if index + 1 < len(labels) else end
        target = cell.target(start, limit)
        if target is not None:
            targets[period] = target
    return targets


def _read_unlabelled(cell: CellText, start: int, end: int) -> tuple[str | None, dict[str, Target]]:
    """unlabelled := name [";" [subject ":"]] value; a subject that repeats the name is part of the form."""
    folded = cell.folded
    mark = folded.find(";", start, end)
    if mark < 0:
        mark = folded.find(":", start, end)
    if mark < 0:
        return cell.cut(start, end), {}
    name = cell.cut(start, mark)
    value = cell.trim(mark + 1, end)[0]
    if name is not None and folded.startswith(fold(name), value):
        after = value + len(name)
        if after < end and folded[after] == ":":
            value = after + 1
    target = cell.target(value, end)
    return name, {} if target is None else {"unlabelled": target}


def _format_item(one: Indicator, style: Style) -> str:
    """item := number "、" class1 [class2] [name] (label value)* stop."""
    kind = one.classification
    parts = [f"{one.number}、", _format_class(kind.level1_code, kind.level1), style.after_class]
    if kind.level2 is not None:
        mark = style.after_class if one.name is not None else style.before_label
        parts += [_format_class(kind.level2_code, kind.level2), mark]
    parts.append(one.name or "")
    labelled = [(period, getattr(one, period)) for period in PERIODS if getattr(one, period) is not None]
    for period, target in labelled:
        label = _PERIOD_LABELS.get(period)
        mark = (
            style.before_label
            if parts[-1] and parts[-1] not in style.after_class + style.before_label
            else ""
        )
        parts.append(f"{mark}{label}{style.after_label}{target.text}" if label else f"；{target.text}")
    return "".join(parts) + style.stop


def _format_class(code: str | None, name: str | None) -> str:
    """`1-产出指标`, or the name alone where no code is printed."""
    return f"{code}-{name}" if code is not None else name or ""
