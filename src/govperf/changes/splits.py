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

from govperf.changes.assignment import find_partners
from govperf.changes.names import likeness
from govperf.changes.pairings import Board
from govperf.changes.profiles import ProjectProfile
from govperf.changes.reasons import Reason, join_reasons, say
from govperf.model.projects import Project

__all__ = ["Split", "find_splits"]

_MOST_PARTS: Final = 4
_MOST_LIKELY: Final = 8
_SHARED: Final = 0.6
_WORDS: Final = 4
"""How long a part's name must be, that it counts as named in the whole's."""
_FULL: Final = 0.8
"""What it counts where all indicators of a part are the whole's: less than a name that is nearly the same."""


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


def find_splits(old: Sequence[ProjectProfile], new: Sequence[ProjectProfile], board: Board) -> list[Split]:
    """Splits and merges among what is open; what they are about is open no more."""
    return [*_find(old, new, board, merged=False), *_find(new, old, board, merged=True)]


def _find(
    one: Sequence[ProjectProfile], many: Sequence[ProjectProfile], board: Board, *, merged: bool
) -> list[Split]:
    wholes, parts = (board.new, board.old) if merged else (board.old, board.new)
    found = []
    for whole, likely in _likely_parts(one, many, list(wholes), list(parts)).items():
        split = _divide(one[whole], many, [part for part in likely if part in parts])
        if split is not None:
            found.append(Split(whole, split[0], merged, split[1]))
            del wholes[whole]
            for part in split[0]:
                del parts[part]
    return found


def _likely_parts(
    one: Sequence[ProjectProfile], many: Sequence[ProjectProfile], wholes: list[int], parts: list[int]
) -> dict[int, list[int]]:
    """For each project the likeliest parts: those that carry on its name or indicators, and no other's more; at most eight."""
    if len(parts) < 2:  # noqa: PLR2004 - two parts at least.
        return {}
    shares: dict[int, dict[int, float]] = {}
    for first, second in find_partners([_text(one[at]) for at in wholes], [_text(many[at]) for at in parts]):
        whole, part = wholes[first], parts[second]
        shares.setdefault(part, {})[whole] = _share(one[whole], many[part])
    likely: dict[int, list[tuple[float, int]]] = {}
    for part, found in shares.items():
        best = max(found.values())
        for whole, share in found.items():
            if share == best >= _SHARED:
                likely.setdefault(whole, []).append((share, part))
    return {
        whole: sorted(at for _, at in sorted(found, reverse=True)[:_MOST_LIKELY])
        for whole, found in likely.items()
    }


def _text(profile: ProjectProfile) -> str:
    return profile.name.core if profile.name else ""


def _share(whole: ProjectProfile, part: ProjectProfile) -> float:
    """How much of a part is the whole's: by its name, or by its indicators; all of it where the whole names it in full."""
    if whole.name is None or part.name is None:
        return 0.0
    if len(part.name.core) >= _WORDS and part.name.core in whole.name.core:
        return 1.0
    kept = len(whole.indicators & part.indicators) / len(part.indicators) if len(part.indicators) > 1 else 0.0
    return max(likeness(whole.name, part.name), _FULL * kept)


def _divide(
    whole: ProjectProfile, many: Sequence[ProjectProfile], likely: list[int]
) -> tuple[tuple[int, ...], Reason] | None:
    """The parts whose budgets add to the whole's, and why; None where there are none, or several ways."""
    total = _total(whole.project)
    if not total or len(likely) < 2:  # noqa: PLR2004 - two parts at least.
        return None
    amounts = {part: amount for part in likely if (amount := _total(many[part].project))}
    ways = [
        parts
        for count in range(2, _MOST_PARTS + 1)
        for parts in combinations(amounts, count)
        if sum((amounts[part] for part in parts), Decimal(0)) == total
    ]
    if len(ways) != 1:
        return None
    kept = frozenset().union(*(many[part].indicators for part in ways[0]))
    shared = whole.indicators and len(whole.indicators & kept) >= _SHARED * len(whole.indicators)
    return ways[0], join_reasons([say("parts"), *([say("shares")] if shared else [])])


def _total(project: Project) -> Decimal | None:
    """The project's total in 元, or as printed where the unit of money is unknown."""
    money = project.budget.total if project.budget else None
    return None if money is None else (money.yuan if money.yuan is not None else money.amount)
