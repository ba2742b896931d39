"""Made documents of all families, with the indicators that a careful reader wrote down before they were read.

Two thirds were used while the layouts were written (`first`, `second`); the `last` ten were opened when they were done.
"""

from __future__ import annotations

import json
import lzma
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import frozen

import govperf as gp
from govperf.grid import Cell, Grid
from govperf.places import Place

__all__ = ["Count", "Document", "count_right", "read_documents"]

CASES = Path(__file__).parent / "cases" / "families.jsonl.xz"
PERIODS = ("cycle", "annual", "unlabelled")
Key = dict[str, Any]


@frozen
class Document:
    """A document and its key; `part` says when it was used, `family` is F4 to F14."""

    name: str
    part: str
    family: str
    grids: tuple[Grid, ...]
    indicators: Sequence[Key]


@frozen
class Count:
    """How many indicators the key has, how many were read, and how many of these are right."""

    expected: int
    found: int
    right: int

    def __add__(self, other: Count) -> Count:
        """The counts of both."""
        return Count(self.expected + other.expected, self.found + other.found, self.right + other.right)


def read_documents() -> Iterator[Document]:
    """All documents, in the order of their families."""
    with lzma.open(CASES, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            grids = tuple(map(_grid, one["sheets"]))
            yield Document(one["name"], one["part"], one["family"], grids, one["indicators"])


def count_right(wanted: Sequence[Key], disclosure: gp.Disclosure | None) -> Count:
    """An indicator is right where class, name and each target's sign, numbers, unit and kind are those of the key.

    `*` in a key stands for what people would read differently.
    """
    left = list(disclosure.indicators) if disclosure is not None else []
    found, right = len(left), 0
    for key in wanted:
        hit = next((one for one in left if _is_right(key, one)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Count(len(wanted), found, right)


def _grid(sheet: dict[str, Any]) -> Grid:
    spans = {
        (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet["merges"]
    }
    return Grid(
        tuple(
            tuple(
                Cell(text or "", Place(row + 1, column + 1), *spans.get((row, column), (1, 1)))
                for column, text in enumerate(texts)
            )
            for row, texts in enumerate(sheet["rows"])
        ),
        name=sheet["name"] or "",
    )


def _is_right(key: Key, one: gp.Indicator) -> bool:
    if not _agrees(key["class"], one.classification.canonical) or not _agrees(
        _plain(key["name"]), _plain(one.name)
    ):
        return False
    targets = dict(one.targets)
    wanted = key["targets"]
    return len(wanted) == len(targets) and all(
        target["period"] in targets and _states(target, targets[target["period"]]) for target in wanted
    )


def _states(key: Key, target: gp.Target) -> bool:
    numbers = key["value"] == "*" or [_number(key["value"]), _number(key["upper"])] == [
        target.value,
        target.upper,
    ]
    operator = target.operator.value if target.operator is not None else None
    return (
        numbers
        and _agrees(key["operator"], operator)
        and _agrees(_plain(key["unit"]), _plain(target.unit))
        and _agrees(key["kind"], target.kind.value)
    )


def _agrees(wanted: str | None, read: str | None) -> bool:
    return wanted in {"*", read}


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _plain(text: str | None) -> str | None:
    """A text without blanks and width, as a person compares."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("。;,、") if text else None
