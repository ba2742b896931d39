"""Pairs of records while they are being found: what is still open on both sides, and what was paired by which key."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeAlias

from attrs import frozen

from govperf.changes.reasons import Reason, say
from govperf.model.disclosures import Entry

__all__ = ["Board", "KnownPair", "Matcher", "Pairing"]


@frozen(slots=True)
class Pairing:
    """Two records taken for the same: their numbers in the old and the new list, how sure that is, and why."""

    old: int
    new: int
    score: float
    reason: Reason


@frozen(slots=True)
class KnownPair:
    """A judgement: these two are the same. With one side None, the other has no partner.

    Attributes:
        project: the project's name in the old version; None where the new one has no partner.
        project_new: its name in the new version; None where the old one has no partner.
        unit: the budget unit in the old version; only needed where several units have a project of this name.
        unit_new: the unit in the new version.
        indicator: for a pair of indicators, the name in the old version.
        indicator_new: the name in the new version.
    """

    project: str | None = None
    project_new: str | None = None
    unit: str | None = None
    unit_new: str | None = None
    indicator: str | None = None
    indicator_new: str | None = None

    @property
    def of_indicators(self) -> bool:
        """Whether it is about indicators."""
        return self.indicator is not None or self.indicator_new is not None


Matcher: TypeAlias = Callable[[Sequence[Entry], Sequence[Entry]], Iterable[tuple[int, int, float, str]]]
"""What may stand for govperf's own matching: it is given the projects (or the indicators of two projects that go together) that
are still open, and answers with pairs of their numbers, a score from 0 to 1, and a reason."""


class Board:
    """What is still open on both sides, in order, and the pairs so far."""

    def __init__(self, old: int, new: int) -> None:
        self.old: dict[int, None] = dict.fromkeys(range(old))
        self.new: dict[int, None] = dict.fromkeys(range(new))
        self.found: list[Pairing] = []

    def __bool__(self) -> bool:
        """Whether both sides have something open."""
        return bool(self.old and self.new)

    def pair(self, old: int, new: int, score: float, reason: Reason) -> None:
        """Take two for the same."""
        self.found.append(Pairing(old, new, score, reason))
        del self.old[old], self.new[new]

    def pair_by(
        self, old_keys: Callable[[int], Hashable], new_keys: Callable[[int], Hashable], code: str = "exact"
    ) -> None:
        """Pair what has the same key, in order; None is no key."""
        if not self:
            return
        waiting: dict[Hashable, list[int]] = {}
        for index in reversed(self.new):
            waiting.setdefault(new_keys(index), []).append(index)
        for index in list(self.old):
            key = old_keys(index)
            partners = waiting.get(key) if key is not None else None
            if partners:
                self.pair(index, partners.pop(), 1.0, say(code))
