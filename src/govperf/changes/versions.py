"""Two versions of a disclosure, compared: from the pairs to the edits."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Final

from govperf.changes.differences import Differences
from govperf.changes.edits import Changes, Edit, EditKind, Side
from govperf.changes.judgements import Pairs, read_pairs
from govperf.changes.links import Links, link_disclosures
from govperf.changes.pairings import Matcher
from govperf.changes.wheres import Where
from govperf.errors import InputError
from govperf.model.disclosures import Disclosure

__all__ = ["compare_versions"]

_RANK: Final = {kind: rank for rank, kind in enumerate(EditKind)}
_EXACT: Final = Context(prec=1000)


def compare_versions(
    old: Disclosure, new: Disclosure, *, pairs: Pairs | None = None, matcher: Matcher | None = None
) -> Changes:
    """What changed from the old disclosure to the new one; see `govperf.diff`."""
    for one in (old, new):
        if not isinstance(one, Disclosure):
            raise InputError(
                f"a {type(one).__name__} is no disclosure", hint="read the file first: gp.read(path)"
            )
    known = read_pairs(pairs)
    links = link_disclosures(old, new, known, matcher)
    years = (new.fiscal_year or 0) - (old.fiscal_year or 0) if old.fiscal_year and new.fiscal_year else 0
    found = Differences(old, links, known, matcher)
    found.compare(old, new, (), (), Where(Edit(EditKind.GOAL_CHANGED), years=years))
    edits = sorted(found.edits, key=lambda edit: _RANK[edit.kind])
    sides = _describe(old), _describe(new)
    matches = (*links.matches, *found.matches)
    return Changes(tuple(edits), tuple(found.carried), matches, *sides, _note(*sides, links))


def _describe(disclosure: Disclosure) -> Side:
    totals = [
        money.yuan
        for project in disclosure.projects
        if project.budget and (money := project.budget.total) is not None and money.yuan is not None
    ]
    total = Decimal(0)
    for amount in totals:
        total = _EXACT.add(total, amount)
    return Side(
        disclosure.source.name if disclosure.source else None,
        tuple(one.name for one in disclosure.departments if one.name),
        disclosure.fiscal_year,
        len(disclosure.projects),
        len(disclosure.indicators),
        total if totals else None,
    )


def _note(old: Side, new: Side, links: Links) -> tuple[tuple[str, str], ...]:
    """What makes the comparison doubtful."""
    notes = []
    for side, english, chinese in ((old, "old", "旧版"), (new, "new", "新版")):
        if not side.projects and not side.indicators:
            notes.append((f"the {english} version says nothing", f"{chinese}没有内容"))
    if not notes and bool(old.projects) != bool(new.projects):
        notes.append(
            (
                "the two are documents of different kinds: only one has projects",
                "两份文件类型不同：只有一份含项目",
            )
        )
    elif old.projects and new.projects and not links.pairings:
        notes.append(("the two have no project in common", "两份文件没有共同的项目"))
    return tuple(notes)
