"""Projects that were split into several, or merged into one: told only where the evidence is strong.

The budgets must say so exactly (the parts add to the whole, source by source printed), and each part must carry on the
whole's name or some of its indicators.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from attrs import frozen

from govperf.changes.names import match_key, read_name
from govperf.changes.pairings import Board
from govperf.changes.reasons import Reason, join_reasons, say
from govperf.model.disclosures import Entry
from govperf.model.projects import Project

__all__ = ["Split", "find_splits"]

_MOST_PARTS: Final = 4
_MOST_LIKELY: Final = 8
_MOST_OPEN: Final = 3000
_SURE_NAME: Final = 0.75
_SHARED: Final = 0.6


@frozen(slots=True)
class Split:
    """One project on one side, several on the other.

    Attributes:
        whole: the project that was split, or into which others were merged.
        parts: the others.
        merged: whether the parts are old and the whole is new.
        reason: why.
    """

    whole: int
    parts: tuple[int, ...]
    merged: bool
    reason: Reason


def find_splits(old: Sequence[Entry], new: Sequence[Entry], board: Board) -> list[Split]:
    """Splits and merges among what is open; a pair that was only alike gives way to one."""
    return [
        *_find(old, new, board, merged=False),
        *_find(new, old, board, merged=True),
    ]


def _find(one: Sequence[Entry], many: Sequence[Entry], board: Board, *, merged: bool) -> list[Split]:
    wholes, parts = (board.new, board.old) if merged else (board.old, board.new)
    weak = {
        (pair.new if merged else pair.old): pair
        for pair in board.found
        if pair.score < 1 or "exact" not in pair.reason[0]
    }
    if not parts or len(parts) > _MOST_OPEN:
        return []
    found = []
    by_letters = _Index(many, [*parts, *((pair.old if merged else pair.new) for pair in weak.values())])
    for whole in [*wholes, *weak]:
        own = weak.get(whole)
        partner = None if own is None else (own.old if merged else own.new)
        likely = by_letters.likely(one[whole], [*parts, *([] if partner is None else [partner])])
        split = _divide(one[whole].project, many, likely, partner)
        if split is None:
            continue
        if own is not None:
            board.found.remove(own)
        for part in split[0]:
            parts.pop(part, None)
        wholes.pop(whole, None)
        found.append(Split(whole, split[0], merged, split[1]))
    return found


class _Index:
    """Names and indicators of the possible parts, read once."""

    def __init__(self, entries: Sequence[Entry], members: Sequence[int]) -> None:
        self.of = {at: _traits(entries[at].project) for at in members}

    def likely(self, whole: Entry, members: Sequence[int]) -> list[int]:
        """The likeliest parts: those that carry on its name or its indicators, at most eight."""
        core, keys = _traits(whole.project)
        scored = sorted(((self._share(core, keys, at), at) for at in members), reverse=True)
        return sorted(at for share, at in scored[:_MOST_LIKELY] if share >= _SHARED)

    def _share(self, core: str, keys: frozenset[str], member: int) -> float:
        other, others = self.of[member]
        letters = len(set(core) & set(other)) / max(1, len(set(other)), min(3, len(set(core))))
        if letters < 0.3:  # noqa: PLR2004 - two names that hardly share a character.
            return len(keys & others) / len(others) if others and len(others) > 1 else 0.0
        return max(min(1.0, letters + 0.1), len(keys & others) / len(others) if others else 0.0)


def _traits(project: Project | None) -> tuple[str, frozenset[str]]:
    if project is None or not project.name:
        return "", frozenset()
    return read_name(project.name).core, frozenset(
        match_key(one.name) for one in project.indicators if one.name
    )


def _divide(
    whole: Project | None, many: Sequence[Entry], likely: list[int], partner: int | None
) -> tuple[tuple[int, ...], Reason] | None:
    """The parts whose budgets add to the whole's, and why; None where there are none, or several ways."""
    total = _total(whole)
    if whole is None or not total or len(likely) < 2:  # noqa: PLR2004 - two parts at least.
        return None
    ways = [
        parts
        for count in range(2, _MOST_PARTS + 1)
        for parts in combinations(likely, count)
        if (partner is None or partner in parts)
        and all(_total(many[part].project) for part in parts)
        and sum((_total(many[part].project) or Decimal(0) for part in parts), Decimal(0)) == total
    ]
    if len(ways) != 1:
        return None
    reasons = [say("parts")]
    keys = {match_key(one.name) for one in whole.indicators if one.name}
    kept = {
        match_key(one.name)
        for part in ways[0]
        for one in (many[part].project or whole).indicators
        if one.name
    }
    if keys and len(keys & kept) >= _SHARED * len(keys):
        reasons.append(say("shares"))
    return ways[0], join_reasons(reasons)


def _total(project: Project | None) -> Decimal | None:
    """The project's total in 元, or as printed where the unit of money is unknown."""
    money = project.budget.total if project and project.budget else None
    return None if money is None else (money.yuan if money.yuan is not None else money.amount)
