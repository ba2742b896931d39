"""Writes tables of indicators: heads as needed, classes where they change, targets in one column or in three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Final

from attrs import evolve, frozen

from govperf.errors import NotRenderableError
from govperf.grammar.targets import join_target
from govperf.model.indicators import PERIODS, Indicator, IndicatorClass, Result
from govperf.model.targets import Target, TargetKind

__all__ = ["Head", "write_matrix", "write_sides", "write_table"]

_SPLIT: Final = re.compile(r"(≥|>=|≤|<=|=|＝|>|<|＞|＜|≧|≦)?(\d[\d,]*(?:\.\d+)?)(\D*)", re.DOTALL)
_CLASS_KEYS: Final = ("level1", "level2")


@frozen(slots=True)
class Head:
    """A head that a layout writes: what stands below it, its text, and whether it is written even over nothing."""

    key: str
    text: str
    always: bool = False


@frozen(slots=True)
class _Table:
    """The columns that a table needs for its indicators."""

    heads: tuple[Head, ...]
    extras: tuple[str, ...]
    split: bool
    name: str


def write_table(
    indicators: Sequence[Indicator],
    heads: Sequence[Head],
    *,
    among: Sequence[Indicator] = (),
    heads_only: bool = False,
) -> Iterator[list[str]]:
    """The heads, and a row for each indicator; `among` are all those that share the heads."""
    table = _plan(among or indicators, heads)
    if not indicators and not heads_only:
        return
    yield [*(head.text for head in table.heads), *table.extras]
    if heads_only:
        return
    previous: IndicatorClass | None = None
    for one in indicators:
        yield _row(one, table, previous)
        previous = one.classification


def write_sides(indicators: Sequence[Indicator], heads: Sequence[Head]) -> Iterator[list[str]]:
    """Two tables beside each other: the whole period at the left, the year at the right; classes in each row."""
    keep = [head for head in heads if head.key in {*_CLASS_KEYS, "name", "unlabelled"}]
    if not indicators:
        return
    yield [head.text for head in keep] * 2
    for one in indicators:
        if one.unlabelled is not None or one.extras or one.result is not None or one.number is not None:
            raise NotRenderableError(
                "two tables side by side have no place for this indicator", text=one.name
            )
        row: list[str] = []
        for period in ("cycle", "annual"):
            target: Target | None = getattr(one, period)
            kind = one.classification
            texts = {
                "level1": _class(kind, 1),
                "level2": _class(kind, 2),
                "name": one.name or "",
                "unlabelled": target.text if target else "",
            }
            row += [texts[head.key] if target is not None else "" for head in keep]
        yield row


def write_matrix(
    recipients: Sequence[tuple[str, Sequence[Indicator]]], heads: Sequence[Head]
) -> Iterator[list[str]]:
    """A target for each recipient, blank where an indicator is not for all; the indicators of all of them in one order."""
    keep = tuple(head for head in heads if head.key in {*_CLASS_KEYS, "name"})
    shared: list[Indicator] = []
    values: dict[Indicator, list[str]] = {}
    for at, (_, indicators) in enumerate(recipients):
        after = 0
        for one in indicators:
            if one.unlabelled is None or one.cycle or one.annual or one.result:
                raise NotRenderableError("a matrix has no place for this indicator", text=one.name)
            bare = evolve(one, unlabelled=None)
            if bare not in values:
                shared.insert(after, bare)
                values[bare] = [""] * len(recipients)
            after = shared.index(bare) + 1
            values[bare][at] = one.unlabelled.text
    name = next(head.text for head in keep if head.key == "name")
    table = _Table(keep, tuple(_order_labels(shared, name)), split=False, name=name)
    yield [*(head.text for head in keep), *table.extras, *(name for name, _ in recipients)]
    previous: IndicatorClass | None = None
    for one in shared:
        yield [*_row(one, table, previous), *values[one]]
        previous = one.classification


def _plan(indicators: Sequence[Indicator], heads: Sequence[Head]) -> _Table:
    """The heads that these indicators need, in the layout's order."""
    periods = {period for one in indicators for period, _ in one.targets}
    keys = {head.key for head in heads}
    split = "sign" in keys or "unit" in keys
    missing = periods - keys
    if missing and not split:
        raise NotRenderableError(f"the form has no column for {min(missing)} values")
    needed = {"level1", "level2", "name", "sign", "unit"} | periods
    if split and not periods:
        needed.add("unlabelled")
    if not periods & keys:
        needed |= {head.key for head in heads if head.key in PERIODS}
    for key in ("actual", "weight", "score", "reason"):
        if any(getattr(one.result, key) is not None for one in indicators if one.result is not None):
            needed.add(key)
    kept = [
        head
        for head in heads
        if head.always
        or head.key in needed
        or (head.key in {"actual", "weight", "score"} and "actual" in keys)
    ]
    kept += [Head(key, text) for key, text in _RESULTS.items() if key in needed and key not in keys]
    if any(one.number is not None for one in indicators):
        kept.insert(0, Head("number", "序号"))
    name = next((head.text for head in heads if head.key == "name"), "")
    return _Table(tuple(kept), tuple(_order_labels(indicators, name)), split, name)


def _order_labels(indicators: Sequence[Indicator], name: str) -> list[str]:
    """The labels of all extras in one order that each indicator's own extras follow."""
    before: dict[str, set[str]] = {}
    for one in indicators:
        labels = [label for label, _ in one.extras if label != name]
        for at, label in enumerate(labels):
            before.setdefault(label, set()).update(labels[max(at - 1, 0) : at])
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError:
        return list(before)


_RESULTS: Final = {
    "weight": "分值",
    "actual": "实际完成值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
}


def _row(one: Indicator, table: _Table, previous: IndicatorClass | None) -> list[str]:
    """One indicator under the heads of its table."""
    kind = one.classification
    changed = previous is None or (kind.level1, kind.level1_note) != (previous.level1, previous.level1_note)
    changed = changed or (kind.level2 is None and previous is not None and previous.level2 is not None)
    inner = (
        changed
        or previous is None
        or (kind.level2, kind.level2_note) != (previous.level2, previous.level2_note)
    )
    extras = dict(one.extras)
    result = one.result or Result()
    texts = {
        "number": "" if one.number is None else str(one.number),
        "level1": _class(kind, 1) if changed else "",
        "level2": _class(kind, 2) if inner else "",
        "name": (one.name or "") + extras.get(table.name, ""),
        "actual": result.actual.text if result.actual else "",
        "weight": "" if result.weight is None else format(result.weight, "f"),
        "score": "" if result.score is None else format(result.score, "f"),
        "reason": result.reason or "",
    }
    for period, target in one.targets:
        texts[period] = target.text
    if table.split:
        _split(one, table, texts)
    return [
        *(texts.get(head.key, "") for head in table.heads),
        *(extras.get(label, "") for label in table.extras),
    ]


def _split(one: Indicator, table: _Table, texts: dict[str, str]) -> None:
    """Part the target into sign, value and unit, where joining them gives the same text again."""
    keys = {head.key for head in table.heads}
    for period, target in one.targets:
        sign, value, unit = _parts(target)
        sign, value = (sign, value) if "sign" in keys else ("", sign + value)
        unit, value = (unit, value) if "unit" in keys else ("", value + unit)
        if len(list(one.targets)) == 1 and join_target(sign, value, unit) == target:
            texts["sign"], texts["unit"] = sign, unit
            texts[period] = value


def _parts(target: Target) -> tuple[str, str, str]:
    if target.kind is TargetKind.QUALITATIVE:
        return "定性", target.text, ""
    found = _SPLIT.fullmatch(target.text)
    return (found[1] or "", found[2], found[3]) if found else ("", target.text, "")


def _class(kind: IndicatorClass, level: int) -> str:
    """A class with its weight or note in brackets."""
    if kind.level1_code or kind.level2_code:
        raise NotRenderableError("the form prints classes without codes", text=kind.level2 or kind.level1)
    name, note = (kind.level1, kind.level1_note) if level == 1 else (kind.level2, kind.level2_note)
    return f"{name or ''}{f'（{note}）' if note else ''}"
