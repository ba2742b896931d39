"""Spans found again from the rows in whose middle their texts stand, where a container lost the merged cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

__all__ = ["find_spans", "fit_spans"]

_MOST: Final = 14
_TRIED: Final = 400


def fit_spans(
    printed: Sequence[int], end: int, cost: Callable[[tuple[int, ...]], int]
) -> tuple[int, ...] | None:
    """The lengths of the spans that cost least; None where no spans have all texts in their middle.

    Spans follow one another from row 0 to `end`. Of an even number of rows the middle is either of two, but mostly the same one
    throughout, and mostly the upper one; after that, evenly long spans are likelier.
    """
    found = find_spans(tuple(printed), end)
    return min(
        found,
        key=lambda lengths: (cost(lengths), *_unevenness(printed, lengths)),
        default=None,
    )


@lru_cache(maxsize=512)
def find_spans(printed: tuple[int, ...], end: int) -> tuple[tuple[int, ...], ...]:
    """All lengths of spans that follow one another up to `end`, each with a printed row in its middle; a bounded number."""
    if not printed or len(printed) > _MOST:
        return ()
    found: list[tuple[int, ...]] = []
    for lengths in _search(printed, 0, 0, end):
        found.append(lengths)
        if len(found) == _TRIED:
            break
    return tuple(found)


def _search(printed: tuple[int, ...], index: int, start: int, end: int) -> Iterator[tuple[int, ...]]:
    if index == len(printed):
        if start == end:
            yield ()
        return
    above = printed[index] - start
    if above < 0:
        return
    for length in (2 * above + 1, 2 * above + 2, 2 * above):
        if length > above and start + length <= end:
            for rest in _search(printed, index + 1, start + length, end):
                yield (length, *rest)


def _unevenness(printed: Sequence[int], lengths: Sequence[int]) -> tuple[int, int, int]:
    """How many spans of even length stand against the majority, how many have their text low, and how uneven all are."""
    start, low, high = 0, 0, 0
    for row, length in zip(printed, lengths, strict=True):
        if length % 2 == 0:
            high += row - start == (length - 1) // 2
            low += row - start == length // 2
        start += length
    return min(low, high), low, sum(length * length for length in lengths)
